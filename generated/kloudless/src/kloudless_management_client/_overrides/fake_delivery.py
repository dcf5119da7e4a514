"""How the fake calls receivers of webhooks: in process, or on this machine, and nowhere else."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urlencode

import anyio
import anyio.to_thread
import httpx2

from .webhook_delivery import FORM
from .webhook_signature import SIGNATURE_HEADER, signature_of

if TYPE_CHECKING:
    from .webhook_app import ASGIApp

_LONGEST_ANSWER = 65536


@dataclass(frozen=True, slots=True)
class FakeDelivery:
    """What became of one call of a webhook.

    Attributes:
        webhook_id: The webhook; `None` of the test call before it is saved.
        url: Its address.
        status: Status of the answer, `None` without one.
        body: Body of the answer, of which no more is kept than 64 KiB.
        problem: Why the service would not take it for delivered, in words; `None` when all is well.
    """

    webhook_id: str | None
    url: str
    status: int | None = None
    body: bytes = b""
    problem: str | None = None


class Sender:
    """Signs deliveries and calls a receiver with them, in a thread of its own that is left when it takes too long.

    Args:
        target: As `deliver_to` of the fake.
        patience: Seconds to wait for an answer.

    Raises:
        ValueError: The patience is out of bounds.
        TypeError: The target is nothing that could be called.
    """

    def __init__(
        self, target: Literal["loopback"] | ASGIApp | httpx2.BaseTransport | httpx2.AsyncBaseTransport, patience: float
    ) -> None:
        if not 0 < patience < math.inf:
            raise ValueError("answer_within must be a number of seconds above 0")
        known = isinstance(target, httpx2.BaseTransport | httpx2.AsyncBaseTransport) or target == "loopback"
        if not known and not callable(target):
            raise TypeError('deliver_to must be an ASGI application, an httpx2 transport or "loopback"')
        self._target = target if known else httpx2.ASGITransport(cast("Any", target), raise_app_exceptions=False)
        self._patience = patience

    def send(
        self, app_id: str, key: str, url: str, account: str | None = None, webhook_id: str | None = None
    ) -> FakeDelivery:
        """Call an address with a signed delivery; without an account it is the test call."""
        body = b"" if account is None else urlencode({"account": account}).encode()
        headers = {
            "User-Agent": "kloudless-webhook/1.0",
            "Content-Type": FORM,
            SIGNATURE_HEADER: signature_of(body, key).decode(),
        }
        outcomes: queue.SimpleQueue[tuple[int | None, bytes, str | None]] = queue.SimpleQueue()
        # A daemon: a receiver that never answers must not keep the program from ending.
        threading.Thread(target=lambda: outcomes.put(self._outcome(url, headers, body)), daemon=True).start()
        try:
            status, answer, problem = outcomes.get(timeout=self._patience)
        except queue.Empty:
            status, answer, problem = None, b"", self._too_late
        if problem is None and status != 200:
            problem = f"it was answered with {status}, not 200"
        elif problem is None and answer.strip() != app_id.encode():
            problem = "the answer is not the App ID"
        return FakeDelivery(webhook_id, url, status, answer, problem)

    @property
    def _too_late(self) -> str:
        return f"no answer within {self._patience:g} s"

    def _outcome(self, url: str, headers: dict[str, str], body: bytes) -> tuple[int | None, bytes, str | None]:
        try:
            timeouts = dict.fromkeys(("connect", "read", "write", "pool"), self._patience)
            request = httpx2.Request("POST", url, headers=headers, content=body, extensions={"timeout": timeouts})
            if self._target != "loopback":
                return self._ask(self._target, request)
            if not _is_here(request.url.host):
                return None, b"", "this fake calls loopback addresses alone"
            # TLS takes a while to prepare, which plain HTTP can do without.
            with httpx2.HTTPTransport(verify=request.url.scheme == "https") as transport:
                return self._ask(transport, request)
        except (TimeoutError, httpx2.TimeoutException):
            return None, b"", self._too_late
        except Exception as error:  # noqa: BLE001 - whatever a receiver does, it was not reached, and no more than that
            return None, b"", f"it could not be reached ({type(error).__name__})"

    def _ask(self, target: Any, request: httpx2.Request) -> tuple[int, bytes, None]:
        if not isinstance(target, httpx2.BaseTransport):
            return asyncio.run(self._await(target, request))
        response = target.handle_request(request)
        try:
            answer = b""
            for chunk in response.iter_bytes():
                answer += chunk
                if len(answer) > _LONGEST_ANSWER:
                    break
        finally:
            response.close()
        return response.status_code, answer[:_LONGEST_ANSWER], None

    async def _await(self, target: httpx2.AsyncBaseTransport, request: httpx2.Request) -> tuple[int, bytes, None]:
        with anyio.fail_after(self._patience):
            response = await target.handle_async_request(request)
            try:
                answer = b""
                async for chunk in response.aiter_bytes():
                    answer += chunk
                    if len(answer) > _LONGEST_ANSWER:
                        break
            finally:
                await response.aclose()
        return response.status_code, answer[:_LONGEST_ANSWER], None


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class OffTheLoop(httpx2.MockTransport):
    """Reaches the fake in process; async clients wait in a thread, as a receiver may need their event loop."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer an async client."""
        await request.aread()
        return await anyio.to_thread.run_sync(self.handle_request, request)
