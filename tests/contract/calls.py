"""From a recording to the call of our client that sends it."""

from __future__ import annotations

import importlib
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.contract.checks import read_text
from tests.contract.documents import as_node, python_name

if TYPE_CHECKING:
    from types import ModuleType

    from tests.contract.documents import Operation, Spec
    from tests.contract.recordings import Recording


@dataclass(frozen=True)
class Call:
    """A method of a client, reached as users reach it, with Python names for everything.

    `start` gives what the method returns; of a list, the first page. With an async client, something to await.
    """

    operation: Operation
    arguments: dict[str, object]

    def start(self, client: object) -> Any:
        method = operator.attrgetter(f"{self.operation.tag}.{python_name(self.operation.verb)}")(client)
        result = method(**self.arguments)
        return result.first_page() if self.operation.paging else result


def derive_call(spec: Spec, recording: Recording) -> Call:
    operation = spec.operations[recording.operation_id]
    request = recording.request
    values: dict[str, object] = dict(operation.path_values(request.path, spec.base) or {})
    for name, parameter in operation.named("query").items():
        if name in request.query:
            values[name] = read_text(parameter, spec.resolve(parameter["schema"]), request.query[name])
    values |= as_node(request.body) or {}
    return Call(operation, {python_name(name): value for name, value in values.items()})


def package_of(spec: Spec) -> ModuleType:
    return importlib.import_module(spec.package["package"])


def models_of(spec: Spec) -> ModuleType:
    return importlib.import_module(f"{spec.package['package']}.models")


def credential_of(spec: Spec, recording: Recording) -> dict[str, str]:
    """Return the constructor argument for the credential that the recorded request carries, if it carries one."""
    scheme, request = spec.security, recording.request
    place = request.headers if scheme["in"] == "header" else request.query
    name = scheme["name"].lower() if scheme["in"] == "header" else scheme["name"]
    text = place.get(name)
    credential = scheme["x-credential"]
    return {} if text is None else {credential["argument"]: text.removeprefix(credential.get("prefix", ""))}


def make_client(spec: Spec, recording: Recording, *, face: str = "", max_retries: int = 0) -> Any:
    """Make a client, with `face="Async"` the async one, that has the recording's credential."""
    factory = getattr(package_of(spec), f"{face}{spec.package['client']}")
    return factory(**credential_of(spec, recording), max_retries=max_retries)
