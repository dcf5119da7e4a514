"""The generator's small parts, each on its own."""

from __future__ import annotations

import ast
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from generate import ROOT
from generation.arguments import Argument, arguments
from generation.context import build_context
from generation.docs import docstring, error_class, escaped, raised_errors, sentence
from generation.models import trim
from generation.names import TAKEN, pascal_case, python_name
from generation.parity import check_class_names, check_parity
from generation.results import Result
from generation.spec import GenerationError, Spec
from klarify_client._runtime.errors import class_for_status
from klarify_client._runtime.options import ListOptions
from spec_lint.reading import load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generation.workspace import Document


def spec(*parameters: Document, path: str = "/things", **operation: Any) -> Spec:
    """Make a spec of one operation."""
    node = {
        "tags": ["things"],
        "operationId": "things_list",
        "summary": "List things",
        "x-evidence": [{"kind": "documented", "source": "A page"}],
        "parameters": list(parameters),
        "responses": {"204": {"description": "Done"}, "404": {}, "500": {}},
        **operation,
    }
    schemas = {
        "Size": {"description": "A size.", "type": "string", "enum": ["S", "L"]},
        "Color": {"description": "A color.", "anyOf": [{"type": "string", "enum": ["red"]}, {"type": "string"}]},
        "Thing": {"type": "object", "properties": {"size": {"$ref": "#/components/schemas/Size"}}},
    }
    return Spec("things", {"paths": {path: {"get": node}}, "components": {"schemas": schemas}})


def parameter(name: str, place: str = "query", **members: Any) -> Document:
    return {"name": name, "in": place, "description": f"The {name}", "schema": {"type": "string"}, **members}


def only(made: Spec) -> Argument:
    (argument,) = arguments(made, next(made.operations()))
    return argument


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("pageSize", "page_size"),
        ("pageURL", "page_url"),
        ("URLOfPage", "url_of_page"),
        ("last_updated_at", "last_updated_at"),
        ("X-Request-ID", "x_request_id"),
        ("oauth2Key", "oauth2_key"),
        ("line1", "line1"),
        ("filter[name]", "filter_name"),
        ("filter", "filter"),
        ("type", "type"),
        ("from", "from_"),
        ("class", "class_"),
        ("import_", "import_"),
    ],
)
def test_names_are_spelled_as_python_does(wire: str, python: str) -> None:
    assert python_name(wire) == python


def test_class_names_follow_the_resource_path() -> None:
    assert pascal_case("applications.api_keys") == "ApplicationsApiKeys"


def test_the_options_of_every_call_are_taken_names() -> None:
    assert ListOptions.__annotations__.keys() <= TAKEN


@pytest.mark.parametrize(
    ("schema", "annotation", "declaration"),
    [
        ({"type": "string"}, "str", "Parameter('x', 'string')"),
        ({"type": "integer", "minimum": 0}, "int", "Parameter('x', 'integer', minimum=0)"),
        ({"type": "number", "maximum": 1.5}, "float", "Parameter('x', 'number', maximum=1.5)"),
        ({"type": "boolean"}, "bool", "Parameter('x', 'boolean')"),
        ({"type": "string", "format": "date-time"}, "datetime | str", "Parameter('x', 'date-time')"),
        ({"type": "string", "format": "uuid"}, "str", "Parameter('x', 'string')"),
        ({"type": ["string", "null"], "maxLength": 3}, "str", "Parameter('x', 'string', max_length=3)"),
        ({"$ref": "#/components/schemas/Size"}, "Size", "Parameter('x', 'string', choices=get_args(models.Size))"),
        ({"$ref": "#/components/schemas/Color"}, "Color", "Parameter('x', 'string')"),
    ],
)
def test_type_and_check_come_from_the_same_schema(schema: Document, annotation: str, declaration: str) -> None:
    argument = only(spec(parameter("x", schema=schema)))
    assert (argument.annotation, argument.declaration) == (annotation, declaration)


def test_a_declaration_names_what_is_special() -> None:
    argument = only(spec({**parameter("theKey", required=True), "x-secret": True}))
    assert argument.declaration == "Parameter('the_key', 'string', secret=True, wire='theKey', required=True)"


def test_an_operation_overrides_the_parameters_of_its_path() -> None:
    made = spec(parameter("x", schema={"type": "integer"}))
    made.document["paths"]["/things"]["parameters"] = [parameter("x"), parameter("y")]
    assert [(one.wire, one.annotation) for one in arguments(made, next(made.operations()))] == [
        ("x", "int"),
        ("y", "str"),
    ]


def test_path_parameters_come_in_the_order_of_the_path() -> None:
    made = spec(parameter("b", "path"), parameter("a", "path"), parameter("c"), path="/things/{a}/{b}")
    assert [one.name for one in arguments(made, next(made.operations()))] == ["a", "b", "c"]


def doc(made: Spec, *tables: str) -> str:
    operation = next(made.operations())
    methods = {"`things_list`": "`things.list`"}
    return "\n".join(docstring(operation, arguments(made, operation), raised_errors(made, operation), tables, methods))


def test_a_docstring_calls_operations_as_callers_do() -> None:
    made = spec(description="Read them with `things_list`, not `things_listed`.")
    assert "Read them with `things.list`, not `things_listed`." in doc(made)


def test_a_docstring_has_meaning_bounds_errors_and_evidence() -> None:
    schema = {"type": "integer", "minimum": 1, "maximum": 5, "default": 2}
    made = spec(parameter("pageSize", schema=schema), description="See `pageSize`.\nMore.")
    assert doc(made) == dedent(
        """\
        List things.

        See `page_size`. More.

        Args:
            page_size: The pageSize. From 1 to 5; the service takes 2 by default.

        Raises:
            NotFoundError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (A page)."""
    )


@pytest.mark.parametrize(
    ("schema", "bounds"),
    [
        ({"type": "integer", "minimum": 0}, "At least 0."),
        ({"type": "integer", "maximum": 9}, "At most 9."),
        ({"type": "string", "minLength": 1}, "Not empty."),
        ({"type": "string", "minLength": 2}, "At least 2 characters."),
        ({"type": "string", "maxLength": 2}, "At most 2 characters."),
        ({"type": "string", "minLength": 1, "maxLength": 2}, "From 1 to 2 characters."),
        ({"type": "string", "pattern": "^a"}, "Matches `^a`."),
        ({"type": "string", "default": "ASC"}, "The service takes ASC by default."),
        ({"type": "boolean", "default": False}, "The service takes false by default."),
        ({"type": "string"}, ""),
    ],
)
def test_bounds_are_told_in_words(schema: Document, bounds: str) -> None:
    assert f"    x: The x. {bounds}".rstrip() in doc(spec(parameter("x", schema=schema))).splitlines()


def test_addresses_are_not_broken() -> None:
    address = "https://example.org/" + "a-long-way/" * 12
    assert address in doc(spec(description=f"See {address}."))


@pytest.mark.parametrize(
    ("status", "error"),
    [("404", "NotFoundError"), ("503", "InternalServerError"), ("418", "APIStatusError"), ("429", "RateLimitError")],
)
def test_statuses_are_told_as_errors(status: str, error: str) -> None:
    assert error_class(status) == error


def test_statuses_are_told_as_the_errors_that_the_runtime_raises() -> None:
    told = {status: error_class(str(status)) for status in range(300, 600)}
    assert told == {status: class_for_status(status).__name__ for status in told}


@pytest.mark.parametrize("text", ['"""', 'a"', "a\\", 'a\\"', 'a""', '\\"""', "\\N{DASH}", "{x}", "a\u0000b"])
def test_escaped_text_stands_between_quotes_anywhere(text: str) -> None:
    source = f'"""{escaped(text)}"""'
    assert ast.literal_eval(source) == text.replace("\u0000", "")


@pytest.mark.parametrize(("text", "wanted"), [("a\n b", "a b."), ("a.", "a."), ("a?", "a?")])
def test_a_sentence_ends(text: str, wanted: str) -> None:
    assert sentence(text) == wanted


def test_trim_shortens_what_the_generator_writes() -> None:
    written = dedent(
        '''\
        # generated by datamodel-codegen:
        #   filename:  spec.json

        from __future__ import annotations

        from typing import Literal

        from typing_extensions import TypeAliasType

        Size = TypeAliasType(
            "Size",
            Literal["it's", 'say "hi"'],
        )
        """
        A size.
        """


        class Thing(Model):
            """
            A thing
            on two lines.
            """

            name: str
            """
            Ends in a "quote"
            """


        Thing.model_rebuild()
        '''
    )
    assert trim(written) == dedent(
        '''\
        from __future__ import annotations

        from typing import Literal

        from typing import TypeAlias

        Size: TypeAlias = Literal["it's", 'say "hi"']
        """A size."""


        class Thing(Model):
            """A thing on two lines."""

            name: str
            """Ends in a "quote"
            """
        '''
    )


def test_a_long_docstring_begins_on_its_first_line_and_keeps_to_the_width() -> None:
    written = f'class A:\n    """\n    {"word " * 30}\n    """\n'
    assert trim(written) == f'class A:\n    """{("word " * 22).strip()}\n    {("word " * 8).strip()}\n    """\n'


def test_settings_that_the_base_of_all_models_has_are_dropped() -> None:
    written = 'class A(Model):\n    model_config = ConfigDict(\n        extra="allow",\n    )\n    b: int\n'
    assert trim(written) == "class A(Model):\n    b: int\n"


def full() -> Spec:
    made = spec(parameter("size", schema={"$ref": "#/components/schemas/Size"}))
    made.document.update(
        {
            "info": {"title": "Things", "summary": "Read things"},
            "servers": [{"url": "https://example.org"}],
            "tags": [{"name": "things", "description": "Things"}],
            "x-package": {"package": "things_client"},
        }
    )
    made.document["components"]["securitySchemes"] = {
        "Key": {"type": "apiKey", "in": "header", "name": "K", "x-credential": {"argument": "key"}}
    }
    return made


MODELS = "from typing import Literal, TypeAlias\nSize: TypeAlias = Literal['S']\n"
RESOURCES = "LIST: int = 1\nclass Things:\n    def list(self): ...\nclass AsyncThings:\n    def list(self): ...\n"


def package(tmp_path: Path, models: str = MODELS, resources: str = RESOURCES) -> Path:
    for place, content in (
        ("models/__init__.py", ""),
        ("models/_size.py", models),
        ("_resources/things.py", resources),
    ):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_context_holds_what_the_templates_print() -> None:
    context = build_context(full())
    assert context["models"] == ["Size"]
    assert context["summary"] == "read things"
    assert context["credential"] == {
        "argument": "key",
        "location": "header",
        "name": "K",
        "prefix": "",
        "basic": None,
    }
    assert (context["envelope"], context["rate_limit"], context["inputs"]) == (None, None, [])
    assert context["resources"]["things"]["class"] == "Things"
    operation = context["operations"]["things_list"]
    assert (operation.method, operation.http, operation.path) == ("list", "GET", "/things")
    assert (operation.constant, operation.result, operation.model) == ("LIST", Result("nothing"), None)


def test_a_summary_that_starts_with_an_acronym_keeps_it() -> None:
    made = full()
    made.document["info"]["summary"] = "API of things"
    assert build_context(made)["summary"] == "API of things"


def test_a_child_before_its_parent_is_refused() -> None:
    made = full()
    made.document["tags"].insert(0, {"name": "things.parts", "description": "Parts"})
    with pytest.raises(GenerationError, match=r"tag things\.parts: declare its parent things before it"):
        build_context(made)


def test_an_unknown_paging_style_is_refused() -> None:
    made = full()
    next(made.operations()).node["x-paging"] = {"style": "cursor"}
    with pytest.raises(GenerationError, match=r"things_list: x-paging style 'cursor' is not known; use 'page'"):
        build_context(made)


def test_parity_holds(tmp_path: Path) -> None:
    check_parity(full(), build_context(full()), package(tmp_path))


def test_parity_takes_tables_of_names_for_no_models_and_asks_for_inputs(tmp_path: Path) -> None:
    made = package(tmp_path, MODELS + "SIZES: NameTable = NameTable({})\n")
    check_parity(full(), build_context(full()), made)
    context = build_context(full()) | {"inputs": ["ThingInput"]}
    with pytest.raises(GenerationError, match="components/schemas/ThingInput has no model of that name"):
        check_parity(full(), context, made)
    (made / "models" / "_inputs.py").write_text("class ThingInput(TypedDict): ...\n", encoding="utf-8")
    check_parity(full(), context, made)


@pytest.mark.parametrize(
    ("models", "resources", "message"),
    [
        ("", RESOURCES, "components/schemas/Size has no model of that name"),
        (MODELS + "class Size1: ...\n", RESOURCES, "components/schemas/Size1 is a model without a schema"),
        (MODELS, RESOURCES.replace("AsyncThings", "Others"), r"things_list: AsyncThings\.list was not generated"),
        (MODELS, RESOURCES.replace("list", "lists"), r"things_list: Things\.list was not generated"),
        (MODELS, RESOURCES + "from x import Things\n", r"`Things` would stand for two things in _resources/things\.py"),
        (
            "class Size:\n    size_: str = Field(alias='size')\n",
            RESOURCES,
            "things_list: `size` is `size` as an argument and `size_` as a field of a model",
        ),
    ],
)
def test_parity_finds_what_is_lost_or_renamed(tmp_path: Path, models: str, resources: str, message: str) -> None:
    with pytest.raises(GenerationError, match=rf"specs/things\.yaml: {message}"):
        check_parity(full(), build_context(full()), package(tmp_path, models, resources))


def test_a_class_that_another_name_is_given_is_refused() -> None:
    check_class_names(full(), {"Size", "Thing", "ColorType0"})
    with pytest.raises(GenerationError, match="components/schemas/Size: openapi-python-client would call it otherwise"):
        check_class_names(full(), {"Size1", "Thing"})


def test_errors_that_a_status_hides_are_told() -> None:
    spec = Spec("klarify", load(ROOT / "specs" / "klarify.yaml").root)
    (operation,) = spec.operations()
    assert raised_errors(spec, operation) == ["AuthenticationError", "NotFoundError", "InternalServerError"]
