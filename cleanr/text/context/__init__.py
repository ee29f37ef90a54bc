"""What kind of text a document is: its languages, its register, where code and tables stand. Facts, never findings."""
