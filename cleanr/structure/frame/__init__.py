"""The frame of a page: menus, boxes, the head above the article, what is left between."""
