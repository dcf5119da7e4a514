"""What one operation of an API is: how its request is built and its answer read. No network here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from pydantic import ValidationError

from .errors import APIResponseValidationError
from .parameters import given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models import Model
    from .paging import PagePaging
    from .parameters import Parameter

T = TypeVar("T")

MASK = "***"
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A checked request, relative to the base URL and without its credential.

    Attributes:
        method: HTTP method.
        path: Percent-encoded path.
        safe_path: The same with secret segments masked, for messages and logs.
        query: Percent-encoded query, without the leading question mark.
        body: JSON body, ``None`` for a request without one.
        secrets: Secrets inside the path, as the caller gave them; part of no repr.
    """

    method: str
    path: str
    safe_path: str
    query: str
    body: bytes | None
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(Generic[T]):
    """One operation of the spec.

    Attributes:
        id: Its ``operationId``.
        method: HTTP method.
        path: Path template.
        result: Model of the answer; ``None`` for an answer without a body.
        path_parameters: Parameters inside the path.
        query: Query parameters.
        body: Members of the JSON body; ``None`` for a request without one.
        paging: How the list goes on, for list operations.
        idempotent: Whether sending the request twice has the effect of sending it once.
    """

    id: str
    method: str
    path: str
    result: type[Model] | None = None
    path_parameters: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    body: tuple[Parameter, ...] | None = None
    paging: PagePaging | None = None
    idempotent: bool | None = None

    @property
    def repeatable(self) -> bool:
        """Whether a request that may have arrived can be sent again."""
        return self.method in _IDEMPOTENT if self.idempotent is None else self.idempotent

    @property
    def rule(self) -> PagePaging:
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
            if value is not None
        ]
        query.extend(
            (name, str(value).lower() if isinstance(value, bool) else str(value)) for name, value in extra_query.items()
        )
        body = None
        if self.body is not None:
            members = {item.wire_name: item.to_json(value) for item, value in given(self.body, arguments)}
            body = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
        encoded = urlencode(query, quote_via=quote) if query else ""
        return PreparedRequest(self.method, path, safe_path, encoded, body, secrets)

    def advise(self, arguments: Mapping[str, object]) -> None:
        """Warn about query parameters above what the vendor recommends."""
        for parameter in self.query:
            if parameter.recommended_maximum is not None:
                parameter.advise(arguments.get(parameter.name))

    def parse(self, content: bytes) -> Any:
        """Read the body of a successful answer.

        Raises:
            APIResponseValidationError: The body is not JSON, or not what the spec says.
        """
        if self.result is None:
            return None
        try:
            return self.result.model_validate_json(content)
        except ValidationError as error:
            faults = error.errors(include_input=False, include_url=False, include_context=False)
        # Raised outside of the handler: as context, pydantic's error would take the answer along, which may hold
        # secrets or personal data.
        raise APIResponseValidationError.from_faults(faults)
