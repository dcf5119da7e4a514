"""Record what a service really answers, without anybody's secrets, and say where it differs from its spec.

Run as `python scripts/record.py API [operation ...]`. It asks the service with the credential of the client's own
environment variables, or reads what a browser or proxy saved (`--har`). Nothing is written before it was looked at.
The exit status is 0 when answers and spec agree, 1 when they differ, 2 when nothing could be recorded.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recorder.errors import LeakError, MisuseError
from recorder.har import read_archive
from recorder.live import Asking, find_sandbox, is_documented, plan
from recorder.matching import origin_of, server
from recorder.provenance import Provenance, revision
from recorder.review import listed
from recorder.rules import load_rules
from recorder.session import Session
from recorder.writing import write_all
from spec_lint.reading import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recorder.exchanges import Exchange
    from spec_lint.document import Spec

ROOT = Path(__file__).resolve().parent.parent


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="record", description="Record what a service really answers.")
    parser.add_argument("api", choices=sorted(path.stem for path in (ROOT / "specs").glob("*.yaml")))
    parser.add_argument(
        "operations", nargs="*", metavar="operation", help="what to record; by default all that only reads"
    )
    parser.add_argument("--har", type=Path, help="a HAR file of a browser or proxy, in place of asking the service")
    parser.add_argument("--base-url", help="address of another service, such as a fake; what it says is not recorded")
    parser.add_argument("--output", type=Path, help="where to write (default: tests/recordings/API)")
    parser.add_argument("--patch", help="file for the patch of the spec, - to print it")
    parser.add_argument(
        "--write", action="store_true", help="allow the operations named to write, in the sandbox alone"
    )
    parser.add_argument("--sandbox", metavar="KIND/ID", help="the object on and below which may be written")
    parser.add_argument("--dry-run", action="store_true", help="show which requests would be made")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    return parser.parse_args(arguments)


def _ask(spec: Spec, options: argparse.Namespace) -> list[Exchange] | None:
    """Ask the service; nothing where that was only to be shown."""
    if bool(options.write) != bool(options.sandbox):
        raise MisuseError("`--write` and `--sandbox KIND/ID` belong together")
    if options.write and not options.operations:
        raise MisuseError("`--write` wants the operations named that may write")
    sandbox = find_sandbox(spec, options.sandbox) if options.sandbox else None
    steps, impossible = plan(spec, options.operations, sandbox)
    if options.dry_run:
        print(f"{len(steps)} request{'s' * (len(steps) != 1)} to {options.base_url or server(spec)}:")
        for step in steps:
            print(f"  {step}")
        _print(listed("Not asked:", impossible))
        return None
    outcome = Asking(spec, load_rules(options.api), options.base_url, sandbox).run(steps)
    _print(listed("Not recorded:", [*impossible, *outcome.skipped]))
    if not outcome.exchanges:
        raise MisuseError("the service answered nothing")
    return outcome.exchanges


def _read(spec: Spec, options: argparse.Namespace) -> tuple[list[Exchange], set[str]]:
    if options.write or options.dry_run:
        raise MisuseError("`--har` sends nothing; `--write` and `--dry-run` do not go with it")
    archive = read_archive(options.har, origin_of(options.base_url or server(spec)))
    _print(listed("Entries left out:", [f"{count} {reason}" for reason, count in sorted(archive.ignored.items())]))
    if not archive.exchanges:
        raise MisuseError(f"--har: holds no answer of {origin_of(options.base_url or server(spec))}")
    return archive.exchanges, archive.secrets


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _folder(options: argparse.Namespace, *, genuine: bool) -> Path:
    recordings = ROOT / "tests" / "recordings"
    folder: Path = (options.output or recordings / options.api).resolve()
    if not genuine and folder.is_relative_to(recordings):
        raise MisuseError(
            "what another service says is no recording: name a folder outside of tests/recordings with `--output`"
        )
    return folder


def _confirmed(options: argparse.Namespace, count: int, folder: Path) -> bool:
    if options.yes:
        return True
    if not sys.stdin.isatty():
        raise MisuseError("nothing was written, as nobody can be asked: look at the above, then add `--yes`")
    return input(f"Write {count} files into {folder}? [y/N] ").strip().lower() in {"y", "yes"}


def record(options: argparse.Namespace) -> int:
    """Record, show, ask, write; give the exit status.

    Raises:
        MisuseError: What was asked for cannot be done.
        LeakError: Something secret would be written.
    """
    path = ROOT / "specs" / f"{options.api}.yaml"
    spec = load(path, path.relative_to(ROOT))
    genuine = is_documented(spec, options.base_url)
    folder = _folder(options, genuine=genuine) if not options.dry_run else ROOT
    secrets: set[str] = set()
    if options.har is not None:
        exchanges, secrets = _read(spec, options)
    else:
        asked = _ask(spec, options)
        if asked is None:
            return 0
        exchanges = asked
    provenance = Provenance(origin_of(server(spec)), genuine, "har" if options.har else "live", revision(path))
    base = urlsplit(options.base_url or server(spec)).path.rstrip("/")
    result = Session(spec, path, load_rules(options.api), provenance, base, secrets).run(exchanges, options.operations)
    _print([*result.review, *result.report])
    files = {folder / name: content for name, content in result.files.items()}
    replaced = [file.name for file in files if file.exists()]
    _print([*listed("Recordings:", (file.name for file in files)), *listed("Of these, replaced:", replaced)])
    if options.patch == "-":
        print(result.patch, end="")
    elif options.patch and result.patch:
        files[Path(options.patch).resolve()] = result.patch
    if files and not _confirmed(options, len(files), folder):
        print("Nothing was written.")
        return 2
    write_all(files)
    print(f"Written: {len(result.files)} recordings{', 1 patch' * (len(files) - len(result.files))}.")
    if genuine and result.files:
        print("Read them, then sign them: python -m tests.contract.fingerprints --sign; and renew: nox -s evidence")
    return 1 if result.differences else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; whatever goes wrong, nothing that was recorded is quoted."""
    options = _arguments(arguments)
    try:
        return record(options)
    except MisuseError as error:
        print(f"record: {error}", file=sys.stderr)
    except LeakError as error:
        print(f"record: nothing was written: something secret is left at {error}", file=sys.stderr)
        print("  Add a rule that replaces what stands there, or take it out of the HAR file.", file=sys.stderr)
    except KeyboardInterrupt:
        print("record: stopped; nothing was written", file=sys.stderr)
    except Exception as error:  # noqa: BLE001  its text may quote what was recorded
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(
            f"record: {type(error).__name__} at {Path(place.filename).name}:{place.lineno}; nothing was written",
            file=sys.stderr,
        )
    return 2


if __name__ == "__main__":
    sys.exit(main())
