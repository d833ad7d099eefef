"""Respondents, questions and answers, and what makes two answers the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NewType

RespondentId = NewType("RespondentId", int)
QuestionId = NewType("QuestionId", int)
AnswerId = NewType("AnswerId", int)

_TRAILING_PUNCTUATION = re.compile(r"[\s.,;:!?…'\"’”)\]-]+$")


def normal_form(text: str) -> str:
    """The form in which two answers are the same answer.

    Trimmed, case folded, runs of blanks collapsed to one, trailing punctuation taken off.
    A text of punctuation alone ("?", "...") keeps it, so that it does not become empty.
    A closing bracket stays when it closes one: "werker (jeugd)" keeps its bracket.

    >>> normal_form("  Maatschappelijk   werker. ")
    'maatschappelijk werker'
    """
    collapsed = " ".join(text.casefold().split())
    stripped = _TRAILING_PUNCTUATION.sub("", collapsed)
    for opening, closing in (("(", ")"), ("[", "]")):
        if stripped.count(opening) > stripped.count(closing):
            stripped += closing
    return stripped or collapsed


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person in one wave. `external_id` is the id in the survey file."""

    id: RespondentId
    wave: str
    external_id: str
    background: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """An open question. `codebook_id` names the codebook it is coded with, "" when none yet.

    `codebook_path` is where its file lay when it was chosen.
    """

    id: QuestionId
    key: str
    text: str
    codebook_id: str = ""
    codebook_path: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one respondent typed at one question, to the letter."""

    id: AnswerId
    question: str
    wave: str
    respondent_id: RespondentId
    external_id: str
    text: str
    normal: str


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Identical answers (same normal form), coded as one. `text` is the commonest spelling."""

    text: str
    normal: str
    answer_ids: tuple[AnswerId, ...]

    @property
    def size(self) -> int:
        """Number of respondents who gave this answer."""
        return len(self.answer_ids)


def group_answers(answers: Iterable[Answer]) -> list[AnswerGroup]:
    """Groups of identical answers, in the order in which each first appears."""
    return group_texts([(answer.id, answer.text, answer.normal) for answer in answers])


def group_texts(texts: Iterable[tuple[AnswerId, str, str]]) -> list[AnswerGroup]:
    """Groups of identical answers of which id, text and normal form are given."""
    members: dict[str, list[tuple[AnswerId, str]]] = {}
    for answer_id, text, normal in texts:
        if normal in members:
            members[normal].append((answer_id, text))
        else:
            members[normal] = [(answer_id, text)]
    return [
        AnswerGroup(_commonest(group), normal, tuple([answer_id for answer_id, _text in group]))
        for normal, group in members.items()
    ]


def _commonest(group: list[tuple[AnswerId, str]]) -> str:
    if len(group) == 1:  # most answers are the only ones of their kind
        return group[0][1].strip()
    counts = Counter(text.strip() for _id, text in group)
    return max(counts, key=counts.__getitem__)  # the first of equals: dicts keep their order
