"""A wrong edit is refused: nothing changes, and the message names the place and what to do."""

from __future__ import annotations

import json
import re
import tempfile
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from generation.spec import GenerationError
from openapi_python_client import Project
from openapi_python_client.parser.errors import GeneratorError

from tests.generation.test_spec_edits import added_operation, referring, with_get
from tests.generation.workspace import Document, Workspace, operation, properties, tree

if TYPE_CHECKING:
    from collections.abc import Callable


def parameters(document: Document) -> list[Document]:
    found: list[Document] = operation(document, "procedures_list")["parameters"]
    return found


def schemas(document: Document) -> Document:
    found: Document = document["components"]["schemas"]
    return found


def query(name: str, **schema: object) -> Document:
    return {"name": name, "in": "query", "description": "A test.", "schema": schema or {"type": "string"}}


def renamed_schema(document: Document, old: str, new: str) -> None:
    """Rename a component and all that refers to it."""
    schemas(document)[new] = schemas(document).pop(old)

    renamed = json.dumps(document).replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    document.update(json.loads(renamed))


def with_body(document: Document, schema: Document) -> None:
    with_get(document)
    schemas(document)["Change"] = {"description": "A change.", **schema}
    document["paths"]["/api/procedures/{procedure_id}"]["put"] = added_operation(
        "procedures_change", "procedures", requestBody={"required": True, **referring("Change")}
    )


def together(*changes: Callable[[Document], object]) -> Callable[[Document], None]:
    """Make one change of several."""

    def change(document: Document) -> None:
        for each in changes:
            each(document)

    return change


@dataclass(frozen=True)
class Case:
    """A wrong edit, and what the message must say after the name of the file."""

    name: str
    edit: Callable[[Document], object]
    message: str


# Found by the spec lint, before any generator runs.
LINTED = [
    Case(
        "reference that leads nowhere",
        lambda d: properties(d, "Procedure")["status"].update({"$ref": "#/components/schemas/Nothing"}),
        r":\d+: schemas\.Procedure\.status\.\$ref: `#/components/schemas/Nothing` leads nowhere; correct it or",
    ),
    Case(
        "type of a parameter that is misspelt",
        lambda d: operation(d, "procedures_list")["parameters"][0]["schema"].update(type="integr"),
        r":\d+: procedures_list.*: `integr` is no type; write `integer`",
    ),
    Case(
        "type of a member that is none",
        lambda d: properties(d, "Procedure")["name"].update(type=["date", "null"]),
        r":\d+: schemas\.Procedure\.name\.type: `date` is no type; write one of string, integer, number",
    ),
    Case(
        "answer that is no JSON",
        lambda d: operation(d, "procedures_list")["responses"]["200"].update(
            content={"application/xml": {"schema": {"$ref": "#/components/schemas/ProcedurePage"}}}
        ),
        r":\d+: procedures_list: content type `application/xml` is not supported; describe it as application/json",
    ),
    Case(
        "body that is no JSON",
        together(
            lambda d: with_body(d, {"type": "object", "properties": {"a": {"description": "A.", "type": "string"}}}),
            lambda d: operation(d, "procedures_change").update(
                requestBody={"content": {"application/xml": {"schema": {"$ref": "#/components/schemas/Change"}}}}
            ),
        ),
        r":\d+: procedures_change: content type `application/xml` is not supported",
    ),
    Case(
        "component named like a builtin",
        lambda d: renamed_schema(d, "ProcedurePage", "list"),
        r":\d+: schemas\.list: `list` is not PascalCase; write words like `ApiKeyPage`",
    ),
    Case(
        "component with an underscore",
        lambda d: renamed_schema(d, "ProcedurePage", "Procedure_page"),
        r":\d+: schemas\.Procedure_page: `Procedure_page` is not PascalCase",
    ),
    Case(
        "inline object",
        lambda d: properties(d, "Procedure").update(
            owner={"description": "Who.", "type": "object", "properties": {"id": {"type": "integer"}}}
        ),
        r":\d+: schemas\.Procedure\.owner: is an inline object; make it a component and refer to it",
    ),
    Case(
        "operationId used twice",
        lambda d: d["paths"]["/api/procedures"].update(
            post=added_operation("procedures_list", "procedures", **{"x-paging": {"style": "page"}})
        ),
        r":\d+: procedures_list: the operationId is taken already on line \d+; choose another verb",
    ),
    Case(
        "verb that is a Python word",
        lambda d: operation(d, "procedures_list").update(operationId="procedures_import"),
        r":\d+: procedures_import: the verb `import` is a word of Python's own; write `procedures_import_`",
    ),
]
# Found by the generators, or by our own look at what they made.
GENERATED = [
    Case(
        "parameter without a Python name",
        lambda d: parameters(d).append(query("größe")),
        r": procedures_list: `größe` in the query cannot be the name of a Python argument; teach scripts/generation/",
    ),
    Case(
        "parameter named like an option of every call",
        lambda d: parameters(d).append(query("maxRetries")),
        r": procedures_list: `maxRetries` in the query is the name of an argument that every method has; teach",
    ),
    Case(
        "two parameters with one Python name",
        lambda d: parameters(d).append(query("page_size")),
        r": procedures_list: `pageSize` in the query and `page_size` in the query would be one argument, `page_size`;",
    ),
    Case(
        "path parameter and body member of one name",
        lambda d: with_body(
            d,
            {"type": "object", "properties": {"procedure_id": {"description": "New one.", "type": "string"}}},
        ),
        r": procedures_change: `procedure_id` in the path and `procedure_id` in the body would be one argument, "
        "`procedure_id`; rename the path parameter",
    ),
    Case(
        "argument and field with different spellings",
        together(
            lambda d: parameters(d).append(query("_kind")),
            lambda d: properties(d, "Procedure").update(_kind={"description": "Kind.", "type": "string"}),
        ),
        r": procedures_list: `_kind` is `kind` as an argument and `field_kind` as a field of a model",
    ),
    Case(
        "bound that nothing enforces",
        lambda d: parameters(d).append(query("step", type="integer", multipleOf=5)),
        r": procedures_list: `step`: nothing would enforce `multipleOf`; use minimum, .*, or say it in the description",
    ),
    Case(
        "parameter with two types",
        lambda d: parameters(d).append(query("code", type=["string", "integer"])),
        r": procedures_list: `code` has no single type; give it one `type`",
    ),
    Case(
        "enum of numbers",
        together(
            lambda d: schemas(d).update(Step={"description": "Step.", "type": "integer", "enum": [1, 2]}),
            lambda d: parameters(d).append(query("step", **{"$ref": "#/components/schemas/Step"})),
        ),
        r": procedures_list: `step`: only an enum of strings is supported, as a component of its own",
    ),
    Case(
        "list in a query",
        lambda d: parameters(d).append(query("ids", type="array", items={"type": "string"})),
        r": procedures_list: `ids`: only a body can hold an array; give the parameter a plain type",
    ),
    Case(
        "body that is a list",
        lambda d: with_body(d, {"type": "array", "items": {"type": "string"}}),
        r": procedures_change: the request body is no object with `properties`; .* describe them in one component",
    ),
    Case(
        "answer that is a list",
        together(
            with_get,
            lambda d: operation(d, "procedures_get")["responses"].update(
                {
                    "200": {
                        "description": "Done",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Procedure"}}
                            }
                        },
                    }
                }
            ),
        ),
        r": procedures_get: the answer is no component of type object; make it one and refer to it",
    ),
    Case(
        "items that are no component",
        together(with_get, lambda d: properties(d, "ProcedurePage")["data"].update(items={"type": "string"})),
        r": procedures_list: the items of `data` are no component; make them one",
    ),
    Case(
        "component named like a Python word",
        lambda d: renamed_schema(d, "ProcedurePage", "Warning"),
        r": components/schemas/Warning: openapi-python-client would call it otherwise; give it a PascalCase name",
    ),
    Case(
        "component named like the base of all models",
        lambda d: renamed_schema(d, "ProcedureLane", "Model"),
        r": components/schemas/Model\d? .*give every object and enum a component of its own",
    ),
    Case(
        "component named like its resource",
        lambda d: renamed_schema(d, "Procedure", "Procedures"),
        r": `Procedures` would stand for two things in _resources/procedures\.py; rename the schema, the tag or the",
    ),
    Case(
        "operation named like a constant of the module",
        lambda d: operation(d, "procedures_list").update(operationId="procedures_type_checking"),
        r": `TYPE_CHECKING` would stand for two things in _resources/procedures\.py; rename the schema, the tag or the",
    ),
    Case(
        "component named like a class of the runtime",
        lambda d: renamed_schema(d, "Procedure", "Pager"),
        r": `Pager` would stand for two things in _resources/procedures\.py",
    ),
    Case(
        "resource that is a builtin",
        together(
            lambda d: d["tags"][0].update(name="type"),
            lambda d: operation(d, "procedures_list").update(tags=["type"], operationId="type_list"),
        ),
        r": type_list: Type\.list was not generated; choose names for its tag and verb that are no Python words",
    ),
    Case(
        "default of the wrong type, which drops an endpoint",
        lambda d: parameters(d).append(query("step", type="integer", default="many")),
        r": procedures_list: cannot parse parameter of endpoint procedures_list: Invalid int value: many\n"
        "openapi-python-client would leave out what is named above; describe it in a way that it supports",
    ),
    Case(
        "schema that is dropped, and the answers that need it",
        lambda d: properties(d, "Procedure").update(
            odd={"description": "Odd.", "anyOf": [{"type": "string"}, {"type": "integer", "default": "x"}]}
        ),
        r": Unable to process schema /components/schemas/Procedure: [^<>]*\n"
        r"specs/klarify\.yaml: procedures_list: Cannot parse response for status code [^<>]*\n"
        "openapi-python-client would leave out what is named above",
    ),
]


def refused(workspace: Workspace, message: str, *apis: str) -> None:
    """Run the generator, which must leave everything as it is and say why."""
    before, around = tree(workspace.generated), workspace.leftovers()
    with pytest.raises(GenerationError) as refusal:
        workspace.generate(*apis)
    assert re.match(message, str(refusal.value)), str(refusal.value)
    assert str(workspace.root) not in str(refusal.value)
    assert tempfile.gettempdir() not in str(refusal.value)
    assert (tree(workspace.generated), workspace.leftovers()) == (before, around)


@pytest.mark.parametrize("case", [*LINTED, *GENERATED], ids=lambda case: case.name)
def test_wrong_edit_changes_nothing_and_is_named(workspace: Workspace, case: Case) -> None:
    workspace.edit(case.edit)
    refused(workspace, rf"specs/klarify\.yaml{case.message}")


def test_a_spec_that_is_no_yaml_is_named_with_the_line(workspace: Workspace) -> None:
    text = workspace.spec().read_text(encoding="utf-8")
    workspace.spec().write_text(text.replace("servers:", "servers: [", 1), encoding="utf-8")
    refused(workspace, r"specs/klarify\.yaml:\d+: document: is not valid YAML .*; look at column \d+ and just before")


def test_a_spec_that_does_not_exist_is_named_with_those_that_do(workspace: Workspace) -> None:
    refused(workspace, r"there is no specs/clarify\.yaml; known: klarify$", "clarify")


@pytest.mark.parametrize(
    ("file", "edit", "message"),
    [
        ("errors.py", None, r"overrides/klarify/errors\.py is missing: it defines `describe_error`, which tells what"),
        (
            "fake.py",
            None,
            r"overrides/klarify/fake\.py is missing: it defines `FakeKlarify`, which is the fake",
        ),
        ("fake.py", "class Fake: ...", r"overrides/klarify/fake\.py does not define `FakeKlarify`, which is the fake"),
        ("fake.py", "class Fake:\n", r"overrides/klarify/fake\.py:1: expected an indented block"),
    ],
    ids=["no errors.py", "no fake.py", "another name", "syntax error"],
)
def test_an_override_that_is_wanting_is_named(workspace: Workspace, file: str, edit: str | None, message: str) -> None:
    path = workspace.root / "overrides" / "klarify" / file
    path.unlink() if edit is None else path.write_text(edit, encoding="utf-8")
    refused(workspace, message)


@pytest.mark.parametrize(
    ("template", "old", "new", "message"),
    [
        ("client.py.jinja", "{% endfor %}", "", r"scripts/templates/client\.py\.jinja:\d+: .*; mend the template"),
        (
            "macros.jinja",
            "lines[0]",
            "lines[0].nothing",
            r"scripts/templates/macros\.jinja:3: .* has no attribute 'nothing'; mend the template",
        ),
        (
            "endpoint_init.py.jinja",
            "operation.method",
            "operation.verb",
            r"scripts/templates/endpoint_init\.py\.jinja:\d+: .* has no attribute 'verb'; mend the template",
        ),
        (
            "client.py.jinja",
            "class {{ face }}",
            "class class {{ face }}",
            r"_client\.py:\d+: invalid syntax: class class Klarify.*; mend the template that this comes from",
        ),
        (
            "client.py.jinja",
            "    PROFILE,",
            "    PROFIL,",
            r"the generated code has .*\nsrc/klarify_client/_client\.py:\d+:\d+: F821 Undefined name `PROFIL`",
        ),
    ],
    ids=["syntax", "in a macro", "unknown name", "makes no Python", "makes an undefined name"],
)
def test_a_wrong_template_is_named_with_the_line(
    workspace: Workspace, template: str, old: str, new: str, message: str
) -> None:
    path = workspace.root / "scripts" / "templates" / template
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    refused(workspace, message)


def test_an_error_in_the_second_api_leaves_the_first_as_it_was(both: Workspace) -> None:
    field = {"description": "How often it was read.", "type": "integer"}
    both.edit(lambda document: properties(document, "Procedure").update(readCount=field))
    both.edit(lambda document: properties(document, "ApplicationCreate").update(timeout=field), "kloudless")
    refused(both, r"specs/kloudless\.yaml: applications_create: `timeout` in the body is the name of an argument")
    assert set(both.changes("klarify")) == {"klarify/src/klarify_client/models/_procedure.py"}


def test_an_option_that_datamodel_code_generator_does_not_know_is_named(workspace: Workspace) -> None:
    path = workspace.root / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("union-mode = ", "union-mood = "), encoding="utf-8")
    refused(
        workspace,
        r"pyproject\.toml: \[tool\.datamodel-codegen\]: union-mood: Extra inputs are not permitted; correct the option",
    )


def test_a_warning_of_openapi_python_client_is_an_error(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def warning(_: Project) -> list[GeneratorError]:
        return [GeneratorError(header="Skipping Integration", detail="a tool is not in PATH")]

    monkeypatch.setattr(Project, "build", warning)
    refused(workspace, r"specs/klarify\.yaml: Skipping Integration: a tool is not in PATH\nopenapi-python-client would")


def test_a_warning_of_datamodel_code_generator_is_an_error(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warning(*_: object, **__: object) -> str:
        warnings.warn("this schema was guessed", UserWarning, stacklevel=1)
        return ""

    monkeypatch.setattr("generation.models.generate", warning)
    refused(workspace, r"specs/klarify\.yaml: components/schemas: .* does not accept them: this schema was guessed\n")
