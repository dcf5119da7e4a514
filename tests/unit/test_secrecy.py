"""How a credential is kept out of texts; ``test_every_way_out.py`` looks at all that comes out of a call."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx2
import klarify_client
import klipfolio_client
import kloudless_management_client
import pytest

from tests.unit.scripted import APPLICATION, AnyKlarify, Face, Script
from tests.unit.ways_out import ASCII_SECRET, PLAIN_SECRET, TEXT_SECRET, Evidence, collected, leaks, printed, traces_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Waits


def read(face: Face, client: AnyKlarify) -> object:
    return face.items(client.procedures.list())


def failure_of(call: Callable[[], object]) -> Exception:
    try:
        call()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is looked at
        return error
    raise AssertionError("the call did not fail")


def assert_hidden(*texts: str) -> None:
    assert [text for text in texts if traces_in(text)] == []


UNUSABLE = [f" {ASCII_SECRET}", f"{ASCII_SECRET}\n", f"{ASCII_SECRET}\x00"]
MAKERS: dict[str, Callable[[Any], object]] = {
    "Klarify": lambda key: klarify_client.Klarify(access_key=key),
    "AsyncKlarify": lambda key: klarify_client.AsyncKlarify(access_key=key),
    "KloudlessManagement": lambda key: kloudless_management_client.KloudlessManagement(developer_key=key),
    "Klipfolio": lambda key: klipfolio_client.Klipfolio(api_key=key),
    "Klipfolio, password": lambda key: klipfolio_client.Klipfolio(email="a@example.com", password=f"{key}\n"),
    "AsyncKlipfolio, password": lambda key: klipfolio_client.AsyncKlipfolio(email="a@b.c", password=f"{key}\n"),
    "another argument": lambda key: klarify_client.Klarify(access_key=key.strip(), timeout=-1),
}


@pytest.mark.acceptance("KY-19")
@pytest.mark.parametrize("value", UNUSABLE)
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_client_that_is_refused_shows_nothing_of_its_credential(make: Callable[[Any], object], value: str) -> None:
    # Not even where local variables are printed, as error reporters do.
    evidence = Evidence(error=failure_of(lambda: make(value)))
    assert isinstance(evidence.error, klarify_client.ConfigurationError | ValueError)
    assert leaks(evidence) == {}


@pytest.mark.parametrize("value", UNUSABLE)
def test_a_credential_of_a_callable_that_is_refused_shows_nowhere(face: Face, value: str) -> None:
    with collected(asynchronous=face.asynchronous) as evidence:
        client = face.klarify(Script(), access_key=lambda: value)
        evidence.error = failure_of(lambda: read(face, client))
    assert isinstance(evidence.error, klarify_client.ConfigurationError)
    assert leaks(evidence) == {}


def test_from_the_environment_it_is_shown_no_more(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLARIFY_API_KEY", f"{TEXT_SECRET}\n")
    error = failure_of(lambda: face.klarify(Script(), access_key=None))
    assert "KLARIFY_API_KEY" in str(error)
    assert leaks(Evidence(error=error)) == {}


def test_a_client_cannot_be_pickled(face: Face) -> None:
    client = face.klarify(Script(), access_key=TEXT_SECRET)
    with pytest.raises(TypeError, match="cannot be pickled") as caught:
        pickle.dumps(client)
    assert_hidden(str(caught.value))


def test_the_address_of_a_removed_api_key_is_masked_and_sent_in_full(face: Face) -> None:
    service = Script(httpx2.Response(404))
    client = face.kloudless(service)
    with pytest.raises(kloudless_management_client.NotFoundError) as caught:
        face.wait(client.applications.api_keys.delete("app1", ASCII_SECRET))
    assert caught.value.url == "https://api.kloudless.com/v1/applications/app1/apikeys/***"
    assert service.targets == [f"/v1/applications/app1/apikeys/{quote(ASCII_SECRET, '')}"]


def test_a_success_is_logged_with_its_address(face: Face) -> None:
    with collected(asynchronous=face.asynchronous) as evidence:
        face.wait(face.kloudless(Script(httpx2.Response(200, json=APPLICATION))).applications.get("app1"))
    assert any("GET https://api.kloudless.com/v1/applications/app1 -> 200" in line for line in evidence.log)


def test_a_made_api_key_is_not_in_the_repr_of_the_object(face: Face) -> None:
    body = {"key": ASCII_SECRET, "created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z"}
    made = face.wait(face.kloudless(Script(httpx2.Response(201, json=body))).applications.api_keys.create("app1"))
    assert made.key == ASCII_SECRET
    assert_hidden(*printed(made))


@pytest.mark.parametrize("key", ["k", "abc", "a/b", "k+y"])
def test_a_short_key_is_masked_as_a_word(face: Face, key: str) -> None:
    answer = httpx2.Response(400, json={"error": "bad", "message": f"key '{key}' or {quote(key, '')}: askabcdk no"})
    with pytest.raises(klarify_client.BadRequestError) as caught:
        read(face, face.klarify(Script(answer), access_key=key))
    assert caught.value.message == "key '***' or ***: askabcdk no"


def test_of_two_keys_in_one_call_the_longer_is_masked_whole(face: Face, waits: Waits) -> None:
    keys = iter(["SecretHead-1", "SecretHead-1-SecretTail"])
    service = Script(httpx2.Response(503), httpx2.Response(400, text="SecretHead-1 SecretHead-1-SecretTail"))
    with pytest.raises(klarify_client.BadRequestError) as caught:
        read(face, face.klarify(service, access_key=lambda: next(keys)))
    assert caught.value.body == "*** ***"
    assert len(waits) == 1


def test_the_secret_beside_a_refused_argument_is_not_printed() -> None:
    client = klipfolio_client.Klipfolio(api_key="k", transport=Script())
    wrong: Any = {"email": 7, "password": TEXT_SECRET}
    evidence = Evidence()
    evidence.error = failure_of(lambda: client.users.create(**wrong))
    assert isinstance(evidence.error, TypeError)
    assert leaks(evidence) == {}


def shared_limit(url: str) -> object:
    return klipfolio_client.RateLimit(shared=url)


def client_with_shared_limit(url: str) -> object:
    return klipfolio_client.Klipfolio(api_key="k", rate_limit=url)


STORES = [
    f"redis://user:{PLAIN_SECRET}@127.0.0.1:port/0",
    f"redis://:{PLAIN_SECRET}@",
    f"postgresql://user:{PLAIN_SECRET}@[host/database",
    f"mysql://user:{PLAIN_SECRET}@host/database?password={PLAIN_SECRET}",
]


@pytest.mark.parametrize("url", STORES)
@pytest.mark.parametrize("make", [shared_limit, client_with_shared_limit])
def test_the_password_of_a_store_that_is_refused_shows_nowhere(make: Callable[[str], object], url: str) -> None:
    evidence = Evidence(error=failure_of(lambda: make(url)))
    assert isinstance(evidence.error, klipfolio_client.ConfigurationError)
    assert leaks(evidence) == {}


def test_a_limit_that_is_refused_can_be_printed() -> None:
    evidence = Evidence(error=failure_of(lambda: klipfolio_client.RateLimit(per_day=-1)))
    assert leaks(evidence) == {}
    assert isinstance(evidence.error, klipfolio_client.ConfigurationError)
