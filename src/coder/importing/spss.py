"""Reading SPSS files, with the labels of variables and values."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coder.errors import ImportFileError
from coder.i18n import _
from coder.importing.table import Cell, Column, Format, Row, Table, keep, refused

Content = tuple[Mapping[str, Sequence[Any]], Any]  # columns of values, and what is said of them
# Not from the folder where one works: something called `coder` could lie there.
APART = ("-P", "-m", "coder.importing.spss_process")
_OLD_ENCODING = "WINDOWS-1252"  # of files that do not say theirs


def read_sav(path: Path, sha256: str) -> Table:
    """The table in a .sav file; a value with a label is read as its label.

    Raises:
        ImportFileError: It cannot be read as a whole.
    """
    data, meta = _read(path)
    names = meta.column_names
    if not all(names) or len(set(names)) < len(names):
        raise _not_whole(path, _("a variable without a name, or two of one name"))
    columns: list[Column] = []
    values: list[list[Cell]] = []
    for number, name in enumerate(meta.column_names, 1):
        labels = meta.variable_value_labels.get(name, {})
        shown = [_text(value, labels) for value in data[name]]
        is_missing = _missing_test(meta.missing_ranges.get(name, ()))
        missing = {
            text
            for value, text in zip(data[name], shown, strict=True)
            if text is not None and is_missing(value)
        }
        label = meta.column_names_to_labels.get(name) or ""
        columns.append(Column(name, number, label, frozenset(missing)))
        values.append(shown)
    rows = [Row(number, number, cells) for number, cells in enumerate(zip(*values, strict=True), 1)]
    kept, empty = keep(rows, columns, path.name)
    return Table(
        path.name,
        sha256,
        Format.SPSS,
        tuple(columns),
        kept,
        encoding=meta.file_encoding or "",
        empty_rows=empty,
    )


def _read(path: Path) -> Content:
    found = read_apart(path)
    if isinstance(found, str):
        raise _not_whole(path, found)
    return found


def read_apart(path: Path) -> Content | str:
    """What is in the file, or why it cannot be read; see `read_here`.

    In a process of its own: a damaged file can crash the C library that reads it, and whoever
    codes beside the import would be thrown out of the app. A plain process, as those of
    `multiprocessing` do not start in an app that has the terminal.
    """
    command = [sys.executable, *APART, str(path)]
    done = subprocess.run(  # noqa: S603 - this very program
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        return _("it is damaged: reading it breaks off")
    found: Content | str = pickle.loads(done.stdout)  # noqa: S301 - of our own process
    return found


def read_here(path: Path) -> Content | str:
    """What is in the file, or why it cannot be read, in the words of the library."""
    import pyreadstat

    try:
        try:
            return _read_in(path, None)
        except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
            if not isinstance(error, UnicodeDecodeError) and "convert" not in str(error):
                raise
            return _read_in(path, _OLD_ENCODING)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeError) as error:
        return str(error)
    except MemoryError:  # a spoiled length: more room is asked for than there is
        return _("it asks for more memory than there is")


def _not_whole(path: Path, why: object) -> ImportFileError:
    message = _("this is not a whole SPSS file ({why})").format(why=why)
    return refused(path.name, message, _("Save it anew from SPSS, and import that."))


def _read_in(path: Path, encoding: str | None) -> Content:
    import pyreadstat

    data, meta = pyreadstat.read_sav(
        path, encoding=encoding, user_missing=True, output_format="dict"
    )
    return data, meta


def _text(value: object, labels: Mapping[object, str]) -> Cell:
    if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN
        return None
    if value in labels:
        return labels[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
    return str(value)


def _missing_test(ranges: Sequence[Mapping[str, Any]]) -> Callable[[Any], bool]:
    """Is a value one that the maker of the file declared missing?"""

    def is_missing(value: Any) -> bool:
        return any(
            type(value) is type(bounds["lo"]) and bounds["lo"] <= value <= bounds["hi"]
            for bounds in ranges
        )

    return is_missing
