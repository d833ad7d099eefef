"""Respondents, answers and codes of a project as one table: a row a respondent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId, Question, RespondentId
from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.coding import CodedAnswer, CoderId, effective
from coder.i18n import _
from coder.reports.coded_table import (
    NAMED,
    NO_ANSWER,
    NOT_NAMED,
    UNCODED,
    CodedTable,
    Role,
    State,
    Variable,
    with_unique_names,
)
from coder.services.codebooks import codebook_for
from coder.storage import note_store
from coder.storage.project import Project

if TYPE_CHECKING:
    from coder.reports.coded_table import Flags

# Names of columns are data that syntax files refer to: Dutch, and the same in every language.
RESPONDENT, WAVE = "respondent", "golf"
_TEXT, _STATE, _CODER, _SOURCE, _CATEGORY = "tekst", "stand", "codeur", "bron", "code"

_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Who:
    """The respondents of a table, and where each stands in it."""

    ids: tuple[str, ...]
    waves: tuple[str, ...]
    background: tuple[Mapping[str, str], ...]
    row_of: Mapping[RespondentId, int]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.ids)


def read_respondents(project: Project, wave: str | None) -> Who:
    """The respondents of a wave, or of all (None), in the order of the survey file."""
    known = project.respondents(wave)
    return Who(
        tuple(respondent.external_id for respondent in known),
        tuple(respondent.wave for respondent in known),
        tuple(respondent.background for respondent in known),
        {respondent.id: row for row, respondent in enumerate(known)},
    )


def coded_table(
    project: Project,
    questions: Sequence[Question],
    wave: str | None = None,
    coder: CoderId | None = None,
    who: Who | None = None,
) -> CodedTable:
    """All respondents with their answers to these questions and their codes.

    Args:
        project: The project.
        questions: The questions, each with a codebook or without.
        wave: One wave; None for all.
        coder: Takes this coder's own work; None: the coding that counts.
        who: The respondents, when they were read already.

    Raises:
        CodebookError: A codebook is not right.
    """
    who = who or read_respondents(project, wave)
    found = [*_of_respondents(project, who)]
    for question in questions:
        found += _of_question(project, question, wave, coder, who)
    labels = {question.key: question.text or question.key for question in questions}
    return CodedTable(with_unique_names(found), who.n, labels)


def _of_respondents(project: Project, who: Who) -> Iterator[Variable]:
    yield Variable(RESPONDENT, _("Respondent"), Role.RESPONDENT, texts=who.ids)
    yield Variable(WAVE, _("Wave"), Role.WAVE, texts=who.waves)
    for attribute in project.attributes():
        values = [known.get(attribute.name) for known in who.background]
        if any(values):
            name = _NO_WORD.sub("_", attribute.name).strip("_") or "kenmerk"
            label = attribute.label or attribute.name
            yield Variable(name, label, Role.BACKGROUND, texts=values)


def _of_question(
    project: Project, question: Question, wave: str | None, coder: CoderId | None, who: Who
) -> Iterator[Variable]:
    key, codings = question.key, project.codings(question.key, wave, coder)
    texts: list[str | None] = [None] * who.n
    coded: list[CodedAnswer | None] = [None] * who.n
    for answer in project.answers(key, wave):
        row = who.row_of[answer.respondent_id]
        texts[row] = answer.text
        coded[row] = effective(codings.get(answer.id, ()))
    yield Variable(f"{key}_{_TEXT}", question.text or key, Role.TEXT, key, texts=texts)
    yield from _memos(project, question, coder, who)
    if not question.codebook_id:
        return
    yield from _about_coding(key, coded)
    yield from _codes(key, codebook_for(project, question), coded)


def _memos(
    project: Project, question: Question, coder: CoderId | None, who: Who
) -> Iterator[Variable]:
    """What coders noted on the answers; no column where nobody noted anything."""
    with project.reading() as connection:
        memos = note_store.memos_of(connection, question.id, coder)
    noted: dict[AnswerId, list[str]] = {}
    for memo in memos:
        if memo.answer_id is not None:
            noted.setdefault(memo.answer_id, []).append(f"{memo.coder}: {memo.text}")
    texts: list[str | None] = [None] * who.n
    for answer in project.answers(question.key) if noted else ():
        if answer.id in noted and answer.respondent_id in who.row_of:
            texts[who.row_of[answer.respondent_id]] = "\n".join(noted[answer.id])
    if any(texts):
        name = f"{question.key}_memo"
        yield Variable(name, _("Memo"), Role.MEMO, question.key, texts=texts)


def _about_coding(key: str, coded: Sequence[CodedAnswer | None]) -> Iterator[Variable]:
    states = [_state(answer).value for answer in coded]
    coders = [answer.coder.name if answer and answer.coder else None for answer in coded]
    sources = [answer.source.value if answer and answer.source else None for answer in coded]
    yield Variable(f"{key}_{_STATE}", _("Coded?"), Role.STATE, key, texts=states)
    yield Variable(f"{key}_{_CODER}", _("Coder"), Role.CODER, key, texts=coders)
    yield Variable(f"{key}_{_SOURCE}", _("Coded by"), Role.SOURCE, key, texts=sources)


def _state(answer: CodedAnswer | None) -> State:
    if answer is None:
        return State.NO_ANSWER
    return State.CODED if answer.marks.decided else State.UNCODED


def _codes(key: str, codebook: Codebook, coded: Sequence[CodedAnswer | None]) -> Iterator[Variable]:
    """A column a code and a net, in the order of the codebook; then codes that it has no more."""
    rows_of: dict[str, list[int]] = {}
    for row, answer in enumerate(coded):
        for given in answer.marks.codes if answer else ():
            rows_of.setdefault(given, []).append(row)
    blank = _blank(coded)
    listed = list(codebook.walk())
    if codebook.answers is AnswersPer.ONE:
        yield _category(key, {code.id: code.label for code in listed}, coded)
    for code in listed:
        if code.codable:
            yield _column(key, code, blank, rows_of.get(code.id, ()))
        if code.codes:
            below = {child.id for child in code.walk()}
            rows = [row for child in below for row in rows_of.get(child, ())]
            yield _net(code, _column(key, code, blank, rows))
    for gone in sorted(rows_of.keys() - {code.id for code in listed}):
        yield _column(key, Code(gone, gone), blank, rows_of[gone])


def _category(key: str, labels: Mapping[str, str], coded: Sequence[CodedAnswer | None]) -> Variable:
    """The one code of each answer, as its label."""
    given = [min(answer.marks.codes, default="") if answer else "" for answer in coded]
    texts = [labels.get(code, code) or None for code in given]
    return Variable(f"{key}_{_CATEGORY}", _("Code"), Role.CATEGORY, key, texts=texts)


def _blank(coded: Sequence[CodedAnswer | None]) -> Flags:
    import numpy as np

    decided = {State.NO_ANSWER: NO_ANSWER, State.UNCODED: UNCODED, State.CODED: NOT_NAMED}
    return np.array([decided[_state(answer)] for answer in coded], dtype=np.int8)


def _column(key: str, code: Code, blank: Flags, rows: Sequence[int]) -> Variable:
    flags = blank.copy()
    flags[list(rows)] = NAMED
    return Variable(f"{key}_{code.id}", code.label, Role.CODE, key, code.id, flags=flags)


def _net(code: Code, column: Variable) -> Variable:
    """Who has any code below; a code that is given itself too has two columns."""
    if not code.codable:
        return replace(column, role=Role.NET)
    label = _("{label} (with all below it)").format(label=code.label)
    return replace(column, role=Role.NET, name=f"{column.name}_totaal", label=label)
