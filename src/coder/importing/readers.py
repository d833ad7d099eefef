"""One door to survey files: csv, xlsx and sav become a table, whole or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from coder.i18n import _
from coder.importing.delimited import read_csv
from coder.importing.table import Table, refused

_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and ods; xls
_SPSS_MARKS = (b"$FL2", b"$FL3")
_WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_SPSS = {".sav", ".zsav"}


MOST_BYTES = 300_000_000  # 100,000 respondents of 100 columns take about 100 MB


def read_table(
    path: Path,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> Table:
    """The table in a survey file.

    What a file is, is told by how it begins; by its name only where that says nothing.

    Args:
        path: A csv, xlsx (xls, ods) or sav file.
        sheet: Of a workbook; None: the first one with anything on it.
        encoding: Of a csv; None: found out.
        separator: Of a csv; None: found out.

    Raises:
        ImportFileError: It cannot be read as a whole: all that is wrong, with row and column.
    """
    path = Path(path)
    data = _bytes(path)
    digest = sha256(data).hexdigest()
    suffix = path.suffix.lower()
    if data.startswith(_WORKBOOK_MARKS) or suffix in _WORKBOOKS:
        from coder.importing.spreadsheet import read_workbook

        return read_workbook(data, path.name, digest, sheet)
    if sheet is not None:
        raise refused(path.name, _("only a workbook has sheets; this is none"))
    if data.startswith(_SPSS_MARKS) or suffix in _SPSS:
        from coder.importing.spss import read_sav

        return read_sav(path, digest)
    return read_csv(data, path.name, digest, encoding, separator)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refused(path.name, _("this is a folder, not a survey file"))
        if path.stat().st_size > MOST_BYTES:  # before it is read: it would take all memory
            message = _("the file is larger than {most} MB").format(most=MOST_BYTES // 10**6)
            hint = _("Take out columns that are not needed, or split it.")
            raise refused(path.name, message, hint)
        data = path.read_bytes()
    except FileNotFoundError:
        raise refused(str(path), _("there is no such file")) from None
    except OSError as error:
        raise refused(path.name, _("cannot be read: {why}").format(why=error.strerror)) from error
    if not data.strip():
        raise refused(path.name, _("the file is empty"))
    return data
