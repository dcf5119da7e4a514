"""What users of a package can import and call: small packages by hand, each edited once."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from change_impact.changes import Verdict, worst
from change_impact.python_side import python_changes
from change_impact.surface import Surface, UnreadablePackageError, read

if TYPE_CHECKING:
    from pathlib import Path

    from change_impact.changes import Change

BREAKING, RISKY, COMPATIBLE = Verdict.BREAKING, Verdict.RISKY, Verdict.COMPATIBLE

FILES = {
    "__init__.py": """
        TYPE_CHECKING = False
        if TYPE_CHECKING:
            from ._client import AsyncShop, Shop
            from ._runtime.errors import APIError, NotFoundError
            from ._runtime.options import CallOptions
            from ._runtime.paging import Pager

        _MODULES = {"Shop": "_client"}
        __all__ = ["Shop", "AsyncShop", "APIError", "NotFoundError", "CallOptions", "Pager", "__version__"]
        __version__ = "0.1.0"

        def __getattr__(name: str) -> object:
            raise AttributeError(name)
    """,
    "_client.py": """
        from functools import cached_property

        class Base:
            def close(self) -> None: ...
            def send(self, request: _Request) -> None: ...

        class _Request: ...

        class Shop(Base):
            def __init__(self, *, api_key: str | None = None, timeout: float = 30.0) -> None: ...

            @cached_property
            def orders(self) -> Orders:
                from ._resources.orders import Orders
                return Orders()

        class AsyncShop(Base):
            def __init__(self, *, api_key: str | None = None, timeout: float = 30.0) -> None: ...

            @cached_property
            def orders(self) -> AsyncOrders:
                from ._resources.orders import AsyncOrders
                return AsyncOrders()

        if TYPE_CHECKING:
            from ._resources.orders import AsyncOrders, Orders
    """,
    "_resources/__init__.py": "",
    "_resources/orders.py": """
        from __future__ import annotations
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from typing import Unpack
            from .._runtime.options import CallOptions
            from ..models import Line, Order, State

        class Orders:
            def get(self, order_id: str, line_id: str, **options: Unpack[CallOptions]) -> Order: ...
            def list(self, *, state: State | None = None, page: int | None = None) -> Pager[Order]: ...
            def create(self, *, lines: Sequence[Line], name: str = "") -> Order: ...

        class AsyncOrders:
            async def get(self, order_id: str, line_id: str, **options: Unpack[CallOptions]) -> Order: ...
            def list(self, *, state: State | None = None, page: int | None = None) -> Pager[Order]: ...
            async def create(self, *, lines: Sequence[Line], name: str = "") -> Order: ...
    """,
    "_runtime/__init__.py": "",
    "_runtime/errors.py": """
        class APIError(Exception):
            def __init__(self, message: str) -> None:
                self.message = message

        class NotFoundError(APIError):
            status_code: int = 404
    """,
    "_runtime/options.py": """
        from typing import TypedDict

        class CallOptions(TypedDict, total=False):
            timeout: float
            max_retries: int
    """,
    "_runtime/paging.py": """
        class Pager:
            def prefetch(self, pages: int) -> Pager: ...
            def __iter__(self): ...
    """,
    "models/__init__.py": """
        TYPE_CHECKING = False
        if TYPE_CHECKING:
            from ._order import Order
            from ._inputs import Line
            from ._values import State
        __all__ = ["Order", "Line", "State"]
    """,
    "models/_order.py": """
        class Order(Model):
            id: str
            price: float | None = None
            state: State
    """,
    "models/_inputs.py": """
        from typing import NotRequired, TypedDict

        class Line(TypedDict):
            article: str
            count: NotRequired[int]
    """,
    "models/_values.py": """
        from typing import Literal, TypeAlias
        State: TypeAlias = Literal["open", "paid"]
    """,
    "testing.py": """
        __all__ = ["FakeShop"]

        class FakeShop:
            def inject(self, *, status: int) -> None: ...
            def add(self, name: str, /) -> None: ...
    """,
}

Edit = tuple[str, str, str]


def _written(root: Path, *edits: Edit) -> Surface:
    files = {name: textwrap.dedent(text) for name, text in FILES.items()}
    for name, old, new in edits:
        assert old in files[name], old
        files[name] = files[name].replace(old, new)
    for name, text in files.items():
        path = root / "shop_client" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read("shop_client", root, "Shop")


def _changes(tmp_path: Path, *edits: Edit) -> list[Change]:
    return python_changes(_written(tmp_path / "old"), _written(tmp_path / "new", *edits))


ORDERS, MODEL, INPUTS, VALUES = "_resources/orders.py", "models/_order.py", "models/_inputs.py", "models/_values.py"


@pytest.mark.parametrize(
    ("edits", "verdict", "where"),
    [
        ([(ORDERS, "page: int | None = None", "page: int")], BREAKING, "client.orders.list(page)"),
        ([(ORDERS, ", page: int | None = None", "")], BREAKING, "client.orders.list(page)"),
        ([(ORDERS, "page: int | None = None", "number: int | None = None")], BREAKING, "client.orders.list(page)"),
        ([(ORDERS, "page: int | None", "page: int | str | None")], COMPATIBLE, "client.orders.list(page)"),
        ([(ORDERS, "page: int | None", "page: Literal[1, 2] | None")], BREAKING, "client.orders.list(page)"),
        ([(ORDERS, 'name: str = ""', 'name: str = "", rush: bool = False')], COMPATIBLE, "client.orders.create(rush)"),
        ([(ORDERS, 'name: str = ""', 'name: str = "new"')], RISKY, "client.orders.create(name)"),
        ([(ORDERS, 'name: str = ""', "name: str")], BREAKING, "client.orders.create(name)"),
        ([(ORDERS, "*, lines", "lines")], COMPATIBLE, "client.orders.create(lines)"),
        ([(ORDERS, "order_id: str, line_id", "line_id: str, order_id")], BREAKING, "client.orders.get(line_id)"),
        ([(ORDERS, "order_id: str, line_id", "order_id: str, *, line_id")], BREAKING, "client.orders.get(line_id)"),
        ([(ORDERS, "Pager[Order]", "list[Order]")], BREAKING, "client.orders.list"),
        ([(ORDERS, "CallOptions]) -> Order", "CallOptions]) -> Order | None")], BREAKING, "client.orders.get"),
        ([(ORDERS, "    async def create", "    def create")], BREAKING, "async client.orders.create"),
        ([("_runtime/options.py", "    max_retries: int\n", "")], BREAKING, "CallOptions.max_retries"),
        ([("_runtime/options.py", "    max_retries: int\n", "")], BREAKING, "client.orders.get(max_retries)"),
        (
            [("_runtime/options.py", "timeout", "deadline: float\n    timeout")],
            COMPATIBLE,
            "client.orders.get(deadline)",
        ),
        ([("_runtime/options.py", ", total=False", "")], BREAKING, "CallOptions.timeout"),
        ([(MODEL, "    id: str\n", "")], BREAKING, "models.Order.id"),
        ([(MODEL, "id: str", "id: str | int")], BREAKING, "models.Order.id"),
        ([(MODEL, "float | None = None", "float")], COMPATIBLE, "models.Order.price"),
        ([(MODEL, "id: str", "id: str\n    note: str | None = None")], COMPATIBLE, "models.Order.note"),
        ([(INPUTS, "NotRequired[int]", "int")], BREAKING, "models.Line.count"),
        ([(INPUTS, "article: str", "article: NotRequired[str]")], COMPATIBLE, "models.Line.article"),
        ([(INPUTS, "article: str", "article: int | str")], COMPATIBLE, "models.Line.article"),
        ([(VALUES, '"open", "paid"', '"open"')], BREAKING, "models.State"),
        ([("_runtime/errors.py", "NotFoundError(APIError)", "NotFoundError(Exception)")], BREAKING, "NotFoundError"),
        ([("__init__.py", '"NotFoundError", ', "")], BREAKING, "NotFoundError"),
        ([("_client.py", "timeout: float = 30.0", "timeout: float = 10.0")], RISKY, "client(timeout)"),
        ([("_runtime/paging.py", "def __iter__", "def __len__")], BREAKING, "Pager.__iter__"),
        ([("testing.py", "status: int", "code: int")], BREAKING, "testing.FakeShop.inject(status)"),
    ],
)
def test_the_verdict_on_an_edit(tmp_path: Path, edits: list[Edit], verdict: Verdict, where: str) -> None:
    found = _changes(tmp_path, *edits)

    assert worst(found) == verdict
    assert where in [change.where for change in found if change.verdict == verdict]


@pytest.mark.parametrize(
    "edits",
    [
        [("testing.py", "name: str, /", "title: str, /")],
        [("__init__.py", "_runtime.errors", "_runtime.faults"), ("__init__.py", '"0.1.0"', '"0.2.0"')],
        [(ORDERS, "class Orders", "class _Orders"), ("_client.py", " Orders", " _Orders")],
        [("_client.py", "request: _Request", "request: _Request, more: int")],
        [("_runtime/paging.py", "-> Pager", "-> Self")],
        [(ORDERS, "state: State | None", "state: None | Optional[State]")],
        [(MODEL, "id: str", "_kept: str\n    id: Annotated[str, Field(min_length=1)]")],
    ],
    ids=[
        "by position",
        "private module",
        "private class",
        "not callable by users",
        "self",
        "spelling",
        "private member",
    ],
)
def test_what_users_cannot_see_does_not_count(tmp_path: Path, edits: list[Edit]) -> None:
    renamed = {"_runtime/faults.py": FILES["_runtime/errors.py"]} if "_runtime.errors" in edits[0][1] else {}
    old, new = _written(tmp_path / "old"), tmp_path / "new"
    for name, text in renamed.items():
        (new / "shop_client" / name).parent.mkdir(parents=True, exist_ok=True)
        (new / "shop_client" / name).write_text(textwrap.dedent(text), encoding="utf-8")

    assert python_changes(old, _written(new, *edits)) == []


def test_both_clients_are_told_once_and_one_alone_by_its_name(tmp_path: Path) -> None:
    found = _changes(tmp_path, (ORDERS, ", page: int | None = None", ""))

    assert [change.where for change in found] == ["client.orders.list(page)"]


def test_an_alias_is_judged_by_who_writes_it_and_who_reads_it(tmp_path: Path) -> None:
    # State is an argument and a member: one more value is one more choice, and one more that may be met.
    found = _changes(tmp_path, (VALUES, '"open", "paid"', '"open", "paid", "sent"'))

    assert sorted(change.verdict for change in found) == [COMPATIBLE, RISKY]
    assert {change.where for change in found} == {"models.State"}


def test_a_class_of_the_same_members_is_told_as_renamed(tmp_path: Path) -> None:
    found = _changes(
        tmp_path, ("models/__init__.py", "Order", "OrderDetail"), (MODEL, "class Order", "class OrderDetail")
    )

    assert [(change.where, change.what) for change in found if change.where == "models.Order"] == [
        ("models.Order", "renamed: `Order` -> `OrderDetail`")
    ]


def test_what_is_known_to_be_renamed_is_compared_under_its_new_name(tmp_path: Path) -> None:
    old = _written(tmp_path / "old")
    new = _written(
        tmp_path / "new",
        ("models/__init__.py", "Order", "Sale"),
        (MODEL, "class Order", "class Sale"),
        (MODEL, "id: str", "id: int"),
        (ORDERS, "import Line, Order", "import Line, Sale"),
        (ORDERS, "-> Order", "-> Sale"),
        (ORDERS, "[Order]", "[Sale]"),
        (ORDERS, "def list", "def all"),
    )
    renames = {"models.Order": "models.Sale", "client.orders.list": "client.orders.all"}

    assert [change.where for change in python_changes(old, new, renames)] == ["models.Sale.id"]


def test_a_package_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePackageError, match="shop_client cannot be read"):
        read("shop_client", tmp_path, "Shop")
