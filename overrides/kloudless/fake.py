"""A stateful fake of the Kloudless Management API."""

from __future__ import annotations

import hashlib
import ipaddress
import json
import math
import re
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, cast
from urllib.parse import unquote

from .._runtime.clock import as_utc
from .._runtime.fake import (
    REDACTED,
    Fake,
    FakeClock,
    FakeRequest,
    FakeResponse,
    ParameterError,
    integer_parameter,
    single_parameter,
    utc_now,
)

if TYPE_CHECKING:
    import httpx2

    from .fake_delivery import FakeDelivery
    from .webhook_app import ASGIApp

__all__ = ["FakeKloudless"]

_SCHEME = "DeveloperKey"
_FLAGS = ("implicit_grant_enabled", "recent_enabled", "events_enabled")
_TEXTS = ("description", "logo_url")
_DEFAULTS: Mapping[str, Any] = {"description": "", "logo_url": "", "active": True} | dict.fromkeys(_FLAGS, False)
_FIRST_WEBHOOK_ID = 100
# An absolute address as RFC 3986 has it, up to what the numbers in it mean.
_LETTER = r"[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
_ADDRESS = re.compile(
    rf"https?://(?:(?:{_LETTER}|:)*@)?(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?:{_LETTER})+)(?::(?P<port>[0-9]{{0,5}}))?"
    rf"(?:/(?:{_LETTER}|[:@/])*)?(?:\?(?:{_LETTER}|[:@/?])*)?(?:\#(?:{_LETTER}|[:@/?])*)?",
    re.ASCII,
)


@dataclass(slots=True)
class _Application:
    """An application and what hangs below it, each as the API answers it."""

    members: dict[str, Any]
    api_keys: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    webhooks: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


class _RefusedError(Exception):
    """An answer with an error."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})


class _TestCallDueError(Exception):
    """The answer takes a call to a receiver first, which is made without the lock."""

    def __init__(self, test_call: Callable[[], FakeDelivery], answer: Callable[[FakeDelivery], _Outcome]) -> None:
        super().__init__()
        self.test_call = test_call
        self.answer = answer
        self.request_id = ""


class FakeKloudless(Fake):
    """The twelve operations of the Kloudless Management API v1, answered from memory.

    ```python
    fake = FakeKloudless(developer_key="k")
    with KloudlessManagement(developer_key="k", transport=fake.transport) as client:
        created = client.applications.create(name="Test App")
    assert [application["id"] for application in fake.applications] == [created.id]
    ```

    Documented, and so answered: the envelope of lists and its paging, the `active` filter, the defaults of a new
    application, templates, partial changes, 204 for what was removed, the `DeveloperKey` scheme. Known from client
    code: one default API key for every new application, the members and codes of errors.

    With `deliver_to` it also calls the webhooks, which it does not otherwise; `deliver` sends what you say:

    ```python
    fake = FakeKloudless(deliver_to=WebhookApp(handler, {"app": "key"}))
    fake.add_application({"id": "app", "name": "Test App"}, api_keys=["key"])
    with KloudlessManagement(developer_key="k", transport=fake.transport) as client:
        client.applications.webhooks.create("app", url="https://mine.example/hook")
    assert [delivery.problem for delivery in fake.deliver("app", account="1234")] == [None]
    ```

    Of that, known from the code of receivers: POST of `account=<id>` as a form, the header `X-Kloudless-Signature` with
    base64 of HMAC-SHA256 over the body, keyed with an API key of the application, the answer 200 with the App ID, the
    user agent, and the test call with an empty body before a webhook is saved, without which it is not saved.

    Not documented, and so the fake's choice:

    - Order of checks: rate limit, path, key, method, object, parameters and body.
    - No Authorization header, or a blank one, is 401 `authentication_required`; anything but the word `DeveloperKey`,
      one space and the key is 401 `unauthorized`. The word is compared with its case.
    - A slash at the end of a path is accepted everywhere. A path without `/v1`, or with another version, is 404 with a
      message that says so, with one exception: the vendor's three DELETE samples lack `/v1`, so DELETE of an
      application, an API key and a webhook works without it. And as the page removes the application before the key
      and the webhook below it, those two also reach what a removed application held, on these paths only.
      `strict_version=True` makes all three 404.
    - 405 `method_not_allowed` with `Allow` for other methods of a known path, HEAD and OPTIONS included.
    - 400 `invalid_parameters`: `page_size` outside 1 to 1000, `page` below 1, either not a whole number, `active`
      other than True or False in any case, a parameter given twice. Unknown parameters are ignored.
    - A page past the end is 200 with empty `objects`.
    - Lists are in the order of creation.
    - A body is read as JSON whatever its content type; no JSON object is 400 `bad_request`. Creating an API key takes
      an empty body or an empty object.
    - A wrong type, `null`, a blank `name`, and a `url` of a webhook that is not absolute http or https are 400
      `invalid_parameters`; so is one that is no URI, as with characters beyond ASCII. An address may be registered
      twice.
    - Unknown members of a body are ignored, members that the server sets (`id`, `created`, `modified`) among them, and
      so is `active` on creation: a new application is active.
    - `events_grant_enabled` is accepted for `events_enabled` on creation, and loses against it when both are sent.
      Answers say `events_enabled`.
    - `source` must name an application that exists, otherwise 400 `invalid_parameters`. Members that are sent win over
      the template's. The copy is active even if the template is not; API keys and webhooks are not copied.
      In a change `source` is 400 `invalid_parameters`.
    - Every successful change moves `modified`, one that changes nothing included; never by less than a microsecond.
      `created` and `modified` of everything new are equal.
    - The last API key of an application can be removed. Removing an application removes what hangs below it.
    - Ids and keys are made from a count, so that every run gives the same ones: 22 characters for an application, 30
      for an API key, for webhooks numbers as text from `100` on. None is given out twice.
    - Every answer has `X-Kloudless-Request-ID`; the `id` of an error is the same value. Error texts never quote the
      request.
    - The API key that signs is the oldest of the application. Without one, and when the test call is not answered in
      time with status 200 and the App ID (blanks around it do no harm), creating a webhook is 400 `request_failed`,
      with a message that tells which of these it was. `add_webhook` makes no test call. An inactive application gets
      no deliveries, as collection of events is documented to stop; `events_enabled` makes no difference. Nothing is
      sent twice, and no redirect is followed.
    - With a rate limit, every request counts that is not itself refused for it, whoever sends it; beyond the limit
      within any one second it is 429 `too_many_requests` with `Retry-After` in whole seconds.
    """

    title: ClassVar[str] = "Kloudless Management API"
    credential: ClassVar[str] = "developer key"
    base_path: ClassVar[str] = "/v1"
    authorization_schemes: ClassVar[frozenset[str]] = Fake.authorization_schemes | {_SCHEME}

    def __init__(
        self,
        applications: Iterable[Mapping[str, Any]] = (),
        *,
        developer_key: str | None = None,
        clock: FakeClock = utc_now,
        rate_limit: int | None = None,
        strict_version: bool = False,
        deliver_to: Literal["loopback"] | ASGIApp | httpx2.BaseTransport | httpx2.AsyncBaseTransport | None = None,
        answer_within: float = 10.0,
    ) -> None:
        """Make a fake, with data to start with.

        Args:
            applications: Applications to start with, as the API's JSON. Only `name` is needed; all else is filled in.
                Further members are kept and answered. Each gets one API key; `add_application` can give others.
            developer_key: The only developer key accepted; `None` accepts every one that is not blank.
            clock: Tells the time, for timestamps and the rate limit.
            rate_limit: Requests allowed within a second, 1 or more; `None` for no limit.
            strict_version: Answer 404 to every path without `/v1`, the vendor's DELETE samples included.
            deliver_to: What is called in place of the webhooks' addresses: an ASGI application (without a lifespan) or
                an httpx2 transport, in process, in a thread and an event loop of its own; or `"loopback"`, to call over
                HTTP those addresses that are on this machine (`localhost`, 127.0.0.0/8, `[::1]`). Nothing else is ever
                called.
            answer_within: Seconds in which a receiver has to answer; the service's own patience is not known.

        Raises:
            ValueError: An application has no name or an id that another one has, or an argument is out of its bounds.
            TypeError: An application holds something that is not JSON.
        """
        super().__init__()
        if developer_key is not None and (not developer_key or developer_key != developer_key.strip()):
            raise ValueError("developer_key must not be blank, nor have blanks around it")
        if rate_limit is not None and rate_limit < 1:
            raise ValueError("rate_limit must be 1 or more")
        self._developer_key = developer_key
        self._clock = clock
        self._rate_limit = rate_limit
        self._strict_version = strict_version
        self._sender = None
        if deliver_to is not None:
            from .fake_delivery import Sender

            self._sender = Sender(deliver_to, answer_within)
        self._applications: dict[str, _Application] = {}
        self._removed: dict[str, _Application] = {}
        self._recent: deque[datetime] = deque()
        self._application_count = 0
        self._api_key_count = 0
        self._webhook_count = 0
        self._request_count = 0
        for application in applications:
            self.add_application(application)

    @classmethod
    def sample(cls, *, developer_key: str | None = None, clock: FakeClock = utc_now) -> Self:
        """A fake that holds what the vendor's page shows.

        The three applications of its list example, and one API key and one webhook of its examples. The page shows
        these two below the first application in its examples and removes them below the last one in its samples, so
        both applications hold them here, although a key and a webhook are unique over all applications otherwise.
        """
        fake = cls(developer_key=developer_key, clock=clock)
        fake._webhook_count = 1
        fake.add_application(_TEST_APP_1, api_keys=())
        fake.add_application(_TEST_APP_2)
        fake.add_application(_DEMO_APP, api_keys=())
        for application in (_TEST_APP_1, _DEMO_APP):
            held = fake._applications[str(application["id"])]
            held.api_keys[_API_KEY["key"]] = dict(_API_KEY)
            held.webhooks[_WEBHOOK["id"]] = dict(_WEBHOOK)
        return fake

    @classmethod
    def for_command_line(cls, *, key: str | None, empty: bool) -> Self:
        """The fake that `python -m kloudless_management_client.testing` serves, with the vendor's examples in it."""
        return cls(developer_key=key) if empty else cls.sample(developer_key=key)

    def example_command(self, url: str) -> str:
        """A curl command that lists the applications."""
        return f"curl -H 'Authorization: {_SCHEME} YOUR_KEY' {url}/v1/applications"

    @property
    def applications(self) -> list[dict[str, Any]]:
        """Every application as the API answers it, in the order of creation. Changing it changes nothing."""
        with self._lock:
            return [deepcopy(application.members) for application in self._applications.values()]

    def api_keys(self, application_id: str) -> list[dict[str, Any]]:
        """The API keys of an application as the API answers them; raises `KeyError` when there is no such one."""
        with self._lock:
            return deepcopy(list(self._applications[application_id].api_keys.values()))

    def webhooks(self, application_id: str) -> list[dict[str, Any]]:
        """The webhooks of an application as the API answers them; raises `KeyError` when there is no such one."""
        with self._lock:
            return deepcopy(list(self._applications[application_id].webhooks.values()))

    def add_application(
        self, application: Mapping[str, Any], *, api_keys: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Add an application, given as for the constructor, and return it as the API answers it.

        Args:
            application: Its members; only `name` is needed.
            api_keys: Its API keys; `None` makes one.

        Raises:
            ValueError: It has no name, its id is another one's, or an API key is in use.
            TypeError: It holds something that is not JSON.
        """
        given: dict[str, Any] = json.loads(json.dumps(dict(application)))
        if not str(given.get("name") or "").strip():
            raise ValueError("an application needs a name")
        with self._lock:
            if "id" in given and not (isinstance(given["id"], str) and given["id"]):
                raise ValueError("the id of an application is a text, and not empty")
            if given.get("id") in self._applications:
                raise ValueError(f"there is an application with the id {given['id']} already")
            added = self._create_application(given)
            if api_keys is None:
                self._create_api_key(added)
            for key in api_keys or ():
                self.add_api_key(added.members["id"], key)
            return deepcopy(added.members)

    def add_api_key(self, application_id: str, key: str | None = None) -> dict[str, Any]:
        """Add an API key to an application, a made-up one by default, and return it as the API answers it.

        Raises:
            KeyError: There is no such application.
            ValueError: The key is in use, by whichever application.
        """
        with self._lock:
            application = self._applications[application_id]
            if key is not None and self._holds_api_key(key):
                raise ValueError("there is such an API key already")
            return dict(self._create_api_key(application, key))

    def add_webhook(self, application_id: str, url: str) -> dict[str, Any]:
        """Add a webhook to an application, without a test call, and return it as the API answers it.

        Raises:
            KeyError: There is no such application.
        """
        with self._lock:
            return dict(self._create_webhook(self._applications[application_id], url))

    def deliver(self, application_id: str, account: str | None = None, *, key: str | None = None) -> list[FakeDelivery]:
        """Tell every webhook of an application, one after the other, that something happened in an account.

        It waits for the answers, outside of an event loop: where the receiver runs in the same one, call it in a thread
        (`asyncio.to_thread`).

        Args:
            application_id: The application. Its receivers may call this fake meanwhile.
            account: Id of the account; `None` makes the test call, with an empty body.
            key: What signs; by default the oldest API key of the application. Another one shows what a receiver does
                with a delivery of somebody else.

        Returns:
            What each webhook answered, in the order of creation; nothing for an inactive application.

        Raises:
            KeyError: There is no such application.
            ValueError: The application has no API key, or the fake was made without `deliver_to`.
        """
        if self._sender is None:
            raise ValueError('this fake calls nobody; make it with deliver_to=an ASGI application, or "loopback"')
        with self._lock:
            application = self._applications[application_id]
            webhooks = deepcopy(list(application.webhooks.values())) if application.members["active"] else []
            key = key or next(iter(application.api_keys), None)
        if key is None:
            raise ValueError("the application has no API key that could sign; add one with add_api_key")
        return [self._sender.send(application_id, key, each["url"], account, each["id"]) for each in webhooks]

    @cached_property
    def transport(self) -> httpx2.MockTransport:
        """An httpx2 transport that reaches the fake in process.

        The same object fits sync and async clients, and any number of them; closing it does nothing.
        """
        if self._sender is None:
            return super().transport
        from .fake_delivery import OffTheLoop

        return OffTheLoop(super().transport.handler)

    def redact_path(self, path: str) -> str:
        """The path with `***` in place of an API key."""
        segments = path.split("/")
        for index, segment in enumerate(segments[:-1]):
            if unquote(segment) == "apikeys" and segments[index + 1]:
                segments[index + 1 :] = [REDACTED]
                break
        return "/".join(segments)

    def respond(self, request: FakeRequest) -> FakeResponse:
        """Answer a request and log it, as every fake does; a new webhook is saved after a test call."""
        try:
            return super().respond(request)
        except _TestCallDueError as error:
            due = error
        # The lock is free here: a receiver may call the API before it answers.
        tested = due.test_call()
        with self._lock:
            answer = self._told(due.request_id, lambda: due.answer(tested))
            self._calls.append(self._redacted(request, answer.status))
        return answer

    def handle(self, request: FakeRequest) -> FakeResponse:
        """Answer as the API would. What takes a call to a receiver is for `respond`, and an exception here."""
        with self._lock:
            self._request_count += 1
            request_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"request {self._request_count}"))
            try:
                return self._told(request_id, lambda: self._answer(request))
            except _TestCallDueError as due:
                due.request_id = request_id
                raise

    def _told(self, request_id: str, answer: _Handler) -> FakeResponse:
        headers = {"X-Kloudless-Request-ID": request_id}
        try:
            status, value = answer()
        except _RefusedError as refusal:
            error = {"error_code": refusal.code, "message": str(refusal), "id": request_id}
            return FakeResponse.json(refusal.status, error, headers | refusal.headers)
        return FakeResponse(status, headers=headers) if value is None else FakeResponse.json(status, value, headers)

    def _answer(self, request: FakeRequest) -> tuple[int, object]:
        self._count()
        segments, versioned = self._segments(request)
        handlers = self._handlers(segments, request, versioned=versioned)
        if not handlers or segments[0] != "applications" or "" in segments:
            raise _RefusedError(404, "not_found", "There is nothing at this path.")
        self._authenticate(request)
        if request.method not in handlers:
            allowed = {"Allow": ", ".join(sorted(handlers))}
            raise _RefusedError(405, "method_not_allowed", "This method is not allowed here.", allowed)
        try:
            return handlers[request.method]()
        except ParameterError as error:
            raise _RefusedError(400, "invalid_parameters", str(error)) from None

    def _count(self) -> None:
        if self._rate_limit is None:
            return
        now = as_utc(self._clock())
        second = timedelta(seconds=1)
        while self._recent and now - self._recent[0] >= second:
            self._recent.popleft()
        if len(self._recent) >= self._rate_limit:
            wait = math.ceil((self._recent[0] + second - now).total_seconds())
            raise _RefusedError(
                429, "too_many_requests", "Too many requests; try again later.", {"Retry-After": str(wait)}
            )
        self._recent.append(now)

    def _segments(self, request: FakeRequest) -> tuple[list[str], bool]:
        segments = [unquote(segment) for segment in request.path.removesuffix("/").split("/")[1:]]
        if segments[:1] == ["v1"]:
            return segments[1:], True
        sample = request.method == "DELETE" and len(segments) in (2, 4) and segments[0] == "applications"
        if sample and not self._strict_version:
            return segments, False
        raise _RefusedError(
            404, "not_found", "There is nothing at this path: every path starts with /v1, which is missing."
        )

    def _authenticate(self, request: FakeRequest) -> None:
        header = request.headers.get("authorization", "").strip()
        if not header:
            raise _RefusedError(
                401, "authentication_required", "No developer key was sent in the Authorization header."
            )
        scheme, _, key = header.partition(" ")
        known = key == self._developer_key if self._developer_key is not None else key and " " not in key
        if scheme != _SCHEME or not known:
            raise _RefusedError(
                401, "unauthorized", "The developer key, or the form of the Authorization header, is wrong."
            )

    def _handlers(self, segments: list[str], request: FakeRequest, *, versioned: bool) -> dict[str, _Handler]:
        def application(*, or_removed: bool = False) -> _Application:
            return self._application(segments[1], or_removed=or_removed)

        match segments:
            case [_]:
                return {
                    "GET": lambda: self._list_applications(request),
                    "POST": lambda: self._post_application(request),
                }
            case [_, application_id]:
                return {
                    "GET": lambda: (200, application().members),
                    "PATCH": lambda: self._patch_application(application(), request),
                    "DELETE": lambda: self._delete_application(application_id),
                }
            case [_, _, "apikeys"]:
                return {
                    "GET": lambda: _page(application().api_keys.values(), request),
                    "POST": lambda: self._post_api_key(application(), request),
                }
            case [_, _, "apikeys", key]:
                return {"DELETE": lambda: _delete(application(or_removed=not versioned).api_keys, key)}
            case [_, _, "webhooks"]:
                return {
                    "GET": lambda: _page(application().webhooks.values(), request),
                    "POST": lambda: self._post_webhook(application(), request),
                }
            case [_, _, "webhooks", webhook_id]:
                return {
                    "GET": lambda: (200, _existing(application().webhooks, webhook_id)),
                    "DELETE": lambda: _delete(application(or_removed=not versioned).webhooks, webhook_id),
                }
            case _:
                return {}

    def _application(self, application_id: str, *, or_removed: bool = False) -> _Application:
        application = self._applications.get(application_id)
        if application is None and or_removed:
            application = self._removed.get(application_id)
        if application is None:
            raise _RefusedError(404, "not_found", "There is no such application.")
        return application

    def _list_applications(self, request: FakeRequest) -> tuple[int, object]:
        wanted = single_parameter(request.parameters(), "active")
        if wanted is not None and wanted.lower() not in ("true", "false"):
            raise ParameterError("active must be True or False.")
        applications = [application.members for application in self._applications.values()]
        if wanted is not None:
            applications = [members for members in applications if members["active"] == (wanted.lower() == "true")]
        return _page(applications, request)

    def _post_application(self, request: FakeRequest) -> tuple[int, object]:
        body = _json_object(request)
        if "events_grant_enabled" in body:
            body.setdefault("events_enabled", body["events_grant_enabled"])
        changes = _checked(body, ("name", *_TEXTS, *_FLAGS))
        if "name" not in changes:
            raise ParameterError("name is required.")
        if "source" in body:
            template = self._applications.get(str(body["source"]))
            if template is None:
                raise ParameterError("source must be the id of one of the developer's applications.")
            changes = {name: template.members[name] for name in (*_TEXTS, *_FLAGS)} | changes
        created = self._create_application(changes)
        self._create_api_key(created)
        return 201, created.members

    def _patch_application(self, application: _Application, request: FakeRequest) -> tuple[int, object]:
        body = _json_object(request)
        if "source" in body:
            raise ParameterError("source can be used on creation only.")
        changes = _checked(body, ("name", *_TEXTS, "active", *_FLAGS))
        earliest = datetime.fromisoformat(application.members["modified"]) + timedelta(microseconds=1)
        modified = _text(max(as_utc(self._clock()), as_utc(earliest)))
        application.members = application.members | changes | {"modified": modified}
        return 200, application.members

    def _delete_application(self, application_id: str) -> tuple[int, object]:
        self._removed[application_id] = self._application(application_id)
        del self._applications[application_id]
        return 204, None

    def _post_api_key(self, application: _Application, request: FakeRequest) -> tuple[int, object]:
        if request.body.strip() and _json_object(request):
            raise _RefusedError(400, "bad_request", "The body must be empty.")
        return 201, self._create_api_key(application)

    def _post_webhook(self, application: _Application, request: FakeRequest) -> tuple[int, object]:
        url = _json_object(request).get("url")
        if not isinstance(url, str) or not _is_address(url):
            raise ParameterError("url is required and must be an absolute http or https address.")
        if self._sender is None:
            return 201, self._create_webhook(application, url)
        application_id: str = application.members["id"]
        key = next(iter(application.api_keys), None)
        if key is None:
            raise _RefusedError(400, "request_failed", "The application has no API key to sign the test call with.")
        test_call = partial(self._sender.send, application_id, key, url)
        raise _TestCallDueError(test_call, partial(self._save_webhook, application_id))

    def _save_webhook(self, application_id: str, tested: FakeDelivery) -> _Outcome:
        application = self._application(application_id)
        if tested.problem is not None:
            raise _RefusedError(
                400, "request_failed", f"The test call to the webhook's address failed: {tested.problem}."
            )
        return 201, self._create_webhook(application, tested.url)

    def _create_application(self, given: Mapping[str, Any]) -> _Application:
        application_id = given.get("id") or self._unused_id()
        now = _text(as_utc(self._clock()))
        members = {"id": application_id, "name": given["name"]} | dict(_DEFAULTS) | {"created": now} | dict(given)
        application = _Application({**members, "modified": members.get("modified", members["created"])})
        self._applications[application_id] = application
        return application

    def _unused_id(self) -> str:
        while True:
            self._application_count += 1
            application_id = _made_up(f"application {self._application_count}", 22)
            if application_id not in self._applications and application_id not in self._removed:
                return application_id

    def _create_api_key(self, application: _Application, key: str | None = None) -> dict[str, Any]:
        while key is None or self._holds_api_key(key):
            self._api_key_count += 1
            key = _made_up(f"API key {self._api_key_count}", 30)
        now = _text(as_utc(self._clock()))
        created: dict[str, Any] = {"key": key, "created": now, "modified": now}
        application.api_keys[key] = created
        return created

    def _create_webhook(self, application: _Application, url: str) -> dict[str, Any]:
        webhook_id = str(_FIRST_WEBHOOK_ID + self._webhook_count)
        self._webhook_count += 1
        now = _text(as_utc(self._clock()))
        created: dict[str, Any] = {"id": webhook_id, "url": url, "created": now, "modified": now}
        application.webhooks[webhook_id] = created
        return created

    def _holds_api_key(self, key: str) -> bool:
        return any(key in application.api_keys for application in self._applications.values())


_Outcome = tuple[int, object]
_Handler = Callable[[], _Outcome]


def _page(objects: Iterable[Mapping[str, Any]], request: FakeRequest) -> tuple[int, object]:
    parameters = request.parameters()
    size = integer_parameter(parameters, "page_size", default=10, minimum=1, maximum=1000)
    page = integer_parameter(parameters, "page", default=1, minimum=1)
    everything = list(objects)
    shown = everything[(page - 1) * size : page * size]
    return 200, {"total": len(everything), "count": len(shown), "page": page, "objects": shown}


def _existing(objects: Mapping[str, dict[str, Any]], name: str) -> dict[str, Any]:
    if name not in objects:
        raise _RefusedError(404, "not_found", "There is no such object.")
    return objects[name]


def _delete(objects: dict[str, dict[str, Any]], name: str) -> tuple[int, object]:
    _existing(objects, name)
    del objects[name]
    return 204, None


def _json_object(request: FakeRequest) -> dict[str, Any]:
    try:
        value: object = json.loads(request.body)
    except (ValueError, RecursionError):
        raise _RefusedError(400, "bad_request", "The body must be JSON.") from None
    if not isinstance(value, dict):
        raise _RefusedError(400, "bad_request", "The body must be a JSON object.")
    return cast("dict[str, Any]", value)


def _checked(body: Mapping[str, Any], accepted: Iterable[str]) -> dict[str, Any]:
    changes = {name: body[name] for name in accepted if name in body}
    for name, value in changes.items():
        expected = str if name == "name" or name in _TEXTS else bool
        if not isinstance(value, expected):
            raise ParameterError(f"{name} must be {'text' if expected is str else 'true or false'}.")
    if not changes.get("name", "a name").strip():
        raise ParameterError("name must not be blank.")
    return changes


def _is_address(url: str) -> bool:
    found = _ADDRESS.fullmatch(url)
    if found is None or int(found["port"] or 0) > 65535:
        return False
    try:
        return found["ipv6"] is None or bool(ipaddress.IPv6Address(found["ipv6"]))
    except ValueError:
        return False


def _made_up(seed: str, length: int) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()[:length]


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_TEST_APP_1: Mapping[str, Any] = {
    "id": "wSPk9y5D7p5o87k0ACGKxR",
    "name": "Test App 1",
    "description": "A test application.",
    "created": "2014-03-18T03:57:16.770685Z",
    "modified": "2014-06-26T04:13:45.439534Z",
}
_TEST_APP_2: Mapping[str, Any] = {
    "id": "osM_FF6fIWXmCLDfWVRX",
    "name": "Test App 2",
    "description": "A test application.",
    "created": "2014-03-26T05:51:45.725705Z",
    "modified": "2015-01-27T08:52:12.356049Z",
}
_DEMO_APP: Mapping[str, Any] = {
    "id": "koiR71rFLPTdld9N-YUR",
    "name": "Demo App",
    "description": "A demo app.",
    "logo_url": "https://s3-us-west-2.amazonaws.com/static-assets.kloudless.com/webapp/sources/gdrive.png",
    "created": "2014-06-25T05:54:05.801428Z",
    "modified": "2015-05-01T06:01:39.905658Z",
}
_API_KEY: Mapping[str, Any] = {
    "key": "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4",
    "created": "2014-03-18T03:57:16.770685Z",
    "modified": "2014-03-18T03:57:16.770685Z",
}
_WEBHOOK: Mapping[str, Any] = {
    "id": "100",
    "url": "http://localhost:5000",
    "created": "2015-08-10T03:34:28.273777Z",
    "modified": "2015-08-10T03:34:28.273804Z",
}
