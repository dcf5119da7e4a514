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
    """

    api: str
    client: str
    package: str
    distribution: str
    version: str
    base_url: str
    credential: CredentialPlace
    describe_error: Callable[[int, Mapping[str, object]], ErrorFacts]
