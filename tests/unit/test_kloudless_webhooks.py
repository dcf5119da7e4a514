"""Deliveries of Kloudless's webhooks: who sent them, what they say, what is answered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import pickle
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from wsgiref.headers import Headers as WsgiHeaders

import httpx2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from kloudless_management_client import ConfigurationError
from kloudless_management_client._overrides import webhook_signature
from kloudless_management_client.webhooks import (
    SIGNATURE_HEADER,
    InvalidSignatureError,
    MalformedDeliveryError,
    WebhookError,
    WebhookEvent,
    WebhookTest,
    answer,
    parse,
    receive,
    sign,
    verify,
)

from tests.unit.ways_out import PLAIN_SECRET, Evidence, leaks

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4"
APP = "wSPk9y5D7p5o87k0ACGKxR"
KEYS = {APP: KEY}
BODY = b"account=1234"
FORM = "application/x-www-form-urlencoded"


def reference(body: bytes, key: str = KEY) -> str:
    """What other people's receivers compute, written the long way."""
    return base64.b64encode(hmac.new(key.encode(), body, hashlib.sha256).digest()).decode("ascii")


GOOD = reference(BODY)


def headers(signature: object = GOOD) -> dict[str, Any]:
    return {"Content-Type": FORM, "X-Kloudless-Signature": signature}


def refusal(body: Any = BODY, given: Any = None, keys: Any = None) -> InvalidSignatureError:
    with pytest.raises(InvalidSignatureError) as caught:
        verify(body, headers() if given is None else given, KEYS if keys is None else keys)
    return caught.value


def test_a_known_vector() -> None:
    # Computed with openssl: printf 'account=1234' | openssl dgst -sha256 -hmac KEY -binary | base64
    assert GOOD == "6UQzuWinB6xCqfeQmEsMAiO9yazoNh7tMQ709crT+KM="
    assert sign(BODY, KEY) == GOOD
    assert sign(b"", KEY) == "h6+QTHgauK9QZvj5f2wCbEToSCR0A/nxO64yinpnDVU="


def test_a_delivery_is_verified_and_read() -> None:
    assert verify(BODY, headers(), KEYS) == APP
    assert receive(BODY, headers(), KEYS) == WebhookEvent(APP, "1234")


def test_the_test_call_has_an_empty_body_and_is_signed_too() -> None:
    given = headers(reference(b""))
    assert receive(b"", given, KEYS) == WebhookTest(APP)
    assert refusal(b"").fault == "wrong"
    assert refusal(b"", {}).fault == "missing"


@pytest.mark.parametrize("body", [BODY, bytearray(BODY), memoryview(BODY)])
def test_bytes_of_every_kind_are_taken(body: bytes) -> None:
    assert receive(body, headers(), KEYS) == WebhookEvent(APP, "1234")
    assert sign(body, KEY) == GOOD


@pytest.mark.parametrize("body", ["account=1234", {"account": "1234"}, None, 12])
def test_anything_but_bytes_is_refused_with_the_reason(body: Any) -> None:
    calls: list[Callable[[], object]] = [
        lambda: verify(body, headers(), KEYS),
        lambda: receive(body, headers(), KEYS),
        lambda: parse(body, headers(), APP),
        lambda: sign(body, KEY),
    ]
    for call in calls:
        with pytest.raises(TypeError, match="the signature is of those bytes"):
            call()


def wsgi(signature: str) -> dict[str, object]:
    return {"wsgi.input": object(), "CONTENT_TYPE": FORM, "HTTP_X_KLOUDLESS_SIGNATURE": signature, "SERVER_PORT": 1}


def message(signature: str) -> Message:
    made = Message()
    made["x-kloudless-signature"] = signature
    return made


FORMS: dict[str, Callable[[str], Any]] = {
    "dict": headers,
    "lower case": lambda signature: {"x-kloudless-signature": signature},
    "upper case": lambda signature: {"X-KLOUDLESS-SIGNATURE": signature},
    "dict of bytes": lambda signature: {b"X-Kloudless-Signature": signature.encode()},
    "ASGI": lambda signature: [(b"host", b"a"), (b"x-kloudless-signature", signature.encode())],
    "ASGI, lists": lambda signature: ([b"x-kloudless-signature", signature.encode()],),
    "pairs": lambda signature: iter([("X-Kloudless-Signature", signature)]),
    "lists of values": lambda signature: {"X-Kloudless-Signature": [signature]},
    "WSGI environment": wsgi,
    "wsgiref": lambda signature: WsgiHeaders([(SIGNATURE_HEADER, signature)]),
    "httpx2": lambda signature: httpx2.Headers({SIGNATURE_HEADER: signature}),
    "http.server": message,
    "others without a value": lambda signature: {SIGNATURE_HEADER: signature, "X-Other": None, "X-Number": 3},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_headers_are_taken_as_frameworks_give_them(form: Callable[[str], Any]) -> None:
    assert verify(BODY, form(GOOD), KEYS) == APP
    assert refusal(given=form(reference(BODY, "another"))).fault == "wrong"
    assert refusal(given=form("")).fault == "malformed"


@pytest.mark.parametrize("given", [None, 5, "X-Kloudless-Signature: x", b"x", [1], [("a",)], object()])
def test_what_is_no_headers_is_told(given: Any) -> None:
    with pytest.raises(TypeError, match="all headers of the request"):
        verify(BODY, given, KEYS)


NOT_ALPHABET = GOOD.replace("+", "-").replace("/", "_")
TRAILING_BITS = f"{GOOD[:42]}{chr(ord(GOOD[42]) + 1)}="
REFUSED: dict[str, tuple[Any, str]] = {
    "absent": ({}, "missing"),
    "absent in pairs": ([], "missing"),
    "None": (headers(None), "missing"),
    "an empty list": (headers([]), "missing"),
    "twice": ([(SIGNATURE_HEADER, GOOD), (SIGNATURE_HEADER.lower(), GOOD)], "repeated"),
    "twice in a list": (headers([GOOD, GOOD]), "repeated"),
    "empty": (headers(""), "malformed"),
    "two with a comma": (headers(f"{GOOD}, {GOOD}"), "malformed"),
    "two with a comma, no blank": (headers(f"{GOOD},{GOOD}"), "malformed"),
    "url-safe alphabet": (headers(NOT_ALPHABET), "malformed"),
    "no padding": (headers(GOOD[:-1]), "malformed"),
    "more padding": (headers(f"{GOOD}="), "malformed"),
    "trailing bits": (headers(TRAILING_BITS), "wrong"),
    "a blank before": (headers(f" {GOOD}"), "malformed"),
    "a blank after": (headers(f"{GOOD} "), "malformed"),
    "a newline": (headers(f"{GOOD}\n"), "malformed"),
    "a newline within": (headers(f"{GOOD[:20]}\n{GOOD[20:]}"), "malformed"),
    "NUL": (headers(f"{GOOD}\0"), "malformed"),
    "NUL within": (headers(f"{GOOD[:43]}\0"), "malformed"),
    "non-ASCII": (headers(f"{GOOD[:43]}ü"), "malformed"),
    "non-ASCII besides": (headers(f"{GOOD[:20]}ü{GOOD[20:]}"), "malformed"),
    "an invisible character": (headers(f"{GOOD}\u200b"), "malformed"),
    "bytes beyond ASCII besides": (headers(GOOD.encode() + b"\xc2\xa0"), "malformed"),
    "a surrogate": (headers(f"{GOOD[:43]}\udc3d"), "malformed"),
    "full-width letters": (headers("".join(chr(ord(each) + 0xFEE0) for each in GOOD)), "malformed"),
    "bytes beyond ASCII": (headers(GOOD.encode()[:-1] + b"\xff"), "malformed"),
    "hexadecimal": (headers(hmac.new(KEY.encode(), BODY, hashlib.sha256).hexdigest()), "malformed"),
    "SHA-1": (
        headers(base64.b64encode(hmac.new(KEY.encode(), BODY, hashlib.sha1).digest()).decode()),
        "malformed",
    ),
    "SHA-256 without a key": (headers(base64.b64encode(hashlib.sha256(BODY).digest()).decode()), "wrong"),
    "other case": (headers(GOOD.swapcase()), "wrong"),
    "named as by others": (headers(f"sha256={GOOD}"), "malformed"),
    "too long": (headers("A" * 1_000_000), "malformed"),
    "nothing": (headers("A" * 43 + "="), "wrong"),
    "a number": (headers(5), "malformed"),
    "an object": (headers(object()), "malformed"),
    "under another name": ({"X-Kloudless-Signature2": GOOD, "Signature": GOOD}, "missing"),
}


@pytest.mark.parametrize(("given", "fault"), REFUSED.values(), ids=REFUSED)
def test_a_header_that_is_not_the_signature_is_refused(given: Any, fault: str) -> None:
    error = refusal(given=given)
    assert error.fault == fault
    assert SIGNATURE_HEADER in str(error) or fault == "wrong"
    assert_says_nothing(error)
    with pytest.raises(InvalidSignatureError):
        receive(BODY, given, KEYS)


def assert_says_nothing(error: WebhookError) -> None:
    for text in (GOOD, GOOD[:-1], KEY, "1234", BODY.decode()):
        assert text not in str(error)
        assert text not in repr(error)
    assert error.__cause__ is None


def test_the_trailing_bits_are_of_the_same_bytes() -> None:
    # So that the case above tests what it says.
    assert base64.b64decode(TRAILING_BITS) == base64.b64decode(GOOD)
    assert TRAILING_BITS != GOOD
    assert NOT_ALPHABET != GOOD


@pytest.mark.parametrize(
    "body",
    [b"account=1235", b"account=1234 ", b"account=1234\n", b"Account=1234", b"account=%31234", b"", b"\0" + BODY],
)
def test_another_body_is_refused(body: bytes) -> None:
    error = refusal(body)
    assert error.fault == "wrong"
    assert "as they arrived" in str(error)
    assert_says_nothing(error)


def test_every_key_of_an_application_may_have_signed() -> None:
    keys = {APP: ["old", KEY, "new"]}
    assert [verify(BODY, headers(reference(BODY, key)), keys) for key in keys[APP]] == [APP] * 3
    assert refusal(keys={APP: ["old", "new"]}).fault == "wrong"
    assert verify(BODY, headers(), {APP: (key for key in ("old", KEY))}) == APP


def test_of_several_applications_the_one_is_told_whose_key_signed() -> None:
    keys = {"a": ["ka", "ka2"], "b": "kb", APP: {KEY}}
    for app_id, key in [("a", "ka"), ("a", "ka2"), ("b", "kb"), (APP, KEY)]:
        assert receive(BODY, headers(reference(BODY, key)), keys) == WebhookEvent(app_id, "1234")
    assert refusal(keys={"a": ["ka", "ka2"], "b": "kb"}).fault == "wrong"


def test_all_keys_are_compared_whichever_matches_and_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    class Spy:
        digest = staticmethod(hmac.digest)

        @staticmethod
        def compare_digest(ours: bytes, theirs: bytes) -> bool:
            compared.append((ours, theirs))
            return hmac.compare_digest(ours, theirs)

    monkeypatch.setattr(webhook_signature, "hmac", Spy)
    keys = {"a": ["k1", "k2"], "b": ["k3"]}
    for key in ("k1", "k2", "k3"):
        compared.clear()
        signature = reference(BODY, key)
        verify(BODY, headers(signature), keys)
        assert compared == [(reference(BODY, each).encode(), signature.encode()) for each in ("k1", "k2", "k3")]
    compared.clear()
    refusal(given=headers(GOOD), keys=keys)
    assert len(compared) == 3


BAD_KEYS: dict[str, tuple[Any, str]] = {
    "none": ({}, "there are no API keys"),
    "an application without": ({APP: []}, "has no API key"),
    "one of two without": ({"a": KEY, APP: ()}, "application 2 of 2 has no API key"),
    "empty": ({APP: ""}, "blank"),
    "blank": ({APP: " \t"}, "blank"),
    "one blank": ({APP: [KEY, ""]}, "blank"),
    "a newline": ({APP: f"{PLAIN_SECRET}\n"}, "line breaks"),
    "two in one": ({APP: f"{PLAIN_SECRET},{PLAIN_SECRET} x"}, "blanks"),
    "non-ASCII": ({APP: f"{PLAIN_SECRET}ü"}, "beyond ASCII"),
    "NUL": ({APP: f"{PLAIN_SECRET}\0"}, "beyond ASCII"),
    "bytes": ({APP: PLAIN_SECRET.encode()}, "is bytes; decode it"),
    "bytes in a list": ({APP: [PLAIN_SECRET.encode()]}, "is bytes; decode it"),
    "None": ({APP: None}, "this is NoneType"),
    "a number": ({APP: 5}, "this is int"),
    "a list of None": ({APP: [None]}, "this is NoneType"),
    "a list": ([PLAIN_SECRET], "has to be a mapping"),
    "a text": (PLAIN_SECRET, "has to be a mapping"),
    "nothing": (None, "has to be a mapping"),
    "an App ID that is none": ({"": PLAIN_SECRET}, "App ID"),
    "an App ID with a line": ({"a\r\nb": PLAIN_SECRET}, "App ID"),
    "a number as App ID": ({5: PLAIN_SECRET}, "App ID"),
    "the wrong way round": ({PLAIN_SECRET: f"{APP} "}, "application 1 of 1"),
    "the same key of two": ({"a": PLAIN_SECRET, "b": [KEY, PLAIN_SECRET]}, "unique over all applications"),
}


@pytest.mark.parametrize(("keys", "told"), BAD_KEYS.values(), ids=BAD_KEYS)
@pytest.mark.parametrize("function", [verify, receive])
def test_keys_that_cannot_be_are_told_before_anything_is_verified(
    function: Callable[..., object], keys: Any, told: str
) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        function(BODY, {}, keys)
    # Not even where local variables are printed.
    assert_hidden(caught.value)


def assert_hidden(error: BaseException) -> None:
    assert leaks(Evidence(error=error)) == {}


@pytest.mark.parametrize("key", ["", " ", f"{PLAIN_SECRET}\n", f"{PLAIN_SECRET}é", PLAIN_SECRET.encode(), None])
def test_nothing_is_signed_with_what_is_no_key(key: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        sign(BODY, key)
    assert_hidden(caught.value)


@pytest.mark.parametrize(("body", "given"), [(BODY, headers()), (BODY, {}), ("x", headers()), (BODY, None)])
def test_a_refusal_shows_no_key_among_local_variables(body: Any, given: Any) -> None:
    with pytest.raises((InvalidSignatureError, TypeError)) as caught:
        verify(body, given, {APP: [PLAIN_SECRET]})
    assert_hidden(caught.value)


def test_a_refusal_can_be_pickled() -> None:
    error = refusal(b"other")
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(copied), copied.fault) == (str(error), "wrong")


def test_keys_are_not_pickled() -> None:
    with pytest.raises(TypeError, match="in each process"):
        pickle.dumps(webhook_signature.Keyring(KEYS))


ACCEPTED: dict[bytes, WebhookEvent] = {
    b"account=1234": WebhookEvent(APP, "1234"),
    b"account=007": WebhookEvent(APP, "007"),
    b"account=a%20b+c": WebhookEvent(APP, "a b c"),
    b"account=%C3%BC": WebhookEvent(APP, "ü"),
    "account=ü".encode(): WebhookEvent(APP, "ü"),
    b"&account=1&": WebhookEvent(APP, "1"),
    b"account=1=2": WebhookEvent(APP, "1=2"),
    b"%61ccount=1": WebhookEvent(APP, "1"),
    b"type=add&account=1&type=move&x&y=": WebhookEvent(
        APP, "1", (("type", "add"), ("type", "move"), ("x", ""), ("y", ""))
    ),
    b"account=1&Account=2": WebhookEvent(APP, "1", (("Account", "2"),)),
    b"account=1&x=%00": WebhookEvent(APP, "1", (("x", "\0"),)),
}


@pytest.mark.parametrize("body", ACCEPTED)
def test_a_form_is_read_and_what_else_it_holds_is_kept(body: bytes) -> None:
    assert receive(body, headers(reference(body)), KEYS) == ACCEPTED[body]
    assert hash(ACCEPTED[body])


MALFORMED = [
    (b"account=", "blank"),
    (b"account=%20", "blank"),
    (b"account=1%0A", "cannot be printed"),
    (b"account=%00", "cannot be printed"),
    (b"account", "blank"),
    (b"other=1", "no account"),
    (b" ", "no account"),
    (b"\n", "no account"),
    (b"&", "no account"),
    (b"account=1&account=1", "several accounts"),
    (b"account=1&%61ccount=2", "several accounts"),
    (b"account=\xff", "UTF-8"),
    (b"account=%FF", "UTF-8"),
    (b"account=1&x=%C3", "UTF-8"),
    (b"account=%ed%b0%80", "UTF-8"),
    (b"account=100%", "hexadecimal"),
    (b"account=%4", "hexadecimal"),
    (b"account=%zz", "hexadecimal"),
    (b'{"account": "1"}', "no account"),
    ("account=1".encode("utf-16"), "UTF-8"),
]


@pytest.mark.parametrize(("body", "told"), MALFORMED)
def test_what_is_signed_but_no_delivery_is_another_error(body: bytes, told: str) -> None:
    with pytest.raises(MalformedDeliveryError, match=told) as caught:
        receive(body, headers(reference(body)), KEYS)
    assert not isinstance(caught.value, InvalidSignatureError)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    # A body that is not signed is not read at all.
    assert refusal(body).fault == "wrong"


@pytest.mark.parametrize(
    "kind", [FORM, f"{FORM}; charset=utf-8", FORM.upper(), f" {FORM} ;x", FORM.encode(), None, "", []]
)
def test_the_documented_content_type_and_none_are_taken(kind: Any) -> None:
    given = {"content-type": kind, SIGNATURE_HEADER: GOOD}
    assert receive(BODY, given, KEYS) == WebhookEvent(APP, "1234")


@pytest.mark.parametrize(
    "kind",
    ["application/json", "text/plain", "multipart/form-data; boundary=x", "x", [FORM, FORM], f"{FORM}, {FORM}", 5],
)
def test_another_content_type_is_not_read(kind: Any) -> None:
    given = {"Content-Type": kind, SIGNATURE_HEADER: GOOD}
    with pytest.raises(MalformedDeliveryError, match="content type"):
        receive(BODY, given, KEYS)
    with pytest.raises(MalformedDeliveryError, match="content type"):
        receive(BODY, iter(given.items()), KEYS)
    test_call = {"Content-Type": kind, SIGNATURE_HEADER: reference(b"")}
    assert receive(b"", test_call, KEYS) == WebhookTest(APP)


def test_the_answer_is_the_app_id() -> None:
    reply = answer(APP)
    assert (reply.status, reply.body) == (200, APP.encode())
    assert reply.headers == {"Content-Type": "text/plain; charset=utf-8"}


@pytest.mark.parametrize("app_id", ["", " ", "a b", "a\r\nb", "ü"])
def test_no_answer_is_made_of_what_is_no_app_id(app_id: str) -> None:
    with pytest.raises(ConfigurationError):
        answer(app_id)


KEY_TEXTS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=70)


@given(st.binary(max_size=300), KEY_TEXTS)
def test_signatures_are_those_of_the_standard_library(body: bytes, key: str) -> None:
    assert sign(body, key) == reference(body, key)
    assert verify(body, headers(reference(body, key)), {APP: key}) == APP


@st.composite
def forged(draw: st.DrawFn) -> str:
    """A text near a signature: cut, lengthened, with letters changed, of another body or key, or anything."""
    at = draw(st.integers(0, len(GOOD)))
    letter = draw(st.characters(max_codepoint=255))
    return draw(
        st.sampled_from(
            [
                GOOD,
                GOOD[:at] + letter + GOOD[at + 1 :],
                GOOD[:at] + letter + GOOD[at:],
                GOOD[:at] + GOOD[at + 1 :],
                GOOD[:at].swapcase() + GOOD[at:],
                GOOD[at:] + GOOD[:at],
                reference(BODY, draw(KEY_TEXTS)),
                reference(draw(st.binary(max_size=20))),
                base64.b64encode(draw(st.binary(min_size=32, max_size=32))).decode(),
                draw(st.text(max_size=60)),
            ]
        )
    )


@given(forged())
def test_of_what_is_near_a_signature_it_alone_is_accepted(signature: str) -> None:
    if signature == GOOD:
        assert verify(BODY, headers(signature), KEYS) == APP
    else:
        refusal(given=headers(signature))


@given(forged(), st.one_of(st.just(BODY), st.binary(max_size=20)), st.one_of(st.just(KEY), KEY_TEXTS))
@example(GOOD, BODY, KEY)
def test_exactly_the_canonical_signature_is_accepted(signature: str, body: bytes, key: str) -> None:
    try:
        accepted = verify(body, {SIGNATURE_HEADER: signature}, {APP: ["another", key]}) == APP
    except InvalidSignatureError:
        accepted = False
    assert accepted == (signature in {reference(body, key), reference(body, "another")})


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=50) | st.binary(max_size=50) | st.just(GOOD),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)
NAMES = st.sampled_from([SIGNATURE_HEADER, SIGNATURE_HEADER.lower(), "HTTP_X_KLOUDLESS_SIGNATURE", "Content-Type", "x"])


@given(st.lists(st.tuples(NAMES | NAMES.map(str.encode) | ODD, ODD), max_size=4), st.binary(max_size=30))
def test_whatever_headers_hold_is_taken_or_refused(given: list[tuple[Any, Any]], body: bytes) -> None:
    try:
        delivery = receive(body, given, KEYS)
    except WebhookError:
        return
    assert delivery.app_id == APP
    assert reference(body) in str(given)


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=5), st.text(min_size=1, max_size=20))
def test_what_was_made_a_form_is_read_back(further: list[tuple[str, str]], account: str) -> None:
    further = [(name, value) for name, value in further if name != "account" and (name or value)]
    body = urlencode([*further, ("account", account)]).encode()
    try:
        event = parse(body, {}, APP)
    except MalformedDeliveryError:
        assert not account.strip() or not account.isprintable()
    else:
        assert event == WebhookEvent(APP, account, tuple(further))


@given(st.binary(min_size=1, max_size=60))
def test_any_signed_bytes_are_read_or_refused_as_malformed(body: bytes) -> None:
    try:
        delivery = receive(body, {SIGNATURE_HEADER: reference(body)}, KEYS)
    except MalformedDeliveryError:
        return
    assert isinstance(delivery, WebhookEvent)


def test_the_keys_that_are_kept_show_nowhere() -> None:
    keyring = webhook_signature.Keyring({APP: PLAIN_SECRET})
    assert repr(keyring) == "<1 API keys: hidden>"
    assert not hasattr(keyring, "__dict__")
