"""A workbook of a project's tables: what it is, counts with a chart, the coded answers, codebooks.

Every text is written as text: an answer that begins with = + - or @ is never a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.i18n import _
from coder.reports.coded_table import CodedTable
from coder.reports.files import whole_files
from coder.reports.table import Table
from coder.reports.workbook_sheets import (
    Overview,
    Report,
    add_grid,
    add_table,
    make_formats,
    write_overview,
)

__all__ = ["Overview", "Sheet", "write_workbook"]

_NAME_LETTERS = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with a table, or with coded answers."""

    name: str
    content: Table | CodedTable


def write_workbook(path: Path, overview: Overview, sheets: Sequence[Sheet], report: Report) -> Path:
    """Writes an xlsx file.

    Raises:
        CoderError: The file cannot be written, or holds more rows or columns than a sheet can; an
            older file is as it was.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    for sheet in sheets:
        if isinstance(sheet.content, CodedTable):
            _check_size(sheet.content)
    names = sheet_names([_("About"), *(sheet.name for sheet in sheets)])
    with whole_files([path]) as [unfinished]:
        try:
            book = xlsxwriter.Workbook(str(unfinished), _SAFE)
            _fill(book, overview, sheets, names, report)
            book.close()
        except XlsxFileError as error:
            raise OSError(0, str(error)) from error
    return path


# Nothing that looks like a formula, a link or a number is made one.
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that a workbook takes: at most 31 letters, without []:*?/\\, unique.

    A long one keeps its last word, as a rule the wave.

    >>> sheet_names(["samenwerking_zorg × functietitel 2024"])
    ['samenwerking_zorg × functi 2024']
    >>> sheet_names(["Zorgen: 2024", "zorgen  2024", "History"])
    ['Zorgen  2024', 'zorgen  2024 (2)', 'History_']
    """
    used: set[str] = set()
    found = []
    for name in wanted:
        plain = _shortened(_NOT_IN_NAMES.sub(" ", name).strip(" '")) or "-"
        plain = "History_" if plain.casefold() == "history" else plain  # Excel keeps it to itself
        unique, number = plain, 2
        while unique.casefold() in used:
            ending = f" ({number})"
            unique, number = plain[: _NAME_LETTERS - len(ending)] + ending, number + 1
        used.add(unique.casefold())
        found.append(unique)
    return found


def _shortened(name: str) -> str:
    last = name.rpartition(" ")[2][: _NAME_LETTERS // 2]
    if len(name) <= _NAME_LETTERS or " " not in name:
        return name[:_NAME_LETTERS]
    return f"{name[: _NAME_LETTERS - 1 - len(last)].rstrip()} {last}"


def _check_size(table: CodedTable) -> None:
    from coder.reports.workbook_grid import MOST_COLUMNS, MOST_ROWS

    if table.n >= MOST_ROWS or len(table.variables) > MOST_COLUMNS:
        message = _("A sheet holds {rows} rows and {columns} columns; this is {n} by {m}.")
        raise CoderError(
            message.format(rows=MOST_ROWS, columns=MOST_COLUMNS, n=table.n, m=len(table.variables)),
            _("Write .csv, .sav or .parquet, or fewer questions at a time."),
        )


def _fill(
    book: Any, overview: Overview, sheets: Sequence[Sheet], names: Sequence[str], report: Report
) -> None:
    formats = make_formats(book)
    write_overview(book.add_worksheet(names[0]), overview, names[1:], formats)
    for sheet, name in zip(sheets, names[1:], strict=True):
        if isinstance(sheet.content, CodedTable):
            add_grid(book, name, sheet.content, formats, report)
        else:
            add_table(book, name, sheet.content, formats)
