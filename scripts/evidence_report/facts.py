"""What a spec states, piece by piece: each thing that an exchange could show."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from tests.contract.documents import as_list, as_node

from .kinds import Kind, best

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.documents import Node, Operation, Spec

JSON_TYPE = "application/json"
REFUSAL = 400


class Side(Enum):
    """Which way something travels."""

    REQUEST = "request"
    ANSWER = "answer"


class Sort(Enum):
    """What a fact is about."""

    CREDENTIAL = "credentials"
    PARAMETER = "parameters"
    BODY = "request bodies"
    ASKED = "members of requests"
    ANSWERED = "members of answers"
    FORM = "alternative types"
    VALUE = "enum values"
    HEADER = "response headers"
    SUCCESS = "documented successes"
    REFUSAL = "documented refusals"


FIELDS = (Sort.CREDENTIAL, Sort.PARAMETER, Sort.BODY, Sort.ASKED, Sort.ANSWERED, Sort.FORM, Sort.VALUE, Sort.HEADER)
ANSWERS = (Sort.SUCCESS, Sort.REFUSAL)


@dataclass(frozen=True)
class Word:
    """One entry of an `x-evidence`, and the label of the place that it stands at."""

    kind: Kind
    source: str
    note: str
    at: str


@dataclass(frozen=True)
class Place:
    """Where in a spec a schema stands.

    Attributes:
        side: Which way its values travel.
        owner: Id of the operation or name of the component that it is written in.
        path: The way from there: members joined by dots, `[]` for the items of a list, `*` for the entries of a map.
    """

    side: Side
    owner: str
    path: str = ""

    @property
    def label(self) -> str:
        """The whole place as people write it."""
        joint = "" if not self.path else " " if self.path.startswith("as ") or not self.path[0].isalpha() else "."
        return f"{self.owner}{joint}{self.path}"

    def member(self, name: str) -> Place:
        """Return the place of a member; a name that could be taken for a path is quoted."""
        return self._step(name if re.fullmatch(r"[\w-]+", name) else json.dumps(name, ensure_ascii=False))

    def entry(self) -> Place:
        """Return the place of the entries of a map."""
        return self._step("*")

    def _step(self, step: str) -> Place:
        return Place(self.side, self.owner, f"{self.path}.{step}" if self.path else step)

    def further(self, suffix: str) -> Place:
        """Return the place of what a list or an alternative holds."""
        return Place(self.side, self.owner, f"{self.path}{suffix}")

    def form(self, name: str) -> Place:
        """Return the place of an alternative type."""
        return Place(self.side, self.owner, f"{self.path} as {name}" if self.path else f"as {name}")

    def value(self, value: object) -> Place:
        """Return the place of a value of an enum."""
        shown = json.dumps(value, ensure_ascii=False)
        return Place(self.side, self.owner, f"{self.path} = {shown}" if self.path else shown)


@dataclass(frozen=True)
class Fact:
    """One thing that a spec states; the same place is the same fact, however many operations use it."""

    place: Place
    sort: Sort


@dataclass(frozen=True)
class Claim:
    """The nearest words about a fact, which are those of what it is part of where it has none itself."""

    kind: Kind
    words: tuple[Word, ...]


Statement = tuple[Fact, Claim]


def own(words: tuple[Word, ...]) -> Claim:
    """Make the claim of words that are about the very fact: the best of them holds."""
    return Claim(best(word.kind for word in words), words)


def inherited(words: tuple[Word, ...]) -> Claim:
    """Make the claim of words about what a fact is part of: which of several kinds it is, they cannot tell."""
    kinds = {word.kind for word in words}
    return Claim(Kind.MIXED if len(kinds) > 1 else best(kinds), words)


def words_at(node: Node, place: Place) -> tuple[Word, ...]:
    """Read the `x-evidence` of a node."""
    return tuple(
        Word(Kind(each["kind"]), str(each["source"]), str(each.get("note", "")).strip(), place.label)
        for each in node.get("x-evidence", ())
    )


def enumerated(schema: Node) -> list[Any]:
    """Return the values that a schema names."""
    return [*schema.get("enum", [schema["const"]] if "const" in schema else [])]


def follow(spec: Spec, schema: Node, place: Place) -> tuple[Node, Place]:
    """Follow a reference to a component, which is a place of its own; other schemas stay what they are."""
    reference = schema.get("$ref")
    if reference is None:
        return schema, place
    name: str = reference.rpartition("/")[2]
    return spec.resolve({"$ref": reference}), Place(place.side, name)


@dataclass(frozen=True)
class Alternative:
    """One of several schemas of which one is enough.

    Attributes:
        schema: The schema.
        place: Where what it holds stands.
        form: The place of the alternative itself; none of the texts of an enum that takes other texts as well.
    """

    schema: Node
    place: Place
    form: Place | None


def alternatives(spec: Spec, schema: Node, place: Place) -> list[Alternative]:
    """Return the schemas of which one is enough; several types in one schema are as many alternatives."""
    kinds: Any = schema.get("type")
    branches: list[Node] = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    types: list[Node] = [{"type": kind} for kind in as_list(kinds) or ()]
    all_text = all(spec.resolve(branch).get("type") == "string" for branch in branches)
    found = [
        # Objects written in place, without a name, would otherwise share the places of their members.
        Alternative(
            branch,
            place.further(f"|{number}") if "properties" in branch else place,
            None if all_text else place.form(_form(branch)),
        )
        for number, branch in enumerate(branches, start=1)
    ]
    return found + [Alternative(each, place, place.form(each["type"])) for each in types]


def _form(branch: Node) -> str:
    """Name an alternative: the component's name, or what JSON calls its type."""
    if "$ref" in branch:
        return str(branch["$ref"]).rpartition("/")[2]
    kind: Any = branch.get("type", "anything")
    return "/".join(as_list(kind) or [kind])


def travels(spec: Spec, member: Node, side: Side) -> bool:
    """Tell whether a member goes this way: what is read-only is in no request."""
    keyword = "readOnly" if side is Side.REQUEST else "writeOnly"
    return member.get(keyword, spec.resolve(member).get(keyword)) is not True


def content_schema(content: Node) -> Node | None:
    """Return the schema of a JSON body; content of any type has none to look into."""
    found = as_node(content.get(JSON_TYPE))
    return None if found is None else found.get("schema", {})


def operation_place(operation: Operation, side: Side, name: str) -> Place:
    """Return the place of something that an operation states itself."""
    return Place(side, operation.id, name)


def parameter_place(operation: Operation, parameter: Node) -> Place:
    """Return the place of a parameter."""
    marks = {"path": "{%s}", "query": "?%s"}
    return operation_place(operation, Side.REQUEST, marks.get(parameter["in"], "header %s") % parameter["name"])


def header_place(operation: Operation, status: int, name: str) -> Place:
    """Return the place of a header of an answer."""
    return operation_place(operation, Side.ANSWER, f"{status} {name}")


def credentials(spec: Spec) -> Iterator[Statement]:
    """Give the credentials that every call may carry."""
    schemes: dict[str, Node] = spec.document["components"]["securitySchemes"]
    for name, scheme in schemes.items():
        place = Place(Side.REQUEST, name)
        yield Fact(place, Sort.CREDENTIAL), own(words_at(scheme, place))


class Reader:
    """Reads what one operation states, in the order of the document."""

    def __init__(self, spec: Spec, operation: Operation) -> None:
        self._spec = spec
        self._operation = operation
        self._entered = set[tuple[Place, tuple[Word, ...]]]()

    def statements(self) -> Iterator[Statement]:
        """Give every fact, more than once where it is reached in more than one way."""
        operation = self._operation
        around = words_at(operation.node, Place(Side.REQUEST, operation.id))
        for parameter in operation.parameters:
            place = parameter_place(operation, parameter)
            words = words_at(parameter, place)
            yield _statement(Fact(place, Sort.PARAMETER), words, around)
            yield from self._schema(parameter["schema"], place, words or around)
        if operation.request_body is not None:
            place = operation_place(operation, Side.REQUEST, "body")
            words = words_at(operation.request_body, place)
            yield _statement(Fact(place, Sort.BODY), words, around)
            schema = content_schema(operation.request_body["content"])
            yield from self._schema(schema or {}, place, words or around)
        for status, answer in operation.responses.items():
            yield from self._answer(status, answer, around)

    def _answer(self, status: int, answer: Node, around: tuple[Word, ...]) -> Iterator[Statement]:
        place = operation_place(self._operation, Side.ANSWER, str(status))
        words = words_at(answer, place)
        yield _statement(Fact(place, Sort.SUCCESS if status < REFUSAL else Sort.REFUSAL), words, around)
        around = words or around
        headers: dict[str, Node] = answer.get("headers", {})
        for name, node in headers.items():
            header, header_at = self._spec.resolve(node), header_place(self._operation, status, name)
            words = words_at(header, header_at)
            yield _statement(Fact(header_at, Sort.HEADER), words, around)
            yield from self._schema(header.get("schema", {}), header_at, words or around)
        yield from self._schema(content_schema(answer.get("content", {})) or {}, place, around)

    def _schema(self, schema: Node, place: Place, around: tuple[Word, ...]) -> Iterator[Statement]:
        schema, entered = follow(self._spec, schema, place)
        if entered != place:
            if (entered, around) in self._entered:
                return
            self._entered.add((entered, around))
            around = words_at(schema, entered) or around
        yield from self._inside(schema, entered, around)

    def _inside(self, schema: Node, place: Place, around: tuple[Word, ...]) -> Iterator[Statement]:
        for value in enumerated(schema):
            yield Fact(place.value(value), Sort.VALUE), inherited(around)
        members: dict[str, Node] = schema.get("properties", {})
        for name, member in members.items():
            if travels(self._spec, member, place.side):
                there = place.member(name)
                words = words_at(member, there)
                yield _statement(Fact(there, _MEMBERS[place.side]), words, around)
                yield from self._schema(member, there, words or around)
        for each in alternatives(self._spec, schema, place):
            words = words_at(each.schema, each.form or each.place)
            if each.form is not None:
                yield _statement(Fact(each.form, Sort.FORM), words, around)
            yield from self._schema(each.schema, each.place, words or around)
        for part in schema.get("allOf", ()):
            yield from self._schema(part, place, around)
        for keyword, where in (("items", place.further("[]")), ("additionalProperties", place.entry())):
            held: Any = as_node(schema.get(keyword))
            if held:
                yield from self._schema(held, where, words_at(held, where) or around)


_MEMBERS = {Side.REQUEST: Sort.ASKED, Side.ANSWER: Sort.ANSWERED}


def _statement(fact: Fact, words: tuple[Word, ...], around: tuple[Word, ...]) -> Statement:
    return fact, own(words) if words else inherited(around)
