"""How rules are said: templates, word lists, labels, and what is derived from them."""
