"""Measures these clients beside what other generators make of the same specs, what one writes by hand, and the floor.

Prints one table of medians and ratios; the exit status tells whether every bar was kept.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import calls, listing, memory, report, sizes, start_up, throughput
from benchmarks.contenders.datamodel_codegen import DatamodelCodegen
from benchmarks.contenders.hand_written import Floor, HandWritten
from benchmarks.contenders.openapi_generator import OpenAPIGenerator
from benchmarks.contenders.openapi_python_client import OpenAPIPythonClient
from benchmarks.contenders.ours import Ours
from benchmarks.figures import Figures
from benchmarks.peers import PEERS
from benchmarks.table import missed

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

SCRIPTS = Path(__file__).resolve().parent
CONTENDERS = (Ours(), OpenAPIPythonClient(), DatamodelCodegen(), OpenAPIGenerator(), HandWritten(), Floor())
ROUNDS = {"start-up": (9, 3), "calls": (15, 5), "listing": (3, 1), "throughput": (5, 2), "memory": (1, 1)}
"""How often each section measures, in full and with ``--quick``."""


@contextmanager
def _server(delay: float) -> Generator[str]:
    command = [sys.executable, "-m", "benchmarks.server", str(delay)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=SCRIPTS) as server:
        if server.stdout is None:
            raise RuntimeError("the server printed no address")
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def measure(sections: Sequence[str], libraries: Path, *, quick: bool) -> Figures:
    """Measure the sections, one after the other.

    Args:
        sections: What to measure, of ``ROUNDS``.
        libraries: Directory with nothing but the clients and what all of them need at run time.
        quick: Whether a first look is enough.
    """
    figures = Figures()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as name,
        _server(0) as at_once,
        _server(0.05) as slow,
        asyncio.Runner() as runner,
    ):
        target = Path(name)
        print("generation, sizes", flush=True)
        sizes.generate(figures, target)
        sizes.measure(figures, target)
        path = [place for peer in PEERS for place in peer.paths(target)]
        sys.path += path
        path.append(str(libraries.resolve()))
        for section in sections:
            match section:
                case "start-up":
                    cases = start_up.cases(CONTENDERS, path)
                case "calls":
                    cases = calls.cases(CONTENDERS, at_once, runner)
                case "listing":
                    cases = listing.cases(CONTENDERS, slow, runner)
                case "throughput":
                    cases = throughput.cases(CONTENDERS, at_once, runner)
                case _:
                    cases = memory.cases()
            rounds = ROUNDS[section][quick]
            print(f"{section}: {len(cases)} cases, {rounds} rounds", flush=True)
            figures.measure(cases, rounds)
    return figures


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.add_argument("--only", action="append", choices=ROUNDS, help="measure this section; may be given again")
    parser.add_argument(
        "--libraries",
        type=Path,
        required=True,
        metavar="DIR",
        help="where the clients and what all of them need at run time are installed, and nothing else (nox sees to it)",
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for a first look")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table as a document, too")
    arguments = parser.parse_args()
    # Everything here stays on this machine, whatever proxy it has; not all clients see to that themselves.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
    figures = measure(arguments.only or list(ROUNDS), arguments.libraries, quick=arguments.quick)
    report.terminal(figures)
    if arguments.write:
        arguments.write.parent.mkdir(exist_ok=True)
        arguments.write.write_text(report.markdown(figures), encoding="utf-8")
    return 1 if missed(figures) else 0


if __name__ == "__main__":
    sys.exit(main())
