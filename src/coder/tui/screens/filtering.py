"""What the list of answers shows: by status, by code, by words typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from coder.domain.filters import Filter, Status
from coder.i18n import _
from coder.tui.keys import FILTER_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.signs import STAR, STATUS_SIGNS, status_name

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

STARRED = "starred"
ANY_CODE = ":any"  # no code id has a colon


class FilterScreen(Dialog[Filter]):
    """Gives the filter that was set."""

    CSS_PATH = "filtering.tcss"
    BINDINGS = bindings(FILTER_KEYS)
    AUTO_FOCUS = "Input"

    def __init__(self, session: CodingSession, present: Filter) -> None:
        super().__init__()
        self._session, self._present = session, present

    def compose(self) -> ComposeResult:
        """Words, statuses and codes."""
        with Vertical(classes="dialog", id="filter"):
            yield Static(_("Show answers that…"), classes="dialog-title")
            yield Input(self._present.text, placeholder=_("contain these letters"))
            with Horizontal():
                with Vertical():
                    yield Static(_("stand as"), classes="column-title")
                    yield SelectionList[str](*self._statuses())
                with Vertical():
                    yield Static(_("have the code"), classes="column-title")
                    yield OptionList(*self._codes(), id="codes", markup=False)
            foot = _("enter show   space mark   tab next field   ctrl+r all   esc cancel")
            yield Static(foot, classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Mark the code that is filtered by now."""
        codes = self.query_one("#codes", OptionList)
        codes.highlighted = codes.get_option_index(self._present.code or ANY_CODE)

    def action_apply(self) -> None:
        """Give the filter as it is set."""
        marked = self.query_one(SelectionList).selected
        code = self.query_one("#codes", OptionList).highlighted_option
        self.dismiss(
            Filter(
                frozenset(Status(value) for value in marked if value != STARRED),
                "" if code is None or code.id == ANY_CODE else str(code.id),
                self.query_one(Input).value.strip(),
                STARRED in marked,
            )
        )

    def action_all(self) -> None:
        """Give the empty filter."""
        self.dismiss(Filter())

    @on(Input.Submitted)
    def _apply(self) -> None:
        self.action_apply()

    def _statuses(self) -> list[Selection[str]]:
        present = self._present
        names = [
            Selection(f"{STATUS_SIGNS[status]} {status_name(status)}", status.value,
                      status in present.status)
            for status in Status
        ]  # fmt: skip
        return [*names, Selection(f"{STAR} " + _("starred"), STARRED, present.starred)]

    def _codes(self) -> list[Option]:
        rows = self._session.rows
        used = dict.fromkeys((code.id for code in self._session.codebook.codable), 0)
        for row in rows:
            for code in row.marks.codes & used.keys():
                used[code] += 1
        codes = self._session.codebook.codable
        lines = [Option(f"{code.label}  {used[code.id]}", id=code.id) for code in codes]
        return [Option(_("(any)"), id=ANY_CODE), *lines]
