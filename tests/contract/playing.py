"""Playing a recording to a client: what it must send, and what it must make of the answer."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import respx

from tests.contract.calls import File, models_of, package_of
from tests.contract.documents import as_list, as_node, inside
from tests.contract.lossless import differences, type_faults

if TYPE_CHECKING:
    import httpx

    from tests.contract.documents import Node, Operation, Spec
    from tests.contract.recordings import Recording

# What every request has, whatever it is about; content-length comes with a body, or with a method that may have one.
_COMMON = frozenset({"host", "accept", "accept-encoding", "user-agent"})
_MAY_HAVE_A_BODY = frozenset({"POST", "PUT", "PATCH"})

_ERRORS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    409: "ConflictError",
    429: "RateLimitError",
}
# Klarify tells a bad or missing key by the body alone.
_KEY_ERRORS = frozenset({(404, "invalid access_key"), (500, "missing required access_key")})


def answer(router: respx.Router, recording: Recording) -> None:
    """Let the router answer every request with the recorded response."""
    response = recording.response
    router.route().mock(respx.MockResponse(response.status, headers=response.headers, content=response.content))


def sent_faults(spec: Spec, recording: Recording, router: respx.Router) -> list[str]:
    """Hold what the client sent against the recorded request."""
    if router.calls.call_count != 1:
        return [f"{router.calls.call_count} requests instead of one"]
    request: httpx.Request = router.calls.last.request
    recorded = recording.request
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    pairs = {
        "method": (recorded.method, request.method),
        "origin": (
            spec.origin,
            f"{request.url.scheme}://{request.headers['host']}",
        ),
        "path": (recorded.path, path),
        "query": (sorted(recorded.query.items()), sorted(parse_qsl(query, keep_blank_values=True))),
    }
    faults = [f"{what}: recorded {was!r}, sent {now!r}" for what, (was, now) in pairs.items() if was != now]
    faults += _header_faults(recording, dict(request.headers.items()))
    if recorded.body is None:
        return faults + ([f"body: none recorded, sent {request.content!r}"] if request.content else [])
    if not recorded.is_json:
        same = request.content == recorded.content
        return faults + ([] if same else [f"body: recorded {recorded.content!r}, sent {request.content!r}"])
    return faults + differences(recorded.body, json.loads(request.content or b"null"), "sent body")


def _header_faults(recording: Recording, sent: dict[str, str]) -> list[str]:
    recorded = recording.request.headers
    bodied = recording.request.body is not None or recording.request.method in _MAY_HAVE_A_BODY
    common = _COMMON | {"content-length"} if bodied else _COMMON
    faults = [f"header {name}: not sent" for name in (recorded.keys() | common) - sent.keys()]
    faults += [f"header {name}: sent, though not recorded" for name in sent.keys() - recorded.keys() - common]
    faults += [
        f"header {name}: recorded {recorded[name]!r}, sent {sent[name]!r}"
        for name in recorded.keys() & sent.keys()
        if recorded[name] != sent[name]
    ]
    return sorted(faults)


def result_faults(spec: Spec, recording: Recording, result: Any) -> list[str]:
    """Hold what a method returned (of a list, its first page) against the recorded body."""
    operation, body = spec.operations[recording.operation_id], recording.response.body
    content = operation.responses[recording.response.status].get("content", {})
    if operation.is_download:
        expected = File(recording.response.content, recording.response.headers.get("content-type"))
        return [] if result == expected else [f"file: recorded {expected}, got {result}"]
    if not content:
        return [] if result is None else [f"returned {result!r} for an answer without a body"]
    schema = content["application/json"]["schema"]
    if spec.envelope is not None:
        return _inside_faults(spec, recording, schema, result)
    value, faults = result, list[str]()
    if operation.paging:
        value, faults = result.raw.parsed, _page_faults(spec, recording, result)
        faults += differences(body[operation.paging["items"]], plain(result.items), "items")
    faults += differences(body, plain(value))
    return faults + type_faults(spec, models_of(spec), schema, body, value)


def _inside_faults(spec: Spec, recording: Recording, schema: Node, result: Any) -> list[str]:
    """Hold a result against what stands inside of the recorded envelope."""
    operation, body = spec.operations[recording.operation_id], recording.response.body
    if operation.result == "created":
        return _created_faults(spec.envelope or {}, body, result)
    value, faults, path = result, list[str](), operation.result
    if operation.paging:
        value, faults, path = list(result.items), _page_faults(spec, recording, result), operation.paging["items"]
    if path is None:
        return [] if result is None else [f"returned {result!r} for an answer of which nothing matters"]
    recorded, described = inside(body, path), _described(spec, schema, path)
    single = (operation.paging or {}).get("single")
    if single and recorded is None:
        recorded = [inside(body, single)]
    faults += differences(recorded, plain(value), path)
    return faults + type_faults(spec, models_of(spec), described, recorded, value, path)


def _created_faults(envelope: dict[str, str], body: object, created: Any) -> list[str]:
    location = inside(body, envelope["location"])
    name = inside(body, envelope["id"])
    facts = {
        "id": (str(location).rpartition("/")[2] if name is None else name, created.id),
        "location": (location, created.location),
        "instance_location": (inside(body, envelope["instance_location"]), created.instance_location),
    }
    return [f"created {what}: recorded {was!r}, got {now!r}" for what, (was, now) in facts.items() if was != now]


def _described(spec: Spec, schema: Node, path: str) -> Node:
    """Return the schema of what stands at a path."""
    for name in path.split("."):
        resolved = spec.resolve(schema)
        schema = resolved["additionalProperties"] if name == "*" else resolved["properties"][name]
    return schema


def plain(value: Any) -> Any:
    """Return what a method gave as JSON values again."""
    members, items = as_node(value), as_list(value)
    if members is not None:
        return {name: plain(member) for name, member in members.items()}
    if items is not None:
        return [plain(item) for item in items]
    return value.to_dict() if hasattr(value, "to_dict") else value


def _page_faults(spec: Spec, recording: Recording, page: Any) -> list[str]:
    operation = spec.operations[recording.operation_id]
    body, raw = recording.response.body, page.raw
    total = (operation.paging or {}).get("total")
    facts = {
        "number": (_asked(operation, recording.request.query), page.number),
        "total": (None if total is None else inside(body, total), page.total),
        "status": (recording.response.status, raw.status_code),
        "attempts": (1, raw.attempts),
        "raw body": (body, raw.json()),
    }
    return [f"page {what}: recorded {was!r}, got {now!r}" for what, (was, now) in facts.items() if was != now]


def _asked(operation: Operation, query: dict[str, str]) -> int:
    """Return the number of the page, or the index of its first row, that a request asks for."""
    paging = operation.paging or {}
    asked = query.get(paging[paging["style"]])
    return int(paging.get("first", 0) if asked is None else asked)


def error_faults(spec: Spec, recording: Recording, error: Exception) -> list[str]:
    """Hold a raised error against the recorded answer."""
    response = recording.response
    status = spec.told_status(response.status, response.body)
    code, message, request_id = _told(spec, response.body)
    request_id = request_id or response.headers.get("x-kloudless-request-id")
    name = "AuthenticationError" if (status, code) in _KEY_ERRORS else _error_name(status)
    if type(error) is not getattr(package_of(spec), name):
        return [f"raised {error!r} instead of {name}"]
    facts = {
        "status_code": status,
        "error_code": code,
        "message": message or HTTPStatus(status).phrase,
        "request_id": request_id,
        "id": request_id,
        "body": response.body,
        "operation": recording.operation_id,
        "method": recording.request.method,
        "attempts": 1,
    }
    return [
        f"error {member}: expected {expected!r}, got {getattr(error, member)!r}"
        for member, expected in facts.items()
        if getattr(error, member) != expected
    ]


def _error_name(status: int) -> str:
    return _ERRORS.get(status, "InternalServerError" if status >= 500 else "APIStatusError")


def _told(spec: Spec, body: object) -> tuple[Any, Any, Any]:
    """Return code, text and name of an error, as far as its body tells them."""
    members = as_node(body) or {}
    if spec.envelope is not None:
        members = as_node(members.get("meta")) or {}
        return members.get("error_code"), members.get("error_desc"), members.get("error_id")
    return members.get("error_code", members.get("error")), members.get("message"), members.get("id")
