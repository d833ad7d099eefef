"""Finds answers of one question: the filter that was typed, over what a coder sees now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.filter_completion import Vocabulary
from coder.domain.filter_language import parse
from coder.domain.filter_words import Names, code_names
from coder.domain.filters import Row
from coder.domain.finding import Found, find
from coder.domain.queries import (
    Among,
    Condition,
    DecidedBy,
    HasCode,
    HasMemo,
    InText,
    InWave,
    OfBackground,
    OfRespondent,
    Place,
    Query,
    Stands,
    Starred,
    Wanted,
    WantsReview,
)
from coder.domain.text_lines import TextLines
from coder.domain.tokens import fold
from coder.urgency import KEYS

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

_WORDS = re.compile(r"\w+")


class Finder:
    """The facts of one question's answers, as a filter asks them.

    Holds the words of each answer once they were asked for: about the size of the texts. May be
    used from another thread while nothing is decided.
    """

    def __init__(self, session: CodingSession) -> None:
        self._session = session
        self._names: tuple[tuple[object, ...], Names] | None = None
        self._values: dict[str, list[str]] = {}
        self._folded: TextLines | None = None
        self._latest: tuple[tuple[object, ...], Found] | None = None

    @property
    def names(self) -> Names:
        """What can be named; somebody who codes blind is not told who else coded."""
        state = self._session.state
        if self._names is None or self._names[0] != state:  # else each letter looks at all rows
            self._names = state, self._read_names()
        return self._names[1]

    def warm(self) -> None:
        """Fold the words of all answers now; see `CodingSession.warm`."""
        _ = self._words

    def _read_names(self) -> Names:
        session, project = self._session, self._session.project
        used = frozenset[str]().union(*(row.marks.codes for row in session.rows))
        coders = [session.coder] if session.blind else project.coders()
        return Names(
            code_names(session.codebook, used),
            tuple(attribute.name for attribute in project.attributes()),
            tuple(coder.name for coder in coders),
            tuple(project.waves_of(session.question.key)),
        )

    def vocabulary(self, language: int) -> Vocabulary:
        """What completion offers; `language` is ENGLISH or DUTCH of `filter_words`."""
        return Vocabulary(self.names, self.values, language)

    def values(self, attribute: str) -> Sequence[str]:
        """The values of a background attribute, the commonest first."""
        if attribute not in self._values:
            value = self._session.value
            counted = Counter(value(answer_id, attribute) for answer_id in self.everything)
            counted.pop("", None)
            ordered = sorted(counted.items(), key=lambda it: (-it[1], it[0]))
            self._values[attribute] = [name for name, _count in ordered]
        return self._values[attribute]

    def parse(self, written: str) -> Query:
        """What was typed, as a tree.

        Raises:
            FilterError: It cannot be understood, or names what the project does not have.
        """
        return parse(written, self.names)

    def count(self, query: Query) -> tuple[int, int]:
        """How many answers are found, and in how many rows."""
        found = self._find(query)
        rows = {self._session.row_of(answer_id) for answer_id in found}
        return len(found), self._session.units.count(rows, led=True)

    def rows(self, query: Query) -> frozenset[int]:
        """The rows of which at least one answer is found."""
        row_of = self._session.row_of
        return frozenset(row_of(answer_id) for answer_id in self._find(query))

    def _find(self, query: Query) -> Found:
        """Remembers the latest: what was counted in a thread shows at once when it is asked for."""
        asked = query, self._session.state, self._session.written
        latest = self._latest  # a thread may put another's there at any moment
        if latest is not None and latest[0] == asked:
            return latest[1]
        found = find(query, self)
        self._latest = asked, found
        return found

    @cached_property
    def everything(self) -> Found:
        """All answers of the question that this coder sees."""
        return frozenset(self._session.answer_ids)

    def satisfying(self, condition: Condition) -> Found:
        """Those for which one condition holds."""
        answers = self._of_answer(condition)
        if answers is not None:
            return frozenset(filter(answers, self.everything))
        if isinstance(condition, HasMemo):
            return self._session.memos.saying(condition.wanted) & self.everything
        if isinstance(condition, InText):
            return self._with_text(condition.wanted)
        if isinstance(condition, WantsReview):
            return self._members(self._session.reviews.rows(condition.reasons))
        rows = _of_row(condition)
        return self._members(index for index, row in enumerate(self._session.rows) if rows(row))

    def _of_answer(self, condition: Condition) -> Callable[[AnswerId], bool] | None:
        """The test of what members of a group may differ in; None: they do not."""
        session = self._session
        if isinstance(condition, OfBackground):
            fits = _remembering(condition.wanted)
            return lambda answer_id: fits(session.value(answer_id, condition.attribute))
        if isinstance(condition, OfRespondent):
            return lambda answer_id: condition.wanted.fits(session.external_id(answer_id))
        if isinstance(condition, DecidedBy):
            return lambda answer_id: not condition.coders.isdisjoint(session.deciders(answer_id))
        if isinstance(condition, InWave):
            return lambda _id: session.wave in condition.waves
        if isinstance(condition, Among):
            return lambda answer_id: answer_id in condition.answers
        return None

    def _with_text(self, wanted: Wanted) -> Found:
        if not wanted.text and wanted.place is not Place.WHOLE:
            return self.everything
        letters = " ".join(_WORDS.findall(fold(wanted.text)))
        if wanted.text and not letters:  # signs alone: "?" or an emoji
            signs = fold(wanted.text)
            rows = self._session.rows
            return self._members(
                index for index, row in enumerate(rows) if signs in fold(row.group.text)
            )
        before = " " if wanted.place in (Place.WHOLE, Place.START) else ""
        after = " " if wanted.place in (Place.WHOLE, Place.END) else ""
        sought = before + letters + after
        return self._members(self._words.holding(sought))

    @property
    def _words(self) -> TextLines:
        """The words of each row between blanks, folded: " geen tijd "; without any: two blanks."""
        if self._folded is None:  # no `cached_property`: a key would wait for who waits for it
            texts = (fold(row.group.text) for row in KEYS.patiently(self._session.rows))
            self._folded = TextLines(f" {' '.join(_WORDS.findall(text))} " for text in texts)
        return self._folded

    def _members(self, rows: Iterable[int]) -> Found:
        groups = self._session.rows
        return frozenset(
            answer_id for index in rows for answer_id in groups[index].group.answer_ids
        )


def _of_row(condition: Condition) -> Callable[[Row], bool]:
    if isinstance(condition, HasCode):
        return lambda row: not condition.codes.isdisjoint(row.marks.codes)
    if isinstance(condition, Starred):
        return lambda row: row.marks.star
    assert isinstance(condition, Stands), "memos are refused before"
    return lambda row: row.status is condition.status


def _remembering(wanted: Wanted) -> Callable[[str], bool]:
    """Many respondents share few values: each is folded once."""
    known: dict[str, bool] = {}

    def fits(value: str) -> bool:
        if value not in known:
            known[value] = wanted.fits(value)
        return known[value]

    return fits
