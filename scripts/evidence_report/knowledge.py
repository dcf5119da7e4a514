"""What is known about one API: the facts of its spec, joined with the exchanges that show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tests.reporting.evidence import is_call

from .exchanges import contradictions, places
from .facts import ANSWERS, FIELDS, Claim, Fact, Place, Reader, Sort, credentials
from .kinds import SEEN, Kind, best, count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.contract.documents import Operation, Spec
    from tests.contract.recordings import Recording


class ContradictedError(Exception):
    """Exchanges and spec contradict each other; the message has a line for each fault."""


@dataclass(frozen=True)
class Knowledge:
    """Everything that the pages tell about one API.

    Attributes:
        spec: The spec.
        facts: Every fact once, in the order of the spec, with the claims of all operations that use it.
        uses: The facts that an operation uses, by operation id.
        shown: The exchanges that show a fact, by operation id and place; the credentials' operation id is empty.
        recordings: The exchanges of an operation, by its id, in the order of their names.
    """

    spec: Spec
    facts: Mapping[Fact, tuple[Claim, ...]]
    uses: Mapping[str, tuple[Fact, ...]]
    shown: Mapping[tuple[str, Place], tuple[Recording, ...]]
    recordings: Mapping[str, tuple[Recording, ...]]

    @property
    def api(self) -> str:
        """The name of the API."""
        return self.spec.api

    @property
    def title(self) -> str:
        """The title that the spec gives it."""
        return str(self.spec.document["info"]["title"])

    @cached_property
    def _everywhere(self) -> dict[Place, tuple[Recording, ...]]:
        found = defaultdict[Place, list["Recording"]](list)
        for (_, place), recordings in self.shown.items():
            found[place] += recordings
        return {place: tuple(sorted(each, key=_strongest_first)) for place, each in found.items()}

    def exchanges(self, fact: Fact) -> tuple[Recording, ...]:
        """Return the exchanges that show a fact in any operation, the strongest first."""
        return self._everywhere.get(fact.place, ())

    def seen(self, fact: Fact) -> Kind:
        """Return the best kind of exchange that shows a fact, whatever operation it is of."""
        return best(Kind(each.kind) for each in self.exchanges(fact))

    def seen_in(self, operation_id: str, fact: Fact) -> Kind:
        """Return the best kind of exchange of one operation that shows a fact."""
        return best(Kind(each.kind) for each in self.shown.get((operation_id, fact.place), ()))

    def rests_on(self, fact: Fact) -> Kind:
        """Return the best kind of anything, the words of the spec among it."""
        return best([self.seen(fact), *(claim.kind for claim in self.facts[fact])])

    def words(self, fact: Fact) -> Claim:
        """Return the best claim about a fact, with the words of all claims as good, each source once."""
        kind = best(claim.kind for claim in self.facts[fact])
        words = [word for claim in self.facts[fact] if claim.kind is kind for word in claim.words]
        return Claim(kind, tuple({(word.kind, word.source): word for word in words}.values()))

    def calls(self, operation: Operation) -> list[Recording]:
        """Return the exchanges of an operation in which the service did what was asked."""
        return [each for each in self.recordings.get(operation.id, ()) if is_call(self.spec, each)]

    def operation_seen(self, operation: Operation) -> Kind:
        """Return the best kind of exchange in which an operation did what was asked."""
        return best(Kind(each.kind) for each in self.calls(operation))

    def operation_rests_on(self, operation: Operation) -> Kind:
        """Return the best kind of anything that an operation rests on."""
        words = (Kind(each["kind"]) for each in operation.node.get("x-evidence", ()))
        return best([self.operation_seen(operation), *words])

    def of_sorts(self, sorts: Iterable[Sort]) -> list[Fact]:
        """Return the facts of some sorts."""
        wanted = frozenset(sorts)
        return [fact for fact in self.facts if fact.sort in wanted]

    @cached_property
    def totals(self) -> list[Total]:
        """The figures of the API, from the coarsest to the finest."""
        operations = list(self.spec.operations.values())
        return [
            Total(
                "operations",
                count(map(self.operation_seen, operations)),
                count(map(self.operation_rests_on, operations)),
                main=True,
            ),
            self._total("answers", ANSWERS, main=True),
            *(self._total(sort.value, (sort,)) for sort in ANSWERS),
            self._total("fields", FIELDS, main=True),
            *(self._total(sort.value, (sort,)) for sort in FIELDS),
        ]

    def _total(self, name: str, sorts: Sequence[Sort], *, main: bool = False) -> Total:
        facts = self.of_sorts(sorts)
        return Total(name, count(map(self.seen, facts)), count(map(self.rests_on, facts)), main=main)


@dataclass(frozen=True)
class Total:
    """How many of something there are, by kind.

    Attributes:
        name: What is counted, as a plural.
        seen: By the best kind of exchange.
        rests_on: By the best kind of anything.
        main: Whether it is a sum, and not a part of the sum above it.
    """

    name: str
    seen: Mapping[Kind, int]
    rests_on: Mapping[Kind, int]
    main: bool

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self.seen.values())

    @property
    def shown(self) -> int:
        """How many an exchange shows that counts as evidence."""
        return sum(number for kind, number in self.seen.items() if kind.shows)


def gather(spec: Spec, recordings: Sequence[Recording]) -> Knowledge:
    """Join a spec with the exchanges of its API.

    Raises:
        ContradictedError: The spec contradicts an exchange.
    """
    own = [each for each in recordings if each.api == spec.api]
    faults = [f"{each.id}: {fault}" for each in own for fault in contradictions(spec, each)]
    if faults:
        raise ContradictedError("\n".join(faults))
    claims = defaultdict[Fact, dict[Claim, None]](dict)
    uses = dict[str, tuple[Fact, ...]]()
    for operation in spec.operations.values():
        statements = list(Reader(spec, operation).statements())
        uses[operation.id] = tuple(dict.fromkeys(fact for fact, _ in statements))
        for fact, claim in statements:
            claims[fact][claim] = None
    for fact, claim in credentials(spec):
        claims[fact][claim] = None
    shown = defaultdict[tuple[str, Place], list["Recording"]](list)
    by_operation = defaultdict[str, list["Recording"]](list)
    for recording in own:
        by_operation[recording.operation_id].append(recording)
        for place in dict.fromkeys(places(spec, recording)):
            shown[recording.operation_id, place].append(recording)
    return Knowledge(
        spec,
        {fact: tuple(each) for fact, each in claims.items()},
        uses,
        {key: tuple(each) for key, each in shown.items()},
        {key: tuple(each) for key, each in by_operation.items()},
    )


def _strongest_first(recording: Recording) -> tuple[int, str]:
    return SEEN.index(Kind(recording.kind)), recording.id
