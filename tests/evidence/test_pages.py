"""What the pages say, how they are written, and when they are stale."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import evidence
import pytest
from evidence_report import files
from evidence_report.kinds import Kind, apportion
from evidence_report.page import spans
from evidence_report.proving import CollectionError
from evidence_report.wording import Piece, pieces

from tests.evidence.small_project import README, SmallProject

if TYPE_CHECKING:
    from pathlib import Path

OVERVIEW, DETAILS, PAGE = "docs/evidence.md", "docs/evidence/small.md", "docs/evidence.html"
CLAIMS = {
    "SM-1": ["tests/unit/test_a.py::test_list[two]", "tests/unit/test_a.py::test_list[one]"],
    "SM-3": ["tests/unit/test_a.py::TestOld::test_old"],
}


class Elements(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags = list[tuple[str, dict[str, str | None]]]()
        self.text = ""
        self.open = list[str]()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


def row(page: str, beginning: str) -> str:
    """Return the one line of a table that begins so."""
    (line,) = [line for line in page.splitlines() if line.startswith(beginning)]
    return line


def section(page: str, heading: str) -> str:
    return page.partition(f"### {heading}\n")[2].partition("\n### ")[0]


def test_the_pages_name_the_source_of_what_they_say(small: SmallProject) -> None:
    small.record("things_get.published", "published-example", {"id": "1"})
    small.record("things_get.ours", "fabricated", {"id": "1", "name": "One"})
    details = small.pages()[DETAILS]
    operation = section(details, "things_get")
    assert "call shown by **published example**" in operation
    assert "`GET /things/{thing_id}`, `client.things.get`" in operation
    assert (
        "recording [things_get.published]: published example, 200. Source of things\\_get.published. None." in operation
    )
    assert "recording [things_get.ours]: fabricated, 200." in operation
    assert "| members of answers | published example | Thing: `id` | [things_get.published] |" in operation
    assert "| members of answers | fabricated only | Thing: `name` | [things_get.ours] |" in operation
    assert "| documented refusals | no exchange | `404` |  |" in operation
    assert "\n[things_get.published]: ../../tests/recordings/small/things_get.published.json\n" in details
    model = section(details, "Thing (answer)")
    assert "| `id` | published example | [things_get.published] | documented in words, as `things_get` |" in model
    assert (
        "| `name` | documented in words | fabricated: [things_get.ours] | documented in words, as `things_get` |"
        in model
    )
    assert "| `guess` | inferred | none | inferred: Nobody knows |" in model


def test_what_other_operations_show_is_told_apart(small: SmallProject) -> None:
    small.record("things_get.refused", "published-example", {"message": "no"}, told={"status": 404})
    operation = section(small.pages()[DETAILS], "things_update")
    assert "| members of answers | published example, other operations | Error: `message` |  |" in operation


def test_what_an_operation_shows_itself_is_not_bettered_by_others(small: SmallProject) -> None:
    small.record("things_get.refused", "published-example", {"message": "no"}, told={"status": 404})
    small.record("things_update.refused", "observed-in-public-code", {"message": "no"}, sent={}, told={"status": 404})
    operation = section(small.pages()[DETAILS], "things_update")
    assert "| members of answers | observed in public code | Error: `message` | [things_update.refused] |" in operation


def test_a_recording_that_is_removed_changes_every_page(small: SmallProject) -> None:
    small.record("things_get.ours", "fabricated", {"id": "1"})
    published = small.record("things_get.published", "published-example", {"id": "1"})
    before = small.pages()
    assert "| 1 of 2 | 1 of 4 |" in before["README.md"]
    published.unlink()
    after = small.pages()
    assert "| 0 of 2 | 0 of 4 |" in after["README.md"]
    assert all(after[path] != before[path] for path in before)
    assert "published example" not in section(after[DETAILS], "Thing (answer)")


def test_a_recording_of_the_service_is_told_in_the_short_text(small: SmallProject) -> None:
    small.record("things_update.live", "observed-in-public-code", sent={"name": "One"})
    assert "exchanges with the real service show 0." in small.pages()["README.md"]
    # As the recorder would write it, once somebody has a credential.
    small.record("things_update.live", "recorded", sent={"name": "One"})
    assert re.search(r"exchanges with the real service show [1-9]", small.pages()["README.md"])


def test_rows_are_told_with_the_tests_that_name_them(small: SmallProject) -> None:
    overview = small.pages(CLAIMS)[OVERVIEW]
    assert row(overview, "| SM-1") == (
        "| SM-1 | Things are listed. | [test\\_a.py](../tests/unit/test_a.py) `test_list` (`one`, `two`) |"
    )
    assert row(overview, "| SM-2") == "| SM-2 | Things are made. | **no test** |"
    assert row(overview, "| SM-4") == "| SM-4 | Things are synced. | **later** |"
    background = overview.partition("Background: 1 rows")[2]
    assert "| SM-3 | Things are old. |" in background
    assert "| SM-3" not in overview.partition("Background")[0]
    assert "proven 1, later 1, no test 1 of 3." in overview
    assert "| 1 of 3 |" in row(overview, "| [Small API]")


def test_a_row_that_does_not_exist_is_refused(small: SmallProject) -> None:
    with pytest.raises(CollectionError, match=r"does not have: SM-9 by tests/x\.py::test_x"):
        small.pages({"SM-9": ["tests/x.py::test_x"]})


HOSTILE = '</script><img src=x onerror="alert(1)"> & | `<b>` [a](javascript:x) <!-- \'"'


def make_hostile(small: SmallProject) -> None:
    name = f"Thing.{HOSTILE}"
    thing = {"properties": {name: {"type": "string", "enum": [HOSTILE]}}}
    words = [{"kind": "documented", "source": HOSTILE, "note": HOSTILE}]
    operation = {"x-evidence": words, "parameters": [{"name": HOSTILE, "in": "query", "schema": {"type": "string"}}]}
    small.edit_spec(
        {
            "info": {"title": HOSTILE},
            "components": {"schemas": {"Thing": thing}},
            "paths": {"/things/{thing_id}": {"get": operation}},
        }
    )
    document = {"source": HOSTILE, "note": HOSTILE}
    small.record("things_get.hostile", "published-example", {name: HOSTILE}, document=document)
    small.write("tests/acceptance/small.md", f"| SM-1 | 1 | S | {HOSTILE} |\n")


def test_no_text_of_a_spec_becomes_html(small: SmallProject, tmp_path: Path) -> None:
    plain = Elements(SmallProject(tmp_path / "plain").pages()[PAGE])
    make_hostile(small)
    claims = {"SM-1": [f"tests/unit/test_a.py::test_x[{HOSTILE}]"]}
    page = Elements(small.pages(claims)[PAGE])
    assert page.open == []
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in plain.tags}
    assert not {name for tag in page.tags for name in tag[1] if name.startswith("on")}
    assert {href.partition(":")[0] for href in page.values("href") if ":" in href} <= {"https"}
    written = HOSTILE.replace("`", "")
    assert page.text.count(written) == 5
    # Names are code as they are, marks of code included.
    assert HOSTILE in page.text


def test_no_text_of_a_spec_becomes_markdown(small: SmallProject) -> None:
    make_hostile(small)
    made = small.pages({"SM-1": [f"tests/unit/test_a.py::test_x[{HOSTILE}]"]})
    for path in (OVERVIEW, DETAILS, "README.md"):
        outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", made[path])
        tags = set(re.findall(r"<(?!https://|!-- evidence:)[^>\s]*", outside))
        assert tags <= {"<details", "</details", "<summary", "</summary", "<br"}
        assert "](javascript" not in outside.replace("\\[", "").replace("\\]", "\\")
        tables = re.findall(r"(?:^\|.*\n)+", made[path], re.MULTILINE)
        for table in tables:
            # Cells are counted before code is looked for, so that a bar in code has to be escaped as well.
            cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            assert len(cells) == 1
        assert tables


def test_the_page_asks_for_nothing_from_elsewhere(small: SmallProject) -> None:
    page = Elements(small.pages()[PAGE])
    assert not page.values("src")
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "base"}
    (policy,) = [attributes["content"] for _, attributes in page.tags if attributes.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_page_is_for_everybody(small: SmallProject) -> None:
    small.record("things_get.ours", "fabricated", {"id": "1"})
    page = Elements(small.pages(CLAIMS)[PAGE])
    assert page.open == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    assert page.tags[0] == ("html", {"lang": "en"})
    assert [attributes.get("aria-label") for tag, attributes in page.tags if tag == "svg"][:2] == [
        "operations, shown by: fabricated only 1, no exchange 1",
        "operations, rests on: documented in words 1, client code, in words 1",
    ]
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))
    tables = sum(tag == "table" for tag, _ in page.tags)
    assert tables == sum(tag == "caption" for tag, _ in page.tags)
    assert {attributes.get("scope") for tag, attributes in page.tags if tag == "th"} == {"col", "row"}
    # Without its script the page is whole, and the form that needs it is not there.
    assert ("form", {"id": "filter", "role": "search", "hidden": None}) in page.tags
    assert "small.answer.Thing" in ids


def test_pages_are_the_same_every_time(small: SmallProject) -> None:
    small.record("things_get.ours", "fabricated", {"id": "1"})
    assert small.pages(CLAIMS) == small.pages(CLAIMS)


def run(small: SmallProject, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    def claims(root: Path) -> dict[str, list[str]]:
        assert root == small.root
        return CLAIMS

    # Collecting has a test of its own, and takes seconds.
    monkeypatch.setattr(evidence, "collect_claims", claims)
    return evidence.main(arguments, small.root)


def test_what_is_stale_is_named_with_the_remedy(
    small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, monkeypatch, "--check") == 1
    assert not (small.root / "docs").exists()
    assert "docs/evidence.md: missing" in capsys.readouterr().out
    assert run(small, monkeypatch) == 0
    assert run(small, monkeypatch, "--check") == 0
    capsys.readouterr()
    small.record("things_get.published", "published-example", {"id": "1"})
    before = {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()}
    assert run(small, monkeypatch, "--check") == 1
    told = capsys.readouterr().out
    assert "README.md: stale from line 6 on\n" in told
    assert "  is:        | [Small API](docs/evidence/small.md) | 0 of 2 | 0 of 4 | 0 of 61 | 1 of 3 |\n" in told
    assert told.endswith("4 of 4 pages are stale; run: nox -s evidence, and commit what it writes\n")
    assert {path: path.read_bytes() for path in small.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("path", [OVERVIEW, DETAILS, PAGE, "README.md"])
def test_an_edit_by_hand_is_found_and_undone(
    path: str, small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(small, monkeypatch)
    file = small.root / path
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace(" of ", " OF ", 1), encoding="utf-8")
    capsys.readouterr()
    assert run(small, monkeypatch, "--check") == 1
    assert f"{path}: stale from line " in capsys.readouterr().out
    assert run(small, monkeypatch) == 0
    assert capsys.readouterr().out == f"written: {path}\n"
    assert file.read_text(encoding="utf-8") == written


def test_line_ends_and_pages_of_no_spec_are_found(
    small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(small, monkeypatch)
    page = small.root / OVERVIEW
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    gone = small.write("docs/evidence/gone.md", "# Evidence of an API that was removed\n")
    assert run(small, monkeypatch, "--check") == 1
    told = capsys.readouterr().out
    assert "docs/evidence.md: stale from line 1 on" in told
    assert "docs/evidence/gone.md: of no spec; it has to go" in told
    run(small, monkeypatch)
    assert not gone.exists()
    assert run(small, monkeypatch, "--check") == 0


def test_only_the_block_of_the_readme_is_written(small: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    run(small, monkeypatch)
    text = (small.root / "README.md").read_text(encoding="utf-8")
    begin, end = text.index(files.BEGIN) + len(files.BEGIN), text.index(files.END)
    assert text[:begin] + "\n" + text[end:] == README


@pytest.mark.parametrize(
    "readme", ["# None\n", f"{files.BEGIN}\n", f"{files.END}{files.BEGIN}", f"{files.BEGIN}{files.END}" * 2]
)
def test_a_readme_without_a_place_is_refused_before_anything_is_written(
    readme: str, small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(small, monkeypatch)
    small.record("things_get.published", "published-example", {"id": "1"})
    small.write("README.md", readme)
    before = (small.root / OVERVIEW).read_bytes()
    assert run(small, monkeypatch) == 1
    assert "README.md has to have <!-- evidence:begin -->" in capsys.readouterr().out
    assert (small.root / OVERVIEW).read_bytes() == before


def test_a_contradiction_ends_the_command_with_what_to_do(
    small: SmallProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.record("things_get.wrong", "published-example", {"id": "1", "name": 1})
    assert run(small, monkeypatch) == 1
    told = capsys.readouterr().out
    assert "small/things_get.wrong: answer: body.name: 1 is not of type" in told
    assert "nox -s tests" in told
    assert not (small.root / "docs").exists()


def test_an_unknown_argument_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        evidence.main(["--write"])
    assert caught.value.code == 2
    assert "unrecognized arguments: --write" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 1, "b": 0, "c": 1}, {"a": 5, "c": 5}),
        ({"a": 999, "b": 1}, {"a": 9, "b": 1}),
        ({"a": 1, "b": 1, "c": 997}, {"a": 1, "b": 1, "c": 8}),
        ({"a": 1, "b": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),
        ({"a": 0}, {}),
    ],
)
def test_whatever_there_is_has_a_place_in_its_bar(counts: dict[str, int], expected: dict[str, int]) -> None:
    assert apportion(counts, 10) == expected


def test_the_parts_of_a_drawn_bar_follow_each_other() -> None:
    drawn = spans({Kind.PUBLISHED: 1, Kind.OBSERVED: 0, Kind.NOTHING: 2})
    assert drawn == [(Kind.PUBLISHED, 1, "0.00", "333.33"), (Kind.NOTHING, 2, "333.33", "666.67")]


def test_texts_are_cut_into_what_they_are() -> None:
    assert pieces("The `id`\n of\thttps://a.example/b_c, (https://d.example/).") == [
        Piece("text", "The "),
        Piece("code", "id"),
        Piece("text", " of "),
        Piece("link", "https://a.example/b_c"),
        Piece("text", ", ("),
        Piece("link", "https://d.example/"),
        Piece("text", ")."),
    ]
