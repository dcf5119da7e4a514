"""Which tests prove which rows of the acceptance list, told by pytest's collection; no test is run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reporting.acceptance import Plan, Row, by_number, read_file, read_plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


STATES = ("proven", "later", "no test")
"""How it can stand with a row that a test has to prove."""


class CollectionError(Exception):
    """The tests cannot be collected, or name rows that the list does not have; the message says which."""


@dataclass(frozen=True)
class Proof:
    """A test function that names a row.

    Attributes:
        file: Its file, from the root of the project, with forward slashes.
        test: Its name, with that of its class.
        cases: Names of the cases that name the row; empty where the test has no cases.
    """

    file: str
    test: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Acceptance:
    """The acceptance list with its tests.

    Attributes:
        rows: The rows of all APIs.
        proofs: The tests that name a row, by its id.
        plan: What need not be proven yet.
        lists: The API that rows are about, by their first letters.
    """

    rows: tuple[Row, ...]
    proofs: Mapping[str, tuple[Proof, ...]]
    plan: Plan
    lists: Mapping[str, str]

    @property
    def apis(self) -> list[str]:
        """The first letters of the rows of each API."""
        return sorted({row.api for row in self.rows})

    def state(self, row: Row) -> str:
        """Tell how it stands with a row: `proven`, `later`, `background` or `no test`."""
        if self.proofs.get(row.id):
            return "proven"
        if not row.provable:
            return "background"
        return "later" if row.id in self.plan.waiting or row.api in self.plan.not_yet else "no test"

    def rows_of(self, api: str) -> list[Row]:
        """Return the rows of an API that a test has to prove, in their order."""
        return self._rows(api, provable=True)

    def background(self, api: str) -> list[Row]:
        """Return the rows of an API that are of kind D alone, in their order."""
        return self._rows(api, provable=False)

    def _rows(self, api: str, *, provable: bool) -> list[Row]:
        found = {row.id: row for row in self.rows if row.api == api and row.provable is provable}
        return [found[each] for each in by_number(found)]

    def counts(self, api: str) -> dict[str, int]:
        """Count the rows of an API that a test has to prove, by how it stands with them."""
        states = [self.state(row) for row in self.rows_of(api)]
        return {state: states.count(state) for state in STATES}


def read_acceptance(root: Path, claims: Mapping[str, Sequence[str]]) -> Acceptance:
    """Join the acceptance list with the tests that name its rows.

    Args:
        root: The project.
        claims: Ids of tests, by row.

    Raises:
        CollectionError: A test names a row that is not in the list.
    """
    directory = root / "tests" / "acceptance"
    files = {path.stem: read_file(path) for path in sorted(directory.glob("*.md"))}
    rows = tuple(row for own in files.values() for row in own)
    unknown = claims.keys() - {row.id for row in rows}
    if unknown:
        named = "; ".join(f"{row} by {claims[row][0]}" for row in sorted(unknown))
        raise CollectionError(f"tests name rows that tests/acceptance/ does not have: {named}")
    plan = read_plan(root / "tests" / "reporting" / "later.toml")
    lists = {row.api: name for name, own in files.items() for row in own}
    return Acceptance(rows, {row: _proofs(ids) for row, ids in claims.items()}, plan, lists)


def _proofs(ids: Sequence[str]) -> tuple[Proof, ...]:
    cases = defaultdict[tuple[str, str], list[str]](list)
    for each in sorted(ids):
        file, _, rest = each.partition("::")
        test, bracket, case = rest.partition("[")
        found = cases[file, test.replace("::", ".")]
        if bracket:
            found.append(case.removesuffix("]"))
    return tuple(Proof(file, test, tuple(found)) for (file, test), found in sorted(cases.items()))


def collect_claims(root: Path) -> dict[str, list[str]]:
    """Ask pytest which tests name which rows; the packages are taken from `generated/`.

    Raises:
        CollectionError: Some file of tests cannot be imported.
    """
    sources = [root, *sorted((root / "generated").glob("*/src")), Path(__file__).parents[1]]
    paths = [str(each) for each in sources] + [each for each in [os.environ.get("PYTHONPATH")] if each]
    with tempfile.TemporaryDirectory(prefix="evidence-") as name:
        target = Path(name) / "claims.json"
        command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "--no-header", "-p", "no:cacheprovider"]
        command += ["-p", "evidence_report.collecting", f"--claims={target}"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode or not target.exists():
            # Before the errors stands a list of all files.
            errors = done.stdout[max(0, done.stdout.find("= ERRORS =")) :]
            raise CollectionError(f"the tests cannot be collected:\n{errors}{done.stderr}".rstrip())
        claims: dict[str, list[str]] = json.loads(target.read_text(encoding="utf-8"))
    return claims
