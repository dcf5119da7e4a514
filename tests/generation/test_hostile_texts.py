"""Texts of a spec are data: whatever they hold, the package says the same and still compiles."""

from __future__ import annotations

import json
import tomllib

import pytest

from tests.generation.test_spec_edits import python
from tests.generation.workspace import Document, Workspace, operation, properties

TEXTS = {
    "triple quotes": 'Say """hi""" and \'\'\'bye\'\'\' to "them"',
    "ends in a quote": 'Also called "the thing"',
    "ends in a backslash": "A path such as C:\\",
    "escapes": r"\N{DASH} \x41 \u0041 \U00000041 \d+ C:\new\table",
    "template syntax": "{{ spec.package }} {% raw %} {# note #} ${HOME} {0} %s",
    "other scripts": "Größe in µm, 日本語, 🙂, «quoted» — dashes…",
    "control characters": "A\u0007bell and a\u001bescape",
    "a long word": "See " + "https://example.org/" + "a\\b" * 60,
    "code": '"""\nimport os\nos.abort()\n"""',
}


def with_text(document: Document, text: str) -> None:
    document["info"] |= {"title": f"Klarify {text}", "summary": f"Read {text}"}
    document["tags"][0]["description"] = text
    listing = operation(document, "procedures_list")
    listing["summary"] = " ".join(text.split())[:70]
    listing["description"] = text
    listing["x-evidence"][0]["source"] = text
    for parameter in listing["parameters"]:
        parameter["description"] = text
    for schema in document["components"]["schemas"].values():
        schema["description"] = text
    for member in properties(document, "Procedure").values():
        member["description"] = text


def compact(text: str) -> str:
    """Leave out what a docstring may change: how lines are broken, and control characters."""
    return "".join(character for character in text if character.isprintable() and character != " ")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_arrives_as_it_was_written(workspace: Workspace, text: str) -> None:
    workspace.edit(lambda document: with_text(document, text))
    assert workspace.generate() == 0
    shown: dict[str, str] = json.loads(
        python(
            """
            import inspect, json
            import klarify_client, klarify_client.testing
            from klarify_client import AsyncKlarify, Klarify, models
            from klarify_client._client import PROFILE

            client = AsyncKlarify(access_key="k")
            print(json.dumps({
                "package": klarify_client.__doc__,
                "client": inspect.getdoc(Klarify),
                "resource": inspect.getdoc(client.procedures),
                "method": inspect.getdoc(client.procedures.list),
                "model": inspect.getdoc(models.Procedure),
                "title": PROFILE.api,
            }))
            """,
            workspace.generated / "klarify" / "src",
        )
    )
    for place in ("package", "client", "resource", "method", "model"):
        assert compact(text) in compact(shown[place]), place
    assert compact(shown["title"]) == compact(f"Klarify{text}")
    project = tomllib.loads((workspace.generated / "klarify" / "pyproject.toml").read_text(encoding="utf-8"))
    assert compact(text) in compact(project["project"]["description"])


def test_values_arrive_as_they_were_written(workspace: Workspace) -> None:
    values = ['say "hi"', "it's", "a\\b", "{{ x }}", "ä", '"""', "'''", "", " "]
    pattern = '^["\\\\]+\\d$'
    server = "https://example.org/a'b"

    def change(document: Document) -> None:
        document["components"]["schemas"]["ProcedureSort"]["enum"] = values
        document["servers"][0]["url"] = server
        code = {
            "name": 'co"de',
            "in": "query",
            "description": "Code.",
            "schema": {"type": "string", "pattern": pattern},
        }
        operation(document, "procedures_list")["parameters"].append(code)

    workspace.edit(change)
    assert workspace.generate() == 0
    shown = python(
        """
        import json
        from klarify_client._client import PROFILE
        from klarify_client._resources.procedures import LIST

        names = {parameter.name: parameter for parameter in LIST.query}
        print(json.dumps([names["sort"].choices, names["co_de"].pattern, names["co_de"].wire, PROFILE.base_url]))
        """,
        workspace.generated / "klarify" / "src",
    )
    assert json.loads(shown) == [values, pattern, 'co"de', server]
