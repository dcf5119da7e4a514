"""Recordings spoilt in one place each, to see who notices."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.contract.documents import as_list, as_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.recordings import Recording

Spoilt = tuple[str, "Recording"]

_UNKNOWN = "member_that_nobody_knows"


def spoilt_requests(recording: Recording) -> Iterator[Spoilt]:
    """Give copies whose request is another one, each with the place that was spoilt.

    Undocumented query parameters and headers are not tried: openapi-core looks only at those that a spec has.
    """
    request = recording.request
    yield "path", recording.changed("request", path=f"/elsewhere{request.path}")
    yield "method", recording.changed("request", method="TRACE")
    for name, text in request.query.items():
        spoilt = "word" if text != "word" else "other"
        yield f"query {name}", recording.changed("request", query={**request.query, name: spoilt})
        rest = {other: value for other, value in request.query.items() if other != name}
        yield f"query {name} dropped", recording.changed("request", query=rest)
    if request.body is not None:
        yield "content type", _with_content_type(recording, "request", request.headers)
        for where, body in _spoilt(request.body):
            yield f"body{where}", recording.changed("request", body=body)


def spoilt_responses(recording: Recording) -> Iterator[Spoilt]:
    """Give copies whose response is another one, each with the place that was spoilt."""
    response = recording.response
    yield "status", recording.changed("response", status=418)
    if response.body is None:
        return
    yield "content type", _with_content_type(recording, "response", response.headers)
    yield "body dropped", recording.changed("response", body=None)
    if response.is_json:
        for where, body in _spoilt(response.body):
            yield f"body{where}", recording.changed("response", body=body)


def _with_content_type(recording: Recording, part: str, headers: dict[str, str]) -> Recording:
    return recording.changed(part, headers={**headers, "content-type": "image/png"})


def _spoilt(body: Any) -> Iterator[tuple[str, Any]]:
    """Give copies of a JSON value in which one member is of another type, left out or has a further one beside it."""
    yield " of another type", "word" if as_node(body) is not None or as_list(body) is not None else [[]]
    for path in _places(body):
        *outer, last = path
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        for what in ("of another type", "dropped", "beside it one more"):
            changed = copy.deepcopy(body)
            holder = changed
            for step in outer:
                holder = holder[step]
            if what == "of another type":
                holder[last] = [[]] if as_list(holder[last]) is None else {"word": 1}
            elif isinstance(last, int):
                continue
            elif what == "dropped":
                del holder[last]
            else:
                holder[_UNKNOWN] = 1
            yield f"{where} {what}", changed


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the paths of all members; of a list, of its first item alone."""
    node, items = as_node(value), as_list(value)
    for step, member in [*(node or {}).items(), *enumerate((items or [])[:1])]:
        yield (*path, step)
        yield from _places(member, (*path, step))
