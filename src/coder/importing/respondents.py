"""The rows of a table as respondents: an id, an answer, a background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Self

from coder.i18n import _
from coder.importing.missing import DEFAULT_MISSING, mark_finder
from coder.importing.table import Cell, Column, Row, Table, Trouble

MarkOf = Callable[[Cell], str | None]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One respondent as he will be taken in; None: missing."""

    external_id: str
    text: str | None
    background: tuple[str | None, ...]


@dataclass(slots=True)
class RowReader:
    """Reads rows as respondents; `marks` counts what stood where no answer was."""

    text_at: int
    id_at: int | None  # None: respondents are numbered
    mark_of: MarkOf
    background: Sequence[tuple[int, MarkOf]]
    marks: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(
        cls,
        table: Table,
        text: Column,
        id_column: str | None,
        background: Sequence[Column],
        missing: Collection[str],
    ) -> Self:
        """A reader of these columns."""
        kept = DEFAULT_MISSING & frozenset(missing)
        return cls(
            table.index(text.name),
            table.index(id_column) if id_column else None,
            mark_finder({*missing, *text.missing}),
            [(table.index(one.name), mark_finder(kept | one.missing)) for one in background],
        )

    def read(self, row: Row) -> PlannedRow:
        """The respondent in this row."""
        answer = row.cells[self.text_at]
        mark = self.mark_of(answer)
        if mark is not None:
            self.marks[mark] += 1
        background = tuple(
            None if mark_of(row.cells[index]) is not None else row.cells[index]
            for index, mark_of in self.background
        )
        return PlannedRow(self._id(row), answer if mark is None else None, background)

    def _id(self, row: Row) -> str:
        return str(row.number) if self.id_at is None else (row.cells[self.id_at] or "").strip()


def each_once(
    table: Table, planned: Sequence[tuple[Row, PlannedRow]], id_column: str | None
) -> list[PlannedRow]:
    """The rows without those that say the same again.

    Raises:
        ImportFileError: A row without id, or two respondents with one id.
    """
    column = table.columns[table.index(id_column)].number if id_column else None
    mark_of = mark_finder(DEFAULT_MISSING)
    first: dict[str, tuple[Row, PlannedRow]] = {}
    nameless: list[tuple[str, int, int | None]] = []
    shared: list[tuple[str, int, int | None]] = []
    for row, respondent in planned:
        if mark_of(respondent.external_id) is not None:
            nameless.append((_("there is no id here"), row.line, column))
            continue
        earlier, known = first.setdefault(respondent.external_id, (row, respondent))
        if known != respondent:
            text = _("the id {id} stands in row {line} as well, with another answer or background")
            message = text.format(id=respondent.external_id, line=earlier.line)
            shared.append((message, row.line, column))
    trouble = Trouble(table.file)
    trouble.add_many(nameless)
    trouble.add_many(shared)
    trouble.raise_if_any(_("Nothing was imported. Mend the ids, or choose another id column."))
    return [respondent for _row, respondent in first.values()]
