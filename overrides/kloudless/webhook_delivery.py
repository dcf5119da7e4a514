"""What a delivery says, and what the service wants to hear."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote_to_bytes

from .._runtime.errors import ConfigurationError
from .webhook_signature import Keyring, WebhookError, pairs_of, raw, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .webhook_signature import Applications, Headers

    Pairs: TypeAlias = Iterable[tuple[object, object]]

FORM = "application/x-www-form-urlencoded"
"""Content type of a delivery."""

_APP_ID = re.compile(r"[!-~]+")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class MalformedDeliveryError(WebhookError):
    """The signature is right, but the body is none that a delivery is known to have: answer 400."""


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """Something happened in an account: look at its events now.

    A delivery has no time and nothing that is different each time, so one that comes again, by the service or by
    somebody who recorded it, looks the same. Take it as a hint to look, not as a fact: what was seen already must do no
    harm when it is seen again.

    Attributes:
        app_id: The application whose API key signed it.
        account: Id of the account. Text, even where it looks like a number.
        further: Names and values of what else was sent, in order; nothing is known to be.
    """

    app_id: str
    account: str
    further: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WebhookTest:
    """The call with which the service tries an address, before a webhook is saved. It wants the answer, no more.

    Attributes:
        app_id: The application whose API key signed it.
    """

    app_id: str


Delivery: TypeAlias = WebhookEvent | WebhookTest


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer, for any framework.

    Attributes:
        status: HTTP status.
        headers: The headers.
        body: The body.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def answer(app_id: str) -> Answer:
    """Return the answer to a delivery that was taken: 200, with the App ID as the body.

    Give it only after what the delivery asks for is done or safely noted: what the service does when it gets another
    answer, and how long it waits for one, is not known.

    Args:
        app_id: The application: ``app_id`` of what ``receive`` returned.

    Raises:
        ConfigurationError: This cannot be an App ID.
    """
    if not _APP_ID.fullmatch(app_id):
        raise ConfigurationError("an App ID has to be text of visible ASCII characters, and not empty")
    return Answer(200, {"Content-Type": "text/plain; charset=utf-8"}, app_id.encode())


def verify(body: bytes, headers: Headers, applications: Applications) -> str:
    """Make sure that a delivery comes from Kloudless, and return the App ID whose API key signed it.

    Which key signs, where an application has several, is not documented, so give all of them. When keys are exchanged,
    give the old and the new one for a while.

    Args:
        body: The bytes of the body, as they arrived; those of the test call are empty, and signed too.
        headers: All headers of the request, in whatever form your framework has them; a WSGI environment as well.
        applications: API keys by App ID, for example ``{app_id: key}`` or ``{app_id: [old_key, new_key]}``. With
            several applications, the one is returned to which the key belongs.

    Raises:
        InvalidSignatureError: Nothing shows that it does. ``fault`` tells why, in a word.
        ConfigurationError: There are no keys, or one cannot be a key; nothing was verified.
        TypeError: The body is not bytes, or these are no headers.
    """
    keyring = Keyring(applications)
    del applications
    return keyring.owner(raw(body), pairs_of(headers))


def parse(body: bytes, headers: Headers, app_id: str) -> Delivery:
    """Read a delivery that was verified.

    An empty body is the test call. Everything else is a form with one ``account``; what it holds beside that is kept. A
    missing content type is taken for the documented one, and its parameters are not looked at.

    Args:
        body: The body.
        headers: All headers of the request.
        app_id: What ``verify`` returned.

    Raises:
        MalformedDeliveryError: The body is of another content type, not UTF-8, has a broken escape, or not one account.
        TypeError: The body is not bytes, or these are no headers.
    """
    return _parsed(raw(body), pairs_of(headers), app_id)


def _parsed(body: bytes, headers: Pairs, app_id: str) -> Delivery:
    if not body:
        return WebhookTest(app_id)
    _check_content_type(headers)
    members = _members(body)
    accounts = [value for name, value in members if name == "account"]
    if len(accounts) != 1:
        how_many = "names several accounts" if accounts else "names no account"
        raise MalformedDeliveryError(f"the body {how_many}; a delivery has one")
    if not accounts[0].strip() or not accounts[0].isprintable():
        raise MalformedDeliveryError("the account in the body is blank, or has characters that cannot be printed")
    return WebhookEvent(app_id, accounts[0], tuple(member for member in members if member[0] != "account"))


def receive(body: bytes, headers: Headers, applications: Applications) -> Delivery:
    """Verify a delivery and read it: ``verify`` and ``parse`` in one, with their arguments and errors.

    ```python
    delivery = receive(request.body, request.headers, {app_id: api_key})
    if isinstance(delivery, WebhookEvent):
        look_at_events_of(delivery.account)
    reply = answer(delivery.app_id)
    ```
    """
    keyring = Keyring(applications)
    del applications
    return received(raw(body), pairs_of(headers), keyring)


def received(body: bytes, headers: Pairs, keyring: Keyring) -> Delivery:
    """Verify and read a delivery, with keys and headers that were read before."""
    return _parsed(body, headers, keyring.owner(body, headers))


def _check_content_type(headers: Pairs) -> None:
    kinds = Counter(
        (value.decode("latin-1") if isinstance(value, bytes) else str(value)).partition(";")[0].strip().lower()
        for value in values_of(headers, "content-type", "content_type")
    )
    # What gateways make of a missing header.
    del kinds[""]
    if kinds.total() > 1:
        raise MalformedDeliveryError("the request has more than one content type")
    if kinds and FORM not in kinds:
        raise MalformedDeliveryError(f"the content type is another one than {FORM}")


def _members(body: bytes) -> list[tuple[str, str]]:
    try:
        pairs = [pair.partition("=") for pair in body.decode().split("&") if pair]
        return [(_decoded(name), _decoded(value)) for name, _, value in pairs]
    except UnicodeDecodeError:
        # Without the cause, which quotes the body.
        raise MalformedDeliveryError("the body is not UTF-8") from None


def _decoded(text: str) -> str:
    if _BROKEN_ESCAPE.search(text):
        raise MalformedDeliveryError("the body has a % that is followed by no two hexadecimal digits")
    return unquote_to_bytes(text.replace("+", " ")).decode()
