"""What our templates need and openapi-python-client leaves out: arguments, evidence, paging, the resource tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .arguments import Argument, arguments
from .docs import docstring, raised_errors, sentence
from .names import pascal_case, python_name, table_name
from .results import Result, result_of
from .spec import GenerationError, Node, Spec, SpecOperation, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class OperationContext:
    """One operation as the templates print it; texts that are source stand as they are.

    Attributes:
        id: Its ``operationId``.
        key: The same as openapi-python-client spells it, without an underscore at the end.
        tag: The resource path, with dots.
        method: Name of the method.
        http: HTTP method in capitals.
        path: Path template, with the names of the arguments.
        result: What the method returns.
        model: Model of the whole answer, where there is no envelope around it.
        envelope: Whether the answer comes in an envelope.
        idempotent: Whether it may be repeated, where its HTTP method misleads.
        permissions: What the user has to be allowed to do.
        paging: The runtime's rule of how the list goes on, as source.
        has_body: Whether the request has a JSON body, be it an empty object.
        arguments: Arguments of the method, in the order of its signature.
        doc: Lines of the docstring, escaped.
    """

    id: str
    key: str
    tag: str
    method: str
    http: str
    path: str
    result: Result
    model: str | None
    envelope: bool
    idempotent: bool | None
    permissions: tuple[str, ...]
    paging: str | None
    has_body: bool
    arguments: list[Argument]
    doc: list[str]

    def placed(self, place: str) -> list[Argument]:
        """Return the arguments that go into the path, the query or the body."""
        return [argument for argument in self.arguments if argument.place == place]

    @property
    def constant(self) -> str:
        """Name of the operation within its module."""
        return self.id.removeprefix(f"{top_level(self.tag)}_").upper()

    @property
    def is_upload(self) -> bool:
        """Whether the request carries content of any type."""
        return bool(self.placed("upload"))

    @property
    def signature(self) -> str:
        """The arguments of the method, for the table of the README."""
        shown = [argument.name for argument in self.placed("path")]
        keywords = [argument for argument in self.arguments if argument.place != "path"]
        named = [argument.name if argument.required else f"{argument.name}=" for argument in keywords]
        return f"({', '.join([*shown, *(['*'] if named else []), *named])})"

    @property
    def returns(self) -> str:
        """What the method returns, for the table of the README."""
        match self.result.kind:
            case "rows":
                return f"pages of `{self.result.type}`"
            case "nothing":
                return "nothing"
            case _:
                return f"`{self.result.type}`"


def build_context(spec: Spec) -> Node:
    """Return the data of one spec, ready to be printed by the templates.

    Raises:
        GenerationError: The spec holds what no client can be made of.
    """
    schemes: list[Node] = list(spec.document["components"]["securitySchemes"].values())
    scheme = next(one for one in schemes if one["type"] == "apiKey")
    basic = next((one["x-credential"] for one in schemes if one["type"] == "http"), None)
    summary = spec.document["info"]["summary"]
    operations = [_operation(spec, operation) for operation in spec.operations()]
    return {
        "name": spec.api,
        "api": spec.document["info"]["title"],
        "summary": summary if summary[:2].isupper() else summary[:1].lower() + summary[1:],
        "base_url": spec.document["servers"][0]["url"],
        "package": spec.package,
        "spec": spec.file,
        "credential": {
            "prefix": "",
            **scheme["x-credential"],
            "location": scheme["in"],
            "name": scheme["name"],
            "basic": basic,
        },
        "rate_limit": spec.document.get("x-rate-limit"),
        "envelope": spec.envelope,
        "fake": fake_name(spec),
        "resources": _resources(spec),
        "operations": {operation.key: operation for operation in operations},
        "models": sorted(model_names(spec, operations)),
        "inputs": sorted({name for one in operations for argument in one.arguments for name in argument.inputs}),
        "users": _users(operations),
    }


def model_names(spec: Spec, operations: Iterable[OperationContext]) -> set[str]:
    """Return the schemas that users meet: all that answers lead to, and the enums of arguments.

    Bodies become keyword arguments and error bodies become exceptions, so neither needs a model. Objects that callers
    write become typed dictionaries, whose enums are shared with the answers.

    Raises:
        GenerationError: An object is both answered and written.
    """
    operations = list(operations)
    inputs = {name for one in operations for argument in one.arguments for name in argument.inputs}
    written = {name for one in inputs for name in references(spec.schemas()[one])} - inputs
    found: set[str] = set()
    pending = [*_users(operations), *written]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(references(spec.schemas()[name]))
    for name in sorted(found & inputs):
        raise GenerationError(
            f"{spec.file}: components/schemas/{name}: is part of a request and of an answer; "
            "a model cannot be both, so give the request a component of its own"
        )
    return found


def top_level(tag: str) -> str:
    """Return the name below which a resource hangs: that of the module it is in."""
    return tag.partition(".")[0]


def _users(operations: Iterable[OperationContext]) -> dict[str, set[str]]:
    """Return the models that calls name, each with the resources of those calls."""
    users: dict[str, set[str]] = {}
    for one in operations:
        for name in (one.model, *one.result.models, *(argument.model for argument in one.arguments)):
            if name:
                users.setdefault(name, set()).add(one.tag)
    return users


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
            "module": top_level(tag),
            "attribute": name,
            "class": pascal_case(tag),
            "description": sentence(description),
            "children": [],
        }
        if parent:
            resources[parent]["children"].append(tag)
    return resources


def _operation(spec: Spec, operation: SpecOperation) -> OperationContext:
    listed, result = arguments(spec, operation), result_of(spec, operation)
    path = operation.path
    for argument in listed:
        path = path.replace(f"{{{argument.wire}}}", f"{{{argument.name}}}")
    return OperationContext(
        id=operation.id,
        key=operation.id.rstrip("_"),
        tag=operation.tag,
        method=operation.verb,
        http=operation.method,
        path=path,
        result=result,
        model=result.models[0] if result.models and spec.envelope is None else None,
        envelope=spec.envelope is not None and result.kind != "download",
        idempotent=operation.node.get("x-idempotent"),
        permissions=tuple(operation.node.get("x-permissions", ())),
        paging=_paging(spec, operation),
        has_body=spec.body(operation) is not None,
        arguments=listed,
        doc=docstring(operation, listed, raised_errors(spec, operation), _tables(spec, operation.tag), _methods(spec)),
    )


def _methods(spec: Spec) -> dict[str, str]:
    return {f"`{one.id}`": f"`{one.tag}.{one.verb}`" for one in spec.operations()}


def _tables(spec: Spec, tag: str) -> list[str]:
    """Return the name tables of what a resource's requests take and its answers name otherwise."""
    found: set[str] = set()
    pending = [name for one in spec.operations() if one.tag == tag for name in references(one.node)]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += references(spec.schemas()[name])
    return [table_name(name) for name in sorted(found) if "x-names" in spec.schemas()[name]]


def _paging(spec: Spec, operation: SpecOperation) -> str | None:
    paging = operation.node.get("x-paging")
    if paging is None:
        return None
    schemas = {node["name"]: spec.resolve(node["schema"]) for node in operation.parameters if node["in"] == "query"}
    if paging["style"] == "offset":
        name, limit = "OffsetPaging", schemas[paging["limit"]]
        values: dict[str, Any] = {key: python_name(paging[key]) for key in ("offset", "limit")}
        values |= {key: paging[key] for key in ("items", "total", "single") if key in paging}
        values |= {"default_limit": limit["default"], "largest": limit["maximum"]}
    elif paging["style"] == "page":
        name, values = "PagePaging", {"page": python_name(paging["page"]), "first": paging["first"]}
        values |= paging_fields(paging)
    else:
        raise GenerationError(
            f"{spec.file}: {operation.id}: x-paging style {paging['style']!r} is not known; use 'page' or 'offset'"
        )
    return f"{name}({', '.join(f'{key}={value!r}' for key, value in values.items())})"


def paging_fields(paging: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of the page's model that paging by page numbers reads."""
    return {key: python_name(paging[key]) for key in ("items", "total", "has_next") if key in paging}
