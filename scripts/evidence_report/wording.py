"""What every page says, and texts of specs and recordings cut into pieces that each page can write safely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from .kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .knowledge import Knowledge

SUBJECT = """\
Everything that the specs state (operations, answers by status, parameters, members, alternative types, enum values,
headers) is held against the exchanges in `tests/recordings/`. What an exchange has in it is shown; what none has rests
on the words of the spec's `x-evidence` alone."""
RULES = """\
Exchanges that we made up are counted apart and show nothing, whatever is in them.
A request shows its parts if the service did what was asked: one that was refused shows none.
Answers of an earlier edition, and answers of something that stands before the API, do not count.
A member is shown by any exchange with the model it stands in, whatever the operation; its own are told apart.
Requests and answers are kept apart.
Where something has no words itself, those of its schema, answer or operation count.
If those are of several kinds, nobody can tell which of them is about it: it is counted as words of several kinds.
A kind is that of a whole exchange; what had to be repaired in a published example is in the note of its recording.
""".splitlines()


def in_the_real_service(known: Iterable[Knowledge]) -> str:
    """Say how much of everything was seen in the service itself."""
    main = [total for each in known for total in each.totals if total.main]
    recorded = sum(total.seen[Kind.RECORDED] for total in main)
    return f"Of all {sum(total.all for total in main)} of these, exchanges with the real service show {recorded}."


_MARKED = re.compile(r"`(?P<code>[^`]+)`|(?P<link>https?://[A-Za-z0-9./_~%#?=&+:-]*[A-Za-z0-9/_])")


@dataclass(frozen=True)
class Piece:
    """A part of a text."""

    kind: Literal["text", "code", "link"]
    text: str


def pieces(text: str) -> list[Piece]:
    """Cut a text; runs of white space become one space, and nothing else is dropped but the marks of code."""
    flat, found, end = " ".join(text.split()), list[Piece](), 0
    for match in _MARKED.finditer(flat):
        found.append(Piece("text", flat[end : match.start()]))
        code: str | None = match["code"]
        found.append(Piece("link", match["link"]) if code is None else Piece("code", code))
        end = match.end()
    found.append(Piece("text", flat[end:]))
    return [piece for piece in found if piece.text]
