"""How lines look and what stands around them: what several structural rules ask."""
