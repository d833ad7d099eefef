"""Choose whom to compare: persons, the rules, the model."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from coder.i18n import _, ngettext
from coder.tui.keys import CHOOSE_CODERS_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.text import joined
from coder.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from coder.services.agreement import WhoCoded

LEAST = 2


class ChooseCodersScreen(Dialog[tuple[str, ...]]):
    """Gives the names that were marked, two at least."""

    BINDINGS = bindings(CHOOSE_CODERS_KEYS)
    AUTO_FOCUS = "Choices"

    def __init__(self, known: Sequence[WhoCoded], chosen: Collection[str]) -> None:
        super().__init__()
        self._known, self._chosen = known, chosen

    def compose(self) -> ComposeResult:
        """One line for each who coded, with how much."""
        with Vertical(classes="dialog"):
            yield Static(_("Compare these coders"), classes="dialog-title")
            items = [(one.name, _line(one)) for one in self._known]
            yield Choices(items, self._chosen, several=True, id="coders")
            yield Static(
                _("space mark   enter compare   esc cancel"),
                classes="dialog-foot",
                markup=False,
                id="foot",
            )

    def action_mark(self) -> None:
        """Mark the coder in hand, or take the mark off."""
        self.query_one(Choices).toggle()

    def action_compare(self) -> None:
        """Compare those that are marked."""
        chosen = self.query_one(Choices).chosen
        if len(chosen) >= LEAST:
            self.dismiss(chosen)
        else:
            self.query_one("#foot", Static).update(_("Mark two coders at least with space."))


def _line(one: WhoCoded) -> str:
    text = ngettext("{n} answer", "{n} answers", one.answers).format(n=one.answers)
    return joined(one.name, _source_name(one), text)


def _source_name(one: WhoCoded) -> str:
    from coder.domain.coding import Source

    return {Source.RULES: _("rules"), Source.MODEL: _("model"), Source.PERSON: ""}[one.source]
