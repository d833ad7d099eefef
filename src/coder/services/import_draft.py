"""An import in the making: what a person may look at and change before anything is done.

A draft is a value. Everything in it was guessed or chosen; each change gives a new draft.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from coder.domain.answers import Question, normal_form
from coder.importing.guesses import background_columns, guess_id_column, open_columns
from coder.importing.missing import DEFAULT_MISSING, mark_finder
from coder.importing.readers import read_table
from coder.importing.table import Cell, Column, Table
from coder.services.import_codebooks import CodebookChoice, CodebookKind, guess_codebook
from coder.storage.project import Project

FIRST_WAVE = "1"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KEY_LENGTH = 32  # letters; headings of some tools are whole questions
_FEWEST_WORDS = 3  # a heading of so many words is the question itself


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A column that becomes a question: its short name, its text, what it is coded with."""

    column: str
    key: str
    text: str
    codebook: CodebookChoice


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What stands in a column. `filled` and `distinct` count cells that are an answer."""

    name: str
    label: str
    filled: int
    distinct: int
    missing: tuple[tuple[str, int], ...]  # marks that mean "no answer", and how often


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A survey file with the role of each column.

    Attributes:
        file: The survey file.
        table: What was read from it.
        folder: Of the project: codebooks are looked for and made there.
        id_column: Numbers the respondents; None: they are numbered in order of the rows.
        questions: Columns with answers to code, in the order of the file.
        background: Columns kept of each respondent; a question can be one too.
        wave: Of the survey.
        missing: Words that mean "no answer" here, besides those that survey tools write.
        encoding, separator: As a person said; None: found out.
    """

    file: Path
    table: Table
    folder: Path
    id_column: str | None
    questions: tuple[QuestionDraft, ...]
    background: tuple[str, ...]
    wave: str
    missing: tuple[str, ...] = ()
    encoding: str | None = None
    separator: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, in the order of the file."""
        return tuple(column.name for column in self.table.columns)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of a workbook; none of another file."""
        return self.table.sheets

    def question_of(self, column: str) -> QuestionDraft | None:
        """The question that a column becomes."""
        return next((asked for asked in self.questions if asked.column == column), None)

    def with_id(self, column: str) -> ImportDraft:
        """The column as the one with ids; or none, when it was."""
        if self.id_column == column:
            return replace(self, id_column=None)
        kept = tuple(asked for asked in self.questions if asked.column != column)
        others = tuple(name for name in self.background if name != column)
        return replace(self, id_column=column, questions=kept, background=others)

    def with_question(self, column: str) -> ImportDraft:
        """The column as a question; or not, when it was."""
        if self.question_of(column):
            kept = tuple(asked for asked in self.questions if asked.column != column)
            return replace(self, questions=kept)
        taken = {asked.key for asked in self.questions}
        added = _question(self.table, column, taken, self.folder, ())
        order = {name: place for place, name in enumerate(self.columns)}
        questions = sorted((*self.questions, added), key=lambda asked: order[asked.column])
        return replace(self._without_id(column), questions=tuple(questions))

    def with_background(self, column: str) -> ImportDraft:
        """The column as background; or not, when it was."""
        wanted = set(self.background) ^ {column}
        names = tuple(name for name in self.columns if name in wanted)
        return replace(self._without_id(column), background=names)

    def without(self, column: str) -> ImportDraft:
        """The column left out."""
        kept = tuple(asked for asked in self.questions if asked.column != column)
        others = tuple(name for name in self.background if name != column)
        return replace(self._without_id(column), questions=kept, background=others)

    def changed(self, column: str, **changes: object) -> ImportDraft:
        """The draft with another `key`, `text` or `codebook` for a question."""
        questions = tuple(
            replace(asked, **changes) if asked.column == column else asked  # type: ignore[arg-type]
            for asked in self.questions
        )
        return replace(self, questions=questions)

    def facts(self, column: str) -> ColumnFacts:
        """What stands in a column."""
        return column_facts(self.table, column, self.missing)

    def head(self, column: str, rows: int) -> list[Cell]:
        """The first cells of a column that are an answer."""
        index = self.table.index(column)
        mark_of = mark_finder(_marks(self.table, column, self.missing))
        filled = (row.cells[index] for row in self.table.rows)
        return list(islice((cell for cell in filled if mark_of(cell) is None), rows))

    def first_rows(self, rows: int) -> list[tuple[Cell, ...]]:
        """The first rows of the file, all columns."""
        return [row.cells for row in self.table.rows[:rows]]

    def _without_id(self, column: str) -> ImportDraft:
        return replace(self, id_column=None) if self.id_column == column else self


def read_draft(  # noqa: PLR0913 - how a file can be read
    file: Path,
    folder: Path,
    project: Project | None = None,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
) -> ImportDraft:
    """Read a survey file and guess what each column is.

    Args:
        file: A csv, xlsx (xls, ods) or sav file.
        folder: Of the project, where codebooks are looked for.
        project: The answers join these; None: a new project.
        sheet, encoding, separator: None: found out.

    Raises:
        ImportFileError: It cannot be read as a whole: all that is wrong with it.
    """
    table = read_table(file, sheet, encoding, separator)
    known = tuple(project.questions()) if project else ()
    id_column = guess_id_column(table)
    questions: list[QuestionDraft] = []
    for column in open_columns(table):
        if column.name != id_column:
            taken = {asked.key for asked in questions}
            questions.append(_question(table, column.name, taken, folder, known))
    asked_columns = {asked.column for asked in questions} | {id_column}
    background = tuple(
        name
        for name in background_columns(table, project_attributes(project))
        if name not in asked_columns
    )
    wave = guess_wave(file)
    return ImportDraft(
        file, table, folder, id_column, tuple(questions), background, wave,
        encoding=encoding, separator=separator,
    )  # fmt: skip


def project_attributes(project: Project | None) -> frozenset[str]:
    """Names of the background that a project knows already."""
    return frozenset(known.name for known in project.attributes()) if project else frozenset()


def guess_wave(file: Path) -> str:
    """The year in the name of a file, else the first wave.

    >>> guess_wave(Path("raadpleging_2024.csv")), guess_wave(Path("export.xlsx"))
    ('2024', '1')
    """
    years = _YEAR.findall(file.stem)
    return years[-1] if years else FIRST_WAVE


def key_of(heading: str) -> str:
    """A short name for a question, made of its heading.

    >>> key_of("Q3. Waarover maak je je zorgen?"), key_of("2e beroep"), key_of("Cliënt")
    ('q3_waarover_maak_je_je_zorgen', 'v_2e_beroep', 'client')
    """
    plain = unicodedata.normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    key = ""
    for word in words:
        longer = f"{key}_{word}" if key else word[:_KEY_LENGTH]
        if len(longer) > _KEY_LENGTH:
            break
        key = longer
    return key if key[:1].isalpha() else f"v_{key}".rstrip("_")


def column_facts(table: Table, column: str, missing: tuple[str, ...]) -> ColumnFacts:
    """What stands in a column, all rows counted."""
    described = table.columns[table.index(column)]
    mark_of = mark_finder(_marks(table, column, missing))
    marks: dict[str, int] = {}
    answers: list[str] = []
    for cell in table.cells(column):
        mark = mark_of(cell)
        if mark is None:
            answers.append(cell or "")
        elif mark:
            marks[mark] = marks.get(mark, 0) + 1
    distinct = len({normal_form(answer) for answer in answers})
    common = sorted(marks.items(), key=lambda item: -item[1])
    return ColumnFacts(column, described.label, len(answers), distinct, tuple(common))


def _marks(table: Table, column: str, missing: tuple[str, ...]) -> set[str]:
    """What means "no answer" in a column."""
    own = table.columns[table.index(column)].missing
    return {*DEFAULT_MISSING, *own, *missing}


def _question(
    table: Table, column: str, taken: set[str], folder: Path, known: tuple[Question, ...]
) -> QuestionDraft:
    described = table.columns[table.index(column)]
    text = _text_of(described)
    key = _known_key(column, text, known) or key_of(column)
    codebook = guess_codebook(key, folder, known, text)
    if codebook.kind is CodebookKind.SHIPPED and codebook.path is not None:
        key = codebook.path.stem  # found by the words: its name is shorter than they are
    return QuestionDraft(column, _free(key, taken), text, codebook)


def _known_key(column: str, text: str, known: tuple[Question, ...]) -> str:
    """The question of the project that this column is: by its name, or by its words."""
    names = {normal_form(column), normal_form(text)} - {""}
    return next(
        (asked.key for asked in known if names & {normal_form(asked.key), normal_form(asked.text)}),
        "",
    )


def _text_of(column: Column) -> str:
    if column.label:
        return column.label
    heading = " ".join(column.name.split())
    asks = heading.endswith("?") or len(heading.split()) >= _FEWEST_WORDS
    return heading if asks else ""


def _free(key: str, taken: set[str]) -> str:
    number = 2
    free = key
    while free in taken:
        free = f"{key}_{number}"
        number += 1
    return free
