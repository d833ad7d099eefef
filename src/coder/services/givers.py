"""Who gave the answers of a question: ids in the survey file, and background.

What is on screen is looked up answer by answer; whole columns are read when a filter asks for one.
Reading all of it for 100,000 answers would take a second of opening, and 80 MB.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from coder.domain.answers import AnswerId, RespondentId
from coder.storage.project import Project

_KEPT = 64  # answers, or groups of identical ones, of which is remembered who gave them


class Givers:
    """The respondents behind the answers to one question in one wave."""

    def __init__(self, project: Project, question: str, wave: str) -> None:
        self._project, self._question, self._wave = project, question, wave
        self._columns: dict[str, list[str]] = {}
        self._respondents: dict[AnswerId, RespondentId] | None = None
        self.ids = lru_cache(_KEPT)(self._ids)
        self.background = lru_cache(_KEPT)(self._background)

    def external_id(self, answer_id: AnswerId) -> str:
        """The id in the survey file of who gave this answer."""
        return self._external[answer_id]

    def value(self, answer_id: AnswerId, attribute: str) -> str:
        """A background value of who gave this answer; "" when there is none."""
        return self._column(attribute)[self._place[answer_id]]

    def warm(self) -> None:
        """Read all attributes now: a filter that asks for one does not wait for them then."""
        for attribute in self._project.attributes():
            self._column(attribute.name)

    def _column(self, attribute: str) -> list[str]:
        """The value of each answer, in the order of `_place`."""
        if attribute not in self._columns:
            column = self._project.values_of(attribute, self._question, self._wave)
            shared = {"": ""} | {value: value for value in column.values()}  # few, of many
            self._columns[attribute] = [
                shared[column.get(who, "")] for who in self._respondent.values()
            ]
        return self._columns[attribute]

    def _ids(self, answer_ids: tuple[AnswerId, ...]) -> tuple[str, ...]:
        found = self._project.givers_of(answer_ids)
        return tuple(found[answer_id] for answer_id in answer_ids)

    def _background(self, answer_id: AnswerId) -> dict[str, str]:
        return self._project.background_of_giver(answer_id)

    @property
    def _respondent(self) -> dict[AnswerId, RespondentId]:
        if self._respondents is None:  # no `cached_property`: a key would wait for who waits for it
            self._respondents = self._project.respondents_of(self._question, self._wave)
        return self._respondents

    @cached_property
    def _place(self) -> dict[AnswerId, int]:
        return {answer_id: place for place, answer_id in enumerate(self._respondent)}

    @cached_property
    def _external(self) -> dict[AnswerId, str]:
        return self._project.givers_of(self._respondent)
