"""Builds that are not the same are told apart, and the first thing that differs is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from release_checks.building import build, two
from release_checks.environments import CommandError
from release_checks.repository import Repository
from release_checks.reproducibility import differences, first_difference
from release_checks.tagging import NOTED

from tests.release.made import repository, write_sdist, write_wheel

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"a/one.py": b"A = 1\nB = 2\n", "a/two.py": b"", "a/three.py": b"C = 3\n"}
CHANGED = {**FILES, "a/one.py": b"A = 1\nB = 3\n"}
SWAPPED = {"a/two.py": b"", "a/one.py": FILES["a/one.py"], "a/three.py": b"C = 3\n"}
SHORTER = {"a/one.py": FILES["a/one.py"], "a/two.py": b""}


def test_the_first_member_that_differs_is_named(tmp_path: Path) -> None:
    for write, name in ((write_wheel, "a.whl"), (write_sdist, "a.tar.gz")):
        one = write(tmp_path / name, FILES)
        for files, said in (
            (CHANGED, "a/one.py differs, first in line 2"),
            (SWAPPED, "the member after 0 others is a/one.py in one build and a/two.py in the other"),
            (SHORTER, "only one of the builds has a/three.py"),
        ):
            assert first_difference(one, write(tmp_path / f"other-{name}", files)) == said
        assert first_difference(tmp_path / f"other-{name}", one) == "only one of the builds has a/three.py"


def test_dates_permissions_owners_and_packing_count_as_well(tmp_path: Path) -> None:
    wheel, sdist = write_wheel(tmp_path / "a.whl", FILES), write_sdist(tmp_path / "a.tar.gz", FILES)

    def of_wheel(**facts: object) -> str:
        return first_difference(wheel, write_wheel(tmp_path / "b.whl", FILES, facts=facts))

    def of_sdist(**facts: object) -> str:
        return first_difference(sdist, write_sdist(tmp_path / "b.tar.gz", FILES, facts=facts))

    assert of_wheel(date_time=(2020, 2, 2, 1, 0, 0)) == (
        "a/one.py differs in its date: (2020, 2, 2, 0, 0, 0) and (2020, 2, 2, 1, 0, 0)"
    )
    assert of_wheel(external_attr=0o100600 << 16) == "a/one.py differs in its permissions: 0o100644 and 0o100600"
    assert of_wheel(comment=b"by me").startswith("a/one.py differs in its comment: ")
    assert of_wheel(create_version=45) == "the members are the same, but not how they are packed"
    assert of_sdist(mtime=1) == "a/one.py differs in its date: 0 and 1"
    assert of_sdist(mode=0o600) == "a/one.py differs in its permissions: 0o644 and 0o600"
    assert of_sdist(uname="ann") == "a/one.py differs in its owner: (0, 0, '', '') and (0, 0, 'ann', '')"


def test_all_files_of_two_builds_are_compared(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for directory in (first, second):
        directory.mkdir()
        write_wheel(directory / "a.whl", FILES)
    assert differences(first, second) == []
    write_sdist(first / "a.tar.gz", FILES)
    write_wheel(second / "a.whl", CHANGED)
    assert differences(first, second) == [
        "a.tar.gz: only one of the builds made it",
        "a.whl: a/one.py differs, first in line 2",
    ]


# A build that takes something of its circumstances along.
BUILDER = """
import datetime, os, sys, time, zipfile
target = sys.argv[sys.argv.index("--target") + 1]
os.mkdir(target)
with zipfile.ZipFile(os.path.join(target, "a.whl"), "w") as wheel:
    wheel.writestr(zipfile.ZipInfo("a/same.py"), "A = 1")
    wheel.writestr(zipfile.ZipInfo("a/told.py"), f"A = 1\\nB = {%s!r}")
"""
TELLING = {
    "the directory": "__file__",
    "the length of its name": "len(__file__)",
    "the umask": "oct(os.stat(target).st_mode)",
    "permissions of the checkout": "oct(os.stat(__file__).st_mode)",
    "the time zone": "time.localtime(0).tm_hour",
    "the language": "os.environ['LANG']",
    "the order of a set": "[*{'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}]",
    "the home": "os.path.expanduser('~')",
}


@pytest.mark.parametrize("told", [*TELLING.values(), "len(os.listdir('.'))"], ids=[*TELLING, "nothing"])
def test_a_build_that_tells_where_it_was_made_is_found_out(tmp_path: Path, told: str) -> None:
    root = repository(tmp_path / "root", {"scripts/build_packages.py": BUILDER % told})
    (root / NOTED).write_text("not committed, so in no build\n", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    first, second = (build(Repository(root), [], circumstances) for circumstances in two(work, None))
    found = differences(first, second)
    assert found == ([] if "listdir" in told else ["a.whl: a/told.py differs, first in line 2"])


def test_a_build_that_fails_says_what_it_printed_last(tmp_path: Path) -> None:
    root = repository(tmp_path / "root", {"scripts/build_packages.py": "raise SystemExit('a.whl: too large')"})
    with pytest.raises(CommandError, match=r"^a\.whl: too large$"):
        build(Repository(root), [], two(tmp_path, None)[0])
