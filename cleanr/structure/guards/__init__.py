"""Guards: what speaks for the article."""
