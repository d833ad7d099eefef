"""Which column holds the ids, and which look like answers to an open question."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coder.importing.missing import DEFAULT_MISSING, mark_finder
from coder.importing.table import Cell, Table

_WORD = re.compile(r"[^\W\d_]{3,}")
_PARTS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])|\d+")
_ADDRESS = re.compile(r"^\S*(@|://|www\.)\S*$")
_DATE = re.compile(r"^(\d{4}-\d\d?-\d\d?|\d\d?[-/.]\d\d?[-/.]\d{4})([ T]\d.*)?$")
_RESPONDENT = re.compile(r"^resp", re.IGNORECASE)
_ID_PARTS = frozenset({"id", "nr", "nummer", "volgnummer", "case", "casenr", "token", "uid", "key"})
_LONGEST_ID = 40
_OPEN_SHARE = 0.2
_MOST_GROUPS, _LEAST_IN_GROUP = 40, 2  # values of a background; respondents of each, on average
_LONGEST_GROUP = 80  # letters of a value
_FILLED_SHARE = 0.2
_SAMPLE = 3_000  # rows that tell whether a column looks open


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column that looks like answers to an open question, judged by a sample of its rows."""

    name: str
    distinct_share: float  # of the cells that are not missing, 0-1
    words: float  # on average


def guess_id_column(table: Table, text_column: str = "") -> str | None:
    """The column that numbers the respondents; None when none can be told.

    Every cell is filled, short and the only one of its kind, and the name sounds like an id:
    of several the one named after the respondent, then the first.
    """
    named = [
        column.name
        for column in table.columns
        if column.name != text_column and _sounds_like_id(column.name)
    ]
    named.sort(key=lambda name: _RESPONDENT.match(name) is None)
    return next((name for name in named if _numbers_rows(table.cells(name))), None)


def open_columns(table: Table) -> list[OpenColumn]:
    """Columns that look like open answers: many different ones, and words in them."""
    rows = table.rows[:: len(table.rows) // _SAMPLE + 1]
    looks = (
        _looks_open(column.name, [row.cells[index] for row in rows])
        for index, column in enumerate(table.columns)
    )
    return [column for column in looks if column is not None]


def background_columns(table: Table, known: Collection[str] = ()) -> list[str]:
    """Columns that look like background: few values, each of several respondents.

    `known` are background already, in an earlier wave or file.
    """
    return [
        column.name
        for index, column in enumerate(table.columns)
        if column.name in known or _groups([row.cells[index] for row in table.rows])
    ]


def _groups(cells: Sequence[Cell]) -> bool:
    mark_of = mark_finder(DEFAULT_MISSING)
    values = [cell.strip() for cell in cells if cell and mark_of(cell) is None]
    distinct = set(values)
    most = min(_MOST_GROUPS, len(values) // _LEAST_IN_GROUP)
    fit = all(len(value) <= _LONGEST_GROUP and not _DATE.match(value) for value in distinct)
    return len(values) >= len(cells) * _FILLED_SHARE and 2 <= len(distinct) <= most and fit


def _sounds_like_id(name: str) -> bool:
    parts = [part.casefold() for part in _PARTS.findall(name)]
    last = parts[-1] if parts else ""
    return bool(_RESPONDENT.match(name)) or bool(_ID_PARTS & set(parts)) or last.endswith("nr")


def _numbers_rows(cells: Sequence[Cell]) -> bool:
    mark_of = mark_finder(DEFAULT_MISSING)
    short = all(cell and len(cell) <= _LONGEST_ID and mark_of(cell) is None for cell in cells)
    return short and len(set(cells)) == len(cells) > 0


def _looks_open(name: str, cells: Sequence[Cell]) -> OpenColumn | None:
    mark_of = mark_finder(DEFAULT_MISSING)
    texts = [cell.strip() for cell in cells if cell and mark_of(cell) is None]
    worded = [text for text in texts if _WORD.search(text) and not _ADDRESS.match(text)]
    distinct = {text.casefold() for text in worded}
    if len(distinct) < 3 or len(worded) * 2 < len(texts):
        return None
    share = len(distinct) / len(worded)
    words = sum(len(text.split()) for text in worded) / len(worded)
    if share * min(words / 2, 1.0) < _OPEN_SHARE:
        return None
    return OpenColumn(name, share, words)
