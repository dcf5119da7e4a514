"""An ASGI application that receives deliveries."""

from __future__ import annotations

import logging
import math
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from .._runtime.errors import ConfigurationError
from .webhook_delivery import Answer, WebhookTest, answer, received
from .webhook_signature import InvalidSignatureError, Keyring, WebhookError, pairs_of, values_of

if TYPE_CHECKING:
    from .webhook_delivery import Pairs, WebhookEvent
    from .webhook_signature import Applications

    Handler: TypeAlias = Callable[[WebhookEvent], object]
    ApplicationSource: TypeAlias = Callable[[str], Applications | Awaitable[Applications]]

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
ASGIApp: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

LOGGER = f"{__name__.partition('.')[0]}.webhooks"
"""Name of the logger."""

_log = logging.getLogger(LOGGER)


class _RefusedError(Exception):
    """The request gets no more than a status."""

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.answer = Answer(status, dict(headers or {}), b"")


class _GoneError(Exception):
    """Nobody waits for an answer."""


class WebhookApp:
    """Receives deliveries, verifies them, has them handled, and answers what the service wants. ASGI 3, no framework.

    ```python
    def handle(event: WebhookEvent) -> None:
        queue.put(event.account)

    app = WebhookApp(handle, {os.environ["KLOUDLESS_APP_ID"]: os.environ["KLOUDLESS_API_KEY"]})
    ```

    It runs under any ASGI server, at any path, and mounted in Starlette, FastAPI and the like; under asyncio and trio.
    Give its address to ``client.applications.webhooks.create(app_id, url=...)`` while it runs: the service tries it
    first. Where it is mounted, that address ends in a slash, as frameworks answer others with a redirect.

    - 200 with the App ID: the handler returned, or it was the test call, which reaches no handler.
    - 403: nothing shows that Kloudless sent it; the answer does not tell why, the log does.
    - 400: signed, but not understood. 405: no POST. 408 and 413: the body came too slowly, or is too large.
    - 500: the handler failed, or the keys cannot be had. The service can deliver again then; whether it does, how
      often, and how long it waits for an answer are not known. So the handler should note what is to do and return.

    A delivery may come more than once and can be sent again by whoever recorded it (see ``WebhookEvent``), and several
    are handled at a time: a handler has to bear that.

    The logger ``kloudless_management_client.webhooks`` tells at WARNING what was refused and why, and at ERROR the
    traceback of a failure; neither quotes keys, signatures or bodies, unless the handler's own exception does.

    Args:
        handler: Called with each event; a function, which then runs in a thread, or a coroutine function.
        applications: API keys by App ID, as for ``verify``; read once. For keys that change, or many applications, a
            function (it runs in a thread) or a coroutine function that returns such a mapping for each request. It gets
            the path, below where the app is mounted, so that an application may have an address of its own; a
            ``LookupError`` of it means that none has this one, and is answered with 403.
        max_body_bytes: How large a body may be.
        body_timeout: Seconds in which a body has to arrive.

    Raises:
        ConfigurationError: There are no keys, one cannot be a key, or another argument is out of bounds.
    """

    def __init__(
        self,
        handler: Handler,
        applications: Applications | ApplicationSource,
        *,
        max_body_bytes: int = 65536,
        body_timeout: float = 10.0,
    ) -> None:
        asked = callable(applications) and not isinstance(applications, Mapping)
        keys = cast("ApplicationSource", applications) if asked else Keyring(cast("Applications", applications))
        del applications
        if isinstance(keys, Keyring):
            keys.check()
        if not callable(handler):
            raise ConfigurationError("handler has to be a function or a coroutine function")
        if max_body_bytes < 1:
            raise ConfigurationError("max_body_bytes has to be 1 or more")
        if not 0 < body_timeout < math.inf:
            raise ConfigurationError("body_timeout has to be a number of seconds above 0")
        self._handler = handler
        self._keys = keys
        self._max_body_bytes = max_body_bytes
        self._body_timeout = body_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI has it."""
        kind = scope["type"]
        if kind == "http":
            await self._serve(scope, receive, send)
        elif kind == "lifespan":
            await _live(receive, send)
        elif kind == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})
        else:
            raise ValueError(f"WebhookApp knows no connection of the type {kind}")

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            reply = await self._answer(scope, receive)
        except _RefusedError as refusal:
            _log.warning("refused with %d: %s", refusal.answer.status, refusal)
            reply = refusal.answer
        except _GoneError:
            _log.info("the other side hung up before it had sent everything")
            return
        headers = {"Content-Length": str(len(reply.body)), **reply.headers}
        listed = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        try:
            await send({"type": "http.response.start", "status": reply.status, "headers": listed})
            await send({"type": "http.response.body", "body": reply.body})
        except OSError:
            # What is done stays done. To the service it was not taken, so it may come again.
            _log.info("the other side hung up before it was answered with %d", reply.status)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        if scope["method"] != "POST":
            raise _RefusedError(405, "only POST is for deliveries", {"Allow": "POST"})
        headers = pairs_of(scope["headers"])
        body = await self._body(scope, headers, receive)
        keyring = self._keys if isinstance(self._keys, Keyring) else await _look_up(self._keys, scope)
        try:
            delivery = received(body, headers, keyring)
        except InvalidSignatureError as error:
            raise _RefusedError(403, str(error)) from None
        except WebhookError as error:
            raise _RefusedError(400, str(error)) from None
        if isinstance(delivery, WebhookTest):
            _log.info("answered the test call of application %s", delivery.app_id)
            return answer(delivery.app_id)
        try:
            await _run(self._handler, delivery)
        except Exception:  # noqa: BLE001 - whatever it was, the service has to hear that the delivery was not taken
            _log.exception("the handler failed; answered with 500, so that the delivery may come again")
            return Answer(500, {}, b"")
        _log.debug("a delivery of application %s was handled", delivery.app_id)
        return answer(delivery.app_id)

    async def _body(self, scope: Scope, headers: Pairs, receive: Receive) -> bytes:
        import anyio

        for length in values_of(headers, "content-length"):
            if isinstance(length, bytes) and length.isdigit() and int(length[:20]) > self._max_body_bytes:
                raise self._too_large(scope)
        body = bytearray()
        with anyio.move_on_after(self._body_timeout):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise _GoneError
                body += message.get("body", b"")
                if len(body) > self._max_body_bytes:
                    raise self._too_large(scope)
                if not message.get("more_body", False):
                    return bytes(body)
        raise _RefusedError(408, f"the body did not arrive within {self._body_timeout:g} s", _closing(scope))

    def _too_large(self, scope: Scope) -> _RefusedError:
        return _RefusedError(413, f"the body is larger than {self._max_body_bytes} bytes", _closing(scope))


async def _look_up(source: ApplicationSource, scope: Scope) -> Keyring:
    path: str = scope["path"].removeprefix(scope.get("root_path", ""))
    try:
        keyring = Keyring(await _run(source, path))
        keyring.check()
    except LookupError:
        raise _RefusedError(403, "there is no application at this path") from None
    except Exception:  # noqa: BLE001 - whatever it was, there is nothing to verify with
        _log.exception("the API keys cannot be had; answered with 500, so that the delivery may come again")
        raise _RefusedError(500, "without API keys nothing can be verified") from None
    return keyring


def _closing(scope: Scope) -> Mapping[str, str]:
    # The rest of the body is not read, so the connection is of no further use. HTTP/2 has no such header.
    return {"Connection": "close"} if scope["http_version"].startswith("1") else {}


async def _run(function: Callable[..., Any], argument: object) -> Any:
    if iscoroutinefunction(function):
        return await function(argument)
    import anyio.to_thread

    # In a tuple, as trio refuses a coroutine that comes out of a thread, and a callable object may well give one.
    (result,) = await anyio.to_thread.run_sync(lambda: (function(argument),))
    return await result if isawaitable(result) else result


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
