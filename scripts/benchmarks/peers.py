"""Generates the clients that ours are measured against, from the same specs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .rows import APIS, DATAMODEL_CODE_GENERATOR, OPENAPI_GENERATOR, OPENAPI_PYTHON_CLIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent.parent
# Two values of an enum of Klarify's differ in nothing but their case, of which no Enum class can be made.
_OPC_CONFIG = "literal_enums: true\n"


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator and what it makes.

    Attributes:
        column: Its column in the table.
        distribution: Name under which it is installed.
        command: Returns the command that generates an API's client below a directory.
        package: Pattern of the directory that becomes the package, from the name of the API.
        specific: Patterns of the files that are the API's own; the others are the same for all APIs, or nearly so.
    """

    column: str
    distribution: str
    command: Callable[[str, Path], list[str]]
    package: str
    specific: tuple[str, ...]

    def generate(self, target: Path) -> float:
        """Generate the clients of all APIs and return how many seconds that took.

        Raises:
            RuntimeError: The generator refused a spec; with the last line that it printed.
        """
        start = time.perf_counter()
        # Generators look for ruff beside the interpreter, which need not be on PATH.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        for api in APIS:
            done = subprocess.run(
                self.command(api, target),
                capture_output=True,
                text=True,
                check=False,
                cwd=target,
                env={**os.environ, "PATH": path},
            )
            if done.returncode:
                lines = (done.stderr or done.stdout).strip().splitlines() or ["no output"]
                raise RuntimeError(f"{api}: {lines[-1].replace(sys.prefix, '').replace(str(target), '')}")
        return time.perf_counter() - start

    def modules(self, target: Path, api: str, *, specific: bool) -> Iterable[Path]:
        """Return the modules of an API's client, all or only those that are the API's own."""
        root = target / self.package.format(api)
        return (path for pattern in (self.specific if specific else ("**/*.py",)) for path in root.glob(pattern))

    def paths(self, target: Path) -> list[str]:
        """Return what has to be on ``sys.path`` to import the clients."""
        return sorted({str((target / self.package.format(api)).parent) for api in APIS})


def _spec(api: str) -> str:
    return str(ROOT / "specs" / f"{api}.yaml")


def _openapi_python_client(api: str, target: Path) -> list[str]:
    config = target / "openapi-python-client.yaml"
    config.write_text(_OPC_CONFIG, encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--overwrite"]
    return [*command, "--config", str(config), "--path", _spec(api), "--output-path", str(target / f"opc_{api}")]


def _datamodel_codegen(api: str, target: Path) -> list[str]:
    name = f"dmcg_{api}"
    (target / name).mkdir(exist_ok=True)
    command = [sys.executable, "-W", "ignore", "-m", "datamodel_code_generator", "--ignore-pyproject"]
    command += ["--input", _spec(api), "--input-file-type", "openapi", "--output", f"{name}/models.py"]
    command += ["--output-model-type", "pydantic_v2.BaseModel", "--generate-client", "httpx2"]
    command += ["--client-output", f"{name}/client", "--client-package", f"{name}.client"]
    return [*command, "--client-model-package", f"{name}.models"]


def _openapi_generator(api: str, target: Path) -> list[str]:
    name = f"oag_{api}"
    run = "from openapi_generator_cli import cli; cli()"
    command = [sys.executable, "-c", run, "generate", "--generator-name", "python"]
    return [*command, "--input-spec", _spec(api), "--output", str(target / name), "--package-name", name]


PEERS = (
    Peer(
        OPENAPI_PYTHON_CLIENT,
        "openapi-python-client",
        _openapi_python_client,
        "opc_{}",
        ("api/**/*.py", "models/**/*.py"),
    ),
    Peer(
        DATAMODEL_CODE_GENERATOR,
        "datamodel-code-generator",
        _datamodel_codegen,
        "dmcg_{}",
        (
            "models.py",
            "client/_operations.py",
            "client/_generated/**/*.py",
            "client/resources/**/*.py",
            "client/types/**/*.py",
        ),
    ),
    Peer(
        OPENAPI_GENERATOR,
        "openapi-generator-cli",
        _openapi_generator,
        "oag_{0}/oag_{0}",
        ("api/**/*.py", "models/**/*.py"),
    ),
)
