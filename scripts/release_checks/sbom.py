"""Bills of materials: what comes along with a package, in CycloneDX 1.6, the same for the same sources.

A bill has no time stamp, and its serial number follows from the wheel. Versions and hashes are those of
requirements/shipped.txt, in which extras are locked as well; what depends on what, and under which licence, is read
from the distributions of that file as they were installed.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packaging.metadata import Metadata
from packaging.utils import canonicalize_name

from .reproducibility import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .packages import Package

_SPECIFICATION = "1.6"
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # of URLs, RFC 9562
_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? \\")
_HASH = re.compile(r"    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?")


@dataclass(frozen=True, slots=True)
class Locked:
    """A distribution that is locked.

    Attributes:
        name: Its name, as indexes compare it.
        version: Its version.
        marker: Where it is needed, empty for everywhere.
        hashes: SHA-256 of its files.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL, which names it within a bill."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str) -> dict[str, Locked]:
    """Read a lock file, as uv writes it; return its distributions by name.

    Raises:
        ValueError: A line is neither a version nor a hash, or a distribution has no hash.
    """
    found: dict[str, Locked] = {}
    for number, line in enumerate(text.splitlines(), 1):
        pin, digest = _PIN.fullmatch(line), _HASH.fullmatch(line)
        if pin is not None:
            name = canonicalize_name(pin["name"])
            found[name] = Locked(name, pin["version"], pin["marker"] or "", ())
        elif digest is not None and found:
            last, one = found.popitem()
            found[last] = Locked(one.name, one.version, one.marker, (*one.hashes, digest["digest"]))
        else:
            raise ValueError(f"line {number} is neither a version nor a hash: {line[:60]!r}")
    for one in found.values():
        if not one.hashes:
            raise ValueError(f"{one.name} has no hash")
    return found


def installed(directory: Path) -> dict[str, Metadata]:
    """Return the metadata of what is installed in a directory of site packages, by name."""
    read = (Metadata.from_email(path.read_bytes(), validate=False) for path in directory.glob("*.dist-info/METADATA"))
    return {canonicalize_name(metadata.name): metadata for metadata in read}


def bill(
    package: Package, wheel: Path, metadata: Metadata, lock: Mapping[str, Locked], known: Mapping[str, Metadata]
) -> str:
    """Return the bill of materials of a package, as JSON.

    Args:
        package: The package.
        wheel: Its wheel.
        metadata: The metadata of the wheel.
        lock: What is locked.
        known: Metadata of what is locked and installed here; the rest is for other systems.

    Raises:
        ValueError: The package needs what is not locked.
    """
    digest = sha256(wheel)
    own = f"pkg:pypi/{package.distribution}@{package.version}"
    needs = _needs(metadata, extras=set(metadata.provides_extra or ()))
    without_extras = _closure(_needs(metadata, extras=set()), lock, known)
    reached = _closure(needs, lock, known)
    components = [_component(lock[name], known.get(name), name in without_extras) for name in sorted(reached)]
    edges = [{"ref": own, "dependsOn": sorted(lock[name].purl for name in needs)}]
    edges += [
        {"ref": lock[name].purl, "dependsOn": sorted(lock[other].purl for other in reached[name])}
        for name in sorted(reached)
    ]
    document = {
        "$schema": f"http://cyclonedx.org/schema/bom-{_SPECIFICATION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": _SPECIFICATION,
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'sha256:{digest}')}",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "library",
                "bom-ref": own,
                "name": package.distribution,
                "version": package.version,
                "description": metadata.summary or "",
                "purl": own,
                "licenses": [{"license": {"id": metadata.license_expression or "MIT"}}],
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "properties": [{"name": "file", "value": wheel.name}],
            },
        },
        "components": components,
        "dependencies": edges,
    }
    return json.dumps(document, indent=2) + "\n"


def schema_faults(text: str) -> list[str]:
    """Return where a bill of materials does not keep to the schema of CycloneDX."""
    # Imported late: only the session has it installed.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return [] if fault is None else [f"is not as CycloneDX {_SPECIFICATION} asks: {str(fault)[:200]}"]


def _needs(metadata: Metadata, extras: set[str]) -> dict[str, set[str]]:
    """Return what a distribution with some of its extras needs, on any system; and the extras of those."""
    needs: dict[str, set[str]] = {}
    for requirement in metadata.requires_dist or ():
        wanted_by = set(re.findall(r"""extra == ["']([^"']+)""", str(requirement.marker or "")))
        if not wanted_by or wanted_by & extras:
            needs.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    return needs


def _closure(
    needs: Mapping[str, set[str]], lock: Mapping[str, Locked], known: Mapping[str, Metadata]
) -> dict[str, set[str]]:
    """Return all that some distributions lead to, and what each of it needs.

    Raises:
        ValueError: One of ``needs`` is not locked.
    """
    missing = sorted(needs.keys() - lock.keys())
    if missing:
        raise ValueError(f"{missing[0]} is not locked; put it into requirements/shipped.in and run `nox -s lock`")
    extras = {name: set(wanted) for name, wanted in needs.items()}
    reached: dict[str, set[str]] = {}
    pending = [*extras]
    while pending:
        name = pending.pop()
        below = _needs(known[name], extras[name]) if name in known else {}
        # Not locked is what no supported Python or system needs.
        reached[name] = below.keys() & lock.keys()
        for other in sorted(reached[name]):
            if other not in extras or not below[other] <= extras[other]:
                extras[other] = extras.get(other, set()) | below[other]
                pending.append(other)
    return reached


def _component(one: Locked, metadata: Metadata | None, required: bool) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "scope": "required" if required else "optional",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in one.hashes],
        "purl": one.purl,
    }
    licence = None if metadata is None else _licence(metadata)
    if licence is not None:
        component["licenses"] = [licence]
    if one.marker:
        component["properties"] = [{"name": "marker", "value": one.marker}]
    return component


def _licence(metadata: Metadata) -> dict[str, Any] | None:
    if metadata.license_expression:
        return {"expression": metadata.license_expression}
    named = [text.rpartition(" :: ")[2] for text in metadata.classifiers or () if text.startswith("License :: ")]
    if not named and metadata.license and "\n" not in metadata.license:
        named = [metadata.license]
    return {"license": {"name": named[0]}} if named else None
