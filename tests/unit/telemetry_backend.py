"""Where the OpenTelemetry of a test ends up: in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from klarify_client.telemetry import OpenTelemetry
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan


class Backend:
    """Keeps spans and measurements. Close it to give their threads and hooks back."""

    def __init__(self) -> None:
        self._exporter, self._reader = InMemorySpanExporter(), InMemoryMetricReader()
        self.tracers = TracerProvider(shutdown_on_exit=False)
        self.tracers.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.meters = MeterProvider([self._reader], shutdown_on_exit=False)
        self.metrics = ""
        """After closing, all that was measured, as JSON."""

    def middleware(self, kind: type[OpenTelemetry] = OpenTelemetry, **settings: Any) -> OpenTelemetry:
        return kind(tracer_provider=self.tracers, meter_provider=self.meters, **settings)

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    def metric(self) -> Any:
        """The one metric that was measured."""
        data: Any = self._reader.get_metrics_data()
        (of_resource,) = data.resource_metrics
        (of_scope,) = of_resource.scope_metrics
        (metric,) = of_scope.metrics
        return metric

    def close(self) -> None:
        data = self._reader.get_metrics_data()
        self.metrics = "" if data is None else data.to_json()
        self.tracers.shutdown()
        self.meters.shutdown()
