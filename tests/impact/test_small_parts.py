"""Annotations, versions, bounds, changelogs: the parts that decide without a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from change_impact.annotations import relation
from change_impact.changelog import sections, with_entry
from change_impact.changes import Change, Verdict, merged
from change_impact.metadata import metadata_changes
from change_impact.old_tests import OldOpinion, TypeFault
from change_impact.packages import Impact, disagreements
from change_impact.report import headline, people
from change_impact.versions import following, parse

if TYPE_CHECKING:
    from pathlib import Path

BREAKING, RISKY, COMPATIBLE = Verdict.BREAKING, Verdict.RISKY, Verdict.COMPATIBLE


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("str", "str", "same"),
        ("str | None", "None | str", "same"),
        ("Optional[str]", "Union[None, str]", "same"),
        ("Annotated[str, Field(a=1)]", "str", "same"),
        ("StrictInt", "int", "same"),
        ('Literal["a", "b"]', 'Literal["b", "a"]', "same"),
        ('Literal["a"] | str', 'Literal["a", "b"] | str', "same"),
        ("str", "str | None", "wider"),
        ("int", "float", "wider"),
        ('Literal["a"]', "str", "wider"),
        ('Literal["a"]', 'Literal["a", "b"]', "wider"),
        ("list[str]", "list[str | int]", "wider"),
        ("Pager[A]", "Pager[A | B]", "wider"),
        ("A", "Any", "wider"),
        ("str | None", "str", "narrower"),
        ("bool | str", "bool", "narrower"),
        ("str", "int", "other"),
        ("str", "datetime", "other"),
        ("list[str]", "str", "other"),
        ("Callable[[str], int]", "Callable[[int], int]", "other"),
        ("not an annotation", "not an annotation", "same"),
    ],
)
def test_how_annotations_compare(old: str, new: str, expected: str) -> None:
    assert relation(old, new) == expected


def test_aliases_stand_for_what_they_are() -> None:
    assert relation("State | None", "Literal['a'] | None", ({"State": "Literal['a']"}, {})) == "same"
    assert relation("State", "str", ({"State": "State"}, {})) == "other"


@pytest.mark.parametrize(
    ("version", "verdict", "shipped", "added", "expected"),
    [
        ("0.1.0", BREAKING, True, False, "0.2.0"),
        ("0.1.4", RISKY, True, False, "0.1.5"),
        ("0.1.4", COMPATIBLE, True, True, "0.1.5"),
        ("0.1.4", None, True, False, "0.1.5"),
        ("0.1.4", None, False, False, "0.1.4"),
        ("1.2.3", BREAKING, True, False, "2.0.0"),
        ("1.2.3", RISKY, True, False, "1.3.0"),
        ("1.2.3", COMPATIBLE, True, True, "1.3.0"),
        ("1.2.3", COMPATIBLE, True, False, "1.2.4"),
        ("1.2.3", None, True, False, "1.2.4"),
    ],
)
def test_the_version_that_follows(
    version: str, verdict: Verdict | None, *, shipped: bool, added: bool, expected: str
) -> None:
    assert following(version, verdict, shipped=shipped, added=added) == expected


def test_a_pre_release_counts_as_what_it_leads_to() -> None:
    assert parse("0.2.0rc1") == (0, 2, 0)
    with pytest.raises(ValueError, match=r"`1\.0` is no version"):
        parse("1.0")


PROJECT = """
[project]
name = "shop-client"
requires-python = ">=3.11"
dependencies = ["httpx2>=2.10,<3", "pydantic>=2.12,<3"]
optional-dependencies = {redis = ["redis>=5,<9"]}
scripts = {shop = "shop_client:main"}
"""


@pytest.mark.parametrize(
    ("old", "new", "verdict", "said"),
    [
        ("httpx2>=2.10,<3", "httpx2>=2.12,<3", RISKY, "dependency httpx2: >=2.10,<3 -> >=2.12,<3"),
        ("httpx2>=2.10,<3", "httpx2>=2.10,<2.20", RISKY, "dependency httpx2"),
        ("httpx2>=2.10,<3", "httpx2>=2.9,<4", COMPATIBLE, "dependency httpx2"),
        ("httpx2>=2.10,<3", "httpx2>=2.10", COMPATIBLE, "dependency httpx2"),
        ("httpx2>=2.10,<3", "httpx2>=2.10,!=2.11,<3", RISKY, "dependency httpx2"),
        (', "pydantic>=2.12,<3"', ', "pydantic>=2.12,<3", "anyio>=4"', RISKY, "dependency added: anyio>=4"),
        (', "pydantic>=2.12,<3"', "", RISKY, "dependency removed: pydantic"),
        (">=3.11", ">=3.12", BREAKING, "Python dropped: 3.11"),
        (">=3.11", ">=3.10", COMPATIBLE, "Python added: 3.10"),
        ('{redis = ["redis>=5,<9"]}', "{}", BREAKING, "extra removed: redis"),
        ("{redis =", '{http2 = ["h2"], redis =', COMPATIBLE, "extra added: http2"),
        ("redis>=5,<9", "redis>=6,<9", RISKY, "dependency of [redis] redis"),
        ('{shop = "shop_client:main"}', "{}", BREAKING, "command removed: shop"),
    ],
)
def test_what_an_environment_is_asked_for(tmp_path: Path, old: str, new: str, verdict: Verdict, said: str) -> None:
    assert old in PROJECT
    for name, text in (("old", PROJECT), ("new", PROJECT.replace(old, new))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pyproject.toml").write_text(text, encoding="utf-8")

    (change,) = metadata_changes(tmp_path / "old", tmp_path / "new")

    assert change.verdict is verdict
    assert change.what.startswith(said)


def test_types_that_are_no_longer_marked_break(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name / "src" / "shop_client").mkdir(parents=True)
        (tmp_path / name / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "old" / "src" / "shop_client" / "py.typed").touch()

    assert [change.what for change in metadata_changes(tmp_path / "old", tmp_path / "new")] == ["py.typed removed"]


def _change(verdict: Verdict, where: str = "client.orders.list", **more: str) -> Change:
    return Change(verdict, where, more.get("what", "different"), "so it is", seen=("wire",))


def test_one_thing_seen_twice_is_one_row_and_the_worse_opinion_stays() -> None:
    python = Change(BREAKING, "client.orders.list", "typed", "so it is", seen=("python",))

    (agreed,) = merged([_change(BREAKING), python])
    told = merged([_change(COMPATIBLE), python])

    assert agreed.seen == ("wire", "python")
    assert [(one.verdict, one.seen) for one in told] == [(BREAKING, ("python",)), (COMPATIBLE, ("wire",))]


def test_the_same_at_many_methods_is_one_row() -> None:
    (change,) = merged(_change(RISKY, f"client.{name}.list(page)") for name in ("a", "b", "c"))

    assert change.where == "client.a.list(page) and 2 more"
    assert change.uses == ("client.a.list(page)", "client.b.list(page)", "client.c.list(page)")


def _impact(*changes: Change, version: str = "0.1.0", faults: tuple[TypeFault, ...] = ()) -> Impact:
    tests = OldOpinion(2, faults)
    return Impact("shop-client", "shop", "0.1.0", version, changes=[*changes], shipped=True, tests=tests)


_INSIDE = "no change that users see, 0.1.0 -> 0.1.1 at the next release"


@pytest.mark.parametrize(
    ("impact", "line", "missing"),
    [
        (_impact(_change(BREAKING)), "breaking, 0.1.0 -> 0.2.0 needed, the spec says 0.1.0", True),
        (_impact(_change(BREAKING), version="0.2.0"), "breaking, 0.1.0 -> 0.2.0 needed, the spec says 0.2.0", False),
        (_impact(_change(BREAKING), version="0.1.9"), "breaking, 0.1.0 -> 0.2.0 needed, the spec says 0.1.9", True),
        (_impact(_change(BREAKING), version="1.0.0"), "breaking, 0.1.0 -> 0.2.0 needed, the spec says 1.0.0", False),
        (_impact(_change(RISKY)), "risky, 0.1.0 -> 0.1.1 at the next release, the spec says 0.1.0", False),
        (
            _impact(_change(RISKY), version="0.0.9"),
            "risky, 0.1.0 -> 0.1.1 at the next release, the spec says 0.0.9",
            True,
        ),
        (_impact(), f"{_INSIDE}, the spec says 0.1.0", False),
    ],
)
def test_the_verdict_in_one_line(impact: Impact, line: str, *, missing: bool) -> None:
    assert headline(impact) == f"shop-client: {line}"
    assert impact.bump_missing is missing


def test_old_tests_that_fail_are_believed_and_the_disagreement_is_told() -> None:
    fault = TypeFault("tests/typing/shop_types.py", 7, '"Order" has no attribute "price"', "attr-defined")
    impact = _impact(_change(COMPATIBLE), faults=(fault,))

    assert impact.verdict is BREAKING
    assert disagreements(impact) == [
        "the old tests no longer pass, though specs and packages show at most compatible: believe the tests"
    ]
    assert any("tests/typing/shop_types.py:7" in line for line in people([impact], 100))


@pytest.mark.parametrize(
    ("message", "code", "breaks"),
    [
        ('Expression is of type "str | None", not "str"', "assert-type", True),
        ('Expression is of type "str", not "str | None"', "assert-type", False),
        ('Expression is of type "int", not "str"', "assert-type", True),
        ("Non-overlapping equality check", "comparison-overlap", False),
        ('Unexpected keyword argument "page"', "call-arg", True),
    ],
)
def test_a_type_that_is_more_exact_breaks_nobody(message: str, code: str, *, breaks: bool) -> None:
    assert TypeFault("a.py", 1, message, code).breaks is breaks


def test_the_report_fits_into_its_width() -> None:
    long = _change(BREAKING, "client.datasource_instances.properties.update(properties)", what="type: " + "A | " * 40)

    lines = [*people([_impact(long)], 100)]
    table = lines[: lines.index("Proposed entries of the changelogs")]

    assert max(map(len, table)) <= 100
    assert any(line.startswith("breaking    client.datasource_instances.") for line in table)


CHANGELOG = """# Changelog

## Unreleased

### Added

- Something by hand.

## 0.1.0

- First version.
"""


def test_an_entry_goes_below_unreleased_and_only_once() -> None:
    found = sections(_impact(_change(BREAKING), Change(COMPATIBLE, "client.orders.count", "added", "new", "added")))

    once = with_entry(CHANGELOG, found)

    assert with_entry(once, found) == once
    assert once == (
        "# Changelog\n\n## Unreleased\n\n"
        "### Added\n\n- Something by hand.\n- `client.orders.count`: added.\n\n"
        "### Breaking\n\n- `client.orders.list`: different. So it is.\n\n"
        "## 0.1.0\n\n- First version.\n"
    )


def test_a_change_inside_alone_is_a_line_like_any_other() -> None:
    assert sections(_impact()) == {"Fixed": ["- Nothing that callers see; the inside alone."]}


def test_a_changelog_without_unreleased_gets_it() -> None:
    text = with_entry("# Changelog\n\n## 0.1.0\n\n- First version.\n", {"Fixed": ["- That."]})

    assert text == "# Changelog\n\n## Unreleased\n\n### Fixed\n\n- That.\n\n## 0.1.0\n\n- First version.\n"
