"""Does the log beside a project (SQLite's WAL) hold stored changes that SQLite cannot read?

SQLite reads the log up to the first frame whose checksum is wrong and says nothing of what comes
after: a damaged byte there takes confirmed decisions with it. After a crash the frames of a
transaction that was never finished may stand at the end; those were confirmed to nobody.
Source of the format: sqlite.org/walformat.html.
"""

from __future__ import annotations

import sqlite3
import struct
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

_HEADER, _FRAME_HEADER = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)
_LOOKS = 3  # another program may be writing at this moment
_INDEX = 136  # bytes of the header of the index (-shm), in the machine's own byte order
_NATIVE = "<" if sys.byteorder == "little" else ">"


@dataclass(frozen=True, slots=True)
class _Index:
    """What the index of the log (-shm), which no crash of a program harms, says of the log."""

    last: int  # frame of the last finished transaction
    stored: int  # frames that stand in the project file itself by now
    salts: bytes  # of the generation of the log


def unreadable_pages(path: Path) -> int:
    """How many stored pages in the log come after what SQLite can read; 0: none, or no log.

    To be asked before the project is opened for writing: closing it would clear the log away.
    """
    log = path.with_name(f"{path.name}-wal")
    pages = 0
    for _look in range(_LOOKS):
        try:
            pages = _missing_pages(path, log)
        except OSError:
            return 0  # cleared away meanwhile, or not ours to read: opening will say so
        if pages == 0:
            break
    return pages


def _missing_pages(path: Path, log: Path) -> int:
    # What the index says is looked at first: SQLite makes it anew from a damaged log.
    index = _index(path)
    size = log.stat().st_size if log.exists() else 0
    if size <= _HEADER:
        return index.last - index.stored if index else 0
    if index is not None and index.last > 0:
        with log.open("rb") as file:
            if not _has_last(file, index):
                return index.last - index.stored
    return _pages_after(log, _last_readable(path))


def _has_last(file: BinaryIO, index: _Index) -> bool:
    """Does the log end as its index says? True too when it was begun anew since."""
    header = file.read(_HEADER)
    frames = _Frames.of(file, header)
    if frames is None:
        return False
    if header[16:24] != index.salts:
        return frames.begins_well(header)
    return frames.is_whole(index.last)


def _index(path: Path) -> _Index | None:
    """The header of the index; None without one, or when it is being written."""
    index = path.with_name(f"{path.name}-shm")
    if not index.exists():
        return None
    with index.open("rb") as file:
        head = file.read(_INDEX)
    sums = _added(_NATIVE, head[:40], (0, 0))
    if len(head) < _INDEX or head[:48] != head[48:96] or sums != struct.unpack("=II", head[40:48]):
        return None
    last, stored = (struct.unpack("=I", head[at : at + 4])[0] for at in (16, 96))
    return _Index(last, stored, head[32:40])


def _last_readable(path: Path) -> int:
    """The last frame that SQLite takes from the log; it reads the log when it opens the file."""
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(_connect(path)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        index = _index(path)
        return -1 if index is None else index.last
    return -1


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _pages_after(log: Path, last: int) -> int:
    """Frames of this log's own generation after the first that is not whole."""
    if last < 0:
        return 0  # SQLite does not open it at all, and opening it will say why
    with log.open("rb") as file:
        header = file.read(_HEADER)
        frames = _Frames.of(file, header)
        if frames is None or (last == 0 and not frames.begins_well(header)):
            return 1
        return frames.after(last)


class _Frames:
    """The frames of a log: 24 bytes of their own, then a page."""

    def __init__(self, file: BinaryIO, size: int, salts: bytes, order: str) -> None:
        self._file, self._size, self._salts, self._order = file, size, salts, order

    @classmethod
    def of(cls, file: BinaryIO, header: bytes) -> Self | None:
        """The frames behind this header, None when it is no header of a log."""
        magic, _version, size = struct.unpack(">III", header[:12])
        if magic not in _MAGIC or not 512 <= size <= 65536 or size & (size - 1):
            return None
        return cls(file, size, header[16:24], ">" if magic & 1 else "<")

    def begins_well(self, header: bytes) -> bool:
        """Is the header of the log as it was written?"""
        return _added(self._order, header[:24], (0, 0)) == struct.unpack(">II", header[24:])

    def is_whole(self, frame: int) -> bool:
        """Is this frame as it was written, judged by the checksums of the one before it?"""
        try:
            return self._read(frame, self._sums(frame - 1)) is not None
        except struct.error:  # the log ends before it
            return False

    def after(self, last: int) -> int:
        """Frames that come after one that is not whole, counted from frame `last`.

        What a killed program was writing ends in at most one frame that is not whole.
        """
        sums = self._sums(last)
        frame = last + 1
        while (next_sums := self._read(frame, sums)) is not None:
            sums, frame = next_sums, frame + 1
        found = int(self._ends_in(frame))
        while (head := self._head(frame := frame + 1)) is not None:
            found += head[8:16] == self._salts
        return found

    def _ends_in(self, frame: int) -> bool:
        """Is this the last of the file, of full length? A program that is killed leaves half."""
        head = self._head(frame)
        full = self._file.seek(0, 2) == self._at(frame + 1)
        return head is not None and head[8:16] == self._salts and full

    def _sums(self, frame: int) -> tuple[int, int]:
        """The checksums as they stood after a frame."""
        at = _HEADER - 8 if frame == 0 else self._at(frame) + 16
        self._file.seek(at)
        first, second = struct.unpack(">II", self._file.read(8))
        return first, second

    def _read(self, frame: int, sums: tuple[int, int]) -> tuple[int, int] | None:
        """The checksums after a frame, None when it is not whole or not of this log."""
        head = self._head(frame)
        page = self._file.read(self._size) if head else b""
        if head is None or len(page) < self._size or head[8:16] != self._salts:
            return None
        sums = _added(self._order, head[:8] + page, sums)
        return sums if sums == struct.unpack(">II", head[16:]) else None

    def _head(self, frame: int) -> bytes | None:
        self._file.seek(self._at(frame))
        head = self._file.read(_FRAME_HEADER)
        return head if len(head) == _FRAME_HEADER else None

    def _at(self, frame: int) -> int:
        return _HEADER + (frame - 1) * (self._size + _FRAME_HEADER)


def _added(order: str, content: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    """The two checksums of a log, carried on over more bytes."""
    first, second = sums
    for one, two in struct.iter_unpack(f"{order}II", content):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
