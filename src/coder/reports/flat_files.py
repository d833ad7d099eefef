"""Coded answers and tables as csv and Parquet.

Two kinds of csv: for a Dutch Excel (semicolons, decimal commas, a byte order mark) and plain (as
programs read it: commas, points, UTF-8, every text as it is).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.i18n import _
from coder.reports.coded_table import NOT_NAMED, CodedTable, distinct_rows
from coder.reports.files import whole_files
from coder.reports.table import DECIMALS, Cell, Table

Report = Callable[[int, int], None]  # rows done, of

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ROWS_A_REPORT = 5_000


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How a csv file is written. `guarded`: text that Excel would run gets an apostrophe."""

    delimiter: str
    decimal: str
    encoding: str
    newline: str
    guarded: bool


DUTCH = CsvStyle(";", ",", "utf-8-sig", "\r\n", guarded=True)
PLAIN = CsvStyle(",", ".", "utf-8", "\n", guarded=False)


def write_coded_csv(table: CodedTable, path: Path, style: CsvStyle, report: Report) -> Path:
    """Writes a row a respondent; a cell is empty where nobody answered or coded.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    with whole_files([path]) as [unfinished], unfinished.open("wb") as raw:
        writer, text = _writer(raw, style)
        writer.writerow([_guarded(variable.name, style) for variable in table.variables])
        for number, row in enumerate(_rows(table, style), 1):
            writer.writerow(row)
            if number % _ROWS_A_REPORT == 0:
                report(number, table.n)
        text.flush()
        text.detach()
    return path


def write_table_csv(table: Table, path: Path, style: CsvStyle) -> Path:
    """Writes a table of a report; in Excel's style its title and notes stand below it.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    with whole_files([path]) as [unfinished], unfinished.open("wb") as raw:
        writer, text = _writer(raw, style)
        writer.writerow([_guarded(head, style) for head in table.heads])
        writer.writerows([_cell(value, style) for value in row] for row in table.rows)
        if style.guarded:  # a program would take them for rows
            writer.writerow([])
            writer.writerows([_guarded(note, style)] for note in (table.title, *table.notes))
        text.flush()
        text.detach()
    return path


def write_parquet(table: CodedTable, path: Path) -> Path:
    """Writes a row a respondent: texts, and codes as whole numbers that may be missing.

    Raises:
        CoderError: Nothing that writes Parquet is installed, or the file cannot be written.
    """
    import pandas as pd

    columns: dict[str, Any] = {}
    for variable in table.variables:
        if variable.flags is None:
            columns[variable.name] = pd.Series(list(variable.texts), dtype=object)
            continue
        numbers = pd.Series(variable.flags).astype("Int8")
        columns[variable.name] = numbers.mask(variable.flags < NOT_NAMED)
    frame = pd.DataFrame(columns, index=range(table.n))
    with whole_files([path]) as [unfinished]:
        try:
            frame.to_parquet(unfinished, index=False)
        except ImportError as error:
            raise CoderError(
                _("Nothing that writes Parquet is installed."),
                _("Install it with: pip install 'coder[parquet]'"),
            ) from error
    return path


def _writer(raw: Any, style: CsvStyle) -> tuple[Any, TextIOWrapper]:
    text = TextIOWrapper(raw, encoding=style.encoding, newline="", write_through=False)
    return csv.writer(text, delimiter=style.delimiter, lineterminator=style.newline), text


def _rows(table: CodedTable, style: CsvStyle) -> Iterator[list[str]]:
    flagged = [variable for variable in table.variables if variable.flagged]
    patterns, which = distinct_rows(flagged, table.n)
    written = [[str(v) if v >= NOT_NAMED else "" for v in values] for values in patterns]
    place = {id(variable): number for number, variable in enumerate(flagged)}
    takers = [place.get(id(variable)) for variable in table.variables]
    for row in range(table.n):
        flags = written[which[row]]
        yield [
            _guarded(variable.texts[row] or "", style) if taker is None else flags[taker]
            for variable, taker in zip(table.variables, takers, strict=True)
        ]


def _cell(value: Cell, style: CsvStyle) -> str:
    if isinstance(value, float):
        written = f"{value:.{DECIMALS}f}" if style.guarded else repr(value)
        return written.replace(".", style.decimal)
    return _guarded(value, style) if isinstance(value, str) else str(value)


def _guarded(text: str, style: CsvStyle) -> str:
    return "'" + text if style.guarded and text.startswith(_FORMULA_STARTS) else text
