"""Looks into a wheel and a source distribution: only what was generated, and nothing of the machine or its user."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import stat
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.metadata import Metadata
from packaging.specifiers import SpecifierSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .leaks import Leaks
    from .packages import Package

_MANIFEST = "manifest.txt"
_CLASSIFIER = "Programming Language :: Python :: "


def generated(project: Path) -> dict[str, bytes]:
    """Return the files that a package was generated with, by path."""
    lines = (project / _MANIFEST).read_text(encoding="utf-8").splitlines()
    return {name: (project / name).read_bytes() for name in lines if not name.startswith("#")}


@dataclass(frozen=True, slots=True)
class Archive:
    """A distribution, unpacked in memory.

    Attributes:
        name: Name of the file.
        files: Contents by path; in a source distribution, without its first directory.
        faults: What is wrong with how it is packed.
        around: The bytes beside the contents: names, owners, comments.
    """

    name: str
    files: dict[str, bytes]
    faults: list[str]
    around: bytes


def read_wheel(path: Path) -> Archive:
    """Unpack a wheel."""
    archive = Archive(path.name, {}, [], path.read_bytes())
    with zipfile.ZipFile(path) as wheel:
        for info in wheel.infolist():
            mode = info.external_attr >> 16
            _add(
                archive,
                info.filename,
                wheel.read(info),
                regular=stat.S_IFMT(mode) in {0, stat.S_IFREG} and stat.S_IMODE(mode) == 0o644,
            )
    return archive


def read_sdist(path: Path, package: Package) -> Archive:
    """Unpack a source distribution."""
    archive = Archive(path.name, {}, [], gzip.decompress(path.read_bytes()))
    with tarfile.open(path) as sdist:
        for member in sdist:
            content = sdist.extractfile(member) if member.isfile() else None
            first, _, name = member.name.partition("/")
            if first != package.stem:
                archive.faults.append(f"{member.name}: lies outside of {package.stem}/")
            regular = content is not None and member.mode == 0o644 and not (member.uid or member.gid)
            _add(archive, name, b"" if content is None else content.read(), regular=regular)
    return archive


def _add(archive: Archive, name: str, content: bytes, *, regular: bool) -> None:
    if name in archive.files:
        archive.faults.append(f"{name}: is there twice")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        archive.faults.append(f"{name}: leads out of the package")
    if not regular:
        archive.faults.append(f"{name}: is no plain file with the permissions 644")
    archive.files[name] = content


def check(
    package: Package,
    wheel: Archive,
    sdist: Archive,
    sources: dict[str, bytes],
    leaks: Leaks,
) -> list[str]:
    """Return what is wrong with the distributions of a package, one line for each finding.

    Args:
        package: The package.
        wheel: Its wheel.
        sdist: Its source distribution.
        sources: The files that it was generated with, by path.
        leaks: What must not stand in any file.
    """
    info = f"{package.stem}.dist-info"
    code = {name.removeprefix("src/"): text for name, text in sources.items() if name.startswith("src/")}
    licence = {f"{info}/licenses/LICENSE": sources.get("LICENSE", b"")}
    made = {f"{info}/{name}" for name in ("METADATA", "RECORD", "WHEEL")}
    metadata = wheel.files.get(f"{info}/METADATA", b"")
    found = [
        *_compare(wheel, code | licence, made),
        *_compare(sdist, sources, {"PKG-INFO"}),
        *_record(wheel, f"{info}/RECORD"),
        *(f"{wheel.name}: {fault}" for fault in metadata_faults(package, metadata)),
    ]
    if sdist.files.get("PKG-INFO", b"") != metadata:
        found.append(f"{sdist.name}: PKG-INFO differs from the METADATA of the wheel")
    needed = (f"{package.module}/py.typed", *licence)
    found += [f"{wheel.name}: {name} is missing" for name in needed if name not in wheel.files]
    for archive in (wheel, sdist):
        found += [f"{archive.name}: {fault}" for fault in archive.faults]
        for name, content in archive.files.items():
            found += [f"{archive.name}: {name}: {leak}" for leak in leaks.found_in(content)]
        found += [
            f"{archive.name}: names and comments of its members: {leak}" for leak in leaks.found_in(archive.around)
        ]
    return list(dict.fromkeys(found))


def _compare(archive: Archive, sources: dict[str, bytes], made: set[str]) -> list[str]:
    """Compare the files with those that were generated; ``made`` are those that the build adds."""
    found = [
        f"{archive.name}: {name} was not generated; see where it comes from"
        for name in archive.files.keys() - sources.keys() - made
    ]
    found += [f"{archive.name}: {name} is missing" for name in (sources.keys() | made) - archive.files.keys()]
    found += [
        f"{archive.name}: {name} is not as it was generated"
        for name in archive.files.keys() & sources.keys()
        if archive.files[name] != sources[name]
    ]
    return sorted(found)


def _record(wheel: Archive, place: str) -> list[str]:
    """Compare RECORD with what the wheel holds."""
    found: list[str] = []
    listed: dict[str, tuple[str, str]] = {}
    for row in csv.reader(io.StringIO(wheel.files.get(place, b"").decode())):
        match row:
            case [name, digest, size] if name not in listed:
                listed[name] = digest, size
            case _:
                found.append(f"{wheel.name}: RECORD: {','.join(row)[:80]!r} is no row of it, or there twice")
    for name in sorted(listed.keys() | wheel.files.keys()):
        if name not in listed or name not in wheel.files:
            found.append(f"{wheel.name}: RECORD: {name} is {'not in the wheel' if name in listed else 'not listed'}")
        elif name == place:
            if listed[name] != ("", ""):
                found.append(f"{wheel.name}: RECORD: has a hash of itself")
        else:
            content = wheel.files[name]
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            if listed[name] != (f"sha256={digest}", str(len(content))):
                found.append(f"{wheel.name}: RECORD: {name} has another hash or size")
    return found


def metadata_faults(package: Package, content: bytes) -> list[str]:
    """Return what is wrong with the METADATA of a wheel; how the description renders is asked of twine."""
    try:
        metadata = Metadata.from_email(content)
    except ExceptionGroup as group:
        return [f"METADATA: {error}" for error in group.exceptions]
    versions = _versions(metadata)
    asked: SpecifierSet = metadata.requires_python or SpecifierSet()
    expected: list[tuple[str, Callable[[], bool]]] = [
        (
            f"its name is {metadata.name}, the spec says {package.distribution}",
            lambda: metadata.name == package.distribution,
        ),
        (
            f"its version is {metadata.version}, the spec says {package.version}",
            lambda: str(metadata.version) == package.version,
        ),
        ("it has no summary", lambda: bool(metadata.summary)),
        (f"its keywords do not name {package.api}", lambda: package.api in (metadata.keywords or [])),
        ("its licence is not MIT, as LICENSE says", lambda: metadata.license_expression == "MIT"),
        ("it has no description in Markdown", lambda: metadata.description_content_type == "text/markdown"),
        ("its description is empty", lambda: bool((metadata.description or "").strip())),
        (
            f"it asks for Python {asked or 'of any version'}, which the classifiers do not begin with",
            lambda: (
                bool(versions)
                and all(asked.contains(version) for version in versions)
                and not asked.contains(_before(versions))
            ),
        ),
    ]
    return [fault for fault, holds in expected if not holds()]


def untried(package: Package, metadata: Metadata, pythons: Sequence[str]) -> list[str]:
    """Return how the versions of Python that the metadata name differ from those that the package can be tried on."""
    named = _versions(metadata)
    found = [
        f"{package.distribution} is said to support Python {version}, which is not on this machine: install it"
        for version in named
        if version not in pythons
    ]
    return found + [
        f"{package.distribution} was tried on Python {version}: name it in scripts/templates/pyproject.toml.jinja"
        for version in pythons
        if version not in named
    ]


def _versions(metadata: Metadata) -> list[str]:
    named = [name.removeprefix(_CLASSIFIER) for name in metadata.classifiers or () if name.startswith(_CLASSIFIER)]
    return [version for version in named if "." in version]


def _before(versions: list[str]) -> str:
    """Return the version of Python before the oldest of some."""
    major, minor = min(tuple(map(int, version.split("."))) for version in versions)
    return f"{major}.{minor - 1}.99"
