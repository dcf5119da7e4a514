"""Generated; do not edit."""

from datetime import datetime

from pydantic import StrictInt

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


class WebhookPage(Model):
    """One page of webhooks."""

    total: StrictInt
    """Number of webhooks over all pages."""
    count: StrictInt
    """Number of webhooks on this page."""
    page: StrictInt
    """Number of this page, counted from 1."""
    objects: list[Webhook]
    """The webhooks on this page."""
