"""From a document to what its rules say of it."""
