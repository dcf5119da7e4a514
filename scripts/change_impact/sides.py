"""The two sides of a comparison, then and now: specs, and the packages that are made of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generation.assemble import assemble
from generation.spec import GenerationError
from generation.spec import Spec as GeneratorSpec
from generation.tree import differences
from spec_lint import rules
from spec_lint.reading import UnreadableSpecError, load

from .contract import Contract

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Api:
    """One API on one side.

    Attributes:
        name: Name of its spec.
        contract: What the spec says, ``None`` where it cannot be read.
        project: Directory of its package, ``None`` where there is none.
        problem: What is wrong with the spec or the package, empty if nothing is.
        note: What a reader should know of it besides.
    """

    name: str
    contract: Contract | None = None
    project: Path | None = None
    problem: str = ""
    note: str = ""

    @property
    def distribution(self) -> str:
        """The name it is installed by."""
        return self.contract.package.get("distribution", self.name) if self.contract else self.name


@dataclass
class Side:
    """All APIs of one side."""

    apis: dict[str, Api] = field(default_factory=dict[str, Api])

    def of(self, distribution: str) -> Api | None:
        """Return the API of a distribution."""
        return next((api for api in self.apis.values() if api.distribution == distribution), None)


def past(root: Path, label: str) -> Side:
    """Read the specs and packages of a revision, as they were committed.

    Args:
        root: The revision, as a directory.
        label: Its name, for messages.
    """
    side = Side()
    for name in _names(root):
        project = root / "generated" / name
        api = Api(name, project=project if (project / "pyproject.toml").is_file() else None)
        _read(api, root, f" at {label}")
        if api.project is None:
            api.note = f"at {label}, it had no generated package: only the specs are compared"
        side.apis[name] = api
    return side


def present(root: Path, work: Path) -> Side:
    """Read the specs of the working tree, and make their packages aside, so that stale ones do not count.

    Args:
        root: Repository root; nothing in it is changed.
        work: Directory for the packages.
    """
    side = Side()
    for name in _names(root):
        api = Api(name)
        _read(api, root, "")
        if api.contract is not None:
            _make(api, api.contract, root, work)
        side.apis[name] = api
    return side


def _names(root: Path) -> list[str]:
    return sorted(path.stem for path in (root / "specs").glob("*.yaml"))


def _read(api: Api, root: Path, when: str) -> None:
    shown = Path("specs") / f"{api.name}.yaml"
    try:
        api.contract = Contract(load(root / shown, shown))
    except UnreadableSpecError as error:
        api.problem = f"the spec{when} cannot be read: {error.finding}"


def _make(api: Api, contract: Contract, root: Path, work: Path) -> None:
    findings = rules.check(contract.spec, manners=False)
    if findings:
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        api.problem = f"no package can be made of the spec: {findings[0]}{more}"
        return
    project, aside = work / api.name, work / f".{api.name}"
    aside.mkdir(parents=True)
    spec = GeneratorSpec(api.name, dict(contract.root))
    try:
        assemble(spec, root, project, aside)
    except GenerationError as error:
        api.problem = f"no package can be made of the spec: {error}"
        return
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    api.project = project
    if differences(root / "generated" / api.name, project, f"generated/{api.name}"):
        api.note = f"generated/{api.name} is stale; compared is what the spec makes now. Run: nox -s generate"


def sources(api: Api) -> Mapping[str, Path]:
    """Return the directory of an API's import package, by its name."""
    if api.project is None or api.contract is None:
        return {}
    return {api.contract.package.get("package", ""): api.project / "src"}
