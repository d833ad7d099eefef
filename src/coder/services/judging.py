"""Coded answers to judge a model by: from a file or a project, identical answers as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coder.domain.answers import normal_form
from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.coding import Source
from coder.domain.tokens import Lemmatizer, fold
from coder.errors import CoderError, Problem, ProblemsError
from coder.i18n import _
from coder.importing.names import did_you_mean
from coder.importing.plan import plan_import
from coder.importing.readers import read_table
from coder.language.pipeline import choose_lemmatizer
from coder.services.analysing import CHUNK, analyse_texts
from coder.services.codebooks import read_codebook
from coder.services.reading import lot_seed
from coder.services.workbench import Workbench
from coder.settings import load_settings
from coder.suggest.evaluation import Task, used_codes
from coder.suggest.features import Document
from coder.suggest.learners import learner_maker

Report = Callable[[str, int, int], None]  # what is being done, done, of
SEPARATOR = "|"  # between several codes of one answer in a file
MOST_LISTED = 10  # unknown codes that are listed


@dataclass(frozen=True, slots=True)
class CodedGroup:
    """Identical answers. `codes`: what a person gave them, None when nobody coded them.

    `agreed`: how many of the members have exactly these codes.
    """

    ids: tuple[str, ...]
    text: str
    codes: frozenset[str] | None
    agreed: int

    @property
    def size(self) -> int:
        """Number of answers."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is judged by.

    Attributes:
        name: The file, or the question and its wave.
        groups: All answers, in order of arrival.
        documents: Their words, in the same order.
        codebook: What is known of the codes beforehand; None: nothing.
        labels: The label of each code that has one.
        lemmatizer: The Dutch that made the words.
        seed: Of the lot by which a project's answers are read, see `coder.suggest.queue`.
    """

    name: str
    groups: tuple[CodedGroup, ...]
    documents: tuple[Document, ...]
    codebook: Codebook | None
    labels: dict[str, str]
    lemmatizer: Lemmatizer
    seed: int = 0

    @property
    def read(self) -> NDArray[np.bool_]:
        """Which groups a person coded."""
        return np.array([group.codes is not None for group in self.groups], dtype=bool)

    @property
    def sizes(self) -> NDArray[np.intp]:
        """Answers in each group."""
        return np.array([group.size for group in self.groups], dtype=np.intp)

    @property
    def single(self) -> bool:
        """Exactly one code an answer?"""
        if self.codebook is not None:
            return self.codebook.answers is AnswersPer.ONE
        return all(len(group.codes) == 1 for group in self.groups if group.codes is not None)

    def task(self) -> Task:
        """The coded groups as a learner takes them."""
        coded = [place for place, read in enumerate(self.read) if read]
        codes = [self.groups[place].codes or frozenset() for place in coded]
        known = () if self.codebook is None else (code.id for code in self.codebook.codable)
        columns = tuple(dict.fromkeys([*known, *used_codes(codes)]))
        make = learner_maker(self.documents, self.codebook, self.lemmatizer, single=self.single)
        return Task([self.documents[place] for place in coded], codes, columns, make)


def installed_dutch() -> Lemmatizer:
    """The Dutch that the settings choose."""
    return choose_lemmatizer(load_settings().pipeline)


def material_from_file(  # noqa: PLR0913 - what a survey file leaves open
    file: Path,
    text: str,
    label: str,
    lemmatizer: Lemmatizer,
    *,
    codebook: Path | None = None,
    id_column: str | None = None,
    sheet: str | None = None,
    report: Report | None = None,
) -> Material:
    """The answers of a file with the codes that stand beside them.

    Args:
        text: The column with the answers.
        label: The column with their codes, several joined by `|`; empty: not coded.
        codebook: Its ids (or labels) are the codes, and what it says of them is known beforehand.

    Raises:
        ImportFileError: The file cannot be read, or a column is not there.
        CodebookError: The codebook is not right.
        CoderError: There are no answers, no codes, or codes that the codebook does not have.
    """
    book = None if codebook is None else read_codebook(codebook)
    table = read_table(file, sheet=sheet)
    plan = plan_import(table, "", text, id_column=id_column, background=[label])
    answered = [(row.external_id, row.text, row.background[0]) for row in plan.rows if row.text]
    if not answered:
        raise CoderError(
            _("{file}: the column {column} has no answers.").format(file=file.name, column=text)
        )
    given = [_split(label_text) for _id, _text, label_text in answered]
    if not any(given):
        raise CoderError(
            _("{file}: the column {column} has no codes.").format(file=file.name, column=label),
            _("Give the column with the codes as --label."),
        )
    if book is not None:
        given = _in_codes_of(book, given, file.name)
    rows = [
        (answer_id, text, codes)
        for (answer_id, text, _l), codes in zip(answered, given, strict=True)
    ]
    groups = _grouped(rows)
    documents = _analysed(lemmatizer, [group.text for group in groups], report)
    return Material(file.name, groups, documents, book, _labels(book), lemmatizer)


def material_from_question(
    workbench: Workbench, question: str, wave: str | None = None, report: Report | None = None
) -> Material:
    """The answers to a question of a project, with what persons decided.

    Raises:
        CoderError: No such question or wave, or it has no codebook.
    """
    session = workbench.session(question, wave)
    groups = tuple(
        CodedGroup(
            tuple(str(answer_id) for answer_id in row.group.answer_ids),
            row.group.text,
            row.marks.codes if row.source is Source.PERSON else None,
            row.group.size,
        )
        for row in session.rows
    )
    texts = [group.text for group in groups]

    def tell(done: int, total: int) -> None:
        if report:
            report(_("Reading"), done, total)

    documents = analyse_texts(workbench.project, workbench.lemmatizer, texts, tell)
    name = f"{question}, {session.wave}"
    book = session.codebook
    return Material(
        name,
        groups,
        tuple(documents),
        book,
        _labels(book),
        workbench.lemmatizer,
        lot_seed(question, session.wave),
    )


def _labels(codebook: Codebook | None) -> dict[str, str]:
    return {} if codebook is None else {code.id: code.label for code in codebook.walk()}


def _split(label: str | None) -> frozenset[str]:
    return frozenset(part.strip() for part in (label or "").split(SEPARATOR) if part.strip())


def _grouped(rows: Sequence[tuple[str, str, frozenset[str]]]) -> tuple[CodedGroup, ...]:
    members: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
    for row in rows:
        members.setdefault(normal_form(row[1]), []).append(row)
    return tuple(_one_group(group) for group in members.values())


def _one_group(rows: Sequence[tuple[str, str, frozenset[str]]]) -> CodedGroup:
    """Identical answers that were coded differently get what most of them have, else the first."""
    counts = Counter(codes for _id, _text, codes in rows if codes)
    codes, agreed = counts.most_common(1)[0] if counts else (None, 0)
    return CodedGroup(tuple(row[0] for row in rows), rows[0][1], codes, agreed)


def _in_codes_of(
    codebook: Codebook, given: Sequence[frozenset[str]], file: str
) -> list[frozenset[str]]:
    """The codes by their ids, also where the file has labels."""
    ids = {fold(code.label): code.id for code in codebook.codable}
    ids |= {code.id: code.id for code in codebook.codable}
    known = [frozenset(ids.get(code, ids.get(fold(code), "")) for code in codes) for codes in given]
    unknown = Counter(
        code for codes in given for code in codes if code not in ids and fold(code) not in ids
    )
    if unknown:
        raise _unknown_codes(codebook, unknown, file)
    return known


def _unknown_codes(codebook: Codebook, unknown: Counter[str], file: str) -> ProblemsError:
    names = [code.id for code in codebook.codable]
    problems = [
        Problem(
            _("the codebook {codebook} has no code {code} ({count} answers). {hint}").format(
                codebook=codebook.id, code=code, count=count, hint=did_you_mean(code, names)
            ),
            file,
        )
        for code, count in unknown.most_common(MOST_LISTED)
    ]
    rest = len(unknown) - len(problems)
    if rest > 0:
        problems.append(Problem(_("and {count} more unknown codes").format(count=rest), file))
    return ProblemsError(problems, _("Mend the file or the codebook, or leave --codebook out."))


def _analysed(
    lemmatizer: Lemmatizer, texts: Sequence[str], report: Report | None
) -> tuple[Document, ...]:
    documents: list[Document] = []
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start : start + CHUNK]
        analysed = zip(chunk, lemmatizer.analyse(chunk), strict=True)
        documents += [Document.of(text, tokens) for text, tokens in analysed]
        if report:
            report(_("Reading"), len(documents), len(texts))
    return tuple(documents)
