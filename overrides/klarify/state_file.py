"""The state of a sync in a file: a document that people can read, replaced as a whole."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import socket
import stat
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from .._runtime.errors import ConfigurationError
from .._runtime.program import after_fork
from .state import Progress, SyncInUseError, SyncSession, SyncState, SyncStateError, moment_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_KIND = "sync of Klarify"
_VERSION = 1
_PROCEDURES = '"procedures": {\n'
_CHECKSUM = b'\n"checksum": "'


class FileState(SyncState):
    """The state of a sync in a file.

    It is JSON with one procedure a line, so it can be read and compared; a checksum tells when it was damaged or
    edited. Every save writes the whole of it: 3 ms with 10,000 procedures, 40 ms with 100,000. From about 50,000 on
    ``SQLiteState`` is the better choice: there a save costs what has changed.

    A file NAME.lock beside it, which stays there, keeps others out; the system frees it when a process dies. It works
    for all processes of a machine; between machines that share a directory only if the file system has such locks.

    Args:
        path: Where it is; a link is followed. A missing file is a first run, a missing directory an error.

    Raises:
        ConfigurationError: It cannot be a path.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        if "\0" in str(self.path):
            raise ConfigurationError("state: a path has no zero characters")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    def open(self) -> SyncSession:
        """Begin to use the file, as the only one.

        Raises:
            SyncInUseError: Another worker uses it, of this process perhaps.
            SyncStateError: It is damaged, of a later version or of another program, or cannot be written.
        """
        return _FileSession(writable(self.path))


def writable(path: Path) -> Path:
    """Return where the file of a state really is.

    Raises:
        SyncStateError: It could not be stored there.
    """
    real = Path(os.path.realpath(path))
    try:
        # Of what is no file, opening a pipe would wait for ever.
        mode = real.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    except OSError as error:
        raise SyncStateError(f"the state of a sync cannot be kept in {path}: {error.strerror}") from error
    problem = ""
    if stat.S_ISDIR(mode):
        problem = "it is a directory; give the path of a file in it"
    elif not stat.S_ISREG(mode):
        problem = "it is no ordinary file"
    elif not real.parent.is_dir():
        problem = f"there is no directory {real.parent}; make it first"
    elif not os.access(real.parent, os.W_OK | os.X_OK):
        problem = f"the directory {real.parent} cannot be written"
    elif real.exists() and not os.access(real, os.R_OK | os.W_OK):
        problem = "the file is there, and this user may not read and write it"
    if problem:
        raise SyncStateError(f"the state of a sync cannot be kept in {path}: {problem}")
    return real


class _FileSession(SyncSession):
    def __init__(self, path: Path) -> None:
        self._path = path
        # Also the name of what a killed run left behind; only who has the lock writes it.
        self._aside = path.with_name(f"{path.name}.temp")
        self._lock: _Lock | None = _Lock(path)
        try:
            self._progress, self._versions, self._lines = _read(path)
            self._aside.unlink(missing_ok=True)
        except OSError as error:
            self.close()
            raise SyncStateError(f"the state of a sync in {path} cannot be read: {error}") from error
        except BaseException:
            self.close()
            raise
        after_fork(self, _FileSession._forked)

    @property
    def progress(self) -> Progress:
        return self._progress

    def versions(self, ids: Collection[str]) -> Mapping[str, str]:
        known = self._versions
        return {name: known[name] for name in ids if name in known}

    def everything(self) -> Iterator[tuple[str, str]]:
        return iter(self._versions.items())

    def save(self, progress: Progress, taken: Mapping[str, str], removed: Collection[str] = ()) -> None:
        self.keep()
        versions, lines = dict(self._versions), dict(self._lines)
        for name in removed:
            versions.pop(name, None)
            lines.pop(name, None)
        versions.update(taken)
        lines.update(_lines(taken))
        try:
            self._write(_document(progress, lines.values()))
            self._aside.replace(self._path)
        except BaseException as error:
            with suppress(OSError):
                self._aside.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise self._not_stored(error) from error
            raise
        self._progress, self._versions, self._lines = progress, versions, lines
        try:
            _flush_directory(self._path.parent)
        except OSError as error:
            raise self._not_stored(error) from error

    def keep(self) -> None:
        if self._lock is None:
            raise SyncStateError(f"the state of a sync in {self._path} is closed, or was opened by another process")
        if not self._lock.holds():
            raise SyncStateError(
                f"somebody removed {self._lock.path}, which keeps others from running this sync; nothing was stored"
            )

    def close(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def _forked(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.forget()

    def _write(self, document: bytes) -> None:
        # Whatever lies there is removed, not followed: it may be a link.
        self._aside.unlink(missing_ok=True)
        with self._aside.open("xb") as file:
            with suppress(FileNotFoundError):
                _adopt(file.fileno(), self._path.stat())
            file.write(document)
            file.flush()
            os.fsync(file.fileno())

    def _not_stored(self, error: OSError) -> SyncStateError:
        return SyncStateError(
            f"how far the sync has come could not be stored in {self._path} ({error.strerror}); what was stored before "
            "is still there, and the next run goes on from it"
        )


def _adopt(descriptor: int, before: os.stat_result) -> None:
    """Give a file the permissions of the one that it replaces."""
    if sys.platform == "win32":
        return
    # Only root may give a file away.
    with suppress(PermissionError):
        os.fchown(descriptor, before.st_uid, before.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _flush_directory(path: Path) -> None:
    """Have the new name of a file on the disk, and not only its content."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # There are file systems where directories cannot be flushed.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


class _Lock:
    """Exclusive use of a state, for as long as this process lives."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(f"{path.name}.lock")
        self._file: IO[bytes] = self._taken()
        # For people, and for the text of an error; without room for it the lock is one all the same.
        with suppress(OSError):
            self._file.seek(0)
            self._file.truncate()
            self._file.write(_claim())

    def _taken(self) -> IO[bytes]:
        try:
            while True:
                # Neither truncated nor appended to: what another worker has put there may be read.
                self.path.touch()
                file = self.path.open("r+b", buffering=0)
                try:
                    free = _lock(file.fileno())
                    # Between opening and locking, somebody may have removed it.
                    if free and _is_same(file, self.path):
                        return file
                except BaseException:
                    file.close()
                    raise
                file.close()
                if not free:
                    break
        except OSError as error:
            raise SyncStateError(
                f"{self.path}, which keeps others from running this sync, cannot be locked ({error.strerror}); keep "
                "the state where files can be written and locked, or in a database"
            ) from error
        raise self._in_use()

    def _in_use(self) -> SyncInUseError:
        try:
            claim = cast("dict[str, object]", json.loads(self.path.read_bytes()))
            holder = f"process {claim['pid']} on {claim['host']}, since {claim['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            # It begins just now.
            holder = "another one"
        return SyncInUseError(
            f"only one worker at a time runs a sync, and {holder}, uses {self.path.with_suffix('')}; it is free when "
            "that one ends"
        )

    def holds(self) -> bool:
        """Tell whether the lock still keeps others out."""
        return _is_same(self._file, self.path)

    def release(self) -> None:
        """Let others in."""
        with suppress(OSError):
            # Not by closing alone: a child process may have it open as well, until it runs another program.
            _unlock(self._file.fileno())
        self.forget()

    def forget(self) -> None:
        """Close it here, where another process goes on holding it."""
        with suppress(OSError):
            self._file.close()


def _is_same(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _claim() -> bytes:
    since = datetime.now(UTC).replace(microsecond=0).isoformat()
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}).encode() + b"\n"


if sys.platform == "win32":
    import msvcrt

    # Behind all content: what is locked there, nobody else can read.
    _PLACE = 1 << 20

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    # Not lockf(): such a lock ends with the first descriptor of the file that the process closes, and keeps nobody
    # else in the process out.
    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _document(progress: Progress, lines: Iterable[str]) -> bytes:
    head = {
        "kind": _KIND,
        "version": _VERSION,
        "mark": text_of(progress.mark),
        "again_from": text_of(progress.again_from),
    }
    procedures = ",\n".join(lines)
    content = f"{{\n{_members(head)},\n{_PROCEDURES}{procedures}\n}},".encode()
    return content + _CHECKSUM + _checksum(content) + b'"\n}\n'


def _members(members: Mapping[str, object]) -> str:
    # One a line by the separators: with an indent, json takes 10 times as long.
    return json.dumps(dict(members), separators=(",\n", ": "))[1:-1]


def _lines(versions: Mapping[str, str]) -> dict[str, str]:
    """Return the line of each procedure; kept, since to write all of them anew takes longer than the disk."""
    return dict(zip(versions, _members(versions).split(",\n"), strict=True)) if versions else {}


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


class _UnusableError(ValueError):
    """Why what a file holds is not taken for a state."""


# The progress, and the version and the line of every procedure.
_Content = tuple[Progress, dict[str, str], dict[str, str]]


def _read(path: Path) -> _Content:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Progress(), {}, {}
    try:
        return _parsed(content)
    except _UnusableError as error:
        raise SyncStateError(
            f"the state of a sync in {path} cannot be used: {error}. Nothing was changed. Put a copy of it back, or "
            "delete it: the next run then reports every procedure as new, and nothing is lost"
        ) from None


def _parsed(content: bytes) -> _Content:
    if not content:
        raise _UnusableError("it is empty")
    if not content.strip(b"\0"):
        raise _UnusableError("it holds nothing but zeros, as a file does after a crash of the machine")
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _UnusableError("it begins with a byte order mark, so an editor has stored it")
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError):
        begins = content.lstrip().startswith(b'{\n"kind": "' + _KIND.encode())
        raise _UnusableError("it is cut off or damaged" if begins else "no sync has written it") from None
    if not isinstance(found, dict) or cast("dict[str, object]", found).get("kind") != _KIND:
        raise _UnusableError("no sync has written it; it belongs to another program")
    document = cast("dict[str, Any]", found)
    version: object = document.get("version")
    if type(version) is int and version > _VERSION:
        raise _UnusableError(f"it is of version {version}, and this package knows {_VERSION}; install a later release")
    before, _, after = content.rpartition(_CHECKSUM)
    if after != _checksum(before) + b'"\n}\n':
        raise _UnusableError("it is not as it was stored: damaged, or edited by hand or by a program")
    try:
        progress = Progress(moment_of(document["mark"]), moment_of(document["again_from"]))
        versions = cast("dict[str, str]", document["procedures"])
        if type(version) is not int or not all(type(known) is str for known in versions.values()):
            raise TypeError
        procedures = before.decode().partition(_PROCEDURES)[2].removesuffix("\n},")
        lines = dict(zip(versions, procedures.split(",\n") if versions else (), strict=True))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _UnusableError("it holds what no sync has written") from None
    return progress, versions, lines
