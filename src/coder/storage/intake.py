"""Taking respondents and their answers in: only ever added to, what is there stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, select

from coder.domain.answers import QuestionId, RespondentId, normal_form
from coder.storage.present import chunks
from coder.storage.rows import Attribute, Conflict, Taken
from coder.storage.schema import (
    answers,
    attributes,
    background,
    imports,
    questions,
    respondents,
    waves,
)

ROWS_AT_A_TIME = 5_000  # between two reports of progress
ReportProgress = Callable[[int, int], None]  # rows done, of


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One respondent. `text`: the answer, None when missing; `background`: as `attributes`."""

    external_id: str
    text: str | None
    background: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """The answers to one question in one wave, as a survey file has them."""

    question: str
    rows: Sequence[IntakeRow]
    wave: str = ""
    question_text: str = ""
    codebook_id: str = ""
    codebook_path: str = ""
    attributes: tuple[Attribute, ...] = ()
    file_name: str = ""
    sha256: str = ""


@dataclass(slots=True)
class _Writer:
    """Compares rows with what the project has, and collects what is to be added."""

    question: str
    question_id: QuestionId
    attributes: tuple[tuple[int, str], ...]
    texts: dict[RespondentId, str]
    values: dict[tuple[RespondentId, int], str]
    new_answers: list[dict[str, Any]] = field(default_factory=list)
    new_values: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    position: int = 0
    n_answers: int = 0
    n_values: int = 0

    def take(self, respondent_id: RespondentId, row: IntakeRow) -> None:
        """One row of the file."""
        self.position += 1
        self._answer(respondent_id, row)
        for (attribute_id, name), value in zip(self.attributes, row.background, strict=True):
            stored = self.values.get((respondent_id, attribute_id))
            if value is None or value == stored:
                continue
            if stored is not None:
                self.conflicts.append(Conflict(row.external_id, name, stored, value))
                continue
            self.values[respondent_id, attribute_id] = value
            key = {"respondent_id": respondent_id, "attribute_id": attribute_id}
            self.new_values.append({**key, "value": value})

    def _answer(self, respondent_id: RespondentId, row: IntakeRow) -> None:
        stored = self.texts.get(respondent_id)
        if stored == row.text:
            return
        if stored is not None:
            conflict = Conflict(row.external_id, self.question, stored, row.text or "")
            self.conflicts.append(conflict)
            return
        text = row.text or ""
        self.texts[respondent_id] = text
        key = {"question_id": self.question_id, "respondent_id": respondent_id}
        values = {"text": text, "normal": normal_form(text), "position": self.position}
        self.new_answers.append({**key, **values})

    def flush(self, connection: Connection) -> None:
        """Writes what was collected."""
        self.n_answers += len(self.new_answers)
        self.n_values += len(self.new_values)
        _insert(connection, answers.insert(), self.new_answers)
        _insert(connection, background.insert(), self.new_values)
        self.new_answers, self.new_values = [], []


def take_in(
    connection: Connection, intake: Intake, at: datetime, progress: ReportProgress
) -> Taken:
    """Adds what the project does not have yet, inside the caller's transaction.

    An exception raised by `progress` stops the import; the transaction leaves nothing of it.
    """
    wave_id = _wave_id(connection, intake.wave)
    ids = _respondent_ids(connection, wave_id)
    known = len(ids)
    _add_respondents(connection, wave_id, ids, (row.external_id for row in intake.rows))
    writer = _writer(connection, intake, wave_id)
    total = len(intake.rows)
    for chunk in chunks(intake.rows, ROWS_AT_A_TIME):
        for row in chunk:
            writer.take(ids[row.external_id], row)
        writer.flush(connection)
        progress(writer.position, total)
    added = len(ids) - known, writer.n_answers, writer.n_values
    if any(added) or not _is_logged(connection, intake.sha256):
        log = {"file_name": intake.file_name, "sha256": intake.sha256, "at": at, "rows": total}
        connection.execute(imports.insert().values(log))
    return Taken(*added, tuple(writer.conflicts))


def _is_logged(connection: Connection, digest: str) -> bool:
    return (
        connection.execute(select(imports.c.id).where(imports.c.sha256 == digest)).first()
        is not None
    )


def _writer(connection: Connection, intake: Intake, wave_id: int) -> _Writer:
    question_id = _question_id(connection, intake)
    names = [(_attribute_id(connection, known), known.name) for known in intake.attributes]
    here = respondents.c.wave_id == wave_id
    texts = connection.execute(
        select(answers.c.respondent_id, answers.c.text)
        .join(respondents)
        .where(answers.c.question_id == question_id, here)
    )
    values = connection.execute(
        select(background.c.respondent_id, background.c.attribute_id, background.c.value)
        .join(respondents)
        .where(background.c.attribute_id.in_([attribute_id for attribute_id, _ in names]), here)
    )
    return _Writer(
        intake.question,
        question_id,
        tuple(names),
        {row[0]: row[1] for row in texts.all()},
        {(row[0], row[1]): row[2] for row in values.all()},
    )


def _wave_id(connection: Connection, name: str) -> int:
    query = select(waves.c.id).where(waves.c.name == name)
    known = connection.execute(query).scalar()
    return known or _new_id(connection, waves.insert().values(name=name).returning(waves.c.id))


def _respondent_ids(connection: Connection, wave_id: int) -> dict[str, RespondentId]:
    query = select(respondents.c.external_id, respondents.c.id)
    rows = connection.execute(query.where(respondents.c.wave_id == wave_id)).all()
    return {row[0]: row[1] for row in rows}


def _add_respondents(
    connection: Connection, wave_id: int, ids: dict[str, RespondentId], wanted: Iterable[str]
) -> None:
    """Adds who is not in `ids` yet, to the project and to `ids`."""
    missing = [external_id for external_id in dict.fromkeys(wanted) if external_id not in ids]
    rows = [{"wave_id": wave_id, "external_id": external_id} for external_id in missing]
    _insert(connection, respondents.insert(), rows)
    if rows:
        ids |= _respondent_ids(connection, wave_id)


def _question_id(connection: Connection, intake: Intake) -> QuestionId:
    """The question, made when it is new; what is said about it now completes what is known."""
    table = questions.c
    known = connection.execute(select(questions).where(table.key == intake.question)).first()
    if known is None:
        values = {
            "key": intake.question,
            "text": intake.question_text or intake.question,
            "codebook_id": intake.codebook_id,
            "codebook_path": intake.codebook_path,
        }
        added = questions.insert().values(values).returning(table.id)
        return QuestionId(_new_id(connection, added))
    changes: dict[str, str] = {}
    if intake.codebook_id:
        changes |= {"codebook_id": intake.codebook_id, "codebook_path": intake.codebook_path}
    if intake.question_text and known.text == known.key:
        changes["text"] = intake.question_text
    if changes:
        connection.execute(questions.update().where(table.id == known.id).values(changes))
    return QuestionId(known.id)


def _attribute_id(connection: Connection, attribute: Attribute) -> int:
    table = attributes.c
    rows = connection.execute(select(table.name, table.id)).all()
    known: dict[str, int] = {row[0]: row[1] for row in rows}
    if attribute.name in known:
        return known[attribute.name]
    values = {"name": attribute.name, "label": attribute.label, "position": len(known)}
    return _new_id(connection, attributes.insert().values(values).returning(table.id))


def _new_id(connection: Connection, added: Any) -> int:
    return int(connection.execute(added).scalar_one())


def _insert(connection: Connection, statement: Insert, rows: list[dict[str, Any]]) -> None:
    if rows:  # without rows SQLAlchemy would insert one of defaults
        connection.execute(statement, rows)
