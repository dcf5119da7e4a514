"""Objects of the Kloudless Management API. Generated from specs/kloudless.yaml; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from kloudless_management_client._runtime.models import Model


class ApiKey(Model):
    """A key of an application. It has no identifier but the secret itself."""

    key: Annotated[str, Field(repr=False)]
    """The secret, unique over all applications."""
    created: datetime
    """When the key was made."""
    modified: datetime
    """When the key last changed."""


class ApiKeyPage(Model):
    """One page of API keys."""

    total: StrictInt
    """Number of API keys over all pages."""
    count: StrictInt
    """Number of API keys on this page."""
    page: StrictInt
    """Number of this page, counted from 1."""
    objects: list[ApiKey]
    """The API keys on this page."""


class Application(Model):
    """An application of the developer."""

    id: str
    """Identifier, also called the App ID; opaque, of no fixed length."""
    name: str
    """Name shown to a user who connects an account."""
    description: str
    """Free text."""
    logo_url: str
    """Address of an image shown to users; may be empty."""
    active: StrictBool
    """Whether the application works."""
    implicit_grant_enabled: StrictBool
    """Whether the OAuth 2.0 implicit grant is allowed."""
    recent_enabled: StrictBool
    """Whether recent activity in accounts is collected."""
    events_enabled: StrictBool
    """Whether events in accounts are collected."""
    created: datetime
    """When the application was made."""
    modified: datetime
    """When the application last changed."""


class ApplicationPage(Model):
    """One page of applications."""

    total: StrictInt
    """Number of matching applications over all pages."""
    count: StrictInt
    """Number of applications on this page."""
    page: StrictInt
    """Number of this page, counted from 1."""
    objects: list[Application]
    """The applications on this page."""


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
