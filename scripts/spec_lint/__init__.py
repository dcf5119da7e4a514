"""Checks specs against this project's own conventions; ``lint_specs.py`` is the command."""
