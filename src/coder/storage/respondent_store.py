"""One respondent: who it is, and all that they answered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from coder.domain.answers import AnswerId
from coder.storage.schema import answers, questions, respondents, waves


@dataclass(frozen=True, slots=True)
class Said:
    """A respondent's id in the survey file, wave, and answers as (id, question, text)."""

    external_id: str
    wave: str
    answers: tuple[tuple[AnswerId, str, str], ...]


def said_by_giver_of(connection: Connection, answer_id: AnswerId) -> Said:
    """The respondent who gave this answer, in the order of the questions.

    Raises:
        KeyError: There is no such answer.
    """
    giver = select(answers.c.respondent_id).where(answers.c.id == answer_id).scalar_subquery()
    about = (
        select(respondents.c.external_id, waves.c.name)
        .select_from(respondents.join(waves))
        .where(respondents.c.id == giver)
    )
    said = (
        select(answers.c.id, questions.c.key, answers.c.text)
        .select_from(answers.join(questions))
        .where(answers.c.respondent_id == giver)
        .order_by(questions.c.id)
    )
    who = connection.execute(about).one_or_none()
    if who is None:
        raise KeyError(answer_id)
    rows = connection.execute(said)
    return Said(who[0], who[1], tuple((AnswerId(row[0]), row[1], row[2]) for row in rows))
