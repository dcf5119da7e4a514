"""From an exchange to the operation of the spec that it calls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from spec_lint.values import mapping, sequence, text

from .exchanges import UnreadableError, is_json, read_json

if TYPE_CHECKING:
    from spec_lint.document import Operation, Spec
    from spec_lint.values import Node

    from .exchanges import Exchange


@dataclass(frozen=True)
class Body:
    """A body as it was read: a JSON value, or text that is none."""

    json: bool
    value: object = field(repr=False)


@dataclass(frozen=True)
class Call:
    """An exchange with what the spec says of it. Holds everything that is secret."""

    exchange: Exchange
    operation: Operation
    path_values: dict[str, str] = field(repr=False)
    query: dict[str, str] = field(repr=False)
    body: Body | None = field(repr=False)
    answer: Body | None = field(repr=False)
    credential: str | None
    """How the caller showed who it is: `key`, `basic`, or nothing."""


def server(spec: Spec) -> str:
    """Give the documented address of the API, without a slash at the end."""
    servers = sequence(spec.root.get("servers"))
    return text(mapping(servers[0] if servers else {}).get("url")).rstrip("/")


def origin_of(url: str) -> str:
    """Give scheme and host of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def key_scheme(spec: Spec) -> Node:
    """Give the security scheme of the key that a call may carry."""
    first = mapping(sequence(spec.root.get("security"))[0])
    return spec.at(("components", "securitySchemes", next(iter(first))))


def match(spec: Spec, exchange: Exchange, base: str) -> Call | str:
    """Find the operation that an exchange calls and read its bodies; or say, quoting no value, why that fails.

    Args:
        spec: What is known of the API.
        exchange: What was sent and answered.
        base: Path of the API's address, before those of operations.
    """
    path = exchange.address.path
    operation = find_operation(spec, exchange.method, path, base)
    if operation is None:
        return f"{exchange.method} {_hidden(spec, path, base)}: no operation is called so"
    if exchange.problem is not None:
        return f"{operation.id} {exchange.status}: {exchange.problem}"
    pairs = parse_qsl(exchange.address.query, keep_blank_values=True)
    query = dict(pairs)
    if len(query) != len(pairs):
        return f"{operation.id} {exchange.status}: a query parameter is sent twice"
    scheme = key_scheme(spec)
    credential = _credential(spec, exchange, query)
    if scheme.get("in") == "query":
        query.pop(text(scheme.get("name")), None)
    try:
        body = _read(exchange.content, exchange.content_type)
        answer = _read(exchange.answer_content, exchange.answer_type)
    except UnreadableError as error:
        return f"{operation.id} {exchange.status}: {error}"
    return Call(exchange, operation, _path_values(operation, path, base) or {}, query, body, answer, credential)


def _read(content: bytes, kind: str | None) -> Body | None:
    if not content.strip():
        return None
    if is_json(kind):
        return Body(json=True, value=read_json(content))
    if kind is None:
        try:
            return Body(json=True, value=read_json(content))
        except UnreadableError:
            pass
    return Body(json=False, value=content.decode("utf-8", "replace"))


def find_operation(spec: Spec, method: str, path: str, base: str) -> Operation | None:
    """Give the operation that a method and a path call; of several, the one with the fewest parameters in its path."""
    fitting = [
        operation
        for operation in spec.operations
        if operation.pointer[2] == method.lower() and _path_values(operation, path, base) is not None
    ]
    return min(fitting, key=lambda operation: operation.path.count("{"), default=None)


def _path_values(operation: Operation, path: str, base: str) -> dict[str, str] | None:
    pieces = re.split(r"\{(\w+)\}", base + operation.path)
    pattern = "".join(f"(?P<{piece}>[^/]+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    # Browsers write `@` as it is, programs often encode it.
    found = re.fullmatch(pattern, path.replace("%40", "@")) if "@" in operation.path else re.fullmatch(pattern, path)
    return {name: unquote(value) for name, value in found.groupdict().items()} if found else None


def _hidden(spec: Spec, path: str, base: str) -> str:
    """Give a path whose segments are only those of the spec."""
    known = known_segments(spec, base)
    return "/".join(segment if not segment or segment in known else "{...}" for segment in path.split("/")[:12])


def known_segments(spec: Spec, base: str) -> set[str]:
    """Give the segments of all paths of the API that are no parameters."""
    segments = {segment for operation in spec.operations for segment in operation.path.split("/")}
    return {each for each in segments if each and "{" not in each} | {each for each in base.split("/") if each}


def _credential(spec: Spec, exchange: Exchange, query: dict[str, str]) -> str | None:
    scheme = key_scheme(spec)
    name = text(scheme.get("name"))
    place = query if scheme.get("in") == "query" else dict(exchange.headers)
    told = place.get(name if scheme.get("in") == "query" else name.lower(), "").strip()
    if told:
        return "key"
    return "basic" if dict(exchange.headers).get("authorization", "").lower().startswith("basic ") else None
