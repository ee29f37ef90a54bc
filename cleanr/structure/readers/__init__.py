"""What readers wrote: threads, single comments, their forms."""
