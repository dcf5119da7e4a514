"""The packages and what their specs say of them: the one place where a version is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version
from spec_lint import rules
from spec_lint.reading import UnreadableSpecError, load


class ReleaseError(Exception):
    """Nothing can be checked or released; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package.

    Attributes:
        api: Name of its spec.
        distribution: Name on an index.
        module: Name to import.
        client: Its class of clients; the async one is named ``Async`` and this.
        version: The version.
        argument: The client's argument for the credential.
        listing: A method that lists objects without being told anything, such as ``klips.list``.
    """

    api: str
    distribution: str
    module: str
    client: str
    version: str
    argument: str
    listing: str

    @property
    def tag(self) -> str:
        """Name of the git tag of this version."""
        return f"{self.distribution}-v{self.version}"

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return f"{self.module}-{self.version}"

    @property
    def sdist(self) -> str:
        """Name of the source distribution."""
        return f"{self.stem}.tar.gz"

    @property
    def wheel(self) -> str:
        """Name of the wheel."""
        return f"{self.stem}-py3-none-any.whl"

    @property
    def sbom(self) -> str:
        """Name of the bill of materials."""
        return f"{self.stem}.cdx.json"


def packages(root: Path, apis: list[str]) -> list[Package]:
    """Return the packages of some APIs, or of all.

    Args:
        root: Repository root.
        apis: Names of specs; none for all.

    Raises:
        ReleaseError: There is no such spec, it has an error, or its version is none.
    """
    specs = {path.stem: path for path in sorted((root / "specs").glob("*.yaml"))}
    unknown = [api for api in apis if api not in specs]
    if unknown or not specs:
        known = ", ".join(specs) or "none"
        raise ReleaseError(f"there is no specs/{unknown[0] if unknown else '*'}.yaml; known: {known}")
    return [_package(api, specs[api]) for api in dict.fromkeys(apis or specs)]


def _package(api: str, path: Path) -> Package:
    shown = Path("specs", path.name)
    try:
        spec = load(path, shown)
    except UnreadableSpecError as error:
        raise ReleaseError(str(error.finding)) from error
    findings = rules.check(spec, manners=False)
    if findings:
        raise ReleaseError("\n".join(map(str, findings)))
    document: Any = spec.root
    said = document["x-package"]
    version = str(said["version"])
    try:
        normal = str(Version(version))
    except InvalidVersion:
        normal = ""
    if normal != version:
        advice = f"write {normal}" if normal else "write one such as 1.2.3"
        raise ReleaseError(f"specs/{api}.yaml: x-package: version {version!r} is not as indexes write it; {advice}")
    schemes = document["components"]["securitySchemes"].values()
    argument = next(scheme["x-credential"]["argument"] for scheme in schemes if scheme["type"] == "apiKey")
    return Package(
        api, said["distribution"], said["package"], said["client"], version, argument, _listing(api, document)
    )


def _listing(api: str, document: Any) -> str:
    for path, item in document["paths"].items():
        operation = item.get("get", {})
        given = [parameter for parameter in operation.get("parameters", ()) if parameter.get("required")]
        if "x-paging" in operation and "{" not in path and not given:
            tag = str(operation["tags"][0])
            return f"{tag}.{operation['operationId'].removeprefix(tag.replace('.', '_') + '_')}"
    raise ReleaseError(f"specs/{api}.yaml: no operation lists objects without being told anything; none can be tried")
