"""Asks a service through our own client, which keeps to its limits, and remembers what was on the wire."""

from __future__ import annotations

import contextlib
import difflib
import importlib
import operator
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2
from spec_lint.values import mapping, sequence, text

from .errors import MisuseError
from .exchanges import LARGEST_BODY, Exchange, UnreadableError, decompressed, lower_names, read_json
from .json_values import is_node
from .matching import key_scheme, server
from .shapes import ANY_TYPE, inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spec_lint.document import Operation, Spec
    from spec_lint.values import Node

    from .rules import Rules

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]+")
_STOPS = ("AuthenticationError", "RateLimitError", "DailyLimitError", "SharedLimitError", "APIConnectionError")
"""Errors after which nothing more is asked: no other answer is to be expected."""


@dataclass(frozen=True)
class Sandbox:
    """The object on and below which may be written.

    Attributes:
        template: Path of the operations on it, such as `/applications/{application_id}`.
        parameter: Name of its path parameter.
        id: Its identifier.
    """

    template: str
    parameter: str
    id: str = field(repr=False)

    def covers(self, operation: Operation) -> bool:
        """Tell whether an operation is on the object or below it."""
        return operation.path == self.template or operation.path.startswith(f"{self.template}/")


@dataclass(frozen=True)
class Step:
    """A request that would be made. Identifiers are not known before: `sources` says where they come from."""

    operation: Operation
    sources: dict[str, Operation]
    only_for_ids: bool = False

    def __str__(self) -> str:
        """Give the line of `--dry-run`."""
        method = text(self.operation.pointer[2]).upper()
        feeds = ", ".join(f"{name} from {source.id}" for name, source in self.sources.items())
        told = "; ".join(each for each in (feeds, "only for its identifiers" if self.only_for_ids else "") if each)
        return f"{method:6} {self.operation.path}" + (f"  ({told})" if told else "")


def find_sandbox(spec: Spec, named: str) -> Sandbox:
    """Find the object that is named like `applications/ID`.

    Raises:
        MisuseError: The spec has no such objects, or the name is none.
    """
    head, _, name = named.strip("/").rpartition("/")
    for operation in spec.operations:
        found = re.fullmatch(r"/([a-z-]+)/\{(\w+)\}", operation.path)
        if found and found[1] == head and _SAFE_ID.fullmatch(name):
            return Sandbox(operation.path, found[2], name)
    kinds = sorted({found[1] for one in spec.operations if (found := re.fullmatch(r"/([a-z-]+)/\{\w+\}", one.path))})
    raise MisuseError(f"--sandbox: write one of {', '.join(kinds) or 'nothing here'}, a slash and an identifier")


def _unknown(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]}?" if near else "the names are the `operationId`s of the spec"
    return f"no operation named {name}: {advice}"


def plan(spec: Spec, names: Sequence[str], sandbox: Sandbox | None) -> tuple[list[Step], list[str]]:
    """Order requests so that lists come before what needs their identifiers.

    Args:
        spec: What is known of the API.
        names: Operations to record; none for all that only read.
        sandbox: Where may be written, if it may.

    Returns:
        The steps, and a line about each operation that cannot be asked for.

    Raises:
        MisuseError: An operation is unknown, or writes where it must not.
    """
    by_name = {operation.id: operation for operation in spec.operations}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise MisuseError("; ".join(_unknown(name, by_name) for name in unknown))
    wanted = [by_name[name] for name in names] or [one for one in spec.operations if _reads(one)]
    for operation in wanted:
        _check_writing(operation, sandbox)
    by_path = {operation.path: operation for operation in spec.operations if _reads(operation)}
    steps: dict[str, Step] = {}
    impossible: list[str] = []

    def add(operation: Operation, *, only_for_ids: bool) -> bool:
        if operation.id in steps:
            return True
        sources: dict[str, Operation] = {}
        for parameter, collection in _needs(operation, sandbox):
            source = by_path.get(collection)
            if source is None or source is operation or not add(source, only_for_ids=source not in wanted):
                impossible.append(f"{operation.id}: no list gives `{parameter}`")
                return False
            sources[parameter] = source
        steps[operation.id] = Step(operation, sources, only_for_ids)
        return True

    # Deletions last: they are of what this run has made.
    for operation in sorted(wanted, key=lambda one: (one.pointer[2] == "delete", not _reads(one), one.path.count("{"))):
        if operation.pointer[2] == "delete":
            maker = next(
                (one for one in wanted if one.pointer[2] == "post" and one.path == operation.path.rpartition("/")[0]),
                None,
            )
            if maker is None:
                raise MisuseError(
                    f"{operation.id}: only what this run has made is deleted; name the operation that makes it too"
                )
            parameter = re.findall(r"\{(\w+)\}", operation.path)[-1]
            steps[operation.id] = Step(operation, {parameter: maker})
        else:
            add(operation, only_for_ids=False)
    return list(steps.values()), impossible


def _reads(operation: Operation) -> bool:
    return operation.pointer[2] == "get"


def _check_writing(operation: Operation, sandbox: Sandbox | None) -> None:
    if _reads(operation):
        return
    if sandbox is None:
        raise MisuseError(
            f"{operation.id} writes: add `--write` and `--sandbox KIND/ID`, an object that may be changed"
        )
    if not sandbox.covers(operation):
        raise MisuseError(
            f"{operation.id} is not on or below the sandbox object; only {sandbox.template} and below is written"
        )
    if operation.pointer[2] == "delete" and operation.path == sandbox.template:
        raise MisuseError(
            f"{operation.id} would delete the sandbox object itself; only what this run has made is deleted"
        )


def _needs(operation: Operation, sandbox: Sandbox | None) -> Iterable[tuple[str, str]]:
    """Give the identifiers that a request needs, each with the path of the list that has them."""
    within = sandbox is not None and sandbox.covers(operation)
    for found in re.finditer(r"\{(\w+)\}", operation.path):
        if not (within and sandbox is not None and found[1] == sandbox.parameter):
            yield found[1], operation.path[: found.start() - 1]
    for parameter in operation.parameters:
        if parameter.location == "query" and parameter.node.get("required") is True:
            kind = parameter.name.removesuffix("_id")
            # Dashboards are called tabs in paths.
            yield parameter.name, f"/{'tab' if kind == 'dashboard' else kind}s"


@dataclass
class Outcome:
    """What came of a run.

    Attributes:
        exchanges: What was on the wire, by operation; of one that was repeated, the last.
        skipped: A line about each operation that was not asked, or not answered.
    """

    exchanges: list[Exchange] = field(default_factory=list[Exchange])
    skipped: list[str] = field(default_factory=list[str])


class _Wire(httpx2.BaseTransport):
    """Passes requests on and remembers the last exchange."""

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner
        self.last: Exchange | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = request.read()
        answer = self._inner.handle_request(request)
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in answer.iter_raw():
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST_BODY:
                    raise httpx2.ReadError(f"the answer is larger than {LARGEST_BODY // 2**20} MiB")
        finally:
            answer.close()
        content = b"".join(pieces)
        headers = lower_names(answer.headers.multi_items())
        problem = None
        plain = content
        try:
            plain = decompressed(content, dict(headers).get("content-encoding", ""))
        except UnreadableError as error:
            problem = str(error)
        self.last = Exchange(
            method=request.method,
            # Its text leaves out the credential.
            url=f"{request.url.scheme}://{request.url.netloc.decode()}{request.url.raw_path.decode()}",
            headers=lower_names(request.headers.multi_items()),
            content=body,
            status=answer.status_code,
            answer_headers=headers,
            answer_content=plain,
            answered_on=datetime.now(UTC).date().isoformat(),
            problem=problem,
        )
        return httpx2.Response(answer.status_code, headers=answer.headers, content=content)

    def close(self) -> None:
        self._inner.close()


class Asking:
    """Carries out a plan with our client.

    Args:
        spec: What is known of the API.
        rules: What lists are asked with.
        base_url: Where the service is; by default the documented address.
        sandbox: Where may be written, if it may.
    """

    def __init__(self, spec: Spec, rules: Rules, base_url: str | None, sandbox: Sandbox | None) -> None:
        self._spec = spec
        self._rules = rules
        self._sandbox = sandbox
        self._package = mapping(spec.root["x-package"])
        self._module: Any = importlib.import_module(text(self._package["package"]))
        factory = getattr(self._module, text(self._package["client"]))
        try:
            self._wire = _Wire(self._transport(base_url or server(spec)))
            self._client: Any = factory(base_url=base_url or server(spec), transport=self._wire, max_retries=1)
        except (self._module.ConfigurationError, ValueError) as error:
            variable = text(mapping(key_scheme(spec).get("x-credential")).get("environment"))
            raise MisuseError(f"no client can be made: is {variable} set?") from error
        self._ids: dict[tuple[str, ...], list[str]] = {}

    def _transport(self, base_url: str) -> httpx2.BaseTransport:
        """Give what the client would send with: proxies and certificates come from the environment."""
        runtime = f"{text(self._package['package'])}._runtime"
        address: Any = importlib.import_module(f"{runtime}.credentials").BaseURL.parse(base_url)
        made: httpx2.BaseTransport = importlib.import_module(f"{runtime}.transport").default_transport(address)
        return made

    def run(self, steps: Sequence[Step]) -> Outcome:
        """Ask step by step; end early when no other answer is to be expected."""
        outcome = Outcome()
        found: dict[str, str] = {}
        with self._wire, self._client:
            for step in steps:
                operation = step.operation
                missing = [name for name, source in step.sources.items() if source.id not in found]
                if missing:
                    outcome.skipped.append(f"{operation.id}: there is nothing to take `{missing[0]}` from")
                    continue
                error = self._ask(step, found)
                last = self._wire.last
                if last is None:
                    outcome.skipped.append(f"{operation.id}: not sent ({error})")
                else:
                    outcome.exchanges.append(last)
                    identifier = self._identifier(operation, last)
                    if identifier is not None:
                        found[operation.id] = identifier
                if error in _STOPS:
                    outcome.skipped.append(f"stopped at {operation.id} ({error}): nothing more was asked")
                    break
        return outcome

    def _ask(self, step: Step, found: Mapping[str, str]) -> str | None:
        """Make one request; give the name of the error it ended with, if it did."""
        self._wire.last = None
        arguments = self._arguments(step, found)
        if arguments is None:
            return "its body has no example in the spec"
        tag = text(sequence(step.operation.node["tags"])[0])
        verb = step.operation.id.removeprefix(f"{tag.replace('.', '_')}_")
        method = operator.attrgetter(f"{tag}.{verb}")(self._client)
        try:
            self._carry_out(method(**arguments), step.operation)
        except (self._module.APIError, TypeError, ValueError) as error:
            return type(error).__name__
        return None

    def _carry_out(self, result: Any, operation: Operation) -> None:
        success = next((node for status, node in operation.responses.items() if status.startswith("2")), None)
        if "x-paging" in operation.node:
            result.first_page()
        elif ANY_TYPE in mapping(self._spec.resolve(success).get("content")):
            with result:
                result.read()

    def _arguments(self, step: Step, found: Mapping[str, str]) -> dict[str, object] | None:
        operation = step.operation
        values: dict[str, object] = {name: found[source.id] for name, source in step.sources.items()}
        if self._sandbox is not None and self._sandbox.covers(operation):
            values[self._sandbox.parameter] = self._sandbox.id
        paging = mapping(operation.node.get("x-paging"))
        size = text(paging.get("size")) or text(paging.get("limit"))
        if size:
            values[size] = self._rules.rows
        values |= self._rules.queries.get(operation.id, {})
        if "requestBody" in operation.node:
            body = self._example(operation)
            if body is None:
                return None
            values |= body
        return {_python_name(name): value for name, value in values.items()}

    def _example(self, operation: Operation) -> Node | None:
        owner = self._spec.resolve(operation.node["requestBody"])
        media = mapping(mapping(owner.get("content")).get("application/json"))
        example = media.get("example")
        if not is_node(example):
            return None
        whole = text(owner.get("x-argument"))
        return {whole: example} if whole else example

    def _identifier(self, operation: Operation, exchange: Exchange) -> str | None:
        """Give the identifier that an answer holds: of the first row of a list, or of what was made."""
        try:
            body = read_json(exchange.answer_content)
        except UnreadableError:
            return None
        if exchange.status >= 300:
            return None
        found: object = body
        paging = mapping(operation.node.get("x-paging"))
        path = text(paging.get("items")) or text(operation.node.get("x-result"))
        if operation.pointer[2] == "post":
            envelope = mapping(self._spec.root.get("x-envelope"))
            location = text(inside(body, text(envelope.get("location")))) if envelope else ""
            if location:
                return location.rstrip("/").rpartition("/")[2]
        elif path:
            found = inside(body, path)
        rows = sequence(found)
        row = rows[0] if rows else found
        if is_node(row):
            row = row.get("id", row.get("key"))
        return str(row) if isinstance(row, str | int) and not isinstance(row, bool) and str(row) else None


def _python_name(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def is_documented(spec: Spec, base_url: str | None) -> bool:
    """Tell whether an address is the one that the spec documents."""
    if base_url is None:
        return True
    asked, documented = urlsplit(base_url.rstrip("/")), urlsplit(server(spec))
    with contextlib.suppress(ValueError):
        return (asked.scheme, asked.netloc.lower(), asked.path) == (
            documented.scheme,
            documented.netloc.lower(),
            documented.path,
        )
    return False
