"""Generated; do not edit."""

from datetime import datetime

from pydantic import StrictBool, StrictInt

from .._runtime.models import Model


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
