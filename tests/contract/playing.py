"""Playing a recording to a client: what it must send, and what it must make of the answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import respx

from tests.contract.calls import models_of, package_of
from tests.contract.documents import as_node
from tests.contract.lossless import differences, type_faults

if TYPE_CHECKING:
    import httpx

    from tests.contract.documents import Spec
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
    500: "InternalServerError",
}
# Klarify tells a bad or missing key by the body alone.
_KEY_ERRORS = frozenset({(404, "invalid access_key"), (500, "missing required access_key")})


def answer(router: respx.Router, recording: Recording) -> None:
    """Let the router answer every request with the recorded response."""
    response = recording.response
    content = b"" if response.body is None else json.dumps(response.body).encode()
    router.route().mock(respx.MockResponse(response.status, headers=response.headers, content=content))


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
            urlsplit(spec.server)._replace(path="").geturl(),
            f"{request.url.scheme}://{request.headers['host']}",
        ),
        "path": (recorded.path, path),
        "query": (sorted(recorded.query.items()), sorted(parse_qsl(query, keep_blank_values=True))),
    }
    faults = [f"{what}: recorded {was!r}, sent {now!r}" for what, (was, now) in pairs.items() if was != now]
    faults += _header_faults(recording, dict(request.headers.items()))
    if recorded.body is None:
        return faults + ([f"body: none recorded, sent {request.content!r}"] if request.content else [])
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
    if not content:
        return [] if result is None else [f"returned {result!r} for an answer without a body"]
    schema = content["application/json"]["schema"]
    value, faults = result, list[str]()
    if operation.paging:
        value, faults = result.raw.parsed, _page_faults(spec, recording, result)
    faults += differences(body, value.to_dict())
    return faults + type_faults(spec, models_of(spec), schema, body, value)


def _page_faults(spec: Spec, recording: Recording, page: Any) -> list[str]:
    paging = spec.operations[recording.operation_id].paging or {}
    body, raw = recording.response.body, page.raw
    asked = recording.request.query.get(str(paging["page"]))
    facts = {
        "number": (paging["first"] if asked is None else int(asked), page.number),
        "total": (body.get(paging.get("total")), page.total),
        "status": (recording.response.status, raw.status_code),
        "attempts": (1, raw.attempts),
        "raw body": (body, raw.json()),
    }
    faults = [f"page {what}: recorded {was!r}, got {now!r}" for what, (was, now) in facts.items() if was != now]
    return faults + differences(body[paging["items"]], [item.to_dict() for item in page.items], "items")


def error_faults(spec: Spec, recording: Recording, error: Exception) -> list[str]:
    """Hold a raised error against the recorded answer."""
    response = recording.response
    body = as_node(response.body) or {}
    code = body.get("error_code", body.get("error"))
    name = "AuthenticationError" if (response.status, code) in _KEY_ERRORS else _ERRORS[response.status]
    if type(error) is not getattr(package_of(spec), name):
        return [f"raised {error!r} instead of {name}"]
    request_id = body.get("id", response.headers.get("x-kloudless-request-id"))
    facts = {
        "status_code": response.status,
        "error_code": code,
        "message": body.get("message"),
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
