"""A copy of the project in which the overrides stand once, and every package reads them there.

What is mutated is this copy; no file of the project itself is ever written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_OURS = Path(__file__).resolve().parents[1]
_PARTS = ("generated", "overrides", "scripts", "specs", "tests", "pyproject.toml", "README.md")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".hypothesis", "*.pyc")
# Far from the time of any real file: Python takes a cached module for current by the second of the source alone.
_FIRST_MOMENT = 2_000_000_000


class Stage:
    """The copy.

    Args:
        root: The project.
        home: Where the copy goes; it must not exist.

    Attributes:
        home: Where the copy is.
    """

    def __init__(self, root: Path, home: Path) -> None:
        self.home = home
        self._moment = _FIRST_MOMENT
        home.mkdir()
        for part in _PARTS:
            if (root / part).is_dir():
                shutil.copytree(root / part, home / part, ignore=_LEFT_OUT)
            elif (root / part).exists():
                shutil.copy2(root / part, home / part)
        for package in sorted((home / "generated").glob("*/src/*")):
            api = package.parents[1].name
            for name, source in (("_runtime", "_runtime"), ("_overrides", api)):
                if (package / name).is_dir():
                    shutil.rmtree(package / name)
                    (package / name).symlink_to(home / "overrides" / source)
            for module in sorted((home / "overrides" / api / "package").glob("*.py")):
                (package / module.name).unlink()
                (package / module.name).symlink_to(module)

    @property
    def overrides(self) -> Path:
        """Directory of the overrides."""
        return self.home / "overrides"

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment in which Python imports the packages of the copy, and ours."""
        sources = sorted(map(str, (self.home / "generated").glob("*/src")))
        path = os.pathsep.join([str(_OURS), *sources])
        return {**os.environ, "PYTHONPATH": path, "TMPDIR": str(self.home / "tmp"), **more}

    @contextmanager
    def holding(self, module: str, text: str) -> Generator[None]:
        """Have another text in the place of a module's, inside the block."""
        path = self.overrides / module
        original, times = path.read_bytes(), path.stat()
        self._moment += 2
        try:
            path.write_text(text, encoding="utf-8")
            os.utime(path, (self._moment, self._moment))
            yield
        finally:
            path.write_bytes(original)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@contextmanager
def stages(root: Path, count: int) -> Generator[list[Stage]]:
    """Make copies of the project for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="mutation-", ignore_cleanup_errors=True) as name:
        # Servers that tests start may run as somebody else.
        Path(name).chmod(0o755)
        made = [Stage(root, Path(name).resolve() / str(number)) for number in range(count)]
        for stage in made:
            (stage.home / "tmp").mkdir()
        yield made
