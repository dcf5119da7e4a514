"""Lists of an API as resources of dlt: what becomes a row, which types columns have, and what stays as it was."""

from __future__ import annotations

import pkgutil
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib import import_module
from threading import Lock
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar, Union, cast, get_args, get_origin

from .client import SyncBaseClient
from .errors import APIStatusError, ConfigurationError, MethodNotAllowedError, NotFoundError, PermissionDeniedError
from .models import Model
from .operation import Operation
from .paging import OffsetPaging, PagePaging
from .resource import Resource

try:
    import dlt
    from dlt.common.typing import SecretSentinel
except ModuleNotFoundError as error:
    if error.name != "dlt":
        raise
    module = f"{__name__.partition('.')[0]}.dlt"
    extra = module.replace("_", "-").replace(".dlt", "[dlt]")
    raise ModuleNotFoundError(f"{module} needs dlt: pip install '{extra}'", name="dlt") from None

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from dlt.extract import DltResource

    from .errors import ErrorFacts

__all__ = ["Connection", "Lists", "OnRefused", "Row", "Secret", "as_row", "dlt", "small_statements", "table_hints"]

C = TypeVar("C", bound=SyncBaseClient)
Row = dict[str, Any]
OnRefused = Literal["warn", "raise"]
# What dlt does not tell in what it writes down.
Secret = Annotated[str, SecretSentinel]

_TYPES: Mapping[Any, str] = {str: "text", int: "bigint", bool: "bool", float: "double", datetime: "timestamp"}
_DEEPEST = 3
"""How often a type may be inside of itself; what is below that is JSON."""
_REFUSALS = 10
"""How many objects in a row may refuse the list below them before the others are not asked any more."""
_STATEMENT = 64 * 1024
"""Most bytes of a statement for DuckDB, whose parser takes 100 times as much."""


class Connection(Generic[C]):
    """A client that is made when the first resource begins to read, and closed when the last one has ended.

    Args:
        section: Where dlt's configuration has the credential.
        make: Makes the client.
        client: One of the caller's own, to use instead; it stays open.

    Raises:
        ConfigurationError: The client cannot be made.
    """

    def __init__(self, section: str, make: Callable[[], C], client: C | None) -> None:
        self._make, self._given = make, client
        self._made: C | None = None
        self._readers = 0
        self._lock = Lock()
        if client is None:
            try:
                make().close()
            except ConfigurationError as error:
                raise ConfigurationError(f"{error} (in dlt's configuration: below sources.{section})") from None

    @contextmanager
    def use(self) -> Generator[C]:
        """Give the client to one reader."""
        if self._given is not None:
            yield self._given
            return
        with self._lock:
            client = self._made = self._made or self._make()
            self._readers += 1
        try:
            yield client
        finally:
            with self._lock:
                self._readers -= 1
                if not self._readers:
                    client.close()
                    self._made = None


def table_hints(kind: Any) -> Row:
    """Return what dlt is told of the table whose rows are objects of a type, and of the tables below it.

    An object inside is columns of its own, ``owner__id``; a list inside is a table, its texts and numbers in ``value``.
    What may be a text or an object has the columns of both, so that every edition of an API fills the same ones, and
    what may be a text or a number is text. What has no type is JSON, and so is what is deeper than ``_DEEPEST`` in its
    own kind. Only keys are NOT NULL: a member that is required from a later version on could not be added to a table
    that has rows, and the load would fail.
    """
    nested: dict[Any, Row] = {}
    columns = _columns(kind, (), (), (), nested)
    return {"columns": columns, "nested_hints": nested}


def _columns(
    kind: Any, table: tuple[str, ...], prefix: tuple[str, ...], within: tuple[Any, ...], nested: dict[Any, Row]
) -> Row:
    branches = _branches(kind)
    items = [get_args(branch)[0] for branch in branches if get_origin(branch) is list]
    inside = [branch for branch in branches if get_origin(branch) is not list]
    name = "__".join(prefix) or "value"
    columns: Row = {}
    for branch in (*inside, *(one for item in items for one in _branches(item))):
        typed = branch in _TYPES or branch is type(None) or _is_model(branch)
        if not typed or within.count(branch) >= _DEEPEST or len(items) > 1:
            return {name: {"name": name, "data_type": "json"}}
    for plain in (branch for branch in branches if branch in _TYPES):
        text = columns.get(name, {}).get("data_type", _TYPES[plain]) != _TYPES[plain]
        columns[name] = {"name": name, "data_type": "text" if text else _TYPES[plain]}
    for model in filter(_is_model, branches):
        for member, field in _fields(model).items():
            if field.repr:
                columns |= _columns(field.annotation, table, (*prefix, member), (*within, model), nested)
    if items and len(prefix) == 1:
        below = (*table, *prefix)
        nested[below] = {}
        nested[below]["columns"] = _columns(items[0], below, (), within, nested)
    return columns


def _branches(kind: Any) -> list[Any]:
    origin = get_origin(kind)
    if origin is Literal:
        return [type(value) for value in get_args(kind)]
    if origin is Annotated:
        return _branches(get_args(kind)[0])
    if origin in {Union, UnionType}:
        return [branch for one in get_args(kind) for branch in _branches(one)]
    return [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Model)


def _fields(model: type[Model]) -> Mapping[str, Any]:
    model.model_rebuild()
    return {field.alias or name: field for name, field in model.model_fields.items()}


def as_row(item: object, *, secrets: bool = False) -> Row:
    """Return an object of the API as a row, members it has beyond its model included.

    Args:
        item: The object; a text or a number is a row with ``value``.
        secrets: Whether secret members are kept. Without it they are left out; of an object that has no other name the
            SHA-256 of the secret is there in any case, as ``<member>_sha256``.
    """
    found: list[str] = []
    row: Any = _plain(item, secrets, found)
    if not isinstance(item, Model):
        return {"value": row}
    return cast("Row", row if secrets else _without(row, found))


def _plain(value: object, secrets: bool, found: list[str]) -> object:
    if isinstance(value, list):
        return [_plain(one, secrets, found) for one in cast("list[object]", value)]
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    if not isinstance(value, Model):
        return value
    row: Row = {}
    for name, field in type(value).model_fields.items():
        if name not in value.model_fields_set:
            continue
        content, member = getattr(value, name), field.alias or name
        if field.repr or secrets:
            row[member] = _plain(content, secrets, found)
        if not field.repr and isinstance(content, str):
            found.append(content)
            if "id" not in type(value).model_fields:
                row[f"{member}_sha256"] = sha256(content.encode()).hexdigest()
    return row | (value.model_extra or {})


def _without(value: object, secrets: list[str]) -> object:
    # A later version of an API may have addresses of objects among their members, and the secret in those.
    if not secrets:
        return value
    if isinstance(value, dict):
        return {key: _without(one, secrets) for key, one in cast("Row", value).items()}
    if isinstance(value, list):
        return [_without(one, secrets) for one in cast("list[object]", value)]
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, "***")
    return value


def small_statements() -> None:
    """Let what runs be loaded in statements of a size that DuckDB can take.

    dlt gives it 16 MB at a time otherwise, of which its parser makes gigabytes: 2.1 for 10,000 procedures, more than 11
    for 100,000. A ``max_query_length`` that the destination was made with is left as it is.
    """
    destination: Any = dlt.current.pipeline().destination
    if destination and destination.destination_type == "dlt.destinations.duckdb":
        destination.caps_params.setdefault("max_query_length", _STATEMENT)


class _Reader(Resource):
    def pages(self, operation: Operation[Any], arguments: Mapping[str, object]) -> Iterator[Sequence[Any]]:
        """Read a list page by page, in the largest pages that the service is known to give."""
        rule = operation.paging
        if rule is None:
            yield self._call(operation, arguments, {})
            return
        if isinstance(rule, OffsetPaging):
            arguments = {**arguments, rule.limit: rule.largest}
        for page in self._list(operation, arguments, {}).pages():
            yield page.items


def list_operations(package: str) -> dict[str, Operation[Any]]:
    """Return every operation of a package that reads a list, by the name of its table."""
    home = f"{package}._resources"
    found: dict[str, Operation[Any]] = {}
    for module in pkgutil.iter_modules(import_module(home).__path__):
        members: Row = vars(import_module(f"{home}.{module.name}"))
        operations: list[Operation[Any]] = [value for value in members.values() if type(value) is Operation]
        for operation in operations:
            if operation.method == "GET" and _row_type(operation) is not None:
                found[operation.id.removesuffix("_list")] = operation
    return found


def _row_type(operation: Operation[Any]) -> Any:
    result: Any = operation.result and operation.result()
    if isinstance(operation.paging, PagePaging):
        result = _fields(result)[operation.paging.items].annotation
    elif operation.paging:
        return result
    return get_args(result)[0] if get_origin(result) is list else None


@dataclass(slots=True)
class _Progress:
    # Of one list in one run; `left` is the resource that was made to leave its table as it is, and how it would write.
    begun: bool = False
    read: bool = False
    warned: bool = False
    refused: int = 0
    left: tuple[DltResource, Any] | None = None


class Lists:
    """Every list of an API as a resource of dlt, found among its operations.

    A list below an object (the users of a group) is a transformer of the list of those objects, and its rows begin with
    the object's id. A run replaces what the one before it loaded, so what the service no longer has is gone.

    What the user may not read, or the service does not offer, is warned of, and what an earlier run loaded of it stays
    as it was, with what hangs below. Where only some objects above refuse their list, only their rows are missing. A
    run of which everything is refused fails.

    Args:
        package: Name of the package.
        connection: The client.
        describe_error: What the API's error bodies mean.
        parents: By the name of a required query parameter, the list whose ids it takes.
        arguments: Arguments for every list that knows them.
        secrets: Whether secret members are loaded.
        on_refused: What to do about a refusal, ``warn`` or ``raise``.

    Raises:
        ValueError: ``on_refused`` is neither of them.
    """

    def __init__(
        self,
        package: str,
        connection: Connection[Any],
        describe_error: Callable[[int, Mapping[str, object]], ErrorFacts],
        *,
        parents: Mapping[str, str] | None = None,
        arguments: Mapping[str, object] | None = None,
        secrets: bool = False,
        on_refused: OnRefused = "warn",
    ) -> None:
        if on_refused not in get_args(OnRefused):
            raise ValueError(f"on_refused: give one of {', '.join(get_args(OnRefused))}")
        self._connection, self._describe, self._secrets = connection, describe_error, secrets
        self._warns, self._arguments = on_refused == "warn", arguments or {}
        self._operations = list_operations(package)
        self._keys = {name: _required(operation) for name, operation in self._operations.items()}
        self._parents = {name: self._above(name, parents or {}) for name in self._operations}
        self._progress = {name: _Progress() for name in self._operations}

    def _above(self, name: str, parents: Mapping[str, str]) -> str:
        keys, path = self._keys[name], self._operations[name].path
        if not keys or keys[-1] in parents:
            return parents[keys[-1]] if keys else ""
        return next(other for other, one in self._operations.items() if one.path == path.rpartition("/{")[0])

    def resources(self) -> list[DltResource]:
        """Return the resources, each after the one that it hangs below."""
        made: dict[str, DltResource] = {}
        while len(made) < len(self._operations):
            for name, above in self._parents.items():
                if name not in made and (not above or above in made):
                    made[name] = self._resource(name, made.get(above))
        return list(made.values())

    def _resource(self, name: str, above: DltResource | None) -> DltResource:
        kind = _row_type(self._operations[name])
        hints = table_hints(kind)
        keys = [*self._keys[name], *_identity(kind)]
        never_null = {key: {"name": key, "data_type": "text", "nullable": False} for key in keys}
        hints["columns"] = never_null | hints["columns"] | never_null

        def read() -> Iterator[list[Row]]:
            self._begin(name)
            small_statements()
            with self._connection.use() as client:
                yield from self._pages(client, name, {})

        def read_below(rows: list[Row]) -> Iterator[list[Row]]:
            *outer, last = self._keys[name]
            with self._connection.use() as client:
                for row in rows:
                    if self._progress[name].refused < _REFUSALS:
                        yield from self._pages(client, name, {key: row[key] for key in outer} | {last: row["id"]})

        primary = keys if _identity(kind) else None
        given: Row = {"name": name, "write_disposition": "replace", "primary_key": primary, **hints}
        if above is None:
            return dlt.resource(read, **given)
        return dlt.transformer(read_below, data_from=above, **given)

    def _pages(self, client: Any, name: str, ids: Row) -> Iterator[list[Row]]:
        operation, progress = self._operations[name], self._progress[name]
        known = {parameter.name for parameter in operation.query}
        arguments = {key: value for key, value in self._arguments.items() if key in known}
        try:
            for items in _Reader(client).pages(operation, arguments | ids):
                progress.refused = 0
                if not progress.read:
                    progress.read = True
                    self._restore(name)
                    # The table is there although nothing may be in it.
                    yield dlt.mark.materialize_table_schema()
                yield [ids | as_row(item, secrets=self._secrets) | ids for item in items]
        except NotFoundError:
            # Removed since the list that it was on was read.
            if not ids:
                raise
        except APIStatusError as error:
            if not self._warns or not self._is_refusal(error):
                raise
            self._refuse(name, error)

    def _is_refusal(self, error: APIStatusError) -> bool:
        if isinstance(error, PermissionDeniedError | MethodNotAllowedError):
            return True
        body: object = error.body
        return isinstance(body, dict) and self._describe(error.status_code, cast("Row", body)).permission

    def _refuse(self, name: str, error: APIStatusError) -> None:
        progress = self._progress[name]
        progress.refused += _REFUSALS if isinstance(error, MethodNotAllowedError) else 1
        source = dlt.current.source()
        if not progress.read:
            for one in self._below(name):
                resource = source.resources.get(one)
                if resource is not None and self._progress[one].left is None:
                    self._progress[one].left = resource, resource.write_disposition
                    # What replaces a table empties it where nothing was read; what adds to it does not.
                    resource.apply_hints(write_disposition="append")
        if not progress.warned:
            progress.warned = True
            warnings.warn(f"{source.name}: {name} is not loaded, or not all of it: {error}", stacklevel=2)
        roots = {self._root(one) for one in source.selected_resources}
        if all(self._progress[root].refused and not self._progress[root].read for root in roots):
            raise error

    def _begin(self, name: str) -> None:
        # A list that is begun once more is so by the next run of the same source.
        if self._progress[name].begun:
            for one in self._progress:
                self._restore(one)
                self._progress[one] = _Progress()
        self._progress[name].begun = True

    def _restore(self, name: str) -> None:
        for one in self._below(name):
            left = self._progress[one].left
            if left is not None:
                left[0].apply_hints(write_disposition=left[1])
                self._progress[one].left = None

    def _below(self, name: str) -> list[str]:
        return [name, *(one for other, above in self._parents.items() if above == name for one in self._below(other))]

    def _root(self, name: str) -> str:
        above = self._parents[name]
        return self._root(above) if above else name


def _required(operation: Operation[Any]) -> list[str]:
    parameters = (*operation.path_parameters, *operation.query)
    return [parameter.name for parameter in parameters if parameter.required]


def _identity(kind: Any) -> list[str]:
    """Return the column that tells an object from the others of its list: its id, or what stands for a secret one."""
    fields: Mapping[str, Any] = _fields(kind) if _is_model(kind) else {}
    if "id" in fields:
        return ["id"] if fields["id"].is_required() else []
    return [f"{name}_sha256" for name, field in fields.items() if not field.repr and field.annotation is str]
