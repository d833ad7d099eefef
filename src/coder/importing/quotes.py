"""Where a quotation mark in a csv file went wrong: the csv module does not say."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice

from coder.i18n import _

QUOTE = '"'


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A misplaced quotation mark. `line` is of the cell's beginning; both count from 1."""

    message: str
    line: int
    column: int


@dataclass(slots=True)
class _Scanner:
    """Walks a record letter by letter, as the csv module does."""

    separator: str
    line: int
    column: int = 1
    cell_line: int = 0
    quoted: bool = False
    at_start: bool = True
    closing: bool = False  # the last letter was a quotation mark inside quotation marks

    def step(self, letter: str) -> bool:
        """Takes one letter; True when it may not stand there."""
        if self.quoted:
            return self._inside(letter)
        if letter == QUOTE and self.at_start:
            self.quoted, self.cell_line = True, self.line
        self.at_start = letter in {self.separator, "\n", "\r"}
        self._move(letter, ends_cell=True)
        return False

    def _inside(self, letter: str) -> bool:
        if not self.closing:
            self.closing = letter == QUOTE
            self._move(letter, ends_cell=False)
            return False
        self.closing = False
        if letter == QUOTE:
            return False  # doubled: a quotation mark in the text
        if letter not in {self.separator, "\n", "\r"}:
            return True
        self.quoted, self.at_start = False, True
        self._move(letter, ends_cell=True)
        return False

    def _move(self, letter: str, *, ends_cell: bool) -> None:
        if letter == "\n":
            self.line += 1
        if ends_cell and letter == self.separator:
            self.column += 1
        elif ends_cell and letter == "\n":
            self.column = 1


def misplaced_quote(text: str, separator: str, first_line: int) -> QuotePlace:
    """The cell whose quotation marks do not add up, in the record that begins at `first_line`."""
    scanner = _Scanner(separator, first_line)
    lines = io.StringIO(text, newline="")
    for line in islice(lines, first_line - 1, None):
        if any(scanner.step(letter) for letter in line):
            message = _("a quotation mark stands inside a quoted cell, or closes it too early")
            return QuotePlace(message, scanner.cell_line, scanner.column)
    message = _("a quotation mark is opened here and never closed")
    return QuotePlace(message, scanner.cell_line or first_line, scanner.column)
