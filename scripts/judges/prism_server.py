"""Stoplight Prism, mocking a spec and validating what it is asked, as a server on the loopback interface."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from npm_tools import node_command

from .plain_document import plain_document

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.contract.documents import Spec

_PRISM = "@stoplight/prism-cli/dist/index.js"
_ADDRESS = re.compile(r"Prism is listening on (http://127\.0\.0\.1:\d+)")
# Reading the largest spec takes 2 s on an idle machine.
_PATIENCE = 120.0


@contextmanager
def prism(spec: Spec, seed: str) -> Generator[str]:
    """Mock a spec for as long as the context lasts, and give the address.

    Args:
        spec: What to mock.
        seed: What answers made up at random follow from.

    Raises:
        RuntimeError: Prism ended or did not come up; the text has what it printed.
    """
    command = [*node_command(_PRISM, development=True), "mock", "--errors", "--host", "127.0.0.1", "--port", "0"]
    with tempfile.TemporaryDirectory(prefix="prism-") as name:
        log, document = Path(name) / "log", Path(name) / "spec.json"
        document.write_text(json.dumps(plain_document(spec)), encoding="utf-8")
        with (
            log.open("wb") as output,
            subprocess.Popen([*command, "--seed", seed, str(document)], stdout=output, stderr=output) as process,
        ):
            try:
                yield _address(process, log)
            finally:
                process.kill()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        found = _ADDRESS.search(log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"Prism did not come up:\n{log.read_text(encoding='utf-8', errors='replace')}")
