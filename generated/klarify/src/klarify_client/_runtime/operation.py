"""One operation of an API: how its request is built and its answer read, whole or in an envelope. No network."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import quote, urlencode

from .credentials import MASK
from .errors import APIResponseValidationError
from .parameters import given

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import BaseModel

    from .attempts import Retry
    from .content import Upload
    from .models import Model
    from .paging import OffsetPaging, PagePaging
    from .parameters import Parameter

T = TypeVar("T")

_JSON = "application/json"
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
_ANY_MEMBER = "*"


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A checked request, relative to the base URL and without its credential.

    Attributes:
        method: HTTP method.
        path: Percent-encoded path; part of no repr.
        safe_path: The same with secret segments masked, for messages and logs.
        query: Percent-encoded query, without the leading question mark.
        body: JSON body, or content to upload; ``None`` for a request without a body.
        content_type: Content type of the body.
        secrets: Secrets inside the path, as the caller gave them; part of no repr.
    """

    method: str
    path: str = field(repr=False)
    safe_path: str
    query: str
    body: bytes | Upload | None
    content_type: str = _JSON
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T]):
    """One operation of the spec.

    Attributes:
        id: Its ``operationId``.
        method: HTTP method.
        path: Path template.
        result: Gives what the method returns: the model of the answer, ``None`` for an answer without one. In an
            envelope, the type of what is inside: of a list, its rows; or ``Created``. The first answer loads it.
        envelope: The envelope of the answer, if it has one.
        inside: Where the envelope holds the result.
        download: Whether the answer is content of any type, to be read by the caller.
        path_parameters: Parameters inside the path.
        query: Query parameters.
        body: Members of the JSON body, or the one argument that is the body; ``None`` for a request without one.
        upload: Argument that is the body as it stands, with ``content_type`` beside it.
        paging: How the list goes on, for list operations.
        idempotent: Whether sending the request twice has the effect of sending it once.
        permissions: What the user has to be allowed to do.
    """

    id: str
    method: str
    path: str
    result: Callable[[], Any] | None = None
    envelope: Envelope | None = None
    inside: str = ""
    download: bool = False
    path_parameters: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    body: tuple[Parameter, ...] | Parameter | None = None
    upload: str = ""
    paging: PagePaging | OffsetPaging | None = None
    idempotent: bool | None = None
    permissions: tuple[str, ...] = ()

    @property
    def repeatable(self) -> bool:
        """Whether a request that may have arrived can be sent again."""
        return self.method in _IDEMPOTENT if self.idempotent is None else self.idempotent

    @property
    def rule(self) -> PagePaging | OffsetPaging:
        """How the list goes on; only list operations have it."""
        if self.paging is None:
            raise TypeError(f"{self.id} does not return a list")
        return self.paging

    def prepare(self, arguments: Mapping[str, object], extra_query: Mapping[str, object]) -> PreparedRequest:
        """Check the arguments and build the request.

        Raises:
            TypeError: An argument is missing or has the wrong type.
            ValueError: An argument is outside the bounds of the spec.
        """
        path, safe_path = self.path, self.path
        secrets: tuple[str, ...] = ()
        for parameter in self.path_parameters:
            segment = quote(parameter.to_segment(arguments[parameter.name]), safe="")
            path = path.replace(f"{{{parameter.name}}}", segment)
            safe_path = safe_path.replace(f"{{{parameter.name}}}", MASK if parameter.secret else segment)
            if parameter.secret:
                secrets = (*secrets, str(arguments[parameter.name]))
        query = [
            (parameter.wire_name, parameter.to_text(value))
            for parameter, value in given(self.query, arguments)
            if value is not None or parameter.required
        ]
        query.extend(
            (name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in extra_query.items()
        )
        encoded = urlencode(query, quote_via=quote) if query else ""
        body, content_type = self._prepare_body(arguments)
        return PreparedRequest(self.method, path, safe_path, encoded, body, content_type, secrets)

    def _prepare_body(self, arguments: Mapping[str, object]) -> tuple[bytes | Upload | None, str]:
        if self.upload:
            from .content import Upload, checked_content_type

            return Upload.of(arguments[self.upload]), checked_content_type(arguments["content_type"])
        if self.body is None:
            return None, _JSON
        if isinstance(self.body, tuple):
            value = {item.wire_name: item.to_json(value) for item, value in given(self.body, arguments)}
        else:
            value = self.body.to_json(arguments[self.body.name])
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), _JSON

    def advise(self, arguments: Mapping[str, object]) -> None:
        """Warn about query parameters above what the vendor recommends."""
        for parameter in self.query:
            if parameter.recommended_maximum is not None:
                parameter.advise(arguments.get(parameter.name))

    def parse(self, content: bytes) -> Any:
        """Read the body of a successful answer.

        Raises:
            APIResponseValidationError: The body is not JSON, or not what the spec says.
            Refused: The body says that the call failed.
        """
        if self.envelope is not None:
            return self._parse_envelope(self.envelope, content)
        if self.result is None:
            return None
        # Here, as the model is: whoever only makes a client need not load pydantic, half of what starting costs.
        from pydantic import ValidationError

        model: type[Model] = self.result()
        try:
            return model.model_validate_json(content)
        except ValidationError as error:
            faults = error.errors(include_input=False, include_url=False, include_context=False)
        # Raised outside of the handler: as context, pydantic's error would take the answer along, which may hold
        # secrets or personal data.
        raise APIResponseValidationError.from_faults(faults)

    def _parse_envelope(self, envelope: Envelope, content: bytes) -> Any:
        if self.result is None:
            return envelope.nothing(content)
        if self.paging is not None:
            # Lists in envelopes are read by offsets (scripts/spec_lint/paging_rules.py).
            rule = cast("OffsetPaging", self.paging)
            return envelope.rows(content, rule.items, self.result(), rule.total, rule.single)
        if not self.inside:
            return envelope.created(content)
        return envelope.inside(content, self.inside, self.result())


class Refused(Exception):  # noqa: N818 - no error of a caller's, but the exchange's business
    """An answer with a status of success says inside that the call failed.

    Attributes:
        status: The status that it names, ``None`` where it names none that means failure.
    """

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True, repr=False)
class Created:
    """What the service tells of an object that it made.

    Attributes:
        location: Path of the object, without host and version, where the service tells it.
        instance_location: Path of what was made along with it, where the service tells it.
        named: Identifier, where the service tells it apart from the location.
    """

    location: str | None = None
    instance_location: str | None = None
    named: str | None = None

    @property
    def id(self) -> str:
        """Identifier of the object: told as such, or the last segment of its location.

        Raises:
            LookupError: The service tells neither.
        """
        name = self._told()
        if not name:
            # No error of the call: whoever took it for one would make the object a second time.
            raise LookupError("the object was made, but the service does not say which it is; look for it in the list")
        return name

    def _told(self) -> str:
        return self.named or (self.location or "").rstrip("/").rpartition("/")[2]

    def __repr__(self) -> str:
        shown = f"id={self._told() or None!r}, location={self.location!r}, instance_location={self.instance_location!r}"
        return f"Created({shown})"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one page and the number of all rows, where the service tells it."""

    items: list[Any]
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Where the envelope of an API holds what, as paths of member names joined by dots.

    Attributes:
        success: Whether the call did what it should.
        status: The HTTP status once more.
        location: Path of a new object.
        instance_location: Path of what was made along with it.
        id: Identifier of a new object.
    """

    success: str
    status: str
    location: str
    instance_location: str
    id: str

    def inside(self, content: bytes, path: str, kind: Any) -> Any:
        """Return what stands at ``path``, as ``kind``.

        Raises:
            APIResponseValidationError: The body is not JSON, or not what the spec says.
            Refused: The envelope says that the call failed.
        """
        [value] = self._read(content, {path: kind})
        if value is None:
            raise APIResponseValidationError.from_faults([_missing(path)])
        return value

    def rows(self, content: bytes, path: str, kind: Any, total: str, single: str) -> Rows:
        """Return the rows at ``path``, or the one at ``single``; and the number of all rows where ``total`` tells it.

        Raises:
            APIResponseValidationError: The body is not JSON, or not what the spec says.
            Refused: The envelope says that the call failed.
        """
        items, count = self._read(content, {path: list[kind], total: int})
        if items is None and single:
            return Rows([self.inside(content, single, kind)], count)
        if items is None:
            raise APIResponseValidationError.from_faults([_missing(path)])
        return Rows(items, count)

    def created(self, content: bytes) -> Created:
        """Return what is told of the new object.

        Raises:
            APIResponseValidationError: The body is not JSON, or not what the spec says.
            Refused: The envelope says that the call failed.
        """
        places = (self.location, self.instance_location, self.id)
        return Created(*self._read(content, dict.fromkeys(places, str)))

    def nothing(self, content: bytes) -> None:
        """Check an answer that holds nothing of interest; an empty one is fine.

        Raises:
            APIResponseValidationError: The body is not JSON.
            Refused: The envelope says that the call failed.
        """
        if content.strip():
            self._read(content, {})

    def _read(self, content: bytes, wanted: Mapping[str, Any]) -> list[Any]:
        from pydantic import ValidationError

        shape = _shape(((self.success, Any), (self.status, Any), *wanted.items()))
        try:
            answer: BaseModel | None = shape.model_validate_json(content)
        except ValidationError as error:
            answer, faults = None, error.errors(include_input=False, include_url=False, include_context=False)
        else:
            faults = []
        # Outside of the handler: as context, pydantic's error would take the answer along, which may hold secrets or
        # personal data. And whatever else is wrong with an answer, that it is a refusal says more.
        if answer is None:
            self._refuse_failure(_leniently(content, (self.success, self.status)))
            raise APIResponseValidationError.from_faults(faults)
        values = [_at(answer, path) for path in (self.success, self.status, *wanted)]
        self._refuse_failure(values[:2])
        return values[2:]

    @staticmethod
    def _refuse_failure(said: list[Any]) -> None:
        success, status = said
        if success is False:
            raise Refused(status if type(status) is int and 400 <= status <= 599 else None)


def _missing(path: str) -> dict[str, Any]:
    return {"loc": path.split("."), "msg": "Field required"}


def _leniently(content: bytes, paths: tuple[str, ...]) -> list[Any]:
    from pydantic import ValidationError

    try:
        answer = _shape(tuple((path, Any) for path in paths)).model_validate_json(content)
    except ValidationError:
        return [None] * len(paths)
    return [_at(answer, path) for path in paths]


# Pydantic reads the envelope and what is inside in one pass over the bytes; taking JSON apart first and validating
# the inside afterwards takes 1.2 times as long for a page of 100 (110 us to 90).
@lru_cache(maxsize=512)
def _shape(fields: tuple[tuple[str, Any], ...]) -> type[BaseModel]:
    # Imported with the first answer: models are most of what pydantic costs (bench: "client, first resource").
    from pydantic import Field, create_model

    nested: dict[str, list[tuple[str, Any]]] = {}
    for path, kind in fields:
        name, _, rest = path.partition(".")
        nested.setdefault(name, []).append((rest, kind))
    members: dict[str, Any] = {}
    for name, inner in nested.items():
        match inner:
            case [("", kind)]:
                member = kind
            case [("*", kind)]:
                # Beside the list, whose name nobody knows, there may be plain values.
                member = GenericAlias(dict, (str, kind | dict[str, Any] | str | float | bool | None))
            case _:
                member = _shape(tuple(inner))
        members[f"member_{name}"] = (member | None, Field(default=None, alias=name))
    return create_model("Answer", **members)


def _at(answer: object, path: str) -> Any:
    value: Any = answer
    for name in path.split("."):
        if value is None:
            return None
        value = _list_in(value) if name == _ANY_MEMBER else getattr(value, f"member_{name}")
    return value


def _list_in(members: Mapping[str, Any]) -> list[Any]:
    lists: list[Any] = [value for value in members.values() if isinstance(value, list)]
    nothing: list[Any] = []
    longest: list[Any] = max(lists, key=len, default=nothing)
    return longest


def request_id(headers: Mapping[str, str]) -> str | None:
    """Return the value of the header that names the request, if there is one."""
    return next((value for name, value in headers.items() if name.lower().endswith("request-id")), None)


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """One answered call.

    Attributes:
        operation: The operation that was called.
        method: HTTP method.
        url: Address that was called, with credentials masked.
        status_code: HTTP status.
        headers: Headers of the answer; names are looked up without regard to case.
        content: Body of the answer, decompressed; that of a download is empty until it is read.
        attempts: How many times the request was sent.
        elapsed: Seconds from the start of the call to the answer, waits included.
        parsed: What the method itself would have returned.
        history: The attempts before the last one: what went wrong, and the wait that followed.
    """

    operation: Operation[T]
    method: str
    url: str
    status_code: int
    headers: Mapping[str, str]
    content: bytes
    attempts: int
    elapsed: float
    parsed: T
    history: tuple[Retry, ...] = ()

    def fill(self, content: bytes) -> None:
        """Take the body of a download, which was read after the answer was made."""
        object.__setattr__(self, "content", content)

    @property
    def request_id(self) -> str | None:
        """The service's name for this request, if it gave one in a header."""
        return request_id(self.headers)

    @property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 are replaced."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body as plain JSON values: the envelope, with members the models leave out of the way."""
        return json.loads(self.content)

    def __repr__(self) -> str:
        return f"<RawResponse {self.method} {self.url} {self.status_code}, {self.attempts} attempts>"
