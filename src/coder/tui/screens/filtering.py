"""What the list of answers shows: by status, by code, by words typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

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
        self._marked = {status.value for status in present.status}
        if present.starred:
            self._marked.add(STARRED)

    def compose(self) -> ComposeResult:
        """Words, statuses and codes."""
        with Vertical(classes="dialog", id="filter"):
            yield Static(_("Show answers that…"), classes="dialog-title")
            yield Input(self._present.text, placeholder=_("contain these letters"))
            with Horizontal():
                with Vertical():
                    yield Static(_("stand as"), classes="column-title")
                    yield OptionList(*self._statuses(), id="statuses", markup=False)
                with Vertical():
                    yield Static(_("have the code"), classes="column-title")
                    yield OptionList(*self._codes(), id="codes", markup=False)
            foot = _("enter show   space mark   tab next field   ctrl+r all   esc cancel")
            yield Static(foot, classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Mark the code that is filtered by now."""
        self.query_one("#statuses", OptionList).highlighted = 0
        codes = self.query_one("#codes", OptionList)
        codes.highlighted = codes.get_option_index(self._present.code or ANY_CODE)

    def action_apply(self) -> None:
        """Give the filter as it is set."""
        marked = self._marked
        code = self.query_one("#codes", OptionList).highlighted_option
        self.dismiss(
            Filter(
                frozenset(Status(value) for value in marked if value != STARRED),
                "" if code is None or code.id == ANY_CODE else str(code.id),
                self.query_one(Input).value.strip(),
                STARRED in marked,
            )
        )

    def action_mark(self) -> None:
        """Mark the status in sight, or take its mark off."""
        statuses = self.query_one("#statuses", OptionList)
        option = statuses.highlighted_option
        if self.focused is statuses and option is not None and option.id is not None:
            self._marked ^= {option.id}
            statuses.replace_option_prompt(option.id, self._status_line(option.id))

    def action_all(self) -> None:
        """Give the empty filter."""
        self.dismiss(Filter())

    @on(Input.Submitted)
    def _apply(self) -> None:
        self.action_apply()

    def _statuses(self) -> list[Option]:
        names = [*(status.value for status in Status), STARRED]
        return [Option(self._status_line(name), id=name) for name in names]

    def _status_line(self, name: str) -> str:
        box = "[x]" if name in self._marked else "[ ]"
        if name == STARRED:
            return f"{box} {STAR} " + _("starred")
        status = Status(name)
        return f"{box} {STATUS_SIGNS[status]} {status_name(status)}"

    def _codes(self) -> list[Option]:
        rows = self._session.rows
        used = dict.fromkeys((code.id for code in self._session.codebook.codable), 0)
        for row in rows:
            for code in row.marks.codes & used.keys():
                used[code] += 1
        codes = self._session.codebook.codable
        lines = [Option(f"{code.label}  {used[code.id]}", id=code.id) for code in codes]
        return [Option(_("(any)"), id=ANY_CODE), *lines]
