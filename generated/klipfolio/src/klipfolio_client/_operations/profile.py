"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from . import ENVELOPE

GET: Operation[models.UserProfile] = Operation(
    id="profile_get",
    method="GET",
    path="/profile",
    result=lambda: models.UserProfile,
    envelope=ENVELOPE,
    inside="data",
    query=(Parameter("full", "boolean"),),
)
