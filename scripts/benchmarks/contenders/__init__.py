"""Who takes part: each makes the same calls in its own way."""
