"""Which Dutch made a project's lemmas, and whether another one is in use by now.

Lemmas decide what a rule finds and what the model learns, so a project says it when they are about
to change: another machine without the spaCy model, or a new release of coder.
"""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.tokens import Lemmatizer
from coder.i18n import _
from coder.storage.project import Project


@dataclass(frozen=True, slots=True)
class DutchChange:
    """Name and version of the pipeline that made the lemmas, and of the one in use now."""

    before: str
    now: str

    @property
    def sentence(self) -> str:
        """For a person."""
        return _(
            "The lemmas of this project were made by {before}; from now on {now} makes them. "
            "Suggestions and word counts may change a little; what was decided stays."
        ).format(before=self.before, now=self.now)


def dutch_change(project: Project, lemmatizer: Lemmatizer) -> DutchChange | None:
    """What changed since the project's lemmas were made; None when nothing did or none were."""
    before, now = project.dutch(), f"{lemmatizer.name} {lemmatizer.version}"
    return DutchChange(before, now) if before and before != now else None


def accept_dutch(project: Project, lemmatizer: Lemmatizer) -> DutchChange | None:
    """The change, told once: from now on the pipeline in use is the project's.

    A project opened for reading only keeps what it had.
    """
    change = dutch_change(project, lemmatizer)
    if change:
        project.remember_dutch(lemmatizer.name, lemmatizer.version)
    return change
