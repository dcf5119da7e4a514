"""Addresses that are told when files of an application's accounts change. Generated from specs/kloudless.yaml; do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._operations import (
    applications_webhooks_create,
    applications_webhooks_delete,
    applications_webhooks_get,
    applications_webhooks_list,
)
from .._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import CallOptions
    from .._runtime.pager import AsyncPager, Pager
    from ..models import Webhook


class ApplicationsWebhooks(Resource):
    """Addresses that are told when files of an application's accounts change."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[CallOptions],
    ) -> Pager[Webhook]:
        """List an application's webhooks.

        Gives one page of the application's webhooks.

        Args:
            application_id: Identifier of the application.
            page_size: Objects per page. From 1 to 1000; the service takes 10 by default.
            page: Number of the page, counted from 1. At least 1; the service takes 1 by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, List WebHooks).
        """
        return self._list(
            applications_webhooks_list.OPERATION,
            {"application_id": application_id, "page_size": page_size, "page": page},
            options,
        )

    def create(self, application_id: str, *, url: str, **options: Unpack[CallOptions]) -> Webhook:
        """Register a webhook.

        Registers an address for notices about file events. The vendor calls the address first and refuses one that
        does not answer.

        Args:
            application_id: Identifier of the application.
            url: Absolute http or https address to post notices to. Matches `^https?://`.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Create a WebHook); client (Kloudless blog, posts on
        webhooks (https://blog.kloudless.com/author/dcthorman/)).
        """
        return self._call(
            applications_webhooks_create.OPERATION, {"application_id": application_id, "url": url}, options
        )

    def get(self, application_id: str, webhook_id: str, **options: Unpack[CallOptions]) -> Webhook:
        """Get a webhook.

        Reads one webhook of the application.

        Args:
            application_id: Identifier of the application.
            webhook_id: Identifier of the webhook; a string, also where it looks like a number.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Retrieve a WebHook).
        """
        return self._call(
            applications_webhooks_get.OPERATION, {"application_id": application_id, "webhook_id": webhook_id}, options
        )

    def delete(self, application_id: str, webhook_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a webhook.

        Removes the webhook for good.

        Args:
            application_id: Identifier of the application.
            webhook_id: Identifier of the webhook; a string, also where it looks like a number.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Delete a WebHook).
        """
        self._call(
            applications_webhooks_delete.OPERATION,
            {"application_id": application_id, "webhook_id": webhook_id},
            options,
        )


class AsyncApplicationsWebhooks(AsyncResource):
    """Addresses that are told when files of an application's accounts change."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[Webhook]:
        """List an application's webhooks.

        Gives one page of the application's webhooks.

        Args:
            application_id: Identifier of the application.
            page_size: Objects per page. From 1 to 1000; the service takes 10 by default.
            page: Number of the page, counted from 1. At least 1; the service takes 1 by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, List WebHooks).
        """
        return self._list(
            applications_webhooks_list.OPERATION,
            {"application_id": application_id, "page_size": page_size, "page": page},
            options,
        )

    async def create(self, application_id: str, *, url: str, **options: Unpack[CallOptions]) -> Webhook:
        """Register a webhook.

        Registers an address for notices about file events. The vendor calls the address first and refuses one that
        does not answer.

        Args:
            application_id: Identifier of the application.
            url: Absolute http or https address to post notices to. Matches `^https?://`.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Create a WebHook); client (Kloudless blog, posts on
        webhooks (https://blog.kloudless.com/author/dcthorman/)).
        """
        return await self._call(
            applications_webhooks_create.OPERATION, {"application_id": application_id, "url": url}, options
        )

    async def get(self, application_id: str, webhook_id: str, **options: Unpack[CallOptions]) -> Webhook:
        """Get a webhook.

        Reads one webhook of the application.

        Args:
            application_id: Identifier of the application.
            webhook_id: Identifier of the webhook; a string, also where it looks like a number.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Retrieve a WebHook).
        """
        return await self._call(
            applications_webhooks_get.OPERATION, {"application_id": application_id, "webhook_id": webhook_id}, options
        )

    async def delete(self, application_id: str, webhook_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a webhook.

        Removes the webhook for good.

        Args:
            application_id: Identifier of the application.
            webhook_id: Identifier of the webhook; a string, also where it looks like a number.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Delete a WebHook).
        """
        await self._call(
            applications_webhooks_delete.OPERATION,
            {"application_id": application_id, "webhook_id": webhook_id},
            options,
        )
