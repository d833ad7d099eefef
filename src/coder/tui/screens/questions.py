"""Go to another question or wave, with how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.tui.keys import QUESTION_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.text import bar, fitted, joined

if TYPE_CHECKING:
    from coder.services.workbench import QuestionOverview
    from coder.tui.app import CoderApp

Target = tuple[str, str]  # question, wave
NAME_WIDTH, BAR_WIDTH = 26, 16  # cells


class QuestionScreen(Dialog[Target]):
    """Gives the question and wave that was chosen."""

    BINDINGS = bindings(QUESTION_KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, here: Target) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """One line for each question in each wave."""
        with Vertical(classes="dialog"):
            yield Static(_("Questions"), classes="dialog-title")
            yield OptionList(markup=False)
            yield Static(
                _("enter open   i take in a file   esc cancel"), classes="dialog-foot", markup=False
            )

    def on_mount(self) -> None:
        """Read the questions as they stand now."""
        workbench = cast("CoderApp", self.app).workbench
        self._questions = workbench.questions() if workbench else []
        options = self.query_one(OptionList)
        options.add_options([Option(_line(asked)) for asked in self._questions])
        places = [(asked.question, asked.wave) for asked in self._questions]
        options.highlighted = places.index(self._here) if self._here in places else 0

    def action_take_in(self) -> None:
        """Take in answers from another file."""
        app = cast("CoderApp", self.app)
        self.dismiss(None)
        app.take_in(app.workbench)

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        chosen = self._questions[message.option_index]
        self.dismiss((chosen.question, chosen.wave))


def _line(asked: QuestionOverview) -> Content:
    share = asked.coded / asked.answers if asked.answers else 0.0
    full, rest = bar(share, BAR_WIDTH)
    name = joined(asked.question.replace("_", " "), asked.wave)
    proposed = _("{count} proposed").format(count=asked.proposed) if asked.proposed else ""
    codebook = "" if asked.has_codebook else _("no codebook")
    return Content.assemble(
        (fitted(name, NAME_WIDTH), "bold"),
        (full, "$primary"),
        (rest, "$line"),
        f"  {asked.coded}/{asked.answers}  ",
        (joined(proposed, codebook), "$quiet"),
    )
