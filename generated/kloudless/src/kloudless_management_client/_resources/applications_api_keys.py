"""API keys of an application, which open the vendor's other APIs. Generated from specs/kloudless.yaml; do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._operations import applications_api_keys_create, applications_api_keys_delete, applications_api_keys_list
from .._runtime.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import CallOptions
    from .._runtime.pager import AsyncPager, Pager
    from ..models import ApiKey


class ApplicationsApiKeys(Resource):
    """API keys of an application, which open the vendor's other APIs."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[CallOptions],
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
            applications_api_keys_list.OPERATION,
            {"application_id": application_id, "page_size": page_size, "page": page},
            options,
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
        return self._call(applications_api_keys_create.OPERATION, {"application_id": application_id}, options)

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
        self._call(applications_api_keys_delete.OPERATION, {"application_id": application_id, "key": key}, options)


class AsyncApplicationsApiKeys(AsyncResource):
    """API keys of an application, which open the vendor's other APIs."""

    def list(
        self,
        application_id: str,
        *,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[CallOptions],
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
            applications_api_keys_list.OPERATION,
            {"application_id": application_id, "page_size": page_size, "page": page},
            options,
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
        return await self._call(applications_api_keys_create.OPERATION, {"application_id": application_id}, options)

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
        await self._call(
            applications_api_keys_delete.OPERATION, {"application_id": application_id, "key": key}, options
        )
