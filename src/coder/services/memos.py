"""Memos of one coding session: on its answers and on the codes of its codebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coder.domain.answers import AnswerId
from coder.domain.coding import NewBatch
from coder.domain.notes import Memo, MemoChange
from coder.domain.queries import Place, Wanted
from coder.domain.tokens import fold
from coder.i18n import _
from coder.storage import note_store

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

_WORDS = re.compile(r"\w+")


class MemoBook:
    """What was noted, and every change to it; each is on disk before it returns.

    A memo belongs to its coder; who codes blind sees the own ones only.
    """

    def __init__(self, session: CodingSession) -> None:
        self._session = session
        self.read()

    def read(self) -> None:
        """Read what stands, after an undo or another program's work."""
        session = self._session
        only = session.coder.id if session.blind else None
        with session.project.reading() as connection:
            memos = note_store.memos_of(connection, session.question.id, only)
        self._on_answers: dict[AnswerId, list[Memo]] = {}
        self._on_codes: dict[str, list[Memo]] = {}
        for memo in memos:
            if memo.answer_id is None:
                self._on_codes.setdefault(memo.code, []).append(memo)
            else:
                self._on_answers.setdefault(memo.answer_id, []).append(memo)

    def noted(self, answer_ids: Iterable[AnswerId]) -> bool:
        """Did somebody note something on one of these answers?"""
        return bool(self._on_answers) and any(one in self._on_answers for one in answer_ids)

    def on(self, answer_ids: Iterable[AnswerId]) -> list[Memo]:
        """The memos on these answers, each coder's text once, the oldest first."""
        if not self._on_answers:
            return []
        found = [memo for one in answer_ids for memo in self._on_answers.get(one, ())]
        once = {(memo.coder, memo.text): memo for memo in reversed(found)}
        return sorted(once.values(), key=lambda memo: memo.at)

    def on_code(self, code: str) -> Sequence[Memo]:
        """The memos on a code, the oldest first."""
        return self._on_codes.get(code, ())

    def own(self, memos: Iterable[Memo]) -> str:
        """What this coder noted, of these memos; "" when nothing."""
        return next((memo.text for memo in memos if self.is_own(memo)), "")

    def is_own(self, memo: Memo) -> bool:
        """Did this coder note it, under whatever name?"""
        return memo.coder_id == self._session.coder.id

    def note(self, answer_ids: Sequence[AnswerId], text: str) -> bool:
        """Note this on each of these answers, as one step; "" takes the memo away. Changed it?"""
        session, text = self._session, text.strip()
        changes = [
            MemoChange(session.question.id, answer_id, "", text, before)
            for answer_id in answer_ids
            if (before := self.own(self._on_answers.get(answer_id, ()))) != text
        ]
        label = _("{question}: memo on an answer").format(question=session.question.key)
        return self._store(label, changes)

    def note_on_code(self, code: str, text: str) -> bool:
        """Note this on a code, as one step; "" takes the memo away. Did it change?"""
        session, text = self._session, text.strip()
        before = self.own(self.on_code(code))
        label = _("{question}: memo on the code {code}").format(
            question=session.question.key, code=session.codebook.find(code).label
        )
        change = MemoChange(session.question.id, None, code, text, before)
        return self._store(label, [change] if before != text else [])

    def saying(self, wanted: Wanted | None) -> frozenset[AnswerId]:
        """The answers with a memo in which these words stand; None: with any memo."""
        return frozenset(
            answer_id
            for answer_id, memos in self._on_answers.items()
            if wanted is None or any(_says(memo.text, wanted) for memo in memos)
        )

    def _store(self, label: str, changes: Sequence[MemoChange]) -> bool:
        if not changes:
            return False
        self._session.store(NewBatch(self._session.coder, label, notes=tuple(changes)))
        return True


def _says(text: str, wanted: Wanted) -> bool:
    words = f" {' '.join(_WORDS.findall(fold(text)))} "
    sought = " ".join(_WORDS.findall(fold(wanted.text)))
    before = " " if wanted.place in (Place.WHOLE, Place.START) else ""
    after = " " if wanted.place in (Place.WHOLE, Place.END) else ""
    return bool(sought) and before + sought + after in words
