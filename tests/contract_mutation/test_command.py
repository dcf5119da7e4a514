"""What the command says and how it ends: survivors are listed, the list is enforced in both directions."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import mutate
import pytest
from contract_mutation import command, running
from contract_mutation.outcomes import Outcome
from contract_mutation.scores import below, share_of, table
from contract_mutation.survivors import Survivor, SurvivorsError, read_survivors, stale, unlisted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def outcome(name: str, caught_by: str | None = "facts", *, evidence: bool = True, part: str = "specs") -> Outcome:
    kind = name.partition(":")[0]
    return Outcome("klarify", part, kind, name, evidence, caught_by, "", f"a recording with {name}")


ENTRY = """
[[survivor]]
part = "specs"
api = "klarify"
mutants = "{mutants}"
reason = "Nobody has seen one."
needed = "Somebody who has."
"""


@dataclass
class Mutants:
    """Mutants whose fate is known."""

    outcomes: list[Outcome]
    broken: str | None = None
    asked: list[tuple[int, tuple[str, ...]]] = field(default_factory=list[tuple[int, tuple[str, ...]]])

    @property
    def edits(self) -> list[Outcome]:
        return self.outcomes

    def fault_without_change(self) -> str | None:
        return self.broken

    def judged(self, index: int, without: Sequence[str] = ()) -> Outcome:
        self.asked.append((index, tuple(without)))
        return self.outcomes[index]


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a list of survivors in place of ours."""
    path = tmp_path / "survivors.toml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setattr(command, "SURVIVORS", path)
    monkeypatch.setattr(command, "ROOT", tmp_path)
    return path


def ended(mutants: Mutants, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    def mutants_of(_part: str, _api: str) -> Mutants:
        return mutants

    monkeypatch.setattr(command, "mutants_of", mutants_of)
    monkeypatch.setattr(running, "mutants_of", mutants_of)
    return command.main(["specs", "--only", "klarify", "--jobs", "1", *arguments])


CAUGHT = [outcome(f"member dropped: {number}") for number in range(99)]
LEFT = outcome("status added: a 418", None)


def test_all_caught_is_fine(known: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert known.exists()
    assert ended(Mutants(CAUGHT), monkeypatch) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        "klarify,",
        "specs:",
        "caught",
        "of",
        "operations",
        "with",
        "evidence",
        "fabricated",
        "alone",
    ]
    assert lines[1].split() == ["member", "dropped", "99/99", "100.0", "%"]
    assert lines[-1] == "0 survive, 0 of them listed in survivors.toml"


def test_a_survivor_that_is_not_listed_is_a_finding_that_says_what_is_needed(
    known: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert known.exists()
    assert ended(Mutants([*CAUGHT, LEFT]), monkeypatch) == 1
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "1 survive, 0 of them listed in survivors.toml",
        "survives, not listed: specs klarify: status added: a 418",
        "    needed: a recording with status added: a 418",
    ]


@pytest.mark.parametrize("mutants", ["status added: a 418", "status added: *", "*418"])
def test_a_survivor_that_is_listed_is_fine(mutants: str, known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known.write_text(ENTRY.format(mutants=mutants), encoding="utf-8")
    assert ended(Mutants([*CAUGHT, LEFT]), monkeypatch) == 0


def test_an_entry_that_nothing_matches_is_a_finding_of_a_whole_run(
    known: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known.write_text(ENTRY.format(mutants="member dropped: 1"), encoding="utf-8")
    assert ended(Mutants(CAUGHT), monkeypatch) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        "listed, but nothing of it survives: specs klarify: member dropped: 1"
    )
    assert ended(Mutants(CAUGHT), monkeypatch, "--sample", "5") == 0


def test_too_few_caught_is_a_finding_even_if_all_are_listed(
    known: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known.write_text(ENTRY.format(mutants="status added: *"), encoding="utf-8")
    outcomes = [*CAUGHT, *(outcome(f"status added: {number}", None) for number in range(6))]
    assert ended(Mutants(outcomes), monkeypatch) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "specs klarify: 94.2 % with evidence, less than 95.0 %"


def test_what_we_made_up_may_be_caught_less_often(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known.write_text(ENTRY.format(mutants="status added: *"), encoding="utf-8")
    outcomes = [*CAUGHT, *(outcome(f"status added: {number}", None, evidence=False) for number in range(60))]
    assert ended(Mutants(outcomes), monkeypatch) == 0


def test_some_by_lot_are_always_the_same(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert known.exists()
    first, again, other = Mutants(CAUGHT), Mutants(CAUGHT), Mutants(CAUGHT)
    for mutants, seed in ((first, "3"), (again, "3"), (other, "4")):
        assert ended(mutants, monkeypatch, "--sample", "7", "--seed", seed) == 0
    assert len(first.asked) == 7
    assert first.asked == again.asked != other.asked


def test_without_some_tests_nothing_is_compared(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert known.exists()
    mutants = Mutants([*CAUGHT, LEFT])
    assert ended(mutants, monkeypatch, "--without", "facts") == 0
    assert mutants.asked[0] == (0, ("facts",))


def test_tests_that_fail_without_any_change_are_mended_first(
    known: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert known.exists()
    mutants = Mutants(CAUGHT, broken="test_facts::test_it")
    assert ended(mutants, monkeypatch) == 2
    assert capsys.readouterr().err == "specs klarify: test_facts::test_it fails without any change: mend that first\n"
    assert not mutants.asked


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[survivor]", "survivors.toml: "),
        (ENTRY.format(mutants=" "), "survivors.toml: entry 1: mutants missing, empty or unknown"),
        (ENTRY.replace("reason", "because"), "survivors.toml: entry 1: because, reason missing, empty or unknown"),
    ],
)
def test_a_list_that_cannot_be_read_is_misuse(
    text: str, message: str, known: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known.write_text(text, encoding="utf-8")
    with pytest.raises(SurvivorsError):
        read_survivors(known)
    assert ended(Mutants(CAUGHT), monkeypatch) == 2
    assert capsys.readouterr().err.startswith(message)


@pytest.mark.parametrize("arguments", [[], ["spec"], ["specs", "--only", "nobody"], ["specs", "--sample", "0"]])
def test_misuse_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(arguments)
    assert caught.value.code == 2
    assert "usage: mutate.py" in capsys.readouterr().err


def test_our_own_list_can_be_read() -> None:
    assert all(isinstance(entry, Survivor) for entry in read_survivors(command.SURVIVORS))


def test_names_with_brackets_are_names() -> None:
    entry = Survivor("specs", "klarify", "member dropped: a[0] *", "Because.", "That.")
    left = [outcome("member dropped: a[0] b", None), outcome("member dropped: a0 b", None)]
    assert [each.id for each in unlisted(left, [entry])] == ["member dropped: a0 b"]
    assert stale(left[1:], [entry], {("specs", "klarify")}) == [entry]
    assert stale(left[1:], [entry], {("recordings", "klarify")}) == []


def test_a_share_is_cut_off() -> None:
    assert (share_of(1999, 2000), share_of(2000, 2000), share_of(0, 0)) == (99.9, 100.0, 100.0)
    assert below([*CAUGHT, LEFT], 99.0) == []
    assert below([*CAUGHT, LEFT], 99.5) == ["specs klarify: 99.0 % with evidence, less than 99.5 %"]


def test_the_table_counts_evidence_apart() -> None:
    outcomes = [outcome("a: 1"), outcome("a: 2", None), outcome("b: 1", "recordings", evidence=False)]
    assert [line.split() for line in table(outcomes)[1:]] == [
        ["a", "1/2", "50.0", "%"],
        ["b", "1/1", "100.0", "%"],
        ["all", "1/2", "50.0", "%", "1/1", "100.0", "%"],
        ["by", "facts", "1/2", "50.0", "%", "0/1", "0.0", "%"],
        ["by", "recordings", "0/2", "0.0", "%", "1/1", "100.0", "%"],
    ]
    assert max(map(len, table(outcomes))) <= 100


def test_two_processes_find_what_one_finds() -> None:
    def progress(_done: int, _total: int) -> None:
        pass

    one, two = (
        running.run("specs", "klarify", running.Settings(sample=60, seed=1, jobs=jobs), progress) for jobs in (1, 2)
    )
    assert one == two
    assert len(one) == 60


def test_the_thin_command_leads_to_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))

    def main(arguments: Sequence[str]) -> int:
        return len(arguments)

    monkeypatch.setattr(command, "main", main)
    assert mutate.main(["specs", "recordings", "--sample", "3"]) == 4
