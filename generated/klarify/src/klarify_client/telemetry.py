"""OpenTelemetry spans and metrics of every attempt. Generated from specs/klarify.yaml; do not edit.

``Klarify(middleware=[OpenTelemetry()])``, with the extra ``klarify-client[opentelemetry]`` installed.
"""

from ._runtime.telemetry import OpenTelemetry

__all__ = ["OpenTelemetry"]
