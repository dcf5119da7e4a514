"""Every recording, four ways: its request and its response against the spec, and played to both clients."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.contract.calls import credential_of, derive_call, make_client, package_of
from tests.contract.checks import request_faults, response_faults
from tests.contract.documents import apis, load_spec
from tests.contract.playing import answer, error_faults, result_faults, sent_faults
from tests.contract.proofs import ROWS
from tests.contract.recordings import BY_ID, KINDS, RECORDINGS, Recording

if TYPE_CHECKING:
    from collections.abc import Iterable

    import respx
    from _pytest.mark import ParameterSet

OUTBOUND = [recording for recording in RECORDINGS if not recording.inbound]
# The vendor calls us there, at a path of ours: no operation of the spec describes it, so only its form is checked.
INBOUND = [recording for recording in RECORDINGS if recording.inbound]
DESCRIBED = [recording for recording in OUTBOUND if not recording.foreign and not recording.superseded]
SENDABLE = [recording for recording in OUTBOUND if recording.sendable]
UNSENDABLE = [recording for recording in OUTBOUND if not recording.sendable]
WITHOUT_CREDENTIAL = [recording for recording in UNSENDABLE if not credential_of(load_spec(recording.api), recording)]
OUT_OF_BOUNDS = [recording for recording in UNSENDABLE if recording not in WITHOUT_CREDENTIAL]


def is_success(recording: Recording) -> bool:
    return load_spec(recording.api).told_status(recording.response.status, recording.response.body) < 400


def plain(recordings: Iterable[Recording]) -> list[ParameterSet]:
    return [pytest.param(recording, id=recording.id) for recording in recordings]


def proving(recordings: Iterable[Recording]) -> list[ParameterSet]:
    return [
        pytest.param(
            recording,
            id=recording.id,
            marks=[pytest.mark.acceptance(*ROWS[recording.id])] if recording.id in ROWS else [],
        )
        for recording in recordings
    ]


PAGES = {
    "klarify": "Klarify Integration API reference",
    "klipfolio": "Klipfolio API reference, ",
    "kloudless": "Kloudless Management API v1 page, ",
}


def kind_of(recording: Recording) -> str:
    """Return what the source of a recording makes of it."""
    source: str = recording.document["source"]
    if source.startswith("Our own, after "):
        return "fabricated"
    if source.startswith(f"{load_spec(recording.api).origin}, "):
        return "recorded"
    return "published-example" if source.startswith(PAGES[recording.api]) else "observed-in-public-code"


@pytest.mark.parametrize("recording", plain(RECORDINGS))
def test_a_recording_has_its_form_and_names_its_source(recording: Recording) -> None:
    document = recording.document
    # The recorder adds when and by which revision of the spec; nobody else has a service to say so of.
    recorded = {"recorded"} if recording.kind == "recorded" else set[str]()
    assert document.keys() - {"sendable", "superseded", "direction"} == {
        "source",
        "kind",
        "request",
        "response",
        "note",
        *recorded,
    }
    if recorded:
        assert document["recorded"].keys() == {"on", "by", "spec"}
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", document["recorded"]["on"])
        assert document["recorded"]["by"] in {"live", "har"}
        assert document["recorded"]["spec"].keys() == {"commit", "sha256", "dirty"}
    assert document["request"].keys() == {"method", "path", "query", "headers", "body"}
    assert document["response"].keys() - {"headers"} == {"status", "body"}
    assert document["source"].strip()
    assert document["note"].strip()
    assert recording.kind in KINDS
    assert recording.case
    assert recording.kind == kind_of(recording)
    assert recording.kind != "recorded" or document["recorded"]


CREDENTIALS = {
    "klarify": {"access_key": "test-access-key"},
    "klipfolio": {"api_key": "test-api-key"},
    "kloudless": {"developer_key": "test-developer-key"},
}


@pytest.mark.parametrize("recording", plain(RECORDINGS))
def test_a_recording_holds_no_credential_but_a_made_up_one(recording: Recording) -> None:
    found = credential_of(load_spec(recording.api), recording)
    assert found in ([{}] if recording.inbound or not recording.sendable else []) or found == CREDENTIALS[recording.api]
    texts = re.findall(r'"password": "([^"]*)"', json.dumps(recording.document))
    assert all(text.startswith("test-") for text in texts)


@pytest.mark.parametrize("recording", plain(DESCRIBED))
def test_the_spec_describes_the_whole_response(recording: Recording) -> None:
    assert response_faults(load_spec(recording.api), recording) == []


@pytest.mark.parametrize("recording", plain(each for each in OUTBOUND if each.foreign))
def test_the_spec_is_silent_about_answers_that_are_none_of_the_apis(recording: Recording) -> None:
    (fault,) = response_faults(load_spec(recording.api), recording)
    assert re.fullmatch(r"status 502: not documented for \w+|header content-type: text/html is not documented", fault)


@pytest.mark.parametrize("recording", plain(each for each in OUTBOUND if each.superseded))
def test_the_spec_is_silent_about_what_a_later_edition_takes_back(recording: Recording) -> None:
    (fault,) = response_faults(load_spec(recording.api), recording)
    assert fault == "body.data: Additional properties are not allowed ('users' was unexpected)"


@pytest.mark.parametrize("recording", plain(SENDABLE))
def test_the_spec_describes_the_whole_request(recording: Recording) -> None:
    assert request_faults(load_spec(recording.api), recording) == []


@pytest.mark.parametrize("recording", plain(WITHOUT_CREDENTIAL))
def test_the_spec_forbids_a_request_that_cannot_be_sent_for_its_lack_of_a_credential(recording: Recording) -> None:
    (fault,) = request_faults(load_spec(recording.api), recording)
    assert fault.endswith("the credential is missing")


@pytest.mark.parametrize("recording", plain(OUT_OF_BOUNDS))
def test_the_spec_forbids_a_request_that_cannot_be_sent_for_its_bounds(recording: Recording) -> None:
    (fault,) = request_faults(load_spec(recording.api), recording)
    assert fault == "query limit: 101 is greater than the maximum of 100"


@pytest.mark.parametrize("recording", proving(SENDABLE))
def test_the_sync_client_plays_it(recording: Recording, httpx2_mock: respx.Router) -> None:
    spec = load_spec(recording.api)
    answer(httpx2_mock, recording)
    call = derive_call(spec, recording)
    with make_client(spec, recording) as client:
        if is_success(recording):
            faults = result_faults(spec, recording, call.start(client))
        else:
            with pytest.raises(package_of(spec).APIStatusError) as caught:
                call.start(client)
            faults = error_faults(spec, recording, caught.value)
    assert sent_faults(spec, recording, httpx2_mock) + faults == []


@pytest.mark.anyio
@pytest.mark.parametrize("recording", proving(SENDABLE))
async def test_the_async_client_plays_it(recording: Recording, httpx2_mock: respx.Router) -> None:
    spec = load_spec(recording.api)
    answer(httpx2_mock, recording)
    call = derive_call(spec, recording)
    async with make_client(spec, recording, face="Async") as client:
        if is_success(recording):
            faults = result_faults(spec, recording, await call.start(client))
        else:
            with pytest.raises(package_of(spec).APIStatusError) as caught:
                await call.start(client)
            faults = error_faults(spec, recording, caught.value)
    assert sent_faults(spec, recording, httpx2_mock) + faults == []


@pytest.mark.parametrize("face", ["", "Async"], ids=["sync", "async"])
@pytest.mark.parametrize("recording", proving(WITHOUT_CREDENTIAL))
def test_the_clients_refuse_to_send_it(
    recording: Recording, face: str, httpx2_mock: respx.Router, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = load_spec(recording.api)
    credential = spec.security["x-credential"]
    monkeypatch.delenv(credential["environment"], raising=False)
    with pytest.raises(package_of(spec).ConfigurationError, match=credential["argument"]):
        make_client(spec, recording, face=face)
    assert httpx2_mock.calls.call_count == 0


@pytest.mark.parametrize("recording", proving(OUT_OF_BOUNDS))
def test_the_sync_client_refuses_arguments_out_of_bounds(recording: Recording, httpx2_mock: respx.Router) -> None:
    spec = load_spec(recording.api)
    with make_client(spec, recording) as client, pytest.raises(ValueError, match=r"limit: 101 is above 100"):
        derive_call(spec, recording).start(client)
    assert httpx2_mock.calls.call_count == 0


@pytest.mark.anyio
@pytest.mark.parametrize("recording", proving(OUT_OF_BOUNDS))
async def test_the_async_client_refuses_arguments_out_of_bounds(
    recording: Recording, httpx2_mock: respx.Router
) -> None:
    spec = load_spec(recording.api)
    async with make_client(spec, recording, face="Async") as client:
        with pytest.raises(ValueError, match=r"limit: 101 is above 100"):
            await derive_call(spec, recording).start(client)
    assert httpx2_mock.calls.call_count == 0


def made_sendable(recording: Recording) -> Recording:
    """Return the recording with a request that our client does send."""
    scheme, request = load_spec(recording.api).security, recording.request
    (key,) = CREDENTIALS[recording.api].values()
    query = {name: value for name, value in request.query.items() if name != "limit"}
    if scheme["in"] == "query":
        return recording.changed("request", query={**query, scheme["name"]: key})
    return recording.changed("request", query=query, headers={**request.headers, scheme["name"]: key})


@pytest.mark.parametrize("recording", proving(UNSENDABLE))
def test_its_answer_is_understood_should_it_come_all_the_same(recording: Recording, httpx2_mock: respx.Router) -> None:
    spec, sendable = load_spec(recording.api), made_sendable(recording)
    answer(httpx2_mock, sendable)
    with (
        make_client(spec, sendable, max_retries=3) as client,
        pytest.raises(package_of(spec).APIStatusError) as caught,
    ):
        derive_call(spec, sendable).start(client)
    assert sent_faults(spec, sendable, httpx2_mock) + error_faults(spec, sendable, caught.value) == []


@pytest.mark.parametrize("recording", plain(INBOUND))
def test_a_webhook_delivery_is_a_signed_form_answered_with_the_app_id(recording: Recording) -> None:
    request, response = recording.request, recording.response
    assert load_spec(recording.api).match(request.method, request.path) is None
    assert request.method == "POST"
    assert request.headers["user-agent"].startswith("kloudless-webhook/")
    assert len(base64.b64decode(request.headers["x-kloudless-signature"], validate=True)) == 32
    assert re.fullmatch(r"account=\d+", request.body)
    assert response.status == 200
    assert isinstance(response.body, str)


def test_every_operation_has_a_recording_of_its_success() -> None:
    recorded = {(recording.api, recording.operation_id) for recording in SENDABLE if is_success(recording)}
    assert recorded == {(api, operation_id) for api in apis() for operation_id in load_spec(api).operations}


def test_rows_are_claimed_for_recordings_that_exist() -> None:
    assert ROWS.keys() <= BY_ID.keys()
