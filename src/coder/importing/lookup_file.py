"""Reads a lookup list: a column of texts, a column of codes, and perhaps a column of weights."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coder.i18n import _
from coder.importing.plan import column_named
from coder.importing.readers import read_table
from coder.importing.table import Cell, Row, Table, Trouble


@dataclass(frozen=True, slots=True)
class LookupLine:
    """One line of the file; `line` is where it stands, from 1."""

    text: str
    code: str
    weight: float
    line: int


@dataclass(frozen=True, slots=True)
class LookupFile:
    """A list as read. `sha256` is of the file's bytes."""

    name: str
    sha256: str
    lines: tuple[LookupLine, ...]


def read_lookup(
    path: Path,
    text: str,
    code: str,
    weight: str | None = None,
    sheet: str | None = None,
) -> LookupFile:
    """The list in a csv, xlsx or sav file. Lines with neither text nor code are left out.

    Raises:
        ImportFileError: The file or a column cannot be read; a line without text or code, or with
            a weight that is no number above 0: all of it at once.
    """
    table = read_table(path, sheet=sheet)
    for name in filter(None, (text, code, weight)):
        column_named(table, name)
    trouble = Trouble(table.file)
    lines = tuple(_lines(table, text, code, weight, trouble))
    trouble.raise_if_any(_("Mend these lines; nothing was taken in."))
    return LookupFile(table.file, table.sha256, lines)


def _lines(
    table: Table, text: str, code: str, weight: str | None, trouble: Trouble
) -> Iterator[LookupLine]:
    wrong: list[tuple[str, int, int | None]] = []
    for row in table.rows:
        said, given = _cell(table, row, text), _cell(table, row, code)
        if not said and not given:
            continue
        counts = 1.0 if weight is None else _number(_cell(table, row, weight))
        for column, problem in (
            (text, "" if said else _("a code without a text")),
            (code, "" if given else _("a text without a code")),
            (weight, "" if counts else _("the weight must be a number above 0")),
        ):
            if problem and column is not None:
                wrong.append((problem, row.line, table.index(column) + 1))
        yield LookupLine(said, given, counts or 1.0, row.line)
    trouble.add_many(wrong)


def _cell(table: Table, row: Row, column: str) -> str:
    cell: Cell = row.cells[table.index(column)]
    return (cell or "").strip()


def _number(cell: str) -> float | None:
    """A number above 0, with a point or a comma; None when it is none; nothing there counts 1."""
    if not cell:
        return 1.0
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None
