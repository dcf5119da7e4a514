"""What goes over the wire: method, path, headers and body of every writing call."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import kloudless_management_client
import pytest
from klarify_client import AsyncKlarify, Klarify
from kloudless_management_client import omit

from tests.unit.scripted import API_KEY, APPLICATION, WEBHOOK, AnyKloudless, Face, Script, procedures_page

if TYPE_CHECKING:
    from collections.abc import Callable

CREATE: dict[str, Any] = {
    "name": "Test App",
    "description": "For tests",
    "logo_url": "https://example.com/logo.png",
    "implicit_grant_enabled": True,
    "recent_enabled": False,
    "events_enabled": True,
    "source": "app0",
}
UPDATE: dict[str, Any] = {
    "name": "Test App",
    "description": "",
    "logo_url": "",
    "active": False,
    "implicit_grant_enabled": True,
    "recent_enabled": False,
    "events_enabled": True,
}


def sent(face: Face, call: Callable[[AnyKloudless], Any], answer: httpx2.Response) -> httpx2.Request:
    service = Script(answer)
    face.wait(call(face.kloudless(service)))
    (request,) = service.requests
    return request


def created(body: dict[str, Any]) -> httpx2.Response:
    return httpx2.Response(201, json=body)


@pytest.mark.acceptance("KL-29", "KL-32", "KL-33", "KL-34", "KL-40")
def test_creating_an_application_sends_its_members(face: Face) -> None:
    request = sent(face, lambda client: client.applications.create(**CREATE), created(APPLICATION))
    assert request.method == "POST"
    assert request.url.raw_path == b"/v1/applications"
    assert request.headers["authorization"] == "DeveloperKey kloudless-test-key"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len(request.content))
    assert json.loads(request.content) == CREATE
    assert b"events_grant_enabled" not in request.content


@pytest.mark.acceptance("KL-37", "KL-39")
def test_the_first_documented_sample_of_creation(face: Face) -> None:
    request = sent(
        face,
        lambda client: client.applications.create(name="Test App", description="This is a test app."),
        created(APPLICATION),
    )
    assert request.url.raw_path == b"/v1/applications"
    assert request.content == b'{"name":"Test App","description":"This is a test app."}'


@pytest.mark.acceptance("KL-34", "KL-38", "KL-39")
def test_the_second_documented_sample_of_creation(face: Face) -> None:
    request = sent(face, lambda client: client.applications.create(name="Copy", source="app0"), created(APPLICATION))
    assert request.url.raw_path == b"/v1/applications"
    assert request.content == b'{"name":"Copy","source":"app0"}'


@pytest.mark.acceptance("KL-31", "KL-82")
def test_what_the_service_needs_has_to_be_given(face: Face) -> None:
    applications: Any = face.kloudless(Script()).applications
    with pytest.raises(TypeError, match="name"):
        face.wait(applications.create())
    with pytest.raises(TypeError, match="name"):
        face.wait(applications.create(name=omit))
    with pytest.raises(TypeError, match="url"):
        face.wait(applications.webhooks.create("app1"))
    with pytest.raises(TypeError, match="url"):
        face.wait(applications.webhooks.create("app1", url=omit))


@pytest.mark.acceptance("KL-45", "KL-46", "KL-54")
def test_changing_an_application_sends_its_members(face: Face) -> None:
    answer = httpx2.Response(200, json=APPLICATION)
    request = sent(face, lambda client: client.applications.update("app1", **UPDATE), answer)
    assert request.method == "PATCH"
    assert request.url.raw_path == b"/v1/applications/app1"
    assert request.headers["authorization"] == "DeveloperKey kloudless-test-key"
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == UPDATE


@pytest.mark.acceptance("KL-49")
@pytest.mark.parametrize("name", UPDATE)
def test_a_change_may_hold_a_single_member(face: Face, name: str) -> None:
    change = {name: UPDATE[name]}
    answer = httpx2.Response(200, json=APPLICATION)
    request = sent(face, lambda client: client.applications.update("app1", **change), answer)
    assert json.loads(request.content) == change


def test_a_change_may_hold_nothing(face: Face) -> None:
    answer = httpx2.Response(200, json=APPLICATION)
    assert sent(face, lambda client: client.applications.update("app1"), answer).content == b"{}"


@pytest.mark.acceptance("KL-46", "KL-48")
@pytest.mark.parametrize("name", ["source", "id", "created", "modified", "events_grant_enabled"])
def test_a_change_takes_no_other_member(face: Face, name: str) -> None:
    change: Any = {name: "x"}
    with pytest.raises(TypeError, match=f"unexpected argument {name}"):
        face.wait(face.kloudless(Script()).applications.update("app1", **change))


@pytest.mark.acceptance("KL-32")
def test_creation_takes_no_state(face: Face) -> None:
    state: Any = {"active": False}
    with pytest.raises(TypeError, match="unexpected argument active"):
        face.wait(face.kloudless(Script()).applications.create(name="x", **state))


def test_omit_is_the_same_as_not_given(face: Face) -> None:
    answer = httpx2.Response(200, json=APPLICATION)
    change: dict[str, Any] = {**dict.fromkeys(UPDATE, omit), "name": "x"}
    request = sent(face, lambda client: client.applications.update("app1", **change), answer)
    assert request.content == b'{"name":"x"}'


@pytest.mark.parametrize("name", UPDATE)
def test_none_is_not_the_same_as_not_given(face: Face, name: str) -> None:
    change: Any = {name: None}
    with pytest.raises(TypeError, match=f"{name}: None is not accepted here; leave it out to not send it"):
        face.wait(face.kloudless(Script()).applications.update("app1", **change))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": 7}, "str, got int"),
        ({"name": b"x"}, "str, got bytes"),
        ({"active": 1}, "bool, got int"),
        ({"active": "True"}, "bool, got str"),
        ({"recent_enabled": 0}, "bool, got int"),
        ({"logo_url": ["x"]}, "str, got list"),
    ],
)
def test_a_member_of_another_type_is_refused(face: Face, change: Any, expected: str) -> None:
    (name,) = change
    with pytest.raises(TypeError, match=f"{name}: expected {expected}"):
        face.wait(face.kloudless(Script()).applications.update("app1", **change))


@pytest.mark.parametrize("text", ["", " ", "ä€😀", 'quote " backslash \\ slash /', "line\nbreak\ttab\x00", "</script>"])
def test_text_arrives_as_it_is(face: Face, text: str) -> None:
    request = sent(face, lambda client: client.applications.create(name=text), created(APPLICATION))
    assert json.loads(request.content) == {"name": text}
    request.content.decode("utf-8")


@pytest.mark.acceptance("KL-64", "KL-66", "KL-67")
def test_making_an_api_key_sends_no_body_and_no_content_type(face: Face) -> None:
    request = sent(face, lambda client: client.applications.api_keys.create("app1"), created(API_KEY))
    assert request.method == "POST"
    assert request.url.raw_path == b"/v1/applications/app1/apikeys"
    assert request.content == b""
    assert "content-type" not in request.headers
    assert request.headers["content-length"] == "0"
    assert request.headers["authorization"] == "DeveloperKey kloudless-test-key"


@pytest.mark.acceptance("KL-80", "KL-83")
@pytest.mark.parametrize("url", ["http://localhost:5000", "https://example.com/hook?x=1"])
def test_registering_a_webhook_sends_its_address(face: Face, url: str) -> None:
    request = sent(face, lambda client: client.applications.webhooks.create("app1", url=url), created(WEBHOOK))
    assert request.method == "POST"
    assert request.url.raw_path == b"/v1/applications/app1/webhooks"
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.content) == {"url": url}


BY_PATH: list[tuple[Callable[[AnyKloudless], Any], str, str, dict[str, Any] | None]] = [
    (lambda client: client.applications.get("app1"), "GET", "", APPLICATION),
    (lambda client: client.applications.delete("app1"), "DELETE", "", None),
    (lambda client: client.applications.api_keys.delete("app1", "key1"), "DELETE", "/apikeys/key1", None),
    (lambda client: client.applications.webhooks.get("app1", "100"), "GET", "/webhooks/100", WEBHOOK),
    (lambda client: client.applications.webhooks.delete("app1", "100"), "DELETE", "/webhooks/100", None),
]


@pytest.mark.acceptance("KL-43", "KL-55", "KL-69", "KL-85", "KL-87")
@pytest.mark.parametrize(("call", "method", "path", "answer"), BY_PATH)
def test_reading_and_removing_sends_a_path_alone(
    face: Face, call: Callable[[AnyKloudless], Any], method: str, path: str, answer: dict[str, Any] | None
) -> None:
    response = httpx2.Response(204) if answer is None else httpx2.Response(200, json=answer)
    request = sent(face, call, response)
    assert request.method == method
    assert request.url.raw_path == f"/v1/applications/app1{path}".encode()
    assert request.content == b""
    assert "content-type" not in request.headers
    assert "content-length" not in request.headers


@pytest.mark.acceptance("KL-75")
def test_the_times_of_a_new_webhook_need_not_be_equal(face: Face) -> None:
    webhook = face.wait(face.kloudless(Script(created(WEBHOOK))).applications.webhooks.create("app1", url="http://x"))
    assert (webhook.modified - webhook.created).microseconds == 5


@pytest.mark.acceptance("KL-56", "KL-70", "KL-88")
@pytest.mark.parametrize("answer", [{"status_code": 204}, {"status_code": 200, "json": {"x": 1}}])
def test_removing_gives_nothing(face: Face, answer: dict[str, Any]) -> None:
    client = face.kloudless(Script(*[httpx2.Response(**answer) for _ in range(3)]))
    removals: list[Any] = [
        client.applications.delete("app1"),
        client.applications.api_keys.delete("app1", "key1"),
        client.applications.webhooks.delete("app1", "100"),
    ]
    assert [face.wait(removal) for removal in removals] == [None, None, None]


@pytest.mark.parametrize("package", [klarify_client, kloudless_management_client])
def test_the_user_agent_names_package_python_and_library(face: Face, package: Any) -> None:
    service = Script(procedures_page(range(1), has_next=False), httpx2.Response(200, json=APPLICATION))
    face.items(face.klarify(service).procedures.list())
    face.wait(face.kloudless(service).applications.get("app1"))
    python = ".".join(map(str, sys.version_info[:3]))
    distribution = package.__name__.replace("_", "-")
    expected = f"{distribution}/{package.__version__} python/{python} httpx2/{httpx2.__version__}"
    assert expected in [request.headers["user-agent"] for request in service.requests]
    assert re.fullmatch(r"\d+\.\d+\.\d+", package.__version__)


def test_json_is_asked_for(face: Face) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service).applications.get("app1"))
    headers = service.requests[0].headers
    assert headers["accept"] == "application/json"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert len(headers.get_list("host")) == 1


@pytest.mark.acceptance("KY-1")
def test_klarify_only_reads() -> None:
    for client in (Klarify(access_key="k"), AsyncKlarify(access_key="k")):
        verbs = {name for name, member in vars(type(client.procedures)).items() if callable(member)}
        assert verbs == {"list"}
