"""What the user may set, as values, as plain data and as a file; and the rules that settings turn on."""
