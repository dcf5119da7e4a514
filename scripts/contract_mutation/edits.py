"""Changes of a JSON document, one at a time: a changed copy shares with the original all that did not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

Node: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]


class Gone:
    """The value of what is taken out."""


GONE: Final = Gone()


@dataclass(frozen=True)
class Edit:
    """One change of a document.

    Attributes:
        kind: What sort of change it is, as the table of the scores has it: `member dropped`.
        place: What is changed, in a few words, unique among the edits of a document.
        path: Where the document changes.
        value: What stands there then; `GONE` takes it out.
    """

    kind: str
    place: str
    path: Path
    value: Any

    @property
    def id(self) -> str:
        """The name of the edit, by which survivors are listed."""
        return f"{self.kind}: {self.place}"

    def applied(self, document: Any) -> Any:
        """Return a changed copy of the document."""
        return replaced(document, self.path, self.value)


def as_node(value: object) -> Node | None:
    """Return a JSON object as such, nothing for any other value."""
    return cast("Node", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[Any] | None:
    """Return a JSON array as such, nothing for any other value."""
    return cast("list[object]", value) if isinstance(value, list) else None


def replaced(value: Any, path: Path, new: Any) -> Any:
    """Return a copy of a value with another one at a path, or without it; only what is on the way is copied."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    items = as_list(value)
    copy: Any = dict(value) if items is None else list(items)
    if not rest and new is GONE:
        del copy[step]
    else:
        copy[step] = replaced(copy[step], rest, new) if rest else new
    return copy


def without(node: Node, name: str) -> Node:
    """Return a copy of an object without a member."""
    return {key: value for key, value in node.items() if key != name}


def renamed(node: Node, name: str, now: str) -> Node:
    """Return a copy of an object one of whose members has another name, at the same place."""
    return {now if key == name else key: value for key, value in node.items()}


def pointer(path: Path) -> str:
    """Return a path as people read it."""
    return "/".join(str(step) for step in path)
