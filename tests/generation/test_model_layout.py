"""How models are laid out as modules, and objects that callers write as typed dictionaries."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
from graphlib import TopologicalSorter
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest
from generate import ROOT
from generation.arguments import arguments
from generation.inputs import write_inputs
from generation.model_modules import definitions, index, module_name, split
from generation.spec import GenerationError, Spec

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generation.workspace import Document

QUOTE = "'"
IMPORTS = "from __future__ import annotations\n\nfrom typing import Literal, TypeAlias\n"


def written(**uses: str) -> str:
    """Write a module of models, each with the names that its fields use."""
    classes = [
        f"class {name}(Model):\n"
        + "".join(f"    of_{other.strip(QUOTE).lower()}: {other}\n" for other in used.split() or ["str"])
        for name, used in uses.items()
    ]
    return f"{IMPORTS}\n\n" + "\n\n".join(classes)


def apart(*roots: str) -> dict[str, list[str]]:
    """Let every model be named by calls of a resource of its own."""
    return {root: [root.lower()] for root in roots}


def laid_out(source: str, users: dict[str, list[str]]) -> dict[str, list[str]]:
    """Give what each module defines."""
    return {module: definitions(text) for module, text in split(source, users).items()}


@pytest.mark.parametrize(
    ("uses", "roots", "modules"),
    [
        ({"Klip": "Owner", "Owner": ""}, ["Klip"], {"_klip": ["Owner", "Klip"]}),
        ({"Klip": "Owner", "Owner": "City", "City": ""}, ["Klip"], {"_klip": ["City", "Owner", "Klip"]}),
        (
            {"Klip": "Owner", "Tab": "Owner", "Owner": "City", "City": ""},
            ["Klip", "Tab"],
            {"_klip": ["Klip"], "_tab": ["Tab"], "_owner": ["City", "Owner"]},
        ),
        ({"Klip": "Owner", "Owner": ""}, ["Klip", "Owner"], {"_klip": ["Klip"], "_owner": ["Owner"]}),
        (
            {"Klip": "Tab", "Tab": "Klip Owner", "Owner": ""},
            ["Klip", "Tab"],
            {"_klip": ["Owner", "Klip", "Tab"]},
        ),
        (
            {"Klip": "Part", "Part": "Piece", "Piece": "Part"},
            ["Klip"],
            {"_klip": ["Klip", "Part", "Piece"]},
        ),
        (
            {"Klip": "Left Right", "Left": "Bottom", "Right": "Bottom", "Bottom": ""},
            ["Klip"],
            {"_klip": ["Bottom", "Left", "Right", "Klip"]},
        ),
        ({"Klip": "'Owner'", "Owner": ""}, ["Klip"], {"_klip": ["Owner", "Klip"]}),
        ({"Klip": "Klip"}, ["Klip"], {"_klip": ["Klip"]}),
        ({"Klip": "", "Tab": ""}, [], {"_klip": ["Klip", "Tab"]}),
    ],
    ids=[
        "used by one",
        "used by one that is used by one",
        "used by two",
        "used by a call too",
        "a cycle",
        "a cycle below",
        "a diamond",
        "a quoted name",
        "of itself",
        "used by none",
    ],
)
def test_a_model_stands_beside_its_only_user(
    uses: dict[str, str], roots: list[str], modules: dict[str, list[str]]
) -> None:
    assert laid_out(written(**uses), apart(*roots)) == modules


def test_a_module_imports_what_lies_elsewhere_and_what_its_text_needs() -> None:
    source = written(Klip="Owner Tab", Tab="Owner", Owner="")
    modules = split(source, apart("Klip", "Tab", "Owner"))
    imports = "from typing import Literal, TypeAlias\n"
    assert modules["_klip"] == (
        f"{imports}from ._owner import Owner\nfrom ._tab import Tab\n\n\n"
        "class Klip(Model):\n    of_owner: Owner\n    of_tab: Tab\n"
    )


def test_decorators_aliases_and_the_texts_below_them_move_along() -> None:
    source = (
        f"{IMPORTS}\n\n@final\nclass Klip(Model):\n    size: Size\n\n\n"
        'Size: TypeAlias = Literal["S"]\n"""A size."""\n\n\nOther = int\n"""Something else."""\n'
    )
    modules = split(source, apart("Klip", "Other"))
    assert modules["_klip"].endswith(
        'Size: TypeAlias = Literal["S"]\n"""A size."""\n\n\n@final\nclass Klip(Model):\n    size: Size\n'
    )
    assert modules["_values"].endswith('\n\nOther = int\n"""Something else."""\n')


def test_what_is_no_class_and_needs_none_shares_a_module() -> None:
    source = (
        f"{IMPORTS}\n\nclass Klip(Model):\n    size: Size\n\n\nclass Tab(Model):\n    size: Size\n\n\n"
        "Size = Literal[1]\n\n\nColour = Literal[2]\n\n\nThing = Klip | Tab\n"
    )
    modules = split(source, apart("Klip", "Tab", "Size", "Colour", "Thing"))
    assert {name: definitions(text) for name, text in modules.items()} == {
        "_klip": ["Klip"],
        "_tab": ["Tab"],
        "_values": ["Size", "Colour"],
        "_thing": ["Thing"],
    }
    assert "from ._values import Size\n" in modules["_klip"]


def test_a_value_stands_beside_the_classes_that_use_it_if_no_call_names_it() -> None:
    source = (
        f"{IMPORTS}\n\nclass Klip(Model):\n    size: Size\n\n\nclass Row(Model):\n    size: Size\n    due: Due\n\n\n"
        "Size = Literal[1] | Step\n\n\nStep = Literal[2]\n\n\nDue = Literal[3]\n"
    )
    together = {"Klip": ["klips"], "Row": ["klips"]}
    assert laid_out(source, together) == {"_klip": ["Step", "Size", "Klip", "Due", "Row"]}
    assert laid_out(source, apart("Klip", "Row")) == {
        "_klip": ["Klip"],
        "_row": ["Due", "Row"],
        "_values": ["Step", "Size"],
    }
    # Arguments that are checked against it would load the classes.
    assert laid_out(source, together | {"Size": ["klips"]}) == {
        "_klip": ["Klip", "Due", "Row"],
        "_values": ["Step", "Size"],
    }


def members(count: int) -> str:
    """Write the members of a class that uses no other."""
    return "".join(f"    member_{place}: str\n" for place in range(count))


@pytest.mark.parametrize(("row", "waste"), [(13, 16), (14, 17)])
@pytest.mark.parametrize("resources", [("klips", "klips"), ("klips", "klips.notes")])
def test_models_of_a_resource_are_together_as_long_as_no_call_pays_much(
    row: int, waste: int, resources: tuple[str, str]
) -> None:
    source = f"{IMPORTS}\n\nclass Klip(Model):\n{members(2)}\n\nclass Row(Model):\n{members(row)}"
    users = {name: [resource] for name, resource in zip(("Klip", "Row"), resources, strict=True)}
    modules = laid_out(source, users)
    assert modules == ({"_klip": ["Klip", "Row"]} if waste <= 16 else {"_klip": ["Klip"], "_row": ["Row"]})
    assert len(laid_out(source, apart("Klip", "Row"))) == 2


def test_models_of_one_resource_are_together_before_those_below_it() -> None:
    source = "".join(f"\n\nclass {name}(Model):\n{members(6)}" for name in ("Klip", "Note", "KlipRow", "NoteRow"))
    users = {"Klip": ["klips"], "Note": ["klips.notes"], "KlipRow": ["klips"], "NoteRow": ["klips.notes"]}
    assert laid_out(source, users) == {"_klip": ["Klip", "KlipRow"], "_note": ["Note", "NoteRow"]}


@pytest.mark.parametrize(("share", "together"), [(1, True), (2, False)])
def test_what_a_module_imports_is_paid_for_too(share: int, *, together: bool) -> None:
    share_of = f"class Share(Model):\n{members(share)}\n\n"
    source = f"{share_of}class Klip(Model):\n    of_share: Share\n\n\nclass Row(Model):\n{members(1)}"
    users = {"Klip": ["klips"], "Row": ["klips"], "Share": ["tabs"]}
    modules = laid_out(source, users)
    assert modules == (
        {"_share": ["Share"], "_klip": ["Klip", "Row"]}
        if together
        else {"_share": ["Share"], "_klip": ["Klip"], "_row": ["Row"]}
    )


def test_annotations_are_texts_only_where_they_name_what_is_not_there_yet() -> None:
    source = written(Klip="Owner", Owner="", Tab="Tab", Left="Right", Right="Left")
    modules = split(source, apart("Klip", "Tab", "Left"))
    assert {name for name, text in modules.items() if "__future__" in text} == {"_tab", "_left"}
    for text in modules.values():
        exec(compile(text, "module", "exec", dont_inherit=True), {"Model": object})  # noqa: S102 - our own output


def test_no_modules_import_each_other_whatever_uses_what() -> None:
    names = "ABCD"
    pairs = list(itertools.permutations(names, 2))
    for chosen in itertools.combinations(pairs, 4):
        uses = {name: " ".join(other for user, other in chosen if user == name) for name in names}
        modules = split(written(**uses), {"A": ["some"], "B": ["some.more"]})
        imports = {
            module: {
                f"{node.module}"
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.ImportFrom) and node.level
            }
            for module, text in modules.items()
        }
        assert sorted(name for text in modules.values() for name in definitions(text)) == list(names)
        # Raises when there is a cycle.
        TopologicalSorter(imports).prepare()


def test_a_seed_does_not_show_in_the_layout() -> None:
    source = written(A="B C", B="D", C="E", D="F", E="F G", F="", G="H", H="G")
    program = (
        "from generation.model_modules import split\n"
        f"for name, text in split({source!r}, {{'A': ['x'], 'C': ['x']}}).items():\n"
        "    print(name, text)\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": "scripts", "PYTHONHASHSEED": str(seed), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert len(printed) == 1


@pytest.mark.parametrize(
    ("name", "module"), [("Klip", "_klip"), ("KlipSummary", "_klip_summary"), ("Oauth2Key", "_oauth2_key")]
)
def test_a_module_is_called_like_its_class(name: str, module: str) -> None:
    assert module_name(name) == module


def test_the_index_loads_a_model_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "laid_out_models"
    package.mkdir()
    modules = {"_klip": "class Klip:\n    pass\n", "_tab": "raise RuntimeError('loaded')\n"}
    for module, text in modules.items():
        (package / f"{module}.py").write_text(text, encoding="utf-8")
    source = index('Klips of "us"', "specs/things.yaml", {"_tab": ["Tab"], "_klip": ["Klip"]})
    (package / "__init__.py").write_text(source.replace('of "us"', "of us"), encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    models: Any = import_module("laid_out_models")
    assert models.__doc__ == "Objects of the Klips of us. Generated from specs/things.yaml; do not edit."
    assert models.__all__ == ["Klip", "Tab"]
    assert {"Klip", "Tab"} <= {*dir(models)}
    assert models.Klip is models.Klip
    assert models.Klip.__module__ == "laid_out_models._klip"
    with pytest.raises(RuntimeError, match="loaded"):
        _ = models.Tab
    with pytest.raises(AttributeError, match="module 'laid_out_models' has no attribute 'Klips'"):
        _ = models.Klips


def test_an_index_of_nothing_is_python() -> None:
    ast.parse(index("Klips", "specs/things.yaml", {}))


def written_by_callers(**schemas: Document) -> Spec:
    """Make a spec whose only operation takes a member `thing`, described by the schema `Thing`."""
    body = {"type": "object", "properties": {"thing": {"$ref": "#/components/schemas/Thing"}}}
    reference = {"$ref": "#/components/schemas/Body"}
    node = {
        "tags": ["things"],
        "operationId": "things_update",
        "requestBody": {"content": {"application/json": {"schema": reference}}},
        "responses": {},
    }
    return Spec("things", {"paths": {"/things": {"put": node}}, "components": {"schemas": {"Body": body, **schemas}}})


def an_object(*required: str, **properties: Document) -> Document:
    return {
        "description": "An object.",
        "type": "object",
        "required": list(required),
        "properties": properties,
    }


def inputs(spec: Spec) -> str:
    (argument,) = arguments(spec, next(spec.operations()))
    return write_inputs(spec, sorted({*argument.inputs}))


def loaded(source: str) -> dict[str, Any]:
    """Run a module of typed dictionaries, without what it imports from its own package."""
    names: dict[str, Any] = {"Size": str, "Model": dict}
    own = "\n".join(line for line in source.splitlines() if not line.startswith("from ."))
    exec(compile(own, "_inputs.py", "exec", dont_inherit=True), names)  # noqa: S102 - our own output
    return names


TEXT: Document = {"description": "A text.", "type": "string"}


def test_members_are_required_or_not_and_keep_their_texts() -> None:
    source = inputs(
        written_by_callers(
            Thing=an_object(
                "groupId",
                groupId=TEXT,
                size={"description": "Its size.", "$ref": "#/components/schemas/Size"},
                due={"description": "When.", "type": ["string", "null"], "format": "date-time"},
                tags={"description": "Words.", "type": "array", "items": {"type": "string"}},
                more={"description": "More.", "type": "object", "additionalProperties": True},
            ),
            Size={"type": "string", "enum": ["S"]},
        )
    )
    assert source.endswith(
        "from . import Size\n\n\n"
        "class Thing(TypedDict):\n"
        '    """An object."""\n'
        "    groupId: str\n"
        '    """A text."""\n'
        "    size: NotRequired[Size]\n"
        '    """Its size."""\n'
        "    due: NotRequired[datetime | str | None]\n"
        '    """When."""\n'
        "    tags: NotRequired[Sequence[str]]\n"
        '    """Words."""\n'
        "    more: NotRequired[Model | Mapping[str, Any]]\n"
        '    """More."""\n'
    )
    thing = loaded(source)["Thing"]
    assert (thing.__required_keys__, thing.__doc__) == ({"groupId"}, "An object.")
    assert {*thing.__optional_keys__} == {"size", "due", "tags", "more"}


@pytest.mark.parametrize(
    "text", ['Say """hi"""', 'ends in a "quote"', "ends in a \\", r"C:\new \d+", "long words " * 40, "a\n\nb"]
)
def test_texts_of_typed_dictionaries_are_quoted(text: str) -> None:
    source = inputs(written_by_callers(Thing={**an_object(a={**TEXT, "description": text}), "description": text}))
    assert " ".join(loaded(source)["Thing"].__doc__.split()) == " ".join(text.split())
    assert all(len(line) <= 120 for line in source.splitlines())


def test_a_draft_without_descriptions_gives_typed_dictionaries_too() -> None:
    source = inputs(written_by_callers(Thing={"type": "object", "properties": {"a": {"type": "string"}}}))
    assert source.endswith("class Thing(TypedDict):\n    a: NotRequired[str]\n")
    source = inputs(written_by_callers(Thing={"type": "object", "properties": {}}))
    assert source.endswith("class Thing(TypedDict):\n    pass\n")


def test_what_an_object_holds_is_written_before_it() -> None:
    source = inputs(
        written_by_callers(
            Thing=an_object("alpha", alpha={"$ref": "#/components/schemas/Zebra"}),
            Zebra=an_object(yak={"type": "array", "items": {"$ref": "#/components/schemas/Yak"}}),
            Yak=an_object("a", a=TEXT),
        )
    )
    assert definitions(source) == ["Yak", "Zebra", "Thing"]
    names = loaded(source)
    assert get_type_hints(names["Thing"]) == {"alpha": names["Zebra"]}


@pytest.mark.parametrize("name", ["from", 'the "id"', "api.calls", "2nd"])
def test_a_name_that_no_class_could_have_is_a_key_all_the_same(name: str) -> None:
    source = inputs(written_by_callers(Thing=an_object(name, **{name: TEXT, "plain": TEXT})))
    thing = loaded(source)["Thing"]
    assert definitions(source) == ["Thing"]
    assert (thing.__required_keys__, thing.__optional_keys__) == ({name}, {"plain"})
    assert f"        # A text.\n        {name!r}: str,\n" in source
    assert source.endswith(')\n"""An object."""\n')


@pytest.mark.parametrize("holder", ["Thing", "Inner"])
def test_an_object_that_holds_itself_is_refused(holder: str) -> None:
    spec = written_by_callers(
        Thing=an_object(inner={"$ref": "#/components/schemas/Inner"}),
        Inner=an_object(again={"$ref": f"#/components/schemas/{holder}"}),
    )
    message = rf"specs/things\.yaml: components/schemas/{holder}: callers write it, and it holds itself; give the inner"
    with pytest.raises(GenerationError, match=message):
        inputs(spec)
    spec.schemas()["Inner"]["additionalProperties"] = True
    assert "    inner: NotRequired[Model | Mapping[str, Any]]\n" in inputs(spec)
