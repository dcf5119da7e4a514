"""OpenTelemetry: what spans and measurements say of every attempt, and that they are made on request only."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import pytest
from klarify_client.telemetry import OpenTelemetry
from opentelemetry import baggage, context, trace
from opentelemetry.trace import SpanKind, StatusCode

from tests.unit.scripted import PROCEDURE, Face, Outcome, Script, procedures_page
from tests.unit.telemetry_backend import Backend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opentelemetry.sdk.metrics.export import HistogramDataPoint

    from tests.unit.conftest import Waits

ADDRESS = "https://integration.klarify.biz/api/procedures?pageSize=5"
COMMON = {
    "http.request.method": "GET",
    "server.address": "integration.klarify.biz",
    "server.port": 443,
    "url.template": "/api/procedures",
}
EXTRAS = {
    "klarify_client": "klarify-client[opentelemetry]",
    "klipfolio_client": "klipfolio-client[opentelemetry]",
    "kloudless_management_client": "kloudless-management-client[opentelemetry]",
}


def answered(status: int) -> dict[str, object]:
    known: dict[str, object] = {"http.response.status_code": status, "network.protocol.version": "1.1"}
    return {**known, "error.type": str(status)} if status >= 400 else known


@pytest.fixture
def backend() -> Iterator[Backend]:
    backend = Backend()
    yield backend
    backend.close()


def page() -> httpx2.Response:
    return procedures_page(range(1), has_next=False)


def read(face: Face, middleware: list[Any], *outcomes: Outcome, **settings: Any) -> Script:
    """Read a list whose service gives these outcomes."""
    service = Script(*outcomes)
    face.items(face.klarify(service, middleware=middleware, **settings).procedures.list(page_size=5))
    return service


def refused(face: Face, middleware: list[Any], *outcomes: Outcome) -> None:
    with pytest.raises(klarify_client.APIError):
        read(face, middleware, *outcomes, max_retries=0)


def test_a_span_says_what_the_conventions_ask_for(face: Face, backend: Backend) -> None:
    read(face, [backend.middleware()], page())
    (span,) = backend.spans
    assert span.name == "GET /api/procedures"
    assert span.kind is SpanKind.CLIENT
    assert span.attributes == {**COMMON, "url.full": ADDRESS, **answered(200)}
    assert span.status.status_code is StatusCode.UNSET
    scope = span.instrumentation_scope
    assert scope is not None
    assert (scope.name, scope.version) == ("klarify_client", klarify_client.__version__)
    assert scope.schema_url == "https://opentelemetry.io/schemas/1.27.0"


@pytest.mark.parametrize("status", [400, 401, 404, 500, 520])
def test_an_answer_that_refuses_is_an_error_without_words(face: Face, backend: Backend, status: int) -> None:
    refused(face, [backend.middleware()], httpx2.Response(status, json={"message": "a text of the service"}))
    (span,) = backend.spans
    assert span.attributes == {**COMMON, "url.full": ADDRESS, **answered(status)}
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, None)
    assert span.events == ()


def test_of_an_exception_a_span_tells_the_type_alone(face: Face, backend: Backend) -> None:
    refused(face, [backend.middleware()], httpx2.ReadTimeout("no answer from https://secret.example/"))
    (span,) = backend.spans
    assert span.attributes == {**COMMON, "url.full": ADDRESS, "error.type": "httpx2.ReadTimeout"}
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, None)
    assert span.events == ()


def test_an_exception_of_the_language_has_its_plain_name(face: Face, backend: Backend) -> None:
    with pytest.raises(KeyError):
        read(face, [backend.middleware()], KeyError("x"))
    assert (backend.spans[0].attributes or {})["error.type"] == "KeyError"


def test_a_call_that_is_cancelled_ends_its_span(backend: Backend) -> None:
    class Silent(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError(request)

    asked = asyncio.Event()

    async def cancelled() -> None:
        client = klarify_client.AsyncKlarify(access_key="k", transport=Silent(), middleware=[backend.middleware()])
        call = asyncio.ensure_future(client.procedures.list().first_page())
        await asked.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    asyncio.run(cancelled())
    (span,) = backend.spans
    assert (span.attributes or {})["error.type"] == "asyncio.exceptions.CancelledError"
    assert span.status.status_code is StatusCode.ERROR


def test_every_attempt_has_a_span_and_says_the_how_manieth_repeat_it_is(
    face: Face, backend: Backend, waits: Waits
) -> None:
    redirect = httpx2.Response(301, headers={"Location": "/api/procedures/?pageSize=5"})
    read(face, [backend.middleware()], httpx2.ConnectError("refused"), redirect, httpx2.Response(503), page())
    found = [span.attributes or {} for span in backend.spans]
    assert [each.get("http.request.resend_count") for each in found] == [None, 1, 2, 3]
    assert [each.get("error.type") for each in found] == ["httpx2.ConnectError", None, "503", None]
    assert [each.get("http.response.status_code") for each in found] == [None, 301, 503, 200]
    moved = ADDRESS.replace("?", "/?")
    assert [each["url.full"] for each in found] == [ADDRESS, ADDRESS, moved, moved]
    assert {span.name for span in backend.spans} == {"GET /api/procedures"}
    assert len(waits) == 2


def test_the_port_of_the_address_and_the_version_of_the_protocol_are_told(face: Face, backend: Backend) -> None:
    answer = httpx2.Response(200, json={"data": [PROCEDURE]}, extensions={"http_version": b"HTTP/2"})
    read(face, [backend.middleware()], answer, base_url="http://127.0.0.1:8123/under")
    attributes = backend.spans[0].attributes or {}
    assert (attributes["server.address"], attributes["server.port"]) == ("127.0.0.1", 8123)
    assert attributes["network.protocol.version"] == "2"
    assert attributes["url.template"] == "/under/api/procedures"


def test_durations_are_measured_without_anything_that_has_many_values(
    face: Face, backend: Backend, waits: Waits
) -> None:
    def taking(seconds: float, outcome: httpx2.Response | Exception) -> Outcome:
        def answer(_: httpx2.Request) -> httpx2.Response:
            waits.append(seconds)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        return answer

    timeout, failure = httpx2.ReadTimeout("late"), httpx2.Response(500)
    outcomes = [taking(3.0, timeout), taking(0.5, failure), taking(0.25, page())]
    read(face, [backend.middleware()], *outcomes)
    metric = backend.metric()
    assert (metric.name, metric.unit) == ("http.client.request.duration", "s")
    points: list[HistogramDataPoint] = list(metric.data.data_points)
    assert [(dict(point.attributes or {}), point.count) for point in points] == [
        ({**COMMON, "error.type": "httpx2.ReadTimeout"}, 1),
        ({**COMMON, **answered(500)}, 1),
        ({**COMMON, **answered(200)}, 1),
    ]
    assert [point.sum for point in points] == pytest.approx([3.0, 0.5, 0.25])
    advised = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
    assert tuple(points[0].explicit_bounds) == advised


def test_while_an_attempt_is_made_its_span_is_the_current_one(face: Face, backend: Backend) -> None:
    inside: list[trace.SpanContext] = []

    def answer(_: httpx2.Request) -> httpx2.Response:
        inside.append(trace.get_current_span().get_span_context())
        return page()

    read(face, [backend.middleware()], answer)
    assert inside == [span.context for span in backend.spans]
    assert not trace.get_current_span().get_span_context().is_valid


def test_the_span_of_an_attempt_belongs_to_the_callers(backend: Backend) -> None:
    client = klarify_client.Klarify(access_key="k", transport=Script(page()), middleware=[backend.middleware()])
    with backend.tracers.get_tracer("program").start_as_current_span("work") as work:
        client.procedures.list().first_page()
    assert backend.spans[0].parent == work.get_span_context()


@pytest.fixture
def with_baggage() -> Iterator[None]:
    token = context.attach(baggage.set_baggage("customer", "ann"))
    yield
    context.detach(token)


@pytest.mark.usefixtures("with_baggage")
def test_the_service_learns_nothing_of_the_trace(face: Face, backend: Backend) -> None:
    (request,) = read(face, [backend.middleware()], page()).requests
    assert not {"traceparent", "tracestate", "baggage"} & request.headers.keys()


@pytest.mark.usefixtures("with_baggage")
def test_on_request_the_trace_goes_along(face: Face, backend: Backend, waits: Waits) -> None:
    failed, answered = read(face, [backend.middleware(propagate=True)], httpx2.Response(503), page()).requests
    for request, span in zip((failed, answered), backend.spans, strict=True):
        assert span.context is not None
        ids = f"{span.context.trace_id:032x}-{span.context.span_id:016x}"
        assert request.headers["traceparent"] == f"00-{ids}-{span.context.trace_flags:02x}"
        assert request.headers["baggage"] == "customer=ann"
    assert len(waits) == 1


def test_it_stands_among_other_middleware(face: Face, backend: Backend) -> None:
    read(face, [backend.middleware(), backend.middleware()], page())
    inner, outer = backend.spans
    assert inner.parent == outer.context
    assert inner.attributes == outer.attributes


def test_without_providers_the_global_ones_are_used(face: Face) -> None:
    # None is set here, so that all of it comes to nothing.
    assert read(face, [OpenTelemetry()], page()).sent == 1


@pytest.mark.parametrize(("package", "extra"), EXTRAS.items())
def test_a_missing_library_is_named_with_what_brings_it(
    monkeypatch: pytest.MonkeyPatch, package: str, extra: str
) -> None:
    make: Callable[[], object] = import_module(f"{package}.telemetry").OpenTelemetry
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(import_module(package).ConfigurationError) as caught:
        make()
    assert str(caught.value) == f"OpenTelemetry needs opentelemetry-api: pip install '{extra}'"
