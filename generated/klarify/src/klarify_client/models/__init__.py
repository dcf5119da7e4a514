"""Objects of the Klarify Integration API. Generated from specs/klarify.yaml; do not edit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._procedure import (
        LaneOrName,
        Procedure,
        ProcedureLane,
        ProcedureOwner,
        ProcedurePage,
        ProcedureReference,
        ProcedureStatus,
        ProcedureType,
        ReferenceOrName,
    )
    from ._values import ProcedureSort

_MODULES = {
    "LaneOrName": "_procedure",
    "Procedure": "_procedure",
    "ProcedureLane": "_procedure",
    "ProcedureOwner": "_procedure",
    "ProcedurePage": "_procedure",
    "ProcedureReference": "_procedure",
    "ProcedureSort": "_values",
    "ProcedureStatus": "_procedure",
    "ProcedureType": "_procedure",
    "ReferenceOrName": "_procedure",
}

__all__ = [
    "LaneOrName",
    "Procedure",
    "ProcedureLane",
    "ProcedureOwner",
    "ProcedurePage",
    "ProcedureReference",
    "ProcedureSort",
    "ProcedureStatus",
    "ProcedureType",
    "ReferenceOrName",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
