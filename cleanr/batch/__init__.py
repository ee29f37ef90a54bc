"""Records in and out, one format a file; the worker pool; safe files."""
