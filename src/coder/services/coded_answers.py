"""What persons decided about a question, as a model learns it: each different answer once."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.answers import AnswerId, group_answers
from coder.domain.coding import Source, effective
from coder.storage.project import Project


@dataclass(frozen=True, slots=True)
class CodedText:
    """A different answer with the codes that a person gave; `ids` are all that read the same."""

    text: str
    codes: frozenset[str]
    ids: tuple[AnswerId, ...]


def coded_answers(project: Project, question: str, wave: str | None = None) -> list[CodedText]:
    """The answers that a person decided on, in the order in which they came in.

    Identical answers are one, across waves too; where persons gave them different codes, the
    decision made last counts.

    Raises:
        ProjectError: There is no such question.
    """
    project.question(question)
    codings = project.codings(question, wave)
    found: list[CodedText] = []
    for group in group_answers(project.answers(question, wave)):
        given = [coding for answer_id in group.answer_ids for coding in codings.get(answer_id, ())]
        decided = effective(given)
        if decided.source is Source.PERSON:
            found.append(CodedText(group.text, decided.marks.codes, group.answer_ids))
    return found
