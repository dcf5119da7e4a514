"""What a generated package tells the runtime about its API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .errors import ErrorFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialPlace:
    """Where the credential of an API comes from and where it goes.

    Attributes:
        argument: Constructor argument that holds it.
        environment: Environment variable read when the argument is not given.
        location: ``header`` or ``query``.
        name: Name of the header or query parameter.
        prefix: Text before the credential in the header.
    """

    argument: str
    environment: str
    location: str
    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicPlace:
    """Where a user name and password come from, for an API that takes them (HTTP Basic) in place of its credential.

    Attributes:
        username: Constructor argument that holds the user name.
        password: Constructor argument that holds the password.
    """

    username: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRule:
    """How many requests an API allows.

    Attributes:
        requests: Most requests in the window.
        seconds: Length of the window.
        daily_reset: Time zone at whose midnight a further count, for the day, starts again.
        refused: Status of what is too much. Such a request was not carried out.
    """

    requests: int
    seconds: float
    daily_reset: str
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One API, as the runtime needs to know it.

    Attributes:
        api: Title of the API, for messages.
        client: Name of the client class.
        package: Import name, which is also the name of the logger.
        distribution: Name on the package index, sent as ``User-Agent``.
        version: Version of the distribution.
        base_url: Default base URL.
        credential: The credential's source and place.
        describe_error: Reads the API's error body, a JSON object, empty where there is none.
        basic: The arguments of a user name and password, where the API takes them.
        rate_limit: How many requests it allows, where clients keep to that by themselves.
    """

    api: str
    client: str
    package: str
    distribution: str
    version: str
    base_url: str
    credential: CredentialPlace
    describe_error: Callable[[int, Mapping[str, object]], ErrorFacts]
    basic: BasicPlace | None = None
    rate_limit: RateRule | None = None
