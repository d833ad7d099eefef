"""How word lists are packed in the package data: sorted, front-coded, xz; small and quick to read.

Front coding: a line starts with one character that says how many letters it shares with the line
before ("0" is none, "1" one, and so on), then the rest of the word.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

_ZERO = ord("0")
_MOST_SHARED = 60
_SECTION = "\x1d"  # group separator: occurs in no word


def data_folder() -> Path:
    """The folder of the Dutch package data."""
    return Path(str(files("coder.language"))) / "nl"


def front_coded(words: Iterable[str]) -> str:
    """The words, sorted, one a line, each without what it shares with the one before."""
    lines, before = [], ""
    for word in sorted(words):
        shared = 0
        while shared < min(len(word), len(before), _MOST_SHARED) and word[shared] == before[shared]:
            shared += 1
        lines.append(chr(_ZERO + shared) + word[shared:])
        before = word
    return "\n".join(lines)


def read_front_coded(text: str) -> Iterator[str]:
    """The words that `front_coded` wrote, in order."""
    word = ""
    for line in text.split("\n") if text else ():
        word = word[: ord(line[0]) - _ZERO] + line[1:]
        yield word


def write_sections(path: Path, sections: Iterable[str]) -> None:
    """Texts as one xz file; the same texts give the same bytes."""
    data = _SECTION.join(sections).encode()
    path.write_bytes(lzma.compress(data, format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME))


def read_sections(path: Path) -> list[str]:
    """The texts that `write_sections` wrote."""
    return lzma.decompress(path.read_bytes()).decode().split(_SECTION)
