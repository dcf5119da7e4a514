"""OpenTelemetry spans and metrics of every attempt. Generated from specs/klipfolio.yaml; do not edit.

``Klipfolio(middleware=[OpenTelemetry()])``, with the extra ``klipfolio-client[opentelemetry]`` installed.
"""

from ._runtime.telemetry import OpenTelemetry

__all__ = ["OpenTelemetry"]
