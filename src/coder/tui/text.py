"""Texts that people typed, made safe and fit for a terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

_KEPT_FORMATS = {"\u200d", "\ufe0f", "\ufe0e"}  # emoji are built with these


@lru_cache(maxsize=512)
def _shown_letter(letter: str) -> str:
    if letter == "\n" or letter.isprintable() or letter in _KEPT_FORMATS:
        return letter
    if letter < " ":
        return chr(0x2400 + ord(letter))  # the pictures of control characters
    if letter == "\x7f":
        return "\u2421"
    if unicodedata.category(letter) == "Zs":
        return " "
    return "\ufffd"


def shown(text: str) -> str:
    """The text with control characters made visible; every letter keeps its place.

    >>> shown("a\\x1b[31mb")
    'a␛[31mb'
    """
    return "".join(map(_shown_letter, text.replace("\r\n", " \n")))


def one_line(text: str) -> str:
    """The text on one line, blanks collapsed and control characters made visible."""
    return shown(" ".join(text.split()))


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` cells: padded with blanks, or cut off with an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"


def bar(share: float, width: int) -> tuple[str, str]:
    """The full and the empty part of a bar of `width` cells; `share` 0-1."""
    full = round(max(0.0, min(1.0, share)) * width)
    if share > 0 and full == 0:
        full = 1  # something is not nothing
    return "━" * full, "─" * (width - full)


def joined(*parts: str) -> str:
    """The parts that say something, with a dot between."""
    return " · ".join(part for part in parts if part)
