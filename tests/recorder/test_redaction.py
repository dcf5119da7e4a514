"""Redaction and the search after it, with random values at random places."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recorder.forms import Placeholders
from recorder.redaction import Redactor
from recorder.rules import load_rules
from recorder.sweep import Sweep
from recorder.yaml_edit import applied, changes_of
from spec_lint.reading import load

from tests.contract.documents import ROOT
from tests.recorder.leaks import Readings, strings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from spec_lint.document import Spec

PAGE = ("components", "schemas", "ProcedurePage")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./+:@%&\"'<>\\é\u4e2d"


@cache
def klarify() -> Spec:
    return load(ROOT / "specs" / "klarify.yaml")


def redacted(value: object) -> object:
    redactor = Redactor(klarify(), load_rules("klarify"), Placeholders())
    redactor.learn(value, PAGE)
    return redactor.replace(value, PAGE)


secrets = st.text(LETTERS, min_size=6, max_size=30).map(lambda text: f"7q{text}Z9")
SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    lambda text: quote(text, safe=""),
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: text.encode().hex(),
    lambda text: f"see https://x.example/{quote(text, safe='')}?a={quote(text)}",
    lambda text: json.dumps({"inner": text}),
]
MEMBERS = [
    "id",
    "name",
    "status",
    "owner",
    "updated_at",
    "url",
    "lanes",
    "called_from",
    "type",
    "first_published_at",
    "new",
]


@st.composite
def hiding(draw: st.DrawFn) -> tuple[str, object]:
    secret = draw(secrets)
    text = draw(st.sampled_from(SPELLINGS))(secret)
    inner = st.recursive(
        st.sampled_from([text, None, True, 3]),
        lambda each: (
            st.lists(each, max_size=3) | st.dictionaries(st.sampled_from([text, "id", "name", "x"]), each, max_size=3)
        ),
        max_leaves=6,
    )
    row = draw(st.dictionaries(st.sampled_from([*MEMBERS, text]), inner, min_size=1, max_size=5))
    return secret, {"data": [row, draw(inner)], text: draw(inner), "hasNext": draw(inner)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hiding())
def test_no_secret_is_left_wherever_it_stands(case: tuple[str, object]) -> None:
    secret, body = case
    made = redacted(body)
    assert secret not in Readings([json.dumps(made), *strings_of(made)])


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.strip), st.text(min_size=1, max_size=40).filter(str.strip))
def test_the_same_has_the_same_placeholder_and_nothing_else_has_it(first: str, second: str) -> None:
    placeholders = Placeholders()
    made = placeholders.text(first)
    assert placeholders.text(first) == made
    if first.strip().lower() != second.strip().lower() and not (first.strip().isdigit() and second.strip().isdigit()):
        assert first.startswith("/") or placeholders.text(second) != made


FORMS = [
    ("0932d8270fb840f102d542331f200aca", r"[0-9a-f]{32}"),
    ("0932D8270FB840F102D542331F200ACA", r"[0-9A-F]{32}"),
    ("c62b232e-32ca-5d77-a5f4-18cac39a1895", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    ("1234567", r"[1-9][0-9]{6}"),
    ("jane.roe@acme-inc.com", r"user-[0-9a-f]{8}@example\.com"),
    ("acme-inc.klarify.me", r"host-[0-9a-f]{8}\.example\.com"),
    (
        "https://u:p@acme-inc.klarify.me:8443/process/12345?x=1#y",
        r"https://host-[0-9a-f]{8}\.example\.com/process/[0-9]{5}\?Text%20[0-9a-f]{8}=[0-9]{5}#Text%20[0-9a-f]{8}",
    ),
    ("2015-06-01T03:57:16.770685Z", r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"),
    ("2015-06-01", r"20\d\d-\d\d-\d\d"),
    ("10.1.2.3", r"2001:db8::[0-9a-f]{4}:[0-9a-f]{4}"),
    ("wSPk9y5D7p5o87k0ACGKxR", r"[A-Za-z0-9]{22}"),
    ("Jane Roe", r"Text [0-9a-f]{8}"),
]


@pytest.mark.parametrize(("value", "form"), FORMS, ids=[value for value, _ in FORMS])
def test_a_placeholder_has_the_form_of_its_value(value: str, form: str) -> None:
    made = Placeholders(["process"]).text(value)
    assert re.fullmatch(form, made)
    assert made != value


def test_an_identifier_has_one_placeholder_in_addresses_paths_sentences_and_numbers() -> None:
    placeholders = Placeholders(["klips", "process"])
    name, number = "0932d8270fb840f102d542331f200aca", 7654321
    made = placeholders.text(name)
    assert placeholders.path(f"/klips/{name}") == f"/klips/{made}"
    assert placeholders.text(f"Klip {name} is gone").endswith(f" {made}")
    assert placeholders.text(name.upper()) == made.upper()
    assert placeholders.text(f"https://x.example/process/{number}").endswith(f"/process/{placeholders.number(number)}")
    assert placeholders.text(str(number)) == str(placeholders.number(number))


SECRET = "zX9-Hidden.Key+42/Qw"
LEAKS = {
    "plain": SECRET,
    "case": SECRET.upper(),
    "percent": quote(SECRET, safe=""),
    "twice": quote(quote(SECRET, safe=""), safe=""),
    "hex": SECRET.encode().hex(),
    "utf-16": base64.b64encode(SECRET.encode("utf-16-le")).decode(),
    "JSON": "".join(f"\\u{ord(letter):04x}" for letter in SECRET),
    "entities": "".join(f"&#{ord(letter)};" for letter in SECRET),
    **{f"base64 {shift}": base64.b64encode(b"x" * shift + SECRET.encode() + b"tail").decode() for shift in range(4)},
    **{f"url-safe {shift}": base64.urlsafe_b64encode(b"x" * shift + SECRET.encode()).decode() for shift in range(3)},
    "pair": base64.b64encode(f"jane:{SECRET}".encode()).decode(),
}


@pytest.mark.parametrize("how", LEAKS)
def test_the_last_search_finds_a_secret_that_got_through(how: str) -> None:
    sweep = Sweep([SECRET], [], "a spec")
    assert sweep.in_text(f"... {LEAKS[how]} ...")
    assert list(sweep.in_document({"a": [{"b": f"x{LEAKS[how]}y"}]}, frozenset(), "op")) == ["op.a[0].b"]
    assert list(sweep.in_document({LEAKS[how]: 1}, frozenset(), "op")) == ["op: the name of a member"]
    assert not sweep.in_text("nothing of the kind")


def test_an_edit_before_the_first_member_and_of_every_member_reads_as_meant() -> None:
    source = "# head\na:\n  b: 1  # why\n  c: [x, y]\n\nd:\n  - e: f\n  - g\n"
    for new in (
        {"a": {"z": 0, "b": 1, "c": ["x", "y", "z"]}, "d": [{"e": "f"}, "g", {"h": "yes"}]},
        {"first": True, "a": {"b": 2}, "d": ["g"]},
        {"a": {"b": 1, "c": ["x", "y"]}},
        {"d": [{"e": None}, "g"], "last": {"on": "1.0"}},
    ):
        changed = applied(source, changes_of(source, dict[str, object](new)))
        read: Any = _reader().load(changed)
        assert read == new
        assert changed.startswith("# head\n") or "a" not in new


def _reader() -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True)
