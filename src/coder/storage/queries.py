"""Reading a project: every question is a few set-based statements, answers are frozen values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Select, select

from coder.domain.answers import Answer, AnswerId, Question, QuestionId, Respondent, RespondentId
from coder.domain.coding import LONG_AGO, BatchId, Coder, CoderId, Coding, Mark, Marks, Source
from coder.errors import ProjectError
from coder.i18n import _
from coder.storage import coder_store, history, note_store, standing, statements
from coder.storage.coder_store import CoderWork
from coder.storage.journal import decisions_of
from coder.storage.moments import moments_where_needed
from coder.storage.present import chunks, marks_of
from coder.storage.rows import (
    Attribute,
    CodebookVersion,
    HistoryEntry,
    ImportLogEntry,
    JournalEntry,
    Progress,
)
from coder.storage.schema import (
    attributes,
    codebook_versions,
    coders,
    imports,
    present_codes,
    present_marks,
    project_meta,
    questions,
    waves,
)

_DIGITS = re.compile(r"\d+")


class ProjectReader:
    """The reading half of a project; safe to call from several threads at once.

    Wherever a `wave` may be given, None means all waves together.
    """

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment of the project."""
        raise NotImplementedError

    @property
    def uid(self) -> str:
        """What tells this project from all others, whatever its file is called."""
        query = select(project_meta.c.value).where(project_meta.c.name == "uid")
        with self.reading() as connection:
            return str(connection.execute(query).scalar_one())

    def questions(self) -> list[Question]:
        """All questions, in the order in which they came in."""
        with self.reading() as connection:
            rows = connection.execute(select(questions).order_by(questions.c.id)).all()
        return [
            Question(QuestionId(row.id), row.key, row.text, row.codebook_id, row.codebook_path)
            for row in rows
        ]

    def question(self, key: str) -> Question:
        """The question with this key.

        Raises:
            ProjectError: There is none; the hint names the nearest, or all.
        """
        known = {question.key: question for question in self.questions()}
        if key in known:
            return known[key]
        message = _("The project has no question {key}.").format(key=key)
        raise ProjectError(message, _hint(key, list(known)))

    def waves(self) -> list[str]:
        """Names of all waves, the earliest first: by the numbers in them, then as they came in."""
        with self.reading() as connection:
            names = connection.execute(select(waves.c.name).order_by(waves.c.id)).scalars().all()
        return sorted(names, key=_wave_key)

    def waves_of(self, question: str) -> list[str]:
        """Names of the waves in which this question has answers, the earliest first."""
        with self.reading() as connection:
            names = connection.execute(statements.waves_of(question)).scalars().all()
        return sorted(names, key=_wave_key)

    def latest_wave(self, question: str) -> str | None:
        """The latest wave that has the question, None when nobody answered it."""
        names = self.waves_of(question)
        return names[-1] if names else None

    def answers(self, question: str, wave: str | None = None) -> list[Answer]:
        """All answers to a question, in the order of the survey file."""
        with self.reading() as connection:
            rows = connection.execute(statements.answers_to(question, wave)).all()
        return [Answer(row[0], question, *row[1:]) for row in rows]

    def texts(self, question: str, wave: str | None = None) -> Sequence[tuple[AnswerId, str, str]]:
        """Answer, text and normal form, in the order of the survey file: half the time and memory
        of `answers`, for who shows 100,000 of them at once.
        """
        with self.reading() as connection:
            return cast(
                "Sequence[tuple[AnswerId, str, str]]",
                connection.execute(statements.texts_to(question, wave)).all(),
            )

    def givers_of(self, answer_ids: Collection[AnswerId]) -> dict[AnswerId, str]:
        """The id in the survey file of who gave each of these answers."""
        found: dict[AnswerId, str] = {}
        with self.reading() as connection:
            for chunk in chunks(answer_ids):
                rows = connection.execute(statements.givers_of(chunk))
                found |= {row[0]: row[1] for row in rows}
        return found

    def background_of_giver(self, answer_id: AnswerId) -> dict[str, str]:
        """The background of who gave an answer, attributes in the order of the survey file."""
        with self.reading() as connection:
            rows = connection.execute(statements.background_of_giver(answer_id))
            return {row[0]: row[1] for row in rows}

    def respondents(self, wave: str | None = None) -> list[Respondent]:
        """All respondents with their background, also those who answered no open question."""
        with self.reading() as connection:
            rows = connection.execute(statements.everybody(wave)).all()
            known = _background(connection, statements.background_of(None, wave))
        return [Respondent(row[0], row[1], row[2], known.get(row[0], {})) for row in rows]

    def external_ids(self, wave: str) -> set[str]:
        """The ids in the survey file of a wave's respondents."""
        with self.reading() as connection:
            return {row[2] for row in connection.execute(statements.everybody(wave)).all()}

    def background(
        self, question: str | None = None, wave: str | None = None
    ) -> dict[RespondentId, dict[str, str]]:
        """Attribute values of who answered the question, or of everybody (None).

        A value that is missing is left out, and so is a respondent without any.
        """
        with self.reading() as connection:
            return _background(connection, statements.background_of(question, wave))

    def attributes(self) -> list[Attribute]:
        """The background attributes, in the order of the survey file."""
        table = attributes.c
        query = select(table.name, table.label).order_by(table.position, table.id)
        with self.reading() as connection:
            return [Attribute(*row) for row in connection.execute(query)]

    def coders(self) -> list[Coder]:
        """Everybody and everything that coded here."""
        with self.reading() as connection:
            return list(coders_of(connection).values())

    def work_of_coders(self) -> list[CoderWork]:
        """The same with how many decisions each made, and when their latest step was."""
        with self.reading() as connection:
            return coder_store.work_of_coders(connection)

    def coder_by_uid(self, uid: UUID) -> Coder | None:
        """Who is known by this id, here or in another copy; None: nobody here."""
        with self.reading() as connection:
            return coder_store.coder_by_uid(connection, uid)

    def uid_of(self, name: str) -> UUID | None:
        """The id of the coder of this name; None: nobody has it."""
        with self.reading() as connection:
            return coder_store.uid_of(connection, name)

    def codings(
        self, question: str, wave: str | None = None, coder: CoderId | None = None
    ) -> dict[AnswerId, list[Coding]]:
        """What each coder left on each answer; answers without marks are left out.

        `coder` keeps one coder's work only. Feed each list to `domain.coding.effective`.
        """
        codes = statements.of_answers_to(statements.codes(coder), question, wave)
        marks = statements.of_answers_to(statements.marks(coder), question, wave)
        with self.reading() as connection:
            return _codings(connection, codes, marks)

    def codings_of(self, answer_ids: Collection[AnswerId]) -> dict[AnswerId, list[Coding]]:
        """What each coder left on these answers: what a screen reads again after a key press."""
        found: dict[AnswerId, list[Coding]] = {}
        with self.reading() as connection:
            for chunk in chunks(answer_ids):
                codes = statements.codes(None).where(present_codes.c.answer_id.in_(chunk))
                marks = statements.marks(None).where(present_marks.c.answer_id.in_(chunk))
                found |= _codings(connection, codes, marks)
        return found

    def marks(self, coder: CoderId, answer_ids: Collection[AnswerId]) -> dict[AnswerId, Marks]:
        """What one coder left on these answers, as `domain.coding.changes_to` takes it."""
        with self.reading() as connection:
            return marks_of(connection, coder, answer_ids)

    def codes_that_count(
        self, question: str, wave: str | None = None, coder: CoderId | None = None
    ) -> dict[AnswerId, frozenset[str]]:
        """The codes that count on each answer, or one coder's own; uncoded answers are left out."""
        with self.reading() as connection:
            return standing.codes_that_count(connection, question, wave, coder)

    def respondents_of(
        self, question: str, wave: str | None = None
    ) -> dict[AnswerId, RespondentId]:
        """Who gave each answer to a question, in the order of the survey file."""
        with self.reading() as connection:
            return standing.respondents_of(connection, question, wave)

    def values_of(
        self, attribute: str, question: str, wave: str | None = None
    ) -> dict[RespondentId, str]:
        """One attribute of who answered the question; who has no value is left out."""
        with self.reading() as connection:
            return standing.values_of(connection, attribute, question, wave)

    def stamp(self) -> tuple[int, int]:
        """Changes when an answer or a decision is added: what was read before may be old then."""
        with self.reading() as connection:
            return standing.stamp(connection)

    def progress(self, question: str, wave: str | None = None) -> Progress:
        """How many answers are coded, by whom, and set aside or starred; one statement."""
        with self.reading() as connection:
            return Progress(*connection.execute(statements.progress(question, wave)).one())

    def history(self, limit: int = 100, coder: CoderId | None = None) -> list[HistoryEntry]:
        """The latest batches, the newest first; of one coder or of all (None)."""
        with self.reading() as connection:
            return history.latest(connection, coders_of(connection), limit, coder)

    def journal(
        self, question: str | None = None, answer_id: AnswerId | None = None
    ) -> Iterator[JournalEntry]:
        """Every decision with its batch, oldest first; of one question, one answer, or all."""
        with self.reading() as connection:
            yield from history.journal(connection, coders_of(connection), question, answer_id)

    def answers_of_batch(self, batch_id: BatchId) -> frozenset[AnswerId]:
        """The answers that a batch touched."""
        with self.reading() as connection:
            made = decisions_of(connection, batch_id)
            noted = note_store.answers_of_notes(connection, batch_id)
        return frozenset(decision.answer_id for decision in made) | noted

    def changes_of_batch(
        self, batch_id: BatchId, limit: int
    ) -> list[tuple[str, str, str, Mark, bool, str]]:
        """Question, respondent, text, mark, present and code of a batch's first decisions."""
        with self.reading() as connection:
            return history.changes(connection, batch_id, limit)

    def codebook_version(self, codebook_id: str) -> CodebookVersion | None:
        """The latest text of a codebook that this project was coded with."""
        with self.reading() as connection:
            return latest_codebook(connection, codebook_id)

    def imports(self) -> list[ImportLogEntry]:
        """Which files were taken in, oldest first."""
        table = imports.c
        query = select(table.file_name, table.sha256, table.at, table.rows).order_by(table.id)
        with self.reading() as connection:
            return [ImportLogEntry(*row) for row in connection.execute(query)]


def latest_codebook(connection: Connection, codebook_id: str) -> CodebookVersion | None:
    """The latest version of a codebook, None when there is none."""
    table = codebook_versions
    query = (
        select(table)
        .where(table.c.codebook_id == codebook_id)
        .order_by(table.c.at.desc(), table.c.id.desc())
    )
    row = connection.execute(query.limit(1)).first()
    return CodebookVersion(*row) if row else None


def _wave_key(name: str) -> tuple[int, ...]:
    return tuple(int(digits) for digits in _DIGITS.findall(name))


def _hint(key: str, known: list[str]) -> str:
    from rapidfuzz import process

    if not known:
        return _("Take answers in with `coder import` first.")
    near = process.extractOne(key, known, score_cutoff=60)
    if near:
        return _("Did you mean {name}?").format(name=near[0])
    return _("It has: {names}.").format(names=", ".join(known))


def coders_of(connection: Connection) -> dict[CoderId, Coder]:
    """Everybody who codes, persons and machines."""
    rows = connection.execute(select(coders).order_by(coders.c.id))
    return {row.id: Coder(CoderId(row.id), row.name, Source(row.source)) for row in rows}


def _background(
    connection: Connection, query: Select[*tuple[Any, ...]]
) -> dict[RespondentId, dict[str, str]]:
    found: dict[RespondentId, dict[str, str]] = {}
    for respondent_id, name, value in connection.execute(query).all():
        found.setdefault(respondent_id, {})[name] = value
    return found


def _codings(
    connection: Connection, codes: Select[*tuple[Any, ...]], marks: Select[*tuple[Any, ...]]
) -> dict[AnswerId, list[Coding]]:
    by_id = coders_of(connection)
    present: dict[tuple[AnswerId, CoderId], list[str]] = {}
    for answer_id, coder_id, code in connection.execute(codes).all():
        present.setdefault((answer_id, coder_id), []).append(code)
    rows = connection.execute(marks).all()
    moments = moments_where_needed(connection, [(row[0], row[5]) for row in rows])
    # Codings are values, and few differ: 100,000 answers share some thousands.
    made: dict[Any, Coding] = {}
    found: dict[AnswerId, list[Coding]] = {}
    for answer_id, coder_id, done, later, star, last in rows:
        chosen = frozenset(present.get((answer_id, coder_id), ()))
        key = coder_id, chosen, done, later, star, moments.get(last, LONG_AGO)
        if key not in made:
            made[key] = Coding(by_id[coder_id], Marks(*key[1:5]), key[5])
        found.setdefault(answer_id, []).append(made[key])
    return found
