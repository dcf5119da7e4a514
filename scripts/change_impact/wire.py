"""Compares two specs: operations, schemas, credentials, addresses. Formatting, order and descriptions do not count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spec_lint.values import Node, mapping, text

from .changes import Change, Verdict
from .contract import DOCUMENTATION, Contract, Method
from .operations import OperationDiff
from .schemas import Schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARED = frozenset(
    [
        *("openapi", "info", "paths", "components", "servers", "security"),
        *("x-package", "x-envelope", "x-rate-limit"),
    ]
)


def wire_changes(old: Contract, new: Contract) -> tuple[list[Change], dict[str, str]]:
    """Return what is different for users of the package by what the specs say, and what has another name now."""
    schemas = Schemas(old, new)
    operations = OperationDiff(schemas)
    pairs = _pairs(old, new)
    for before, after in pairs:
        operations.compare(before, after)
    kept = {before.access for before, _ in pairs}, {after.access for _, after in pairs}
    changes = [*_package(old, new), *_service(old, new), *_credentials(old, new)]
    for method in old.methods:
        if method.access not in kept[0]:
            why = "calls of it fail with an AttributeError"
            changes.append(Change(Verdict.BREAKING, method.access, "operation removed", why, "removed"))
    for method in new.methods:
        if method.access not in kept[1]:
            what = f"operation added: {method.http} {method.operation.path}"
            changes.append(Change(Verdict.COMPATIBLE, method.access, what, "nobody calls it yet", "added"))
    return [*changes, *operations.changes, *schemas.changes], schemas.renames


def _pairs(old: Contract, new: Contract) -> list[tuple[Method, Method]]:
    """Pair the operations: by ``operationId``, then by method and path, whatever the names in the path."""
    after = {method.id: method for method in new.methods}
    pairs = {method.id: (method, after[method.id]) for method in old.methods if method.id in after}
    left = {_address(method): method for method in new.methods if method.id not in pairs}
    for method in old.methods:
        if method.id not in pairs and _address(method) in left:
            pairs[method.id] = (method, left.pop(_address(method)))
    return [*pairs.values()]


def _address(method: Method) -> str:
    return f"{method.http} {re.sub(r'{[^}]*}', '{}', method.operation.path)}"


def _package(old: Contract, new: Contract) -> Iterator[Change]:
    reasons = {
        "distribution": "`pip install` of the old name does not find it",
        "package": "`import` of the old name fails",
        "client": "the import of the client's old name fails",
    }
    for key, why in reasons.items():
        was, now = old.package.get(key, ""), new.package.get(key, "")
        if was != now:
            yield Change(Verdict.BREAKING, f"package.{key}", f"renamed: `{was}` -> `{now}`", why)


def _service(old: Contract, new: Contract) -> Iterator[Change]:
    if old.base_url != new.base_url:
        what = f"base URL: {old.base_url} -> {new.base_url}"
        why = "mocks, proxies and allow-lists know the old one; who needs it gives `base_url=`"
        yield Change(Verdict.RISKY, "client", what, why)
    yield from _parts(
        "x-envelope", old.envelope, new.envelope, "answers are read from other places; mocks have to follow"
    )
    rates = [mapping(side.root.get("x-rate-limit")) for side in (old, new)]
    yield from _parts("x-rate-limit", rates[0], rates[1], "clients send slower, or wait otherwise, than before")
    if old.root.get("security") != new.root.get("security"):
        why = "a client set up with another kind is refused"
        yield Change(Verdict.RISKY, "client", "takes other credentials", why)
    for key in sorted((old.root.keys() | new.root.keys()) - _COMPARED - DOCUMENTATION):
        if old.root.get(key) != new.root.get(key):
            yield Change(Verdict.RISKY, "client", f"`{key}` is different", "read what it means to callers")


def _parts(name: str, old: Node, new: Node, why: str) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if was != now:
            shown = " -> ".join("none" if value is None else str(value) for value in (was, now))
            yield Change(Verdict.RISKY, "client", f"{name}, `{key}`: {shown}", why)


def _credentials(old: Contract, new: Contract) -> Iterator[Change]:
    schemes = [side.spec.at(("components", "securitySchemes")) for side in (old, new)]
    before, after = ({_scheme(node): mapping(node) for node in side.values()} for side in schemes)
    for kind in sorted(before.keys() - after.keys()):
        why = "who gives it can no longer make a client"
        yield Change(Verdict.BREAKING, "client", f"credential removed: {kind}", why, "removed")
    for kind in sorted(after.keys() - before.keys()):
        yield Change(Verdict.COMPATIBLE, "client", f"credential added: {kind}", "the others still work", "added")
    for kind in sorted(before.keys() & after.keys()):
        yield from _credential(before[kind], after[kind])


def _scheme(node: object) -> str:
    scheme = mapping(node)
    return "a key" if scheme.get("type") == "apiKey" else f"{text(scheme.get('type'))} {text(scheme.get('scheme'))}"


def _credential(old: Node, new: Node) -> Iterator[Change]:
    before, after = mapping(old.get("x-credential")), mapping(new.get("x-credential"))
    for key in ("argument", "environment", "username", "password"):
        was, now = text(before.get(key)), text(after.get(key))
        if was == now:
            continue
        if key == "environment":
            what = f"environment variable of the credential: {was} -> {now}"
            why = "programs that are given the old variable find no credential"
            yield Change(Verdict.BREAKING, "client", what, why)
        else:
            why = "clients made with the old name fail with a TypeError"
            yield Change(Verdict.BREAKING, f"client({now})", f"argument renamed: `{was}` -> `{now}`", why)
    places = [{**side, "prefix": mapping(side.get("x-credential")).get("prefix", "")} for side in (old, new)]
    for key in ("prefix", "in", "name"):
        if places[0].get(key) != places[1].get(key):
            what = f"credential, `{key}`: {places[0].get(key)!r} -> {places[1].get(key)!r}"
            why = "it is sent in another way: mocks, proxies and the redaction of logs have to follow"
            yield Change(Verdict.RISKY, "client", what, why)
