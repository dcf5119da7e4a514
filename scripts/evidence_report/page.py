"""The page as HTML: one file with everything in it, for browsers, printers and screen readers."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .kinds import SEEN, Kind
from .proving import STATES
from .views import credential_views, model_views, operation_view, seen_label
from .wording import RULES, SUBJECT, in_the_real_service, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .knowledge import Knowledge
    from .proving import Acceptance
    from .views import Exchange

Counted = TypeVar("Counted", Kind, str)
HERE = Path(__file__).parent
FULL = 1000
"""The width of a bar, in the units of its drawing."""
FEW = 2
"""How many recordings, cases or places a cell names before it counts the rest."""
_STATE_CLASSES = {"proven": "P", "later": "i", "no test": "n"}


def page(known: Sequence[Knowledge], acceptance: Acceptance) -> str:
    """Write the page."""
    # Every text is escaped as it goes in; what is no text is marked so below.
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    # The annotations of both list Jinja's own functions alone.
    filters: dict[str, Any] = environment.filters
    tests: dict[str, Any] = environment.tests
    filters.update(
        rich=_rich,
        hashed=_hashed,
        spans=spans,
        seen_label=seen_label,
        operation=operation_view,
        models=model_views,
        credentials=credential_views,
        kind=_kind,
        kind_label=_kind_label,
    )
    tests["fabricated"] = _is_fabricated
    return environment.get_template("page.html.jinja").render(
        all=known,
        acceptance=acceptance,
        states={state: _STATE_CLASSES[state] for state in STATES},
        kinds=list(Kind),
        seen=SEEN,
        words=[kind for kind in Kind if kind not in SEEN],
        few=FEW,
        subject=SUBJECT,
        rules=RULES,
        recorded=in_the_real_service(known),
        style=_file("page.css"),
        script=_file("page.js"),
    )


def spans(counts: Mapping[Counted, int]) -> list[tuple[Counted, int, str, str]]:
    """Return what a bar is drawn of: whatever there is any of, its figure, where it starts and how wide it is."""
    total, start, found = sum(counts.values()), 0, list[tuple[Counted, int, str, str]]()
    for kind, number in counts.items():
        if number:
            found.append((kind, number, f"{start * FULL / total:.2f}", f"{number * FULL / total:.2f}"))
            start += number
    return found


def _file(name: str) -> Markup:
    # Ours, and to be read by the browser as it stands: entities would change it, and with it its hash.
    return Markup((HERE / name).read_text(encoding="utf-8"))  # noqa: S704 - a file of this package


def _hashed(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _rich(text: object) -> Markup:
    """Write a text of a spec: code stays code, addresses become links, all else is taken literally."""
    written = {"text": "{}", "code": "<code>{}</code>", "link": '<a href="{0}" rel="noreferrer">{0}</a>'}
    # `Markup.format` escapes what it puts in.
    parts = [Markup(written[piece.kind]).format(piece.text) for piece in pieces(str(text))]  # noqa: S704 - our own tags
    return Markup("").join(parts)


def _kind(exchange: Exchange) -> Kind:
    return Kind(exchange.recording.kind)


def _kind_label(exchange: Exchange) -> str:
    return "fabricated" if _is_fabricated(_kind(exchange)) else _kind(exchange).label


def _is_fabricated(kind: Kind) -> bool:
    return kind is Kind.FABRICATED
