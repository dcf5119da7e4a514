"""What a recording has to agree with itself in, whatever the spec says: it finds out exchanges that nobody had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.contract.documents import as_list, as_node, inside
from tests.contract.strictness import is_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.documents import Operation, Spec
    from tests.contract.recordings import Recording

# Of two moments of one object the first is not after the second.
_ORDERED = (
    ("created", "modified"),
    ("date_created", "last_updated"),
    ("date_created", "date_last_login"),
    ("date_created", "date_last_refresh"),
    ("date_created", "date_last_accessed"),
    ("first_published_at", "updated_at"),
)
# Which status a code comes with: for Kloudless by vdmgolub/kloudless-ruby, for the others by their pages and w6w-apps.
_STATUSES = {
    "kloudless": {
        "bad_request": 400,
        "request_failed": 400,
        "invalid_parameters": 400,
        "unauthorized": 401,
        "authentication_required": 401,
        "forbidden": 403,
        "not_found": 404,
        "method_not_allowed": 405,
        "naming_conflict": 409,
        "too_many_requests": 429,
        "internal_error": 500,
    },
    "klipfolio": {"auth_not_provided": 401, "auth_fail": 401},
    "klarify": {"invalid access_key": 404, "missing required access_key": 500},
}


def consistency_faults(spec: Spec, recording: Recording) -> list[str]:
    """Return where request and answer contradict each other, or themselves."""
    operation = spec.operations[recording.operation_id]
    faults = [*_status_faults(spec, recording)]
    status = spec.told_status(recording.response.status, recording.response.body)
    if status < 400 and as_node(recording.response.body) is not None:
        if operation.paging:
            faults += _page_faults(operation, recording)
        else:
            faults += _object_faults(spec, operation, recording)
        faults += _moment_faults(recording.response.body, "body")
    return faults


def _status_faults(spec: Spec, recording: Recording) -> Iterator[str]:
    """What the body tells of the call is what the status line tells."""
    response = recording.response
    if spec.envelope is not None and inside(response.body, "meta") is not None:
        told, success = inside(response.body, spec.envelope["status"]), inside(response.body, spec.envelope["success"])
        if success is not (response.status < 400) and told == response.status:
            yield f"body: success {success} with the status {response.status}"
        if told != response.status and not (success is False and response.status < 400 <= told):
            yield f"body: status {told} inside of {response.status}"
        if response.status < 400 and success is False and not told >= 400:
            yield f"body: a failure with the status {told}"
    members = as_node(response.body) or {}
    told = members.get("status_code")
    if told is not None and str(told) != str(response.status):
        yield f"body.status_code: {told} inside of {response.status}"
    codes = [members.get("error_code"), members.get("error"), inside(response.body, "meta.error_code")]
    for code in codes:
        expected = _STATUSES[spec.api].get(str(code), response.status)
        if response.status >= 400 and expected != response.status:
            yield f"{code}: comes with {expected}, not with {response.status}"


def _page_faults(operation: Operation, recording: Recording) -> Iterator[str]:
    """Rows, counts and totals of a page fit what was asked for."""
    paging, body, query = operation.paging or {}, recording.response.body, recording.request.query
    rows = as_list(inside(body, paging["items"]))
    first = int(paging.get("first", 0))
    asked = int(query.get(paging[paging["style"]], first))
    if rows is None:
        return
    size_name = paging.get("size") or paging["limit"]
    size = int(query.get(size_name) or operation.named("query")[size_name]["schema"]["default"])
    before = (asked - first) * size if paging["style"] == "page" else asked
    if len(rows) > size:
        yield f"{len(rows)} rows on a page of {size}"
    for place in ("meta.count", "count"):
        count = inside(body, place)
        if count is not None and count != len(rows):
            yield f"{place}: {count}, and {len(rows)} rows"
    if paging["style"] == "page" and inside(body, "page") not in {None, asked}:
        yield f"page: {inside(body, 'page')} is not what was asked for"
    total, more = inside(body, paging["total"]), inside(body, paging.get("has_next", "-"))
    if total is not None and rows and total < before + len(rows):
        yield f"{paging['total']}: {total}, and {before + len(rows)} rows up to here"
    if total is not None and more is not None and more is not (total > before + size):
        yield f"{paging['has_next']}: {more}, with {total} rows in all"
    names = [row["id"] for row in rows if as_node(row) is not None and "id" in row]
    if len(set(map(str, names))) != len(names):
        yield f"{paging['items']}: an identifier is there twice"


def _object_faults(spec: Spec, operation: Operation, recording: Recording) -> Iterator[str]:
    """One object is the one that was asked for, with what was sent; a new one has its place."""
    body, path = recording.response.body, recording.request.path
    data: Any = inside(body, "data") if spec.envelope is not None else body
    names = operation.path_values(path, spec.base) or {}
    last = operation.template.rpartition("/")[2]
    if operation.verb in {"get", "update"} and last.startswith("{") and as_node(data):
        asked = names[last.strip("{}")]
        if "id" in data and data["id"] != asked:
            yield f"id: {data['id']}, asked for {asked}"
    for name, value in (as_node(recording.request.body) or {}).items():
        if spec.envelope is None and name in (as_node(data) or {}) and data[name] != value:
            yield f"{name}: {data[name]!r}, though {value!r} was sent"
    requested = inside(data, "op_requested")
    verb = operation.template.partition("/@/")[2]
    if requested is not None and requested != verb:
        yield f"op_requested: {requested}, though {verb} was asked for"
    location = inside(body, "meta.location")
    if location is not None:
        collection = path.removeprefix(spec.base).partition("/@/")[0]
        parent = collection if "/@/" not in path else collection.rpartition("/")[0]
        if location.rpartition("/")[0] != parent:
            yield f"meta.location: {location} is not under {parent}"
    elif operation.result == "created" and inside(data, "id") is None:
        yield "meta.location: nothing tells where the new object is"


def _moment_faults(value: object, where: str) -> Iterator[str]:
    node = as_node(value)
    if node is not None:
        for first, then in _ORDERED:
            moments = [node.get(first), node.get(then)]
            if all(isinstance(each, str) and is_timestamp(each) for each in moments) and str(moments[0]) > str(
                moments[1]
            ):
                yield f"{where}: {first} is after {then}"
        for name, member in node.items():
            yield from _moment_faults(member, f"{where}.{name}")
    for index, item in enumerate(as_list(value) or ()):
        yield from _moment_faults(item, f"{where}[{index}]")
