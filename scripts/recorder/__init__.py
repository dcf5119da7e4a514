"""Makes recordings of the real services without anybody's secrets; ``record.py`` is the command."""
