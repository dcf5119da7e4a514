"""What our templates need and openapi-python-client leaves out: arguments, evidence, paging, the resource tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .arguments import Argument, arguments
from .docs import docstring, raised_errors, sentence
from .names import pascal_case, python_name
from .spec import GenerationError, Node, Spec, SpecOperation, reference_name, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class OperationContext:
    """One operation as the templates print it; texts that are source stand as they are.

    Attributes:
        id: Its ``operationId``.
        module: Name of its module: the same, but for an underscore at the end.
        tag: The resource path, with dots.
        method: Name of the method.
        http: HTTP method in capitals.
        path: Path template, with the names of the arguments.
        result: Model of the answer, ``None`` for an answer without a body.
        item: Model of a list's items, ``None`` for any other operation.
        idempotent: Whether it may be repeated, where its HTTP method misleads.
        paging: The runtime's ``PagePaging``, as source.
        has_body: Whether the request has a body, be it an empty object.
        arguments: Arguments of the method, in the order of its signature.
        doc: Lines of the docstring, escaped.
    """

    id: str
    module: str
    tag: str
    method: str
    http: str
    path: str
    result: str | None
    item: str | None
    idempotent: bool | None
    paging: str | None
    has_body: bool
    arguments: list[Argument]
    doc: list[str]

    def placed(self, place: str) -> list[Argument]:
        """Return the arguments that go into the path, the query or the body."""
        return [argument for argument in self.arguments if argument.place == place]

    @property
    def imports(self) -> list[str]:
        """Names of models that the operation needs at run time."""
        choices = {argument.model for argument in self.arguments if argument.closed and argument.model}
        return sorted(choices | ({self.result} if self.result else set()))


def build_context(spec: Spec) -> Node:
    """Return the data of one spec, ready to be printed by the templates.

    Raises:
        GenerationError: The spec holds what no client can be made of.
    """
    scheme = next(iter(spec.document["components"]["securitySchemes"].values()))
    summary = spec.document["info"]["summary"]
    operations = [_operation(spec, operation) for operation in spec.operations()]
    return {
        "api": spec.document["info"]["title"],
        "summary": summary if summary[:2].isupper() else summary[:1].lower() + summary[1:],
        "base_url": spec.document["servers"][0]["url"],
        "package": spec.package,
        "spec": spec.file,
        "credential": {"prefix": "", **scheme["x-credential"], "location": scheme["in"], "name": scheme["name"]},
        "fake": fake_name(spec),
        "resources": _resources(spec),
        "operations": {operation.module: operation for operation in operations},
        "models": sorted(model_names(spec, operations)),
    }


def model_names(spec: Spec, operations: Iterable[OperationContext]) -> set[str]:
    """Return the schemas that users meet: all that answers lead to, and the enums of arguments.

    Bodies become keyword arguments and error bodies become exceptions, so neither needs a model.
    """
    pending = [argument.model for operation in operations for argument in operation.arguments if argument.model]
    pending += [operation.result for operation in operations if operation.result]
    found: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(references(spec.schemas()[name]))
    return found


def fake_name(spec: Spec) -> str:
    """Return the class that ``overrides/<api>/fake.py`` defines."""
    return f"Fake{spec.api.capitalize()}"


def _resources(spec: Spec) -> Node:
    resources: Node = {}
    for tag, description in spec.tags.items():
        parent, _, name = tag.rpartition(".")
        if parent and parent not in resources:
            raise GenerationError(f"{spec.file}: tag {tag}: declare its parent {parent} before it")
        resources[tag] = {
            "module": tag.replace(".", "_"),
            "attribute": name,
            "class": pascal_case(tag),
            "description": sentence(description),
            "children": [],
        }
        if parent:
            resources[parent]["children"].append(tag)
    return resources


def _operation(spec: Spec, operation: SpecOperation) -> OperationContext:
    listed = arguments(spec, operation)
    path = operation.path
    for argument in listed:
        path = path.replace(f"{{{argument.wire}}}", f"{{{argument.name}}}")
    return OperationContext(
        id=operation.id,
        module=operation.id.rstrip("_"),
        tag=operation.tag,
        method=operation.verb,
        http=operation.method,
        path=path,
        result=_result(spec, operation),
        item=_item(spec, operation),
        idempotent=operation.node.get("x-idempotent"),
        paging=_paging(spec, operation),
        has_body="requestBody" in operation.node,
        arguments=listed,
        doc=docstring(operation, listed, raised_errors(spec, operation)),
    )


def _result(spec: Spec, operation: SpecOperation) -> str | None:
    success = spec.success(operation)
    if success is None:
        return None
    if "$ref" not in success or spec.resolve(success).get("type") != "object":
        raise GenerationError(
            f"{spec.file}: {operation.id}: the answer is no component of type object; "
            "make it one and refer to it, so that it becomes a model"
        )
    return reference_name(success)


def _item(spec: Spec, operation: SpecOperation) -> str | None:
    paging, success = operation.node.get("x-paging"), spec.success(operation)
    if paging is None or success is None:
        return None
    items = spec.resolve(spec.resolve(success)["properties"][paging["items"]])["items"]
    if "$ref" not in items:
        raise GenerationError(
            f"{spec.file}: {operation.id}: the items of `{paging['items']}` are no component; make them one"
        )
    return reference_name(items)


def _paging(spec: Spec, operation: SpecOperation) -> str | None:
    paging = operation.node.get("x-paging")
    if paging is None:
        return None
    if paging["style"] != "page":
        raise GenerationError(
            f"{spec.file}: {operation.id}: x-paging style {paging['style']!r} is not known; use 'page'"
        )
    size = next(node for node in operation.parameters if node["name"] == paging["size"])
    values: dict[str, Any] = {key: python_name(paging[key]) for key in ("page", "size")}
    values |= {"first": paging["first"], "default_size": spec.resolve(size["schema"]).get("default")}
    values |= paging_fields(paging)
    return f"PagePaging({', '.join(f'{key}={value!r}' for key, value in values.items())})"


def paging_fields(paging: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of the envelope's model that paging reads."""
    return {key: python_name(paging[key]) for key in ("items", "total", "has_next") if key in paging}
