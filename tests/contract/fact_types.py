"""The types of a table of facts: how they are written, read, and spelt out.

    string  integer  number  boolean  null  date-time  uri  any  file  nothing
    integer 1..100 = 25        bounds and default; `1..` has no end; of a string, the bounds of its length
    "a" | "b" | string         known words, others welcome; without `string`, no others
    [T]                        a list
    {a: T, b?: T}              an object; `?` may be missing; `...` takes any other member, `*: T` others of this type
    Name, Name(T)              a type of this table; one with a gap

A type is followed by its marks: `secret`, `readonly` (not sent), `capitalized` (how a boolean is spelt), `advised 100`,
`pattern "..."`; they stand behind brackets, `(T | T) readonly`, where they are about all of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

SCALARS = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "date-time": "string date-time",
    "uri": "string uri",
}
_TOKEN = re.compile(
    r'\s+|(?P<token>"(?:[^"\\]|\\.)*"|-?\d+\.\.(?:-?\d+)?|-?\d+|\.\.\.|[A-Za-z_][\w.-]*|[{}\[\]():?|,=*])'
)


class FactsError(ValueError):
    """A table that cannot be read, with the line."""


@dataclass(frozen=True)
class Scalar:
    """A value that is no container, spelt out: `integer 1..100 = 25`."""

    text: str


@dataclass(frozen=True)
class Words:
    """Text of which all values are known."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Anything:
    """A value of any kind."""


@dataclass(frozen=True)
class Listed:
    """A list."""

    item: Type
    marks: str = ""


@dataclass(frozen=True)
class Members:
    """An object. `further` is the type of members that are not named; nothing takes none."""

    known: dict[str, tuple[Type, bool]] = field(hash=False)
    further: Type | None
    marks: str = ""


@dataclass(frozen=True)
class Union:
    """Several types, in the order in which they are tried."""

    branches: tuple[Type, ...]


@dataclass(frozen=True)
class Marked:
    """A type in brackets, with marks that are about each of its branches."""

    inner: Type
    marks: str


@dataclass(frozen=True)
class Named:
    """A type that is told elsewhere in the table."""

    name: str
    argument: Type | None = None
    marks: str = ""


Type = Scalar | Words | Anything | Listed | Members | Union | Marked | Named
ANYTHING = Anything()


@dataclass
class Reader:
    """Reads types out of text, from a position on."""

    text: str
    position: int = 0

    def peek(self) -> str:
        """Return the next token, nothing at the end."""
        at = self.position
        while found := _TOKEN.match(self.text, at):
            if found["token"]:
                return found["token"]
            at = found.end()
        return self.text[at : at + 1]

    def take(self, *expected: str) -> str:
        """Return the next token and go past it."""
        token = self.peek()
        if expected and token not in expected:
            raise FactsError(f"{self.line()}: {token!r} instead of {' or '.join(map(repr, expected))}")
        self.position = self.text.index(token, self.position) + len(token)
        return token

    def skip(self, token: str) -> bool:
        """Go past a token if it is the next one."""
        if self.peek() != token:
            return False
        self.take()
        return True

    def line(self) -> str:
        """Return the line of the position, as people count."""
        return f"line {self.text.count(chr(10), 0, self.position) + 1}"

    def value(self) -> Any:
        """Read a JSON value."""
        found = re.compile(r"\s*").match(self.text, self.position)
        try:
            value, self.position = json.JSONDecoder().raw_decode(self.text, found.end() if found else self.position)
        except ValueError as error:
            raise FactsError(f"{self.line()}: no JSON value: {error}") from None
        return value

    def type(self) -> Type:
        """Read a type."""
        branches = [self._marked()]
        while self.skip("|"):
            branches.append(self._marked())
        words = [branch.words for branch in branches if isinstance(branch, Words)]
        others = [branch for branch in branches if not isinstance(branch, Words)]
        joined: list[Type] = [Words(tuple(word for each in words for word in each))] if words else []
        found = [*joined, *others]
        return found[0] if len(found) == 1 else Union(tuple(found))

    def _marked(self) -> Type:
        token = self.take()
        if token.startswith('"'):
            return Words((json.loads(token),))
        if token == "[":
            item = self.type()
            self.take("]")
            return Listed(item)
        if token == "{":
            known, further = self._members()
            return Members(known, further, self._marks())
        if token == "any":
            return ANYTHING
        if token == "(":
            inner = self.type()
            self.take(")")
            return Marked(inner, self._marks())
        if token in SCALARS:
            return Scalar(SCALARS[token] + self._bounds() + self._marks())
        if not re.fullmatch(r"[A-Z]\w*", token):
            raise FactsError(f"{self.line()}: {token!r} is no type")
        argument = None
        if self.skip("("):
            argument = self.type()
            self.take(")")
        return Named(token, argument, self._marks())

    def _members(self) -> tuple[dict[str, tuple[Type, bool]], Type | None]:
        known: dict[str, tuple[Type, bool]] = {}
        further: Type | None = None
        while not self.skip("}"):
            name = self.take()
            if name == "...":
                further = ANYTHING
            elif name == "*":
                self.take(":")
                further = self.type()
            else:
                optional = self.skip("?")
                self.take(":")
                if name in known:
                    raise FactsError(f"{self.line()}: {name} is told twice")
                known[name] = (self.type(), optional)
            if self.peek() != "}":
                self.take(",")
        return known, further

    def _bounds(self) -> str:
        text = f" {self.take()}" if ".." in self.peek() and self.peek() != "..." else ""
        return f"{text} = {self.take()}" if self.skip("=") else text

    def _marks(self) -> str:
        text = ""
        while self.peek() in {"secret", "capitalized", "advised", "pattern", "readonly"}:
            mark = self.take()
            text += f" {mark} {self.take()}" if mark in {"advised", "pattern"} else f" {mark}"
        return text


def marked(shape: Type, marks: str) -> Type:
    """Return a type of one branch with further marks."""
    match shape:
        case Scalar(text):
            return Scalar(text + marks)
        case Listed(item, before):
            return Listed(item, before + marks)
        case Members(known, further, before):
            return Members(known, further, before + marks)
        case _:
            return shape


def filled(shape: Type, gap: str, argument: Type) -> Type:
    """Return a type with its gap filled."""
    if isinstance(shape, Named):
        if shape.name == gap:
            return argument
        return Named(shape.name, filled(shape.argument, gap, argument) if shape.argument else None, shape.marks)
    if isinstance(shape, Listed):
        return Listed(filled(shape.item, gap, argument), shape.marks)
    if isinstance(shape, Marked):
        return Marked(filled(shape.inner, gap, argument), shape.marks)
    if isinstance(shape, Union):
        return Union(tuple(filled(branch, gap, argument) for branch in shape.branches))
    if isinstance(shape, Members):
        known = {name: (filled(each, gap, argument), optional) for name, (each, optional) in shape.known.items()}
        return Members(known, filled(shape.further, gap, argument) if shape.further else None, shape.marks)
    return shape
