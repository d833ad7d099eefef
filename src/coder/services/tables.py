"""The results of a project as tables, and as csv files that a Dutch Excel opens rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coder.domain.counting import CountTable
from coder.domain.crossing import CrossTable
from coder.domain.waves import WaveTable
from coder.reports import tables
from coder.reports.cross_tables import Share, cross_table
from coder.reports.name_counts import NamesReport
from coder.reports.table import Cell, CellKind, Table, write_csv
from coder.reports.tables import CountView, families_table
from coder.reports.wave_tables import new_names_table, wave_words_table, waves_table
from coder.reports.word_counts import WordsReport
from coder.services.results import Results

Report = NamesReport | WordsReport | CountTable | CrossTable | WaveTable


def as_table(report: Report, view: CountView = tables.PLAIN, share: Share = Share.COLUMN) -> Table:
    """A result as headings, rows and notes that state the base.

    Args:
        report: What was counted.
        view: Base, order and interval of counts.
        share: What the percentages of a cross-table are of.
    """
    if isinstance(report, NamesReport):
        return tables.names_table(report)
    if isinstance(report, WordsReport):
        return tables.words_table(report)
    if isinstance(report, CrossTable):
        return cross_table(report, share)
    if isinstance(report, WaveTable):
        return waves_table(report)
    return tables.counts_table(report, view)


def write_table(report: Report, path: Path) -> Path:
    """Write one result as csv: semicolons, decimal commas, the base below.

    Raises:
        CoderError: The file cannot be written.
    """
    return write_csv(as_table(report), path)


def write_tables(
    results: Results, questions_of: Mapping[str, Sequence[str]], folder: Path
) -> list[Path]:
    """Write the tables of several questions.

    Args:
        results: The project's results.
        questions_of: Wave → keys of its questions; each must have a codebook.
        folder: An existing folder; files of the same name are replaced.
    Returns:
        What was written: counts of every question, and names, families and words where a question
        asks for one name.

    Raises:
        CoderError: A question is not there, or a file cannot be written.
    """
    return [
        write_csv(table, folder / f"{name}_{question}_{wave}.csv")
        for wave, questions in questions_of.items()
        for question in questions
        for name, table in _tables_of(results, question, wave)
    ]


def _tables_of(results: Results, question: str, wave: str) -> Iterator[tuple[str, Table]]:
    counts = results.counts(question, wave)
    yield "aantallen", tables.counts_table(counts)
    yield "woorden", tables.words_table(results.words(question, wave))
    if not counts.several:
        names = results.names(question, wave)
        yield "namen", tables.names_table(names)
        yield "families", families_table(names)


__all__ = [
    "Cell",
    "CellKind",
    "CountView",
    "Report",
    "Share",
    "Table",
    "as_table",
    "families_table",
    "new_names_table",
    "wave_words_table",
    "write_csv",
    "write_table",
    "write_tables",
]
