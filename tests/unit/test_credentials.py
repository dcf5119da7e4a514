"""Where the credential comes from, and which ones are refused before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import kloudless_management_client
import pytest
from klarify_client import AsyncKlarify, ConfigurationError, Klarify
from kloudless_management_client import AsyncKloudlessManagement, KloudlessManagement

from tests.unit.scripted import APPLICATION, Face, Script, procedures_page

if TYPE_CHECKING:
    from tests.unit.conftest import Waits

CLIENTS = [
    (Klarify, "access_key", "KLARIFY_API_KEY"),
    (AsyncKlarify, "access_key", "KLARIFY_API_KEY"),
    (KloudlessManagement, "developer_key", "KLOUDLESS_DEVELOPER_KEY"),
    (AsyncKloudlessManagement, "developer_key", "KLOUDLESS_DEVELOPER_KEY"),
]
BLANK = ["", " ", "\t\n"]
UNUSABLE = [*BLANK, " qzx", "qzx ", "qzx\n", "q\nzx", "q\x7fzx", "q\u2028zx"]
UNTYPABLE = ["q\x00zx", "q\ud800zx"]
ERRORS = (ConfigurationError, kloudless_management_client.ConfigurationError)


def ok() -> httpx2.Response:
    return procedures_page(range(1), has_next=False)


@pytest.mark.acceptance("KY-15", "KY-18", "KY-70", "KY-73")
def test_klarify_gets_the_key_in_the_query_of_a_get(face: Face) -> None:
    service = Script(ok())
    face.items(face.klarify(service, access_key="my-key").procedures.list(page=2))
    (request,) = service.requests
    assert request.method == "GET"
    assert request.url.params.multi_items() == [("access_key", "my-key"), ("page", "2")]
    assert "authorization" not in request.headers


@pytest.mark.acceptance("KL-3", "KL-4")
def test_kloudless_gets_the_key_in_the_authorization_header(face: Face) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service, developer_key="my-key").applications.get("app1"))
    (request,) = service.requests
    assert request.headers.get_list("authorization") == ["DeveloperKey my-key"]
    assert "my-key" not in service.targets[0]


@pytest.mark.acceptance("KY-72")
@pytest.mark.parametrize("key", ["a&b=c", "a+b c", "a%2Fb", "a/b?c#d", "schlüssel", "key\"'<>", "钥匙", "~._-"])
def test_special_characters_of_the_klarify_key_are_percent_encoded(face: Face, key: str) -> None:
    service = Script(ok())
    face.items(face.klarify(service, access_key=key).procedures.list(page=1))
    (target,) = service.targets
    query = target.partition("?")[2]
    assert dict(httpx2.QueryParams(query)) == {"access_key": key, "page": "1"}
    assert not set(query) & set(" +/?#\"'<>")
    assert query.count("&") == 1


@pytest.mark.acceptance("KY-10")
@pytest.mark.parametrize("key", ["k", "1", "x" * 2000, "-", "a b", "proc_ABC"])
def test_the_form_of_a_key_is_not_checked(face: Face, key: str) -> None:
    service = Script(ok())
    face.items(face.klarify(service, access_key=key).procedures.list())
    assert service.requests[0].url.params["access_key"] == key


@pytest.mark.acceptance("KY-84")
def test_the_klarify_key_may_come_from_the_environment(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLARIFY_API_KEY", "from-environment")
    service = Script(ok())
    face.items(face.klarify(service, access_key=None).procedures.list())
    assert service.requests[0].url.params["access_key"] == "from-environment"


def test_the_kloudless_key_may_come_from_the_environment(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLOUDLESS_DEVELOPER_KEY", "from-environment")
    service = Script(httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service, developer_key=None).applications.get("app1"))
    assert service.requests[0].headers["authorization"] == "DeveloperKey from-environment"


def test_the_environment_is_read_when_a_client_is_made(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    service = Script(ok(), ok())
    monkeypatch.setenv("KLARIFY_API_KEY", "first")
    first = face.klarify(service, access_key=None)
    monkeypatch.setenv("KLARIFY_API_KEY", "second")
    second = face.klarify(service, access_key=None)
    monkeypatch.delenv("KLARIFY_API_KEY")
    face.items(first.procedures.list())
    face.items(second.procedures.list())
    assert [request.url.params["access_key"] for request in service.requests] == ["first", "second"]


def test_the_argument_wins_over_the_environment(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLARIFY_API_KEY", "from-environment")
    service = Script(ok())
    face.items(face.klarify(service, access_key="from-argument").procedures.list())
    assert service.requests[0].url.params["access_key"] == "from-argument"


@pytest.mark.acceptance("KY-5", "KY-18")
@pytest.mark.parametrize(("client", "argument", "variable"), CLIENTS)
def test_without_a_credential_there_is_no_client(
    client: Any, argument: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    with pytest.raises(ERRORS, match=f"{argument}=.*{variable}"):
        client()


@pytest.mark.parametrize(("client", "argument", "variable"), CLIENTS)
@pytest.mark.parametrize("value", [*UNUSABLE, *UNTYPABLE])
def test_an_unusable_credential_is_refused_at_once(
    client: Any, argument: str, variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "a-usable-one")
    with pytest.raises(ERRORS, match=argument) as caught:
        client(**{argument: value})
    assert value in BLANK or value not in str(caught.value)


@pytest.mark.parametrize(("client", "argument", "variable"), CLIENTS)
@pytest.mark.parametrize("value", UNUSABLE)
def test_an_unusable_credential_in_the_environment_is_refused_at_once(
    client: Any, argument: str, variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ERRORS, match=f"^the environment variable {variable} ") as caught:
        client()
    assert value in BLANK or value not in str(caught.value)
    # Whoever set a variable never wrote the argument.
    assert f"{argument} " not in str(caught.value).replace(variable, "")


@pytest.mark.parametrize(("client", "argument", "variable"), CLIENTS)
@pytest.mark.parametrize("value", [7, b"key", ["key"], True])
def test_a_credential_of_another_type_is_refused_at_once(
    client: Any, argument: str, variable: str, value: object
) -> None:
    with pytest.raises(ERRORS, match=f"{argument}: expected str, got {type(value).__name__}"):
        client(**{argument: value})
    assert variable


def test_a_header_takes_no_text_that_is_not_ascii(face: Face) -> None:
    with pytest.raises(kloudless_management_client.ConfigurationError, match="cannot be sent"):
        face.kloudless(Script(), developer_key="schlüssel")


def test_a_callable_is_asked_for_every_request(face: Face, waits: Waits) -> None:
    keys = iter(["first", "second", "third", "fourth"])
    service = Script(
        httpx2.Response(503),
        httpx2.Response(302, headers={"Location": "/api/procedures/"}),
        procedures_page(range(1), has_next=True),
        procedures_page(range(1, 2), has_next=False),
    )
    client = face.klarify(service, access_key=lambda: next(keys))
    face.items(client.procedures.list())
    assert [r.url.params["access_key"] for r in service.requests] == ["first", "second", "third", "fourth"]
    assert len(waits) == 1


def test_a_callable_is_not_asked_before_the_first_call(face: Face) -> None:
    asked: list[bool] = []

    def key() -> str:
        asked.append(True)
        return "key"

    service = Script(httpx2.Response(204))
    client = face.kloudless(service, developer_key=key)
    client.applications.list()
    assert asked == []
    face.wait(client.applications.delete("app1"))
    assert asked == [True]


def test_a_coroutine_function_serves_the_async_client(face: Face) -> None:
    async def key() -> str:
        return "from-coroutine"

    service = Script(ok())
    client = face.klarify(service, access_key=key)
    if face.asynchronous:
        face.items(client.procedures.list())
        assert service.requests[0].url.params["access_key"] == "from-coroutine"
    else:
        with pytest.raises(ConfigurationError, match="coroutine function needs the async client"):
            face.items(client.procedures.list())
        assert service.sent == 0


@pytest.mark.parametrize("value", [*UNUSABLE, *UNTYPABLE, None, 7, b"key"])
def test_an_unusable_credential_from_a_callable_is_not_sent(face: Face, value: Any) -> None:
    service = Script()
    with pytest.raises(ConfigurationError, match="access_key"):
        face.items(face.klarify(service, access_key=lambda: value).procedures.list())
    assert service.sent == 0


@pytest.mark.parametrize("value", ["", " key", None, 7])
def test_an_unusable_credential_from_a_coroutine_function_is_not_sent(face: Face, value: Any) -> None:
    async def key() -> Any:
        return value

    if face.asynchronous:
        with pytest.raises(kloudless_management_client.ConfigurationError, match="developer_key"):
            face.wait(face.kloudless(Script(), developer_key=key).applications.get("app1"))


def test_what_a_callable_raises_reaches_the_caller(face: Face) -> None:
    def key() -> str:
        raise LookupError("the vault is sealed")

    with pytest.raises(LookupError, match="the vault is sealed"):
        face.items(face.klarify(Script(), access_key=key).procedures.list())


@pytest.mark.parametrize("headers", [{"Authorization": "x"}, {"authorization": "x"}, {"AUTHORIZATION": "x"}])
def test_extra_headers_cannot_replace_the_credential(face: Face, headers: dict[str, str]) -> None:
    client = face.kloudless(Script())
    with pytest.raises(kloudless_management_client.ConfigurationError, match="carries the credential"):
        face.wait(client.applications.get("app1", extra_headers=headers))
    with pytest.raises(kloudless_management_client.ConfigurationError, match="carries the credential"):
        client.applications.list(extra_headers=headers)


def test_extra_query_cannot_replace_the_credential(face: Face) -> None:
    with pytest.raises(ConfigurationError, match="carries the credential"):
        face.klarify(Script()).procedures.list(extra_query={"access_key": "x"})


@pytest.mark.acceptance("KY-5")
def test_klarify_takes_no_other_credential(face: Face) -> None:
    for name in ("user", "username", "password", "email"):
        with pytest.raises(TypeError, match=name):
            face.klarify(Script(), **{name: "x"})
