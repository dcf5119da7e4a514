"""Comparing JSON values, and what a client makes of them, without mercy."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.contract.documents import Node, as_list, as_node, python_name
from tests.contract.strictness import is_timestamp, schema_faults

if TYPE_CHECKING:
    from types import ModuleType

    from tests.contract.documents import Spec

_JSON_TYPES: dict[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def differences(recorded: object, returned: object, where: str = "body") -> list[str]:
    """Return where two JSON values differ; `1`, `1.0`, `true` and `"1"` all do.

    Timestamps may differ in spelling as long as they name the same moment.
    """
    if type(recorded) is not type(returned):
        return [f"{where}: {recorded!r} became {returned!r}"]
    before, after = as_node(recorded), as_node(returned)
    if before is not None and after is not None:
        found = [f"{where}.{name}: lost" for name in before.keys() - after.keys()]
        found += [f"{where}.{name}: added" for name in after.keys() - before.keys()]
        for name in before.keys() & after.keys():
            found += differences(before[name], after[name], f"{where}.{name}")
        return sorted(found)
    items, returned_items = as_list(recorded), as_list(returned)
    if items is not None and returned_items is not None:
        found = [f"{where}: {len(items)} items became {len(returned_items)}"] * (len(items) != len(returned_items))
        for index, (item, returned_item) in enumerate(zip(items, returned_items, strict=False)):
            found += differences(item, returned_item, f"{where}[{index}]")
        return found
    return [] if recorded == returned or _same_moment(recorded, returned) else [f"{where}: {recorded!r}, {returned!r}"]


def _same_moment(first: object, second: object) -> bool:
    if not isinstance(first, str) or not isinstance(second, str) or not is_timestamp(first) or not is_timestamp(second):
        return False
    return datetime.fromisoformat(first) == datetime.fromisoformat(second)


def type_faults(
    spec: Spec, models: ModuleType, schema: Node, sent: object, made: object, where: str = "body"
) -> list[str]:
    """Return where an object that a client made of JSON has not the Python type its schema asks for."""
    name = schema["$ref"].rpartition("/")[2] if "$ref" in schema else ""
    resolved = spec.resolve(schema)
    if "anyOf" in resolved:
        return _branch_faults(spec, models, resolved["anyOf"], sent, made, where)
    members, items = as_node(sent), as_list(sent)
    if members is not None and ("properties" in resolved or isinstance(getattr(models, name, None), type)):
        if type(made) is not getattr(models, name):
            return [f"{where}: {type(made).__name__} instead of {name}"]
        known = {key: value for key, value in members.items() if key in resolved.get("properties", {})}
        return [
            fault
            for key, value in known.items()
            for fault in type_faults(
                spec, models, resolved["properties"][key], value, getattr(made, python_name(key)), f"{where}.{key}"
            )
        ]
    if members is not None and as_node(resolved.get("additionalProperties")):
        made_members = as_node(made)
        if made_members is None or members.keys() != made_members.keys():
            return [f"{where}: {type(made).__name__} instead of dict with the same keys"]
        return [
            fault
            for key, value in members.items()
            for fault in type_faults(
                spec, models, resolved["additionalProperties"], value, made_members[key], f"{where}.{key}"
            )
        ]
    if items is not None and "items" in resolved:
        made_items: list[Any] | None = as_list(made)
        if made_items is None or len(made_items) != len(items):
            return [f"{where}: {type(made).__name__} instead of list of {len(items)}"]
        pairs = zip(items, made_items, strict=True)
        return [
            fault
            for index, (item, made_item) in enumerate(pairs)
            for fault in type_faults(spec, models, resolved["items"], item, made_item, f"{where}[{index}]")
        ]
    is_moment = resolved.get("format") == "date-time" and isinstance(sent, str)
    expected = datetime if is_moment else type(sent)
    return [] if type(made) is expected else [f"{where}: {type(made).__name__} instead of {expected.__name__}"]


def _branch_faults(
    spec: Spec, models: ModuleType, branches: list[Node], sent: object, made: object, where: str
) -> list[str]:
    fitting = [each for each in branches if _takes(spec.resolve(each), sent)]
    if not fitting:
        return [f"{where}: no branch of the schema takes {_JSON_TYPES[type(sent)]}"]
    # Of several branches of one type, the first one that takes the value as it is; where none does, because the value
    # has more than the spec knows, the one that the object is made by.
    exact = next((each for each in fitting if not schema_faults(spec, each, sent, where)), None)
    if exact is not None:
        return type_faults(spec, models, exact, sent, made, where)
    found = [type_faults(spec, models, each, sent, made, where) for each in fitting]
    return min(found, key=len)


def _takes(branch: Node, sent: object) -> bool:
    kinds = as_list(branch.get("type")) or [branch.get("type")]
    return _JSON_TYPES[type(sent)] in kinds
