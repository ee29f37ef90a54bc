"""What repeats on the pages of a site: asked only where a profile of the site is in force."""
