"""One call of the fake of Klipfolio: what was asked, how it is checked, and the envelope of the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .._runtime.fake import FakeResponse, ParameterError, integer_parameter, single_parameter
from . import fake_rules as rules
from .fake_state import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .._runtime.fake import FakeRequest
    from .fake_state import World

_LARGEST_PAGE = 100
_USUAL_PAGE = 25


class RefusedError(Exception):
    """An answer with an error."""

    def __init__(self, status: int, code: str, description: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.code = code
        self.headers = headers


class Call:
    """A request on its way to an operation."""

    __slots__ = ("_parameters", "ids", "request", "world")

    def __init__(self, world: World, request: FakeRequest, ids: list[str]) -> None:
        self.world = world
        self.request = request
        self.ids = ids
        """The ids in the path."""
        self._parameters = request.parameters() if request.query else {}

    def text(self, name: str) -> str | None:
        """The value of a query parameter, `None` when it is absent."""
        return single_parameter(self._parameters, name)

    def required_text(self, name: str) -> str:
        """The value of a query parameter that must be there, and not be blank."""
        value = self.text(name)
        if value is None or not value.strip():
            raise ParameterError(f"{name} is required.")
        return value

    def flag(self, name: str) -> bool:
        """The value of a query parameter that is true or false, false when it is absent."""
        value = self.text(name)
        if value not in (None, "true", "false"):
            raise ParameterError(f"{name} must be true or false.")
        return value == "true"

    def whole(self, name: str) -> int | None:
        """The value of a query parameter that is a whole number, `None` when it is absent."""
        if self.text(name) is None:
            return None
        return integer_parameter(self._parameters, name, default=0, minimum=0)

    def page(self) -> slice:
        """Which rows of a list are asked for."""
        limit = integer_parameter(self._parameters, "limit", default=_USUAL_PAGE, minimum=1, maximum=_LARGEST_PAGE)
        offset = integer_parameter(self._parameters, "offset", default=0, minimum=0)
        return slice(offset, offset + limit)

    def json_object(self) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        try:
            value: object = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise ParameterError("The body must be JSON.") from None
        if not isinstance(value, dict):
            raise ParameterError("The body must be a JSON object.")
        return cast("dict[str, Any]", value)

    def body(self, required: rules.Rules, optional: rules.Rules | None = None) -> dict[str, Any]:
        """The known members of the body."""
        return rules.checked(self.json_object(), required, optional)


Handler = Callable[[Call], FakeResponse]

_T = TypeVar("_T")
_Thing = TypeVar("_Thing", bound=Thing)


def done(data: object = None, *, status: int = 200, **meta: object) -> FakeResponse:
    """An answer in its envelope; without `data` if that is `None`."""
    envelope: dict[str, object] = {"meta": {"success": True, "status": status, **meta}}
    if data is not None:
        envelope["data"] = data
    return FakeResponse.json(status, envelope)


def created(location: str, data: object = None, **meta: object) -> FakeResponse:
    """The answer to what made an object."""
    return done(data, status=201, location=location, **meta)


def operation_requested(call: Call) -> FakeResponse:
    """The answer to an operation: its name, as it stands in the path."""
    return done({"op_requested": call.request.path.rpartition("/")[2]})


def refused(error: RefusedError) -> FakeResponse:
    """An error in its envelope."""
    meta = {"success": False, "status": error.status, "error_code": error.code, "error_desc": str(error)}
    return FakeResponse.json(error.status, {"meta": meta}, error.headers)


def page(
    call: Call, key: str, rows: Iterable[_T], shape: Callable[[_T], object], *, counted: bool = False
) -> FakeResponse:
    """One page of a list; the lists that are `counted` tell their length, where the fake does so."""
    everything = list(rows)
    shown = [shape(row) for row in everything[call.page()]]
    counts = {"count": len(shown), "total": len(everything)} if counted and call.world.totals else {}
    return done({key: shown}, **counts)


def acting(world: World, client_id: str | None) -> str | None:
    """The account to act on: the client account of this id, or the company."""
    if client_id is not None and client_id not in world.clients:
        raise RefusedError(404, "not_found", "There is no such client account.")
    return client_id


def target_client(call: Call) -> str:
    """The client account that the body of an import names."""
    client_id: str = call.body({"client_id": rules.NAME})["client_id"]
    acting(call.world, client_id)
    return client_id


def existing(call: Call, table: Mapping[str, _Thing], kind: str) -> _Thing:
    """The object whose id is in the path; with `client_id` in the query, only what that client account holds."""
    thing = table.get(call.ids[0])
    if thing is not None:
        client_id = acting(call.world, call.text("client_id"))
        if client_id is None or thing.account == client_id or thing.shared:
            return thing
    raise RefusedError(404, "not_found", f"There is no such {kind}.")


def referred(table: Mapping[str, _Thing], thing_id: str, kind: str) -> _Thing:
    """The object that a body, or the second id of a path, names."""
    if thing_id not in table:
        raise RefusedError(404, "not_found", f"There is no such {kind}.")
    return table[thing_id]


def same_account(one: Thing, other: Thing) -> None:
    """Refuse to bring together what belongs to different accounts."""
    if one.account != other.account and not (one.shared or other.shared):
        raise RefusedError(403, "forbidden", "These belong to different companies.")
