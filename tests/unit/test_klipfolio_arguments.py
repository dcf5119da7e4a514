"""What every method of the Klipfolio client refuses before anything is sent, as its signature promises."""

from __future__ import annotations

import inspect
import operator
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx2
import pytest
from klipfolio_client import AsyncKlipfolio, BadRequestError, Klipfolio, omit

from tests.unit.scripted import Face, Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AnyKlipfolio: TypeAlias = Klipfolio | AsyncKlipfolio
SPEC = Path(__file__).resolve().parents[2] / "specs" / "klipfolio.yaml"


def found(owner: object, path: str = "") -> Iterator[str]:
    """Every method below a client or a resource, as users write it after `client.`."""
    for name, member in vars(type(owner)).items():
        if isinstance(member, cached_property):
            yield from found(getattr(owner, name), f"{path}{name}.")
        elif inspect.isfunction(member) and path and not name.startswith("_"):
            yield path + name


METHODS = sorted(found(Klipfolio(api_key="any")))
# Values by the annotations of arguments: one that is fine, and some of another type.
OBJECT = "Model | Mapping[str, Any]"
FINE: Mapping[str, Any] = {"str": "a", "int": 1, "bool": True, OBJECT: {}, "UploadContent": b""}
WRONG: Mapping[str, list[Any]] = {
    "str": [7, b"a", ["a"], True],
    "int": ["1", 1.0, True],
    "bool": [1, "true"],
    OBJECT: [[], "a", [("a", "b")]],
    "UploadContent": [7, "a"],
    "Sequence": ["a", {"a": "b"}, {"a"}, 7],
}
# A name from outside may be taken away; of the text of a note and of kinds of layouts nothing is known.
MAY_BE_EMPTY = {"external_id", "body", "type"}


def made(face: Face, service: Script) -> AnyKlipfolio:
    return (AsyncKlipfolio if face.asynchronous else Klipfolio)(api_key="any", transport=service)


def parameters(method: str) -> dict[str, inspect.Parameter]:
    signature = inspect.signature(operator.attrgetter(method)(Klipfolio(api_key="any")))
    return {name: one for name, one in signature.parameters.items() if one.kind is not one.VAR_KEYWORD}


def in_path(method: str) -> list[str]:
    return [name for name, one in parameters(method).items() if one.kind is one.POSITIONAL_OR_KEYWORD]


def keywords(method: str) -> dict[str, tuple[str, bool]]:
    """The other arguments: the first word of the type, and whether one has to give them."""
    return {
        name: (kind_of(str(one.annotation)), one.default is one.empty)
        for name, one in parameters(method).items()
        if one.kind is one.KEYWORD_ONLY
    }


def kind_of(annotation: str) -> str:
    if annotation.startswith(OBJECT):
        return OBJECT
    kind = annotation.partition(" | ")[0]
    if kind.startswith("Sequence["):
        return "Sequence"
    return kind if kind in FINE else "str"


def call(client: AnyKlipfolio, method: str, **arguments: Any) -> Any:
    """Call a method with the fewest arguments, some of which are replaced."""
    fewest: dict[str, Any] = dict.fromkeys(in_path(method), "a")
    fewest |= {name: FINE.get(kind, []) for name, (kind, required) in keywords(method).items() if required}
    result = operator.attrgetter(method)(client)(**{**fewest, **arguments})
    return result.first_page() if hasattr(result, "first_page") else result


def refuses(face: Face, method: str, kind: type[Exception], match: str, **arguments: Any) -> None:
    service = Script()
    with pytest.raises(kind, match=match):
        face.wait(call(made(face, service), method, **arguments))
    assert not service.sent


def test_every_operation_has_its_method() -> None:
    text = SPEC.read_text(encoding="utf-8")
    named = re.findall(r"^      tags: \[(.+)\]\n      operationId: (.+)$", text, re.MULTILINE)
    assert sorted(f"{tag}.{name.removeprefix(tag.replace('.', '_') + '_')}" for tag, name in named) == METHODS
    assert len(METHODS) == text.count("operationId:") == 126


@pytest.mark.parametrize("method", METHODS)
def test_both_faces_take_the_same_arguments(method: str) -> None:
    later = inspect.signature(operator.attrgetter(method)(AsyncKlipfolio(api_key="any"))).parameters
    assert [(name, one.kind, one.default) for name, one in later.items() if one.kind is not one.VAR_KEYWORD] == [
        (name, one.kind, one.default) for name, one in parameters(method).items()
    ]


@pytest.mark.parametrize("method", [method for method in METHODS if in_path(method)])
def test_what_addresses_something_else_is_no_identifier(face: Face, method: str) -> None:
    for name in in_path(method):
        for elsewhere in ("", " ", "\t", "\u00a0", ".", ".."):
            match = f"^{name}: {re.escape(repr(elsewhere))} cannot be part of a path"
            refuses(face, method, ValueError, match, **{name: elsewhere})
        for value in (None, 7, b"a", True, ["a"], omit):
            refuses(face, method, TypeError, f"^{name}: ", **{name: value})
        refuses(face, method, ValueError, f"^{name}: the text holds half of a character", **{name: "a\ud800"})


@pytest.mark.parametrize("method", [method for method in METHODS if in_path(method)])
def test_an_identifier_is_one_segment_of_the_path(face: Face, method: str) -> None:
    for name in in_path(method):
        service = Script(httpx2.Response(400, json={}))
        with pytest.raises(BadRequestError):
            face.wait(call(made(face, service), method, **{name: "../ä?#%"}))
        (target,) = service.targets
        assert target.partition("?")[0].split("/").count("..%2F%C3%A4%3F%23%25") == 1


@pytest.mark.parametrize("method", METHODS)
def test_the_fewest_arguments_are_enough(face: Face, method: str) -> None:
    service = Script(httpx2.Response(400, json={}))
    with pytest.raises(BadRequestError):
        face.wait(call(made(face, service), method))
    assert service.sent == 1


@pytest.mark.parametrize("method", METHODS)
def test_a_value_of_another_type_is_refused(face: Face, method: str) -> None:
    for name, (kind, _) in keywords(method).items():
        for value in WRONG[kind]:
            refuses(face, method, TypeError, f"^{name}: ", **{name: value})


@pytest.mark.parametrize("method", METHODS)
def test_an_identifier_or_a_text_that_has_to_be_given_is_not_empty(face: Face, method: str) -> None:
    for name, (kind, required) in keywords(method).items():
        if kind == "str" and (required or name.endswith("_id")) and name not in MAY_BE_EMPTY:
            refuses(face, method, ValueError, f"^{name}: must not be empty", **{name: ""})


@pytest.mark.parametrize("method", METHODS)
def test_what_has_to_be_given_cannot_be_left_out_by_omit_or_none(face: Face, method: str) -> None:
    for name, (_, required) in keywords(method).items():
        if required:
            for value in (omit, None):
                refuses(face, method, TypeError, f"^{name}: ", **{name: value})


@pytest.mark.parametrize("method", METHODS)
def test_an_unknown_keyword_is_named(face: Face, method: str) -> None:
    refuses(face, method, TypeError, "unexpected argument limits", limits=1)


@pytest.mark.parametrize("method", [method for method in METHODS if "limit" in keywords(method)])
def test_every_list_keeps_to_the_documented_bounds(face: Face, method: str) -> None:
    refuses(face, method, ValueError, "^limit: 0 is below 1, the smallest value allowed", limit=0)
    refuses(face, method, ValueError, "^limit: 101 is above 100, the largest value allowed", limit=101)
    refuses(face, method, ValueError, "^offset: -1 is below 0, the smallest value allowed", offset=-1)
