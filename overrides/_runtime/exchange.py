"""One call, attempt by attempt, without the sending: both clients drive the same decisions.

The driver asks for a request, sends it and hands back what happened; it is told how long to wait before the next
attempt, or that the call is done, or gets the error to raise.
"""

from __future__ import annotations

import json
import logging
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

import httpx2

from . import clock
from .answers import Refused
from .base_url import PATH_SAFE
from .errors import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    ConfigurationError,
    class_for_status,
)
from .redaction import SafeHeaders, SafeURL, Secrets, clear_logs_below
from .response import RawResponse, request_id
from .retry import RetryPolicy, parse_retry_after, retryable_status

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from .base_url import BaseURL
    from .credentials import Credential
    from .operation import Operation, PreparedRequest
    from .options import Settings
    from .profile import Profile
    from .upload import UploadStream

T = TypeVar("T")

MAX_REDIRECTS = 5
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
        profile: The API.
        base_url: Checked base URL.
        credential: The credential.
        url: The base URL as httpx2 knows it, parsed once.
        address: The base URL as text.
        headers: Headers of every request.
        log: Logger of the package.
        asynchronous: Whether calls are awaited.
        refused: Status of requests above the limit, which were not carried out; ``None`` where no limit is known.
        hidden: Name of the header to keep out of what httpx2 prints, where httpx2 does not know it for a secret.
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

    @classmethod
    def make(cls, profile: Profile, base_url: BaseURL, credential: Credential, *, asynchronous: bool) -> Endpoint:
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
            "Accept-Encoding": "gzip, deflate",
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
    """

    reason: str
    timed_out: bool
    never_sent: bool
    final: bool


class Exchange(Generic[T]):
    """State of one call.

    Args:
        endpoint: Where to send.
        operation: What to call.
        prepared: The checked request.
        settings: Timeout and retries of this call.
        extra_headers: Headers of this call alone.

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
        self._endpoint = endpoint
        self._operation = operation
        self._prepared = prepared
        self._policy = RetryPolicy(settings.max_retries)
        self._extensions = {"timeout": settings.timeouts}
        self._headers = _call_headers(endpoint.headers, operation, prepared, extra_headers)
        body = prepared.body
        self._upload = None if body is None or isinstance(body, bytes) else body
        if self._upload is not None and self._upload.asynchronous and not endpoint.asynchronous:
            raise TypeError("content: an asynchronous iterable needs the async client")
        self.source: UploadStream | None = None
        self._path, self._query = endpoint.base_url.path + prepared.path, prepared.query
        self._redirects = 0
        self._attempts = 0
        self._retries = 0
        self._clock = clock.current()
        self._started: float | None = None
        self._secrets = Secrets((*prepared.secrets, *endpoint.credential.parts))
        self._log = endpoint.log

    @property
    def unused(self) -> bool:
        """Whether no attempt was made yet."""
        return self._attempts == 0

    def _safe_url(self) -> str:
        query = f"?{self._query}" if self._query else ""
        if self._redirects:
            return self._secrets.clear(f"{self._endpoint.base_url.origin}{self._path}{query}")
        return f"{self._endpoint.address}{self._prepared.safe_path}{query}"

    def request(self, credential: str) -> httpx2.Request:
        """Build the request of the next attempt."""
        if self._started is None:
            self._started = self._clock.monotonic()
        self._attempts += 1
        place = self._endpoint.credential
        self._secrets.use(credential)
        query = "&".join(filter(None, (place.query(credential), self._query)))
        target = f"{self._path}?{query}" if query else self._path
        # With `stream` the constructor adds no headers of its own, which saves a fifth of a call (bench: "one object").
        request = httpx2.Request(
            self._prepared.method,
            self._endpoint.url,
            headers=self._headers,
            stream=self._stream(),
            extensions=self._extensions,
        )
        if self.source is not None:
            request.headers.update([self.source.framing])
        request.headers.update(place.headers(credential))
        if self._endpoint.hidden:
            request.headers = SafeHeaders(request.headers, self._endpoint.hidden)
        request.url = SafeURL(self._endpoint.url, target.encode("ascii"), self._safe_url)
        return request

    def _stream(self) -> httpx2.ByteStream | UploadStream:
        body = self._prepared.body
        if body is None or isinstance(body, bytes):
            return httpx2.ByteStream(body or b"")
        self.source = body.stream()
        return self.source

    def reads(self, response: httpx2.Response) -> bool:
        """Tell whether the body of an answer is read before the answer is judged."""
        return not (self._operation.download and response.is_success)

    @contextmanager
    def before_sending(self) -> Generator[None]:
        """Complete an error that keeps the request just built from being sent."""
        try:
            yield
        except APIError as error:
            self._attempts -= 1
            self._completed(error)
            raise

    def broken(self, error: httpx2.HTTPError, response: httpx2.Response | None) -> Failure | httpx2.Response:
        """Tell what remains of an attempt that ended in an error.

        An answer that refuses counts as such without its body too; the status says what to do.
        """
        if response is not None and response.status_code >= 300:
            headers = [(name, value) for name, value in response.headers.multi_items() if name != "content-encoding"]
            return httpx2.Response(response.status_code, headers=headers)
        return self.failure(error)

    def failure(self, error: httpx2.HTTPError) -> Failure:
        """Tell what remains of an error of the transport."""
        reason = self._secrets.clear(f"{type(error).__name__}: {error}".rstrip(": "))
        return Failure(
            reason,
            isinstance(error, httpx2.TimeoutException),
            isinstance(error, _NEVER_SENT),
            isinstance(error, _NEVER_HELPS) or any(sign in reason for sign in _ADVICE),
        )

    def failed(self, failure: Failure) -> float:
        """Judge an attempt without an answer; return the seconds to wait before the next one.

        Raises:
            APIConnectionError: No further attempt may or will be made.
            Exception: Whatever the content to upload raised when it was read.
        """
        if self.source is not None and self.source.error is not None:
            raise self.source.take_error()
        allowed = failure.never_sent or self._operation.repeatable
        if not failure.final and allowed and self._is_resendable:
            delay = self._next_delay(None)
            if delay is not None:
                self._log.info("%s: %s; retry in %.1f s", self._operation.id, failure.reason, delay)
                return delay
        what = "no answer in time" if failure.timed_out else "the connection failed"
        if not allowed:
            what += f"; not repeated, because the {self._prepared.method} may have been carried out"
        elif not self._is_resendable:
            what += f"; not repeated, because {_USED_UP}"
        elif failure.never_sent:
            advice = [do for sign, do in _ADVICE.items() if sign in failure.reason]
            what += f"; {advice[0] if advice else 'check base_url, the network and proxies'}"
        kind = APITimeoutError if failure.timed_out else APIConnectionError
        raise self._completed(kind(f"{what} ({failure.reason})"))

    def answered(self, response: httpx2.Response) -> float | None:
        """Judge an answer whose body has been read; return ``None`` when the call is done, else seconds to wait.

        Raises:
            APIStatusError: The service refused, and no further attempt may or will be made.
            APIResponseValidationError: The answer is not what the spec says.
        """
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
            raise self._completed(self._status_error(response, status, APIStatusError, refused))
        error, final = self._refusal(response, status)
        if not final and retryable_status(status) and self._may_repeat(status) and self._is_resendable:
            retry_after = parse_retry_after(response.headers.get("retry-after"), self._clock.now())
            delay = self._next_delay(retry_after)
            if delay is not None:
                self._log.info("%s: HTTP %d; retry in %.1f s", self._operation.id, status, delay)
                return delay
        raise error

    def _may_repeat(self, status: int) -> bool:
        return self._operation.repeatable or status == self._endpoint.refused

    @property
    def _is_resendable(self) -> bool:
        return self._upload is None or self._upload.resendable

    def _elapsed(self) -> float:
        return 0.0 if self._started is None else self._clock.monotonic() - self._started

    def _next_delay(self, retry_after: float | None) -> float | None:
        if self._retries >= self._policy.max_retries:
            return None
        self._retries += 1
        return self._policy.delay(self._retries - 1, retry_after)

    def _success(self, response: httpx2.Response) -> int | None:
        """Read the answer; return the status of the refusal that it holds, if it does."""
        if self._operation.download:
            self.raw = self._download(response)
            return None
        try:
            parsed = self._operation.parse(response.content)
        except Refused as refused:
            return refused.status or response.status_code
        except APIResponseValidationError as invalid:
            # Without the traceback, whose frames hold the answer.
            error = invalid.with_traceback(None)
        else:
            self.raw = self.raw_answer(response, parsed, response.content)
            return None
        self._clear_reason(response)
        headers = self._headers_of(response)
        error.status_code = response.status_code
        error.request_id = request_id(headers)
        content_type = headers.get("content-type", "json")
        if "json" not in content_type:
            error.message += f" (content type {content_type})"
        raise self._completed(error)

    def _download(self, response: httpx2.Response) -> RawResponse[T]:
        from .download import AsyncDownload, Download

        return (AsyncDownload if self._endpoint.asynchronous else Download)(response, self).raw

    def interrupted(self, failure: Failure, received: int) -> APIConnectionError:
        """Return the error of a download that broke off."""
        what = "no more content in time" if failure.timed_out else "the connection broke"
        kind = APITimeoutError if failure.timed_out else APIConnectionError
        return self._completed(kind(f"{what} after {received} bytes ({failure.reason})"))

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
        body = _decoded(response.content.decode("utf-8", "replace"))
        members: Mapping[str, object] = cast("dict[str, object]", body) if isinstance(body, dict) else {}
        facts = self._endpoint.profile.describe_error(status, members)
        kind = facts.error_class or class_for_status(status)
        reason = "" if response.is_success else response.reason_phrase
        error = self._status_error(response, status, kind, facts.message or reason or "the call failed")
        error.error_code = facts.error_code and self._secrets.clear(facts.error_code)
        error.request_id = self._secrets.clear(facts.request_id) if facts.request_id else error.request_id
        error.hint = facts.hint
        if facts.permission:
            error.hint = " ".join(filter(None, (facts.hint, _permission_hint(self._operation))))
        if retryable_status(status) and not self._may_repeat(status) and not facts.final:
            error.hint = f"Not repeated, because the {self._prepared.method} may have been carried out."
        elif retryable_status(status) and not self._is_resendable and not facts.final:
            error.hint = f"Not repeated, because {_USED_UP}."
        return self._completed(error), facts.final

    def _status_error(
        self, response: httpx2.Response, status: int, kind: type[APIStatusError], message: str
    ) -> APIStatusError:
        error = kind(self._secrets.clear(message))
        error.status_code = status
        error.headers = self._headers_of(response)
        error.request_id = request_id(error.headers)
        error.body = _decoded(self._secrets.clear(response.content.decode("utf-8", "replace")))
        self._clear_reason(response)
        return error

    def _clear_reason(self, response: httpx2.Response) -> None:
        # A traceback with local variables prints the response, with the reason.
        response.extensions["reason_phrase"] = self._secrets.clear(response.reason_phrase).encode("ascii", "replace")

    def _headers_of(self, response: httpx2.Response) -> dict[str, str]:
        return {name.lower(): self._secrets.clear(value) for name, value in response.headers.items()}

    def _completed(self, error: _E) -> _E:
        error.operation = self._operation.id
        error.method = self._prepared.method
        error.url = self._safe_url()
        error.attempts = self._attempts
        error.elapsed = self._elapsed()
        return error


_E = TypeVar("_E", bound=APIError)


def _call_headers(
    common: httpx2.Headers, operation: Operation[Any], prepared: PreparedRequest, extra: Mapping[str, str]
) -> httpx2.Headers:
    body = prepared.body
    if body is None and not extra and prepared.method in _BODILESS and not operation.download:
        return common
    headers = common.copy()
    if operation.download:
        headers["Accept"] = "*/*"
    headers.update(extra)
    if body is not None:
        headers["Content-Type"] = prepared.content_type
    if isinstance(body, bytes) or (body is None and prepared.method not in _BODILESS):
        headers["Content-Length"] = str(len(body or b""))
    return headers


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
