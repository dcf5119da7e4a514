"""The base URL: where requests go, and the ones that would give the credential away."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from klarify_client import ConfigurationError

from tests.unit.scripted import APPLICATION, Face, Script, applications_page, procedures_page


def url_of_a_call(face: Face, base_url: str) -> str:
    service = Script(httpx2.Response(200, json={"data": []}))
    page = face.wait(face.klarify(service, base_url=base_url).procedures.list().first_page())
    (request,) = service.requests
    assert request.headers["host"] == request.url.netloc.decode()
    return page.raw.url


@pytest.mark.acceptance("KY-14", "KY-17")
def test_the_address_of_klarify(face: Face) -> None:
    service = Script(procedures_page(range(1), has_next=False))
    face.items(face.klarify(service, access_key="k").procedures.list())
    (request,) = service.requests
    assert (request.url.scheme, request.url.host, request.url.port) == ("https", "integration.klarify.biz", None)
    assert service.targets == ["/api/procedures?access_key=k"]


@pytest.mark.acceptance("KL-5", "KL-6")
def test_the_address_of_kloudless(face: Face) -> None:
    service = Script(applications_page(range(1), total=1))
    face.items(face.kloudless(service).applications.list())
    (request,) = service.requests
    assert request.method == "GET"
    assert (request.url.scheme, request.url.host, request.url.port) == ("https", "api.kloudless.com", None)
    assert service.targets == ["/v1/applications"]


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://proxy.example", "https://proxy.example/api/procedures"),
        ("https://proxy.example/", "https://proxy.example/api/procedures"),
        ("https://proxy.example//", "https://proxy.example/api/procedures"),
        ("https://proxy.example/klarify", "https://proxy.example/klarify/api/procedures"),
        ("https://proxy.example/a/b/", "https://proxy.example/a/b/api/procedures"),
        ("https://proxy.example:8443/a", "https://proxy.example:8443/a/api/procedures"),
        ("HTTPS://Proxy.Example/A", "https://proxy.example/A/api/procedures"),
        ("https://proxy.example/a b/ä", "https://proxy.example/a%20b/%C3%A4/api/procedures"),
        ("https://proxy.example/a%2Fb", "https://proxy.example/a%2Fb/api/procedures"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/api/procedures"),
        ("http://localhost", "http://localhost/api/procedures"),
        ("http://localhost:8000/", "http://localhost:8000/api/procedures"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/api/procedures"),
        ("http://127.1.2.3", "http://127.1.2.3/api/procedures"),
        ("http://[::1]:8000", "http://[::1]:8000/api/procedures"),
    ],
)
def test_requests_go_below_the_base_url(face: Face, base_url: str, url: str) -> None:
    assert url_of_a_call(face, base_url) == url


def test_a_host_that_is_not_ascii_is_sent_as_idna(face: Face) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION))
    face.wait(face.kloudless(service, base_url="https://bücher.example").applications.get("app1"))
    assert service.requests[0].headers["host"] == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("base_url", "why"),
    [
        ("", "absolute URL"),
        ("integration.klarify.biz", "absolute URL"),
        ("/api", "absolute URL"),
        ("//integration.klarify.biz", "absolute URL"),
        ("https://", "absolute URL"),
        ("https:///path", "absolute URL"),
        ("https://:443", "absolute URL"),
        ("ftp://example.com", "absolute URL"),
        ("file:///etc", "absolute URL"),
        ("http://example.com", "use https"),
        ("http://10.0.0.1", "use https"),
        ("http://0.0.0.0", "use https"),
        ("http://128.0.0.1", "use https"),
        ("http://[2001:db8::1]", "use https"),
        ("http://localhost.example.com", "use https"),
        ("http://127.0.0.1.example.com", "use https"),
        ("http://notlocalhost", "use https"),
        ("https://user@example.com", "user name or password"),
        ("https://user:pass@example.com", "user name or password"),
        ("https://:pass@example.com", "user name or password"),
        ("https://@example.com", "user name or password"),
        ("https://example.com?a=1", "query or fragment"),
        ("https://example.com/#part", "query or fragment"),
        ("https://example.com:port", "port"),
        ("https://example.com:99999", "port"),
        ("https://[::1", "host"),
        ("https://exa mple.com", "host"),
        ("https://example.com%2f", "host"),
        ("https://example.com\\@elsewhere.example", "user name or password"),
        ("https://example.com\\.elsewhere.example", "host"),
        (7, "expected str"),
        (b"https://example.com", "expected str"),
    ],
)
def test_an_unusable_or_unsafe_base_url_is_refused_at_once(face: Face, base_url: Any, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as caught:
        face.klarify(Script(), base_url=base_url)
    assert str(caught.value).startswith("base_url: ")
    assert "pass" not in str(caught.value).replace("password", "")


def test_a_host_that_cannot_be_encoded_is_refused_before_sending(face: Face) -> None:
    service = Script()
    with pytest.raises(ConfigurationError, match="base_url"):
        face.items(face.klarify(service, base_url="https://ex_ä..mple.com").procedures.list())
    assert service.sent == 0


@pytest.mark.acceptance("KL-57", "KL-71", "KL-89")
def test_every_kloudless_call_goes_below_the_version(face: Face) -> None:
    service = Script(*[httpx2.Response(204) for _ in range(3)])
    client = face.kloudless(service)
    face.wait(client.applications.delete("app1"))
    face.wait(client.applications.api_keys.delete("app1", "key1"))
    face.wait(client.applications.webhooks.delete("app1", "100"))
    assert [request.method for request in service.requests] == ["DELETE"] * 3
    assert service.targets == [
        "/v1/applications/app1",
        "/v1/applications/app1/apikeys/key1",
        "/v1/applications/app1/webhooks/100",
    ]


def test_the_repr_of_a_client_tells_its_address_and_state(face: Face) -> None:
    client = face.klarify(Script(), base_url="http://localhost:8000/a/")
    assert repr(client) == f"<{type(client).__name__} http://localhost:8000/a>"
    face.close(client)
    assert repr(client) == f"<{type(client).__name__} http://localhost:8000/a closed>"
