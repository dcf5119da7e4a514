"""Compares one operation with what it was: address, arguments, answers, and what our extensions say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generation.names import python_name
from spec_lint.values import Node, mapping, sequence, text

from .changes import Change, Verdict
from .contract import DOCUMENTATION, Method, component
from .directions import Difference, Direction
from .renames import renamed
from .schemas import Schemas, added, looks, presence, removed, renaming, secrecy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .renames import Looks

# Methods that may be sent twice without harm, by what HTTP says of them.
_REPEATABLE = frozenset(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])

_COMPARED = frozenset(
    [
        *("operationId", "parameters", "requestBody", "responses", "security", "deprecated"),
        *("x-paging", "x-idempotent", "x-permissions", "x-result"),
    ]
)


class OperationDiff:
    """Compares operations; what their schemas hold is kept in one place for all."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._changes: list[Change] = []

    @property
    def changes(self) -> list[Change]:
        """All that was found so far, apart from schemas."""
        return self._changes

    def compare(self, old: Method, new: Method) -> None:
        """Compare an operation with what it was."""
        self._tell(old.access, _names(old, new))
        if old.access != new.access:
            self._schemas.renames[old.access] = new.access
        self._tell(new.access, _address(old, new))
        self._parameters(old, new)
        self._body(old, new)
        self._answers(old, new)
        self._tell(new.access, _paging(old, new))
        self._tell(new.access, _extensions(old, new))
        for key in sorted((old.operation.node.keys() | new.operation.node.keys()) - _COMPARED - DOCUMENTATION):
            if old.operation.node.get(key) != new.operation.node.get(key):
                what = Difference(Verdict.RISKY, f"`{key}` is different", "read what it means to callers")
                self._tell(new.access, [what])

    def _tell(self, where: str, differences: Iterator[Difference] | list[Difference]) -> None:
        for verdict, what, why, kind in differences:
            self._changes.append(Change(verdict, where, what, why, kind))

    def _parameters(self, old: Method, new: Method) -> None:
        before, after = _by_place(old), _by_place(new)
        pairs = {key: key for key in before if key in after}
        gone = {key: node for key, node in before.items() if key not in pairs}
        came = {key: node for key, node in after.items() if key not in pairs}
        for was, now in [
            *_moved(gone, came),
            *_path_renames(old, new, gone, came),
            *self._renamed(old, new, gone, came),
        ]:
            if was in pairs or now in pairs.values():
                continue
            pairs[was] = now
            if was[0] != "path" or _argument(new, gone[was]) != _argument(new, came[now]):
                self._tell(_argument(old, gone[was]), _changed_place(was, now))
                self._schemas.renames[_argument(new, gone[was])] = _argument(new, came[now])
        for key, node in gone.items():
            if key not in pairs:
                self._tell(_argument(old, node), [removed(Direction.REQUEST)])
        for key, node in came.items():
            if key not in pairs.values():
                self._tell(_argument(new, node), [added(Direction.REQUEST, required=_required(node))])
        for was, now in pairs.items():
            self._parameter(new, before[was], after[now])

    @staticmethod
    def _renamed(
        old: Method, new: Method, gone: dict[tuple[str, str], Node], came: dict[tuple[str, str], Node]
    ) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
        for place in ("query", "header", "cookie"):
            sides = [
                {name: _looks(method, node) for (where, name), node in side.items() if where == place}
                for method, side in ((old, gone), (new, came))
            ]
            for was, now in renamed(*sides).items():
                yield (place, was), (place, now)

    def _parameter(self, new: Method, before: Node, after: Node) -> None:
        where = _argument(new, after)
        place = text(after.get("in"))
        if place != "path" and text(before.get("in")) != "path":
            required = _required(before), _required(after)
            self._tell(where, presence(Direction.REQUEST, required=required, null=(False, False)))
        self._tell(where, secrecy(before, after))
        names = [text(node.get("x-argument")) or text(node.get("name")) for node in (before, after)]
        if before.get("name") == after.get("name") and names[0] != names[1]:
            self._tell(where, [_argument_renamed(names[0], names[1], place)])
            self._schemas.renames[_argument(new, before)] = where
        for key in ("style", "explode", "allowReserved", "x-boolean-spelling", "content"):
            if before.get(key) != after.get(key):
                why = "what is sent is spelled in another way"
                self._tell(where, [Difference(Verdict.RISKY, f"`{key}` is different", why)])
        schemas = mapping(before.get("schema")), mapping(after.get("schema"))
        self._schemas.compare(*schemas, Direction.REQUEST, where, new.access)

    def _body(self, old: Method, new: Method) -> None:
        kinds = [sorted(mapping(side.request.get("content"))) for side in (old, new)]
        if kinds[0] and kinds[1] and kinds[0] != kinds[1]:
            what = f"content of the request: {', '.join(kinds[0])} -> {', '.join(kinds[1])}"
            self._tell(new.access, [Difference(Verdict.BREAKING, what, "its arguments are other ones")])
            return
        names = [text(side.request.get("x-argument")) for side in (old, new)]
        if all(names) and names[0] != names[1]:
            self._tell(f"{new.access}({names[1]})", [_argument_renamed(names[0], names[1], "body")])
            self._schemas.renames[f"{new.access}({names[0]})"] = f"{new.access}({names[1]})"
        before, after = old.body, new.body
        if before is None and after is None:
            if kinds[0] != kinds[1]:
                one = removed(Direction.REQUEST) if kinds[0] else added(Direction.REQUEST, required=True)
                self._tell(f"{new.access}({names[1] or names[0]})", [one])
            return
        if bool(old.request.get("required")) != bool(new.request.get("required")) and old.request and new.request:
            what = "the body is required now" if new.request.get("required") else "the body may be left out now"
            verdict = Verdict.RISKY if new.request.get("required") else Verdict.COMPATIBLE
            self._tell(new.access, [Difference(verdict, what, "the client sends one all the same")])
        if names[1] and names[0]:
            self._schemas.compare(before or {}, after or {}, Direction.REQUEST, f"{new.access}({names[1]})", new.access)
            return
        if names[0] != names[1]:
            what = "the body is one argument now" if names[1] else "the members of the body are arguments now"
            self._tell(new.access, [Difference(Verdict.BREAKING, what, "its arguments are other ones")])
            return
        # The members are arguments, the component has no class: told at the method, not at the component.
        sides = [side.contract.resolve(node) for side, node in ((old, before), (new, after))]
        self._schemas.compare_arguments(sides[0], sides[1], new.access)

    def _answers(self, old: Method, new: Method) -> None:
        before, after = old.answers, new.answers
        self._statuses(old, new)
        for status in (status for status in before if status in after and not status.startswith("2")):
            self._error(old, new, status)
        for status in (status for status in before if status in after):
            self._tell(new.access, _headers(status, _described(old, before[status]), _described(new, after[status])))
        self._result(old, new)

    def _statuses(self, old: Method, new: Method) -> None:
        gone = [status for status in old.answers if status not in new.answers]
        came = [status for status in new.answers if status not in old.answers]
        good = [[status for status in side if status.startswith("2")] for side in (gone, came)]
        if good[0] and good[1]:
            what = f"status of success: {', '.join(good[0])} -> {', '.join(good[1])}"
            why = "any 2xx is success, but raw answers and mocks show the other number"
            self._tell(new.access, [Difference(Verdict.RISKY, what, why)])
        for status in gone:
            what = f"status {status} is no longer described"
            if status not in good[0]:
                why = "its error is raised all the same, should it come"
                self._tell(new.access, [Difference(Verdict.COMPATIBLE, what, why, "removed")])
            elif not good[1]:
                why = "raw answers and mocks with it are not what is described any more"
                self._tell(new.access, [Difference(Verdict.RISKY, what, why, "removed")])
        for status in came:
            what = f"status {status} is described"
            if status not in good[1]:
                why = "the error of it was raised before, too"
                self._tell(new.access, [Difference(Verdict.COMPATIBLE, what, why, "added")])
            elif not good[0]:
                why = "success may look otherwise than code that reads the status expects"
                self._tell(new.access, [Difference(Verdict.RISKY, what, why, "added")])

    def _error(self, old: Method, new: Method, status: str) -> None:
        before, after = old.answers[status], new.answers[status]
        raised = [[text(name) for name in sequence(side.get("x-raises"))] for side in (before, after)]
        if raised[0] != raised[1]:
            what = f"{status} raises: {' or '.join(raised[0]) or 'its own'} -> {' or '.join(raised[1]) or 'its own'}"
            why = "an `except` that caught it may not any more"
            self._tell(new.access, [Difference(Verdict.RISKY, what, why)])
        schemas = old.answer_schema(before), new.answer_schema(after)
        name = component(schemas[1] or {}) or component(schemas[0] or {})
        where = f"errors.{name}" if name else f"{new.access} {status}"
        self._schemas.compare(schemas[0] or {}, schemas[1] or {}, Direction.ANSWER, where, new.access, typed=False)

    def _result(self, old: Method, new: Method) -> None:
        (was, before), (now, after) = old.result(), new.result()
        names = component(before), component(after)
        if was != now or (not before) != (not after):
            what = f"returns {_returned(was, names[0])} -> {_returned(now, names[1])}"
            self._tell(new.access, [Difference(Verdict.BREAKING, what, "the result has another type")])
        elif old.inside != new.inside:
            same = names[0] == names[1] and all(names)
            what = f"result is read from `{new.inside or 'nothing'}`, no longer from `{old.inside or 'nothing'}`"
            why = "it has the same type, but answers and mocks hold it elsewhere" if same else "it has another type"
            self._tell(new.access, [Difference(Verdict.RISKY if same else Verdict.BREAKING, what, why)])
        if before or after:
            self._schemas.compare(before, after, Direction.ANSWER, f"{new.access} -> result", new.access)
        schemas = [side.answer_schema(side.success[1]) if side.success else None for side in (old, new)]
        if None in schemas:
            if schemas[0] != schemas[1] and was == now:
                what = "the answer has no body any more" if schemas[1] is None else "the answer has a body now"
                verdict = Verdict.RISKY if schemas[1] is None else Verdict.COMPATIBLE
                why = "the method returns what it returned, but raw answers and mocks are different"
                self._tell(new.access, [Difference(verdict, what, why)])
            return
        whole = [schema or {} for schema in schemas]
        # Without an envelope a page is a model like any other; an envelope has no class.
        typed = not old.contract.envelope and not new.contract.envelope
        name = component(whole[1])
        where = f"envelopes.{name}" if name else f"{new.access} -> answer"
        told = "" if typed else f"{where}.{new.inside}".replace(".*", "[*]")
        self._schemas.compare(whole[0], whole[1], Direction.ANSWER, where, new.access, typed=typed, without=told)


def _names(old: Method, new: Method) -> Iterator[Difference]:
    if old.access != new.access:
        what = f"renamed: `{old.access}` -> `{new.access}`"
        yield Difference(Verdict.BREAKING, what, "calls by the old name fail with an AttributeError")
    elif old.id != new.id:
        what = f"operationId: `{old.id}` -> `{new.id}`"
        yield Difference(Verdict.RISKY, what, "errors, spans and logs name it otherwise")


def _address(old: Method, new: Method) -> Iterator[Difference]:
    was, now = (f"{side.http} {re.sub(r'{[^}]*}', '{}', side.operation.path)}" for side in (old, new))
    if was != now:
        shown = f"{old.http} {old.operation.path} -> {new.http} {new.operation.path}"
        why = "calls are written as before, but mocks, proxies and allow-lists know the old address"
        yield Difference(Verdict.RISKY, f"address: {shown}", why)
    names = [re.findall(r"{([^}]*)}", side.operation.path) for side in (old, new)]
    if names[0] != names[1] and sorted(names[0]) == sorted(names[1]):
        what = f"order of arguments: {', '.join(names[0])} -> {', '.join(names[1])}"
        yield Difference(Verdict.BREAKING, what, "calls by position mix them up, and nothing notices")


def _by_place(method: Method) -> dict[tuple[str, str], Node]:
    return {(one.location, one.name): one.node for one in method.operation.parameters}


def _required(node: Node) -> bool:
    return bool(node.get("required")) or node.get("in") == "path"


def _looks(method: Method, node: Node) -> Looks:
    found = looks(method.contract, mapping(node.get("schema")))
    return found._replace(description=text(node.get("description")))


def _argument(method: Method, node: Node) -> str:
    return f"{method.access}({python_name(text(node.get('x-argument')) or text(node.get('name')))})"


def _moved(
    gone: dict[tuple[str, str], Node], came: dict[tuple[str, str], Node]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for was in gone:
        for now in came:
            if python_name(was[1]) == python_name(now[1]) and was[0] != now[0]:
                yield was, now


def _path_renames(
    old: Method, new: Method, gone: dict[tuple[str, str], Node], came: dict[tuple[str, str], Node]
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pair what stands at the same place of the path."""
    names = [re.findall(r"{([^}]*)}", side.operation.path) for side in (old, new)]
    if len(names[0]) == len(names[1]):
        for was, now in zip(*names, strict=True):
            if ("path", was) in gone and ("path", now) in came:
                yield ("path", was), ("path", now)


def _changed_place(was: tuple[str, str], now: tuple[str, str]) -> Iterator[Difference]:
    if was[0] != now[0]:
        what = f"moved: {was[0]} -> {now[0]}"
        if "path" in {was[0], now[0]}:
            yield Difference(Verdict.BREAKING, what, "arguments of the path go by position, all others by keyword")
        else:
            why = "calls are written as before, but mocks and recordings hold it elsewhere"
            yield Difference(Verdict.RISKY, what, why)
    elif was[0] == "path":
        yield _argument_renamed(was[1], now[1], "path")
    else:
        yield renaming(Direction.REQUEST, was[1], now[1])


def _argument_renamed(was: str, now: str, place: str) -> Difference:
    why = "calls that give it by keyword fail" if place == "path" else "calls with the old name fail with a TypeError"
    return Difference(Verdict.BREAKING, f"argument renamed: `{was}` -> `{now}`", why)


def _described(method: Method, answer: Node) -> dict[str, Node]:
    """Return the headers of an answer by their names in small letters, without what is only said to readers."""
    found = {name.lower(): method.contract.resolve(node) for name, node in mapping(answer.get("headers")).items()}
    return {name: {key: node[key] for key in node if key not in DOCUMENTATION} for name, node in found.items()}


def _headers(status: str, old: dict[str, Node], new: dict[str, Node]) -> Iterator[Difference]:
    for name in sorted(old.keys() | new.keys()):
        what = f"header `{name}` of {status}"
        if name not in new:
            why = "who reads it from a raw answer may find none"
            yield Difference(Verdict.RISKY, f"{what} is no longer described", why, "removed")
        elif name not in old:
            yield Difference(Verdict.COMPATIBLE, what, "it is there to be read", "added")
        elif old[name] != new[name]:
            yield Difference(Verdict.RISKY, f"{what} is different", "who reads it from a raw answer finds other text")


def _returned(kind: str, name: str | None) -> str:
    match kind:
        case "rows":
            return f"pages of {name or 'objects'}"
        case "object":
            return name or "a value"
        case _:
            return kind


def _paging(old: Method, new: Method) -> Iterator[Difference]:
    before, after = old.paging, new.paging
    if not before or not after:
        # What the method returns is another type then, which the result tells.
        return
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was == now or (key == "items" and old.inside != new.inside and old.contract.envelope):
            continue
        what = f"paging, `{key}`: {_or_none(was)} -> {_or_none(now)}"
        match key:
            case "style":
                why = "pages are asked for in another way; checkpoints kept from before do not fit"
                yield Difference(Verdict.RISKY, what, why)
            case "total" | "has_next" if was is None:
                yield Difference(Verdict.COMPATIBLE, what, "lists know more about their end")
            case "total":
                yield Difference(Verdict.RISKY, what, "`.total` comes from elsewhere, or is None")
            case _:
                yield Difference(Verdict.RISKY, what, "lists are walked in another way; mocks have to follow")


def _extensions(old: Method, new: Method) -> Iterator[Difference]:
    before, after = old.operation.node, new.operation.node
    if not before.get("deprecated") and after.get("deprecated"):
        yield Difference(Verdict.COMPATIBLE, "deprecated", "it works as before; leave it in time")
    repeated = [bool(side.operation.node.get("x-idempotent", side.http in _REPEATABLE)) for side in (old, new)]
    if repeated[0] and not repeated[1]:
        yield Difference(Verdict.RISKY, "is not repeated after a failure any more", "failures that were hidden show")
    elif repeated[1] and not repeated[0]:
        yield Difference(Verdict.RISKY, "is repeated after a failure now", "the service may carry it out twice")
    allowed = [{text(name) for name in sequence(side.get("x-permissions"))} for side in (before, after)]
    if came := allowed[1] - allowed[0]:
        what = f"needs permission: {', '.join(sorted(came))}"
        yield Difference(Verdict.RISKY, what, "a user who lacks it is refused", "added")
    if gone := allowed[0] - allowed[1]:
        what = f"no longer needs permission: {', '.join(sorted(gone))}"
        yield Difference(Verdict.COMPATIBLE, what, "only what a refusal says is different", "removed")
    if before.get("security") != after.get("security"):
        yield Difference(Verdict.RISKY, "takes other credentials", "a client set up with another kind is refused")


def _or_none(value: object) -> str:
    return "none" if value is None else f"{value}"
