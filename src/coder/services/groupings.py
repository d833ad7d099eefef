"""What a question can be crossed with."""

from __future__ import annotations

from dataclasses import dataclass

from coder.storage.project import Project


@dataclass(frozen=True, slots=True)
class Grouping:
    """A background attribute (`values`: how many it has) or another coded question."""

    name: str
    is_question: bool
    values: int


def groupings_of(project: Project, question: str, wave: str) -> list[Grouping]:
    """Attributes in the order of the survey file, then coded questions; each name once.

    A name that is both stands for the question: its families say more than every spelling.
    """
    coded = [
        other.key
        for other in project.questions()
        if other.codebook_id and other.key != question and wave in project.waves_of(other.key)
    ]
    found = []
    for attribute in project.attributes():
        values = project.values_of(attribute.name, question, wave).values()
        distinct = len({value.casefold().strip() for value in values if value.strip()})
        if distinct and attribute.name not in {*coded, question}:
            found.append(Grouping(attribute.name, False, distinct))
    return [*found, *(Grouping(key, True, 0) for key in coded)]
