"""Which codebook a question is coded with: a new one, a file, or a shipped one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.services.import_codebooks import CodebookChoice, codebooks_to_choose
from coder.tui import import_views
from coder.tui.screens.dialog import Dialog


class CodebookChoiceScreen(Dialog[CodebookChoice]):
    """Gives the codebook that was chosen.

    Args:
        question: Key of the question.
        folder: Of the project: codebooks are looked for there.
        first: Choices that stand above those.
        present: The one that counts now.
    """

    CSS_PATH = "picking.tcss"
    AUTO_FOCUS = "OptionList"

    def __init__(
        self,
        question: str,
        folder: Path,
        first: Sequence[CodebookChoice] = (),
        present: CodebookChoice | None = None,
    ) -> None:
        super().__init__()
        self._question, self._present = question, present
        self._choices = [*first, *codebooks_to_choose(folder)]

    def compose(self) -> ComposeResult:
        """A title and the codebooks."""
        title = _("What is {question} coded with?").format(question=self._question)
        note = _("A codebook is a file that you can change at any time.")
        lines = [Option(import_views.codebook_name(choice)) for choice in self._choices]
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Static(note, classes="dialog-note", markup=False)
            yield OptionList(*lines, markup=False)
            yield Static(_("enter choose   esc cancel"), classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Mark the one that counts now."""
        present = self._present
        place = self._choices.index(present) if present in self._choices else 0
        self.query_one(OptionList).highlighted = place

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[message.option_index])
