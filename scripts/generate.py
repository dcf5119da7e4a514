"""Regenerates the packages under generated/ from specs/, overrides/ and scripts/templates/.

All or nothing: every package is made completely in a directory aside and takes the old one's place at the end.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from generation.assemble import assemble
from generation.spec import GenerationError
from generation.tree import check_foreign, differences, recover, replace
from lint_specs import lint

ROOT = Path(__file__).resolve().parent.parent


def available(root: Path) -> list[str]:
    """Return the names of the specs."""
    return sorted(path.stem for path in (root / "specs").glob("*.yaml"))


def _stage(apis: list[str], root: Path, staged: Path) -> None:
    generated = root / "generated"
    for api in sorted({*available(root), *apis}):
        if api in apis:
            with tempfile.TemporaryDirectory(prefix="generate-") as work:
                assemble(api, root, staged / api, Path(work))
        elif (generated / api).is_dir():
            shutil.copytree(generated / api, staged / api)


def _refuse_bad_specs(apis: list[str], root: Path) -> None:
    findings = [finding for api in apis for finding in lint(root / "specs" / f"{api}.yaml")]
    if findings:
        listed = "\n".join(map(str, findings))
        raise GenerationError(f"{listed}\nNothing was changed in generated/.")


def generate(apis: list[str], *, check: bool, root: Path = ROOT) -> int:
    """Regenerate the named packages, or only compare them.

    Args:
        apis: Names of specs.
        check: Change nothing, print the differences.
        root: Repository root.

    Returns:
        Exit status: 0, or 1 when ``check`` found a difference.

    Raises:
        GenerationError: A spec, template or override has an error; nothing was changed.
    """
    generated = root / "generated"
    recover(generated)
    unknown = sorted(set(apis) - set(available(root)))
    if unknown:
        raise GenerationError(f"there is no specs/{unknown[0]}.yaml; known: {', '.join(available(root))}")
    _refuse_bad_specs(apis, root)
    staged = Path(tempfile.mkdtemp(prefix=f".{generated.name}.new-", dir=root))
    try:
        _stage(apis, root, staged)
        changes = {api: differences(generated / api, staged / api, f"generated/{api}") for api in apis}
        if check:
            return _report(changes)
        for api in apis:
            check_foreign(generated / api, f"generated/{api}")
        if any(changes.values()):
            staged.chmod(0o755)
            replace(generated, staged)
        for api, lines in changes.items():
            changed = sum(line.startswith("--- ") for line in lines)
            print(f"generated/{api}: {f'{changed} files changed' if changed else 'already up to date'}")
        return 0
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _report(changes: dict[str, list[str]]) -> int:
    for lines in changes.values():
        sys.stdout.writelines(line if line.endswith("\n") else f"{line}\n" for line in lines)
    stale = [api for api, lines in changes.items() if lines]
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run: nox -s generate -- {' '.join(stale)}")
        print("(Edits by hand belong in specs/, overrides/ or scripts/templates/.)")
        return 1
    print(f"Up to date: {', '.join(changes)}")
    return 0


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="nox -s generate --", description=__doc__)
    parser.add_argument("apis", nargs="*", metavar="API", help="names of specs (default: all)")
    parser.add_argument("--check", action="store_true", help="change nothing; fail with a diff if anything is stale")
    arguments = parser.parse_args()
    try:
        return generate(arguments.apis or available(ROOT), check=arguments.check)
    except GenerationError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
