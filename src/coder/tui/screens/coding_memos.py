"""Memos on the answer in hand and on the code whose card shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.domain.notes import Memo
from coder.errors import CoderError
from coder.i18n import _
from coder.tui.screens.coding_others import OthersCoding


class NotedCoding(OthersCoding):
    """The coding screen's memos."""

    def action_memo(self) -> None:
        """Write on the answer in hand what no code says."""
        row, book = self.desk.row, self.session.memos
        if row is not None:
            ids = row.group.answer_ids
            self._write(row.group.text, book.on(ids), lambda text: book.note(ids, text))

    def action_code_memo(self) -> None:
        """Write on the code whose card shows how it is used."""
        here, book = self._in_sight, self.session.memos
        if here is None:
            self.tell(_("Mark a suggestion first (tab): its card shows the code."))
            return
        code = here.code
        label = self.values.label(code)
        self._write(label, book.on_code(code), lambda text: book.note_on_code(code, text))

    def _write(self, about: str, memos: Sequence[Memo], keep: Callable[[str], bool]) -> None:
        from coder.tui.screens.memo import MemoScreen

        own = self.session.memos.own(memos)
        others = [memo for memo in memos if not self.session.memos.is_own(memo)]

        def written(text: str | None) -> None:
            if text is not None:
                self._keep_memo(text, keep)

        self.app.push_screen(MemoScreen(about, own, others), written)

    def _keep_memo(self, text: str, keep: Callable[[str], bool]) -> None:
        try:
            changed = keep(text)
        except CoderError as error:
            self.tell_error(error)
            return
        self.after_leap()
        if changed:
            self.tell(_("Memo kept.") if text else _("Memo taken away."))
