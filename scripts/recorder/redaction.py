"""Replaces in bodies whatever the spec or the rules do not list. Default deny: what is not known is replaced.

A body is walked twice: first to learn every value of the run, then to replace them, so that a value which is a name at
one place and free text at another gets one placeholder, and no placeholder holds another value by chance.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spec_lint.values import mapping, sequence, text

from .json_values import is_list, is_node, is_number
from .shapes import branches, enum_site, fit, kind_of, label, types_of

if TYPE_CHECKING:
    from spec_lint.document import Spec
    from spec_lint.values import Node, Pointer

    from .forms import Placeholders
    from .rules import Rules

LARGEST_COUNT = 999_999
"""A number that is kept is at most this; a larger one may be an identifier."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_LETTERS = re.compile(r"[^a-z0-9]")
_TELLTALE = re.compile(r"secret|passw|token|canary|credential|bearer|private|apikey|sess", re.IGNORECASE)
_LONGEST_NAME = 40
_SHORT = 4


@dataclass
class Kept:
    """What was kept verbatim: for each place its values, and whether the spec has them."""

    known: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    unknown: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def note(self, place: str, value: object, *, documented: bool = True) -> None:
        """Remember one value that stays as it is."""
        table = self.known if documented else self.unknown
        shown = (
            str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else json.dumps(value)
        )
        table.setdefault(place, set()).add(shown)


class Redactor:
    """Redacts the bodies, paths and queries of a run.

    Args:
        spec: What is known of the API.
        rules: What may be kept beyond that.
        placeholders: Where replacements come from.

    Attributes:
        kept: What stayed as it was.
        redacted: The values that were replaced, for the final search.
        hidden_names: For each place, how many members were left out since their names do not read like names.
    """

    def __init__(self, spec: Spec, rules: Rules, placeholders: Placeholders) -> None:
        self._spec = spec
        self._rules = rules
        self._placeholders = placeholders
        self._style = _style(spec)
        self._public = public_words(spec)
        self._learned: set[str] = set()
        self.kept = Kept()
        self.redacted: set[str] = set()
        self.secrets: set[str] = set()
        self.hidden_names: dict[str, int] = {}

    def learn(self, value: object, site: Pointer | None, place: str = "body") -> None:
        """Learn the values of a body that `replace` will get."""
        self._walk(value, site, place, learning=True)

    def replace(self, value: object, site: Pointer | None, place: str = "body") -> object:
        """Give a body with everything replaced that is not known to be harmless."""
        return self._walk(value, site, place, learning=False)

    def learn_text(self, value: str, kind: str = "text") -> None:
        """Learn a text that stands outside of bodies."""
        if value.strip():
            self._placeholders.notice(value, kind)
            self._learned.add(_letters(value))
            (self.secrets if kind == "secret" else self.redacted).add(value)

    def replace_text(self, value: str) -> str:
        """Give the placeholder of a text that stands outside of bodies."""
        return self._placeholders.text(value)

    def parameter(self, node: Node, site: Pointer, value: str, *, learning: bool) -> str:
        """Learn or replace the value of a parameter; numbers, booleans and known values of queries stay.

        Args:
            node: The parameter.
            site: Its schema.
            value: As it was sent, decoded.
            learning: Whether to learn only; the value comes back as it is.
        """
        branch = fit(self._spec, site, value)
        types = {kind for place in branches(self._spec, site) for kind in types_of(self._spec.at(place))}
        known = branch is not None and value in sequence(self._spec.at(branch).get("enum"))
        small = types & {"integer", "number"} and re.fullmatch(r"-?[0-9]{1,6}", value, re.ASCII)
        switch = "boolean" in types and value.lower() in {"true", "false"}
        place = f"{text(node.get('in'))} {text(node.get('name'))}"
        if known or small or switch or not value:
            if not learning:
                self.kept.note(place, value)
            return value
        kind = "secret" if node.get("x-secret") is True else self._rules.class_of(place)
        if learning:
            self.learn_text(value, "id" if text(node.get("in")) == "path" and kind == "text" else kind)
            return value
        return self._placeholders.text(value)

    def reads_like_a_name(self, name: str) -> bool:
        """Tell whether an unknown member is named as the API names members, and not by data."""
        if name in self._rules.names:
            return True
        words = _WORDS.findall(name)
        return (
            re.fullmatch(self._style, name) is not None
            and len(name) <= _LONGEST_NAME
            and not _TELLTALE.search(name)
            and all(len(word) <= 16 for word in words)
            and len(words) <= 6
            and sum(len(word) == 1 for word in words) <= 1
            and not self._tells(name)
        )

    def _tells(self, name: str) -> bool:
        """Tell whether a name holds a value of the run, or is one, however it is spelt."""
        letters = _letters(name)
        return letters in self._learned or any(
            len(value) > _SHORT and not value.isdigit() and value in letters and value not in self._public
            for value in self._learned
        )

    def _walk(self, value: object, site: Pointer | None, place: str, *, learning: bool) -> object:
        branch = fit(self._spec, site, value) if site is not None else None
        if is_node(value):
            return self._object(value, branch, place, learning=learning)
        if is_list(value):
            items = (*branch, "items") if branch is not None and "items" in self._spec.at(branch) else None
            return [self._walk(item, items, f"{place}[]", learning=learning) for item in value]
        return self._leaf(value, site, branch, place, learning=learning)

    def _object(self, value: Node, branch: Pointer | None, place: str, *, learning: bool) -> Node:
        node = self._spec.at(branch) if branch is not None else {}
        properties = mapping(node.get("properties"))
        place = label(self._spec, branch) if branch is not None and properties else place
        copy: Node = {}
        for name, member in value.items():
            if branch is not None and name in properties:
                inner: Pointer | None = (*branch, "properties", name)
                copy[name] = self._walk(
                    member, inner, label(self._spec, (*branch, "properties", name)), learning=learning
                )
                continue
            further = node.get("additionalProperties")
            inner = (*branch, "additionalProperties") if branch is not None and isinstance(further, dict) else None
            is_map = further is not None or not properties
            is_map = is_map and not (branch is None and all(made_of_words(each, self._public) for each in value))
            shown = self._member_name(name, place, learning=learning, is_map=is_map)
            if shown is not None:
                copy[shown] = self._walk(member, inner, f"{place}.{shown if shown == name else '*'}", learning=learning)
        return copy

    def _member_name(self, name: str, place: str, *, learning: bool, is_map: bool) -> str | None:
        if self._rules.keeps_key(place, name):
            if not learning:
                self.kept.note(f"{place} (key)", name)
            return name
        if is_map:
            if learning:
                self.learn_text(name, "name")
                return name
            return self._placeholders.name(name)
        if learning:
            return name
        if self.reads_like_a_name(name):
            self.kept.note(f"{place} (member)", name, documented=False)
            return name
        self.redacted.add(name)
        self.hidden_names[place] = self.hidden_names.get(place, 0) + 1
        return None

    def _leaf(
        self, value: object, site: Pointer | None, branch: Pointer | None, place: str, *, learning: bool
    ) -> object:
        node = self._spec.at(branch) if branch is not None else {}
        if value is None or isinstance(value, bool):
            if not learning:
                self.kept.note(place, value)
            return value
        if isinstance(value, str):
            return self._text(value, site, node, place, learning=learning)
        if not is_number(value):
            raise TypeError(kind_of(value))
        if (
            isinstance(value, int)
            and abs(value) <= LARGEST_COUNT
            and branch is not None
            and self._rules.is_count(place)
        ):
            if not learning:
                self.kept.note(place, value)
            return value
        shown = str(value)
        if learning:
            self.learn_text(shown, "id")
            return value
        least, most = node.get("minimum"), node.get("maximum")
        return self._placeholders.number(
            value,
            least if is_number(least) else None,
            most if is_number(most) else None,
        )

    def _text(self, value: str, site: Pointer | None, node: Node, place: str, *, learning: bool) -> str:
        if not value:
            return value
        secret = self._is_secret(site, node)
        if not secret and site is not None and self._keeps(value, site, node, place, learning=learning):
            return value
        if learning:
            self.learn_text(value, "secret" if secret else self._rules.class_of(place))
            return value
        return _cut(self._placeholders.text(value), value, node)

    def _is_secret(self, site: Pointer | None, node: Node) -> bool:
        return node.get("x-secret") is True or (site is not None and self._spec.at(site).get("x-secret") is True)

    def _keeps(self, value: str, site: Pointer, node: Node, place: str, *, learning: bool) -> bool:
        if value in sequence(node.get("enum")) or self._rules.keeps_text(place, value):
            if not learning:
                self.kept.note(place, value)
            return True
        listed = enum_site(self._spec, site)
        if listed is None or learning:
            # What may be a new value of an enum is decided when all values are known.
            return listed is not None and in_style(value, sequence(self._spec.at(listed).get("enum")))
        known = sequence(self._spec.at(listed).get("enum"))
        if in_style(value, known) and not self._tells(value):
            self.kept.note(place, value, documented=False)
            return True
        self.learn_text(value)
        return False


def made_of_words(name: str, words: frozenset[str]) -> bool:
    """Tell whether a name is spelt with words of the spec's own names alone."""
    found = _WORDS.findall(name)
    return (
        bool(found) and all(word.lower() in words for word in found) and re.fullmatch(r"[A-Za-z_]+", name) is not None
    )


def _letters(value: str) -> str:
    return _LETTERS.sub("", value.lower())


def _cut(made: str, value: str, node: Node) -> str:
    """Keep a placeholder within the length that a schema asks for, if the value was."""
    most, least = node.get("maxLength"), node.get("minLength")
    if isinstance(most, int):
        made = made[:most] if len(value) <= most else made.ljust(most + 1, "x")
    if isinstance(least, int):
        made = made.ljust(least, "x") if len(value) >= least else made[: max(least - 1, 0)]
    return made


def _style(spec: Spec) -> str:
    """Give the pattern of how the API spells its members: all start in lower case, or not all do."""
    names = {name for _, node in spec.schemas for name in mapping(node.get("properties"))}
    first = "[a-z]" if all(name[:1].islower() for name in names) else "[A-Za-z]"
    between = "".join(mark for mark in "_.-" if any(mark in name for name in names)) or "_"
    return rf"(?:{first}(?:[A-Za-z]|[{re.escape(between)}](?=[A-Za-z0-9])){{1,{_LONGEST_NAME}}}[0-9]{{0,2}})"


def in_style(value: str, known: list[object]) -> bool:
    """Tell whether a text could be one more of the known values: spelt alike, short, letters only."""
    texts = [text(each) for each in known]
    longest = max(map(len, texts), default=0)
    marks = "".join(re.escape(mark) for mark in "_-. " if any(mark in each for each in texts))
    cases = {_case(each) for each in texts}
    return (
        len(value) <= max(16, longest)
        and re.fullmatch(rf"[A-Za-z]+(?:[{marks or '_'}][A-Za-z]+){{0,3}}", value) is not None
        and _case(value) in cases
        and _case(value) != "mixed"
        and not _TELLTALE.search(value)
    )


def _case(value: str) -> str:
    if value == value.lower():
        return "lower"
    if value == value.upper():
        return "upper"
    return (
        "capitalized"
        if re.fullmatch(r"[A-Z][a-z]*(?:[ _.-]?[A-Z]?[a-z]*)*", value) and value[1:] == value[1:].lower()
        else "mixed"
    )


def public_words(spec: Spec) -> frozenset[str]:
    """Give the words of the spec's names, which are no secret wherever they stand."""
    names = {name for _, node in spec.schemas for name in mapping(node.get("properties"))}
    words = {word.lower() for name in names for word in _WORDS.findall(name)}
    return frozenset(words | {_letters(name) for name in names})
