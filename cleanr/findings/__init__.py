"""What was found: findings, the evidence that they make, and how they add up."""
