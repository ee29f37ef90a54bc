"""The proof of a rule: that it keeps its word, is well made and fast; how a new one starts; what it changes."""
