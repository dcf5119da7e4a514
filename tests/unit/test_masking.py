"""A secret is masked in whatever spelling a service or a library gives it back, and nothing else is."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, quote_plus

import pytest
from klarify_client._runtime.redaction import Secrets

SECRET = "Ab/1+é😀 &'\"<>\\=z"


def spelled() -> dict[str, str]:
    utf16 = SECRET.encode("utf-16-be").hex()
    return {
        "as it is": SECRET,
        "percent": quote(SECRET, safe=""),
        "percent in lower case": quote(SECRET, safe="").replace("%2F", "%2f").replace("%C3%A9", "%c3%a9"),
        "percent twice": quote(quote(SECRET, safe=""), safe=""),
        "percent three times": quote(quote(quote(SECRET, safe=""), safe=""), safe=""),
        "form": quote_plus(SECRET),
        "half of it in percent": SECRET.replace("/", "%2F"),
        "JSON": SECRET.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("é", "\\u00e9")
        .replace("😀", "\\ud83d\\ude00"),
        "JSON with escaped slashes": SECRET.replace("\\", "\\\\").replace('"', '\\"').replace("/", "\\/"),
        "JSON all in numbers": "".join(
            SECRET_PART if SECRET_PART.isalnum() and SECRET_PART.isascii() else code
            for SECRET_PART, code in zip(SECRET, _codes(utf16), strict=True)
        ),
        "JSON in JSON": SECRET.replace("\\", "\\\\\\\\").replace('"', '\\\\\\"').replace("é", "\\\\u00e9"),
        "HTML": escape(SECRET),
        "HTML twice": escape(escape(SECRET)),
        "HTML in decimal": "".join(c if c.isalnum() and c.isascii() else f"&#{ord(c)};" for c in SECRET),
        "HTML in decimal with zeros": "".join(c if c.isalnum() and c.isascii() else f"&#00{ord(c)};" for c in SECRET),
        "HTML in hexadecimal": "".join(c if c.isalnum() and c.isascii() else f"&#x{ord(c):x};" for c in SECRET),
        "HTML in capitals": "".join(c if c.isalnum() and c.isascii() else f"&#X0{ord(c):X};" for c in SECRET),
        "repr of bytes": repr(SECRET.encode())[2:-1],
        "repr": repr(SECRET)[1:-1],
    }


def _codes(utf16: str) -> list[str]:
    codes = [f"\\u{utf16[start : start + 4]}" for start in range(0, len(utf16), 4)]
    joined: list[str] = []
    for code in codes:
        if joined and joined[-1].startswith("\\ud83d") and len(joined[-1]) == 6:
            joined[-1] += code
        else:
            joined.append(code)
    return joined


@pytest.mark.parametrize("spelling", spelled())
def test_every_spelling_is_masked(spelling: str) -> None:
    text = spelled()[spelling]
    assert Secrets([SECRET]).clear(f"a{text}b {text}") == "a***b ***"


@pytest.mark.parametrize(
    "text",
    [
        "Ab/1+é😀 &'\"<>\\=Z",
        "ab/1+é😀 &'\"<>\\=z",
        "Ab1+é😀 &'\"<>\\=z",
        SECRET[:-1],
        SECRET[1:],
        "",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert Secrets([SECRET]).clear(text) == text


def test_of_two_secrets_the_one_that_holds_the_other_is_masked_whole() -> None:
    inner, outer = "zz-12345678", "aa-zz-12345678-tail"
    assert Secrets([inner, outer]).clear(f"{outer} {inner} {outer}") == "*** *** ***"


@pytest.mark.parametrize(
    ("secret", "text", "cleared"),
    [
        ("abcdefg", "abcdefg abcdefgh xabcdefg (abcdefg)", "*** abcdefgh xabcdefg (***)"),
        ("abcdefgh", "abcdefgh abcdefghi xabcdefgh", "*** ***i x***"),
        ("k", "key k=k, ok", "key ***=***, ok"),
    ],
)
def test_a_short_secret_is_masked_as_a_word_a_long_one_anywhere(secret: str, text: str, cleared: str) -> None:
    assert Secrets([secret]).clear(text) == cleared


def test_the_credential_of_an_attempt_is_masked_from_then_on() -> None:
    secrets = Secrets(["first-secret"])
    assert secrets.clear("first-secret second-secret") == "*** second-secret"
    secrets.use("second-secret")
    assert secrets.clear("first-secret second-secret") == "*** ***"
