"""Applications of the developer. Generated; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .. import models
from .._runtime.credentials import hidden
from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Omit, Parameter, omit
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import CallOptions, ListOptions
    from ..models import ApiKey, ApiKeyPage, Application, ApplicationPage, Webhook, WebhookPage

LIST: Operation[ApplicationPage] = Operation(
    id="applications_list",
    method="GET",
    path="/applications",
    result=lambda: models.ApplicationPage,
    query=(
        Parameter("active", "boolean", capitalized=True),
        Parameter("page_size", "integer", minimum=1, maximum=1000),
        Parameter("page", "integer", minimum=1),
    ),
    paging=PagePaging(page="page", first=1, items="objects", total="total"),
)


CREATE: Operation[Application] = Operation(
    id="applications_create",
    method="POST",
    path="/applications",
    result=lambda: models.Application,
    body=(
        Parameter("name", "string", required=True),
        Parameter("description", "string"),
        Parameter("logo_url", "string"),
        Parameter("implicit_grant_enabled", "boolean"),
        Parameter("recent_enabled", "boolean"),
        Parameter("events_enabled", "boolean"),
        Parameter("source", "string"),
    ),
)


GET: Operation[Application] = Operation(
    id="applications_get",
    method="GET",
    path="/applications/{application_id}",
    result=lambda: models.Application,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)


DELETE: Operation[None] = Operation(
    id="applications_delete",
    method="DELETE",
    path="/applications/{application_id}",
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)


UPDATE: Operation[Application] = Operation(
    id="applications_update",
    method="PATCH",
    path="/applications/{application_id}",
    result=lambda: models.Application,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    body=(
        Parameter("name", "string"),
        Parameter("description", "string"),
        Parameter("logo_url", "string"),
        Parameter("active", "boolean"),
        Parameter("implicit_grant_enabled", "boolean"),
        Parameter("recent_enabled", "boolean"),
        Parameter("events_enabled", "boolean"),
    ),
)


API_KEYS_LIST: Operation[ApiKeyPage] = Operation(
    id="applications_api_keys_list",
    method="GET",
    path="/applications/{application_id}/apikeys",
    result=lambda: models.ApiKeyPage,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    query=(Parameter("page_size", "integer", minimum=1, maximum=1000), Parameter("page", "integer", minimum=1)),
    paging=PagePaging(page="page", first=1, items="objects", total="total"),
)


API_KEYS_CREATE: Operation[ApiKey] = Operation(
    id="applications_api_keys_create",
    method="POST",
    path="/applications/{application_id}/apikeys",
    result=lambda: models.ApiKey,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)


API_KEYS_DELETE: Operation[None] = Operation(
    id="applications_api_keys_delete",
    method="DELETE",
    path="/applications/{application_id}/apikeys/{key}",
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("key", "string", min_length=1, secret=True, required=True),
    ),
)


WEBHOOKS_LIST: Operation[WebhookPage] = Operation(
    id="applications_webhooks_list",
    method="GET",
    path="/applications/{application_id}/webhooks",
    result=lambda: models.WebhookPage,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    query=(Parameter("page_size", "integer", minimum=1, maximum=1000), Parameter("page", "integer", minimum=1)),
    paging=PagePaging(page="page", first=1, items="objects", total="total"),
)


WEBHOOKS_CREATE: Operation[Webhook] = Operation(
    id="applications_webhooks_create",
    method="POST",
    path="/applications/{application_id}/webhooks",
    result=lambda: models.Webhook,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    body=(Parameter("url", "string", pattern="^https?://", required=True),),
)


WEBHOOKS_GET: Operation[Webhook] = Operation(
    id="applications_webhooks_get",
    method="GET",
    path="/applications/{application_id}/webhooks/{webhook_id}",
    result=lambda: models.Webhook,
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("webhook_id", "string", min_length=1, required=True),
    ),
)


WEBHOOKS_DELETE: Operation[None] = Operation(
    id="applications_webhooks_delete",
    method="DELETE",
    path="/applications/{application_id}/webhooks/{webhook_id}",
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("webhook_id", "string", min_length=1, required=True),
    ),
)


class Applications(Resource):
    """Applications of the developer."""

    @cached_property
    def api_keys(self) -> ApplicationsApiKeys:
        """API keys of an application, which open the vendor's other APIs."""
        return ApplicationsApiKeys(self._client)

    @cached_property
    def webhooks(self) -> ApplicationsWebhooks:
        """Addresses that are told when files of an application's accounts change."""
        return ApplicationsWebhooks(self._client)

    def list(
        self,
        *,
        active: bool | None = None,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[ListOptions],
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
        return self._list(LIST, {"active": active, "page_size": page_size, "page": page}, options)

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
            CREATE,
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
        return self._call(GET, {"application_id": application_id}, options)

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
        self._call(DELETE, {"application_id": application_id}, options)

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
            UPDATE,
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
        return AsyncApplicationsApiKeys(self._client)

    @cached_property
    def webhooks(self) -> AsyncApplicationsWebhooks:
        """Addresses that are told when files of an application's accounts change."""
        return AsyncApplicationsWebhooks(self._client)

    def list(
        self,
        *,
        active: bool | None = None,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[ListOptions],
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
        return self._list(LIST, {"active": active, "page_size": page_size, "page": page}, options)

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
            CREATE,
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
        return await self._call(GET, {"application_id": application_id}, options)

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
        await self._call(DELETE, {"application_id": application_id}, options)

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
            UPDATE,
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


class ApplicationsApiKeys(Resource):
    """API keys of an application, which open the vendor's other APIs."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[ApiKey]:
        """List an application's API keys.

        Gives one page of the application's API keys, the secrets themselves included.

        Args:
            application_id: Identifier of the application.
            page_size: Objects per page. From 1 to 1000; the service takes 10 by default.
            page: Number of the page, counted from 1. At least 1; the service takes 1 by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, List API Keys).
        """
        return self._list(
            API_KEYS_LIST, {"application_id": application_id, "page_size": page_size, "page": page}, options
        )

    def create(self, application_id: str, **options: Unpack[CallOptions]) -> ApiKey:
        """Create an API key.

        Adds an API key to the application. The request has no body.

        Args:
            application_id: Identifier of the application.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Create an API Key).
        """
        return self._call(API_KEYS_CREATE, {"application_id": application_id}, options)

    def delete(self, application_id: str, key: str, **options: Unpack[CallOptions]) -> None:
        """Delete an API key.

        Removes the API key for good. The path holds the secret itself.

        Args:
            application_id: Identifier of the application.
            key: The API key itself.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Delete an API Key).
        """
        key = hidden(key)
        self._call(API_KEYS_DELETE, {"application_id": application_id, "key": key}, options)


class AsyncApplicationsApiKeys(AsyncResource):
    """API keys of an application, which open the vendor's other APIs."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[ApiKey]:
        """List an application's API keys.

        Gives one page of the application's API keys, the secrets themselves included.

        Args:
            application_id: Identifier of the application.
            page_size: Objects per page. From 1 to 1000; the service takes 10 by default.
            page: Number of the page, counted from 1. At least 1; the service takes 1 by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, List API Keys).
        """
        return self._list(
            API_KEYS_LIST, {"application_id": application_id, "page_size": page_size, "page": page}, options
        )

    async def create(self, application_id: str, **options: Unpack[CallOptions]) -> ApiKey:
        """Create an API key.

        Adds an API key to the application. The request has no body.

        Args:
            application_id: Identifier of the application.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Create an API Key).
        """
        return await self._call(API_KEYS_CREATE, {"application_id": application_id}, options)

    async def delete(self, application_id: str, key: str, **options: Unpack[CallOptions]) -> None:
        """Delete an API key.

        Removes the API key for good. The path holds the secret itself.

        Args:
            application_id: Identifier of the application.
            key: The API key itself.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Kloudless Management API v1 page, Delete an API Key).
        """
        key = hidden(key)
        await self._call(API_KEYS_DELETE, {"application_id": application_id, "key": key}, options)


class ApplicationsWebhooks(Resource):
    """Addresses that are told when files of an application's accounts change."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[ListOptions],
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
            WEBHOOKS_LIST, {"application_id": application_id, "page_size": page_size, "page": page}, options
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
        return self._call(WEBHOOKS_CREATE, {"application_id": application_id, "url": url}, options)

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
        return self._call(WEBHOOKS_GET, {"application_id": application_id, "webhook_id": webhook_id}, options)

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
        self._call(WEBHOOKS_DELETE, {"application_id": application_id, "webhook_id": webhook_id}, options)


class AsyncApplicationsWebhooks(AsyncResource):
    """Addresses that are told when files of an application's accounts change."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[ListOptions],
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
            WEBHOOKS_LIST, {"application_id": application_id, "page_size": page_size, "page": page}, options
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
        return await self._call(WEBHOOKS_CREATE, {"application_id": application_id, "url": url}, options)

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
        return await self._call(WEBHOOKS_GET, {"application_id": application_id, "webhook_id": webhook_id}, options)

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
        await self._call(WEBHOOKS_DELETE, {"application_id": application_id, "webhook_id": webhook_id}, options)
