"""Applications of the developer. Generated from specs/kloudless.yaml; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._operations import (
    applications_create,
    applications_delete,
    applications_get,
    applications_list,
    applications_update,
)
from .._runtime.omit import Omit, omit
from .._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import CallOptions
    from .._runtime.pager import AsyncPager, Pager
    from ..models import Application
    from .applications_api_keys import ApplicationsApiKeys, AsyncApplicationsApiKeys
    from .applications_webhooks import ApplicationsWebhooks, AsyncApplicationsWebhooks


class Applications(Resource):
    """Applications of the developer."""

    @cached_property
    def api_keys(self) -> ApplicationsApiKeys:
        """API keys of an application, which open the vendor's other APIs."""
        from .applications_api_keys import ApplicationsApiKeys

        return ApplicationsApiKeys(self._client)

    @cached_property
    def webhooks(self) -> ApplicationsWebhooks:
        """Addresses that are told when files of an application's accounts change."""
        from .applications_webhooks import ApplicationsWebhooks

        return ApplicationsWebhooks(self._client)

    def list(
        self,
        *,
        active: bool | None = None,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[CallOptions],
    ) -> Pager[Application]:
        """List applications.

        Gives one page of the developer's applications, active and inactive. Deleted applications are not listed,
        and do not count as inactive. The order is not documented.

        Args:
            active: Keeps only active (true) or only inactive (false) applications. Without it, both.
            page_size: Objects per page. From 1 to 1000; the service takes 10 by default.
            page: Number of the page, counted from 1. At least 1; the service takes 1 by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, List Applications).
        """
        return self._list(
            applications_list.OPERATION, {"active": active, "page_size": page_size, "page": page}, options
        )

    def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        logo_url: str | Omit = omit,
        implicit_grant_enabled: bool | Omit = omit,
        recent_enabled: bool | Omit = omit,
        events_enabled: bool | Omit = omit,
        source: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Application:
        """Create an application.

        A new application is active and starts with one API key. With `source` it is made after another application,
        whose OAuth keys are copied too; whether a member sent along still wins over the copied value is not
        documented.

        Args:
            name: Name shown to a user who connects an account.
            description: Free text.
            logo_url: Address of an image shown to users.
            implicit_grant_enabled: Whether the OAuth 2.0 implicit grant is allowed; false by default.
            recent_enabled: Whether recent activity in accounts is collected; false by default.
            events_enabled: Whether events in accounts are collected; false by default.
            source: Identifier of another application of the developer to make this one after.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, ConflictError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Create an application); client
        (Kloudless/kloudless-python 1.x, tests/integration/management_api).
        """
        return self._call(
            applications_create.OPERATION,
            {
                "name": name,
                "description": description,
                "logo_url": logo_url,
                "implicit_grant_enabled": implicit_grant_enabled,
                "recent_enabled": recent_enabled,
                "events_enabled": events_enabled,
                "source": source,
            },
            options,
        )

    def get(self, application_id: str, **options: Unpack[CallOptions]) -> Application:
        """Get an application.

        Reads one application of the developer.

        Args:
            application_id: Identifier of the application.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Retrieve an Application).
        """
        return self._call(applications_get.OPERATION, {"application_id": application_id}, options)

    def delete(self, application_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete an application.

        Removes the application for good; the API no longer shows it.

        Args:
            application_id: Identifier of the application.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Delete an Application).
        """
        self._call(applications_delete.OPERATION, {"application_id": application_id}, options)

    def update(
        self,
        application_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        logo_url: str | Omit = omit,
        active: bool | Omit = omit,
        implicit_grant_enabled: bool | Omit = omit,
        recent_enabled: bool | Omit = omit,
        events_enabled: bool | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Application:
        """Change an application.

        Changes the members that are sent and leaves the others as they are. Making an application inactive refuses
        calls to its accounts and stops event collection; the accounts stay connected.

        Args:
            application_id: Identifier of the application.
            name: Name shown to a user who connects an account.
            description: Free text.
            logo_url: Address of an image shown to users; may be empty.
            active: Whether the application works.
            implicit_grant_enabled: Whether the OAuth 2.0 implicit grant is allowed.
            recent_enabled: Whether recent activity in accounts is collected.
            events_enabled: Whether events in accounts are collected.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, ConflictError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Update an Application).
        """
        return self._call(
            applications_update.OPERATION,
            {
                "application_id": application_id,
                "name": name,
                "description": description,
                "logo_url": logo_url,
                "active": active,
                "implicit_grant_enabled": implicit_grant_enabled,
                "recent_enabled": recent_enabled,
                "events_enabled": events_enabled,
            },
            options,
        )


class AsyncApplications(AsyncResource):
    """Applications of the developer."""

    @cached_property
    def api_keys(self) -> AsyncApplicationsApiKeys:
        """API keys of an application, which open the vendor's other APIs."""
        from .applications_api_keys import AsyncApplicationsApiKeys

        return AsyncApplicationsApiKeys(self._client)

    @cached_property
    def webhooks(self) -> AsyncApplicationsWebhooks:
        """Addresses that are told when files of an application's accounts change."""
        from .applications_webhooks import AsyncApplicationsWebhooks

        return AsyncApplicationsWebhooks(self._client)

    def list(
        self,
        *,
        active: bool | None = None,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncPager[Application]:
        """List applications.

        Gives one page of the developer's applications, active and inactive. Deleted applications are not listed,
        and do not count as inactive. The order is not documented.

        Args:
            active: Keeps only active (true) or only inactive (false) applications. Without it, both.
            page_size: Objects per page. From 1 to 1000; the service takes 10 by default.
            page: Number of the page, counted from 1. At least 1; the service takes 1 by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, List Applications).
        """
        return self._list(
            applications_list.OPERATION, {"active": active, "page_size": page_size, "page": page}, options
        )

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        logo_url: str | Omit = omit,
        implicit_grant_enabled: bool | Omit = omit,
        recent_enabled: bool | Omit = omit,
        events_enabled: bool | Omit = omit,
        source: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Application:
        """Create an application.

        A new application is active and starts with one API key. With `source` it is made after another application,
        whose OAuth keys are copied too; whether a member sent along still wins over the copied value is not
        documented.

        Args:
            name: Name shown to a user who connects an account.
            description: Free text.
            logo_url: Address of an image shown to users.
            implicit_grant_enabled: Whether the OAuth 2.0 implicit grant is allowed; false by default.
            recent_enabled: Whether recent activity in accounts is collected; false by default.
            events_enabled: Whether events in accounts are collected; false by default.
            source: Identifier of another application of the developer to make this one after.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, ConflictError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Create an application); client
        (Kloudless/kloudless-python 1.x, tests/integration/management_api).
        """
        return await self._call(
            applications_create.OPERATION,
            {
                "name": name,
                "description": description,
                "logo_url": logo_url,
                "implicit_grant_enabled": implicit_grant_enabled,
                "recent_enabled": recent_enabled,
                "events_enabled": events_enabled,
                "source": source,
            },
            options,
        )

    async def get(self, application_id: str, **options: Unpack[CallOptions]) -> Application:
        """Get an application.

        Reads one application of the developer.

        Args:
            application_id: Identifier of the application.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Retrieve an Application).
        """
        return await self._call(applications_get.OPERATION, {"application_id": application_id}, options)

    async def delete(self, application_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete an application.

        Removes the application for good; the API no longer shows it.

        Args:
            application_id: Identifier of the application.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Delete an Application).
        """
        await self._call(applications_delete.OPERATION, {"application_id": application_id}, options)

    async def update(
        self,
        application_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        logo_url: str | Omit = omit,
        active: bool | Omit = omit,
        implicit_grant_enabled: bool | Omit = omit,
        recent_enabled: bool | Omit = omit,
        events_enabled: bool | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Application:
        """Change an application.

        Changes the members that are sent and leaves the others as they are. Making an application inactive refuses
        calls to its accounts and stops event collection; the accounts stay connected.

        Args:
            application_id: Identifier of the application.
            name: Name shown to a user who connects an account.
            description: Free text.
            logo_url: Address of an image shown to users; may be empty.
            active: Whether the application works.
            implicit_grant_enabled: Whether the OAuth 2.0 implicit grant is allowed.
            recent_enabled: Whether recent activity in accounts is collected.
            events_enabled: Whether events in accounts are collected.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, ConflictError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Update an Application).
        """
        return await self._call(
            applications_update.OPERATION,
            {
                "application_id": application_id,
                "name": name,
                "description": description,
                "logo_url": logo_url,
                "active": active,
                "implicit_grant_enabled": implicit_grant_enabled,
                "recent_enabled": recent_enabled,
                "events_enabled": events_enabled,
            },
            options,
        )
