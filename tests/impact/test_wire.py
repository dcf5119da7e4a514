"""What an edit of a spec does to users: the verdict, where it is told, and that requests are not answers."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, cast

import pytest
from change_impact.changes import Change, Verdict, worst

from tests.impact.small import SHOP, Document, changes, credential, member, operation, parameter, renames, schema

if TYPE_CHECKING:
    from collections.abc import Callable

BREAKING, RISKY, COMPATIBLE = Verdict.BREAKING, Verdict.RISKY, Verdict.COMPATIBLE


def _add_parameter(document: Document, *, required: bool) -> None:
    listed = operation(document, "orders_list")["parameters"]
    listed.append({"name": "since", "in": "query", "required": required, "schema": {"type": "string"}})


def _drop_parameter(document: Document, name: str) -> None:
    operation(document, "orders_list")["parameters"].remove(parameter(document, name))


def _rename_member(document: Document, name: str, was: str, now: str) -> None:
    node = schema(document, name)
    node["properties"] = {now if key == was else key: value for key, value in node["properties"].items()}
    node["required"] = [now if key == was else key for key in node["required"]]


def _rename_schema(document: Document, was: str, now: str) -> None:
    text = json.dumps(document).replace(f'schemas/{was}"', f'schemas/{now}"')
    document.clear()
    document |= json.loads(text)
    schemas = document["components"]["schemas"]
    schemas[now] = schemas.pop(was)


def _move_path(document: Document, was: str, now: str) -> None:
    document["paths"][now] = document["paths"].pop(was)


def _rename_path_parameter(document: Document) -> None:
    _move_path(document, "/orders/{order_id}", "/orders/{id}")
    document["paths"]["/orders/{id}"]["delete"]["parameters"][0]["name"] = "id"


def _swap_path(document: Document) -> None:
    _move_path(document, "/orders/{order_id}/lines/{line_id}", "/orders/{line_id}/lines/{order_id}")


def _another_method(document: Document) -> None:
    item = document["paths"]["/orders/{order_id}/lines/{line_id}"]
    item["patch"] = item.pop("put")


def _add_operation(document: Document) -> None:
    made = {"operationId": "orders_count", "tags": ["orders"], "responses": {"204": {"description": "None"}}}
    document["paths"]["/orders/count"] = {"get": made}


def _status(document: Document, operation_id: str, was: str | None, now: str | None) -> None:
    responses = operation(document, operation_id)["responses"]
    node = responses.pop(was) if was else {"description": "Something"}
    if now:
        operation(document, operation_id)["responses"] = {now: node, **responses} if was else {**responses, now: node}


EDITS: list[tuple[str, Callable[[Document], object], Verdict | None, str]] = [
    # Operations.
    ("operation added", _add_operation, COMPATIBLE, "client.orders.count"),
    ("operation removed", lambda d: d["paths"].pop("/orders/{order_id}"), BREAKING, "client.orders.delete"),
    (
        "operation renamed",
        lambda d: operation(d, "orders_delete").update(operationId="orders_cancel"),
        BREAKING,
        "client.orders.delete",
    ),
    (
        "resource renamed",
        lambda d: operation(d, "orders_delete").update(operationId="sales_delete", tags=["sales"]),
        BREAKING,
        "client.orders.delete",
    ),
    ("path changed", lambda d: _move_path(d, "/orders", "/sales"), RISKY, "client.orders.create"),
    ("method changed", _another_method, RISKY, "client.orders.change_line"),
    ("deprecated", lambda d: operation(d, "orders_list").update(deprecated=True), COMPATIBLE, "client.orders.list"),
    # Parameters.
    ("optional parameter added", lambda d: _add_parameter(d, required=False), COMPATIBLE, "client.orders.list(since)"),
    ("required parameter added", lambda d: _add_parameter(d, required=True), BREAKING, "client.orders.list(since)"),
    ("parameter removed", lambda d: _drop_parameter(d, "sort"), BREAKING, "client.orders.list(sort)"),
    (
        "parameter required",
        lambda d: parameter(d, "sort").update(required=True),
        BREAKING,
        "client.orders.list(sort)",
    ),
    ("parameter renamed", lambda d: parameter(d, "sort").update(name="sorting"), BREAKING, "client.orders.list(sort)"),
    (
        "parameter respelt",
        lambda d: parameter(d, "pageSize").update(name="page_size"),
        RISKY,
        "client.orders.list(page_size)",
    ),
    ("parameter moved", lambda d: parameter(d, "sort").update({"in": "header"}), RISKY, "client.orders.list(sort)"),
    ("path parameter renamed", _rename_path_parameter, BREAKING, "client.orders.delete(order_id)"),
    ("path parameters swapped", _swap_path, BREAKING, "client.orders.change_line"),
    (
        "bound narrowed",
        lambda d: parameter(d, "pageSize")["schema"].update(maximum=50),
        BREAKING,
        "client.orders.list(page_size)",
    ),
    (
        "bound widened",
        lambda d: parameter(d, "pageSize")["schema"].update(maximum=500),
        COMPATIBLE,
        "client.orders.list(page_size)",
    ),
    (
        "bound spelt in another way",
        lambda d: parameter(d, "page").update(schema={"type": "integer", "exclusiveMinimum": 0, "default": 1}),
        None,
        "",
    ),
    (
        "default changed",
        lambda d: parameter(d, "pageSize")["schema"].update(default=50),
        RISKY,
        "client.orders.list(page_size)",
    ),
    (
        "secret no more",
        lambda d: parameter(d, "order_id", "orders_delete").pop("x-secret"),
        RISKY,
        "client.orders.delete(order_id)",
    ),
    (
        "secret now",
        lambda d: parameter(d, "sort").update({"x-secret": True}),
        COMPATIBLE,
        "client.orders.list(sort)",
    ),
    # Members of requests.
    (
        "optional member added to a request",
        lambda d: schema(d, "OrderCreate")["properties"].update(rush={"type": "boolean"}),
        COMPATIBLE,
        "client.orders.create(rush)",
    ),
    (
        "member of a request removed",
        lambda d: schema(d, "OrderCreate")["properties"].pop("amount"),
        BREAKING,
        "client.orders.create(amount)",
    ),
    (
        "member of a request required",
        lambda d: schema(d, "OrderCreate")["required"].append("amount"),
        BREAKING,
        "client.orders.create(amount)",
    ),
    (
        "member of a request optional",
        lambda d: schema(d, "OrderCreate").pop("required"),
        COMPATIBLE,
        "client.orders.create(name)",
    ),
    (
        "member of a request renamed",
        lambda d: _rename_member(d, "OrderCreate", "comment", "remark"),
        BREAKING,
        "client.orders.create(comment)",
    ),
    (
        "member of a request takes more types",
        lambda d: member(d, "OrderCreate", "amount").update(type=["integer", "string"]),
        COMPATIBLE,
        "client.orders.create(amount)",
    ),
    (
        "member of a request takes fractions",
        lambda d: member(d, "OrderCreate", "amount").update(type="number"),
        COMPATIBLE,
        "client.orders.create(amount)",
    ),
    (
        "member of a request is another type",
        lambda d: member(d, "OrderCreate", "amount").update(type="string"),
        BREAKING,
        "client.orders.create(amount)",
    ),
    (
        "null no longer sent",
        lambda d: member(d, "OrderCreate", "coupon").update(type="string"),
        BREAKING,
        "client.orders.create(coupon)",
    ),
    (
        "pattern dropped",
        lambda d: member(d, "OrderCreate", "comment").pop("pattern"),
        COMPATIBLE,
        "client.orders.create(comment)",
    ),
    (
        "pattern added",
        lambda d: member(d, "OrderCreate", "name").update(pattern="[A-Z]+"),
        BREAKING,
        "client.orders.create(name)",
    ),
    (
        "key of a dictionary required",
        lambda d: schema(d, "LineInput")["required"].append("count"),
        BREAKING,
        "models.LineInput.count",
    ),
    (
        "value of a request dropped",
        lambda d: schema(d, "OrderSort")["enum"].remove("price"),
        BREAKING,
        "models.OrderSort",
    ),
    (
        "value of a request added",
        lambda d: schema(d, "OrderSort")["enum"].append("name"),
        COMPATIBLE,
        "models.OrderSort",
    ),
    # Members of answers.
    (
        "member of an answer added",
        lambda d: schema(d, "Order")["properties"].update(weight={"type": "number"}),
        COMPATIBLE,
        "models.Order.weight",
    ),
    (
        "member of an answer removed",
        lambda d: schema(d, "Order")["properties"].pop("price"),
        BREAKING,
        "models.Order.price",
    ),
    (
        "member of an answer optional",
        lambda d: schema(d, "Order")["required"].remove("created"),
        BREAKING,
        "models.Order.created",
    ),
    (
        "member of an answer always there",
        lambda d: schema(d, "Order")["required"].append("price"),
        COMPATIBLE,
        "models.Order.price",
    ),
    (
        "member of an answer may be null",
        lambda d: member(d, "Order", "id").update(type=["string", "null"]),
        BREAKING,
        "models.Order.id",
    ),
    (
        "what may be missing may be null",
        lambda d: member(d, "Order", "price").update(type=["number", "null"]),
        COMPATIBLE,
        "models.Order.price",
    ),
    (
        "member of an answer may be more",
        lambda d: member(d, "Order", "id").update(type=["string", "integer"]),
        BREAKING,
        "models.Order.id",
    ),
    (
        "member of an answer may be less",
        lambda d: member(d, "Order", "price").update(type="integer"),
        RISKY,
        "models.Order.price",
    ),
    (
        "moment becomes text",
        lambda d: member(d, "Order", "created").pop("format"),
        BREAKING,
        "models.Order.created",
    ),
    ("format of text", lambda d: member(d, "Order", "id").update(format="uri"), None, ""),
    (
        "items of an answer retyped",
        lambda d: member(d, "Order", "labels")["items"].update(type="integer"),
        BREAKING,
        "models.Order.labels[]",
    ),
    (
        "member of an answer renamed",
        lambda d: _rename_member(d, "Order", "price", "costs"),
        BREAKING,
        "models.Order.price",
    ),
    (
        "bound of an answer narrowed",
        lambda d: member(d, "Order", "price").update(minimum=1),
        RISKY,
        "models.Order.price",
    ),
    (
        "member of an error removed",
        lambda d: schema(d, "Error")["properties"].pop("message"),
        RISKY,
        "errors.Error.message",
    ),
    (
        "recursion",
        lambda d: schema(d, "Customer")["properties"].update(mail={"type": "string"}),
        COMPATIBLE,
        "models.Customer.mail",
    ),
    # Answers.
    ("error described", lambda d: _status(d, "orders_list", None, "404"), COMPATIBLE, "client.orders.list"),
    ("success described", lambda d: _status(d, "orders_list", None, "206"), RISKY, "client.orders.list"),
    ("status of success", lambda d: _status(d, "orders_create", "201", "200"), RISKY, "client.orders.create"),
    (
        "answers something else",
        lambda d: operation(d, "orders_create")["responses"]["201"]["content"]["application/json"].update(
            schema={"$ref": "#/components/schemas/Customer"}
        ),
        BREAKING,
        "client.orders.create -> result",
    ),
    (
        "answers nothing any more",
        lambda d: operation(d, "orders_create")["responses"]["201"].pop("content"),
        BREAKING,
        "client.orders.create",
    ),
    (
        "header of an answer removed",
        lambda d: operation(d, "orders_list")["responses"]["200"].pop("headers"),
        RISKY,
        "client.orders.list",
    ),
    # Our extensions.
    (
        "list without pages",
        lambda d: operation(d, "orders_list").pop("x-paging"),
        BREAKING,
        "client.orders.list",
    ),
    (
        "first page counted otherwise",
        lambda d: operation(d, "orders_list")["x-paging"].update(first=0),
        RISKY,
        "client.orders.list",
    ),
    (
        "paging without total",
        lambda d: operation(d, "orders_list")["x-paging"].pop("total"),
        RISKY,
        "client.orders.list",
    ),
    (
        "repeated now",
        lambda d: operation(d, "orders_create").update({"x-idempotent": True}),
        RISKY,
        "client.orders.create",
    ),
    (
        "not repeated any more",
        lambda d: operation(d, "orders_delete").update({"x-idempotent": False}),
        RISKY,
        "client.orders.delete",
    ),
    ("said what is so", lambda d: operation(d, "orders_create").update({"x-idempotent": False}), None, ""),
    (
        "permission added",
        lambda d: operation(d, "orders_create")["x-permissions"].append("order.all"),
        RISKY,
        "client.orders.create",
    ),
    (
        "permission removed",
        lambda d: operation(d, "orders_create").pop("x-permissions"),
        COMPATIBLE,
        "client.orders.create",
    ),
    (
        "extension that nobody knows",
        lambda d: operation(d, "orders_create").update({"x-new": 1}),
        RISKY,
        "client.orders.create",
    ),
    # The service and the package.
    ("base URL", lambda d: d["servers"][0].update(url="https://shop.example/v2"), RISKY, "client"),
    (
        "environment variable",
        lambda d: credential(d)["x-credential"].update(environment="SHOP_API_KEY"),
        BREAKING,
        "client",
    ),
    (
        "argument of the credential",
        lambda d: credential(d)["x-credential"].update(argument="key"),
        BREAKING,
        "client(key)",
    ),
    ("prefix of the credential", lambda d: credential(d)["x-credential"].update(prefix="Bearer "), RISKY, "client"),
    ("import name", lambda d: d["x-package"].update(package="shop"), BREAKING, "package.package"),
    # What changes nothing.
    ("descriptions", lambda d: member(d, "Order", "id").update(description="Other words."), None, ""),
    ("title", lambda d: d["info"].update(title="The Shop"), None, ""),
    ("version", lambda d: d["x-package"].update(version="0.4.0"), None, ""),
]


@pytest.mark.parametrize(("edit", "verdict", "where"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_the_verdict_on_an_edit(edit: Callable[[Document], object], verdict: Verdict | None, where: str) -> None:
    found = changes(edit)

    assert worst(found) == verdict
    assert [change.where for change in found if change.verdict == verdict][:1] == ([where] if where else [])
    assert all(change.why for change in found)


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        node = cast("Document", value)
        return {key: _reversed(inner) for key, inner in reversed(node.items())}
    return value


def test_the_order_of_keys_and_of_required_members_does_not_count() -> None:
    def edit(document: Document) -> None:
        turned = _reversed(copy.deepcopy(document))
        document.clear()
        document |= turned
        schema(document, "Order")["required"].reverse()
        schema(document, "OrderSort")["enum"].reverse()

    assert changes(edit) == []


def test_a_reference_and_what_it_refers_to_are_the_same() -> None:
    def edit(document: Document) -> None:
        refused = document["components"]["responses"].pop("Refused")
        for item in document["paths"].values():
            for node in item.values():
                if isinstance(node, dict):
                    node["responses"]["401"] = refused
        parameter(document, "sort")["schema"] = document["components"]["schemas"].pop("OrderSort")

    assert changes(edit) == []


def _direction(edit: Callable[[Document], object]) -> dict[str, Verdict]:
    found = changes(edit)
    return {"request" if "requests" in one.what else "answer": one.verdict for one in found if "value" in one.what}


def test_a_closed_list_in_requests_and_answers_is_judged_for_each() -> None:
    assert _direction(lambda d: schema(d, "OrderKind")["enum"].append("public")) == {
        "request": COMPATIBLE,
        "answer": RISKY,
    }
    assert _direction(lambda d: schema(d, "OrderKind")["enum"].remove("private")) == {
        "request": BREAKING,
        "answer": RISKY,
    }


def test_an_open_list_in_requests_and_answers_is_judged_for_each() -> None:
    def listed(document: Document) -> list[str]:
        found: list[str] = schema(document, "OrderState")["anyOf"][0]["enum"]
        return found

    assert _direction(lambda d: listed(d).append("lost")) == {"request": COMPATIBLE, "answer": COMPATIBLE}
    assert _direction(lambda d: listed(d).remove("paid")) == {"request": RISKY, "answer": COMPATIBLE}


def test_closing_a_list_breaks_requests_and_is_risky_in_answers() -> None:
    found = changes(lambda d: schema(d, "OrderState")["anyOf"].pop())

    assert {change.what.partition("(")[2]: change.verdict for change in found} == {
        "in requests)": BREAKING,
        "in answers)": RISKY,
    }


def _told(found: list[Change]) -> list[str]:
    return [f"{change.where}: {change.what}" for change in found]


def test_renames_are_told_as_renames() -> None:
    assert _told(changes(lambda d: operation(d, "orders_delete").update(operationId="orders_cancel"))) == [
        "client.orders.delete: renamed: `client.orders.delete` -> `client.orders.cancel`"
    ]
    assert _told(changes(lambda d: parameter(d, "sort").update(name="order_by"))) == [
        "client.orders.list(sort): renamed: `sort` -> `order_by`"
    ]
    assert _told(changes(lambda d: _rename_member(d, "Order", "state", "status"))) == [
        "models.Order.state: renamed: `state` -> `status` (in answers)"
    ]
    assert _told(changes(lambda d: _rename_schema(d, "Customer", "Buyer"))) == [
        "models.Customer: renamed to `Buyer` (in answers)"
    ]


def test_what_goes_and_something_else_that_comes_is_no_rename() -> None:
    def edit(document: Document) -> None:
        members = schema(document, "Order")["properties"]
        del members["price"]
        members["weight"] = {"type": "number", "minimum": 0, "description": "How heavy it is."}

    assert {change.what for change in changes(edit)} == {"removed (in answers)", "added (in answers)"}


def test_a_schema_that_no_class_is_made_of_may_have_any_name() -> None:
    assert changes(lambda d: _rename_schema(d, "Error", "Fault")) == []
    assert changes(lambda d: _rename_schema(d, "OrderCreate", "NewOrder")) == []


def test_a_shared_change_is_one_row_and_names_its_operations() -> None:
    (change,) = changes(lambda d: schema(d, "Order")["properties"].pop("price"))

    assert change.uses == ("client.orders.list", "client.orders.create", "client.orders.change_line")


def _enveloped() -> Document:
    document = copy.deepcopy(SHOP)
    document["x-envelope"] = {"success": "meta.ok", "id": "data.id"}
    created = operation(document, "orders_create")
    created["x-result"] = "data"
    meta = {"type": "object", "properties": {"ok": {"type": "boolean"}, "took": {"type": "integer"}}}
    envelope = {
        "meta": meta,
        "data": {"$ref": "#/components/schemas/Order"},
        "old": {"$ref": "#/components/schemas/Order"},
    }
    document["components"]["schemas"]["Answer"] = {"type": "object", "x-envelope": True, "properties": envelope}
    envelope_node = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}}
    operation(document, "orders_delete")["responses"] = {"200": envelope_node}
    created["responses"]["201"]["content"]["application/json"]["schema"] = {"$ref": "#/components/schemas/Answer"}
    return document


ENVELOPE_EDITS: list[tuple[str, Callable[[Document], object], Verdict]] = [
    ("result", lambda d: schema(d, "Order")["properties"].pop("price"), BREAKING),
    ("envelope", lambda d: member(d, "Answer", "meta")["properties"].pop("took"), RISKY),
    ("elsewhere", lambda d: operation(d, "orders_create").update({"x-result": "old"}), RISKY),
    ("another type", lambda d: operation(d, "orders_create").update({"x-result": "data.customer"}), BREAKING),
    ("created", lambda d: operation(d, "orders_create").update({"x-result": "created"}), BREAKING),
    ("nothing", lambda d: operation(d, "orders_create").pop("x-result"), BREAKING),
    ("no body", lambda d: operation(d, "orders_delete")["responses"]["200"].pop("content"), RISKY),
    ("places", lambda d: d["x-envelope"].update(success="meta.success"), RISKY),
]


@pytest.mark.parametrize(
    ("edit", "verdict"), [row[1:] for row in ENVELOPE_EDITS], ids=[row[0] for row in ENVELOPE_EDITS]
)
def test_what_is_taken_out_of_an_envelope_counts_for_more_than_the_rest(
    edit: Callable[[Document], object], verdict: Verdict
) -> None:
    assert worst(changes(edit, _enveloped())) == verdict


def test_what_is_taken_out_of_an_envelope_is_told_once() -> None:
    found = changes(lambda d: schema(d, "Order")["properties"].pop("price"), _enveloped())

    told = [change.where for change in found if "client.orders.create" in change.uses]
    assert told == ["models.Order.price", "envelopes.Answer.old.price"]


def test_renames_are_known_to_the_comparison_of_packages() -> None:
    def edit(document: Document) -> None:
        _rename_schema(document, "Customer", "Buyer")
        _rename_member(document, "Order", "state", "status")
        parameter(document, "sort")["name"] = "order_by"
        operation(document, "orders_delete")["operationId"] = "orders_cancel"

    assert renames(edit) == {
        "models.Customer": "models.Buyer",
        "models.Order.state": "models.Order.status",
        "client.orders.list(sort)": "client.orders.list(order_by)",
        "client.orders.delete": "client.orders.cancel",
    }


def test_broken_references_are_survived() -> None:
    def edit(document: Document) -> None:
        member(document, "Order", "customer")["$ref"] = "#/components/schemas/Nobody"
        document["components"]["schemas"]["Loop"] = {"$ref": "#/components/schemas/Loop"}
        parameter(document, "sort")["schema"] = {"$ref": "#/components/schemas/Loop"}

    assert worst(changes(edit)) is BREAKING
