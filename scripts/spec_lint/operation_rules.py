"""Rules about operations: names, texts, evidence, answers, parameters."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING

from .values import is_identifier, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Operation, Spec
    from .values import Issue, Pointer

SUMMARY_LENGTH = 80


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
        if keyword.iskeyword(verb):
            yield (pointer, f"the verb `{verb}` is a word of Python's own", f"write `{operation.id}_`")
        elif not is_identifier(verb):
            yield (
                pointer,
                f"the operationId is not `{prefix}` and a verb",
                "name it after its tag; the verb becomes the method's name",
            )
        elif f"{operation.tags[0]}.{verb}" in spec.tags:
            yield (pointer, f"the verb `{verb}` is the name of a sub-resource as well", "choose another verb")


def summaries(spec: Spec) -> Iterator[Issue]:
    """Every operation says in one line what it does."""
    for operation in spec.operations:
        if not text(operation.node.get("summary")).strip():
            pointer = (*operation.pointer, "summary")
            yield (pointer, "has no summary", "say in one line what the operation does")


def summary_style(spec: Spec) -> Iterator[Issue]:
    """A summary is a short line without a period."""
    for operation in spec.operations:
        pointer = (*operation.pointer, "summary")
        summary = text(operation.node.get("summary"))
        if len(summary) > SUMMARY_LENGTH or "\n" in summary:
            yield (
                pointer,
                f"the summary has {len(summary)} characters or several lines",
                f"keep it to one line of at most {SUMMARY_LENGTH}",
            )
        elif summary.endswith("."):
            yield (pointer, "the summary ends with a period", "remove the period")


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
