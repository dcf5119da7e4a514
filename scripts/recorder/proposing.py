"""Turns differences into an edit of the spec.

What an edit says is what was seen and no more: a member that was missing is no longer required, a type that came is
allowed besides the others, and each carries its evidence.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spec_lint.values import is_identifier, mapping, sequence, text

from .forms import is_moment, is_url
from .json_values import is_list, is_number
from .redaction import in_style, made_of_words, public_words
from .shapes import JSON_TYPE, fit, kind_of, resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from spec_lint.document import Spec
    from spec_lint.values import Node, Pointer

    from .comparing import Difference

UNKNOWN_MEANING = "Seen in answers; no source says what it means."
_SCHEMA_KEYS = (
    "type", "format", "$ref", "items", "additionalProperties", "minimum", "maximum", "minLength", "maxLength",
    "pattern", "enum",
)  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """What to do to a spec.

    Attributes:
        root: The whole spec as it would be.
        settled: The differences that are gone then.
        open: The others, each with what a person has to decide.
    """

    root: Node
    settled: list[Difference]
    open: list[tuple[Difference, str]]


@dataclass(frozen=True)
class Evidence:
    """What an edit rests on: the word of `x-evidence`, and where the recording came from."""

    kind: str
    day: str

    def entry(self, seen_in: str, note: str) -> Node:
        """Give an entry of `x-evidence`."""
        return {"kind": self.kind, "source": f"tests/recordings/{seen_in}.json, {self.day}", "note": note}


def propose(spec: Spec, differences: list[Difference], evidence: Evidence) -> Proposal:
    """Find the smallest edit after which the spec describes what was seen."""
    work = _Work(spec, evidence)
    settled: list[Difference] = []
    left: list[tuple[Difference, str]] = []
    groups: dict[tuple[str, Pointer, str], list[Difference]] = {}
    for each in differences:
        groups.setdefault(each.key, []).append(each)
    for group in groups.values():
        reason = work.settle(group)
        if reason is None:
            settled.extend(group)
        else:
            left.append((group[0], reason))
    return Proposal(work.root, settled, left)


class _Work:
    def __init__(self, spec: Spec, evidence: Evidence) -> None:
        self._spec = spec
        self._evidence = evidence
        self.root = copy.deepcopy(spec.root)
        self._described: set[tuple[Pointer, str]] = set()

    def at(self, pointer: Pointer) -> Node:
        node: object = self.root
        for part in pointer:
            node = sequence(node)[part] if isinstance(part, int) else mapping(node).get(part)
        return mapping(node)

    def settle(self, group: list[Difference]) -> str | None:
        """Edit what one group of like differences asks for; or say what a person has to decide."""
        first, samples = group[0], [each.sample for each in group]
        edits: dict[str, Callable[[Difference, list[object]], str | None]] = {
            "member": self._add_member,
            "missing": self._no_longer_required,
            "type": self._allow,
            "value": self._add_value,
            "format": self._drop_format,
            "bound": self._widen_bound,
            "status": self._add_status,
            "header": self._add_header,
            "parameter": self._add_parameter,
            "required": self._make_optional,
        }
        if first.kind not in edits:
            return "decide by hand: specs here describe JSON, or content of any type"
        return edits[first.kind](first, samples)

    def _make_optional(self, difference: Difference, _: list[object]) -> str | None:
        self.at(difference.site).pop("required", None)
        return None

    def _drop_format(self, difference: Difference, _: list[object]) -> str | None:
        return self._drop(difference, "format", f"Seen as text that is no {difference.name}.")

    def _note(self, site: Pointer, difference: Difference, note: str) -> None:
        """Add evidence to the member, answer or operation that a place belongs to."""
        owner = site
        while owner and not (
            owner[-2:-1] == ("properties",)
            or (len(owner) == 3 and owner[0] in {"components", "paths"})
            or "parameters" in owner[:-1]
        ):
            owner = owner[:-1]
        if "parameters" in owner[:-1] or not owner or (owner, note) in self._described:
            return
        self._described.add((owner, note))
        node = self.at(owner)
        entry = self._evidence.entry(difference.seen_in, note)
        node["x-evidence"] = [*sequence(node.get("x-evidence")), entry]

    def _add_member(self, difference: Difference, samples: list[object]) -> str | None:
        node = self.at(difference.site)
        properties = node.setdefault("properties", {})
        described = self._property(difference, samples)
        mapping(properties)[difference.name] = described
        return None

    def _property(self, difference: Difference, samples: list[object]) -> Node:
        schema = self._schema(samples, self._component_name(difference.site, difference.name), difference)
        note = "Only null was seen." if all(each is None for each in samples) else "Its meaning is not documented."
        return {
            "description": UNKNOWN_MEANING,
            **schema,
            "x-evidence": [self._evidence.entry(difference.seen_in, note)],
        }

    def _component_name(self, site: Pointer, name: str) -> str:
        owner = text(site[2]) if site[:2] == ("components", "schemas") else "Answer"
        base = owner + _pascal(name)
        taken = self.at(("components", "schemas"))
        found, count = base, 1
        while found in taken:
            count += 1
            found = f"{base}{count}"
        return found

    def _schema(self, samples: list[object], name: str, difference: Difference) -> Node:
        """Describe values that were seen, in the conventions of our specs."""
        kinds = {kind_of(each) for each in samples}
        if "number" in kinds:
            kinds.discard("integer")
        options = [
            self._of_kind(
                kind,
                [each for each in samples if kind_of(each) in {kind, "integer" if kind == "number" else kind}],
                name,
                difference,
            )
            for kind in sorted(kinds - {"null"})
        ]
        if not options:
            return {"type": ["string", "null"]}
        if len(options) == 1 and "null" not in kinds:
            return options[0]
        if (
            len(options) == 1
            and isinstance(options[0].get("type"), str)
            and options[0]["type"] not in {"object", "array"}
        ):
            return {**options[0], "type": [options[0]["type"], "null"]}
        return {"anyOf": [*options, *([{"type": "null"}] if "null" in kinds else [])]}

    def _of_kind(self, kind: str, samples: list[object], name: str, difference: Difference) -> Node:
        if kind == "array":
            items = [item for each in samples for item in sequence(each)]
            return {"type": "array", "items": self._schema(items, f"{name}Item", difference) if items else {}}
        if kind == "object":
            return self._object(samples, name, difference)
        node: Node = {"type": kind}
        if kind == "string" and all(is_moment(text(each)) for each in samples):
            node["format"] = "date-time"
        elif kind == "string" and all(is_url(text(each)) for each in samples):
            node["format"] = "uri"
        return node

    def _object(self, samples: list[object], name: str, difference: Difference) -> Node:
        members: dict[str, list[object]] = {}
        for each in samples:
            for key, member in mapping(each).items():
                members.setdefault(key, []).append(member)
        schemas = self.at(("components", "schemas"))
        component: Node = {"description": UNKNOWN_MEANING, "type": "object"}
        # Other names were replaced, as they may be data: such an object is described as a map.
        if members and all(made_of_words(each, public_words(self._spec)) for each in members):
            self._insert_after(schemas, name, component, text(difference.site[2]) if len(difference.site) > 2 else "")
            component["properties"] = {
                key: {"description": UNKNOWN_MEANING, **self._schema(values, f"{name}{_pascal(key)}", difference)}
                for key, values in members.items()
            }
            return {"$ref": f"#/components/schemas/{name}"}
        component["additionalProperties"] = True
        self._insert_after(schemas, name, component, text(difference.site[2]) if len(difference.site) > 2 else "")
        return {"$ref": f"#/components/schemas/{name}"}

    def _insert_after(self, schemas: Node, name: str, component: Node, after: str) -> None:
        ordered: Node = {}
        for key, value in schemas.items():
            ordered[key] = value
            if key == after:
                ordered[name] = component
        ordered.setdefault(name, component)
        schemas.clear()
        schemas.update(ordered)

    def _no_longer_required(self, difference: Difference, _: list[object]) -> str | None:
        node = self.at(difference.site)
        left = [name for name in sequence(node.get("required")) if name != difference.name]
        if left:
            node["required"] = left
        else:
            node.pop("required", None)
        self._note((*difference.site, "properties", difference.name), difference, "An answer was without it.")
        return None

    def _allow(self, difference: Difference, samples: list[object]) -> str | None:
        site = difference.site
        if site[-1:] == ("schema",) or "parameters" in site:
            return "the whole body is of another type; decide by hand"
        node = self.at(site)
        if self._spec.at(site).get("type") in {"object", "array"} and "x-envelope" in self._spec.at(site[:3]):
            return "a part of the envelope is of another type; decide by hand"
        if "x-envelope" in self._spec.at(site[:3]) and "$ref" in self._spec.at(site):
            return "a part of the envelope is of another type; decide by hand"
        self._widen(node, site, difference, samples)
        self._note(site, difference, f"Seen as {_with_article(difference.name)}.")
        return None

    def _widen(self, node: Node, site: Pointer, difference: Difference, samples: list[object]) -> None:
        kind = difference.name
        if "anyOf" in node:
            node["anyOf"] = [*sequence(node["anyOf"]), self._branch(kind, samples, site, difference)]
            return
        told = node.get("type")
        if kind == "number" and told == "integer":
            node["type"] = "number"
            return
        if kind == "null" and isinstance(told, str) and told not in {"object", "array"}:
            node["type"] = [told, "null"]
            return
        moved = {key: node[key] for key in _SCHEMA_KEYS if key in node}
        options: list[object] = [moved]
        if is_list(told):
            options = [{**moved, "type": each} for each in told if each != "null"]
            options += [{"type": "null"}] * ("null" in told)
        options.insert(len(options) - (options[-1] == {"type": "null"}), self._branch(kind, samples, site, difference))
        rest = {key: value for key, value in node.items() if key not in moved}
        node.clear()
        for key, value in rest.items():
            if key == "x-evidence":
                node["anyOf"] = options
            node[key] = value
        node.setdefault("anyOf", options)

    def _branch(self, kind: str, samples: list[object], site: Pointer, difference: Difference) -> Node:
        if kind == "null":
            return {"type": "null"}
        name = str(
            next((part for part in reversed(site) if isinstance(part, str) and part not in {"items", "anyOf"}), "Value")
        )
        fitting = [each for each in samples if kind_of(each) == kind]
        return self._of_kind(kind, fitting, self._component_name(site, name), difference)

    def _add_value(self, difference: Difference, _: list[object]) -> str | None:
        node = self.at(difference.site)
        known = sequence(node.get("enum"))
        if not in_style(difference.name, known):
            return "the value was redacted; if it is harmless, add it to `texts` of the rules and record again"
        node["enum"] = [*known, difference.name]
        self._note(difference.site, difference, f"Has `{difference.name}`.")
        return None

    def _drop(self, difference: Difference, keyword: str, note: str) -> str | None:
        self.at(difference.site).pop(keyword, None)
        self._note(difference.site, difference, note)
        return None

    def _widen_bound(self, difference: Difference, samples: list[object]) -> str | None:
        node, keyword = self.at(difference.site), difference.name
        if keyword == "pattern":
            return self._drop(difference, keyword, "Seen as text of another form.")
        sizes = [len(each) if isinstance(each, str) else each for each in samples]
        numbers = [each for each in sizes if is_number(each)]
        node[keyword] = min(numbers) if keyword.startswith("min") else max(numbers)
        self._note(difference.site, difference, f"Seen beyond the {keyword} that was described.")
        return None

    def _add_status(self, difference: Difference, _: list[object]) -> str | None:
        status, answer = difference.name, mapping(difference.sample)
        responses = mapping(self.at(difference.site)["responses"])
        if status.startswith("3"):
            return "a redirect; describe where it leads by hand"
        body = answer.get("body")
        component = self._like_error(difference.site, status, body)
        node: Node = {"description": f"Seen in answers; no source says when {status} comes"}
        site = self._like_success(difference.site, status, body) if status.startswith("2") else component
        if body is not None and site is None:
            return "its body is like no documented one; describe it by hand"
        if body is not None and site is not None:
            node["content"] = {JSON_TYPE: {"schema": copy.deepcopy(self._spec.at(site))}}
        headers = self._shared_headers(difference.site, mapping(answer.get("headers")))
        if headers:
            node = {
                "description": node["description"],
                "headers": headers,
                **{k: v for k, v in node.items() if k != "description"},
            }
        node["x-evidence"] = [self._evidence.entry(difference.seen_in, f"Answered with {status}.")]
        if not status.startswith("2"):
            name = self._error_component(status, node)
            node = {"$ref": f"#/components/responses/{name}"}
        _sorted_in(responses, status, node)
        return None

    def _error_component(self, status: str, node: Node) -> str:
        shared = mapping(self.at(("components",)).setdefault("responses", {}))
        for operation in self._spec.operations:
            reference = text(mapping(operation.responses.get(status)).get("$ref"))
            if reference.startswith("#/components/responses/"):
                return reference.rpartition("/")[2]
        name = f"Status{status}"
        shared.setdefault(name, node)
        return name

    def _like_error(self, operation: Pointer, status: str, body: object) -> Pointer | None:
        statuses = [other for other in mapping(self._spec.at(operation).get("responses")) if other[:1] in "45"]
        statuses.sort(key=lambda other: other[:1] != status[:1])
        return self._fitting(operation, statuses, body)

    def _like_success(self, operation: Pointer, status: str, body: object) -> Pointer | None:
        del status
        return self._fitting(
            operation, [one for one in mapping(self._spec.at(operation).get("responses")) if one[:1] == "2"], body
        )

    def _fitting(self, operation: Pointer, statuses: list[str], body: object) -> Pointer | None:
        for other in statuses:
            owner = resolved(self._spec, (*operation, "responses", other))
            site = (*owner, "content", JSON_TYPE, "schema")
            if self._spec.get(site) is not None and fit(self._spec, site, body) is not None:
                return site
        return None

    def _shared_headers(self, operation: Pointer, headers: Node) -> Node:
        known: Node = {}
        for status in mapping(self._spec.at(operation).get("responses")):
            owner = resolved(self._spec, (*operation, "responses", status))
            known |= mapping(self._spec.at(owner).get("headers"))
        return {name: node for name, node in known.items() if name in headers}

    def _add_header(self, difference: Difference, _: list[object]) -> str | None:
        node = self.at(difference.site)
        value = text(difference.sample)
        kind = "integer" if re.fullmatch(r"[0-9]+", value) else "string"
        header: Node = {
            "description": UNKNOWN_MEANING,
            "schema": {"type": kind},
            "x-evidence": [self._evidence.entry(difference.seen_in, "Came with this answer.")],
        }
        if "headers" in node:
            mapping(node["headers"])[difference.name] = header
            return None
        rest = dict(node)
        node.clear()
        for key, member in rest.items():
            node[key] = member
            if key == "description":
                node["headers"] = {difference.name: header}
        return None

    def _add_parameter(self, difference: Difference, _: list[object]) -> str | None:
        if not is_identifier(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", difference.name).lower()):
            return "its name is none for a Python argument; decide by hand"
        value = text(difference.sample)
        kind = (
            "integer"
            if re.fullmatch(r"0|[1-9][0-9]*", value)
            else "boolean"
            if value in {"true", "false"}
            else "string"
        )
        node = self.at(difference.site)
        parameter: Node = {
            "name": difference.name,
            "in": "query",
            "description": "Sent along and not refused; no source says what it does.",
            "schema": {"type": kind},
        }
        if "parameters" in node:
            node["parameters"] = [*sequence(node["parameters"]), parameter]
        else:
            rest = dict(node)
            node.clear()
            for key, member in rest.items():
                if key in {"requestBody", "responses"} and "parameters" not in node:
                    node["parameters"] = [parameter]
                node[key] = member
        self._note(difference.site, difference, f"The parameter `{difference.name}` was sent and not refused.")
        return None


def _pascal(name: str) -> str:
    words: list[str] = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+", name)
    return "".join(word.capitalize() for word in words)


def _with_article(kind: str) -> str:
    return {"null": "null", "integer": "an integer", "object": "an object", "array": "a list"}.get(kind, f"a {kind}")


def _sorted_in(node: Node, name: str, value: Node) -> None:
    """Put a status where it belongs in the order of statuses."""
    rest = dict(node)
    node.clear()
    for key, member in rest.items():
        if key > name and name not in node:
            node[name] = value
        node[key] = member
    node.setdefault(name, value)
