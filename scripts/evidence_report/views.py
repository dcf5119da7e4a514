"""What a page says about operations and models, before it is written in any format."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from tests.contract.documents import python_name
from tests.reporting.evidence import is_answer, is_call

from .facts import ANSWERS, FIELDS, Fact, Place, Side, Sort, words_at
from .kinds import Kind

if TYPE_CHECKING:
    from tests.contract.documents import Operation
    from tests.contract.recordings import Recording

    from .facts import Word
    from .knowledge import Knowledge

NO_EXCHANGE = "no exchange"


def seen_label(kind: Kind) -> str:
    """Name a kind of exchange, or that there is none."""
    return NO_EXCHANGE if kind is Kind.NOTHING else kind.label


OPERATION_SORTS = frozenset([Sort.PARAMETER, Sort.BODY, Sort.HEADER, Sort.SUCCESS, Sort.REFUSAL])
"""Sorts of facts that an operation states itself; the others are told with the models, too."""


@dataclass(frozen=True)
class Exchange:
    """A recording, and what of it does not count."""

    recording: Recording
    remark: str

    @property
    def name(self) -> str:
        """The name of the file, without its ending."""
        return self.recording.id.partition("/")[2]

    @property
    def path(self) -> str:
        """The file, from the root of the project."""
        return f"tests/recordings/{self.recording.id}.json"


@dataclass(frozen=True)
class Said:
    """Words of the spec about an operation, or about parts of it.

    Attributes:
        about: The parts, such as a parameter or a status; empty for the operation itself.
        words: What is said.
    """

    about: tuple[str, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Line:
    """Some of the facts that an operation uses, all of one sort and with equal evidence.

    Attributes:
        sort: What they are.
        kind: The best kind of exchange that shows them; of other operations if `elsewhere`.
        elsewhere: Whether exchanges of other operations alone have them.
        names: Paths of the facts, by the operation or component that they are written in.
        exchanges: The exchanges that show any of them; empty where there are none or not of this operation.
    """

    sort: Sort
    kind: Kind
    elsewhere: bool
    names: dict[str, list[str]]
    exchanges: tuple[Exchange, ...]

    @property
    def own(self) -> bool:
        """Whether all of them are stated by the operation itself."""
        return self.sort in OPERATION_SORTS

    @property
    def standing(self) -> str:
        """How it stands with them, in words."""
        return f"{self.kind.label}, other operations" if self.elsewhere else seen_label(self.kind)


@dataclass(frozen=True)
class OperationView:
    """What is known about an operation.

    Attributes:
        operation: The operation.
        seen: The best kind of exchange in which it did what was asked.
        rests_on: The best kind of anything.
        said: Its `x-evidence`, and that of its own parts.
        exchanges: Its recordings.
        lines: The facts that it uses.
        fields: How many fields it uses.
        shown: How many of them an exchange of this operation shows that counts as evidence.
        shown_anywhere: The same of any operation.
    """

    operation: Operation
    seen: Kind
    rests_on: Kind
    said: tuple[Said, ...]
    exchanges: tuple[Exchange, ...]
    lines: tuple[Line, ...]
    fields: int
    shown: int
    shown_anywhere: int

    @property
    def answers(self) -> list[tuple[str, Kind]]:
        """The documented statuses in their order, each with the best kind of exchange that has it."""
        found = [
            (path, line.kind) for line in self.lines if line.sort in ANSWERS for path in chain(*line.names.values())
        ]
        return sorted(found, key=lambda each: each[0])

    @property
    def method(self) -> str:
        """How users of the client call it."""
        return f"client.{self.operation.tag}.{python_name(self.operation.verb)}"

    @property
    def call(self) -> str:
        """Method and path."""
        return f"{self.operation.method} {self.operation.template}"


@dataclass(frozen=True)
class FieldView:
    """What is known about a fact that a component states.

    Attributes:
        name: Its path inside of the component, or the name of the component itself.
        sort: What it is.
        seen: The best kind of exchange that shows it.
        rests_on: The best kind of anything.
        exchanges: The exchanges of the kind `seen` that show it.
        claim: The kind of what the spec's words say.
        own: The words about the very fact.
        taken_from: Labels of the places whose words count for it, where it has none itself.
    """

    name: str
    sort: Sort
    seen: Kind
    rests_on: Kind
    exchanges: tuple[Exchange, ...]
    claim: Kind
    own: tuple[Word, ...]
    taken_from: tuple[str, ...]


@dataclass(frozen=True)
class ModelView:
    """A component, and which way it travels.

    Attributes:
        name: Its name.
        side: Which way.
        words: Its `x-evidence`.
        fields: Its members, alternatives and values.
        operations: Ids of the operations that use it.
    """

    name: str
    side: Side
    words: tuple[Word, ...]
    fields: tuple[FieldView, ...]
    operations: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name with the way."""
        return f"{self.name} ({self.side.value})"


def exchange(knowledge: Knowledge, recording: Recording) -> Exchange:
    """Make the view of a recording."""
    spec = knowledge.spec
    if recording.superseded:
        remark = "an earlier edition: its answer does not count"
    elif recording.foreign:
        remark = "not an answer of this API: it does not count"
    elif is_answer(recording) and not is_call(spec, recording):
        remark = "refused: its request does not count"
    else:
        remark = ""
    return Exchange(recording, remark)


def operation_view(knowledge: Knowledge, operation: Operation) -> OperationView:
    """Make the view of an operation."""
    facts = knowledge.uses[operation.id]
    fields = [fact for fact in facts if fact.sort in FIELDS]
    return OperationView(
        operation,
        knowledge.operation_seen(operation),
        knowledge.operation_rests_on(operation),
        tuple(_said(knowledge, operation)),
        tuple(exchange(knowledge, each) for each in knowledge.recordings.get(operation.id, ())),
        tuple(_lines(knowledge, operation, facts)),
        len(fields),
        sum(knowledge.seen_in(operation.id, fact).shows for fact in fields),
        sum(knowledge.seen(fact).shows for fact in fields),
    )


def _said(knowledge: Knowledge, operation: Operation) -> list[Said]:
    whole = words_at(operation.node, Place(Side.REQUEST, operation.id))
    parts = defaultdict[tuple["Word", ...], list[str]](list)
    for fact in knowledge.uses[operation.id]:
        if fact.place.owner == operation.id and fact.sort in OPERATION_SORTS:
            for claim in knowledge.facts[fact]:
                if claim.words != whole:
                    # A status stands in the words' own place already, which is then no part of what they say.
                    parts[tuple(replace(word, at="") for word in claim.words)].append(fact.place.path)
    return [Said((), whole), *(Said(tuple(about), words) for words, about in parts.items())]


def _lines(knowledge: Knowledge, operation: Operation, facts: tuple[Fact, ...]) -> list[Line]:
    grouped = defaultdict[tuple[Sort, bool, Kind], list[Fact]](list)
    for fact in facts:
        here, anywhere = knowledge.seen_in(operation.id, fact), knowledge.seen(fact)
        elsewhere = anywhere is not here and not here.shows
        grouped[fact.sort, elsewhere, here if here.shows else anywhere].append(fact)
    sorts, kinds = list(Sort), list(Kind)
    order = sorted(grouped, key=lambda group: (sorts.index(group[0]), group[1], kinds.index(group[2])))
    return [_line(knowledge, operation, group, grouped[group]) for group in order]


def _line(knowledge: Knowledge, operation: Operation, group: tuple[Sort, bool, Kind], facts: list[Fact]) -> Line:
    sort, elsewhere, kind = group
    names = defaultdict[str, list[str]](list)
    shown = dict[str, Exchange]()
    for fact in facts:
        names[fact.place.owner].append(fact.place.path)
        for recording in knowledge.shown.get((operation.id, fact.place), ()):
            if recording.kind == kind.value:
                shown[recording.id] = exchange(knowledge, recording)
    return Line(sort, kind, elsewhere, dict(names), () if elsewhere else tuple(shown[each] for each in sorted(shown)))


def field_view(knowledge: Knowledge, fact: Fact) -> FieldView:
    """Make the view of a fact."""
    seen, claim, label = knowledge.seen(fact), knowledge.words(fact), fact.place.label
    return FieldView(
        fact.place.path or fact.place.owner,
        fact.sort,
        seen,
        knowledge.rests_on(fact),
        tuple(exchange(knowledge, each) for each in knowledge.exchanges(fact) if each.kind == seen.value),
        claim.kind,
        tuple(word for word in claim.words if word.at == label),
        tuple(dict.fromkeys(word.at for word in claim.words if word.at != label)),
    )


def credential_views(knowledge: Knowledge) -> list[FieldView]:
    """Make the views of the credentials."""
    return [field_view(knowledge, fact) for fact in knowledge.of_sorts([Sort.CREDENTIAL])]


def model_views(knowledge: Knowledge) -> list[ModelView]:
    """Make the views of all components with facts of their own, by name."""
    facts = defaultdict[tuple[str, Side], list[Fact]](list)
    for fact in knowledge.facts:
        if fact.place.owner not in knowledge.spec.operations and fact.sort is not Sort.CREDENTIAL:
            facts[fact.place.owner, fact.place.side].append(fact)
    users = defaultdict[tuple[str, Side], list[str]](list)
    for operation_id, used in knowledge.uses.items():
        for key in dict.fromkeys((fact.place.owner, fact.place.side) for fact in used):
            users[key].append(operation_id)
    return [
        ModelView(
            name,
            side,
            _schema_words(knowledge, name, side),
            tuple(field_view(knowledge, each) for each in own),
            tuple(users[name, side]),
        )
        for (name, side), own in sorted(facts.items(), key=lambda item: (item[0][0], item[0][1].value))
    ]


def _schema_words(knowledge: Knowledge, name: str, side: Side) -> tuple[Word, ...]:
    return words_at(knowledge.spec.schemas[name], Place(side, name))
