"""The contract tests, run in this process: their modules are executed anew and see what was changed.

Of a mutant only the tests that it may concern are run, until the first that fails. What counts as caught is what pytest
would count: the very test functions, with the very cases that they are parametrized with. pytest itself takes a second
to begin with, and there are thousands of mutants.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

import pytest
import respx

from tests.contract import documents, recordings
from tests.contract.documents import ROOT, Spec
from tests.contract.recordings import Recording

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path
    from types import CodeType

# With it respx knows httpcore2.
importlib.import_module("pytest_httpx2")

CONTRACT = ROOT / "tests" / "contract"


@dataclass(frozen=True)
class Case:
    """A test with the arguments that it is parametrized with."""

    function: Callable[..., object]
    arguments: dict[str, Any]
    module: ModuleType

    @property
    def name(self) -> str:
        """Module and function, as pytest has them."""
        return f"{self.module.__name__.rpartition('.')[2]}::{self.function.__name__}"

    @property
    def needs(self) -> list[str]:
        """The names of the fixtures that it needs."""
        return [name for name in inspect.signature(self.function).parameters if name not in self.arguments]

    def fault(self) -> str | None:
        """Run the test and return what is wrong, nothing if it passes."""
        try:
            with ExitStack() as stack:
                made = {name: _fixture(self.module, name, stack) for name in self.needs}
                self.function(**self.arguments, **made)
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever a test raises, it fails
            return f"{self.name}: {type(error).__name__}"
        return None


def _fixture(module: ModuleType, name: str, stack: ExitStack) -> Any:
    if name == "httpx2_mock":
        return stack.enter_context(respx.mock(using="httpcore2"))
    if name == "monkeypatch":
        return stack.enter_context(pytest.MonkeyPatch.context())
    definition: Any = getattr(module, name)
    function: Callable[..., Any] = definition._get_wrapped_function()
    made = {need: _fixture(module, need, stack) for need in inspect.signature(function).parameters}
    if inspect.isgeneratorfunction(function):
        return stack.enter_context(contextmanager(function)(**made))
    return function(**made)


@dataclass(frozen=True)
class Source:
    """A module of tests, read and compiled once."""

    name: str
    code: CodeType

    def executed(self) -> ModuleType:
        """Execute the module anew."""
        module = ModuleType(f"tests.contract.{self.name}")
        module.__file__ = str(CONTRACT / f"{self.name}.py")
        # Data classes and the like look their module up.
        before = sys.modules.get(module.__name__)
        sys.modules[module.__name__] = module
        try:
            exec(self.code, module.__dict__)  # noqa: S102 - our own tests
        finally:
            if before is None:
                del sys.modules[module.__name__]
            else:
                sys.modules[module.__name__] = before
        return module


def read_source(name: str) -> Source:
    """Read and compile a module of `tests/contract`."""
    path: Path = CONTRACT / f"{name}.py"
    return Source(name, compile(path.read_text(encoding="utf-8"), str(path), "exec"))


def cases(module: ModuleType) -> Iterator[Case]:
    """Give the tests of a module, in its order, with all their arguments; not those that run an event loop."""
    for name, value in list(vars(module).items()):
        if name.startswith("test_") and inspect.isfunction(value) and not inspect.iscoroutinefunction(value):
            for arguments in _expanded(value):
                yield Case(value, arguments, module)


def _expanded(function: Callable[..., object]) -> Iterator[dict[str, Any]]:
    marks: list[Any] = getattr(function, "pytestmark", [])
    combinations: list[dict[str, Any]] = [{}]
    for mark in marks:
        if mark.name == "parametrize":
            names, values = mark.args
            keys = _names(names)
            rows = [_row(value, keys) for value in values]
            combinations = [{**before, **row} for before in combinations for row in rows]
    yield from combinations


def _names(names: str | Sequence[str]) -> list[str]:
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)


def _row(value: Any, keys: list[str]) -> dict[str, Any]:
    found = value.values if hasattr(value, "marks") and hasattr(value, "id") else value if len(keys) > 1 else (value,)
    return dict(zip(keys, cast("Sequence[Any]", found), strict=True))


@contextmanager
def seen_spec(spec: Spec) -> Generator[None]:
    """Let modules that are executed meanwhile load this spec instead of the one of its API."""
    original = documents.load_spec

    def load_spec(api: str, root: Path = ROOT) -> Spec:
        return spec if api == spec.api else original(api, root)

    documents.load_spec = cast("Any", load_spec)
    try:
        yield
    finally:
        documents.load_spec = original


@contextmanager
def seen_recording(recording: Recording) -> Generator[None]:
    """Let tests see this recording instead of the one of its name."""
    before = recordings.BY_ID[recording.id]
    index = recordings.RECORDINGS.index(before)
    recordings.RECORDINGS[index] = recordings.BY_ID[recording.id] = recording
    try:
        yield
    finally:
        recordings.RECORDINGS[index] = recordings.BY_ID[recording.id] = before


def concerns(case: Case, api: str, operations: frozenset[str]) -> bool:
    """Tell whether a test may be about some operations of an API, by what it is parametrized with."""
    for name, value in case.arguments.items():
        if isinstance(value, Recording) and (value.api != api or value.operation_id not in operations):
            return False
        if isinstance(value, Spec) and value.api != api:
            return False
        if name == "api" and value != api:
            return False
        if name == "operation_id" and value not in operations:
            return False
    return True


def first_fault(sources: Sequence[Source], wanted: Callable[[Case], bool]) -> str | None:
    """Run the wanted tests of some modules until one fails; return what failed."""
    for source in sources:
        try:
            module = source.executed()
            found = [case for case in cases(module) if wanted(case)]
        except Exception as error:  # noqa: BLE001 - whatever it is, pytest would not even collect the module
            return f"{source.name}: {type(error).__name__}"
        for case in found:
            fault = case.fault()
            if fault is not None:
                return fault
    return None
