"""Lists, cards and trails of other stories."""
