"""Mutants of a spec: each edit, the operations that it concerns, and whether the contract tests catch it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from contract_mutation.edits import Edit, Node, as_list, as_node
from contract_mutation.outcomes import Outcome
from contract_mutation.spec_edits import METHODS, spec_edits
from contract_mutation.suite import Case, concerns, first_fault, read_source, seen_spec
from tests.contract.documents import Spec, load_spec
from tests.contract.recordings import RECORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

JUDGES = {
    "facts": ("test_facts",),
    "recordings": ("test_recordings",),
    "statements": ("test_spec_examples", "test_tolerant_reading", "test_statements_{api}"),
    "showing": ("test_showing",),
    "faults": ("test_harness",),
}
"""Modules of tests that look at a spec, by what they rest on; in the order in which they are asked. The last one plants
faults into recordings, which a spec may let pass."""


class SpecMutants:
    """The mutants of one spec."""

    part = "specs"

    def __init__(self, api: str) -> None:
        self.api = api
        self.spec = load_spec(api)
        self._sources = {
            judge: [read_source(module.format(api=api)) for module in modules] for judge, modules in JUDGES.items()
        }

    @cached_property
    def edits(self) -> list[Edit]:
        """Every edit of the spec."""
        return list(spec_edits(self.spec.document))

    @cached_property
    def reached(self) -> dict[str, frozenset[tuple[str, str]]]:
        """The components that each operation reaches."""
        document = self.spec.document
        found = dict[str, frozenset[tuple[str, str]]]()
        for item in document["paths"].values():
            for method in METHODS:
                if method in item:
                    parts = _reached(document, [item[method], item.get("parameters", [])])
                    found[item[method]["operationId"]] = frozenset(parts)
        return found

    @cached_property
    def evident(self) -> frozenset[str]:
        """The operations of which there is more than what we made up."""
        outbound = [each for each in RECORDINGS if each.api == self.api and not each.inbound]
        return frozenset(each.operation_id for each in outbound if each.kind != "fabricated")

    def concerned(self, edit: Edit) -> frozenset[str]:
        """Return the operations that an edit concerns."""
        if edit.path[0] == "components" and edit.path[1] != "securitySchemes":
            part = (str(edit.path[1]), str(edit.path[2]))
            return frozenset(name for name, parts in self.reached.items() if part in parts)
        if edit.path[0] != "paths":
            return frozenset(self.reached)
        if len(edit.path) == 1:
            # A path that is called otherwise: its name is the first word of the place.
            item = self.spec.document["paths"][edit.place.partition(" ")[0]]
        else:
            item = self.spec.document["paths"][edit.path[1]]
        methods = [edit.path[2]] if len(edit.path) > 2 and edit.path[2] in METHODS else METHODS
        return frozenset(item[method]["operationId"] for method in methods if method in item)

    def fault_without_change(self) -> str | None:
        """Run the tests on the spec as it is: they have to pass for a mutant to say anything."""
        everything = frozenset(self.reached)
        return next(
            (
                fault
                for sources in self._sources.values()
                if (fault := first_fault(sources, lambda case: not case.needs and concerns(case, self.api, everything)))
            ),
            None,
        )

    def judged(self, index: int, without: Sequence[str] = ()) -> Outcome:
        """Run the tests on a mutant until one catches it; `without` some judges."""
        edit = self.edits[index]
        operations = self.concerned(edit)
        caught_by, by = None, ""

        def wanted(case: Case) -> bool:
            return not case.needs and concerns(case, self.api, operations)

        with seen_spec(Spec(self.api, edit.applied(self.spec.document))):
            for judge, sources in self._sources.items():
                fault = None if judge in without else first_fault(sources, wanted)
                if fault is not None:
                    caught_by, by = judge, fault
                    break
        evidence = bool(operations & self.evident)
        return Outcome(
            api=self.api,
            part=self.part,
            kind=edit.kind,
            id=edit.id,
            evidence=evidence,
            caught_by=caught_by,
            by=by,
            remedy=remedy(edit, operations),
        )


def _reached(document: Node, value: object) -> Iterator[tuple[str, str]]:
    seen, waiting = set[str](), [value]
    while waiting:
        current: Any = waiting.pop()
        node, items = as_node(current), as_list(current)
        if node is not None:
            reference = node.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                _, _, part, name = reference.split("/")
                yield part, name
                waiting.append(document["components"][part][name])
            waiting.extend(node.values())
        waiting.extend(items or ())


def remedy(edit: Edit, operations: frozenset[str]) -> str:
    """Say what would catch a mutant that nothing catches."""
    some = ", ".join(sorted(operations)[:2]) + (" ..." if len(operations) > 2 else "")
    name = edit.place.rpartition(" ")[2]
    match edit.kind:
        case "member made required":
            return f"a recording of {some} without `{name}`, or a row of facts that says it is optional"
        case "member dropped" | "member renamed" | "member made optional" | "member added":
            return f"a row of facts on the members of {some}, or a recording that shows `{name}`"
        case "status dropped" | "status changed" | "status added":
            return f"a published answer of {some} with the status {name}"
        case "enum value dropped" | "enum value renamed" | "enum value added":
            return f"a recording of {some} with the value `{name}`, or the words in a row of facts"
        case _:
            return f"a row of facts on {some}"
