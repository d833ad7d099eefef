"""What an export holds besides the coded answers: counts, names, codebooks, and what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from coder import __version__
from coder.domain.answers import Question
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.coding import CoderId
from coder.domain.disclosure import DEFAULT_LEAST
from coder.i18n import _
from coder.reports.coded_table import CodedTable
from coder.reports.cross_tables import cross_table
from coder.reports.outsiders import (
    RareTitles,
    codebook_for_outsiders,
    names_for_outsiders,
    report_for_outsiders,
    table_for_outsiders,
)
from coder.reports.table import Table
from coder.reports.tables import counts_table, families_table, names_table
from coder.reports.workbook import Overview
from coder.services import lookups
from coder.services.codebook_tables import codebook_table
from coder.services.codebooks import codebook_for
from coder.services.coded_tables import Who, coded_table, read_respondents
from coder.services.counting import CountOptions
from coder.services.results import Results


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a project is exported.

    Attributes:
        questions: The questions.
        wave: One wave; None: all.
        coder: Name of the coder whose own work it is; None: the coding that counts.
        by: What to cross the counts with: background attributes or coded questions.
        outsiders: Is it for people outside the team?
        least: For outsiders: the fewest respondents that a title or a code may point at.
    """

    questions: tuple[Question, ...]
    wave: str | None = None
    coder: str | None = None
    by: tuple[str, ...] = ()
    outsiders: bool = False
    least: int = DEFAULT_LEAST


@dataclass(frozen=True)
class Material:
    """Reads each thing once, made fit for whom it is for."""

    results: Results
    scope: Scope

    def coded(self, questions: Sequence[Question] | None = None) -> CodedTable:
        """Respondents, answers and codes, of all questions or of these."""
        asked = self.scope.questions if questions is None else questions
        table = coded_table(self.results.project, asked, self.scope.wave, self._coder_id, self._who)
        return table_for_outsiders(table, self.rare) if self.scope.outsiders else table

    def codebook(self, question: Question) -> Codebook:
        """The codebook of a question that has one."""
        codebook = codebook_for(self.results.project, question)
        if not self.scope.outsiders:
            return codebook
        return codebook_for_outsiders(codebook, self._respondents(question), self.rare)

    def with_codebook(self) -> list[Question]:
        """The questions that have a codebook."""
        return [question for question in self.scope.questions if question.codebook_id]

    def waves(self, question: Question) -> list[str]:
        """The waves of a question that are exported, the latest first."""
        known = reversed(self.results.project.waves_of(question.key))
        return [wave for wave in known if self.scope.wave in (None, wave)]

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Counts, cross-tables and names with the name of each, the latest wave first."""
        for question in self.with_codebook():
            for wave in self.waves(question):
                for name, table in self._tables_of(question, wave):
                    made = self._fit(table, question) if self.scope.outsiders else table
                    yield f"{name} {wave}".strip(), made

    def codebook_tables(self) -> Iterator[tuple[str, Table]]:
        """A table of the codes of each question."""
        for question in self.with_codebook():
            table = codebook_table(self.codebook(question), question.key, self.scope.outsiders)
            yield f"{_('Codebook')} {question.key}", table

    def overview(self, project: str, at: datetime, notes: Sequence[str]) -> Overview:
        """What the file is, and how far each question is."""
        readers = _("people outside the team") if self.scope.outsiders else _("the team")
        facts = [
            (_("Project"), project),
            (_("Made"), f"{at:%d-%m-%Y %H:%M}"),
            (_("With"), f"coder {__version__}"),
            (_("For"), readers),
            (_("Coding of"), self.scope.coder or _("all; a person's decision goes first")),
        ]
        heads = (
            _("Question"),
            _("Text"),
            _("Wave"),
            _("Answered (n)"),
            _("Coded by a person"),
            _("By a machine only"),
            _("Not coded"),
        )
        title = _("Coded answers of {project}").format(project=project)
        return Overview(title, tuple(facts), (heads, *self._progress()), tuple(notes))

    def notes(self) -> list[str]:
        """What must stand with the file."""
        said = [
            _("1: named; 0: not named; empty: not answered or not coded, see the column “Coded?”."),
            _("A respondent counts once per code and once per net; n is all who answered."),
        ]
        if self.scope.outsiders:
            text = _(
                "For people outside the team: no ids, answers, background or names of coders; what"
                " fewer than {least} respondents share is left out or taken together."
            )
            said.append(text.format(least=self.scope.least))
        return said

    @cached_property
    def rare(self) -> RareTitles:
        """Titles that would point at somebody, in the whole project."""
        project = self.results.project
        titles: list[Sequence[str]] = []
        common: list[str] = []
        for question in project.questions():
            codebook = codebook_for(project, question) if question.codebook_id else None
            if codebook is None or codebook.answers is AnswersPer.MANY:
                continue
            counts = self._respondents(question)
            common += [c.label for c in codebook.walk() if counts.get(c.id, 0) >= self.scope.least]
            waves = project.waves_of(question.key)
            titles += [[a.text for a in project.answers(question.key, wave)] for wave in waves]
        return RareTitles(titles, self.scope.least, common)

    @cached_property
    def _who(self) -> Who:
        return read_respondents(self.results.project, self.scope.wave)

    @cached_property
    def _coder_id(self) -> CoderId | None:
        if self.scope.coder is None:
            return None
        return lookups.find_coder(self.results.project, self.scope.coder).id

    def _respondents(self, question: Question) -> Mapping[str, int]:
        """The most respondents that a code has in any wave."""
        most: dict[str, int] = {}
        for wave in self.results.project.waves_of(question.key):
            counts = self.results.counts(question.key, wave, self.scope.coder)
            for count in counts.codes:
                most[count.id] = max(most.get(count.id, 0), int(count.respondents))
        return most

    def _tables_of(self, question: Question, wave: str) -> Iterator[tuple[str, Table]]:
        key, coder = question.key, self.scope.coder
        counts = self.results.counts(key, wave, coder, self._options)
        yield _("Counts") + f" {key}", self._with_text(counts_table(counts), question)
        for by in self.scope.by:
            if by != key:
                cross = self.results.crossed(key, by, wave, coder, self._options)
                yield f"{key} × {by}", cross_table(cross)
        if not counts.several and coder is None:
            names = self.results.names(key, wave)
            names = names_for_outsiders(names, self.rare) if self.scope.outsiders else names
            yield _("Families") + f" {key}", families_table(names)
            yield _("Names") + f" {key}", names_table(names)

    def _fit(self, table: Table, question: Question) -> Table:
        """A table for outsiders; a note that lists which codes are rare would undo it all."""
        counts, least = self._respondents(question), self.scope.least
        codebook = codebook_for(self.results.project, question)
        few = [c.label for c in codebook.walk() if 0 < counts.get(c.id, 0) < least]
        notes = tuple(note for note in table.notes if not any(label in note for label in few))
        return report_for_outsiders(replace(table, notes=notes), self.rare)

    @property
    def _options(self) -> CountOptions:
        if not self.scope.outsiders:
            return CountOptions()
        least = self.scope.least
        return CountOptions(at_least=least, smallest=least, smallest_group=least)

    @staticmethod
    def _with_text(table: Table, question: Question) -> Table:
        """The question as it was asked stands first among the notes."""
        return replace(table, notes=(*table.notes, question.text)) if question.text else table

    def _progress(self) -> Iterator[tuple[str | int, ...]]:
        for question in self.scope.questions:
            text = self.rare.cleaned(question.text) if self.scope.outsiders else question.text
            for wave in self.waves(question):
                far = self.results.project.progress(question.key, wave)
                coded = (far.by_person, far.by_machine_only, far.undecided)
                yield (question.key, text, wave, far.answers, *coded)
