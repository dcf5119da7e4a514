"""What `nox -s bench` measures: cases, who takes part, and the table that comes of it."""
