"""Bylines, bios, sign-offs, contacts, dates: who wrote the article, and when."""
