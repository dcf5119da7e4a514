"""One call, attempt by attempt, without the sending: both clients drive the same decisions.

The driver asks for a request, sends it and hands back what happened; it is told how long to wait before the next
attempt, or that the call is done, or gets the error to raise.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

import httpx2

from . import body, clock
from .attempts import MAX_DELAY, Attempt, Retry, RetryPolicy, parse_retry_after, retryable_status
from .credentials import PATH_SAFE
from .errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    ConfigurationError,
    class_for_status,
)
from .operation import RawResponse, Refused, request_id
from .redaction import SafeHeaders, SafeURL, Secrets, clear_logs_below

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .content import UploadStream
    from .credentials import BaseURL, Credential
    from .operation import Operation, PreparedRequest
    from .options import Profile, Settings

T = TypeVar("T")

MAX_REDIRECTS = 5

LONGEST_ATTEMPT = 600.0
"""Seconds after which an attempt without a deadline is given up: a service may send a byte now and then for ever.
Content to upload takes as long as it takes."""

_FRAMING = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
_BODILESS = frozenset({"GET", "HEAD", "DELETE", "OPTIONS"})
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
_USED_UP = "the content came from an iterator, which is used up; pass bytes, a path or a seekable file"
_NEVER_HELPS = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.DecodingError)
# What the errors of a connection say that fails again until somebody does something, and what.
_ADVICE = {
    "CERTIFICATE_VERIFY_FAILED": "set SSL_CERT_FILE to the certificates of an authority that vouches for the service",
    "ProxyError: 407": "give the proxy its user name and password, as in http://user:password@proxy.example:3128",
}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the requests of a client go and what they all carry.

    Attributes:
        url: The base URL as httpx2 knows it, parsed once.
        address: The base URL as text.
        refused: Status of requests above the limit, which were not carried out; ``None`` where no limit is known.
        hidden: Name of the header to keep out of what httpx2 prints, where httpx2 does not know it for a secret.
        most: Most bytes of an answer that are taken into memory.
    """

    profile: Profile
    base_url: BaseURL
    credential: Credential
    url: httpx2.URL
    address: str
    headers: httpx2.Headers
    log: logging.Logger
    asynchronous: bool
    refused: int | None
    hidden: str
    most: int
    on_retry: Callable[[Retry], object] | None

    @classmethod
    def make(
        cls,
        profile: Profile,
        base_url: BaseURL,
        credential: Credential,
        *,
        asynchronous: bool,
        most: int,
        on_retry: Callable[[Retry], object] | None,
    ) -> Endpoint:
        """Work out once what every request of a client needs."""
        try:
            url = httpx2.URL(base_url.origin)
        except httpx2.InvalidURL as error:
            raise ConfigurationError(f"base_url: {error}") from None
        clear_logs_below()
        python = ".".join(map(str, sys.version_info[:3]))
        headers = {
            "Host": url.netloc.decode("ascii"),
            "Accept": "application/json",
            "Accept-Encoding": body.ENCODINGS,
            "User-Agent": f"{profile.distribution}/{profile.version} python/{python} httpx2/{httpx2.__version__}",
        }
        log = logging.getLogger(profile.package)
        refused = None if profile.rate_limit is None else profile.rate_limit.refused
        hidden = "" if credential.header == "authorization" else credential.header
        return cls(
            profile,
            base_url,
            credential,
            url,
            str(base_url),
            httpx2.Headers(headers),
            log,
            asynchronous,
            refused,
            hidden,
            most,
            on_retry,
        )

    def exchange(
        self,
        operation: Operation[T],
        prepared: PreparedRequest,
        *,
        settings: Settings,
        extra_headers: Mapping[str, str],
    ) -> Exchange[T]:
        """Begin a call."""
        return Exchange(self, operation, prepared, settings=settings, extra_headers=extra_headers)


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt without a usable answer; what is left of httpx2's error, which holds the request.

    Attributes:
        reason: Kind and text of the error, without secrets.
        timed_out: Whether time ran out.
        never_sent: Whether the request certainly did not arrive.
        final: Whether a further attempt would fail in the same way.
        unusable: Whether an answer of success came whose body cannot be taken.
        status: HTTP status of the answer that broke off, ``None`` if none had begun.
        request_id: The service's name for the request, if such an answer gave one.
    """

    reason: str
    timed_out: bool
    never_sent: bool
    final: bool
    unusable: bool = False
    status: int | None = None
    request_id: str | None = None


class Exchange(Generic[T]):
    """State of one call.

    Attributes:
        raw: The answer, once the call is done.
        ends: Moment of the clock at which the call has to be done, once it has begun; ``None`` for no end.
        source: The content of the attempt under way, where it is streamed.

    Raises:
        TypeError: The content to upload needs the async client.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        operation: Operation[T],
        prepared: PreparedRequest,
        *,
        settings: Settings,
        extra_headers: Mapping[str, str],
    ) -> None:
        self.raw: RawResponse[T] | None = None
        self.ends: float | None = None
        self.source: UploadStream | None = None
        self._endpoint = endpoint
        self._operation = operation
        self._prepared = prepared
        self._settings = settings
        self._policy = RetryPolicy(settings.max_retries)
        self._headers = _call_headers(endpoint.headers, operation, prepared, extra_headers)
        content = prepared.body
        self._upload = None if content is None or isinstance(content, bytes) else content
        if self._upload is not None and self._upload.asynchronous and not endpoint.asynchronous:
            raise TypeError("content: an asynchronous iterable needs the async client")
        self._path, self._query = endpoint.base_url.path + prepared.path, prepared.query
        self._redirects = 0
        self._attempts = 0
        self._history: tuple[Retry, ...] = ()
        self._begun: httpx2.Response | None = None
        self._content: bytes | None = None
        self._clock = clock.current()
        self._started: float | None = None
        self._secrets = Secrets((*prepared.secrets, *endpoint.credential.parts))
        self._log = endpoint.log

    @property
    def unused(self) -> bool:
        """Whether no attempt was made yet."""
        return self._started is None

    def _safe_url(self) -> str:
        query = f"?{self._query}" if self._query else ""
        if self._redirects:
            return self._secrets.clear(f"{self._endpoint.base_url.origin}{self._path}{query}")
        return f"{self._endpoint.address}{self._prepared.safe_path}{query}"

    def begin(self) -> float | None:
        """Begin an attempt; return the moment at which the call has to be done."""
        self._begun = self._content = None
        if self._started is None:
            self._started = self._clock.monotonic()
            if self._settings.deadline is not None:
                self.ends = self._started + self._settings.deadline
        return self.ends

    def too_late(self, wait: float) -> APITimeoutError:
        """Return the error of a request whose turn would come after the deadline."""
        limit = f"the rate limit lets the next request pass in {wait:.1f} s, after the deadline"
        return self.completed(APITimeoutError(f"{limit} of {self._settings.deadline:g} s; this one was not sent"))

    def seconds_left(self) -> float | None:
        """Return the seconds that the attempt may take, ``None`` for no end."""
        if self.ends is None:
            return None if self._upload is not None else LONGEST_ATTEMPT
        return max(self.ends - self._clock.monotonic(), 0.0)

    def bare_request(self) -> httpx2.Request:
        """Build what a middleware sees of the next attempt: nothing secret, and no content that can be read once."""
        content = self._prepared.body
        template = self._endpoint.base_url.path + self._operation.path
        return httpx2.Request(
            self._prepared.method,
            self._safe_url(),
            headers=self._headers,
            stream=httpx2.ByteStream(content if isinstance(content, bytes) else b""),
            extensions={"attempt": Attempt(self._operation.id, template, self._attempts + 1)},
        )

    def request(self, credential: str, bare: httpx2.Request | None = None) -> httpx2.Request:
        """Build the request of the next attempt, with the headers that a middleware gave to the bare one.

        Raises:
            ConfigurationError: A middleware changed what is not its business.
        """
        place = self._endpoint.credential
        if bare is not None:
            self._check_bare(bare)
        self._attempts += 1
        self._secrets.use(credential)
        query = "&".join(filter(None, (place.query(credential), self._query)))
        target = f"{self._path}?{query}" if query else self._path
        # With `stream` the constructor adds no headers of its own, which saves a fifth of a call (bench: "one object").
        request = httpx2.Request(
            self._prepared.method,
            self._endpoint.url,
            headers=self._headers if bare is None else bare.headers,
            stream=self._stream(),
            extensions={"timeout": self._timeouts()},
        )
        if self.source is not None:
            request.headers.update([self.source.framing])
        request.headers.update(place.headers(credential))
        if self._endpoint.hidden:
            request.headers = SafeHeaders(request.headers, self._endpoint.hidden)
        request.url = SafeURL(self._endpoint.url, target.encode("ascii"), self._safe_url)
        return request

    def _check_bare(self, bare: httpx2.Request) -> None:
        if bare.method != self._prepared.method or bare.url != httpx2.URL(self._safe_url()):
            raise ConfigurationError("middleware: method and address have to stay; change the arguments of the call")
        for name in bare.headers:
            if self._endpoint.credential.owns(header=name):
                raise ConfigurationError(f"middleware: {name} carries the credential; set that on the client")

    def _timeouts(self) -> dict[str, float | None]:
        timeouts = self._settings.timeouts
        if self.ends is None:
            return timeouts
        # A timeout of nothing would mean not to wait at all, which fails in other ways.
        left = max(self.seconds_left() or 0.0, 0.001)
        return {step: left if most is None else min(most, left) for step, most in timeouts.items()}

    def _stream(self) -> httpx2.ByteStream | UploadStream:
        content = self._prepared.body
        if content is None or isinstance(content, bytes):
            return httpx2.ByteStream(content or b"")
        self.source = content.stream()
        return self.source

    def reads(self, response: httpx2.Response) -> bool:
        """Take the head of an answer; tell whether its body is read before the answer is judged."""
        self._begun = response
        return not (self._operation.download and response.is_success)

    def read(self, content: bytes, *, rebuilt: bool) -> httpx2.Response:
        """Take the body of the answer; return it, rebuilt with its body for a middleware to see."""
        response = cast("httpx2.Response", self._begun)
        if not rebuilt:
            self._content = content
            return response
        kept = {name: value for name, value in response.extensions.items() if name != "network_stream"}
        return httpx2.Response(response.status_code, headers=_unframed(response), content=content, extensions=kept)

    def returned(self, response: object) -> httpx2.Response:
        """Check what came out of the middleware.

        Raises:
            TypeError: It is no answer, or one whose body is still to be read.
        """
        if not isinstance(response, httpx2.Response):
            raise TypeError(f"middleware: expected httpx2.Response, got {type(response).__name__}")
        if self.reads(response) and not response.is_closed:
            raise TypeError("middleware: read() an answer of your own before returning it")
        return response

    def broken(self, error: httpx2.HTTPError) -> Failure | httpx2.Response:
        """Tell what remains of an attempt that ended in an error.

        An answer that refuses counts as such without its body too; the status says what to do.
        """
        response = self._begun
        if response is None:
            return self.failure(error)
        if response.status_code >= 300:
            return httpx2.Response(response.status_code, headers=_unframed(response))
        return self.failure(error, response)

    def failure(self, error: httpx2.HTTPError, response: httpx2.Response | None = None) -> Failure:
        """Tell what remains of an error of the transport, and of the answer that had begun."""
        reason = self._secrets.clear(f"{type(error).__name__}: {error}".rstrip(": "))
        return Failure(
            reason,
            isinstance(error, httpx2.TimeoutException),
            isinstance(error, _NEVER_SENT),
            isinstance(error, _NEVER_HELPS) or any(sign in reason for sign in _ADVICE),
            isinstance(error, httpx2.DecodingError),
            None if response is None else response.status_code,
            None if response is None else request_id(self._headers_of(response)),
        )

    def judged(self, outcome: httpx2.Response | Failure) -> float | None:
        """Judge an attempt; return ``None`` when the call is done, else the seconds to wait before the next one.

        Raises:
            APIError: The call failed, and no further attempt may or will be made.
            Exception: Whatever the content to upload raised when it was read.
        """
        return self._answered(outcome) if isinstance(outcome, httpx2.Response) else self._failed(outcome)

    def _failed(self, failure: Failure) -> float:
        if self.source is not None and self.source.error is not None:
            raise self.source.take_error()
        if failure.unusable:
            raise self._with_answer(APIResponseValidationError(failure.reason.partition(": ")[2]), failure)
        what = "no answer in time" if failure.timed_out else "the connection failed"
        why = "" if failure.final else self._obstacle(may_be=failure.never_sent)
        if not failure.final and not why:
            delay, why = self._next_delay(None, failure.reason, failure.status)
            if delay is not None:
                return delay
        if self.ends is not None and self._clock.monotonic() >= self.ends:
            what, why = (
                f"the deadline of {self._settings.deadline:g} s passed",
                self._obstacle(may_be=failure.never_sent),
            )
        if why:
            what += f"; not repeated, because {why}"
        elif failure.never_sent:
            advice = [do for sign, do in _ADVICE.items() if sign in failure.reason]
            what += f"; {advice[0] if advice else 'check base_url, the network and proxies'}"
        kind = APITimeoutError if failure.timed_out else APIConnectionError
        raise self._with_answer(kind(f"{what} ({failure.reason})"), failure)

    def _with_answer(self, error: _B, failure: Failure) -> _B:
        if failure.status is not None:
            error.status_code, error.request_id = failure.status, failure.request_id
        return self.completed(error)

    def _answered(self, response: httpx2.Response) -> float | None:
        status = response.status_code
        if self._log.isEnabledFor(logging.DEBUG):
            where = f"{self._prepared.method} {self._safe_url()}"
            self._log.debug("%s -> %d, attempt %d", where, status, self._attempts)
        if 200 <= status < 300:
            inside = self._success(response)
            if inside is None:
                return None
            status = inside
        elif 300 <= status < 400 and "location" in response.headers:
            refused = self._redirect(response.headers["location"])
            if refused is None:
                return 0.0
            raise self.completed(self._status_error(response, status, APIStatusError, refused))
        error, final = self._refusal(response, status)
        if final or not retryable_status(status):
            raise error
        why = self._obstacle(may_be=status == self._endpoint.refused)
        if not why:
            delay, why = self._next_delay(error.retry_after, f"HTTP {status}", status)
            if delay is not None:
                return delay
        if why:
            error.hint = " ".join(filter(None, (error.hint, f"Not repeated, because {why}.")))
        raise error

    def _obstacle(self, *, may_be: bool) -> str:
        """Tell why the request may not be sent again; ``may_be`` where it was not carried out for sure."""
        idempotent = self._settings.idempotent
        if not may_be and not (self._operation.repeatable if idempotent is None else idempotent):
            return f"the {self._prepared.method} may have been carried out"
        return _USED_UP if self._upload is not None and not self._upload.resendable else ""

    def _elapsed(self) -> float:
        return 0.0 if self._started is None else self._clock.monotonic() - self._started

    def _next_delay(self, retry_after: float | None, reason: str, status: int | None) -> tuple[float | None, str]:
        """Return the seconds to wait before the next attempt; or ``None`` and, unless retries are used up, why."""
        delay = self._policy.delay(len(self._history), retry_after)
        if delay is None:
            too_long = retry_after is not None and retry_after > MAX_DELAY and self._policy.max_retries > 0
            return None, f"the service asks to wait {retry_after:.0f} s" if too_long else ""
        if self.ends is not None and self._clock.monotonic() + delay >= self.ends:
            return None, f"the wait of {delay:.1f} s would end after the deadline of {self._settings.deadline:g} s"
        retry = Retry(
            self._operation.id, self._prepared.method, self._safe_url(), self._attempts, reason, status, delay
        )
        self._history = (*self._history, retry)
        self._log.info("%s: %s; retry in %.1f s", retry.operation, reason, delay)
        if self._endpoint.on_retry is not None:
            self._endpoint.on_retry(retry)
        return delay, ""

    def _success(self, response: httpx2.Response) -> int | None:
        """Read the answer; return the status of the refusal that it holds, if it does."""
        if self._operation.download:
            self.raw = self._download(response)
            return None
        # The body is in no variable here: a traceback with local variables would show it.
        try:
            parsed = self._operation.parse(self._content_of(response))
        except Refused as refused:
            return refused.status or response.status_code
        except APIResponseValidationError as invalid:
            # Without the traceback, whose frames hold the answer.
            error = invalid.with_traceback(None)
        else:
            self.raw = self.raw_answer(response, parsed, self._content_of(response))
            return None
        self._clear_reason(response)
        headers = self._headers_of(response)
        error.status_code = response.status_code
        error.request_id = request_id(headers)
        content_type = headers.get("content-type", "json")
        if "json" not in content_type:
            error.message += f" (content type {content_type})"
        raise self.completed(error)

    def _content_of(self, response: httpx2.Response) -> bytes:
        return response.content if self._content is None else self._content

    def _download(self, response: httpx2.Response) -> RawResponse[T]:
        from .content import AsyncDownload, Download

        return (AsyncDownload if self._endpoint.asynchronous else Download)(response, self).raw

    def interrupted(self, failure: Failure, received: int) -> APIConnectionError:
        """Return the error of a download that broke off."""
        what = "the content cannot be taken" if failure.unusable else "the connection broke"
        what = "no more content in time" if failure.timed_out else what
        kind = APITimeoutError if failure.timed_out else APIConnectionError
        return self._with_answer(kind(f"{what} after {received} bytes ({failure.reason})"), failure)

    def raw_answer(self, response: httpx2.Response, parsed: object, content: bytes) -> RawResponse[T]:
        """Return the whole answer, with what the method returns."""
        return RawResponse(
            operation=self._operation,
            method=self._prepared.method,
            url=self._safe_url(),
            status_code=response.status_code,
            headers=response.headers,
            content=content,
            attempts=self._attempts,
            elapsed=self._elapsed(),
            parsed=cast("T", parsed),
            history=self._history,
        )

    def _redirect(self, location: str) -> str | None:
        """Go on at another address; return why not, if not."""
        try:
            target = urljoin(f"{self._endpoint.base_url.origin}{self._path}", location)
            parts = urlsplit(target)
        except ValueError:
            target, parts = location, SplitResult("", "", location, "", "")
        why = ""
        if self._prepared.method != "GET":
            why = f"a redirected {self._prepared.method} is not sent again"
        elif not self._endpoint.base_url.same_origin(target):
            why = "the credential is only sent to the scheme, host and port of base_url"
        elif self._redirects >= MAX_REDIRECTS:
            why = f"more than {MAX_REDIRECTS} redirects"
        if why:
            shown = SplitResult(parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "").geturl()
            return self._secrets.clear(f"redirected to {shown}, not followed: {why}")
        self._redirects += 1
        self._path = quote(parts.path, safe=PATH_SAFE)
        own = parse_qsl(parts.query, keep_blank_values=True)
        self._query = urlencode([pair for pair in own if not self._endpoint.credential.owns(query=pair[0])])
        return None

    def _refusal(self, response: httpx2.Response, status: int) -> tuple[APIStatusError, bool]:
        # Read as the service sent it: a short credential may be one of the words that tell errors apart.
        decoded = _decoded(self._content_of(response).decode("utf-8", "replace"))
        members: Mapping[str, object] = cast("dict[str, object]", decoded) if isinstance(decoded, dict) else {}
        facts = self._endpoint.profile.describe_error(status, members)
        kind = facts.error_class or class_for_status(status)
        reason = "" if response.is_success else response.reason_phrase
        error = self._status_error(response, status, kind, facts.message or reason or "the call failed")
        error.error_code = facts.error_code and self._told(facts.error_code)
        error.request_id = self._told(facts.request_id) if facts.request_id else error.request_id
        error.hint = facts.hint
        if facts.permission:
            error.hint = " ".join(filter(None, (facts.hint, _permission_hint(self._operation))))
        error.retry_after = parse_retry_after(response.headers.get("retry-after"), self._clock.now())
        return self.completed(error), facts.final

    def _status_error(
        self, response: httpx2.Response, status: int, kind: type[APIStatusError], message: str
    ) -> APIStatusError:
        error = kind(self._told(message))
        error.status_code = status
        error.headers = self._headers_of(response)
        error.request_id = request_id(error.headers)
        error.body = _decoded(self._secrets.clear(self._content_of(response).decode("utf-8", "replace")))
        self._clear_reason(response)
        return error

    def _told(self, text: str) -> str:
        # JSON may hold halves of characters, which can be neither printed nor logged.
        return self._secrets.clear(text.encode("utf-8", "replace").decode())

    def _clear_reason(self, response: httpx2.Response) -> None:
        # A traceback with local variables prints the response, with the reason.
        response.extensions["reason_phrase"] = self._secrets.clear(response.reason_phrase).encode("ascii", "replace")

    def _headers_of(self, response: httpx2.Response) -> dict[str, str]:
        return {name.lower(): self._secrets.clear(value) for name, value in response.headers.items()}

    def completed(self, error: _E) -> _E:
        """Say in an error what the call was and how far it came."""
        error.operation = self._operation.id
        error.method = self._prepared.method
        error.url = self._safe_url()
        error.attempts = self._attempts
        error.elapsed = self._elapsed()
        error.history = self._history
        return error


_E = TypeVar("_E", bound=APIError)
_B = TypeVar("_B", APIConnectionError, APITimeoutError, APIResponseValidationError)


def _call_headers(
    common: httpx2.Headers, operation: Operation[Any], prepared: PreparedRequest, extra: Mapping[str, str]
) -> httpx2.Headers:
    content = prepared.body
    if content is None and not extra and prepared.method in _BODILESS and not operation.download:
        return common
    headers = common.copy()
    if operation.download:
        headers["Accept"] = "*/*"
    headers.update(extra)
    if content is not None:
        headers["Content-Type"] = prepared.content_type
    if isinstance(content, bytes) or (content is None and prepared.method not in _BODILESS):
        headers["Content-Length"] = str(len(content or b""))
    return headers


def _unframed(response: httpx2.Response) -> list[tuple[bytes, bytes]]:
    # As bytes: httpx2 reads headers in any encoding, but takes text in ASCII alone.
    return [(name, value) for name, value in response.headers.raw if name.lower() not in _FRAMING]


def _permission_hint(operation: Operation[Any]) -> str:
    if not operation.permissions:
        return f"The API's documents name no permission for {operation.id}; see that the credential is right."
    plural = "s" if len(operation.permissions) > 1 else ""
    needed = " and ".join(operation.permissions)
    return (
        f"{operation.id} needs the permission{plural} {needed}; see that the credential is right and its user has it."
    )


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text or None
