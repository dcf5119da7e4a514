"""What a maintainer edits in a spec comes out where one would look for it, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from lint_specs import lint

from tests.generation.workspace import Document, Workspace, copied, operation, properties

if TYPE_CHECKING:
    from pathlib import Path

KLARIFY = "klarify/src/klarify_client"
KLOUDLESS = "kloudless/src/kloudless_management_client"
PATH_ID = {
    "name": "procedure_id",
    "in": "path",
    "required": True,
    "description": "Identifier of the procedure.",
    "schema": {"type": "string", "minLength": 1},
}


def referring(schema: str) -> Document:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}


def added_operation(operation_id: str, tag: str, **members: object) -> Document:
    return {
        "tags": [tag],
        "operationId": operation_id,
        "summary": "Do it",
        "description": "Does it.",
        "x-evidence": [{"kind": "inferred", "source": "A test"}],
        "responses": {
            "200": {"description": "Done", **referring("Procedure")},
            "404": {"$ref": "#/components/responses/NotFound"},
        },
        **members,
    }


def with_get(document: Document) -> None:
    document["paths"]["/api/procedures/{procedure_id}"] = {
        "parameters": [PATH_ID],
        "get": added_operation("procedures_get", "procedures"),
    }


COMMENT = {
    "replyTo": {"description": "Comment to answer.", "type": ["string", "null"]},
    "kind": {"description": "Its kind.", "$ref": "#/components/schemas/CommentKind"},
    "text": {"description": "What to say.", "type": "string", "minLength": 1, "maxLength": 500},
    "labels": {"description": "Labels.", "type": "array", "items": {"type": "string"}},
    "anchors": {"description": "Places.", "type": "array", "items": {"$ref": "#/components/schemas/Anchor"}},
    "anchor": {"description": "Main place.", "$ref": "#/components/schemas/Anchor"},
    "due": {"description": "When it is due.", "type": "string", "format": "date-time"},
    "mood": {"description": "Mood.", "anyOf": [{"$ref": "#/components/schemas/ProcedureType"}, {"type": "null"}]},
    "password": {"description": "Opens it.", "type": "string", "x-secret": True},
    "weight": {"description": "How much it matters.", "type": "number", "maximum": 1},
    "from": {"description": "Who says it.", "type": "string"},
}


def with_comments(document: Document) -> None:
    document["tags"].append({"name": "procedures.comments", "description": "Comments on a procedure"})
    document["paths"]["/api/procedures/{procedure_id}/comments"] = {
        "parameters": [PATH_ID],
        "post": added_operation(
            "procedures_comments_create",
            "procedures.comments",
            requestBody={"required": True, **referring("CommentCreate")},
        ),
    }
    document["components"]["schemas"] |= {
        "CommentKind": {"description": "Kind of comment.", "type": "string", "enum": ['say "hi"', "it's", "a\\b"]},
        "Anchor": {
            "description": "Where.",
            "type": "object",
            "required": ["line"],
            "properties": {
                "line": {"description": "Line.", "type": "integer"},
                "column": {"description": "Column.", "type": "integer"},
            },
        },
        "CommentCreate": {
            "description": "What a comment is made of.",
            "type": "object",
            "required": ["text", "kind"],
            "properties": COMMENT,
        },
    }


def python(program: str, *directories: Path) -> str:
    """Run a program in a process of its own, with the directories' modules."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", dedent(program)],
        env={"PYTHONPATH": ":".join(map(str, directories)), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_optional_field_changes_one_line_and_its_description(workspace: Workspace) -> None:
    field = {"description": "When it was last read.", "type": "string", "format": "date-time"}
    workspace.edit(lambda document: properties(document, "Procedure").update(lastRead=field))
    assert workspace.changes() == {
        f"{KLARIFY}/models/_procedure.py": (
            [],
            [
                '    last_read: Annotated[datetime | None, Field(alias="lastRead")] = None',
                '    """When it was last read."""',
            ],
        )
    }


def test_a_first_draft_needs_no_descriptions(workspace: Workspace) -> None:
    def draft(document: Document) -> None:
        properties(document, "Procedure")["pages"] = {"type": "integer"}
        operation(document, "procedures_list")["parameters"].append(
            {"name": "mine", "in": "query", "schema": {"type": "boolean"}}
        )
        operation(document, "procedures_list").update(summary="List procedures.")
        del operation(document, "procedures_list")["description"]

    workspace.edit(draft)
    changes = workspace.changes()
    assert changes[f"{KLARIFY}/models/_procedure.py"] == ([], ["    pages: StrictInt | None = None"])
    assert "            mine" in "\n".join(changes[f"{KLARIFY}/_resources/procedures.py"][1])
    assert len(lint(workspace.spec())) == 3


def test_a_secret_field_is_left_out_of_reprs(workspace: Workspace) -> None:
    field = {"description": "Opens it.", "type": "string", "x-secret": True}
    workspace.edit(lambda document: properties(document, "Procedure").update(token=field))
    changes = workspace.changes()
    assert changes == {
        f"{KLARIFY}/models/_procedure.py": (
            [],
            ["    token: Annotated[str | None, Field(repr=False)] = None", '    """Opens it."""'],
        )
    }


def test_a_query_parameter_changes_its_operation_and_its_method(workspace: Workspace) -> None:
    parameter = {
        "name": "onlyMine",
        "in": "query",
        "description": "Keeps only one's own.",
        "schema": {"type": "boolean", "default": False},
    }
    workspace.edit(lambda document: operation(document, "procedures_list")["parameters"].append(parameter))
    changes = workspace.changes()
    went, came = changes.pop("klarify/README.md")
    assert [line.count("only_mine=)`") for line in (*went, *came)] == [0, 1]
    assert set(changes) == {f"{KLARIFY}/_resources/procedures.py"}
    _, came = changes[f"{KLARIFY}/_resources/procedures.py"]
    assert came.count('        Parameter("only_mine", "boolean", wire="onlyMine"),') == 1
    assert came.count("        only_mine: bool | None = None,") == 2
    assert came.count("            only_mine: Keeps only one's own. The service takes false by default.") == 2
    assert len(came) < 25


def test_an_enum_of_a_query_parameter_stands_in_one_place(workspace: Workspace) -> None:
    workspace.edit(lambda document: document["components"]["schemas"]["ProcedureSort"]["enum"].append("owner,asc"))
    assert workspace.changes() == {f"{KLARIFY}/models/_values.py": ([], ['    "owner,asc",'])}


def test_a_parameter_can_be_renamed(workspace: Workspace) -> None:
    workspace.edit(lambda document: operation(document, "procedures_list")["parameters"][3].update(name="changedSince"))
    changes = workspace.changes()
    went, came = changes.pop("klarify/README.md")
    assert [line.count("changed_since=)`") for line in (*went, *came)] == [0, 1]
    assert set(changes) == {f"{KLARIFY}/_resources/procedures.py"}
    went, came = changes[f"{KLARIFY}/_resources/procedures.py"]
    assert (went[0], came[0]) == (
        '        Parameter("last_updated_at", "date-time"),',
        '        Parameter("changed_since", "date-time", wire="changedSince"),',
    )
    assert all("last_updated_at" in line for line in went if "changed" not in line and "Z`" not in line)
    assert not any("last_updated_at" in line for line in came)


def test_an_operation_is_added_to_its_resource_and_brings_a_row_in_the_readme(workspace: Workspace) -> None:
    workspace.edit(with_get)
    changes = workspace.changes()
    # The first method beside a list imports what it takes.
    assert [went for went, _ in changes.values() if went] == [["    from .._runtime.options import ListOptions"]]
    assert changes.pop("klarify/README.md")[1] == [
        "| `client.procedures.get(procedure_id)` | `GET /api/procedures/{procedure_id}` | `Procedure` |"
    ]
    assert set(changes) == {f"{KLARIFY}/_resources/procedures.py"}
    _, came = changes[f"{KLARIFY}/_resources/procedures.py"]
    assert [line for line in came if " = Operation(" in line] == ["GET: Operation[Procedure] = Operation("]
    assert [line for line in came if "def " in line] == [
        "    def get(self, procedure_id: str, **options: Unpack[CallOptions]) -> Procedure:",
        "    async def get(self, procedure_id: str, **options: Unpack[CallOptions]) -> Procedure:",
    ]


def test_an_operation_that_is_removed_takes_its_lines_along(both: Workspace) -> None:
    both.edit(
        lambda document: document["paths"]["/applications/{application_id}/webhooks/{webhook_id}"].pop("get"),
        "kloudless",
    )
    changes = both.changes()
    assert not any(came for _, came in changes.values())
    assert set(changes) == {"kloudless/README.md", f"{KLOUDLESS}/_resources/applications.py"}
    went, _ = changes[f"{KLOUDLESS}/_resources/applications.py"]
    assert [line for line in went if " = Operation(" in line] == ["WEBHOOKS_GET: Operation[Webhook] = Operation("]


def test_a_schema_that_is_removed_takes_its_module_along(workspace: Workspace) -> None:
    def change(document: Document) -> None:
        del operation(document, "procedures_list")["parameters"][2]
        del document["components"]["schemas"]["ProcedureSort"]

    workspace.edit(change)
    changes = workspace.changes()
    assert changes["klarify/manifest.txt"] == (["src/klarify_client/models/_values.py"], [])
    assert not (workspace.generated / KLARIFY / "models" / "_values.py").exists()
    went, came = changes[f"{KLARIFY}/models/__init__.py"]
    assert (len(went), came) == (3, [])


def test_a_nullable_member_of_a_body_tells_none_from_nothing(both: Workspace) -> None:
    both.edit(
        lambda document: properties(document, "ApplicationUpdate")["logo_url"].update(type=["string", "null"]),
        "kloudless",
    )
    changes = both.changes()
    assert changes == {
        f"{KLOUDLESS}/_resources/applications.py": (
            ['        Parameter("logo_url", "string"),', *["        logo_url: str | Omit = omit,"] * 2],
            [
                '        Parameter("logo_url", "string", nullable=True),',
                *["        logo_url: str | None | Omit = omit,"] * 2,
            ],
        )
    }


def test_a_package_version_is_written_once(workspace: Workspace) -> None:
    workspace.edit(lambda document: document["x-package"].update(version="0.2.0"))
    assert workspace.changes() == {
        "klarify/pyproject.toml": (['version = "0.1.0"'], ['version = "0.2.0"']),
        f"{KLARIFY}/__init__.py": (['__version__ = "0.1.0"'], ['__version__ = "0.2.0"']),
    }


def test_a_verb_that_is_a_python_word_takes_an_underscore(workspace: Workspace) -> None:
    def add_import(document: Document) -> None:
        document["paths"]["/api/procedures"]["post"] = added_operation("procedures_import_", "procedures")

    workspace.edit(add_import)
    changes = workspace.changes()
    _, came = changes[f"{KLARIFY}/_resources/procedures.py"]
    assert "IMPORT_: Operation[Procedure] = Operation(" in came
    assert "    def import_(self, **options: Unpack[CallOptions]) -> Procedure:" in came


@pytest.fixture(scope="module")
def commented(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The API with a sub-resource whose operation takes every kind of body member."""
    workspace = Workspace(copied(tmp_path_factory.mktemp("commented") / "repository", source=pristine))
    workspace.edit(with_comments)
    assert workspace.generate("klarify") == 0
    return workspace


def test_a_subresource_hangs_below_its_parent_with_all_kinds_of_members(commented: Workspace) -> None:
    shown = python(
        """
        import inspect
        from klarify_client import AsyncKlarify, Klarify

        for client in Klarify, AsyncKlarify:
            method = client(access_key="k").procedures.comments.create
            for parameter in inspect.signature(method).parameters.values():
                print(parameter)
        print(inspect.getdoc(method))
        """,
        commented.generated / "klarify" / "src",
    )
    signature = dedent(
        """\
        procedure_id: 'str'
        kind: 'CommentKind'
        text: 'str'
        reply_to: 'str | None | Omit' = omit
        labels: 'Sequence[str] | Omit' = omit
        anchors: 'Sequence[Anchor] | Omit' = omit
        anchor: 'Anchor | Omit' = omit
        due: 'datetime | str | Omit' = omit
        mood: 'ProcedureType | None | Omit' = omit
        password: 'str | Omit' = omit
        weight: 'float | Omit' = omit
        from_: 'str | Omit' = omit
        **options: 'Unpack[CallOptions]'
        """
    )
    assert shown.startswith(signature * 2)
    documented = shown.removeprefix(signature * 2)
    assert "    text: What to say. From 1 to 500 characters.\n" in documented
    assert "    anchors: Places. Members: `line` (required), `column`.\n" in documented
    assert "    weight: How much it matters. At most 1.\n" in documented


def test_members_of_a_body_are_sent_under_their_own_names(commented: Workspace) -> None:
    shown = python(
        """
        from datetime import UTC, datetime
        from klarify_client._resources.procedures import COMMENTS_CREATE

        print(COMMENTS_CREATE.prepare({
            "procedure_id": "7", "kind": 'say "hi"', "text": "t", "reply_to": None, "from_": "me", "mood": "TASK",
            "labels": ["a"], "anchors": [{"line": 1}], "anchor": {"line": 2}, "weight": 1, "password": "p",
            "due": datetime(2026, 1, 2, tzinfo=UTC),
        }, {}).body.decode())
        wrongs = (
            {"kind": "other"}, {"kind": None}, {"weight": 2}, {"anchor": "x"}, {"anchor": {}},
            {"anchors": [{"line": ""}]}, {"text": ""},
        )
        for wrong in wrongs:
            try:
                COMMENTS_CREATE.prepare({"procedure_id": "7", "kind": "it's", "text": "t", **wrong}, {})
            except (TypeError, ValueError) as error:
                print(type(error).__name__, str(error).partition(":")[0])
        """,
        commented.generated / "klarify" / "src",
    )
    sent = (
        r'{"kind":"say \"hi\"","text":"t","replyTo":null,"labels":["a"],"anchors":[{"line":1}],"anchor":{"line":2},'
        '"due":"2026-01-02T00:00:00Z","mood":"TASK","password":"p","weight":1,"from":"me"}'
    )
    assert shown.splitlines() == [
        sent,
        "ValueError kind",
        "TypeError kind",
        "ValueError weight",
        "TypeError anchor",
        "TypeError anchor",
        "TypeError anchors[0].line",
        "ValueError text",
    ]


def test_types_follow_for_a_type_checker(commented: Workspace, tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(
        dedent(
            """
            from klarify_client import Klarify

            comments = Klarify(access_key="k").procedures.comments
            comments.create("7", kind="it's", text="t", anchor={"line": 1}, reply_to=None, from_="me", timeout=1)
            comments.create("7", kind="other", text="t")
            comments.create("7", kind="it's", text="t", due=None)
            comments.create("7", kind="it's")
            comments.create("7", kind="it's", text="t", retries=1)
            comments.create("7", kind="it's", text="t", anchor={"column": 1})
            reveal_type(comments.create("7", kind="it's", text="t"))
            """
        ),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--hide-error-context", f"--cache-dir={tmp_path}", str(snippet)],
        env={"MYPYPATH": str(commented.generated / "klarify" / "src")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line.partition(" ")[0].split(":")[1] for line in done.stdout.splitlines() if "error:" in line] == [
        "6",
        "7",
        "8",
        "9",
        "10",
    ], done.stdout
    assert 'snippet.py:11: note: Revealed type is "klarify_client.models._procedure.Procedure"' in done.stdout
