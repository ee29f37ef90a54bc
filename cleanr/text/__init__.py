"""The geometry of text and how it is read: edits, the folded view, sentences, lines. No word of the domain."""
