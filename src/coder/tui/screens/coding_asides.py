"""Back to what was set aside: a list of its own, one key there and back."""

from __future__ import annotations

from coder.domain.filters import Filter
from coder.i18n import _
from coder.tui.screens.coding_order import OrderedCoding
from coder.tui.widgets.answer_list import AnswerList


class AsideCoding(OrderedCoding):
    """The coding screen's asides."""

    def action_asides(self) -> None:
        """Show only what is set aside; pressed again, all answers."""
        if self.desk.asides:
            self.show_filtered(Filter())
        elif self.desk.show_asides():
            self.draw_list()
            self.lay_on_desk()
            self.tell(_("What is set aside. X shows all answers again."))
        else:
            self.tell(_("Nothing is set aside."))

    def show_filtered(self, chosen: Filter) -> None:
        """List what passes the filter."""
        self.desk.arrange(chosen)
        self.draw_list()
        self.lay_on_desk()

    def after_change(self) -> None:
        """Draw what a decision on the row in hand changes."""
        self.draw_row()
        self.draw_progress()

    def after_leap(self) -> None:
        """Rows elsewhere in the list may have changed too."""
        self.query_one(AnswerList).refresh()
        self.after_change()
