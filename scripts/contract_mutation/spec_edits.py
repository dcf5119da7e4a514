"""What can be wrong with a spec: every edit of its operations, parameters, answers, components and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract_mutation.edits import GONE, Edit, Node, Path, as_list, as_node, pointer, renamed, without
from contract_mutation.schema_edits import schema_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = ("get", "put", "post", "delete", "patch")
# What an operation is taken to be called with instead; the first that is free.
OTHER_METHODS = {
    "get": ("post", "put", "patch"),
    "put": ("patch", "post"),
    "post": ("put", "patch"),
    "delete": ("post", "patch"),
    "patch": ("put", "post"),
}
OTHER_PLACES = {"query": ("header", "path"), "path": ("query", "header"), "header": ("query", "path")}
# The parts of a document that say something about all operations.
SETTINGS = ("servers", "x-envelope", "x-rate-limit", "x-package")
SCHEMAS = "#/components/schemas/"
SPOKEN = frozenset({"description", "example", "x-evidence"})
# The version of a package says nothing of the API.
UNTOLD = SPOKEN | {"version"}


def spec_edits(document: Node) -> Iterator[Edit]:
    """Give every edit of a spec but of what is only spoken."""
    for template, item in document["paths"].items():
        yield from _path_edits(document, template, item)
        for method in METHODS:
            if method in item:
                yield from _operation_edits(document, ("paths", template, method), item[method])
    yield from _component_edits(document["components"])
    yield from _reference_edits(document, (), _alike(document["components"]["schemas"]))
    for name in SETTINGS:
        if name in document:
            yield from _leaf_edits(document[name], (name,))
    for name, scheme in document["components"]["securitySchemes"].items():
        yield from _leaf_edits(scheme, ("components", "securitySchemes", name))
    for index in range(len(document["security"])):
        yield Edit("credential changed", f"security {index} dropped", ("security", index), GONE)


def _path_edits(document: Node, template: str, item: Node) -> Iterator[Edit]:
    pieces = template.split("/")
    for index, piece in enumerate(pieces):
        if piece and not piece.startswith("{"):
            now = "/".join([*pieces[:index], f"{piece}x", *pieces[index + 1 :]])
            yield Edit("path changed", f"{template} to {now}", ("paths",), renamed(document["paths"], template, now))
    yield Edit(
        "path changed", f"{template} with a slash", ("paths",), renamed(document["paths"], template, f"{template}/")
    )
    for method in METHODS:
        if method in item:
            yield Edit("operation dropped", f"{method} {template}", ("paths", template, method), GONE)
            other = next((each for each in OTHER_METHODS[method] if each not in item), None)
            if other is not None:
                changed = renamed(item, method, other)
                yield Edit("method changed", f"{method} {template} to {other}", ("paths", template), changed)
    yield from _parameter_list_edits(document, item.get("parameters", []), ("paths", template, "parameters"))


def _operation_edits(document: Node, path: Path, operation: Node) -> Iterator[Edit]:
    where = pointer(path)
    yield from _parameter_list_edits(document, operation.get("parameters", []), (*path, "parameters"))
    added = {"name": "added_parameter", "in": "query", "schema": {"type": "string"}}
    more = {**operation, "parameters": [*operation.get("parameters", []), added]}
    yield Edit("parameter added", where, path, more)
    if "requestBody" in operation:
        yield from _body_edits(operation["requestBody"], (*path, "requestBody"))
    else:
        schema = {"type": "object", "properties": {"added_member": {"type": "string"}}}
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        yield Edit("body added", where, path, {**operation, "requestBody": body})
    yield from _status_edits(operation["responses"], (*path, "responses"))
    for index, tag in enumerate(operation["tags"]):
        yield Edit("tag changed", where, (*path, "tags", index), f"{tag}x")
    yield Edit("name changed", where, (*path, "operationId"), f"{operation['operationId']}x")
    yield from _extension_edits(operation, path)


def _status_edits(responses: Node, path: Path) -> Iterator[Edit]:
    where = pointer(path)
    for status, answer in responses.items():
        yield Edit("status dropped", f"{where} {status}", (*path, status), GONE)
        other = str(next(code for code in range(int(status) + 1, 600) if str(code) not in responses))
        yield Edit("status changed", f"{where} {status} to {other}", path, renamed(responses, status, other))
        if "$ref" not in answer:
            yield from _answer_edits(answer, (*path, status))
        else:
            others = [each for each in responses.values() if "$ref" in each and each != answer]
            if others:
                yield Edit("answer swapped", f"{where} {status}", (*path, status), others[0])
    for added in ("202", "418"):
        example = next(iter(responses.values()))
        yield Edit("status added", f"{where} {added}", (*path, added), example)


def _answer_edits(answer: Node, path: Path) -> Iterator[Edit]:
    where = pointer(path)
    if "content" in answer:
        yield Edit("content dropped", where, (*path, "content"), GONE)
        yield from _content_edits(answer["content"], (*path, "content"))
    else:
        content = {"application/json": {"schema": {"type": "object"}}}
        yield Edit("content added", where, path, {**answer, "content": content})
    headers: Node = answer.get("headers", {})
    for name in headers:
        yield Edit("header dropped", f"{where} {name}", (*path, "headers", name), GONE)
        yield Edit("header renamed", f"{where} {name}", (*path, "headers"), renamed(headers, name, f"{name}-Renamed"))
    yield from _extension_edits(answer, path)


def _content_edits(content: Node, path: Path) -> Iterator[Edit]:
    for name, media in content.items():
        place = f"{pointer(path)} {name}"
        yield Edit("content type changed", place, path, renamed(content, name, "application/xml"))
        if len(content) > 1:
            yield Edit("content type dropped", place, (*path, name), GONE)
        yield from schema_edits(media["schema"], (*path, name, "schema"))


def _body_edits(body: Node, path: Path) -> Iterator[Edit]:
    where = pointer(path)
    yield Edit("body dropped", where, path, GONE)
    yield Edit("body made optional", where, path, without(body, "required"))
    yield from _content_edits(body["content"], (*path, "content"))
    yield from _extension_edits(body, path)


def _alike(schemas: Node) -> dict[str, str]:
    """Return for each component the one that it is most easily taken for: of equal members, or else the next one."""
    names, forms = list(schemas), {name: _form(schema) for name, schema in schemas.items()}
    found = dict[str, str]()
    for index, name in enumerate(names):
        others = [*names[index + 1 :], *names[:index]]
        found[name] = next((other for other in others if forms[other] == forms[name]), others[0])
    return found


def _reference_edits(value: object, path: Path, alike: dict[str, str]) -> Iterator[Edit]:
    node, items = as_node(value), as_list(value)
    pairs: list[tuple[str | int, Any]] = list(node.items()) if node is not None else list(enumerate(items or ()))
    for step, member in pairs:
        if step == "$ref" and str(member).startswith(SCHEMAS):
            other = alike[str(member).removeprefix(SCHEMAS)]
            yield Edit("schema swapped", f"{pointer(path)} for {other}", (*path, "$ref"), f"{SCHEMAS}{other}")
        yield from _reference_edits(member, (*path, step), alike)


def _form(value: object) -> object:
    """Return a schema without what is only spoken."""
    node, items = as_node(value), as_list(value)
    if node is not None:
        return {
            name: _form(member) for name, member in node.items() if name not in {"description", "x-evidence", "example"}
        }
    return [_form(item) for item in items] if items is not None else value


def _parameter_list_edits(document: Node, parameters: list[Node], path: Path) -> Iterator[Edit]:
    for index, parameter in enumerate(parameters):
        own, at = _resolved(document, parameter), (*path, index)
        where = f"{pointer(path)} {own['in']} {own['name']}"
        yield Edit("parameter dropped", where, at, GONE)
        yield from _parameter_edits(own, at, where)
        if "$ref" not in parameter:
            yield from schema_edits(own["schema"], (*at, "schema"))
            yield from _extension_edits(own, at)


def _parameter_edits(parameter: Node, path: Path, where: str) -> Iterator[Edit]:
    yield Edit("parameter renamed", where, path, {**parameter, "name": f"{parameter['name']}_renamed"})
    for place in OTHER_PLACES[parameter["in"]]:
        yield Edit("parameter moved", f"{where} to {place}", path, {**parameter, "in": place})
    if parameter.get("required"):
        yield Edit("parameter made optional", where, path, without(parameter, "required"))
    else:
        yield Edit("parameter made required", where, path, {**parameter, "required": True})


def _component_edits(components: Node) -> Iterator[Edit]:
    for name, schema in components.get("schemas", {}).items():
        yield from schema_edits(schema, ("components", "schemas", name))
    for name, parameter in components.get("parameters", {}).items():
        path: Path = ("components", "parameters", name)
        yield from _parameter_edits(parameter, path, pointer(path))
        yield from schema_edits(parameter["schema"], (*path, "schema"))
        yield from _extension_edits(parameter, path)
    for name, answer in components.get("responses", {}).items():
        yield from _answer_edits(answer, ("components", "responses", name))
    for name, header in components.get("headers", {}).items():
        yield from schema_edits(header["schema"], ("components", "headers", name, "schema"))


def _extension_edits(node: Node, path: Path) -> Iterator[Edit]:
    for name, value in node.items():
        if not name.startswith("x-") or name == "x-evidence":
            continue
        at, where = (*path, name), f"{pointer(path)} {name}"
        yield Edit("extension dropped", where, at, GONE)
        members, items = as_node(value), as_list(value)
        if isinstance(value, bool):
            yield Edit("extension changed", where, at, not value)
        elif members is not None:
            yield from _leaf_edits(members, at)
        elif items is not None:
            for index, item in enumerate(items):
                if len(items) > 1:
                    yield Edit("extension changed", f"{where} without {item}", (*at, index), GONE)
                yield Edit("extension changed", f"{where} {item}", (*at, index), f"{item}x")
        else:
            yield Edit("extension changed", where, at, f"{value}x")


def _leaf_edits(value: object, path: Path) -> Iterator[Edit]:
    """Change and drop every leaf that says something."""
    kind = (
        "credential changed"
        if "securitySchemes" in path
        else "extension changed"
        if path[0] == "paths"
        else "setting changed"
    )
    node, items = as_node(value), as_list(value)
    if node is not None:
        for name, member in node.items():
            if name not in UNTOLD:
                if as_node(member) is None and as_list(member) is None:
                    yield Edit(kind, f"{pointer(path)} {name} dropped", (*path, name), GONE)
                yield from _leaf_edits(member, (*path, name))
    elif items is not None:
        for index, item in enumerate(items):
            yield from _leaf_edits(item, (*path, index))
    else:
        now = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}x"
        yield Edit(kind, f"{pointer(path)} to {now}", path, now)


def _resolved(document: Node, node: Node) -> Node:
    while "$ref" in node:
        target = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node
