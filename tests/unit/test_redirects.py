"""Redirects are followed where the credential may go and nothing can happen twice, and are errors elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import kloudless_management_client
import pytest

from tests.unit.scripted import APPLICATION, AnyKloudless, Face, Script, applications_page, procedures_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Waits

ERRORS = (klarify_client.APIStatusError, kloudless_management_client.APIStatusError)


def to(location: str, status: int = 301) -> httpx2.Response:
    return httpx2.Response(status, headers={"Location": location})


SAME_ORIGIN = [
    "https://api.kloudless.com/v1/applications/",
    "https://api.kloudless.com:443/v1/applications/",
    "HTTPS://API.kloudless.com/v1/applications/",
    "https://user@api.kloudless.com/v1/applications/#part",
    "//api.kloudless.com/v1/applications/",
    "/v1/applications/",
    "applications/",
]


@pytest.mark.acceptance("KL-7")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", SAME_ORIGIN)
def test_a_list_follows_a_redirect_on_the_same_origin(face: Face, status: int, location: str) -> None:
    service = Script(to(location, status), applications_page(range(1), total=1))
    assert len(face.items(face.kloudless(service).applications.list())) == 1
    assert service.targets == ["/v1/applications", "/v1/applications/"]
    assert [request.method for request in service.requests] == ["GET", "GET"]
    assert [request.url.host for request in service.requests] == ["api.kloudless.com"] * 2
    assert service.requests[1].headers["authorization"] == "DeveloperKey kloudless-test-key"


def test_the_query_of_the_new_address_is_sent_with_the_key_once(face: Face) -> None:
    service = Script(
        to("/api/procedures/?access_key=klarify-test-key&pageSize=5&x=a%20b%26c&flag="),
        procedures_page(range(1), has_next=False),
    )
    face.items(face.klarify(service).procedures.list(page_size=5))
    query = httpx2.QueryParams(service.targets[1].partition("?")[2])
    assert query.multi_items() == [
        ("access_key", "klarify-test-key"),
        ("pageSize", "5"),
        ("x", "a b&c"),
        ("flag", ""),
    ]


@pytest.mark.parametrize("location", ["/a%2Fb/c%20d", "/a%2Fb/c d", "/a%2Fb/./x/../c%20d"])
def test_a_path_keeps_its_encoding(face: Face, location: str) -> None:
    service = Script(to(location), httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service).applications.get("app1"))
    assert service.targets[1] == "/a%2Fb/c%20d"


def test_a_path_that_is_not_ascii_is_encoded(face: Face) -> None:
    location = httpx2.Response(301, headers=[(b"Location", "/pfäd".encode())])
    service = Script(location, httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service).applications.get("app1"))
    assert service.targets[1] == "/pf%C3%A4d"


def test_five_redirects_are_followed(face: Face) -> None:
    service = Script(*[to(f"/v1/{number}") for number in range(5)], httpx2.Response(200, json=APPLICATION))
    assert face.wait(face.kloudless(service).applications.get("app1")).id == "app1"
    assert service.targets == ["/v1/applications/app1", *[f"/v1/{number}" for number in range(5)]]


def test_a_sixth_redirect_is_not_followed(face: Face) -> None:
    service = Script(*[to("/v1/applications/app1") for _ in range(6)])
    with pytest.raises(kloudless_management_client.APIStatusError, match="more than 5 redirects") as caught:
        face.wait(face.kloudless(service).applications.get("app1"))
    assert caught.value.status_code == 301
    assert service.sent == 6


def test_redirects_are_counted_for_each_page(face: Face) -> None:
    pages = [applications_page(range(n, n + 1), total=3, page=n + 1) for n in range(3)]
    answers = [answer for page in pages for answer in (*[to("/v1/applications/") for _ in range(3)], page)]
    client = face.kloudless(Script(*answers))
    assert len(face.items(client.applications.list(page_size=1))) == 3


def test_a_redirected_request_is_repeated_where_it_was_sent_to(face: Face, waits: Waits) -> None:
    service = Script(to("/v1/elsewhere"), httpx2.Response(503), httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service).applications.get("app1"))
    assert service.targets == ["/v1/applications/app1", "/v1/elsewhere", "/v1/elsewhere"]
    assert len(waits) == 1


ELSEWHERE = [
    "https://elsewhere.example/v1/applications",
    "https://api.kloudless.com.elsewhere.example/",
    "https://sub.api.kloudless.com/",
    "https://api.kloudless.com:8443/v1/applications",
    "http://api.kloudless.com/v1/applications",
    "//elsewhere.example/",
    "https://api.kloudless.com@elsewhere.example/",
    "https://elsewhere.example#@api.kloudless.com/",
    "ftp://api.kloudless.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://[bad/",
    "https://api.kloudless.com:port/",
]


@pytest.mark.parametrize("location", ELSEWHERE)
def test_another_host_port_or_scheme_gets_no_request(face: Face, location: str) -> None:
    service = Script(to(location))
    with pytest.raises(ERRORS, match="the credential is only sent to the scheme, host and port of base_url") as caught:
        face.items(face.kloudless(service).applications.list())
    assert isinstance(caught.value, kloudless_management_client.APIStatusError)
    assert caught.value.status_code == 301
    assert caught.value.attempts == service.sent == 1
    assert "redirected to" in str(caught.value)


@pytest.mark.parametrize(
    "location", ["https://integration.klarify.biz.elsewhere.example/api", "http://integration.klarify.biz/api"]
)
def test_the_klarify_key_stays_on_its_origin(face: Face, location: str) -> None:
    service = Script(to(location))
    with pytest.raises(klarify_client.APIStatusError, match="redirected to http"):
        face.items(face.klarify(service).procedures.list())
    assert service.sent == 1


def test_from_one_loopback_port_to_another_is_elsewhere(face: Face) -> None:
    service = Script(to("http://127.0.0.1:8002/v1"))
    client = face.kloudless(service, base_url="http://127.0.0.1:8001/v1")
    with pytest.raises(
        kloudless_management_client.APIStatusError, match=r"redirected to http://127[.]0[.]0[.]1:8002/v1"
    ):
        face.items(client.applications.list())


def test_the_second_of_two_redirects_is_checked_too(face: Face) -> None:
    service = Script(to("/v1/applications/"), to("https://elsewhere.example/"))
    with pytest.raises(kloudless_management_client.APIStatusError, match=r"https://elsewhere[.]example/, not followed"):
        face.items(face.kloudless(service).applications.list())
    assert service.sent == 2


WRITES: list[tuple[str, Callable[[AnyKloudless], Any]]] = [
    ("POST", lambda client: client.applications.create(name="First")),
    ("POST", lambda client: client.applications.api_keys.create("app1")),
    ("POST", lambda client: client.applications.webhooks.create("app1", url="https://example.com")),
    ("PATCH", lambda client: client.applications.update("app1", name="Second")),
    ("DELETE", lambda client: client.applications.delete("app1")),
    ("DELETE", lambda client: client.applications.webhooks.delete("app1", "100")),
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(("method", "call"), WRITES)
def test_a_write_is_not_followed_and_the_error_names_the_target(
    face: Face, method: str, call: Callable[[AnyKloudless], Any], status: int
) -> None:
    service = Script(to("/v1/some/target/?x=1", status))
    with pytest.raises(kloudless_management_client.APIStatusError) as caught:
        face.wait(call(face.kloudless(service)))
    assert service.sent == 1
    assert caught.value.status_code == status
    assert "https://api.kloudless.com/v1/some/target/, not followed" in str(caught.value)
    assert f"a redirected {method} is not sent again" in str(caught.value)


def test_the_target_of_a_key_removal_is_named_without_the_key(face: Face) -> None:
    service = Script(to("/v1/applications/app1/apikeys/my-application-key/"))
    with pytest.raises(kloudless_management_client.APIStatusError, match=r"apikeys/\*\*\*/, not followed") as caught:
        face.wait(face.kloudless(service).applications.api_keys.delete("app1", "my-application-key"))
    assert "my-application-key" not in str(vars(caught.value))


@pytest.mark.parametrize("status", [300, 301, 304, 307])
def test_a_redirect_without_a_target_is_an_error(face: Face, status: int) -> None:
    with pytest.raises(kloudless_management_client.APIStatusError) as caught:
        face.wait(face.kloudless(Script(httpx2.Response(status))).applications.get("app1"))
    assert caught.value.status_code == status


def test_the_raw_answer_of_a_followed_redirect_tells_where_it_came_from(face: Face) -> None:
    service = Script(to("/v1/elsewhere?access_key=klarify-test-key"), procedures_page(range(1), has_next=False))
    page = face.wait(face.klarify(service).procedures.list().first_page())
    assert page.raw.url == "https://integration.klarify.biz/v1/elsewhere"
    assert page.raw.attempts == 2
