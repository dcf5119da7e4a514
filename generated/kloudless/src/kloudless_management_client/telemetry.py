"""OpenTelemetry spans and metrics of every attempt. Generated; do not edit.

``KloudlessManagement(middleware=[OpenTelemetry()])``, with the extra ``kloudless-management-client[opentelemetry]`` installed.
"""

from ._runtime.telemetry import OpenTelemetry

__all__ = ["OpenTelemetry"]
