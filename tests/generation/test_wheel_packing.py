"""A packed wheel is the same wheel, only smaller; a packed sdist follows from its files alone."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from typing import TYPE_CHECKING

from wheel_packing import pack, pack_sdist

if TYPE_CHECKING:
    from pathlib import Path

TEXT = ("def call(self, name: str) -> None:\n" * 400).encode()
FILES = {"package/module.py": TEXT, "package/py.typed": b"", "package/größe.txt": b"\0\1", "RECORD": b"a,b,c\n" * 50}


def written(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in FILES.items():
            info = zipfile.ZipInfo(name, (2020, 2, 2, 10, 30, 58))
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(info, content)
    return path


def facts(path: Path) -> list[object]:
    with zipfile.ZipFile(path) as wheel:
        assert wheel.testzip() is None
        return [
            (info.filename, info.date_time, info.external_attr, info.create_system, wheel.read(info))
            for info in wheel.infolist()
        ]


def test_nothing_but_the_size_changes(tmp_path: Path) -> None:
    wheel = written(tmp_path / "a.whl")
    before, size = facts(wheel), wheel.stat().st_size
    pack(wheel)
    assert facts(wheel) == before
    assert wheel.stat().st_size < size


def test_the_same_files_give_the_same_wheel(tmp_path: Path) -> None:
    wheels = [written(tmp_path / name) for name in ("a.whl", "b.whl")]
    for wheel in wheels:
        pack(wheel)
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    pack(wheels[0])
    assert wheels[0].read_bytes() == wheels[1].read_bytes()


def sdist(path: Path, names: list[str], level: int, **facts: object) -> Path:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name in names:
            info = tarfile.TarInfo(f"package-1.0/{name}")
            info.size, info.mtime = len(TEXT), 1580601600
            for fact, value in facts.items():
                setattr(info, fact, value)
            archive.addfile(info, io.BytesIO(TEXT))
    path.write_bytes(gzip.compress(content.getvalue(), level))
    return path


def test_an_sdist_tells_nothing_but_its_files(tmp_path: Path) -> None:
    one = sdist(tmp_path / "a.tar.gz", ["a.py", "b.py", "src/c.py"], 9)
    other = sdist(tmp_path / "b.tar.gz", [".gitignore", "src/c.py", "b.py", "a.py"], 1, uname="ann", uid=7, mode=0o600)
    for path in (one, other):
        pack_sdist(path)
    assert one.read_bytes() == other.read_bytes()
    with tarfile.open(one) as archive:
        members = archive.getmembers()
        contents = [archive.extractfile(member) for member in members]
    assert [member.name for member in members] == [f"package-1.0/{name}" for name in ("a.py", "b.py", "src/c.py")]
    assert {(member.mode, member.mtime, member.uname) for member in members} == {(0o644, 1580601600, "")}
    assert all(contents)
