"""From a spec and the overrides to a complete package; ``generate.py`` is the command."""
