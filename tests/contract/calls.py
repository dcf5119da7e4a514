"""From a recording to the call of our client that sends it."""

from __future__ import annotations

import importlib
import inspect
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.contract.checks import BASIC_HEADER, basic_pair, read_text
from tests.contract.documents import as_node, python_name

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from types import ModuleType

    from tests.contract.documents import Operation, Spec
    from tests.contract.recordings import Recording, Request


@dataclass(frozen=True)
class File:
    """What was downloaded."""

    content: bytes
    content_type: str | None


@dataclass(frozen=True)
class Call:
    """A method of a client, reached as users reach it, with Python names for everything.

    `start` gives what the method returns; of a list, the first page; of a download, the file. With an async client,
    something to await.
    """

    operation: Operation
    arguments: dict[str, object]

    def start(self, client: object) -> Any:
        method = operator.attrgetter(f"{self.operation.tag}.{python_name(self.operation.verb)}")(client)
        result = method(**self.arguments)
        if self.operation.is_download:
            return _aread(result) if inspect.isawaitable(result) else _read(result)
        return result.first_page() if self.operation.paging else result


def _read(download: Any) -> File:
    with download:
        return File(download.read(), download.content_type)


async def _aread(opening: Awaitable[Any]) -> File:
    async with await opening as download:
        return File(await download.read(), download.content_type)


def derive_call(spec: Spec, recording: Recording) -> Call:
    operation = spec.operations[recording.operation_id]
    request = recording.request
    values = dict[str, object]()
    for name, text in (operation.path_values(request.path, spec.base) or {}).items():
        values[operation.named("path")[name].get("x-argument", name)] = text
    for name, parameter in operation.named("query").items():
        if name in request.query:
            values[name] = read_text(parameter, spec.resolve(parameter["schema"]), request.query[name])
    values |= _body_values(operation, request)
    return Call(operation, {python_name(name): value for name, value in values.items()})


def _body_values(operation: Operation, request: Request) -> dict[str, object]:
    if operation.request_body is None or request.body is None:
        return {}
    whole: str | None = operation.request_body.get("x-argument")
    if whole is None:
        return as_node(request.body) or {}
    if operation.is_upload:
        return {whole: request.content, "content_type": request.headers["content-type"]}
    return {whole: request.body}


def package_of(spec: Spec) -> ModuleType:
    return importlib.import_module(spec.package["package"])


def models_of(spec: Spec) -> ModuleType:
    return importlib.import_module(f"{spec.package['package']}.models")


def credential_of(spec: Spec, recording: Recording) -> dict[str, str]:
    """Return the constructor arguments for the credential that the recorded request carries, if it carries one."""
    scheme, request = spec.security, recording.request
    place = request.headers if scheme["in"] == "header" else request.query
    name = scheme["name"].lower() if scheme["in"] == "header" else scheme["name"]
    text = place.get(name)
    credential = scheme["x-credential"]
    basic = basic_pair(request.headers.get(BASIC_HEADER, "")) if spec.basic else None
    if spec.basic and basic:
        arguments = spec.basic["x-credential"]
        return {arguments["username"]: basic[0], arguments["password"]: basic[1]}
    return {} if text is None else {credential["argument"]: text.removeprefix(credential.get("prefix", ""))}


def make_client(spec: Spec, recording: Recording, *, face: str = "", max_retries: int = 0) -> Any:
    """Make a client, with `face="Async"` the async one, that has the recording's credential."""
    factory = getattr(package_of(spec), f"{face}{spec.package['client']}")
    return factory(**credential_of(spec, recording), max_retries=max_retries)
