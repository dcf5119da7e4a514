"""Proxies and certificates, as the environment or the caller has them."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
import sys
import threading
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
import trustme
from klarify_client import APIConnectionError, ConfigurationError

from tests.unit.services import (
    HOST,
    Heard,
    accepting,
    authority,
    read_message,
    server_context,
    serving,
    trusting_context,
)
from tests.unit.small_api import RateLimit, small

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.unit.conftest import Waits
    from tests.unit.scripted import Face
    from tests.unit.services import Service

KEY = "small-secret-key"
NAME = "service.example"
USER, PASSWORD = "proxy-user", "proxy:pass/word"
LOGIN = b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@dataclass
class Proxy:
    """A proxy that leads every name to one service, and what it could read on the way."""

    url: str = ""
    asked: list[Heard] = field(default_factory=list[Heard])
    passed: bytearray = field(default_factory=bytearray)


@contextlib.contextmanager
def proxying(service: Service, *, login: str = LOGIN) -> Generator[Proxy]:
    proxy = Proxy()

    def handle(number: int, connection: socket.socket) -> None:
        head, body = read_message(connection)
        proxy.asked.append(heard := Heard(number, head, body))
        if heard.headers.get("proxy-authorization") != f"Basic {login}":
            connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection((HOST, int(service.url.rpartition(":")[2]))) as onward:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=relay, args=(onward, connection))
            back.start()
            relay(connection, onward)
            back.join()

    def relay(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                proxy.passed.extend(piece)
                target.sendall(piece)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    with accepting(handle) as port:
        quoted = PASSWORD.replace(":", "%3A").replace("/", "%2F")
        proxy.url = f"http://{USER}:{quoted}@{HOST}:{port}"
        yield proxy


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def client_of(face: Face, url: str, **settings: Any) -> Any:
    return small(face, api_key=KEY, base_url=url, rate_limit=RateLimit(None), **settings)


def named(service: Service) -> str:
    """The service under a name, which is not reached without the proxy."""
    return service.url.replace(HOST, NAME)


def test_a_proxy_passes_on_what_it_cannot_read(
    face: Face, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(tls=server_context(NAME)) as service, proxying(service) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = client_of(face, named(service))
        face.wait(client.things.get())
        face.wait(client.things.get())
        face.wait(client.close())
    assert [heard.headers["kf-api-key"] for heard in service.heard] == [KEY, KEY]
    assert [heard.line for heard in proxy.asked] == [f"CONNECT {named(service)[8:]} HTTP/1.1"]
    assert KEY not in proxy.asked[0].head.decode()
    assert KEY.encode() not in proxy.passed
    assert LOGIN not in service.heard[0].head.decode()
    for secret in (KEY, PASSWORD, LOGIN):
        assert secret not in caplog.text


def test_the_password_of_a_proxy_that_refuses_is_not_shown(
    face: Face, monkeypatch: pytest.MonkeyPatch, waits: Waits, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(tls=server_context(NAME)) as service, proxying(service, login="another") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = client_of(face, named(service))
        with pytest.raises(APIConnectionError, match=r"user name and password.*407") as caught:
            face.wait(client.things.get())
        face.wait(client.close())
    # Asking again never helps.
    assert len(proxy.asked) == 1
    assert waits == []
    for secret in (KEY, PASSWORD, LOGIN, USER):
        assert secret not in f"{caught.value!r} {caught.value} {caplog.text}"


def test_a_proxy_that_is_not_there_is_named_as_a_cause(
    face: Face, monkeypatch: pytest.MonkeyPatch, waits: Waits
) -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://{USER}:{PASSWORD[:5]}@{HOST}:{port}")
    client = client_of(face, f"https://{NAME}")
    with pytest.raises(APIConnectionError, match="check base_url, the network and proxies") as caught:
        face.wait(client.things.get())
    face.wait(client.close())
    assert len(waits) == 3
    assert USER not in str(caught.value)


@pytest.mark.parametrize(
    ("proxy", "advice"),
    [
        ("http://user:pass-word@proxy.example:port", "no URL"),
        ("ftp://user:pass-word@proxy.example", "no URL"),
        ("socks5://user:pass-word@proxy.example", r"httpx2\[socks\]"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_a_mistake_of_configuration(
    face: Face, monkeypatch: pytest.MonkeyPatch, proxy: str, advice: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setitem(sys.modules, "socksio", None)
    client = client_of(face, f"https://{NAME}")
    with pytest.raises(ConfigurationError, match=f"HTTPS_PROXY.*{advice}") as caught:
        face.wait(client.things.get())
    assert "pass-word" not in str(caught.value)
    assert caught.value.__context__ is None


def test_certificates_are_read_anew_when_the_environment_names_others(
    face: Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    with serving(tls=server_context()) as service:
        for name, trusted in (("ca.pem", True), ("other.pem", False), ("ca.pem", True)):
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
            client = client_of(face, service.url, max_retries=0)
            with contextlib.nullcontext() if trusted else pytest.raises(APIConnectionError, match="certificate"):
                face.wait(client.things.get())
            face.wait(client.close())
    assert len(service.heard) == 2


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_certificates_that_cannot_be_read_are_a_mistake_of_configuration(
    face: Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    path = tmp_path / "mine.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    client = client_of(face, "https://service.example")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
        face.wait(client.things.get())


@pytest.mark.parametrize("way", ["directly", "through a proxy"])
@pytest.mark.parametrize("fault", ["self-signed certificate|unable to get local issuer", "mismatch"])
def test_a_certificate_that_is_not_trusted_is_final_and_says_what_to_do(
    face: Face, monkeypatch: pytest.MonkeyPatch, waits: Waits, way: str, fault: str, tmp_path: Path
) -> None:
    if fault != "mismatch":
        trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))
    right, wrong = (HOST, "127.0.0.2") if way == "directly" else (NAME, "another.example")
    tls = server_context(wrong if fault == "mismatch" else right)
    with serving(tls=tls) as service, proxying(service) as proxy:
        if way != "directly":
            monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        client = client_of(face, service.url.replace(HOST, right))
        with pytest.raises(APIConnectionError, match=f"SSL_CERT_FILE.*({fault})") as caught:
            face.wait(client.things.create())
        face.wait(client.close())
    assert service.accepted == 1
    assert service.heard == []
    assert waits == []
    assert caught.value.attempts == 1


def test_a_client_certificate_comes_with_a_transport(face: Face) -> None:
    strict = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    strict.verify_mode = ssl.CERT_REQUIRED
    strict.load_verify_locations(cadata=authority().cert_pem.bytes().decode())
    with authority().issue_cert(HOST).private_key_and_cert_chain_pem.tempfile() as path:
        strict.load_cert_chain(path)
    context = trusting_context()
    with authority().issue_cert("client@small.example").private_key_and_cert_chain_pem.tempfile() as path:
        context.load_cert_chain(path)
    kind = httpx2.AsyncHTTPTransport if face.asynchronous else httpx2.HTTPTransport
    with serving(tls=strict) as service:
        transport = kind(verify=context)
        face.wait(client_of(face, service.url, transport=transport).things.get())
        if isinstance(transport, httpx2.HTTPTransport):
            transport.close()
        else:
            face.run(transport.aclose())
        without = client_of(face, service.url, max_retries=0)
        with pytest.raises(APIConnectionError):
            face.wait(without.things.get())
        face.wait(without.close())
    assert len(service.heard) == 1
