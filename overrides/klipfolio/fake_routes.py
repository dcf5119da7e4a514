"""How the fake of Klipfolio finds the operation of a path, and the five operations that most kinds of objects have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from urllib.parse import unquote

from . import fake_rules as rules
from .fake_call import RefusedError, acting, created, done, existing, page
from .fake_state import Thing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .._runtime.fake import FakeResponse
    from .fake_call import Call, Handler
    from .fake_state import World

NAMED: rules.Rules = {"name": rules.NAME}
DESCRIBED: rules.Rules = {"description": rules.NULLABLE}


class Route(NamedTuple):
    """An operation: its place, who may call it, and what it does."""

    method: str
    template: str
    handler: Handler
    permissions: tuple[str, ...]


def route(place: str, handler: Handler, *permissions: str) -> Route:
    """The operation at `place`, a method and a path template."""
    method, _, template = place.partition(" ")
    return Route(method, template, handler, permissions)


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    """What may follow, by segment."""
    child: _Node | None = None
    """What follows an id."""
    routes: dict[str, Route] = field(default_factory=dict[str, Route])
    """What ends here, by method."""


class Router:
    """Finds routes, a step for each segment of a path."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._root = _Node()
        for found in self.routes:
            node = self._root
            for segment in found.template.split("/")[1:]:
                if segment.startswith("{"):
                    node.child = node = node.child or _Node()
                else:
                    node = node.children.setdefault(segment, _Node())
            node.routes[found.method] = found

    def find(self, method: str, path: str) -> tuple[Route, list[str]]:
        """The route of a request, and the ids in its path, which is still percent-encoded."""
        node, ids = self._root, list[str]()
        for segment in map(unquote, path.split("/")[1:]):
            following = node.children.get(segment)
            if following is None and segment:
                following = node.child
                ids.append(segment)
            if following is None:
                node = _Node()
                break
            node = following
        if not node.routes:
            raise RefusedError(404, "not_found", "There is nothing at this path.")
        if method not in node.routes:
            allowed = {"Allow": ", ".join(sorted(node.routes))}
            raise RefusedError(405, "method_not_allowed", "This method is not allowed here.", allowed)
        return node.routes[method], ids


_T = TypeVar("_T", bound=Thing)


def _all_rows(_: Call, rows: list[Any]) -> list[Any]:
    return rows


def _nothing(_: World, __: Any) -> None:
    return


@dataclass(frozen=True, slots=True)
class Kind(Generic[_T]):
    """A kind of objects with a list, and objects that are read, made, changed and removed."""

    path: str
    """For example `/klips`."""
    name: str
    """What error texts call it."""
    table: Callable[[World], dict[str, _T]]
    shape: Callable[[Call], Callable[[_T], dict[str, Any]]]
    """How a call wants the rows of the list."""
    detail: Callable[[World, _T, bool], dict[str, Any]]
    """The object alone, with everything when `full`."""
    make: Callable[[World, str | None, Mapping[str, Any]], _T]
    change: Callable[[World, _T, dict[str, Any]], None]
    remove: Callable[[World, _T], None]
    required: rules.Rules
    """Members that a new object needs."""
    optional: rules.Rules
    """Members that a new object may have."""
    changeable: rules.Rules
    select: Callable[[Call, list[_T]], list[_T]] = _all_rows
    """The rows that the query asks for."""
    may_change: Callable[[World, _T], None] = _nothing
    """Refuses a change of, or the removal of, what must stay."""
    has_external_ids: bool = False
    in_accounts: bool = True
    """Whether client accounts have such objects."""

    def routes(
        self,
        id_name: str,
        permissions: Sequence[str],
        *,
        open_list: bool = False,
        creation: Handler | None = None,
    ) -> list[Route]:
        """The five routes.

        Args:
            id_name: Name of the id in the path.
            permissions: What is needed to read, make, change and remove.
            open_list: Whether the list needs no permission.
            creation: Stands in for `create`.
        """
        read, make, change, remove = permissions
        one = f"{self.path}/{{{id_name}}}"
        return [
            route(f"GET {self.path}", self._list, *([] if open_list else [read])),
            route(f"GET {one}", self._get, read),
            route(f"POST {self.path}", creation or self._post, make),
            route(f"PUT {one}", self._put, change),
            route(f"DELETE {one}", self._delete, remove),
        ]

    def existing(self, call: Call) -> _T:
        """The object whose id comes first in the path."""
        return existing(call, self.table(call.world), self.name)

    def new(self, call: Call) -> _T:
        """A new object, in the client account that the body names."""
        given = call.body(self.required, {**self.optional, "client_id": rules.NULLABLE})
        client_id = given.pop("client_id", None)
        return self.make(call.world, acting(call.world, client_id) if self.in_accounts else None, given)

    def _list(self, call: Call) -> FakeResponse:
        account = acting(call.world, call.text("client_id")) if self.in_accounts else None
        rows = [row for row in self.table(call.world).values() if row.account == account or row.shared]
        external_id = call.text("external_id")
        if external_id is not None and self.has_external_ids:
            rows = [row for row in rows if row.members["external_id"] == external_id]
        return page(call, self.path[1:], self.select(call, rows), self.shape(call), counted=True)

    def _get(self, call: Call) -> FakeResponse:
        return done(self.detail(call.world, self.existing(call), call.flag("full")))

    def _post(self, call: Call) -> FakeResponse:
        return created(f"{self.path}/{self.new(call).id}")

    def _put(self, call: Call) -> FakeResponse:
        thing = self.existing(call)
        given = call.body({}, self.changeable)
        self.may_change(call.world, thing)
        self.change(call.world, thing, given)
        return done()

    def _delete(self, call: Call) -> FakeResponse:
        thing = self.existing(call)
        self.may_change(call.world, thing)
        self.remove(call.world, thing)
        return done()


def wants_full(call: Call) -> bool:
    """Whether a list is asked for with everything, which works together with `external_id` alone."""
    return call.flag("full") and call.text("external_id") is not None


def shown(members: Mapping[str, Any]) -> dict[str, Any]:
    """Members as answers show them: without an `external_id` that is null."""
    return {name: value for name, value in members.items() if value is not None or name != "external_id"}


def update_members(_: World, thing: Thing, given: dict[str, Any]) -> None:
    """Change members, and nothing else."""
    thing.members.update(given)


def update_dated(world: World, thing: Thing, given: dict[str, Any]) -> None:
    """Change members, and tell when."""
    thing.members.update(given, last_updated=world.moment())
