"""Reads a file into a spec, and says where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from .document import Finding, Spec
from .values import Node, Pointer, mapping

if TYPE_CHECKING:
    from pathlib import Path


class UnreadableSpecError(Exception):
    """The file is no YAML mapping; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        """Keep `finding` for whoever reports it."""
        super().__init__(str(finding))
        self.finding = finding


def load(path: Path, shown: Path | None = None) -> Spec:
    """Read a spec; findings about it name the file as `shown`.

    Raises UnreadableSpecError when the file cannot be read or holds no YAML mapping.
    """
    shown = shown or path
    # ruamel.yaml leaves much of its interface without types.
    reader: Any = YAML(typ="rt")
    try:
        document: object = reader.load(path.read_text(encoding="utf-8"))
    except OSError as error:
        finding = Finding(shown, 1, "document", f"cannot be read ({error.strerror})", "check the name")
        raise UnreadableSpecError(finding) from error
    except UnicodeDecodeError as error:
        finding = Finding(shown, 1, "document", f"is not UTF-8 (byte {error.start})", "save it as UTF-8")
        raise UnreadableSpecError(finding) from error
    except YAMLError as error:
        raise UnreadableSpecError(_misread(shown, error)) from error
    lines: dict[Pointer, int] = {(): 1}
    root = _plain(document, (), lines)
    if not isinstance(root, dict):
        finding = Finding(shown, 1, "document", "holds no mapping", "start it with `openapi: 3.1.0`")
        raise UnreadableSpecError(finding)
    return Spec(shown, mapping(cast("object", root)), lines)


def _misread(shown: Path, error: YAMLError) -> Finding:
    mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = " ".join(str(getattr(error, "problem", None) or error).split())
    line = mark.line + 1 if mark else 1
    remedy = f"look at column {mark.column + 1} and just before" if mark else "mend the file"
    return Finding(shown, line, "document", f"is not valid YAML ({what})", remedy)


def _plain(node: object, pointer: Pointer, lines: dict[Pointer, int]) -> object:
    """Copy what ruamel.yaml read into plain mappings, lists and scalars, noting the line of every node."""
    if isinstance(node, CommentedMap):
        copy: Node = {}
        for key, child in cast("dict[object, object]", node).items():
            place = (*pointer, str(key))
            lines[place] = _line(node, key, lines[pointer])
            copy[str(key)] = _plain(child, place, lines)
        return copy
    if isinstance(node, CommentedSeq):
        items: list[object] = []
        for index, child in enumerate(cast("list[object]", node)):
            place = (*pointer, index)
            lines[place] = _line(node, index, lines[pointer])
            items.append(_plain(child, place, lines))
        return items
    # ruamel.yaml has subclasses of its own that remember how a scalar was written.
    if isinstance(node, str):
        return str(node)
    if isinstance(node, int) and not isinstance(node, bool):
        return int(node)
    if isinstance(node, float):
        return float(node)
    return node


def _line(parent: CommentedMap | CommentedSeq, key: object, otherwise: int) -> int:
    positions: dict[object, list[int]] = cast("Any", parent).lc.data or {}
    return positions[key][0] + 1 if key in positions else otherwise
