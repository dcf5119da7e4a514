"""Mutants of specs and recordings, and which of them the contract tests catch: what `mutate.py` runs."""
