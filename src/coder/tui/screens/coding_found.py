"""All answers that a filter shows, coded in one step after they were seen."""

from __future__ import annotations

from coder.domain.filters import Filter
from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.services.travelling import LONG
from coder.tui import wording
from coder.tui.screens.coding_asides import AsideCoding


class FoundCoding(AsideCoding):
    """The coding screen's batches."""

    def action_code_all(self) -> None:
        """Choose a code for all answers that the filter shows."""
        from coder.tui.screens.finding import FindCodeScreen

        if self.desk.filter == Filter():
            self.tell(_("Filter first (f): this codes all answers that the list then shows."))
        elif not self.desk.shown:
            self.tell(_("No answer passes this filter."))
        elif self.unstored:
            self.tell(_("Some decisions are not stored yet: ctrl+s tries again."))
        else:
            screen = FindCodeScreen(self.session.codebook, frozenset())
            self.app.push_screen(screen, self._ask_for_all)

    def _ask_for_all(self, code: str | None) -> None:
        from coder.tui.screens.asking import ConfirmScreen

        if code is None:
            return
        rows = [self.session.unit(index) for index in self.desk.shown]
        count = sum(row.group.size for row in rows)
        label = self.values.label(code)
        question = ngettext(
            "Put “{code}” on {count} answer that the list shows?",
            "Put “{code}” on all {count} answers that the list shows?",
            count,
        ).format(code=label, count=count)
        if self.session.codebook.find(code).exclusive:
            question += " " + _("It stands alone: their other codes go.")
        question += " " + _("u takes it back.")

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._code_all(code)

        self.app.push_screen(ConfirmScreen(_("Code all"), question), answered)

    def _code_all(self, code: str) -> None:
        written = wording.filter_name(self.desk.filter, self.desk.filter.code)
        shown = list(self.desk.shown)

        def work() -> int:
            return self.session.code_all(shown, code, written)

        if len(shown) > LONG:
            self.do_long(_("The answers are coded."), work, self._tell_all)
            return
        try:
            changed = work()
        except CoderError as error:
            self.tell_error(error)
        else:
            self._tell_all(changed)

    def _tell_all(self, changed: int) -> None:
        self.ranker.decided()
        self.after_leap()
        told = ngettext("{count} answer changed.", "{count} answers changed.", changed)
        self.tell(told.format(count=changed) if changed else _("They all had it already."))
