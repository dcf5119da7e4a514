"""The user whom the credential belongs to. Generated; do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import models
from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from .._runtime.resource import AsyncResource, Resource
from . import ENVELOPE

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.options import CallOptions
    from ..models import UserProfile

GET: Operation[UserProfile] = Operation(
    id="profile_get",
    method="GET",
    path="/profile",
    result=lambda: models.UserProfile,
    envelope=ENVELOPE,
    inside="data",
    query=(Parameter("full", "boolean"),),
)


class Profile(Resource):
    """The user whom the credential belongs to."""

    def get(self, *, full: bool | None = None, **options: Unpack[CallOptions]) -> UserProfile:
        """Get the calling user's own record.

        Asks for no permission, which makes it a way to try out a credential. `full` adds the user's tab instances,
        groups, properties, roles and permissions.

        Args:
            full: Whether to add tab instances, groups, properties, roles and permissions. The service takes false
                by default.

        Raises:
            BadRequestError, AuthenticationError, RateLimitError, InternalServerError; APIConnectionError;
            ValueError or TypeError before sending.

        Evidence: documented (Klipfolio API reference, Profile); inferred (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio).
        """
        return self._call(GET, {"full": full}, options)


class AsyncProfile(AsyncResource):
    """The user whom the credential belongs to."""

    async def get(self, *, full: bool | None = None, **options: Unpack[CallOptions]) -> UserProfile:
        """Get the calling user's own record.

        Asks for no permission, which makes it a way to try out a credential. `full` adds the user's tab instances,
        groups, properties, roles and permissions.

        Args:
            full: Whether to add tab instances, groups, properties, roles and permissions. The service takes false
                by default.

        Raises:
            BadRequestError, AuthenticationError, RateLimitError, InternalServerError; APIConnectionError;
            ValueError or TypeError before sending.

        Evidence: documented (Klipfolio API reference, Profile); inferred (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio).
        """
        return await self._call(GET, {"full": full}, options)
