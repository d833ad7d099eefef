"""Is a workbook small enough to be opened? A few kilobytes of it can ask for all memory there is.

The reader of workbooks fills a rectangle from the first cell to the last, and a text for each cell,
before anything of it can be looked at. So the parts are unpacked piece by piece first, and counted.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from coder.i18n import _

MOST_UNPACKED = 500_000_000  # bytes, all parts together: a million rows of 15 columns
MOST_CELLS = 50_000_000  # of one sheet, with those that are empty
MOST_LETTERS = 500_000_000  # of all texts on one sheet
_PIECE, _OVERLAP = 1_000_000, 200  # bytes
_CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_SHARED = re.compile(rb't="s"[^>]*><v>(\d+)</v>')
_TEXT = re.compile(rb"<si\b.*?</si>", re.DOTALL)


def too_large(data: bytes) -> str:
    """Why a workbook cannot be opened, "" when it can; one that is no whole archive can."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _examined(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return ""  # its reader will say what is wrong
    except RuntimeError:  # a password
        return ""


def _examined(archive: zipfile.ZipFile) -> str:
    unpacked = 0
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        return _larger()
    lengths = _text_lengths(archive)
    for name in archive.namelist():
        sheet = _Sheet(lengths)
        for piece in _pieces(archive, name):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                return _larger()
            if "/worksheets/" in name:
                sheet.look(piece)
            if sheet.rows * sheet.columns > MOST_CELLS:
                return _("a sheet has more than {most} million cells").format(
                    most=MOST_CELLS // 10**6
                )
            if sheet.letters > MOST_LETTERS:
                return _("the texts on a sheet are larger than {most} MB").format(
                    most=MOST_LETTERS // 10**6
                )
    return ""


def _larger() -> str:
    return _("unpacked it is larger than {most} MB").format(most=MOST_UNPACKED // 10**6)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    # What an archive says of the size of a part may be a lie: it is unpacked to be counted.
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            yield piece


def _text_lengths(archive: zipfile.ZipFile) -> list[int]:
    """Bytes of each text that cells share."""
    names = [name for name in archive.namelist() if name.endswith("sharedStrings.xml")]
    if not names or archive.getinfo(names[0]).file_size > MOST_UNPACKED:
        return []
    return [len(found[0]) for found in _TEXT.finditer(archive.read(names[0]))]


@dataclass
class _Sheet:
    """How far a sheet reaches, and how much text its cells take from what they share."""

    lengths: list[int]
    rows: int = 0
    columns: int = 0
    letters: int = 0
    _before: bytes = field(default=b"", repr=False)

    def look(self, piece: bytes) -> None:
        """Looks at the next piece; cells that lie across two pieces are seen with the second."""
        content = self._before + piece
        end = content.rfind(b"</c>") + 4 if b"</c>" in content else max(0, len(content) - _OVERLAP)
        whole, self._before = content[:end], content[end:][-10 * _PIECE :]
        for found in _CELL.finditer(whole):
            self.rows = max(self.rows, int(found[2]))
            self.columns = max(self.columns, _number(found[1]))
        for found in _SHARED.finditer(whole):
            index = int(found[1])
            self.letters += self.lengths[index] if index < len(self.lengths) else 0


def _number(letters: bytes) -> int:
    """The number of a column, from 1.

    >>> _number(b"A"), _number(b"AA"), _number(b"XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
