"""Check the specs against this project's own conventions, beyond what OpenAPI and Redocly ask.

Run as `python scripts/lint_specs.py [api ...]`; without names every file in `specs/` is checked. Each finding is one
line: file, line, operation or component, what is wrong, what to do. The exit status is 1 when there is any.

Other scripts import `lint`. A rule gives the issues of a `Spec`; a new one is written here and named in `RULES`.
"""

from __future__ import annotations

import keyword
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent

Pointer: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = dict[str, object]
# Where, what is wrong, what to do about it.
Issue: TypeAlias = tuple[Pointer, str, str]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SUMMARY_LENGTH = 80
JSON_TYPE = "application/json"

# Maps whose keys are names that the author chose, so that a property called `default` is not taken for the keyword.
NAME_MAPS = frozenset(
    [
        "properties",
        "patternProperties",
        "$defs",
        "paths",
        "content",
        "schemas",
        "parameters",
        "headers",
        "responses",
        "requestBodies",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
    ]
)
# Values that are data: nothing in them is a schema or a reference.
DATA_KEYWORDS = frozenset(["example", "examples", "default", "enum", "const"])

# Keywords that only make sense on an object, which need not say so.
OBJECT_KEYWORDS = frozenset(["properties", "additionalProperties", "patternProperties"])

EVIDENCE_KINDS = ("documented", "client", "inferred")
EXTENSIONS = (
    "x-package",
    "x-credential",
    "x-evidence",
    "x-paging",
    "x-idempotent",
    "x-secret",
    "x-boolean-spelling",
    "x-recommended-maximum",
)

PASCAL_CASE = re.compile(r"(?:[A-Z][a-z0-9]+)+")
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*_?")
KEBAB_CASE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
CAPITALS = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")


@dataclass(frozen=True, order=True)
class Finding:
    """One departure from the conventions.

    `line` counts from 1. `where` is the operation's id or the component's dotted name, `problem` says what is wrong and
    `remedy` what to do about it.
    """

    path: Path
    line: int
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.path.as_posix()}:{self.line}: {self.where}: {self.problem}; {self.remedy}"


class UnreadableSpecError(Exception):
    """The file is no YAML mapping; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        """Keep `finding` for whoever reports it."""
        super().__init__(str(finding))
        self.finding = finding


def mapping(value: object) -> Node:
    """Give `value` when it is a mapping, an empty one otherwise."""
    return cast("Node", value) if isinstance(value, dict) else {}


def sequence(value: object) -> list[object]:
    """Give `value` when it is a list, an empty one otherwise."""
    return cast("list[object]", value) if isinstance(value, list) else []


def text(value: object) -> str:
    """Give `value` when it is a string, an empty one otherwise."""
    return value if isinstance(value, str) else ""


def is_identifier(name: str) -> bool:
    """Tell whether `name` can name a method, argument or module as it stands."""
    return bool(SNAKE_CASE.fullmatch(name)) and not keyword.iskeyword(name)


@dataclass(frozen=True)
class Parameter:
    """A parameter as an operation has it, reference resolved; `pointer` is where the operation names it."""

    pointer: Pointer
    node: Node

    @property
    def name(self) -> str:
        """The name as it is sent."""
        return text(self.node.get("name"))

    @property
    def location(self) -> str:
        """Where it is sent: `path`, `query`, `header` or `cookie`."""
        return text(self.node.get("in"))


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    pointer: Pointer
    path: str
    node: Node
    parameters: tuple[Parameter, ...]

    @property
    def id(self) -> str:
        """The operationId; empty when there is none."""
        return text(self.node.get("operationId"))

    @property
    def tags(self) -> list[str]:
        """The tags as written, declared or not."""
        return [text(tag) for tag in sequence(self.node.get("tags"))]

    @property
    def responses(self) -> Node:
        """The answers by status."""
        return mapping(self.node.get("responses"))


@dataclass(frozen=True)
class Spec:
    """A parsed document, with the line on which each of its nodes starts."""

    path: Path
    root: Node
    lines: dict[Pointer, int]

    def finding(self, pointer: Pointer, problem: str, remedy: str) -> Finding:
        """Make a finding about the node at `pointer`, or about the nearest node around it that exists."""
        nearest = pointer
        while nearest and nearest not in self.lines:
            nearest = nearest[:-1]
        return Finding(self.path, self.lines.get(nearest, 1), self.label(pointer), problem, remedy)

    def label(self, pointer: Pointer) -> str:
        """Name what is at `pointer`: an operation's id, a path, or a dotted name."""
        match pointer:
            case ("paths", str(path), str(method), *_) if method in METHODS:
                return text(self.at(pointer[:3]).get("operationId")) or f"{method.upper()} {path}"
            case ("paths", str(path), *_):
                return path
            case ("components", _, _, *rest):
                shown = [str(pointer[1]), str(pointer[2])]
                is_name = False
                for part in rest:
                    keyword_of_names = part in NAME_MAPS and not is_name
                    if not keyword_of_names:
                        shown.append(str(part))
                    is_name = keyword_of_names
                return ".".join(shown)
            case _:
                return ".".join(str(part) for part in pointer) or "document"

    def get(self, pointer: Pointer) -> object:
        """Give the node at `pointer`, or None."""
        node: object = self.root
        for part in pointer:
            if isinstance(part, int):
                items = sequence(node)
                node = items[part] if part < len(items) else None
            else:
                node = mapping(node).get(part)
        return node

    def at(self, pointer: Pointer) -> Node:
        """Give the mapping at `pointer`, or an empty one."""
        return mapping(self.get(pointer))

    def resolve(self, node: object) -> Node:
        """Follow references within the document; an empty mapping stands for one that leads nowhere."""
        followed: set[str] = set()
        found = mapping(node)
        while reference := text(found.get("$ref")):
            if reference in followed:
                return {}
            followed.add(reference)
            target = target_of(reference)
            found = self.at(target) if target else {}
        return found

    def walk(self) -> Iterator[tuple[Pointer, Node]]:
        """Give every mapping that is OpenAPI or JSON schema, leaving out examples and other data."""
        yield from _walk((), self.root, keys_are_names=False)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in the order of the document."""
        found: list[Operation] = []
        for path, item in self.at(("paths",)).items():
            shared = self._parameters(("paths", path, "parameters"))
            for method in METHODS:
                pointer: Pointer = ("paths", path, method)
                if method in mapping(item):
                    own = self._parameters((*pointer, "parameters"))
                    overridden = {(one.name, one.location) for one in own}
                    kept = [one for one in shared if (one.name, one.location) not in overridden]
                    found.append(Operation(pointer, path, self.at(pointer), (*kept, *own)))
        return tuple(found)

    def _parameters(self, pointer: Pointer) -> list[Parameter]:
        return [
            Parameter((*pointer, index), self.resolve(node)) for index, node in enumerate(sequence(self.get(pointer)))
        ]

    @cached_property
    def schemas(self) -> tuple[tuple[Pointer, Node], ...]:
        """Every schema of the document, nested ones included."""
        return tuple((pointer, node) for pointer, node in self.walk() if _is_schema_position(pointer))

    @cached_property
    def references(self) -> tuple[tuple[Pointer, str], ...]:
        """Every reference, with the node that makes it."""
        return tuple((pointer, text(node["$ref"])) for pointer, node in self.walk() if "$ref" in node)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The names of the declared tags."""
        return tuple(text(mapping(tag).get("name")) for tag in sequence(self.root.get("tags")))

    def reachable(self, start: Callable[[Pointer], bool]) -> set[Pointer]:
        """Give the components that references lead to from the nodes `start` accepts, however many steps away."""
        uses: dict[Pointer, set[Pointer]] = {}
        reached: set[Pointer] = set()
        for pointer, reference in self.references:
            target = target_of(reference)
            if target:
                uses.setdefault(pointer[:3], set()).add(target[:3])
                if start(pointer):
                    reached.add(target[:3])
        waiting = list(reached)
        while waiting:
            for target in uses.get(waiting.pop(), set()) - reached:
                reached.add(target)
                waiting.append(target)
        return reached


def target_of(reference: str) -> Pointer | None:
    """Turn a reference into a pointer; None when it leaves the document."""
    if not reference.startswith("#/"):
        return None
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/"))


def _walk(pointer: Pointer, value: object, *, keys_are_names: bool) -> Iterator[tuple[Pointer, Node]]:
    if isinstance(value, list):
        for index, item in enumerate(sequence(cast("object", value))):
            yield from _walk((*pointer, index), item, keys_are_names=False)
        return
    if not isinstance(value, dict):
        return
    node = mapping(cast("object", value))
    if not keys_are_names:
        yield pointer, node
    for key, child in node.items():
        if keys_are_names:
            yield from _walk((*pointer, key), child, keys_are_names=False)
        elif key not in DATA_KEYWORDS and not key.startswith("x-"):
            yield from _walk((*pointer, key), child, keys_are_names=key in NAME_MAPS and isinstance(child, dict))


def _is_schema_position(pointer: Pointer) -> bool:
    match pointer:
        case ("components", "schemas", _):
            return True
        case (*_, "schema" | "items" | "additionalProperties" | "not"):
            return True
        case (*_, "properties" | "patternProperties" | "$defs", str()):
            return True
        case (*_, "anyOf" | "oneOf" | "allOf" | "prefixItems", int()):
            return True
        case _:
            return False


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
    return node


def _line(parent: CommentedMap | CommentedSeq, key: object, otherwise: int) -> int:
    positions: dict[object, list[int]] = cast("Any", parent).lc.data or {}
    return positions[key][0] + 1 if key in positions else otherwise


def document_shape(spec: Spec) -> Iterator[Issue]:
    """The document is OpenAPI 3.1, with one server and at least one operation."""
    if not text(spec.root.get("openapi")).startswith("3.1."):
        yield (("openapi",), "is not an OpenAPI 3.1 document", "write `openapi: 3.1.0`")
    if len(sequence(spec.root.get("servers"))) != 1:
        yield (("servers",), "there must be exactly one server", "list the production address alone")
    if not spec.operations:
        yield (("paths",), "there is no operation", "describe at least one under `paths`")


def package_complete(spec: Spec) -> Iterator[Issue]:
    """`x-package` names the distribution, the package, the client class and the version."""
    package = spec.at(("x-package",))
    for member, pattern, example in (
        ("distribution", KEBAB_CASE, "kloudless-management-client"),
        ("package", SNAKE_CASE, "kloudless_management_client"),
        ("client", PASCAL_CASE, "KloudlessManagement"),
        ("version", VERSION, "0.1.0"),
    ):
        if not pattern.fullmatch(text(package.get(member))):
            yield (("x-package", member), f"`{member}` is missing or misspelt", f"write it like `{example}`")
    yield from _unknown_members(spec, ("x-package",), {"distribution", "package", "client", "version"})


def credential_complete(spec: Spec) -> Iterator[Issue]:
    """Each security scheme says where its value comes from, and no parameter asks for it again."""
    schemes = spec.at(("components", "securitySchemes"))
    if not schemes:
        yield (("components", "securitySchemes"), "there is no security scheme", "describe how calls are authorized")
    for name, node in schemes.items():
        pointer: Pointer = ("components", "securitySchemes", name)
        scheme = mapping(node)
        location, parameter = text(scheme.get("in")), text(scheme.get("name"))
        if scheme.get("type") != "apiKey" or location not in {"header", "query"} or not parameter:
            yield (
                pointer,
                "only a key in a header or in the query is supported",
                "use `type: apiKey` with `in` and `name`",
            )
        credential = mapping(scheme.get("x-credential"))
        inner = (*pointer, "x-credential")
        if not is_identifier(text(credential.get("argument"))):
            yield (inner, "`argument` of x-credential is missing or no Python name", "name the constructor's argument")
        if not CAPITALS.fullmatch(text(credential.get("environment"))):
            yield (
                inner,
                "`environment` of x-credential is missing or not in capitals",
                "name the environment variable",
            )
        if not isinstance(credential.get("prefix", ""), str):
            yield (inner, "`prefix` of x-credential is not a string", "quote it, blank at the end included")
        yield from _unknown_members(spec, inner, {"argument", "environment", "prefix"})
        for operation in spec.operations:
            for one in operation.parameters:
                if (one.location, one.name.lower()) == (location, parameter.lower()):
                    yield (
                        one.pointer,
                        f"declares the credential `{parameter}` as a parameter too",
                        f"remove it: the security scheme {name} sends it",
                    )


def tags_declared(spec: Spec) -> Iterator[Issue]:
    """Tags are the resource paths: each used, described, and below a declared parent."""
    used = {tag for operation in spec.operations for tag in operation.tags}
    for index, name in enumerate(spec.tags):
        pointer: Pointer = ("tags", index)
        if not all(is_identifier(part) for part in name.split(".")):
            yield (pointer, f"tag `{name}` is no resource path", "write snake_case names joined by dots")
        if not text(spec.at(pointer).get("description")):
            yield (pointer, f"tag `{name}` has no description", "say what the resource is")
        if name not in used:
            yield (pointer, f"tag `{name}` is used by no operation", "remove it")
        if name in spec.tags[:index]:
            yield (pointer, f"tag `{name}` is declared twice", "remove one")
        parent = name.rpartition(".")[0]
        if parent and parent not in spec.tags:
            yield (pointer, f"the parent `{parent}` of tag `{name}` is not declared", f"declare `{parent}`")


def operation_tags(spec: Spec) -> Iterator[Issue]:
    """Every operation has one tag, the resource it hangs on."""
    for operation in spec.operations:
        if len(operation.tags) != 1:
            yield (
                (*operation.pointer, "tags"),
                f"has {len(operation.tags)} tags instead of one",
                "give it the tag of the resource it hangs on",
            )
        for tag in operation.tags:
            if tag not in spec.tags:
                yield (
                    (*operation.pointer, "tags"),
                    f"tag `{tag}` is not declared",
                    "declare it under `tags` or correct it",
                )


def verb_of(spec: Spec, operation: Operation) -> str:
    """Give the verb of an operation: what its id adds to its tag. Empty when the two do not go together."""
    if len(operation.tags) != 1:
        return ""
    fitting = [tag for tag in spec.tags if operation.id.startswith(tag.replace(".", "_") + "_")]
    tag = max(fitting, key=len, default="")
    return operation.id[len(tag) + 1 :] if tag and tag == operation.tags[0] else ""


def operation_ids(spec: Spec) -> Iterator[Issue]:
    """Operation ids are unique, and each is its tag and a verb."""
    first: dict[str, Operation] = {}
    for operation in spec.operations:
        pointer = (*operation.pointer, "operationId")
        if not operation.id:
            yield (pointer, "has no operationId", "write `<tag, dots as underscores>_<verb>`")
            continue
        earlier = first.setdefault(operation.id, operation)
        if earlier is not operation:
            line = spec.lines[earlier.pointer]
            yield (pointer, f"the operationId is taken already on line {line}", "choose another verb")
        if len(operation.tags) != 1:
            continue
        verb = verb_of(spec, operation)
        prefix = operation.tags[0].replace(".", "_") + "_"
        if not is_identifier(verb):
            yield (
                pointer,
                f"the operationId is not `{prefix}` and a verb",
                "name it after its tag; the verb becomes the method's name",
            )
        elif f"{operation.tags[0]}.{verb}" in spec.tags:
            yield (pointer, f"the verb `{verb}` is the name of a sub-resource as well", "choose another verb")


def summaries(spec: Spec) -> Iterator[Issue]:
    """Every operation has a summary on one short line, and a description."""
    for operation in spec.operations:
        pointer = (*operation.pointer, "summary")
        summary = text(operation.node.get("summary"))
        if not summary.strip():
            yield (pointer, "has no summary", "say in one line what the operation does")
        elif len(summary) > SUMMARY_LENGTH or "\n" in summary:
            yield (
                pointer,
                f"the summary has {len(summary)} characters or several lines",
                f"keep it to one line of at most {SUMMARY_LENGTH}",
            )
        elif summary.endswith("."):
            yield (pointer, "the summary ends with a period", "remove the period")
        if not text(operation.node.get("description")).strip():
            yield ((*operation.pointer, "description"), "has no description", "say what a caller must know")


def evidence(spec: Spec) -> Iterator[Issue]:
    """Every operation says how it is known, and every `x-evidence` is well-formed."""
    for operation in spec.operations:
        if "x-evidence" not in operation.node:
            yield (operation.pointer, "has no x-evidence", "say how we know it and where from")
    for pointer, node in spec.walk():
        if "x-evidence" not in node:
            continue
        inner = (*pointer, "x-evidence")
        entries = sequence(node["x-evidence"])
        if not entries:
            yield (inner, "x-evidence is no list of entries", "list `kind` and `source`, the main one first")
        for index, entry in enumerate(entries):
            place = (*inner, index)
            if mapping(entry).get("kind") not in EVIDENCE_KINDS:
                yield (place, "the `kind` of an x-evidence entry is unknown", f"use one of {', '.join(EVIDENCE_KINDS)}")
            if not text(mapping(entry).get("source")).strip():
                yield (place, "an x-evidence entry has no `source`", "name the document and the section")
            if not isinstance(mapping(entry).get("note", ""), str):
                yield (place, "the `note` of an x-evidence entry is no text", "write one sentence")
            yield from _unknown_members(spec, place, {"kind", "source", "note"})


def paging(spec: Spec) -> Iterator[Issue]:
    """Every list says how its pages are asked for, in names that exist."""
    for operation in spec.operations:
        if "x-paging" in operation.node:
            yield from _paging_parameters(operation)
            yield from _paging_members(spec, operation)
            known = {"style", "page", "size", "first", "items", "total", "has_next"}
            yield from _unknown_members(spec, (*operation.pointer, "x-paging"), known)
        elif verb_of(spec, operation) == "list":
            yield (operation.pointer, "is a list without x-paging", "declare how its pages are asked for")


def _paging_parameters(operation: Operation) -> Iterator[Issue]:
    pointer = (*operation.pointer, "x-paging")
    declared = mapping(operation.node["x-paging"])
    if declared.get("style") != "page":
        yield (pointer, "the paging style is unknown", "use `style: page`")
    if type(declared.get("first")) is not int or declared.get("first") not in {0, 1}:
        yield (pointer, "`first` is not the number of the first page", "write `first: 0` or `first: 1`")
    query = {one.name for one in operation.parameters if one.location == "query"}
    for member in ("page", "size"):
        name = text(declared.get(member))
        if name not in query:
            problem = f"`{member}` names no query parameter of the operation (`{name}`)"
            yield (pointer, problem, "correct it or declare the parameter")


def _paging_members(spec: Spec, operation: Operation) -> Iterator[Issue]:
    pointer = (*operation.pointer, "x-paging")
    declared = mapping(operation.node["x-paging"])
    envelope = _success_schema(spec, operation)
    # An answer that is missing or leads nowhere is another rule's finding.
    if not envelope:
        return
    properties = mapping(envelope.get("properties"))
    for member, wanted in (("items", "array"), ("total", "integer"), ("has_next", "boolean")):
        if member not in declared and member != "items":
            continue
        name = text(declared.get(member))
        if name not in properties:
            problem = f"`{member}` names no member of the answer (`{name}`)"
            yield (pointer, problem, "correct it or describe the member")
        elif spec.resolve(properties[name]).get("type") != wanted:
            yield (pointer, f"`{member}` names `{name}`, which is no {wanted}", f"name the {wanted} of the envelope")


def _success_schema(spec: Spec, operation: Operation) -> Node:
    for status, response in operation.responses.items():
        if status.startswith("2"):
            content = mapping(spec.resolve(response).get("content"))
            return spec.resolve(mapping(content.get(JSON_TYPE)).get("schema"))
    return {}


def responses(spec: Spec) -> Iterator[Issue]:
    """Every operation documents a success and an error, and errors are shared."""
    for operation in spec.operations:
        pointer = (*operation.pointer, "responses")
        statuses = set(operation.responses)
        if not any(status.startswith("2") for status in statuses):
            yield (pointer, "documents no success", "add the answer of a call that worked")
        if not any(status[:1] in {"4", "5"} for status in statuses):
            yield (pointer, "documents no error", "add at least one 4xx or 5xx answer")
        for status, response in operation.responses.items():
            if not re.fullmatch(r"[1-5]\d\d", status):
                yield ((*pointer, status), f"`{status}` is no HTTP status", "name one status, in quotes")
            elif status[:1] in {"4", "5"} and not text(mapping(response).get("$ref")).startswith(
                "#/components/responses/"
            ):
                yield (
                    (*pointer, status),
                    f"the error {status} is described in place",
                    "refer to `components.responses`",
                )


def bodies(spec: Spec) -> Iterator[Issue]:
    """Bodies are JSON, the only content type both generators and the runtime handle."""
    for pointer, node in spec.walk():
        if "content" not in node:
            continue
        content = mapping(node["content"])
        for kind in content:
            inner = (*pointer, "content", kind)
            if kind != JSON_TYPE:
                yield (inner, f"content type `{kind}` is not supported", f"describe it as {JSON_TYPE}")
            if "schema" not in mapping(content[kind]):
                yield (inner, "a body has no schema", "refer to a component")


def named_schemas(spec: Spec) -> Iterator[Issue]:
    """Objects and enums are components; nothing is closed to further members or left without a type."""
    for pointer, node in spec.schemas:
        is_component = len(pointer) == 3 and pointer[:2] == ("components", "schemas")
        if node.get("additionalProperties") is False:
            yield (pointer, "forbids further members", "remove `additionalProperties: false`")
        if is_component:
            continue
        types = node.get("type")
        if types == "object" or "object" in sequence(types) or OBJECT_KEYWORDS & set(node):
            yield (pointer, "is an inline object", "make it a component and refer to it")
        elif "enum" in node and not (len(pointer) == 5 and pointer[3] == "anyOf"):
            yield (pointer, "is an inline enum", "make it a component and refer to it")
        elif not {"$ref", "type", "anyOf", "oneOf", "allOf", "enum", "const"} & set(node):
            yield (pointer, "is a schema without a type", "give it one, or refer to a component")


def open_enums(spec: Spec) -> Iterator[Issue]:
    """An enum reached from an answer is open: an answer may hold a value that is not known yet."""
    answered = spec.reachable(lambda pointer: "responses" in pointer)
    for pointer, node in spec.schemas:
        if pointer not in answered:
            continue
        members = [mapping(member) for member in sequence(node.get("anyOf"))]
        is_open = any(member.get("type") == "string" and "enum" not in member for member in members)
        if "enum" in node or (any("enum" in member for member in members) and not is_open):
            yield (pointer, "is a closed enum in an answer", "open it: `anyOf` of the enum and of a plain string")


def component_names(spec: Spec) -> Iterator[Issue]:
    """Component names are PascalCase, so that both generators keep them as they are."""
    for section, components in spec.at(("components",)).items():
        for name in mapping(components):
            if not PASCAL_CASE.fullmatch(name):
                yield (("components", section, name), f"`{name}` is not PascalCase", "write words like `ApiKeyPage`")


def components_used(spec: Spec) -> Iterator[Issue]:
    """Every component is reached from an operation."""
    reached = spec.reachable(lambda pointer: pointer[:1] != ("components",))
    named = [spec.root, *(operation.node for operation in spec.operations)]
    schemes = {name for node in named for option in sequence(node.get("security")) for name in mapping(option)}
    reached |= {("components", "securitySchemes", name) for name in schemes}
    for section, components in spec.at(("components",)).items():
        for name in mapping(components):
            if ("components", section, name) not in reached:
                yield (("components", section, name), "is used by no operation", "remove it")


def references_resolve(spec: Spec) -> Iterator[Issue]:
    """Every reference leads to a component of the same document."""
    for pointer, reference in spec.references:
        target = target_of(reference)
        if target is None:
            yield ((*pointer, "$ref"), f"`{reference}` leaves the document", "copy what it means into it")
        elif spec.get(target) is None:
            yield ((*pointer, "$ref"), f"`{reference}` leads nowhere", "correct it or add the component")
        elif len(target) != 3 or target[0] != "components":
            yield ((*pointer, "$ref"), f"`{reference}` is no component", "move what it means into `components`")


def descriptions(spec: Spec) -> Iterator[Issue]:
    """Every component schema, property and parameter says what it means."""
    for pointer, node in spec.schemas:
        is_component = len(pointer) == 3
        is_property = len(pointer) > 1 and pointer[-2] == "properties"
        if (is_component or is_property) and not text(node.get("description")).strip():
            yield (pointer, "has no description", "say what it means, in a sentence of ours")
    for pointer, node in spec.walk():
        if "parameters" in pointer[-2:-1] and "in" in node and not text(node.get("description")).strip():
            name = text(node.get("name"))
            yield (pointer, f"parameter `{name}` has no description", "say what it means, in a sentence of ours")


def path_parameters(spec: Spec) -> Iterator[Issue]:
    """A path and the parameters in it agree, in names that Python can use."""
    for operation in spec.operations:
        declared = {one.name: one for one in operation.parameters if one.location == "path"}
        used: list[str] = re.findall(r"{([^{}]*)}", operation.path)
        for name in used:
            if name not in declared:
                yield (operation.pointer, f"path parameter `{name}` is not declared", "declare it with `in: path`")
            elif not is_identifier(name):
                yield (operation.pointer, f"path parameter `{name}` is no Python name", "use snake_case")
        for name, one in declared.items():
            if name not in used:
                yield (one.pointer, f"path parameter `{name}` is not in the path", "add it to the path or remove it")
            if one.node.get("required") is not True:
                yield (one.pointer, f"path parameter `{name}` is not required", "write `required: true`")


def parameters_supported(spec: Spec) -> Iterator[Issue]:
    """Every parameter is in the path or the query, once."""
    for operation in spec.operations:
        seen: set[tuple[str, str]] = set()
        for one in operation.parameters:
            if one.location not in {"path", "query"} and one.node:
                problem = f"parameter `{one.name}` is in `{one.location}`"
                yield (one.pointer, problem, "only path and query are supported")
            if (one.name, one.location) in seen:
                yield (one.pointer, f"parameter `{one.name}` is declared twice", "remove one")
            seen.add((one.name, one.location))


def secured(spec: Spec) -> Iterator[Issue]:
    """Every operation needs a credential, of a scheme that is described."""
    schemes = spec.at(("components", "securitySchemes"))
    for operation in spec.operations:
        own = "security" in operation.node
        pointer = (*operation.pointer, "security") if own else ("security",)
        options = sequence(spec.get(pointer))
        if not options or {} in options:
            yield (operation.pointer, "may be called without a credential", "name its security scheme")
        for name in sorted({name for option in options for name in mapping(option)} - set(schemes)):
            yield (pointer, f"security scheme `{name}` does not exist", "correct the name or describe it")


def extensions_known(spec: Spec) -> Iterator[Issue]:
    """No extension is misspelt."""
    for pointer, node in spec.walk():
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            place = (*pointer, key)
            if key not in EXTENSIONS:
                yield (place, f"`{key}` is unknown", f"use one of {', '.join(EXTENSIONS)}")
            elif key in {"x-idempotent", "x-secret"} and not isinstance(value, bool):
                yield (place, f"`{key}` is neither true nor false", "write `true` or `false`")
            elif key == "x-recommended-maximum" and not isinstance(value, int | float):
                yield (place, f"`{key}` is not a number", "write the largest value that the vendor advises")
            elif key == "x-boolean-spelling" and value != "capitalized":
                yield (place, f"the value of `{key}` is unknown", "write `capitalized` or remove it")


def _unknown_members(spec: Spec, pointer: Pointer, known: set[str]) -> Iterator[Issue]:
    for member in spec.at(pointer):
        if member not in known:
            yield ((*pointer, member), f"`{member}` is unknown here", f"use {', '.join(sorted(known))}")


RULES: tuple[Callable[[Spec], Iterator[Issue]], ...] = (
    document_shape,
    package_complete,
    credential_complete,
    tags_declared,
    operation_tags,
    operation_ids,
    summaries,
    evidence,
    paging,
    responses,
    bodies,
    named_schemas,
    open_enums,
    component_names,
    components_used,
    references_resolve,
    descriptions,
    path_parameters,
    parameters_supported,
    secured,
    extensions_known,
)


def check(spec: Spec) -> list[Finding]:
    """Give every finding about a document that was read, in the order of its lines."""
    return sorted({spec.finding(*issue) for rule in RULES for issue in rule(spec)})


def lint(path: Path, shown: Path | None = None) -> list[Finding]:
    """Give every finding about the spec in `path`, in the order of its lines; none means that it is in order.

    Findings name the file as `shown` (by default as `path`). A file that cannot be read or parsed is a finding too.
    """
    try:
        return check(load(path, shown))
    except UnreadableSpecError as error:
        return [error.finding]


def main(names: Sequence[str]) -> int:
    """Check the named specs, or all; print the findings and give the exit status."""
    known = {path.stem: path for path in sorted((ROOT / "specs").glob("*.yaml"))}
    unknown = [name for name in names if name not in known]
    if unknown or not known:
        print(f"no spec named {', '.join(unknown) or 'anything'} in specs/; there is: {', '.join(known) or 'none'}")
        return 1
    status = 0
    for path in (known[name] for name in names or known):
        shown = path.relative_to(ROOT)
        findings = lint(path, shown)
        for finding in findings:
            print(finding)
        if findings:
            status = 1
        else:
            print(f"{shown.as_posix()}: in order")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
