"""What stops a recording."""

from __future__ import annotations


class MisuseError(Exception):
    """What was asked for cannot be done; the text says why and what to do, and quotes nothing that was recorded."""


class LeakError(Exception):
    """Something secret is still in what would be written; the text names the place, never the value."""
