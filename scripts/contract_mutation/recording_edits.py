"""What can be wrong with a recording: every edit of its request, its answer and what it says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from contract_mutation.edits import GONE, Edit, Node, Path, as_list, as_node, pointer, renamed

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("recorded", "published-example", "observed-in-public-code", "fabricated")
METHODS = {"GET": "POST", "POST": "PUT", "PUT": "PATCH", "PATCH": "PUT", "DELETE": "GET"}
FLAGS = ("sendable", "superseded")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")


def recording_edits(document: Node) -> Iterator[Edit]:
    """Give every edit of a recording. Its note and its source are only spoken."""
    for kind in KINDS:
        if kind != document["kind"]:
            yield Edit("kind changed", f"kind to {kind}", ("kind",), kind)
    for flag in FLAGS:
        if flag in document:
            yield Edit("flag dropped", flag, (flag,), GONE)
        else:
            yield Edit("flag added", flag, (flag,), flag == "superseded")
    yield from _request_edits(document["request"])
    yield from _response_edits(document["response"])


def _request_edits(request: Node) -> Iterator[Edit]:
    yield Edit("method changed", "request method", ("request", "method"), METHODS[request["method"]])
    pieces = request["path"].split("/")
    for index, piece in enumerate(pieces):
        if piece:
            now = "/".join([*pieces[:index], f"{piece}x", *pieces[index + 1 :]])
            yield Edit("path changed", f"request path to {now}", ("request", "path"), now)
    yield from _text_edits(request["query"], ("request", "query"), "query")
    yield from _text_edits(request["headers"], ("request", "headers"), "header")
    yield from _body_edits(request, "request")


def _response_edits(response: Node) -> Iterator[Edit]:
    status = response["status"]
    for now in {200, 201, 202, 204, 400, 404, 500} - {status}:
        yield Edit("status changed", f"response status to {now}", ("response", "status"), now)
    if "headers" in response:
        yield from _text_edits(response["headers"], ("response", "headers"), "header")
    yield from _body_edits(response, "response")


def _text_edits(texts: Node, path: Path, what: str) -> Iterator[Edit]:
    where = pointer(path)
    for name, text in texts.items():
        yield Edit(f"{what} dropped", f"{where} {name}", (*path, name), GONE)
        yield Edit(f"{what} renamed", f"{where} {name}", path, renamed(texts, name, f"{name}-renamed"))
        yield Edit(f"{what} changed", f"{where} {name}", (*path, name), f"{text}x")
    yield Edit(f"{what} added", where, path, {**texts, "added-one": "1"})


def _body_edits(message: Node, part: str) -> Iterator[Edit]:
    body, path = message["body"], (part, "body")
    if body is None:
        yield Edit("body added", part, path, {"added_member": 1})
        return
    yield Edit("body dropped", part, path, None)
    yield from _value_edits(body, path)


def _value_edits(value: Any, path: Path) -> Iterator[Edit]:
    where = pointer(path)
    members, items = as_node(value), as_list(value)
    if members is not None:
        for name in members:
            yield Edit("member dropped", f"{where} {name}", (*path, name), GONE)
            yield Edit("member renamed", f"{where} {name}", path, renamed(members, name, f"{name}_renamed"))
            yield from _value_edits(members[name], (*path, name))
        yield Edit("member added", where, path, {**members, "added_member": 1})
        yield Edit("member retyped", f"{where} to text", path, "text")
        return
    if items is not None:
        for index, item in enumerate(items):
            yield Edit("item dropped", f"{where} {index}", (*path, index), GONE)
            yield from _value_edits(item, (*path, index))
        yield Edit("member retyped", f"{where} to text", path, "text")
        return
    yield Edit("member retyped", f"{where} to an object", path, {})
    if value is not None:
        yield Edit("member retyped", f"{where} to null", path, None)
    if isinstance(value, bool):
        yield Edit("value changed", where, path, not value)
        yield Edit("member retyped", f"{where} to text", path, str(value).lower())
    elif isinstance(value, (int, float)):
        yield Edit("value changed", where, path, value + 1)
        yield Edit("member retyped", f"{where} to text", path, str(value))
    elif isinstance(value, str):
        yield Edit("value changed", where, path, _another(value))
        yield Edit("member retyped", f"{where} to a number", path, 1)


def _another(text: str) -> str:
    """Return a text of the same form."""
    return text.replace(text[:4], f"{int(text[:4]) + 1}", 1) if _MOMENT.match(text) else f"{text}x"
