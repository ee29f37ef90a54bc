"""Views of what was found: the text with its margin, the sum on paper, a diff, totals, a rule's page, a report page.

A view turns text, segments, findings and edits into words for a reader. It decides nothing and opens no article.
"""
