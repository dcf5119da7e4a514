"""Says where what was recorded and the spec differ, member by member.

It looks at redacted documents only, so that whatever it says about them can be shown: redaction keeps types, names of
members, nulls, and whether a value keeps a format or a bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spec_lint.values import mapping, sequence, text

from .documents import placeholder_credential
from .json_values import is_list, is_node, is_number
from .matching import find_operation, key_scheme
from .shapes import (
    JSON_TYPE,
    body_site,
    branches,
    enum_site,
    fit,
    in_form,
    kind_of,
    label,
    request_site,
    resolved,
    response_site,
    told_status,
    types_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spec_lint.document import Operation, Parameter, Spec
    from spec_lint.values import Node, Pointer


@dataclass(frozen=True)
class Difference:
    """One way in which an answer is not as the spec says.

    Attributes:
        kind: What differs, of `KINDS`.
        site: Where in the spec an edit would start.
        name: Member, parameter, header, status, JSON type, value or keyword; what it is depends on `kind`.
        where: Where in the recording.
        sample: What stands there, redacted.
        seen_in: Name of the recording.
    """

    kind: str
    site: Pointer
    name: str
    where: str
    sample: object = field(hash=False)
    seen_in: str

    @property
    def key(self) -> tuple[str, Pointer, str]:
        """What is the same for two differences that one edit settles."""
        return self.kind, self.site, self.name


KINDS = {
    "member": "{label}: member `{name}` is not documented",
    "missing": "{label}: member `{name}` is required and missing",
    "type": "{label}: {name} is not allowed",
    "value": "{label}: value `{name}` is not documented",
    "format": "{label}: text is no {name}",
    "bound": "{label}: beyond `{name}`",
    "status": "{label}: status {name} is not documented",
    "header": "{label}: header {name} is not documented",
    "content": "{label}: content type {name} is not documented",
    "body": "{label}: {name}",
    "parameter": "{label}: query parameter `{name}` is not documented",
    "required": "{label}: query parameter `{name}` is required, yet the service did without it",
    "spelling": "{label}: the value of `{name}` is not spelt as documented",
}


def say(spec: Spec, difference: Difference) -> str:
    """Tell a difference in a line."""
    return KINDS[difference.kind].format(label=label(spec, difference.site), name=difference.name)


def compare(spec: Spec, document: Node, seen_in: str, base: str) -> list[Difference]:
    """Hold a recording against the spec; of refused requests, the answer alone."""
    request, answer = mapping(document["request"]), mapping(document["response"])
    operation = find_operation(spec, text(request.get("method")), text(request.get("path")), base)
    if operation is None:
        return []
    comparison = _Comparison(spec, operation, seen_in)
    found = list(comparison.answer(answer))
    status = answer.get("status")
    if isinstance(status, int) and told_status(spec, status, answer.get("body")) < 400:
        found += comparison.request(request)
    return list({(*each.key, each.where): each for each in found}.values())


class _Comparison:
    def __init__(self, spec: Spec, operation: Operation, seen_in: str) -> None:
        self._spec = spec
        self._operation = operation
        self._seen_in = seen_in

    def _difference(self, kind: str, site: Pointer, name: str, where: str, sample: object = None) -> Difference:
        return Difference(kind, site, name, where, sample, self._seen_in)

    def answer(self, answer: Node) -> Iterator[Difference]:
        status, body = answer.get("status"), answer.get("body")
        if not isinstance(status, int):
            return
        told = told_status(self._spec, status, body)
        headers = {name: text(value) for name, value in mapping(answer.get("headers")).items()}
        kind = headers.pop("Content-Type", None)
        owner = response_site(self._spec, self._operation, told)
        if owner is None:
            if told < 400 or kind in {None, JSON_TYPE}:
                yield self._difference("status", self._operation.pointer, str(told), "status", answer)
            return
        documented = {name.lower() for name in mapping(self._spec.at(owner).get("headers"))}
        for name, value in headers.items():
            if name.lower() not in documented:
                yield self._difference("header", owner, name, f"header {name}", value)
        if told >= 400 and kind not in {None, JSON_TYPE}:
            # What stands before the service answered in its place; no spec describes that.
            return
        yield from self._content(owner, kind, body)

    def _content(self, owner: Pointer, kind: str | None, body: object) -> Iterator[Difference]:
        if "content" not in self._spec.at(owner):
            if body is not None:
                yield self._difference("body", owner, "a body, though none is documented", "body", body)
            return
        site = body_site(self._spec, owner, kind)
        if site is None:
            yield self._difference("content", owner, kind or JSON_TYPE, "header Content-Type", body)
        elif body is None:
            yield self._difference("body", owner, "no body, though one is documented", "body")
        else:
            yield from self.value(body, site, "body")

    def request(self, request: Node) -> Iterator[Difference]:
        query = {name: text(value) for name, value in mapping(request.get("query")).items()}
        scheme = key_scheme(self._spec)
        if query.get(text(scheme.get("name"))) == placeholder_credential(self._spec):
            del query[text(scheme.get("name"))]
        documented = {one.name: one for one in self._operation.parameters if one.location == "query"}
        for name, value in query.items():
            if name in documented:
                yield from self._parameter(documented[name], value)
            else:
                yield self._difference("parameter", self._operation.pointer, name, f"query {name}", value)
        for name, one in documented.items():
            if one.node.get("required") is True and name not in query:
                yield self._difference("required", resolved(self._spec, one.pointer), name, f"query {name}")
        yield from self._sent(request)

    def _parameter(self, parameter: Parameter, value: str) -> Iterator[Difference]:
        place = resolved(self._spec, parameter.pointer)
        site = (*place, "schema")
        read = self._read(parameter.node, site, value)
        if isinstance(read, str) and not self._takes_text(site):
            yield self._difference("spelling", place, parameter.name, f"query {parameter.name}", value)
        else:
            yield from self.value(read, site, f"query {parameter.name}")

    def _takes_text(self, site: Pointer) -> bool:
        return any("string" in types_of(self._spec.at(place)) for place in branches(self._spec, site))

    def _sent(self, request: Node) -> Iterator[Difference]:
        owner, body = request_site(self._spec, self._operation), request.get("body")
        if body is None:
            if owner is not None and self._spec.at(owner).get("required") is True:
                yield self._difference("body", owner, "no body was sent, though one is required", "request body")
            return
        if owner is None:
            what = "a body is sent, though none is documented"
            yield self._difference("body", self._operation.pointer, what, "request body", body)
            return
        kind = text(mapping(request.get("headers")).get("Content-Type")) or None
        site = body_site(self._spec, owner, kind)
        if site is None:
            yield self._difference("content", owner, kind or JSON_TYPE, "request header Content-Type", body)
        else:
            yield from self.value(body, site, "request body")

    def _read(self, node: Node, site: Pointer, value: str) -> object:
        types = {kind for place in branches(self._spec, site) for kind in types_of(self._spec.at(place))}
        capitalized = node.get("x-boolean-spelling") == "capitalized"
        if "boolean" in types and value in ({"True", "False"} if capitalized else {"true", "false"}):
            return value.lower() == "true"
        if "integer" in types and re.fullmatch(r"0|-?[1-9][0-9]*", value):
            return int(value)
        return float(value) if "number" in types and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) else value

    def value(self, value: object, site: Pointer, where: str) -> Iterator[Difference]:
        branch = fit(self._spec, site, value)
        if branch is None:
            yield self._difference("type", site, kind_of(value), where, value)
            return
        node = self._spec.at(branch)
        if is_node(value):
            yield from self._members(value, branch, where)
        elif is_list(value):
            if "items" in node:
                for item in value:
                    yield from self.value(item, (*branch, "items"), f"{where}[]")
        elif isinstance(value, str):
            yield from self._text(value, site, branch, where)
        elif is_number(value):
            for keyword, beyond in (("minimum", -1), ("maximum", 1)):
                bound = node.get(keyword)
                if is_number(bound) and (value - bound) * beyond > 0:
                    yield self._difference("bound", branch, keyword, where, value)

    def _members(self, value: Node, branch: Pointer, where: str) -> Iterator[Difference]:
        node = self._spec.at(branch)
        properties = mapping(node.get("properties"))
        for name in sequence(node.get("required")):
            if name not in value:
                yield self._difference("missing", branch, text(name), f"{where}.{text(name)}")
        for name, member in value.items():
            further = node.get("additionalProperties")
            if name in properties:
                yield from self.value(member, (*branch, "properties", name), f"{where}.{name}")
            elif isinstance(further, dict):
                yield from self.value(member, (*branch, "additionalProperties"), f"{where}.*")
            elif further is None and ("properties" in node or node.get("type") == "object"):
                yield self._difference("member", branch, name, f"{where}.{name}", member)

    def _text(self, value: str, site: Pointer, branch: Pointer, where: str) -> Iterator[Difference]:
        node = self._spec.at(branch)
        listed = enum_site(self._spec, site)
        if listed is not None and value not in sequence(self._spec.at(listed).get("enum")):
            yield self._difference("value", listed, value, where, value)
        if not in_form(node, value):
            yield self._difference("format", branch, text(node.get("format")), where, value)
        for keyword, beyond in (("minLength", -1), ("maxLength", 1)):
            bound = node.get(keyword)
            if isinstance(bound, int) and (len(value) - bound) * beyond > 0:
                yield self._difference("bound", branch, keyword, where, value)
        pattern = node.get("pattern")
        if isinstance(pattern, str) and not re.search(pattern, value):
            yield self._difference("bound", branch, "pattern", where, value)
