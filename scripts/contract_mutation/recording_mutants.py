"""Mutants of the recordings: each edit, and whether the tests catch it by what it says or by its fingerprint alone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from contract_mutation.outcomes import Outcome
from contract_mutation.recording_edits import recording_edits
from contract_mutation.suite import Case, cases, first_fault, read_source, seen_recording
from tests.contract import recordings, showing
from tests.contract.recordings import Recording

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from contract_mutation.edits import Edit
    from tests.contract.documents import Spec

JUDGES = ("meaning", "fingerprint")
"""By what the tests catch a mutant: by what it says, or only by not being the recording that was signed."""

GENERAL = ("test_recordings", "test_consistency", "test_showing")
"""Modules of tests that look at every recording."""

PARTICULAR = ("test_published_calls", "test_statements_{api}")
"""Modules of tests that look some recordings up by name."""

SIGNED = "test_fingerprints"


class LookedUp(dict[str, Recording]):
    """Recordings by name that remember which of them were looked up."""

    def __init__(self, known: dict[str, Recording]) -> None:
        super().__init__(known)
        self.names = set[str]()

    def __getitem__(self, name: str) -> Recording:
        self.names.add(name)
        return super().__getitem__(name)


class RecordingMutants:
    """The mutants of the recordings of one API. Expensive: it runs tests to see which recordings they look up."""

    part = "recordings"

    def __init__(self, api: str) -> None:
        self.api = api
        self._general = [read_source(name) for name in GENERAL]
        self._signed = [read_source(SIGNED)]
        self._own = [each for each in recordings.RECORDINGS if each.api == api]
        self._unchanged = dict(recordings.BY_ID)
        self._remembered = dict[str, set[str]]()

    @cached_property
    def edits(self) -> list[tuple[Recording, Edit]]:
        """Each edit with the recording that it is of."""
        return [(each, edit) for each in self._own for edit in recording_edits(each.document)]

    @cached_property
    def _particular(self) -> tuple[LookedUp, dict[str, list[Case]]]:
        """The tests that look a recording up by name, and where they look."""
        place, found = LookedUp(recordings.BY_ID), dict[str, list[Case]]()
        original, recordings.BY_ID = recordings.BY_ID, place
        try:
            for name in PARTICULAR:
                for case in cases(read_source(name.format(api=self.api)).executed()):
                    place.names.clear()
                    case.fault()
                    for looked_up in place.names:
                        found.setdefault(looked_up, []).append(case)
        finally:
            recordings.BY_ID = original
        return place, found

    def fault_without_change(self) -> str | None:
        """Run the tests on the recordings as they are: they have to pass for a mutant to say anything."""
        looking = [case for found in self._particular[1].values() for case in found]
        own = [case for case in self._sorted if any(_about(case, each) for each in self._own)]
        found = (fault for case in [*own, *looking] if (fault := case.fault()) is not None)
        return next(found, None) or first_fault(self._signed, lambda case: "recording" in case.arguments)

    def judged(self, index: int, without: Sequence[str] = ()) -> Outcome:
        """Run the tests on a mutant until one catches it; `without` some judges."""
        recording, edit = self.edits[index]
        mutant = replace(recording, document=edit.applied(recording.document))
        caught_by, by = None, ""
        for judge in [each for each in JUDGES if each not in without]:
            fault = self._by_meaning(recording, mutant, edit) if judge == "meaning" else self._by_fingerprint(mutant)
            if fault is not None:
                caught_by, by = judge, fault
                break
        return Outcome(
            api=self.api,
            part=self.part,
            kind=edit.kind,
            id=f"{recording.id.partition('/')[2]} {edit.id}",
            evidence=recording.kind != "fabricated",
            caught_by=caught_by,
            by=by,
            remedy=f"a second source of {recording.id}, or a test on its {edit.place}",
        )

    @cached_property
    def _sorted(self) -> list[Case]:
        """The tests of the general modules, as they are sorted while nothing is changed."""
        with self._memory():
            return [case for source in self._general for case in cases(source.executed())]

    def _by_meaning(self, recording: Recording, mutant: Recording, edit: Edit) -> str | None:
        unchanged = self._sorted
        with seen_recording(mutant), self._memory():
            if edit.path[1:2] == ("body",):
                # What a recording is sorted by stands elsewhere: the modules need not be executed anew.
                own = [case for case in unchanged if _about(case, recording)]
                changed = [replace(case, arguments={**case.arguments, **_instead(case, mutant)}) for case in own]
                fault = next((fault for case in changed if (fault := case.fault()) is not None), None)
            else:
                fault = first_fault(self._general, lambda case: _about(case, mutant))
        if fault is not None:
            return fault
        place, looking = self._particular
        place[mutant.id] = mutant
        try:
            return next((fault for case in looking.get(mutant.id, ()) if (fault := case.fault()) is not None), None)
        finally:
            place[mutant.id] = recording

    def _by_fingerprint(self, mutant: Recording) -> str | None:
        with seen_recording(mutant):
            return first_fault(self._signed, lambda case: "recording" in case.arguments and _about(case, mutant))

    @contextmanager
    def _memory(self) -> Generator[None]:
        """Let modules that are executed meanwhile look up once what the spec and what unchanged recordings show."""
        shown, documented = showing.shown, showing.documented

        def shown_once(spec: Spec, recording: Recording) -> set[str]:
            if recording is not self._unchanged[recording.id]:
                return shown(spec, recording)
            if recording.id not in self._remembered:
                self._remembered[recording.id] = shown(spec, recording)
            return self._remembered[recording.id]

        def documented_once(spec: Spec) -> set[str]:
            if spec.api not in self._remembered:
                self._remembered[spec.api] = documented(spec)
            return self._remembered[spec.api]

        showing.shown, showing.documented = shown_once, documented_once
        try:
            yield
        finally:
            showing.shown, showing.documented = shown, documented


def _instead(case: Case, mutant: Recording) -> dict[str, Recording]:
    return {name: mutant for name, value in case.arguments.items() if isinstance(value, Recording)}


def _about(case: Case, mutant: Recording) -> bool:
    """Tell whether a test of a general module is about a recording, or about all of them."""
    for name, value in case.arguments.items():
        if isinstance(value, Recording) and value is not mutant:
            return False
        if name == "api" and value != mutant.api:
            return False
    return "name" not in case.arguments and "places" not in case.arguments
