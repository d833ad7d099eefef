"""On how many answers each code of a codebook stands."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, func, select

from coder.storage.schema import answers, present_codes, questions


def present_counts(connection: Connection, codebook_id: str) -> Counter[str]:
    """Answers by code, in all questions with this codebook, whoever put the code there."""
    query = (
        select(present_codes.c.code, func.count(present_codes.c.answer_id.distinct()))
        .select_from(
            present_codes.join(answers, answers.c.id == present_codes.c.answer_id).join(questions)
        )
        .where(questions.c.codebook_id == codebook_id)
        .group_by(present_codes.c.code)
    )
    return Counter({row[0]: row[1] for row in connection.execute(query)})
