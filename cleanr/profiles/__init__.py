"""Profiles: what repeats across the documents of a site, counted so that order and sharding do not matter."""
