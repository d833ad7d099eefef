"""A survey file as rows and columns of text, with where each came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder.errors import ImportFileError, Problem
from coder.i18n import _, ngettext

Cell = str | None

MAX_LISTED = 5  # problems of one kind that are listed; the others are counted


class Format(StrEnum):
    """What kind of file a table was read from."""

    CSV = "csv"
    SPREADSHEET = "xlsx"
    SPSS = "sav"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `label` is the variable label of SPSS, `missing` its user-missing values as read.

    `number` counts from 1 in the file.
    """

    name: str
    number: int
    label: str = ""
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One respondent. `line` is where it begins in the file: a line of a csv, a row of a sheet.

    `number` counts respondents from 1, rows that are wholly empty included.
    """

    number: int
    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A survey file that was read as a whole. Cells are to the letter; empty ones are None.

    Attributes:
        file: Name of the file, without its folder.
        sha256: Of the file's bytes.
        encoding, separator: How a csv was read ("" otherwise, or with one column).
        sheet, sheets: The sheet that was read, and all there are.
        sheet_chosen: Did the caller name the sheet?
        empty_rows: Rows without anything in them, left out.
        notes: What a person should know about how it was read.
    """

    file: str
    sha256: str
    format: Format
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    sheet_chosen: bool = False
    empty_rows: int = 0
    notes: tuple[str, ...] = ()

    def cells(self, column: str) -> list[Cell]:
        """The cells of one column, top to bottom.

        Raises:
            KeyError: There is no such column.
        """
        index = self.index(column)
        return [row.cells[index] for row in self.rows]

    def index(self, column: str) -> int:
        """The place of a column in each row's cells, from 0."""
        for index, known in enumerate(self.columns):
            if known.name == column:
                return index
        raise KeyError(column)


class Trouble:
    """Collects what is wrong with a file, so that all of it is told in one go."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def add(self, message: str, line: int | None = None, column: int | None = None) -> None:
        """One thing that is wrong; `line` and `column` count from 1."""
        self.problems.append(Problem(message, self.file, line, column))

    def add_many(self, problems: Iterable[tuple[str, int, int | None]]) -> None:
        """Things of one kind (message, line, column): the first are listed, the rest counted."""
        every = list(problems)
        for problem in every[:MAX_LISTED]:
            self.add(*problem)
        rest = len(every) - MAX_LISTED
        if rest > 0:
            text = ngettext("and {count} more like this", "and {count} more like these", rest)
            self.add(text.format(count=rest))

    def raise_if_any(self, hint: str = "") -> None:
        """Refuse the file when something is wrong with it.

        Raises:
            ImportFileError: All of it.
        """
        if self.problems:
            raise ImportFileError(self.problems, hint or _("Nothing was imported."))


def refused(file: str, message: str, hint: str = "") -> ImportFileError:
    """The error for a file that cannot be read at all."""
    return ImportFileError([Problem(message, file)], hint or _("Nothing was imported."))


def make_columns(
    names: Sequence[str], rows: Sequence[Row], trouble: Trouble, line: int
) -> tuple[list[Column], list[str]]:
    """Columns from the heading, with notes about those without a name.

    A nameless column is called after its number, and left out when it is wholly empty. Columns
    of one name are trouble.
    """
    nameless = [index for index, name in enumerate(names) if not name.strip()]
    filled = {index for row in rows for index in nameless if (row.cells[index] or "").strip()}
    columns: list[Column] = []
    notes: list[str] = []
    for index, name in enumerate(name.strip() for name in names):
        if name:
            columns.append(Column(name, index + 1))
        elif index in filled:
            columns.append(Column(f"kolom {index + 1}", index + 1))
            text = _("Column {number} has no name; it is called {name}.")
            notes.append(text.format(number=index + 1, name=columns[-1].name))
        else:
            text = _("Column {number} has no name and nothing in it; it was left out.")
            notes.append(text.format(number=index + 1))
    _check_names(columns, trouble, line)
    return columns, notes


def _check_names(columns: Sequence[Column], trouble: Trouble, line: int) -> None:
    places: dict[str, list[int]] = {}
    for column in columns:
        places.setdefault(column.name, []).append(column.number)
    trouble.add_many(
        (
            _("the name {name} stands above columns {numbers}").format(
                name=name, numbers=", ".join(map(str, numbers))
            ),
            line,
            numbers[1],
        )
        for name, numbers in places.items()
        if len(numbers) > 1
    )


def keep(rows: Iterable[Row], columns: Sequence[Column], file: str) -> tuple[tuple[Row, ...], int]:
    """Rows with the cells of these columns only, and how many were wholly empty and left out.

    Raises:
        ImportFileError: No row is left.
    """
    indexes = [column.number - 1 for column in columns]
    kept: list[Row] = []
    empty = 0
    for row in rows:
        cells = tuple([row.cells[index] or None for index in indexes])
        if cells.count(None) < len(cells):
            kept.append(Row(row.number, row.line, cells))
        else:
            empty += 1
    if not kept:
        raise refused(file, _("the file has a heading but no rows under it"))
    return tuple(kept), empty
