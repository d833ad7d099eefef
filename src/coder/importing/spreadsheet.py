"""Reading one sheet of a workbook (xlsx, xls, xlsb, ods)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.i18n import _
from coder.importing.archive_check import too_large
from coder.importing.names import did_you_mean
from coder.importing.table import Cell, Format, Row, Table, Trouble, keep, make_columns, refused

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

CellValue = str | int | float | bool | dt.date | dt.time | dt.timedelta


def read_workbook(data: bytes, file: str, sha256: str, sheet: str | None = None) -> Table:
    """The table on one sheet; formulas are read as the values that were last shown.

    Args:
        data: The bytes of the file.
        file: Its name, for errors.
        sha256: Of `data`.
        sheet: Name of the sheet; None: the first one with anything on it.

    Raises:
        ImportFileError: It cannot be read, or has no such sheet.
    """
    workbook = _open(data, file)
    name, lines = _lines(workbook, file, sheet)
    first = next(index for index, line in enumerate(lines) if any(_text(cell) for cell in line))
    rows = [
        Row(number, first + 1 + number, tuple(map(_text, line)))
        for number, line in enumerate(lines[first + 1 :], 1)
    ]
    trouble = Trouble(file)
    heading = [_text(cell) or "" for cell in lines[first]]
    columns, notes = make_columns(heading, rows, trouble, first + 1)
    trouble.raise_if_any(_("Nothing was imported. Give each column a name of its own."))
    kept, empty = keep(rows, columns, file)
    return Table(
        file,
        sha256,
        Format.SPREADSHEET,
        tuple(columns),
        kept,
        sheet=name,
        sheets=tuple(workbook.sheet_names),
        sheet_chosen=sheet is not None,
        empty_rows=empty,
        notes=tuple(notes),
    )


def _open(data: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    why = too_large(data)
    if why:
        hint = _("Save the sheet with the answers apart, without empty rows and columns.")
        raise refused(file, why, hint)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        hint = _("Save it without a password, and import that.")
        raise refused(file, _("the workbook has a password"), hint) from None
    except CalamineError as error:
        message = _("this is not a whole Excel workbook ({why})").format(why=error)
        raise refused(file, message, _("Save it anew as .xlsx, and import that.")) from error


def _lines(
    workbook: CalamineWorkbook, file: str, sheet: str | None
) -> tuple[str, Sequence[Sequence[CellValue]]]:
    """The chosen sheet (by default the first with anything on it) and its cells."""
    if sheet is not None and sheet not in workbook.sheet_names:
        message = _("the workbook has no sheet {name}").format(name=sheet)
        raise refused(file, message, did_you_mean(sheet, workbook.sheet_names))
    for name in workbook.sheet_names if sheet is None else [sheet]:
        lines = _cells(workbook, file, name)
        if any(_text(cell) for line in lines for cell in line):
            return name, lines
    where = _("the sheet {name} is empty").format(name=sheet) if sheet else _("the file is empty")
    raise refused(file, where)


def _cells(workbook: CalamineWorkbook, file: str, sheet: str) -> Sequence[Sequence[CellValue]]:
    from python_calamine import CalamineError

    try:
        # Empty rows and columns at the top and left are kept, so that numbers are those of Excel.
        return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as error:
        message = _("the sheet {name} cannot be read ({why})").format(name=sheet, why=error)
        raise refused(file, message) from error


def _text(value: CellValue) -> Cell:
    """A cell as Excel shows it in its plainest form: 3.0 is "3", a date is 2024-07-09."""
    if value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
    return str(value)
