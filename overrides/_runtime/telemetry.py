"""Spans and metrics of every attempt, after OpenTelemetry's stable conventions for HTTP clients."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from . import clock
from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from httpx2 import Request, Response
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

_SCHEMA = "https://opentelemetry.io/schemas/1.27.0"
_PORTS = {"http": 80, "https": 443}
# In seconds; the conventions advise them.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)


class OpenTelemetry:
    """Middleware, for the sync and the async client, that makes a span and a measurement of every attempt.

    Spans are named by method and path template. Addresses have their credentials masked. Of an exception they tell the
    type alone: its text and its traceback may quote what was sent. The histogram ``http.client.request.duration`` has
    the seconds until the answer is read; those of a download end where its content begins.

    Args:
        tracer_provider: Where spans go; by default to the global provider.
        meter_provider: Where measurements go; by default to the global provider.
        propagate: Whether requests carry the trace context and baggage. The service is somebody else's: it would see
            the names of your traces, and whatever your program keeps in its baggage.

    Raises:
        ConfigurationError: opentelemetry-api is not installed.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
        propagate: bool = False,
    ) -> None:
        package = __name__.partition(".")[0]
        try:
            from opentelemetry import metrics, trace
            from opentelemetry.propagate import inject
        except ImportError:
            extra = f"{package.replace('_', '-')}[opentelemetry]"
            raise ConfigurationError(f"OpenTelemetry needs opentelemetry-api: pip install '{extra}'") from None
        version = sys.modules[package].__version__
        self._tracer = trace.get_tracer(package, version, tracer_provider, _SCHEMA)
        self._kind, self._error = trace.SpanKind.CLIENT, trace.StatusCode.ERROR
        self._durations = metrics.get_meter(package, version, meter_provider, _SCHEMA).create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )
        self._inject = inject if propagate else None

    def __call__(self, request: Request, send: Callable[[Request], Any]) -> Any:
        """Send the request of an attempt."""
        if iscoroutinefunction(send):
            return self._asend(request, send)
        with self._attempt(request) as outcome:
            response = send(request)
            _tell(response, outcome)
        return response

    async def _asend(self, request: Request, send: Callable[[Request], Any]) -> Response:
        with self._attempt(request) as outcome:
            response: Response = await send(request)
            _tell(response, outcome)
        return response

    @contextmanager
    def _attempt(self, request: Request) -> Generator[dict[str, str | int]]:
        attempt, url = request.extensions["attempt"], request.url
        # The measurements have these alone: every further value would be one more series.
        common: dict[str, str | int] = {
            "http.request.method": request.method,
            "server.address": url.host,
            "server.port": url.port or _PORTS[url.scheme],
            "url.template": attempt.path,
        }
        attributes = {**common, "url.full": str(url)}
        if attempt.number > 1:
            attributes["http.request.resend_count"] = attempt.number - 1
        outcome: dict[str, str | int] = {}
        with self._tracer.start_as_current_span(
            f"{request.method} {attempt.path}",
            kind=self._kind,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            if self._inject is not None:
                self._inject(request.headers)
            now = clock.current().monotonic
            started = now()
            try:
                yield outcome
            except BaseException as error:
                kind = type(error)
                outcome["error.type"] = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
                raise
            finally:
                self._durations.record(now() - started, {**common, **outcome})
                span.set_attributes(outcome)
                if "error.type" in outcome:
                    span.set_status(self._error)


def _tell(response: Response, outcome: dict[str, str | int]) -> None:
    status = response.status_code
    outcome["http.response.status_code"] = status
    if version := response.http_version.partition("/")[2]:
        outcome["network.protocol.version"] = version
    if status >= 400:
        outcome["error.type"] = str(status)
