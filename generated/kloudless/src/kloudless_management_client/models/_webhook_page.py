"""Generated; do not edit."""

from __future__ import annotations

from pydantic import StrictInt

from .._runtime.models import Model
from ._webhook import Webhook


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
