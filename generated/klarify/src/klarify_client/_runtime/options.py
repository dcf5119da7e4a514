"""What is set: of an API by its package, of a client, and of a single call by whoever makes them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from httpx2 import Timeout

    from .credentials import Credential
    from .errors import ErrorFacts
    from .operation import Operation

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\t -~]*")
# They say where a request goes and where it ends; a second opinion on that is how requests are smuggled.
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection"})


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
    """The constructor's arguments for an API that takes HTTP Basic in place of its credential."""

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
        describe_error: Reads the API's error body, a JSON object, empty where there is none.
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


class CallOptions(TypedDict, total=False):
    """Keyword arguments that every method takes.

    Attributes:
        timeout: Seconds for each step of an attempt, or an ``httpx2.Timeout``; instead of the client's.
        max_retries: Most retries of this call, 0 for none; instead of the client's.
        deadline: Seconds for the whole call, ``None`` for no end; instead of the client's. A download is done when its
            content begins.
        idempotent: True if doing this twice does no harm: it is then repeated like a GET. False if it does: what may
            have arrived is not sent again, whatever the method.
        extra_headers: Headers to send in addition, in ASCII. The credential's own and those that say where a request
            goes or ends are refused.
        extra_query: Query parameters to send in addition. The credential's own and the operation's are refused.
    """

    timeout: float | Timeout
    max_retries: int
    deadline: float | None
    idempotent: bool
    extra_headers: Mapping[str, str]
    extra_query: Mapping[str, str | int | float | bool]


class ListOptions(CallOptions, total=False):
    """Keyword arguments that every method takes which returns a list.

    Attributes:
        resume: What ``checkpoint()`` of the same list returned: it goes on after the last object given before. ``None``
            for the whole list.
    """

    resume: str | None


DEFAULT_TIMEOUT = 30.0
"""Seconds for each step of an attempt: to connect, to send a piece, to receive one."""

DEFAULT_MAX_RETRIES = 3
"""Most retries of one call."""

DEFAULT_MAX_RESPONSE_BYTES = 256 * 2**20
"""Most bytes of an answer, decompressed, that are taken into memory."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Time and retries of a client or of one call, checked; each as in ``CallOptions``.

    Attributes:
        idempotent: ``None`` for what the spec says of the operation.
        timeouts: The timeout as a transport takes it.
    """

    timeout: float | Timeout
    max_retries: int
    deadline: float | None = None
    idempotent: bool | None = None
    timeouts: dict[str, float | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.timeout, int | float):
            if isinstance(self.timeout, bool) or not 0 < self.timeout < math.inf:
                raise ConfigurationError("timeout: give a positive number of seconds; a call without a limit can hang")
            timeouts: dict[str, float | None] = dict.fromkeys(("connect", "read", "write", "pool"), self.timeout)
        elif hasattr(self.timeout, "as_dict"):
            timeouts = self.timeout.as_dict()
        else:
            raise ConfigurationError(f"timeout: expected seconds, got {type(self.timeout).__name__}")
        if type(self.max_retries) is not int or self.max_retries < 0:
            raise ConfigurationError("max_retries: give a whole number, 0 or more")
        if self.deadline is not None and (type(self.deadline) not in {int, float} or not 0 < self.deadline < math.inf):
            raise ConfigurationError("deadline: give a positive number of seconds, or None for no end")
        if self.idempotent is not None and type(self.idempotent) is not bool:
            raise ConfigurationError("idempotent: give True or False, or leave it out")
        object.__setattr__(self, "timeouts", timeouts)

    def with_options(self, options: CallOptions, arguments: Iterable[str] = ()) -> Settings:
        """Return the settings of one call.

        Args:
            options: What the caller gave besides the arguments.
            arguments: Names of the arguments, one of which may be misspelt.

        Raises:
            ConfigurationError: A value is unusable.
            TypeError: There is no such option.
        """
        unknown = options.keys() - CallOptions.__annotations__.keys()
        if unknown:
            raise TypeError(
                "; ".join(_misspelt(name, [*arguments, *CallOptions.__annotations__]) for name in sorted(unknown))
            )
        return Settings(
            options.get("timeout", self.timeout),
            options.get("max_retries", self.max_retries),
            options.get("deadline", self.deadline),
            options.get("idempotent", self.idempotent),
        )


def _misspelt(name: str, known: list[str]) -> str:
    # Imported late: only mistakes need it.
    from difflib import get_close_matches

    likely = get_close_matches(name, known, n=1)
    return (
        f"unexpected argument {name}; {f'did you mean {likely[0]}?' if likely else 'see the signature of the method'}"
    )


def check_headers(credential: Credential, headers: Mapping[str, object]) -> None:
    """Check the headers of one call.

    Raises:
        ConfigurationError: One of them would replace the credential.
        TypeError: A value is not text.
        ValueError: A name or value cannot be sent, or the header is the client's own business.
    """
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"extra_headers: {name!r} is no name of a header")
        if credential.owns(header=name):
            raise ConfigurationError(f"extra_headers: {name} carries the credential; set that on the client")
        if name.lower() in _OURS:
            raise ValueError(f"extra_headers: {name} is set by the client; leave it out")
        if not isinstance(value, str):
            raise TypeError(f"extra_headers: {name}: expected str, got {type(value).__name__}")
        if not _HEADER_VALUE.fullmatch(value):
            raise ValueError(f"extra_headers: {name}: a value is one line of ASCII; encode it first")


def check_query(credential: Credential, operation: Operation[Any], query: Mapping[str, object]) -> None:
    """Check the query parameters that one call adds.

    Raises:
        ConfigurationError: One of them would replace the credential.
        TypeError: A value is no text, number or boolean.
        ValueError: The operation has a parameter of that name.
    """
    named = {parameter.wire_name: parameter.name for parameter in operation.query}
    for name, value in query.items():
        if credential.owns(query=name):
            raise ConfigurationError(f"extra_query: {name} carries the credential; set that on the client")
        if name in named:
            raise ValueError(f"extra_query: {name} is a parameter of {operation.id}; pass {named[name]}=...")
        if not isinstance(value, str | int | float):
            raise TypeError(f"extra_query: {name}: expected str, int, float or bool, got {type(value).__name__}")
