"""Regenerates the packages under generated/ from specs/, overrides/ and scripts/templates/.

All or nothing: every package is made completely in a directory aside and takes the old one's place at the end.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generation.assemble import assemble
from generation.spec import GenerationError, Spec
from generation.tree import (
    check_foreign,
    differences,
    exclusive,
    new_tree,
    packages,
    recover,
    replace,
    stray_files,
)
from spec_lint import rules
from spec_lint.reading import UnreadableSpecError, load

if TYPE_CHECKING:
    from spec_lint.document import Finding

ROOT = Path(__file__).resolve().parent.parent


def available(root: Path) -> list[str]:
    """Return the names of the specs."""
    return sorted(path.stem for path in (root / "specs").glob("*.yaml"))


def generate(apis: list[str], *, root: Path, check: bool = False) -> int:
    """Regenerate the named packages, or only compare them.

    Args:
        apis: Names of specs; none for all, and then packages without a spec disappear.
        root: Repository root.
        check: Change nothing, print the differences.

    Returns:
        Exit status: 0, or 1 when ``check`` found a difference.

    Raises:
        GenerationError: A spec, template or override has an error; nothing was changed.
    """
    known = available(root)
    unknown = sorted(set(apis) - set(known))
    if unknown or not known:
        raise GenerationError(f"there is no specs/{unknown[0] if unknown else '*'}.yaml; known: {', '.join(known)}")
    generated = root / "generated"
    if check:
        with tempfile.TemporaryDirectory(prefix="generate-") as aside:
            _stage(apis or known, root, Path(aside))
            return _report(_changes(apis, root, Path(aside)), [] if apis else stray_files(generated))
    with exclusive(root):
        recover(generated)
        staged = new_tree(generated)
        try:
            _stage(apis or known, root, staged)
            _publish(_changes(apis, root, staged), generated, staged)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return 0


def _specs(apis: list[str], root: Path) -> list[Spec]:
    """Read the specs; one that the spec lint has findings about is not even tried."""
    specs: list[Spec] = []
    findings: list[Finding] = []
    for api in apis:
        shown = Path("specs") / f"{api}.yaml"
        try:
            read = load(root / shown, shown)
        except UnreadableSpecError as error:
            findings.append(error.finding)
        else:
            findings += rules.check(read, manners=False)
            specs.append(Spec(api, read.root))
    if findings:
        raise GenerationError("\n".join(map(str, findings)))
    return specs


def _stage(apis: list[str], root: Path, staged: Path) -> None:
    for spec in _specs(apis, root):
        with tempfile.TemporaryDirectory(prefix="generate-") as work:
            assemble(spec, root, staged / spec.api, Path(work))


def _changes(apis: list[str], root: Path, staged: Path) -> dict[str, list[str]]:
    """Return the diff of every package in question, those without a spec included when all are."""
    generated = root / "generated"
    names = apis or sorted({*available(root), *packages(generated)})
    return {name: differences(generated / name, staged / name, f"generated/{name}") for name in names}


def _publish(changes: dict[str, list[str]], generated: Path, staged: Path) -> None:
    for path in stray_files(generated):
        raise GenerationError(_not_ours(path))
    for name in changes:
        check_foreign(generated / name, staged / name, f"generated/{name}")
    if any(changes.values()):
        # What stays the same keeps its build results.
        for name in packages(generated):
            if not changes.get(name):
                shutil.rmtree(staged / name, ignore_errors=True)
                shutil.copytree(generated / name, staged / name, symlinks=True)
        replace(generated, staged)
    for name, lines in changes.items():
        count = sum(line.startswith("--- ") for line in lines)
        outcome = f"{count} file{'s' if count > 1 else ''} changed" if count else "already up to date"
        print(f"generated/{name}: {outcome}")


def _not_ours(path: Path) -> str:
    return f"generated/{path.name} was not generated; move it elsewhere or delete it."


def _report(changes: dict[str, list[str]], strays: list[Path]) -> int:
    for lines in changes.values():
        sys.stdout.writelines(line if line.endswith("\n") else f"{line}\n" for line in lines)
    for path in strays:
        print(_not_ours(path))
    stale = [name for name, lines in changes.items() if lines]
    if stale:
        print(f"Out of date: {', '.join(f'generated/{name}' for name in stale)}. Run: nox -s generate")
        print("Edits by hand belong in specs/, overrides/ or scripts/templates/: the run undoes them in generated/.")
    if stale or strays:
        return 1
    print(f"Up to date: {', '.join(f'generated/{name}' for name in changes)}")
    return 0


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="nox -s generate --", description=__doc__)
    parser.add_argument("apis", nargs="*", metavar="API", help="names of specs (default: all)")
    parser.add_argument("--check", action="store_true", help="change nothing; fail with a diff if anything is stale")
    arguments = parser.parse_args()
    # Termination cleans up like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return generate(arguments.apis, root=ROOT, check=arguments.check)
    except GenerationError as error:
        print(f"{error}\nNothing was changed in generated/.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. generated/ was replaced as a whole or not at all.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
