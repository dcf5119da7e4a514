"""Promises of a line or two that no other file is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client._runtime.credentials import BaseURL
from klarify_client._runtime.errors import APIError, APIStatusError, ConfigurationError, DailyLimitError
from klarify_client._runtime.operation import Created, Envelope, Operation
from klarify_client._runtime.parameters import Parameter
from klarify_client._runtime.progress import Place, fingerprint
from klarify_client._runtime.rate_limit import TooLate
from klarify_client._runtime.redaction import SafeHeaders
from klarify_client._runtime.resource import AsyncResource, Resource
from klarify_client._runtime.transport import call_ends, default_transport
from klarify_client.testing import FakeKlarify
from klipfolio_client.testing import FakeKlipfolio

from tests.unit.scripted import Face, Script, procedures_page
from tests.unit.small_api import RateLimit, small
from tests.unit.test_fake_klipfolio_operations import Stage, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Waits

ENVELOPE = Envelope(
    success="meta.success", status="meta.status", location="meta.location", instance_location="meta.other", id="meta.id"
)


class Counting(RateLimit):
    closed = 0

    def close(self) -> None:
        self.closed += 1


def test_a_limit_that_is_passed_in_stays_open(face: Face) -> None:
    limit = Counting(5)
    client = small(face, Script(), rate_limit=limit)
    face.wait(client.aclose() if face.asynchronous else client.close())
    assert limit.closed == 0


def test_where_the_credential_is_in_the_query_the_authorization_is_the_callers(face: Face) -> None:
    service = Script(procedures_page(range(1), has_next=False))
    face.items(face.klarify(service).procedures.list(extra_headers={"Authorization": "Basic own"}))
    assert service.requests[0].headers["authorization"] == "Basic own"


def test_an_error_of_no_call_has_nothing_to_tell_of_one() -> None:
    error = APIError("text")
    assert (error.operation, error.method, error.url, error.attempts, error.elapsed, error.history) == (
        *("", "", ""),
        *(0, 0.0, ()),
    )
    assert str(error) == "text"
    refused = APIStatusError("text")
    assert (refused.status_code, refused.error_code, refused.request_id, refused.id) == (0, None, None, None)
    assert (refused.headers, refused.body, refused.retry_after, refused.hint) == ({}, None, None, None)


def test_a_query_parameter_that_is_required_takes_no_none() -> None:
    needed = Parameter("q", required=True)
    operation: Operation[None] = Operation(id="find", method="GET", path="/find", query=(needed, Parameter("r")))
    with pytest.raises(TypeError, match="q: None is not accepted here; give a value"):
        operation.prepare({"q": None}, {})
    with pytest.raises(TypeError, match="q: this parameter is required"):
        operation.prepare({}, {})
    assert operation.prepare({"q": "a b", "r": None}, {}).query == "q=a%20b"


def test_a_secret_in_the_path_is_in_no_repr() -> None:
    key = Parameter("key", required=True, secret=True)
    operation: Operation[None] = Operation(id="drop", method="DELETE", path="/keys/{key}", path_parameters=(key,))
    prepared = operation.prepare({"key": "Qx7w/Zp4"}, {})
    assert (prepared.path, prepared.safe_path, prepared.secrets) == ("/keys/Qx7w%2FZp4", "/keys/***", ("Qx7w/Zp4",))
    assert "Qx7w" not in repr(prepared)


REMOVE: Operation[None] = Operation(id="remove", method="DELETE", path="/x", body=(Parameter("name"),))


class _Removing(Resource):
    def remove(self) -> None:
        self._call(REMOVE, {"name": "ä"}, {})


class _AsyncRemoving(AsyncResource):
    async def remove(self) -> None:
        await self._call(REMOVE, {"name": "ä"}, {})


def test_a_delete_with_a_body_says_how_long_it_is(face: Face) -> None:
    service = Script(httpx2.Response(204))
    client = small(face, service)
    resource: Any = (_AsyncRemoving if face.asynchronous else _Removing)(client)
    face.wait(resource.remove())
    headers = service.requests[0].headers
    assert (headers["content-type"], headers["content-length"]) == ("application/json", "13")
    assert service.requests[0].content == '{"name":"ä"}'.encode()


def test_of_several_lists_the_longest_is_the_answer() -> None:
    content = b'{"meta":{"success":true},"data":{"a":[9],"b":[1,2,3],"c":5}}'
    assert ENVELOPE.rows(content, "data.*", int, "meta.total", "").items == [1, 2, 3]


def test_what_was_made_is_named_by_its_id_or_its_location() -> None:
    assert Created("/things/abc/").id == "abc"
    assert Created("/things/abc", named="other").id == "other"
    with pytest.raises(LookupError) as caught:
        _ = Created().id
    text = "the object was made, but the service does not say which it is; look for it in the list"
    assert caught.value.args == (text,)
    assert repr(Created("/a/b", "/c/d")) == "Created(id='b', location='/a/b', instance_location='/c/d')"
    assert repr(Created()) == "Created(id=None, location=None, instance_location=None)"


def test_without_names_a_place_in_a_page_is_counted() -> None:
    place = Place("list", "", 0, 1, fingerprint(None))
    assert place.given_of([{}, {}, {}]) == 1
    named = Place("list", "", 0, 1, fingerprint("b"))
    assert [named.given_of([{"id": name} for name in names]) for names in ("abc", "xab", "bxx", "xyz")] == [2, 3, 1, 1]


@pytest.mark.parametrize("text", [7, None, "", "x", "e30=", "W10=", "bnVsbA=="])
def test_what_is_no_checkpoint_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"^resume: give what checkpoint\(\) of a list returned$"):
        Place.of(text, "list", "")


def test_a_checkpoint_comes_back_as_it_was_and_only_to_its_own_list() -> None:
    place = Place("list", "ab", 3, 2, "cd", 10, finished=True)
    assert Place.of(place.text(), "list", "ab") == place
    with pytest.raises(ValueError, match=r"^resume: this is a checkpoint of list, not of other$"):
        Place.of(place.text(), "other", "ab")
    with pytest.raises(ValueError, match=r"^resume: this is a checkpoint of list with other arguments; give the same"):
        Place.of(place.text(), "list", "xy")
    for wrong in (Place("list", "ab", 3, -1), Place("list", "ab", 3, 0, "", -1)):
        with pytest.raises(ValueError, match="give what checkpoint"):
            Place.of(wrong.text(), "list", "ab")


def test_an_attempts_end_is_known_during_the_attempt_alone(face: Face) -> None:
    seen: list[float | None] = []

    def answer(_: httpx2.Request) -> httpx2.Response:
        seen.append(call_ends.get())
        return httpx2.Response(204)

    client = small(face, Script(answer, answer))

    async def calls() -> float | None:
        await client.things.get(deadline=5)
        return call_ends.get()

    if face.asynchronous:
        left = face.run(calls())
    else:
        client.things.get(deadline=5)
        left = call_ends.get()
    assert left is None
    assert len([end for end in seen if end is not None]) == 1


@pytest.mark.parametrize("proxy", ["http://[::1", "ftp://proxy.example"])
def test_a_proxy_that_is_none_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigurationError) as caught:
        default_transport(BaseURL.parse("https://service.example"))
    text = "HTTPS_PROXY or ALL_PROXY: the proxy is no URL such as http://proxy.example:3128"
    assert str(caught.value) == text


def test_an_encoding_that_was_not_asked_for_is_named(face: Face) -> None:
    headers = [("Content-Encoding", "gzip"), ("Content-Encoding", "BR ")]
    answer = httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(b"x"))
    with pytest.raises(APIError, match="the answer is encoded as 'gzip,br'; this client asks for gzip or deflate"):
        face.wait(small(face, Script(answer)).things.get(max_retries=0))


def test_raw_answers_are_for_methods_of_resources(face: Face) -> None:
    client = small(face, Script())
    with pytest.raises(TypeError) as caught:
        client.with_raw_response(print)
    text = "with_raw_response() takes a method of a resource, such as client.applications.get"
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("call", "kind", "text"),
    [
        (lambda: FakeKlarify(generation=4), ValueError, "generation must be 1, 2 or 3"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] - that is what is refused
        (lambda: FakeKlarify(access_key=" k"), ValueError, "access_key must not be blank, nor have blanks around it"),
        (lambda: FakeKlarify(access_key=""), ValueError, "access_key must not be blank, nor have blanks around it"),
        (lambda: FakeKlarify([{"name": "a"}]).update(10001, id="b"), ValueError, "the id of a procedure never changes"),
        (lambda: FakeKlarify().remove("x"), KeyError, "there is no procedure with the id x"),
        (
            lambda: FakeKlarify([{"name": "a", "id": "b"}] * 2),
            ValueError,
            "there is a procedure with the id b already",
        ),
    ],
)
def test_what_a_fake_refuses(call: Callable[[], object], kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as caught:
        call()
    assert caught.value.args == (text,)


def test_only_the_third_generation_knows_a_text_by_its_number() -> None:
    seed = [{"name": "a", "id": "text"}]
    with pytest.raises(KeyError):
        FakeKlarify(seed).remove(10001)
    fake = FakeKlarify(seed, generation=3)
    fake.remove(fake.procedures[0]["id"])
    assert fake.procedures == []


@pytest.mark.parametrize(("value", "seconds"), [("0", 0.0), ("0.5", 0.5), ("-1", None), ("inf", None), ("x", None)])
def test_a_wait_that_the_service_asks_for_is_told(face: Face, value: str, seconds: float | None) -> None:
    answer = httpx2.Response(429, headers={"Retry-After": value})
    with pytest.raises(APIStatusError) as caught:
        face.wait(small(face, Script(answer)).things.get(max_retries=0))
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    ("base", "other", "same"),
    [
        ("http://127.0.0.1", "http://127.0.0.1:80/x", True),
        ("http://127.0.0.1:80", "http://127.0.0.1/x", True),
        ("http://127.0.0.1", "http://127.0.0.1:81/x", False),
        ("https://a.example", "https://a.example:443/x", True),
        ("https://a.example", "https://A.EXAMPLE/x", True),
        ("https://a.example", "https://a.example:80/x", False),
        ("https://a.example", "http://a.example:443/x", False),
        ("https://a.example", "https://b.example/x", False),
        ("https://a.example", "https://a.example:x/", False),
        ("https://a.example", "/x", False),
    ],
)
def test_which_addresses_are_the_same_origin(base: str, other: str, *, same: bool) -> None:
    assert BaseURL.parse(base).same_origin(other) is same


def test_a_copy_of_headers_hides_what_they_hide() -> None:
    headers = SafeHeaders(httpx2.Headers({"kf-api-key": "Qx7w", "accept": "a/b"}), "kf-api-key")
    for shown in (headers, headers.copy()):
        assert shown["kf-api-key"] == "Qx7w"
        assert repr(shown) == "Headers({'kf-api-key': '[secure]', 'accept': 'a/b'})"


def test_what_the_fake_of_klipfolio_refuses() -> None:
    with pytest.raises(ValueError, match=r"^email and password go together, and must not be empty$"):
        FakeKlipfolio(email="a@example.com")
    stage = Stage()
    response = stage.request("PUT", f"/users/{stage.ids['user_id']}/properties", {}, {"properties": {" ": "x"}})
    assert (response.status, read(response)["meta"]["error_desc"]) == (400, "The name of a property must not be blank.")


def test_a_turn_that_is_given_back_is_one_more_for_the_day(waits: Waits) -> None:
    limit = RateLimit(1, 4)
    for _ in range(3):
        limit.take()
    with pytest.raises(TooLate):
        limit.take(waits.elapsed() + 0.5)
    limit.take()
    with pytest.raises(DailyLimitError):
        limit.take()
