"""How far a project is, without opening it for work."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.locations import Location
from coder.storage.project import Project


@dataclass(frozen=True, slots=True)
class ProjectProgress:
    """Answers to all questions in all waves together; `coded` by a person."""

    answers: int
    coded: int
    questions: int = 0
    waves: int = 0


def project_progress(place: Location) -> ProjectProgress:
    """How many answers of a project a person coded; nothing is changed, nothing remembered.

    Raises:
        CoderError: The project cannot be read.
    """
    with Project.open(place, read_only=True) as project:
        each = [project.progress(question.key) for question in project.questions()]
        waves = len(project.waves())
    coded = sum(one.by_person for one in each)
    return ProjectProgress(sum(one.answers for one in each), coded, len(each), waves)
