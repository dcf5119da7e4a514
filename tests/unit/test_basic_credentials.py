"""A user name and password in place of the API key: what is accepted, and how it is sent."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx2
import pytest
from klarify_client._runtime.errors import APIStatusError, ConfigurationError

from tests.unit.scripted import Face, Script
from tests.unit.small_api import small
from tests.unit.ways_out import inside, traces_in

EMAIL = "ann@example.com"
PASSWORD = "Qx7wSecretHead :/+&=%25\"'<>\\{}~ ,;$SecretTailZp4ü€😀"
KEY = "Qx7wSecretHead-of-the-key-SecretTailZp4"
PAIR = f"{EMAIL}:{PASSWORD}"
ENCODED = base64.b64encode(PAIR.encode()).decode()


def ok() -> httpx2.Response:
    return httpx2.Response(200)


def header_of(face: Face, **settings: Any) -> httpx2.Headers:
    service = Script(ok())
    face.wait(small(face, service, **settings).things.get())
    return service.requests[0].headers


@pytest.mark.acceptance("KF-16", "KF-17")
def test_an_api_key_is_sent_bare_in_its_own_header(face: Face) -> None:
    headers = header_of(face, api_key="0123abcd")
    assert headers["kf-api-key"] == "0123abcd"
    assert "authorization" not in headers


@pytest.mark.acceptance("KF-15")
@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, PASSWORD),
        (EMAIL, "x"),
        (EMAIL, " blanks around "),
        (EMAIL, ":a:b:"),
        (EMAIL, "pässwörd"),
        ("änne@exämple.com", "😀"),
        ("ann", "x" * 2000),
    ],
)
def test_a_user_name_and_a_password_are_sent_as_basic(face: Face, email: str, password: str) -> None:
    headers = header_of(face, email=email, password=password)
    scheme, _, encoded = headers["authorization"].partition(" ")
    assert scheme == "Basic"
    assert base64.b64decode(encoded, validate=True).decode() == f"{email}:{password}"
    assert "kf-api-key" not in headers


def test_they_win_over_the_environment(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_API_KEY", "from-environment")
    headers = header_of(face, email=EMAIL, password=PASSWORD)
    assert "kf-api-key" not in headers
    assert headers["authorization"] == f"Basic {ENCODED}"


def test_without_them_the_key_may_come_from_the_environment(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALL_API_KEY", "from-environment")
    assert header_of(face, api_key=None)["kf-api-key"] == "from-environment"


def test_a_key_may_be_a_callable(face: Face) -> None:
    assert header_of(face, api_key=lambda: "called")["kf-api-key"] == "called"


def test_without_any_credential_there_is_no_client(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMALL_API_KEY", raising=False)
    with pytest.raises(ConfigurationError, match=r"api_key=.*email=.*password=.*SMALL_API_KEY"):
        small(face, api_key=None)


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"api_key": "k", "email": EMAIL, "password": PASSWORD}, "api_key, or email and password, not both"),
        ({"api_key": "k", "email": EMAIL}, "not both"),
        ({"api_key": "k", "password": PASSWORD}, "not both"),
        ({"api_key": lambda: "k", "email": EMAIL, "password": PASSWORD}, "not both"),
        ({"email": EMAIL}, "password is missing"),
        ({"password": PASSWORD}, "email is missing"),
        ({"email": EMAIL, "password": ""}, "password is blank"),
        ({"email": EMAIL, "password": "  "}, "password is blank"),
        ({"email": "", "password": PASSWORD}, "email is blank"),
        ({"email": f" {EMAIL}", "password": PASSWORD}, "email has blanks around it"),
        ({"email": "ann:ann@example.com", "password": PASSWORD}, "email holds a colon"),
        ({"email": EMAIL, "password": f"{PASSWORD}\n"}, "password holds characters"),
        ({"email": EMAIL, "password": f"{PASSWORD}\x00"}, "password holds characters"),
        ({"email": EMAIL, "password": f"{PASSWORD}\ud800"}, "password holds characters"),
        ({"email": f"{EMAIL}\t", "password": PASSWORD}, "email holds characters"),
        ({"email": EMAIL, "password": 7}, "password: expected str, got int"),
        ({"email": EMAIL, "password": PASSWORD.encode()}, "password: expected str, got bytes"),
        ({"email": EMAIL, "password": lambda: PASSWORD}, "password: expected str, got function"),
        ({"email": [EMAIL], "password": PASSWORD}, "email: expected str, got list"),
    ],
)
def test_what_is_no_credential_is_refused_at_once(
    face: Face, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], text: str
) -> None:
    monkeypatch.setenv("SMALL_API_KEY", "from-environment")
    with pytest.raises(ConfigurationError, match=text) as caught:
        small(face, **settings)
    assert not [text for text in inside(caught.value) if traces_in(text)]


def test_other_clients_take_none(face: Face) -> None:
    with pytest.raises(TypeError, match="email"):
        face.klarify(Script(), email=EMAIL, password=PASSWORD)


@pytest.mark.parametrize("name", ["Authorization", "authorization", "kf-api-key", "KF-API-KEY"])
@pytest.mark.parametrize("settings", [{"api_key": KEY}, {"email": EMAIL, "password": PASSWORD}])
def test_extra_headers_cannot_add_a_credential(face: Face, name: str, settings: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="carries the credential"):
        face.wait(small(face, Script(), **settings).things.get(extra_headers={name: "x"}))


def test_a_redirect_on_the_same_host_gets_it_again(face: Face) -> None:
    service = Script(httpx2.Response(302, headers={"Location": "/api/things/"}), ok())
    face.wait(small(face, service, email=EMAIL, password=PASSWORD).things.get())
    assert [request.headers["authorization"] for request in service.requests] == [f"Basic {ENCODED}"] * 2


def test_the_body_of_an_error_is_cleared_of_the_password_and_what_is_sent(face: Face) -> None:
    body = {"message": f"{PASSWORD} {ENCODED} {PAIR}", "mail": EMAIL}
    client = small(face, Script(httpx2.Response(400, json=body)), email=EMAIL, password=PASSWORD)
    with pytest.raises(APIStatusError) as caught:
        face.wait(client.things.get())
    assert json.dumps(caught.value.body) == json.dumps({"message": "*** *** ***", "mail": EMAIL})
    assert caught.value.message == "*** *** ***"
