"""OpenTelemetry spans and metrics of every attempt. Generated; do not edit.

``Klipfolio(middleware=[OpenTelemetry()])``, with the extra ``klipfolio-client[opentelemetry]`` installed.
"""

from ._runtime.telemetry import OpenTelemetry

__all__ = ["OpenTelemetry"]
