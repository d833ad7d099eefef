"""The SELECTs behind the reading of a project, each over a whole question at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.sql.expression import ScalarSelect

from coder.domain.coding import CoderId, Source
from coder.storage.schema import (
    answers,
    attributes,
    background,
    coders,
    present_codes,
    present_marks,
    questions,
    respondents,
    waves,
)

ANSWERED = answers.join(respondents, answers.c.respondent_id == respondents.c.id).join(waves)


def question_id(key: str) -> ScalarSelect[int]:
    """The id of a question, for use inside another statement."""
    return select(questions.c.id).where(questions.c.key == key).scalar_subquery()


def of_question(question: str, wave: str | None) -> ColumnElement[bool]:
    """Keeps answers to one question, in one wave or in all (None)."""
    wanted = answers.c.question_id == question_id(question)
    return wanted if wave is None else and_(wanted, waves.c.name == wave)


def answers_to(question: str, wave: str | None) -> Select[*tuple[Any, ...]]:
    """Answers in the order of the fields of `domain.answers.Answer`, the question left out."""
    return (
        select(
            answers.c.id,
            waves.c.name,
            answers.c.respondent_id,
            respondents.c.external_id,
            answers.c.text,
            answers.c.normal,
        )
        .select_from(ANSWERED)
        .where(of_question(question, wave))
        .order_by(waves.c.id, answers.c.position, answers.c.id)
    )


def texts_to(question: str, wave: str | None) -> Select[*tuple[Any, ...]]:
    """Answer, text and normal form, in the order of the survey file."""
    return (
        select(answers.c.id, answers.c.text, answers.c.normal)
        .select_from(ANSWERED)
        .where(of_question(question, wave))
        .order_by(waves.c.id, answers.c.position, answers.c.id)
    )


def givers_of(answer_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """Answer, and the id in the survey file of who gave it."""
    return (
        select(answers.c.id, respondents.c.external_id)
        .select_from(answers.join(respondents))
        .where(answers.c.id.in_(answer_ids))
    )


def background_of_giver(answer_id: int) -> Select[*tuple[Any, ...]]:
    """Attribute and value of who gave an answer, in the order of the survey file."""
    giver = select(answers.c.respondent_id).where(answers.c.id == answer_id).scalar_subquery()
    return (
        select(attributes.c.name, background.c.value)
        .select_from(background.join(attributes))
        .where(background.c.respondent_id == giver)
        .order_by(attributes.c.position, attributes.c.id)
    )


def waves_of(question: str) -> Select[*tuple[Any, ...]]:
    """Names of the waves that have answers to a question."""
    wave_ids = select(respondents.c.wave_id).select_from(answers.join(respondents))
    wave_ids = wave_ids.where(answers.c.question_id == question_id(question)).distinct()
    return select(waves.c.name).where(waves.c.id.in_(wave_ids)).order_by(waves.c.id)


def everybody(wave: str | None) -> Select[*tuple[Any, ...]]:
    """Respondents: id, wave, id in the survey file."""
    columns = respondents.c.id, waves.c.name, respondents.c.external_id
    query = select(*columns).select_from(respondents.join(waves)).order_by(respondents.c.id)
    return query if wave is None else query.where(waves.c.name == wave)


def background_of(question: str | None, wave: str | None) -> Select[*tuple[Any, ...]]:
    """Attribute values: respondent, attribute, value; of who answered, or of everybody (None)."""
    source = background.join(attributes)
    query = select(background.c.respondent_id, attributes.c.name, background.c.value)
    if question is not None:
        answered = select(answers.c.respondent_id).select_from(ANSWERED)
        wanted = answered.where(of_question(question, wave))
        query = query.where(background.c.respondent_id.in_(wanted))
    elif wave is not None:
        in_wave = select(respondents.c.id).join(waves).where(waves.c.name == wave)
        query = query.where(background.c.respondent_id.in_(in_wave))
    return query.select_from(source).order_by(attributes.c.position, attributes.c.id)


def codes(coder: CoderId | None) -> Select[*tuple[Any, ...]]:
    """Present codes: answer, coder, code; of one coder or of all (None)."""
    query = select(present_codes.c.answer_id, present_codes.c.coder_id, present_codes.c.code)
    return query if coder is None else query.where(present_codes.c.coder_id == coder)


def marks(coder: CoderId | None) -> Select[*tuple[Any, ...]]:
    """Present marks; of one coder or of all (None)."""
    table = present_marks.c
    query = select(
        table.answer_id, table.coder_id, table.done, table.later, table.star, table.last_batch_id
    )
    return query if coder is None else query.where(table.coder_id == coder)


def of_answers_to(
    query: Select[*tuple[Any, ...]], question: str, wave: str | None
) -> Select[*tuple[Any, ...]]:
    """Keeps the codes or marks that stand on answers to one question."""
    [source] = query.get_final_froms()
    joined = ANSWERED.join(source, source.c.answer_id == answers.c.id)
    return query.select_from(joined).where(of_question(question, wave))


def progress(question: str, wave: str | None) -> Select[*tuple[Any, ...]]:
    """One row: answers, decided by a person, by a machine only, set aside, starred."""
    decided, person = present_marks.c.decided, coders.c.source == Source.PERSON.value
    per_answer = (
        select(
            present_marks.c.answer_id,
            _any(and_(decided, person)).label("person"),
            _any(decided).label("anybody"),
            _any(present_marks.c.later).label("later"),
            _any(present_marks.c.star).label("star"),
        )
        .join(coders)
        .group_by(present_marks.c.answer_id)
        .subquery()
    )
    stand = per_answer.c
    return (
        select(
            func.count(),
            _count(stand.person == 1),
            _count(and_(stand.anybody == 1, stand.person == 0)),
            _count(and_(stand.later == 1, stand.person == 0)),
            _count(stand.star == 1),
        )
        .select_from(ANSWERED.outerjoin(per_answer, stand.answer_id == answers.c.id))
        .where(of_question(question, wave))
    )


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(case((condition, 1), else_=0))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
