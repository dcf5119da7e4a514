"""What the maintainer of an API with envelopes edits: small edits show in few files, wrong ones are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.generation.test_refusals import refused
from tests.generation.workspace import INPUTS, Workspace, copied, parts, reduced

if TYPE_CHECKING:
    from pathlib import Path

KLIPFOLIO = "klipfolio/src/klipfolio_client"
TAGS = ("klips", "klips.annotations", "klips.share_rights", "published_links")


@pytest.fixture(scope="module")
def part(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a part of the API: its text as the maintainer sees it, without most other operations."""
    workspace = Workspace(copied(tmp_path_factory.mktemp("part") / "repository", INPUTS, pristine))
    for path in (workspace.root / "specs").iterdir():
        path.unlink()
    text = reduced(pristine / "specs" / "klipfolio.yaml", TAGS)
    workspace.spec("klipfolio").write_text(text, encoding="utf-8")
    assert workspace.generate() == 0
    return workspace.root


@pytest.fixture
def klipfolio(part: Path, tmp_path: Path) -> Workspace:
    return Workspace(copied(tmp_path / "repository", parts("klipfolio"), part))


def changed(klipfolio: Workspace, old: str, new: str) -> dict[str, tuple[list[str], list[str]]]:
    """Change the spec; give what changes in the package, by the names of files within it."""
    klipfolio.replace(old, new, "klipfolio")
    changes = klipfolio.changes()
    return {name.removeprefix(f"{KLIPFOLIO}/"): lines for name, lines in changes.items()}


def test_an_optional_field_is_one_line_and_its_description(klipfolio: Workspace) -> None:
    old = "        company:\n          description: Name of the company that the klip belongs to.\n"
    new = "        seen:\n          description: When it was last seen.\n          type: string\n"
    assert changed(klipfolio, old, new + old) == {
        "models/_klip.py": ([], ["    seen: str | None = None", '    """When it was last seen."""'])
    }


def test_a_member_of_what_callers_write_shows_in_type_check_and_text(klipfolio: Workspace) -> None:
    old = (
        "      description: A group to share something with.\n      type: object\n"
        "      required: [group_id, can_edit]\n      properties:\n"
    )
    new = "        note:\n          description: Why it is shared.\n          type: string\n"
    changes = changed(klipfolio, old, old + new)
    went, came = changes.pop("models/_inputs.py")
    assert [line for line in came if "import" not in line] == [
        "    note: NotRequired[str]",
        '    """Why it is shared."""',
    ]
    assert all("import" in line for line in went)
    _, came = changes.pop("_resources/klips.py")
    assert {line.strip() for line in came if '"note"' in line} == {'Parameter("note", "string"),'}
    # Two methods take such groups, and both faces tell their members.
    assert sum("`note`" in line for line in came) == 4
    assert changes == {}


def test_a_query_parameter_can_be_renamed(klipfolio: Workspace) -> None:
    changes = changed(
        klipfolio, "        - name: datasource_id\n          in: query", "        - name: sourceId\n          in: query"
    )
    went, came = changes.pop("_resources/klips.py")
    assert (went.pop(0), came.pop(0)) == (
        '        Parameter("datasource_id", "string", min_length=1),',
        '        Parameter("source_id", "string", min_length=1, wire="sourceId"),',
    )
    assert [len([line for line in lines if "source_id" in line]) for lines in (went, came)] == [6, 6]
    assert not any("datasource_id" in line for line in came)
    went, came = changes.pop("klipfolio/README.md")
    assert [line.count("source_id=,") for line in (*went, *came)] == [1, 1]
    assert changes == {}


def test_a_path_parameter_can_have_another_name_as_an_argument(klipfolio: Workspace) -> None:
    changes = changed(klipfolio, "          x-argument: dashboard_id\n", "          x-argument: tab_id\n")
    rule = '"string", min_length=1, wire="published_link_id", required=True'
    went, came = changes["_resources/published_links.py"]
    assert went[:2] == [
        '    path="/dashboard-published-links/{dashboard_id}",',
        f'    path_parameters=(Parameter("dashboard_id", {rule}),),',
    ]
    assert came[:2] == [
        '    path="/dashboard-published-links/{tab_id}",',
        f'    path_parameters=(Parameter("tab_id", {rule}),),',
    ]
    assert not any("tab_id" in line for line in went)
    assert not any("dashboard_id" in line for line in came)
    assert changes.keys() == {"_resources/published_links.py", "klipfolio/README.md"}


def test_a_result_decides_what_a_method_returns(klipfolio: Workspace) -> None:
    old = "      x-permissions: [dashboard.annotation.edit]\n      x-result: created\n"
    changes = changed(klipfolio, old, "      x-permissions: [dashboard.annotation.edit]\n")
    went, came = changes["_resources/klips.py"]
    assert went[:2] == ["ANNOTATIONS_CREATE: Operation[Created] = Operation(", "    result=lambda: Created,"]
    assert came[0] == "ANNOTATIONS_CREATE: Operation[None] = Operation("
    assert changes.keys() == {"_resources/klips.py", "klipfolio/README.md"}


def test_a_resource_that_is_removed_takes_its_modules_along(klipfolio: Workspace) -> None:
    text = reduced(klipfolio.spec("klipfolio"), TAGS[:-1])
    klipfolio.spec("klipfolio").write_text(text, encoding="utf-8")
    changes = klipfolio.changes()
    gone = [name for name in changes if not (klipfolio.generated / name).exists()]
    assert f"{KLIPFOLIO}/_resources/published_links.py" in gone
    assert f"{KLIPFOLIO}/models/_published_link.py" in gone
    went, came = changes["klipfolio/manifest.txt"]
    assert (sorted(f"klipfolio/{line}" for line in went), came) == (sorted(gone), [])
    assert not any("published_link" in line.lower() for _, came in changes.values() for line in came)


WRONG: dict[str, tuple[str, str, str]] = {
    "a result that is not there": (
        "      x-permissions: [dashboard.annotation.edit]\n      x-result: created",
        "      x-permissions: [dashboard.annotation.edit]\n      x-result: data.annotation",
        r"klips_annotations_create: `data\.annotation` is not in the answer; name a member of the envelope, or",
    ),
    "rows that are not there": (
        "x-paging: {style: offset, limit: limit, offset: offset, items: data.klips",
        "x-paging: {style: offset, limit: limit, offset: offset, items: data.klip",
        r"klips_list: `items` names no member of the answer \(`data\.klip`\); correct it or describe the member",
    ),
    "an unknown style of paging": (
        "x-paging: {style: offset",
        "x-paging: {style: offsets",
        r"klips_list: the paging style is unknown; use `style: page` or `style: offset`",
    ),
    "an operationId of another resource": (
        "operationId: klips_annotations_list",
        "operationId: annotations_list",
        r"annotations_list: the operationId is not `klips_annotations_` and a verb; name it after its tag",
    ),
    "a schema that is not there": (
        'schema: {$ref: "#/components/schemas/KlipPage"}',
        'schema: {$ref: "#/components/schemas/Klips"}',
        r"klips_list: `#/components/schemas/Klips` leads nowhere; correct it or add the component",
    ),
    "a parameter that is not there": (
        '- $ref: "#/components/parameters/Limit"',
        '- $ref: "#/components/parameters/Limits"',
        r"klips_list: `#/components/parameters/Limits` leads nowhere; correct it or add the component",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_edit_is_refused_with_its_line(klipfolio: Workspace, old: str, new: str, message: str) -> None:
    line = klipfolio.replace(old, new, "klipfolio") + old.count("\n")
    refused(klipfolio, rf"(?m:.*\n)*specs/klipfolio\.yaml:{line}: {message}")
