"""The resources of the Klipfolio API. Generated; do not edit."""

from .._runtime.operation import Envelope

ENVELOPE = Envelope(
    success="meta.success",
    status="meta.status",
    location="meta.location",
    instance_location="meta.instance_location",
    id="data.id",
)
