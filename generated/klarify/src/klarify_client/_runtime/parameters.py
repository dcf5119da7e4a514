"""What a caller passes: checked against the bounds of the spec, before anything is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast, final

from .program import warn_caller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


@final
class Omit:
    """Type of :data:`omit`; a parameter of this type may be left out of the request."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "omit"


omit: Final = Omit()
"""Default of every optional body member: the member is not sent, so the service keeps or chooses its value.

That is not the same as sending ``null``.
"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One path, query or body parameter of an operation: its names and the rules its value keeps.

    Attributes:
        name: The keyword a caller uses.
        kind: JSON type, or ``date-time``.
        wire: The name in the request; the same as ``name`` when empty.
        required: Whether the caller has to give it.
        nullable: Whether ``None`` is sent as ``null`` (body members only).
        minimum: Smallest number allowed.
        maximum: Largest number allowed.
        recommended_maximum: Largest number the vendor recommends; more only warns.
        min_length: Fewest characters allowed.
        max_length: Most characters allowed.
        pattern: Regular expression that the text has to match.
        choices: The only values allowed.
        secret: Whether the value is a credential, and never shown.
        capitalized: Whether booleans are written ``True`` and ``False`` in a query.
        items: What each item of an array keeps to; nameless.
        members: What the members of an object keep to, others being refused; none where any are welcome.
        dropped: Members that answers have and requests must not: what was read can be sent back as it is.
    """

    name: str
    kind: str = "string"
    wire: str = ""
    required: bool = False
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    recommended_maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    secret: bool = False
    capitalized: bool = False
    items: Parameter | None = None
    members: tuple[Parameter, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def wire_name(self) -> str:
        """Name of the parameter in the request."""
        return self.wire or self.name

    def advise(self, value: object) -> None:
        """Warn when the value is allowed, but more than the vendor recommends."""
        most = self.recommended_maximum
        if most is not None and isinstance(value, int | float) and value > most:
            warn_caller(
                f"{self.name}: {value} is above {most}, the largest value the vendor recommends; the call may time out"
            )

    def to_json(self, value: object) -> Any:
        """Return the checked value as it stands in a JSON body.

        Raises:
            TypeError: The value has another type than the spec says.
            ValueError: The value is outside the bounds of the spec.
        """
        if value is None:
            if self.nullable:
                return None
            advice = "give a value" if self.required else "leave it out to not send it"
            raise TypeError(f"{self.name}: None is not accepted here; {advice}")
        return _CHECKS[self.kind](self, value)

    def to_text(self, value: object) -> str:
        """Return the checked value as it stands in a path or a query, not yet percent-encoded.

        Raises:
            TypeError: The value has another type than the spec says.
            ValueError: The value is outside the bounds of the spec.
        """
        checked = self.to_json(value)
        if isinstance(checked, bool):
            return str(checked) if self.capitalized else str(checked).lower()
        return str(checked)

    def to_segment(self, value: object) -> str:
        """Return the checked value of a path parameter.

        Raises:
            TypeError: The value is not text.
            ValueError: The value is empty, blank, ``.`` or ``..``, which would address another resource.
        """
        if isinstance(value, str) and (not value.strip() or value in {".", ".."}):
            raise ValueError(f"{self.name}: {value!r} cannot be part of a path; give the identifier of one object")
        return self.to_text(value)


def _type_error(parameter: Parameter, expected: str, value: object) -> TypeError:
    return TypeError(f"{parameter.name}: expected {expected}, got {type(value).__name__}")


def _string(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise _type_error(parameter, "str", value)
    shown = "the value" if parameter.secret else repr(value)
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{parameter.name}: the text holds half of a character (a surrogate), which cannot be sent")
    if parameter.choices and value not in parameter.choices:
        raise ValueError(f"{parameter.name}: {shown} is not one of {', '.join(map(repr, parameter.choices))}")
    if parameter.min_length == 1 and not value:
        raise ValueError(f"{parameter.name}: must not be empty")
    if parameter.min_length is not None and len(value) < parameter.min_length:
        raise ValueError(f"{parameter.name}: {shown} has fewer than {parameter.min_length} characters")
    if parameter.max_length is not None and len(value) > parameter.max_length:
        raise ValueError(f"{parameter.name}: {shown} has more than {parameter.max_length} characters")
    if parameter.pattern is not None and not re.search(parameter.pattern, value):
        raise ValueError(f"{parameter.name}: {shown} does not match {parameter.pattern}")
    return value


def _bounded(parameter: Parameter, value: float) -> None:
    if parameter.minimum is not None and value < parameter.minimum:
        raise ValueError(f"{parameter.name}: {value} is below {parameter.minimum}, the smallest value allowed")
    if parameter.maximum is not None and value > parameter.maximum:
        raise ValueError(f"{parameter.name}: {value} is above {parameter.maximum}, the largest value allowed")


def _integer(parameter: Parameter, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _type_error(parameter, "int", value)
    _bounded(parameter, value)
    return value


def _number(parameter: Parameter, value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _type_error(parameter, "int or float", value)
    _bounded(parameter, value)
    return value


def _boolean(parameter: Parameter, value: object) -> bool:
    if not isinstance(value, bool):
        raise _type_error(parameter, "bool", value)
    return value


def _date_time(parameter: Parameter, value: object) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"{parameter.name}: {value.isoformat()} names no time zone; add one, e.g. tzinfo=UTC")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    if not isinstance(value, str):
        raise _type_error(parameter, "datetime or str", value)
    if not _TIMESTAMP.fullmatch(value):
        raise ValueError(f"{parameter.name}: {value!r} has not the form YYYY-MM-DDTHH:mm:ssZ; or pass a datetime")
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{parameter.name}: {value!r} is no date and time: {error}") from None
    return value


def _array(parameter: Parameter, value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise _type_error(parameter, "list", value)
    listed = [*cast("Sequence[Any]", value)]
    if parameter.items is None:
        return listed
    return [_within(parameter, f"[{index}]", parameter.items, item) for index, item in enumerate(listed)]


def _object(parameter: Parameter, value: object) -> dict[str, Any]:
    value = _dumped(value)
    if not isinstance(value, Mapping):
        raise _type_error(parameter, "dict", value)
    members = cast("Mapping[str, Any]", value)
    if not parameter.members:
        return _free(parameter, members)
    known = {member.wire_name: member for member in parameter.members}
    for name in members:
        if name not in known:
            raise TypeError(f"{parameter.name}: {name!r} is no member of it; known: {', '.join(known)}")
    for name, member in known.items():
        if member.required and name not in members:
            raise TypeError(f"{parameter.name}: the member {name!r} is missing")
    return {name: _within(parameter, ".", known[name], item) for name, item in members.items()}


def _free(parameter: Parameter, members: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain JSON values; refuse what JSON cannot hold, while the argument's name is at hand."""
    kept = {name: value for name, value in members.items() if name not in parameter.dropped}
    try:
        content = json.dumps(kept, ensure_ascii=False, allow_nan=False, default=_plain)
        content.encode()
    except (TypeError, ValueError, RecursionError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        text = f"{parameter.name}: JSON cannot hold this: {error}"
    else:
        plain: dict[str, Any] = json.loads(content)
        return plain
    raise kind(text)


def _dumped(value: object) -> object:
    """Return a model as the service sent it, with the service's own names; anything else as it is."""
    if not hasattr(value, "to_dict"):
        return value
    # Here, as whoever passes a model has loaded them anyway.
    from .models import Model

    return value.to_dict() if isinstance(value, Model) else value


def _plain(value: object) -> object:
    dumped = _dumped(value)
    if dumped is value:
        raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
    return dumped


def _within(parameter: Parameter, step: str, inner: Parameter, value: object) -> Any:
    try:
        return inner.to_json(value)
    except (TypeError, ValueError) as error:
        kind, text = type(error), f"{parameter.name}{step}{error}"
    raise kind(text)


_CHECKS: Mapping[str, Callable[[Parameter, object], Any]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date-time": _date_time,
    "array": _array,
    "object": _object,
}


def given(parameters: tuple[Parameter, ...], arguments: Mapping[str, object]) -> list[tuple[Parameter, object]]:
    """Pair each parameter with the value the caller gave; a left-out one is not in the result.

    Raises:
        TypeError: A required parameter is missing.
    """
    pairs: list[tuple[Parameter, object]] = []
    for parameter in parameters:
        value = arguments.get(parameter.name, _LEFT_OUT)
        if isinstance(value, Omit):
            if parameter.required:
                raise TypeError(f"{parameter.name}: this parameter is required")
            continue
        pairs.append((parameter, value))
    return pairs


_LEFT_OUT = Omit()


class NameTable:
    """Both names of things: the key that requests take, and the name that answers show.

    Attributes:
        names: Names by key.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        # Of several keys with one name, the first.
        self._keys = {name: key for key, name in reversed(self.names.items())}

    def name_of(self, key: str) -> str:
        """Return the name that answers show for a key.

        Raises:
            LookupError: The key is not known; the service may have new ones.
        """
        return _looked_up(self.names, key)

    def key_of(self, name: str) -> str:
        """Return the key that requests take for a name; where several keys have the name, the one to use.

        Raises:
            LookupError: The name is not known; the service may have new ones.
        """
        return _looked_up(self._keys, name)

    def __repr__(self) -> str:
        return f"NameTable({self.names!r})"


def _looked_up(table: Mapping[str, str], wanted: str) -> str:
    if wanted not in table:
        raise LookupError(f"{wanted!r} is not known; known: {', '.join(table)}")
    return table[wanted]
