"""Reading csv files, strictly: a file that can be read in two ways is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from coder.i18n import _
from coder.importing.encodings import decode
from coder.importing.quotes import misplaced_quote
from coder.importing.swallowed import swallowed_rows
from coder.importing.table import Format, Row, Table, Trouble, keep, make_columns, refused

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

SEPARATORS = (";", ",", "\t", "|")
NONE = "\x1f"  # in a file of one column: a character that no answer has
_SAMPLE = 200  # records that the separator is judged by
_SAMPLE_LETTERS = 500_000
_LARGEST_FIELD = 10_000_000  # characters; the csv module takes 131,072 unless told


@dataclass(frozen=True, slots=True)
class _Record:
    line: int  # where it begins, from 1
    cells: list[str]


def read_csv(
    data: bytes,
    file: str,
    sha256: str,
    encoding: str | None = None,
    separator: str | None = None,
) -> Table:
    """The table in a csv file.

    Args:
        data: The bytes of the file.
        file: Its name, for errors.
        sha256: Of `data`.
        encoding: None: found out.
        separator: None: found out.

    Raises:
        ImportFileError: All that is wrong with it.
    """
    text, encoding = decode(data, file, encoding)
    text, skipped, said = _separator_line(text)
    separator = separator or said or guess_separator(text)
    trouble = Trouble(file)
    heading, *records = _records(text, separator, skipped, trouble) or [_Record(1, [])]
    _check_lengths(heading, records, trouble)
    if not trouble.problems:
        _check_swallowed(records, separator, trouble)
    rows = [
        Row(number, record.line, tuple(record.cells)) for number, record in enumerate(records, 1)
    ]
    columns, notes = make_columns(heading.cells, [] if trouble.problems else rows, trouble, 1)
    trouble.raise_if_any(_("Nothing was imported. Mend the file, or export it anew."))
    if not columns:
        raise refused(file, _("the file is empty"))
    kept, empty = keep(rows, columns, file)
    return Table(
        file,
        sha256,
        Format.CSV,
        tuple(columns),
        kept,
        encoding=encoding,
        separator="" if separator == NONE else separator,
        empty_rows=empty,
        notes=tuple(notes),
    )


def guess_separator(text: str) -> str:
    """The separator that cuts most records in as many cells as the heading.

    >>> guess_separator("nr;zorgen\\n1;werkdruk, regels\\n2;geen\\n")
    ';'
    """
    scores = {separator: _score(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=scores.__getitem__)
    return best if scores[best] > 0 else NONE


def _score(text: str, separator: str) -> float:
    """Share of records as long as the heading, weighed up for the number of columns; 0-1."""
    records: list[list[str]] = []
    with suppress(csv.Error):  # judged by what could be read
        records.extend(filter(None, islice(_reader(text[:_SAMPLE_LETTERS], separator), _SAMPLE)))
    columns = len(records[0]) if records else 0
    if columns < 2:
        return 0.0
    same = sum(len(record) == columns for record in records)
    return same / len(records) * (columns - 1) / columns


def _separator_line(text: str) -> tuple[str, int, str | None]:
    """Excel's own first line "sep=;": the rest, the lines skipped and the separator."""
    line, _newline, rest = text.partition("\n")
    line = line.rstrip("\r").strip('"')
    if len(line) == 5 and line.casefold().startswith("sep=") and line[4] in SEPARATORS:
        return rest, 1, line[4]
    return text, 0, None


def _reader(text: str, separator: str) -> CsvReader:
    csv.field_size_limit(_LARGEST_FIELD)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _records(text: str, separator: str, skipped: int, trouble: Trouble) -> list[_Record]:
    """All records, blank lines left out; a misplaced quotation mark is trouble."""
    reader = _reader(text, separator)
    records: list[_Record] = []
    begins = 1
    try:
        for cells in reader:
            if cells:
                records.append(_Record(begins + skipped, cells))
            begins = reader.line_num + 1
    except csv.Error:
        place = misplaced_quote(text, separator, begins)
        trouble.add(place.message, place.line + skipped, place.column)
    return records


def _check_lengths(heading: _Record, records: Sequence[_Record], trouble: Trouble) -> None:
    wanted = len(heading.cells)
    trouble.add_many(
        (
            _("{found} cells where the heading has {wanted}").format(
                found=len(record.cells), wanted=wanted
            ),
            record.line,
            min(len(record.cells), wanted) + 1,
        )
        for record in records
        if len(record.cells) != wanted
    )


def _check_swallowed(records: Sequence[_Record], separator: str, trouble: Trouble) -> None:
    text = _("the row of {number} stands inside this cell: a quotation mark too many or too few")
    cells = [(record.line, record.cells) for record in records]
    trouble.add_many(
        (text.format(number=number), line, column)
        for line, column, number in swallowed_rows(cells, separator)
    )
