"""Generated; do not edit."""

from __future__ import annotations

from datetime import datetime

from .._runtime.models import Model


class Webhook(Model):
    """An address that is told about file events."""

    id: str
    """Identifier, unique over all applications; a string, also where it looks like a number."""
    url: str
    """Address that notices are posted to."""
    created: datetime
    """When the webhook was made."""
    modified: datetime
    """When the webhook last changed; may differ from `created` by microseconds on a new one."""
