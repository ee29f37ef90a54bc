"""Batches of other libraries: `on` and the tables of each, the span column, and an adapter for each engine."""
