"""Start-up, in fresh interpreters and net of their own start."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from .figures import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .contenders.contender import Contender


def cases(contenders: Iterable[Contender], path: Sequence[str]) -> list[Case]:
    """Return the start-up cases.

    Args:
        contenders: Who takes part.
        path: Where the packages and what they depend on are.
    """
    return [
        Case(row, contender.column, _prepare(statement, path))
        for contender in contenders
        for row, statement in contender.start_up.items()
    ]


def _prepare(statement: str, path: Sequence[str]) -> Callable[[], Callable[[], float]]:
    # Without the generators' own libraries: httpx loads a command line interface where it finds click and rich.
    code = "import sys, time; sys.path = [place for place in sys.path if not place.endswith('-packages')]\n"
    code += f"sys.path += {list(path)!r}; start = time.perf_counter()\n{statement}\nprint(time.perf_counter() - start)"

    # Whoever starts a program twice has it compiled, unless this says otherwise.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run() -> float:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().rpartition("\n")[2])
        return float(done.stdout)

    def prepare() -> Callable[[], float]:
        run()  # compiles what it imports
        return run

    return prepare
