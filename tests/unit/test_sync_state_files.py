"""The state of a sync in a file: what may be wrong with the file, and what a save does to it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from klarify_client import ConfigurationError
from klarify_client._overrides.state import Progress, SyncInUseError, SyncStateError
from klarify_client._overrides.state_file import FileState

from tests.unit.sync_states import MARK, ended, program, progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DOCUMENT = """\
{
"kind": "sync of Klarify",
"version": 1,
"mark": "2024-01-15T14:30:00+00:00",
"again_from": null,
"procedures": {
"10001": "2024-01-15T14:30:00+00:00",
"10002": "b"
},
"checksum": "49a8"
}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a sync has stored something."""
    path = tmp_path / "state.json"
    save(path, {"10001": "2024-01-15T14:30:00+00:00", "10002": "b"})
    return path


def save(path: Path, taken: dict[str, str]) -> None:
    with FileState(path).open() as session:
        session.save(progress(), taken)


def content(path: Path) -> tuple[Progress, dict[str, str]]:
    with FileState(path).open() as session:
        return session.progress, dict(session.everything())


def signed(text: str) -> bytes:
    """The document with the checksum that belongs to it."""
    before = text.encode().rpartition(b'\n"checksum": "')[0]
    return before + b'\n"checksum": "' + hashlib.sha256(before).hexdigest().encode() + b'"\n}\n'


def test_it_is_json_with_a_procedure_a_line(path: Path) -> None:
    assert path.read_bytes() == signed(DOCUMENT)
    document = json.loads(path.read_text())
    assert document["procedures"] == {"10001": "2024-01-15T14:30:00+00:00", "10002": "b"}


def test_a_change_is_a_change_of_one_line(path: Path) -> None:
    before = path.read_text().splitlines()
    save(path, {"10001": "a"})
    after = path.read_text().splitlines()
    differing = [new for old, new in zip(before, after, strict=True) if old != new]
    assert differing[:-1] == ['"10001": "a",']
    assert differing[-1].startswith('"checksum"')


def test_an_empty_state_may_be_stored(tmp_path: Path) -> None:
    save(tmp_path / "state.json", {})
    assert content(tmp_path / "state.json") == (progress(), {})


def edited(**members: Any) -> Callable[[bytes], bytes]:
    def edit(content: bytes) -> bytes:
        document = {**json.loads(content), **members}
        return signed("{\n" + json.dumps(document, separators=(",\n", ": "))[1:-1] + "\n}\n")

    return edit


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "it is empty"),
    "zeros": (lambda old: bytes(len(old)), "nothing but zeros"),
    "half": (lambda old: old[: len(old) // 2], "cut off or damaged"),
    "all but the end": (lambda old: old[:-3], "cut off or damaged"),
    "all but the line break": (lambda old: old[:-1], "not as it was stored"),
    "zeros at the end": (lambda old: old[:60] + bytes(len(old) - 60), "cut off or damaged"),
    "twice": (lambda old: old * 2, "cut off or damaged"),
    "garbage": (lambda _: b"\x80\xff\x00garbage", "no sync has written it"),
    "a byte order mark": (lambda old: b"\xef\xbb\xbf" + old, "byte order mark"),
    "UTF-16": (lambda old: old.decode().encode("utf-16"), "byte order mark"),
    "UTF-16 without a mark": (lambda old: old.decode().encode("utf-16-le"), "no sync has written it|not as it was"),
    "another line ending": (lambda old: old.replace(b"\n", b"\r\n"), "not as it was stored"),
    "one digit": (lambda old: old.replace(b'14:30:00+00:00",\n"again', b'14:30:01+00:00",\n"again'), "not as it was"),
    "a procedure more": (lambda old: old.replace(b'"10002"', b'"1": "1",\n"10002"'), "not as it was stored"),
    "no checksum": (lambda old: old.rpartition(b",\n")[0] + b"\n}\n", "not as it was stored"),
    "something behind": (lambda old: old + b"\n", "not as it was stored"),
    "other JSON": (lambda _: b'{"version": 1, "procedures": {}}', "belongs to another program"),
    "a list": (lambda _: b"[]", "belongs to another program"),
    "a number": (lambda _: b"1", "belongs to another program"),
    "deep": (lambda _: b"[" * 100_000, "no sync has written it"),
    "a later version": (edited(version=2), "of version 2, and this package knows 1; install a later release"),
    "a later version of another form": (
        lambda _: b'{"kind": "sync of Klarify", "version": 3, "rows": []}',
        "of version 3",
    ),
    "no version": (edited(version=None), "holds what no sync has written"),
    "a version that is true": (edited(version=True), "holds what no sync has written"),
    "an earlier version than the first": (edited(version=0), "holds what no sync has written"),
    "a mark without a zone": (edited(mark="2024-01-15T14:30:00"), "holds what no sync has written"),
    "a mark that is none": (edited(mark="soon"), "holds what no sync has written"),
    "a number as mark": (edited(again_from=5), "holds what no sync has written"),
    "a number as version": (edited(procedures={"1": 1}), "holds what no sync has written"),
    "a list of procedures": (edited(procedures=[]), "holds what no sync has written"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_refused_and_stays(path: Path, damage: str) -> None:
    change, told = DAMAGES[damage]
    damaged = change(path.read_bytes())
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    for _ in range(2):
        with pytest.raises(SyncStateError, match=told) as caught:
            FileState(path).open()
        text = str(caught.value)
        assert str(path) in text
        assert "reports every procedure as new, and nothing is lost" in text
        assert not isinstance(caught.value, SyncInUseError)
    assert path.read_bytes() == damaged
    path.unlink()
    assert content(path) == (Progress(), {})


def test_any_cut_and_any_flipped_bit_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(SyncStateError):
            FileState(path).open()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(SyncStateError):
            FileState(path).open()


def test_what_a_killed_run_left_behind_is_removed(path: Path) -> None:
    left = path.with_name("state.json.temp")
    left.write_text("half")
    content(path)
    assert sorted(file.name for file in path.parent.iterdir()) == ["state.json", "state.json.lock"]


def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("other")
    with FileState(path).open() as session:
        path.with_name("state.json.temp").symlink_to(other)
        session.save(progress(), {"3": "c"})
    assert other.read_text() == "other"
    assert not path.is_symlink()
    assert content(path)[1]["3"] == "c"


class Steps(list[str]):
    """What a save does to files, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.failing = ""
        flush, put = os.fsync, Path.replace

        def fsync(descriptor: int) -> None:
            directory = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            self._step("flush directory" if directory else f"flush {os.fstat(descriptor).st_size > 0}")
            flush(descriptor)

        def replace(path: Path, target: Path) -> Path:
            self._step(f"replace {target.name}")
            return put(path, target)

        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(Path, "replace", replace)

    def _step(self, name: str) -> None:
        self.append(name)
        if name == self.failing:
            raise OSError(28, "No space left on device")


STEPS = ["flush True", "replace state.json", "flush directory"]


def test_a_save_is_on_the_disk_before_and_after_it_takes_the_place_of_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(monkeypatch)
    save(path, {"3": "c"})
    assert steps == STEPS


@pytest.mark.parametrize("failing", STEPS)
def test_a_save_that_fails_says_so_and_the_next_one_is_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    before = content(path)
    steps = Steps(monkeypatch)
    with FileState(path).open() as session:
        steps.failing = failing
        with pytest.raises(SyncStateError, match=r"could not be stored in .*state\.json \(No space left on device\)"):
            session.save(progress(1), {"3": "c"})
        assert not path.with_name("state.json.temp").exists()
        stored = json.loads(path.read_text())
        assert dict(session.everything()) == stored["procedures"]
        assert session.progress == progress(1 if failing == "flush directory" else 0)
        steps.failing = ""
        session.save(progress(2), {"4": "d"})
    expected = {**before[1], "4": "d"} | ({"3": "c"} if failing == "flush directory" else {})
    assert content(path) == (progress(2), expected)


FULL = """
import resource, sys
from pathlib import Path
from klarify_client._overrides.state import Progress, SyncStateError
from klarify_client._overrides.state_file import FileState
path = Path(sys.argv[1])
with FileState(path).open() as session:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400))
    for _ in range(2):
        try:
            session.save(Progress(), {str(number): "x" for number in range(1000)})
        except SyncStateError as error:
            print(error)
    assert sorted(file.name for file in path.parent.iterdir()) == ["state.json", "state.json.lock"]
    session.save(Progress(), {"10001": "y"})
"""


def test_a_disk_that_is_full_keeps_the_old_state(path: Path) -> None:
    told = ended(program(FULL, str(path))).splitlines()
    assert len(told) == 2
    assert "what was stored before is still there" in told[0]
    assert content(path) == (Progress(), {"10001": "y", "10002": "b"})


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_permissions_stay(path: Path, mode: int) -> None:
    path.chmod(mode)
    save(path, {"3": "c"})
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(path: Path) -> None:
    os.chown(path, 1234, 4321)
    save(path, {"3": "c"})
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


def test_a_link_to_the_state_is_followed(path: Path, tmp_path: Path) -> None:
    links = tmp_path / "links"
    links.mkdir()
    link = links / "link.json"
    link.symlink_to(path)
    with FileState(link).open() as session:
        with pytest.raises(SyncInUseError):
            FileState(path).open()
        session.save(progress(), {"3": "c"})
    assert link.is_symlink()
    assert content(path)[1]["3"] == "c"
    assert [file.name for file in links.iterdir()] == ["link.json"]


def test_a_link_to_nothing_is_a_first_run_there(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "state.json")
    save(tmp_path / "link.json", {"1": "a"})
    assert content(tmp_path / "state.json")[1] == {"1": "a"}


def test_a_path_is_relative_to_the_directory_of_when_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    save(Path("state.json"), {"1": "a"})
    assert content(tmp_path / "state.json")[1] == {"1": "a"}


def made_directory(path: Path) -> None:
    path.mkdir()


def made_pipe(path: Path) -> None:
    os.mkfifo(path)


def made_loop(path: Path) -> None:
    path.symlink_to(path)


def made_locked_directory(path: Path) -> None:
    path.with_name(f"{path.name}.lock").mkdir()


def made_directory_aside(path: Path) -> None:
    path.with_name(f"{path.name}.temp").mkdir()


def made_nowhere(path: Path) -> None:
    path.parent.rmdir()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (made_directory, "it is a directory; give the path of a file in it"),
        (made_pipe, "it is no ordinary file"),
        (made_loop, "symbolic links"),
        (made_locked_directory, r"state\.lock.*cannot be locked"),
        (made_directory_aside, r"cannot be read: .*state\.temp"),
        (made_nowhere, "there is no directory .*; make it first"),
    ],
)
def test_a_place_where_no_state_can_be_is_told(tmp_path: Path, make: Callable[[Path], None], told: str) -> None:
    path = tmp_path / "directory" / "state"
    path.parent.mkdir()
    make(path)
    with pytest.raises(SyncStateError, match=told):
        FileState(path).open()


def test_a_file_in_the_place_of_the_directory_is_told(path: Path) -> None:
    with pytest.raises(SyncStateError, match="Not a directory"):
        FileState(path / "state").open()


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(SyncStateError, match=r"cannot be locked .*too long"):
        FileState(tmp_path / ("x" * 252)).open()


def test_a_path_with_a_zero_character_is_none() -> None:
    with pytest.raises(ConfigurationError, match="zero characters"):
        FileState("state\0.json")


# Root may write everything. The packages may be where only root can read: they are loaded first.
AS_OTHERS = """
import os, sys
from klarify_client._overrides.state import SyncStateError
from klarify_client._overrides.state_file import FileState
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    FileState(sys.argv[1]).open()
except SyncStateError as error:
    print(error)
"""


@pytest.fixture
def for_others() -> Iterator[Path]:
    """A directory that any user may enter."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o777)
    yield directory
    shutil.rmtree(directory)


@pytest.mark.parametrize(
    ("directory", "file", "told"),
    [
        (0o555, None, "the directory .* cannot be written"),
        (0o555, 0o666, "the directory .* cannot be written"),
        (0o777, 0o444, "this user may not read and write it"),
        (0o777, 0o222, "this user may not read and write it"),
    ],
)
def test_what_may_not_be_written_is_told_before_anything_is_read(
    for_others: Path, directory: int, file: int | None, told: str
) -> None:
    path = for_others / "state.json"
    if file is not None:
        save(path, {"1": "a"})
        path.chmod(file)
        path.with_name("state.json.lock").chmod(0o666)
    for_others.chmod(directory)
    told_there = ended(program(AS_OTHERS, str(path)))
    for_others.chmod(0o777)
    assert re.search(told, told_there)


def test_a_lock_that_somebody_removes_ends_the_run_before_it_stores_anything(path: Path) -> None:
    before = path.read_bytes()
    first = FileState(path).open()
    path.with_name("state.json.lock").unlink()
    with FileState(path).open() as second:
        with pytest.raises(SyncStateError, match=r"somebody removed .*state\.json\.lock"):
            first.keep()
        with pytest.raises(SyncStateError, match=r"somebody removed .*state\.json\.lock"):
            first.save(Progress(), {})
        assert path.read_bytes() == before
        first.close()
        with pytest.raises(SyncInUseError):
            FileState(path).open()
        second.save(progress(1), {})


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "{}", '{"pid": 1}', "\0\0"])
def test_a_lock_whose_holder_is_unknown_is_one_too(path: Path, rubbish: str) -> None:
    with FileState(path).open():
        path.with_name("state.json.lock").write_text(rubbish)
        with pytest.raises(SyncInUseError, match=r"another one, uses .*state\.json; it is free when that one ends"):
            FileState(path).open()


def test_what_else_has_the_lock_open_does_not_keep_it(path: Path) -> None:
    """As a child process does, until it runs another program."""
    session: Any = FileState(path).open()
    also = os.dup(session._lock._file.fileno())
    session.close()
    FileState(path).open().close()
    os.close(also)


def test_a_lock_that_is_removed_at_the_wrong_moment_keeps_nobody_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = path.with_name("state.json.lock")
    flock = fcntl.flock
    removed: list[Path] = []

    def remove_first(descriptor: int, operation: int) -> None:
        if not removed:
            lock.unlink()
            removed.append(lock)
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", remove_first)
    with FileState(path).open() as session:
        session.save(progress(1), {})
        with pytest.raises(SyncInUseError):
            FileState(path).open()
    assert removed


def test_ten_thousand_procedures_are_saved_in_the_order_of_the_first_run(tmp_path: Path) -> None:
    many = {str(number): str(MARK) for number in range(10_000)}
    save(tmp_path / "state.json", many)
    save(tmp_path / "state.json", {"7": "x", "new": "y"})
    lines = (tmp_path / "state.json").read_text().splitlines()
    assert [lines[6 + 7], lines[-4]] == ['"7": "x",', '"new": "y"']
    assert len(lines) == 10_001 + 9
