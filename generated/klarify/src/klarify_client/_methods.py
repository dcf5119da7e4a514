"""What the clients can do beside the operations of the API."""

from __future__ import annotations


class ClientMethods:
    """Methods of the sync client."""


class AsyncClientMethods:
    """Methods of the async client."""
