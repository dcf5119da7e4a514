"""What may be kept of an API's recordings, and what its values are: read from `rules/<api>.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from spec_lint.values import mapping, sequence, text

from .forms import CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = Path(__file__).parent / "rules"
_TABLES = {"paths", "prefixes", "counts", "names", "headers", "class", "texts", "keys", "queries", "rows"}


@dataclass(frozen=True)
class Rules:
    """The rules of an API. Places are names such as `Procedure.status`; `*` stands for anything in them.

    Attributes:
        paths: Paths of the product's own addresses that answers hold, with `{}` for what is replaced.
        prefixes: What the service writes before identifiers.
        counts: Places of numbers that say nothing about anybody, and are kept.
        names: Members that the spec does not have and that are kept by their names.
        headers: Headers of answers, in lower case, that are worth a line in the spec if they come.
        classes: What the text at a place is, of `CLASSES`; the first pattern that fits counts.
        texts: Texts at a place that say nothing about anybody, and are kept.
        keys: Keys of maps at a place that are the service's own, and are kept.
        queries: What the recorder adds to the query of an operation.
        rows: How many rows of a list it asks for.
    """

    paths: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    classes: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    keys: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    queries: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, "Mapping[str, str]"])
    rows: int = 10

    def class_of(self, place: str) -> str:
        """Give what the text at a place is; `text` where no rule says so."""
        return next((kind for pattern, kind in self.classes if fnmatchcase(place, pattern)), "text")

    def is_count(self, place: str) -> bool:
        """Tell whether the number at a place is kept."""
        return any(fnmatchcase(place, pattern) for pattern in self.counts)

    def keeps_text(self, place: str, value: str) -> bool:
        """Tell whether a text at a place is one that is kept."""
        return any(value in known for pattern, known in self.texts.items() if fnmatchcase(place, pattern))

    def keeps_key(self, place: str, name: str) -> bool:
        """Tell whether the key of a map at a place is one that is kept."""
        return any(name in known for pattern, known in self.keys.items() if fnmatchcase(place, pattern))


def load_rules(api: str, folder: Path = RULES) -> Rules:
    """Read the rules of an API; without a file nothing is kept that the spec does not list.

    Raises:
        ValueError: The file has a table or a class that nothing reads.
    """
    path = folder / f"{api}.toml"
    if not path.exists():
        return Rules()
    document: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = document.keys() - _TABLES
    classes = tuple((pattern, text(kind)) for pattern, kind in mapping(document.get("class")).items())
    unknown |= {kind for _, kind in classes} - set(CLASSES)
    if unknown:
        raise ValueError(f"{path.name}: unknown: {', '.join(sorted(unknown))}")
    rows = document.get("rows")
    return Rules(
        paths=_texts(document.get("paths")),
        prefixes=_texts(document.get("prefixes")),
        counts=_texts(document.get("counts")),
        names=frozenset(_texts(document.get("names"))),
        headers=frozenset(_texts(document.get("headers"))),
        classes=classes,
        texts={place: frozenset(_texts(known)) for place, known in mapping(document.get("texts")).items()},
        keys={place: frozenset(_texts(known)) for place, known in mapping(document.get("keys")).items()},
        queries={
            operation: {name: text(value) for name, value in mapping(query).items()}
            for operation, query in mapping(document.get("queries")).items()
        },
        rows=rows if isinstance(rows, int) else 10,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text(item) for item in sequence(value))
