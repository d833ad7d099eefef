"""What an import will do, known and shown before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coder.domain.answers import normal_form
from coder.i18n import _
from coder.importing.guesses import OpenColumn, guess_id_column, open_columns
from coder.importing.missing import DEFAULT_MISSING, is_missing
from coder.importing.names import did_you_mean
from coder.importing.respondents import PlannedRow, RowReader, each_once
from coder.importing.table import Column, Table, Trouble

__all__ = [
    "DEFAULT_MISSING",
    "ImportPlan",
    "PlannedRow",
    "column_named",
    "guess_id_column",
    "is_missing",
    "plan_import",
]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do.

    Attributes:
        table: The file, with how it was read.
        question, wave: Where the answers go.
        text_column: The column with the answers.
        id_column: The column with the ids; None: respondents are numbered in order of the rows.
        id_guessed: Was the id column (or its absence) found out, not told?
        background: The columns that become background attributes.
        rows: The respondents, each once.
        missing: How many cells were no answer, by what stood there ("": nothing).
        distinct: Number of different answers, counting those with the same normal form as one.
        repeated: Rows that say the same as an earlier row with their id, and are left out.
        looks_open: Columns that look like answers to an open question.
    """

    table: Table
    question: str
    wave: str
    text_column: Column
    id_column: str | None
    id_guessed: bool
    background: tuple[Column, ...]
    rows: tuple[PlannedRow, ...]
    missing: dict[str, int]
    distinct: int
    repeated: int
    looks_open: tuple[OpenColumn, ...]

    @property
    def answers(self) -> int:
        """Respondents who answered."""
        return len(self.rows) - self.empty

    @property
    def empty(self) -> int:
        """Respondents without an answer."""
        return sum(row.text is None for row in self.rows)


def plan_import(  # noqa: PLR0913 - what a survey file leaves open
    table: Table,
    question: str,
    text_column: str,
    *,
    id_column: str | None = None,
    background: Sequence[str] = (),
    missing: Collection[str] = DEFAULT_MISSING,
    wave: str = "",
    numbered: bool = False,
) -> ImportPlan:
    """Plan to take one column of answers in.

    Args:
        table: As `read_table` gives it.
        question: Key of the question in the project.
        text_column: The column with the answers.
        id_column: The column with the ids; None: guessed, else rows are numbered.
        background: Columns to keep of each respondent.
        missing: What counts as no answer. In background columns only the default marks do, so
            that "geen" can be a value there.
        wave: Of the survey.
        numbered: No column has ids: do not guess one.

    Raises:
        ImportFileError: A column that is not there; an id that is missing, or that two
            respondents share: all of it at once.
    """
    wanted = [text_column, *([id_column] if id_column else []), *background]
    _check_columns(table, wanted)
    chosen = None if numbered else id_column or guess_id_column(table, text_column)
    text, values = column_named(table, text_column), _columns(table, background)
    reader = RowReader.of(table, text, chosen, values, missing)
    planned = [(row, reader.read(row)) for row in table.rows]
    rows = each_once(table, planned, chosen)
    answers = {normal_form(row.text) for row in rows if row.text is not None}
    return ImportPlan(
        table,
        question,
        wave,
        text,
        chosen,
        id_guessed=id_column is None,
        background=tuple(values),
        rows=tuple(rows),
        missing=dict(reader.marks),
        distinct=len(answers),
        repeated=len(planned) - len(rows),
        looks_open=tuple(open_columns(table)),
    )


def column_named(table: Table, name: str) -> Column:
    """The column of this name.

    Raises:
        ImportFileError: There is none; the hint names the nearest.
    """
    _check_columns(table, [name])
    return table.columns[table.index(name)]


def _columns(table: Table, names: Sequence[str]) -> list[Column]:
    return [column_named(table, name) for name in dict.fromkeys(names)]


def _check_columns(table: Table, names: Sequence[str]) -> None:
    known = [column.name for column in table.columns]
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    trouble = Trouble(table.file)
    for name in unknown:
        trouble.add(_("there is no column {name}").format(name=name))
    hints = dict.fromkeys(did_you_mean(name, known) for name in unknown)
    trouble.raise_if_any(" ".join(hints))
