"""openapi-core as a second opinion on the recordings: what it says has to be what the contract tests say.

Both are asked about every recording as it stands, and about copies that were spoilt in one place, so that a judge who
finds everything good is found out.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.contract.checks import request_faults, response_faults

from .plain_document import plain_document
from .spoiling import spoilt_requests, spoilt_responses
from .verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jsonschema

    from tests.contract.documents import Spec
    from tests.contract.recordings import Recording


class _Request:
    """A recorded request, as openapi-core reads requests."""

    def __init__(self, spec: Spec, recording: Recording) -> None:
        request, server = recording.request, urlsplit(spec.server)
        self.host_url = f"{server.scheme}://{server.netloc}"
        self.path = request.path
        self.method = request.method.lower()
        self.body = request.content or None
        self.content_type = request.headers.get("content-type", "application/json")
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.query), header=Headers(request.headers.items())
        )


class _Response:
    """A recorded answer, as openapi-core reads answers."""

    def __init__(self, spec: Spec, recording: Recording) -> None:
        response = recording.response
        self.status_code = spec.told_status(response.status, response.body)
        self.data = response.content or None
        self.content_type = response.headers.get("content-type", "application/json")
        self.headers = Headers(response.headers.items())


class SecondOpinion:
    """What openapi-core says of requests and answers."""

    def __init__(self, spec: Spec) -> None:
        config = Config(additional_properties_default_policy="forbid")
        self._spec = spec
        self._core = OpenAPI.from_dict(cast("Any", plain_document(spec)), config=config)

    def of_request(self, recording: Recording) -> list[str]:
        """Return what is wrong with a request, one text for each member."""
        errors = self._core.iter_request_errors(cast("Any", _Request(self._spec, recording)))
        return [text for error in errors for text in _texts(error)]

    def of_response(self, recording: Recording) -> list[str]:
        """Return what is wrong with an answer, one text for each member."""
        request, response = _Request(self._spec, recording), _Response(self._spec, recording)
        errors = self._core.iter_response_errors(cast("Any", request), cast("Any", response))
        return [text for error in errors for text in _texts(error)]


def _texts(error: BaseException) -> list[str]:
    """Return what an error says, member by member where it is about a schema."""
    cause = error.__cause__
    if isinstance(cause, InvalidSchemaValue):
        errors = cast("Iterable[jsonschema.ValidationError]", cause.schema_errors)
        return [f"{each.json_path}: {each.message}" for each in errors]
    return [f"{type(error).__name__}: {cause or error}"]


def judge_recordings(spec: Spec, recordings: Iterable[Recording], *, thorough: bool) -> Verdict:
    """Compare the opinions of openapi-core and of the contract tests on recordings.

    What is expected of a recording, by its `sendable`, `superseded` and the like, the contract tests assert themselves;
    here both have to come to the same. What the vendor sends to us belongs to no operation: both have to say so.

    Args:
        spec: What the recordings are held against.
        recordings: Recordings of this API.
        thorough: Spoil every member in every way, and not each in one way in turn.
    """
    started = time.monotonic()
    verdict = Verdict("openapi-core", spec.api)
    core = SecondOpinion(spec)
    operations: set[str] = set()
    seen: set[tuple[str, str]] = set()
    spoilt = noticed = 0
    for recording in recordings:
        verdict.cases += 1
        _compare(verdict, f"{recording.id}, request", request_faults(spec, recording), core.of_request(recording))
        if recording.inbound:
            continue
        operations.add(recording.operation_id)
        _compare(verdict, f"{recording.id}, response", response_faults(spec, recording), core.of_response(recording))
        for part, copies, ours, theirs in (
            ("request", spoilt_requests, request_faults, core.of_request),
            ("response", spoilt_responses, response_faults, core.of_response),
        ):
            for number, (where, changed) in enumerate(copies(recording)):
                known = (recording.operation_id, f"{part} {recording.response.status} {where}")
                if known in seen or (number % 3 and not thorough):
                    continue
                seen.add(known)
                spoilt += 1
                noticed += _compare(
                    verdict, f"{recording.id}, {part}, spoilt {where}", ours(spec, changed), theirs(changed)
                )
    verdict.operations = f"{len(operations)} of {len(spec.operations)}"
    if not noticed:
        verdict.findings.append("neither noticed a single spoilt copy")
    verdict.remarks.append(f"{spoilt} spoilt copies: both refuse {noticed}, both allow the others")
    verdict.seconds = time.monotonic() - started
    return verdict


def _compare(verdict: Verdict, what: str, ours: list[str], theirs: list[str]) -> bool:
    """Note where one finds fault and the other none; tell whether both do."""
    if bool(ours) != bool(theirs):
        opinions = (("tests/contract", ours), ("openapi-core", theirs))
        lines = [f"  {who}: {text}" for who, texts in opinions for text in texts or ["nothing wrong"]]
        verdict.findings.append("\n".join([f"{what}: no agreement", *lines]))
    return bool(ours and theirs)
