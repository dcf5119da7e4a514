"""What the knowledge behind each API rests on: gathered from specs, recordings and tests, written as pages."""
