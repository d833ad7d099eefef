"""Parts of answers marked for a code: whole words, chosen by a person, inside the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerGroup, AnswerId
from coder.domain.coding import Decision, NewBatch
from coder.domain.notes import Note, Part, PartChange
from coder.i18n import _
from coder.storage import note_store

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

_WORD = re.compile(r"\S+")


def words_in(text: str) -> list[Part]:
    """Where each word of an answer stands: what can be marked, word by word.

    >>> words_in("te  druk.")
    [(0, 2), (4, 9)]
    """
    return [found.span() for found in _WORD.finditer(text)]


class MarkedParts:
    """What is marked in the answers of one coding session; each change is stored before it returns.

    Who codes blind sees the own marks only.
    """

    def __init__(self, session: CodingSession) -> None:
        self._session = session
        self.read()

    def read(self) -> None:
        """Read what stands, after an undo or another program's work."""
        session = self._session
        only = session.coder.id if session.blind else None
        with session.project.reading() as connection:
            self._parts = note_store.parts_of(connection, session.question.id, only)

    def on(self, group: AnswerGroup, codes: Iterable[str]) -> dict[str, list[Part]]:
        """The parts of the group's text, as it is shown, that are marked for these codes."""
        if not any(one in self._parts for one in group.answer_ids):
            return {}
        texts = self._texts(group.answer_ids)
        shown = _shown(group, texts)
        before = len(texts[shown]) - len(texts[shown].lstrip())
        marked = self._parts.get(shown, {})
        return {
            code: [(start - before, end - before) for start, end in sorted(marked[code])]
            for code in codes
            if code in marked
        }

    def mark(self, index: int, code: str, first: int, last: int) -> bool:
        """Mark words `first` to `last` (from 0) of the row's text for a code; again: no longer.

        The code is put on when it was not. Answers that are the same but for how they were typed
        are marked at the same words, where they have as many. Returns whether it is marked now.

        Raises:
            IndexError: The text has no such words.
        """
        session, group = self._session, self._session.unit(index).group
        words = {one: words_in(text) for one, text in self._texts(group.answer_ids).items()}
        shown = _shown(group, self._texts(group.answer_ids))
        present = not self._stands(shown, code, _part(words[shown], first, last))
        changes: list[Note] = []
        for answer_id, found in words.items():
            if len(found) == len(words[shown]):
                part = _part(found, first, last)
                if self._stands(answer_id, code, part) is not present:
                    changes.append(PartChange(answer_id, code, *part, present))
        given: list[Decision] = []
        chosen = session.chosen(index)
        if present and code not in chosen:
            given = session.decisions_for(index, session.codebook.with_code(chosen, code))
        label = _("{question}: words marked for {code}").format(
            question=session.question.key, code=session.codebook.find(code).label
        )
        session.store(NewBatch(session.coder, label, tuple(given), notes=tuple(changes)))
        return present

    def _stands(self, answer_id: AnswerId, code: str, part: Part) -> bool:
        return part in self._parts.get(answer_id, {}).get(code, ())

    def _texts(self, answer_ids: Sequence[AnswerId]) -> dict[AnswerId, str]:
        with self._session.project.reading() as connection:
            return note_store.texts_of(connection, answer_ids)


def _part(words: Sequence[Part], first: int, last: int) -> Part:
    if not 0 <= first <= last < len(words):
        raise IndexError(f"words {first} to {last} of {len(words)}")
    return words[first][0], words[last][1]


def _shown(group: AnswerGroup, texts: Mapping[AnswerId, str]) -> AnswerId:
    """The answer whose text stands for the group."""
    same = (one for one in group.answer_ids if texts[one].strip() == group.text)
    return next(same, group.answer_ids[0])
