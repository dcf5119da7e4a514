"""OpenTelemetry spans and metrics of every attempt. Generated; do not edit.

``Klarify(middleware=[OpenTelemetry()])``, with the extra ``klarify-client[opentelemetry]`` installed.
"""

from ._runtime.telemetry import OpenTelemetry

__all__ = ["OpenTelemetry"]
