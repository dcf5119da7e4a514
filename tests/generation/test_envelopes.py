"""What methods take and return where answers come in envelopes: the generator's parts, each on its own."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any

import pytest
from generate import ROOT
from generation.arguments import Argument, arguments
from generation.context import OperationContext, build_context
from generation.extensions import extensions
from generation.models import write_models
from generation.operations import write_operations
from generation.results import Result, result_of
from generation.spec import GenerationError, Spec

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generation.workspace import Document

TEXT: Document = {"description": "A text.", "type": "string"}
ENVELOPE = {
    "success": "meta.success",
    "status": "meta.status",
    "location": "meta.location",
    "instance_location": "meta.instance_location",
    "id": "data.id",
}
RAW: Document = {"*/*": {"schema": {}}}


def reference(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def an_object(*required: str, **properties: Document) -> Document:
    return {"description": "An object.", "type": "object", "required": list(required), "properties": properties}


def json_of(schema: Document) -> Document:
    return {"application/json": {"schema": schema}}


def schemas(data: Document) -> Document:
    """Give the components of an API whose answer holds this."""
    return {
        "Answer": {
            **an_object(data=data, meta=an_object(total={"type": "integer"}, success={"type": "boolean"})),
            "x-envelope": True,
        },
        "Thing": {**an_object("id", id=TEXT, kind=reference("Kind")), "x-location": "/things/{id}"},
        "Kind": {
            "description": "A kind.",
            "anyOf": [{"type": "string", "enum": ["a.b"]}, {"type": "string"}],
            "x-names": {"a.b": "First", "a.c": "Second"},
        },
        "Part": an_object("number", number={"description": "Its number.", "type": "integer", "minimum": 1}),
        "Things": {"description": "By name.", "type": "object", "additionalProperties": reference("Thing")},
    }


def enveloped(data: Document, *, path: str = "/things/{thing_id}", method: str = "put", **operation: Any) -> Spec:
    """Make a spec of one operation whose answer holds this, in an envelope."""
    identifier = {"name": "thing_id", "in": "path", "required": True, "description": "Which.", "schema": TEXT}
    node = {
        "tags": ["things"],
        "operationId": "things_update",
        "summary": "Change things",
        "x-evidence": [{"kind": "inferred", "source": "A test"}],
        "parameters": [identifier] if "{" in path else [],
        "responses": {"200": {"description": "Done", "content": json_of(reference("Answer"))}},
        **operation,
    }
    components = {
        "schemas": copy.deepcopy(schemas(data)),
        "securitySchemes": {
            "Key": {
                "type": "apiKey",
                "in": "header",
                "name": "K",
                "x-credential": {"argument": "key", "environment": "KEY"},
            },
            "Basic": {"type": "http", "scheme": "basic", "x-credential": {"username": "email", "password": "password"}},
        },
    }
    return Spec(
        "things",
        {
            "openapi": "3.1.0",
            "info": {"title": "Things", "version": "1", "summary": "Read things"},
            "servers": [{"url": "https://example.org"}],
            "tags": [{"name": "things", "description": "Things"}],
            "x-package": {
                "distribution": "things-client",
                "package": "things_client",
                "client": "Things",
                "version": "0.1.0",
            },
            "x-envelope": ENVELOPE,
            "paths": {path: {method: node}},
            "components": components,
        },
    )


def returned(spec: Spec) -> Result:
    return result_of(spec, next(spec.operations()))


OBJECTS: dict[str, tuple[Document, str, str, tuple[str, ...]]] = {
    "an object": (reference("Thing"), "data", "Thing", ("Thing",)),
    "a member": (an_object(thing=reference("Thing")), "data.thing", "Thing", ("Thing",)),
    "a plain list": ({"type": "array", "items": reference("Thing")}, "data", "list[Thing]", ("Thing",)),
    "a map": ({"type": "object", "additionalProperties": reference("Thing")}, "data", "dict[str, Thing]", ("Thing",)),
    "a map that is a component": (reference("Things"), "data", "dict[str, Thing]", ("Thing",)),
    "a map of lists": (
        {"type": "object", "additionalProperties": {"type": "array", "items": reference("Part")}},
        "data",
        "dict[str, list[Part]]",
        ("Part",),
    ),
    "any member": (
        {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "integer"}}},
        "data.*",
        "list[int]",
        (),
    ),
    "strings": ({"type": "array", "items": {"type": "string"}}, "data", "list[str]", ()),
    "a string": ({"type": "string"}, "data", "str", ()),
    "a number": ({"type": "number"}, "data", "float", ()),
    "an open object": ({"type": "object", "additionalProperties": True}, "data", "dict[str, Any]", ()),
    "an object of anything": ({"type": "object"}, "data", "dict[str, Any]", ()),
    "a list of anything": ({"type": "array", "items": {"type": ["string", "null"]}}, "data", "list[Any]", ()),
    "one of several": ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "data", "Any", ()),
}


@pytest.mark.parametrize(("data", "inside", "written", "models"), OBJECTS.values(), ids=OBJECTS)
def test_what_an_envelope_holds_is_returned(data: Document, inside: str, written: str, models: tuple[str, ...]) -> None:
    assert returned(enveloped(data, **{"x-result": inside})) == Result("object", written, models, inside)


def test_a_type_is_written_for_a_class_with_a_list_and_for_models_that_load_later() -> None:
    result = Result("object", "dict[str, list[Thing]]", ("Thing",))
    assert result.annotation == "dict[str, builtins.list[Thing]]"
    assert result.source == "dict[str, list[models.Thing]]"


def test_what_was_created_is_returned() -> None:
    assert returned(enveloped(TEXT, **{"x-result": "created"})) == Result("created", "Created")


def test_without_a_result_nothing_is_returned() -> None:
    assert returned(enveloped(TEXT)) == Result("nothing")


def test_an_answer_without_a_body_is_nothing() -> None:
    assert returned(enveloped(TEXT, responses={"204": {"description": "Done"}})) == Result("nothing")


def test_content_of_any_type_is_a_download() -> None:
    spec = enveloped(TEXT, responses={"200": {"description": "Content", "content": RAW}, "404": {}})
    assert returned(spec) == Result("download", "Download")
    assert spec.success(next(spec.operations())) is None


def offset_paging(**members: str) -> Document:
    return {
        "style": "offset",
        "offset": "from",
        "limit": "pageSize",
        "items": "data.rows",
        "total": "meta.total",
        **members,
    }


def paged(rows: Document, **members: str) -> Spec:
    parameters = [
        {"name": "from", "in": "query", "description": "First.", "schema": {"type": "integer", "minimum": 0}},
        {
            "name": "pageSize",
            "in": "query",
            "description": "Most.",
            "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        },
    ]
    data = an_object(rows={"type": "array", "items": rows})
    return enveloped(
        data, path="/things", method="get", parameters=parameters, **{"x-paging": offset_paging(**members)}
    )


@pytest.mark.parametrize(
    ("rows", "written", "models"),
    [
        (reference("Thing"), "Thing", ("Thing",)),
        ({"type": "string"}, "str", ()),
        (reference("Things"), "dict[str, Thing]", ("Thing",)),
    ],
    ids=["objects", "strings", "maps"],
)
def test_rows_of_a_page_are_returned(rows: Document, written: str, models: tuple[str, ...]) -> None:
    assert returned(paged(rows)) == Result("rows", written, models, "data.rows")


@pytest.mark.parametrize(
    ("data", "inside"),
    [(an_object(a=TEXT), "data"), ({"type": "array", "items": an_object(a=TEXT)}, "data"), ({}, "data")],
    ids=["in place", "in place, in a list", "anything"],
)
def test_what_has_no_name_cannot_be_returned(data: Document, inside: str) -> None:
    message = (
        r"specs/things\.yaml: things_update: what the method returns is described in place .*; make it a component"
    )
    with pytest.raises(GenerationError, match=message):
        returned(enveloped(data, **{"x-result": inside}))


def taken(spec: Spec) -> list[Argument]:
    return arguments(spec, next(spec.operations()))


def test_an_argument_may_be_called_otherwise_than_its_place_in_the_path() -> None:
    spec = enveloped(TEXT)
    next(spec.operations()).parameters[0]["x-argument"] = "owner_id"
    (argument,) = taken(spec)
    assert (argument.name, argument.wire, argument.place) == ("owner_id", "thing_id", "path")
    assert argument.declaration == "Parameter('owner_id', 'string', wire='thing_id', required=True)"
    operation: OperationContext = build_context(spec)["operations"]["things_update"]
    assert operation.path == "/things/{owner_id}"
    assert "    owner_id: Which." in operation.doc


def test_names_given_on_purpose_must_not_clash_either() -> None:
    spec = enveloped(TEXT, requestBody={"x-argument": "thing_id", "content": json_of(reference("Thing"))})
    with pytest.raises(
        GenerationError, match=r"`thing_id` in the path and `thing_id` in the whole would be one argument"
    ):
        taken(spec)


def test_a_body_may_be_one_argument() -> None:
    body = {"type": "object", "additionalProperties": {"type": "string"}, "description": "All of them."}
    spec = enveloped(TEXT, requestBody={"x-argument": "settings", "content": json_of(body)})
    _, whole = taken(spec)
    assert (whole.place, whole.annotation, whole.required) == ("whole", "Model | Mapping[str, Any]", True)
    assert whole.declaration == "Parameter('settings', 'object', required=True)"
    assert whole.description == "All of them."


def test_content_of_any_type_is_an_argument_with_its_type_beside_it() -> None:
    request: Document = {
        "x-argument": "content",
        "description": "The data.",
        "content": {"text/csv": {"schema": {}}, **RAW},
    }
    spec = enveloped(TEXT, requestBody=request)
    _, content, kind = taken(spec)
    assert (content.name, content.place, content.required, content.description) == (
        "content",
        "upload",
        True,
        "The data.",
    )
    assert (kind.name, kind.place, kind.required) == ("content_type", "upload", False)
    assert spec.body(next(spec.operations())) is None


def member(schema: Document, **more: Document) -> Argument:
    """Give the argument that a member of a body becomes."""
    spec = enveloped(TEXT, requestBody={"content": json_of(reference("Body"))})
    spec.schemas().update(Body=an_object(x=schema), **more)
    return taken(spec)[1]


NUMBER = "members=(Parameter('number', 'integer', minimum=1, required=True),)"
NESTED: dict[str, tuple[Document, str, str]] = {
    "a list": (
        {"type": "array", "items": {"type": "string", "minLength": 1}},
        "Sequence[str]",
        "Parameter('x', 'array', items=Parameter('', 'string', min_length=1))",
    ),
    "a list of texts or null": (
        {"type": "array", "items": {"type": ["string", "null"]}},
        "Sequence[str | None]",
        "Parameter('x', 'array', items=Parameter('', 'string', nullable=True))",
    ),
    "a list of lists": (
        {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
        "Sequence[Sequence[int]]",
        "Parameter('x', 'array', items=Parameter('', 'array', items=Parameter('', 'integer')))",
    ),
    "a list of an enum": (
        {"type": "array", "items": reference("Size")},
        "Sequence[Size]",
        "Parameter('x', 'array', items=Parameter('', 'string', choices=get_args(models.Size)))",
    ),
    "an object": (
        reference("Part"),
        "Part",
        "Parameter('x', 'object', members=(Parameter('number', 'integer', minimum=1, required=True),))",
    ),
    "a list of objects": (
        {"type": "array", "items": reference("Part")},
        "Sequence[Part]",
        f"Parameter('x', 'array', items=Parameter('', 'object', {NUMBER}))",
    ),
    "an object in an object": (
        reference("Outer"),
        "Outer",
        f"Parameter('x', 'object', members=(Parameter('thePart', 'object', {NUMBER}),))",
    ),
    "an object that may be null": (
        {"anyOf": [reference("Part"), {"type": "null"}]},
        "Part | None",
        "Parameter('x', 'object', nullable=True, members=(Parameter('number', 'integer', minimum=1, required=True),))",
    ),
    "an open object": (
        {"type": "object", "additionalProperties": True},
        "Model | Mapping[str, Any]",
        "Parameter('x', 'object')",
    ),
    "an open object with known members": (
        reference("Open"),
        "Model | Mapping[str, Any]",
        "Parameter('x', 'object')",
    ),
}


@pytest.mark.parametrize(("schema", "annotation", "declaration"), NESTED.values(), ids=NESTED)
def test_rules_reach_into_what_is_nested(schema: Document, annotation: str, declaration: str) -> None:
    made = member(
        schema,
        Size={"type": "string", "enum": ["S"]},
        Outer=an_object(thePart=reference("Part")),
        Open={**an_object(a=TEXT), "additionalProperties": True},
    )
    assert (made.annotation, made.declaration) == (annotation, declaration)


def test_a_bound_in_a_nested_object_that_nothing_enforces_is_refused() -> None:
    with pytest.raises(
        GenerationError, match=r"components/schemas/Narrow: `list`: nothing would enforce `maxItems`; use minimum"
    ):
        member(reference("Narrow"), Narrow=an_object(list={"type": "array", "items": TEXT, "maxItems": 3}))


def test_the_context_tells_an_offset_from_a_page() -> None:
    operation: OperationContext = build_context(paged(reference("Thing"), single="data"))["operations"]["things_update"]
    assert operation.paging == (
        "OffsetPaging(offset='from_', limit='page_size', items='data.rows', total='meta.total', single='data', "
        "default_limit=25, largest=100)"
    )
    assert (operation.envelope, operation.model, operation.returns) == (True, None, "pages of `Thing`")


def test_the_context_holds_what_the_document_says_of_itself() -> None:
    said: Document = {"x-result": "data", "x-permissions": ["thing.edit"], "x-idempotent": True}
    spec = enveloped(reference("Thing"), **said)
    spec.document["x-rate-limit"] = {"requests": 5, "seconds": 1, "refused": 429, "daily_reset": "America/New_York"}
    context = build_context(spec)
    assert context["credential"]["basic"] == {"username": "email", "password": "password"}
    assert (context["envelope"], context["rate_limit"]) == (ENVELOPE, spec.document["x-rate-limit"])
    assert (context["models"], context["users"], context["inputs"]) == (["Kind", "Thing"], {"Thing": {"things"}}, [])
    operation: OperationContext = context["operations"]["things_update"]
    assert (operation.permissions, operation.idempotent) == (("thing.edit",), True)
    assert "Permission: thing.edit." in operation.doc
    assert operation.constant == "UPDATE"


def test_a_download_comes_in_no_envelope() -> None:
    spec = enveloped(TEXT, responses={"200": {"description": "Content", "content": RAW}})
    assert build_context(spec)["operations"]["things_update"].envelope is False


def test_objects_that_callers_write_are_told_from_those_that_come_back() -> None:
    request = {"content": json_of(reference("Body"))}
    spec = enveloped(reference("Thing"), requestBody=request, **{"x-result": "data"})
    spec.schemas()["Body"] = an_object(parts={"type": "array", "items": reference("Part")})
    assert (build_context(spec)["models"], build_context(spec)["inputs"]) == (["Kind", "Thing"], ["Part"])
    spec.schemas()["Thing"]["properties"]["part"] = reference("Part")
    message = (
        r"specs/things\.yaml: components/schemas/Part: is part of a request and of an answer; .* a component of its own"
    )
    with pytest.raises(GenerationError, match=message):
        build_context(spec)


def test_objects_within_objects_that_callers_write_are_no_models() -> None:
    spec = enveloped(TEXT, requestBody={"content": json_of(reference("Body"))})
    spec.schemas().update(Body=an_object(outer=reference("Outer")), Outer=an_object(part=reference("Part")))
    context = build_context(spec)
    assert (context["models"], context["inputs"]) == ([], ["Outer", "Part"])


def test_an_enum_that_only_callers_write_has_a_model() -> None:
    spec = enveloped(TEXT, requestBody={"content": json_of(reference("Body"))})
    spec.schemas()["Body"] = an_object(part=reference("Part"))
    spec.schemas()["Part"]["properties"]["kind"] = reference("Kind")
    assert build_context(spec)["models"] == ["Kind"]


def modelled(spec: Spec, package: Path) -> dict[str, str]:
    """Write the models of a spec; give their modules."""
    package.mkdir()
    write_models(spec, build_context(spec), package, ROOT)
    return {path.name: path.read_text(encoding="utf-8") for path in (package / "models").iterdir()}


def test_a_location_is_made_of_fields(tmp_path: Path) -> None:
    spec = enveloped(reference("Thing"), **{"x-result": "data"})
    thing = spec.schemas()["Thing"]
    thing["properties"]["ownerId"] = TEXT
    thing["x-location"] = "/owners/{ownerId}/things/{id}"
    source = modelled(spec, tmp_path / "package")["_thing.py"]
    assert source.startswith('"""Generated; do not edit."""\n')
    node = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == "Thing")
    method = next(one for one in node.body if isinstance(one, ast.FunctionDef))
    assert ast.unparse(method).splitlines()[:2] == ["@property", "def location(self) -> str:"]
    assert ast.unparse(method.body[-1]) == "return f'/owners/{self.owner_id}/things/{self.id}'"


def test_a_location_of_what_no_answer_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GenerationError, match=r"components/schemas/Thing: no answer has it, .*; remove `x-location`"):
        modelled(enveloped(TEXT), tmp_path / "package")


def test_names_that_differ_between_requests_and_answers_become_a_table(tmp_path: Path) -> None:
    modules = modelled(enveloped(reference("Thing"), **{"x-result": "data"}), tmp_path / "package")
    assert (
        "KINDS: NameTable = NameTable({'a.b': 'First', 'a.c': 'Second'})\n\"\"\"Keys of requests"
        in modules["_names.py"]
    )
    assert '    "KINDS": "_names",\n' in modules["__init__.py"]
    operation = build_context(enveloped(reference("Thing"), **{"x-result": "data"}))["operations"]["things_update"]
    assert any("``models.KINDS.key_of(name)``" in line for line in operation.doc)


def test_without_tables_and_inputs_there_are_no_modules_of_them(tmp_path: Path) -> None:
    spec = enveloped({"type": "array", "items": reference("Part")}, **{"x-result": "data"})
    del spec.schemas()["Thing"]["x-location"]
    assert modelled(spec, tmp_path / "package").keys() == {"__init__.py", "_part.py"}


def operated(spec: Spec, work: Path) -> dict[str, str]:
    """Write the operations of a spec; give their modules."""
    work.mkdir()
    write_operations(spec, build_context(spec) | extensions(work / "own"), work / "project", work, ROOT / "scripts")
    package = work / "project" / "src" / "things_client"
    return {path.name: path.read_text(encoding="utf-8") for path in (package / "_resources").iterdir()}


def test_the_envelope_is_written_once_and_named_by_every_operation(tmp_path: Path) -> None:
    spec = enveloped(reference("Thing"), **{"x-result": "data"})
    modules = operated(spec, tmp_path / "work")
    values = ast.parse(modules["__init__.py"]).body[-1]
    assert ast.unparse(values) == (
        "ENVELOPE = Envelope(success='meta.success', status='meta.status', location='meta.location', "
        "instance_location='meta.instance_location', id='data.id')"
    )
    assert "from . import ENVELOPE\n" in modules["things.py"]
    assert "    envelope=ENVELOPE,\n    inside='data',\n" in modules["things.py"]
    del spec.document["x-envelope"], next(spec.operations()).node["x-result"]
    spec.schemas()["Answer"]["properties"]["data"] = reference("Thing")
    spec.schemas()["Answer"]["properties"]["meta"] = TEXT
    plain = operated(spec, tmp_path / "plain")
    assert "ENVELOPE" not in plain["__init__.py"] + plain["things.py"]


def test_content_of_any_type_reaches_the_operation_both_ways(tmp_path: Path) -> None:
    spec = enveloped(
        TEXT,
        requestBody={"x-argument": "content", "content": {"text/csv": {"schema": {}}, **RAW}},
        responses={"200": {"description": "Content", "content": RAW}},
    )
    before = copy.deepcopy(spec.document)
    source = operated(spec, tmp_path / "work")["things.py"]
    assert "UPDATE: Operation[Any] = Operation(" in source
    assert "    download=True,\n" in source
    assert "    upload='content',\n" in source
    assert "ENVELOPE," not in source
    assert spec.document == before
