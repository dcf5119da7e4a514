"""What one operation of an API is: how its request is built and its answer read. No network here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import quote, urlencode

from .credentials import MASK
from .errors import APIResponseValidationError
from .parameters import given

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .answers import Envelope
    from .models import Model
    from .paging import OffsetPaging, PagePaging
    from .parameters import Parameter
    from .upload import Upload

T = TypeVar("T")

_JSON = "application/json"
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})


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
            from .upload import Upload, checked_content_type

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
