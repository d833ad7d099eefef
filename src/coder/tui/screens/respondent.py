"""One respondent: background and all answers with their codes; enter goes to an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.answers import AnswerId
from coder.domain.coding import Source
from coder.i18n import _
from coder.services.speaker_file import Given, SpeakerFile, speaker_file
from coder.tui.keys import bindings
from coder.tui.keys_beside import RESPONDENT_KEYS
from coder.tui.screens.dialog import Dialog
from coder.tui.signs import PROPOSED, YOURS
from coder.tui.text import joined, one_line

if TYPE_CHECKING:
    from coder.services.workbench import Workbench
    from coder.tui.app import CoderApp

Target = tuple[str, str, AnswerId]  # question, wave, answer


@dataclass
class Read(Message):
    """A respondent was read."""

    file: SpeakerFile


class RespondentScreen(Dialog[Target]):
    """Gives the answer to go to.

    Args:
        answer_ids: One answer of each respondent that can be shown, the first first.
    """

    CSS_PATH = "respondent.tcss"
    BINDINGS = bindings(RESPONDENT_KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, answer_ids: Sequence[AnswerId]) -> None:
        super().__init__()
        self._answer_ids, self._place = answer_ids, 0
        self._file: SpeakerFile | None = None

    def compose(self) -> ComposeResult:
        """Who, the background, the answers."""
        several = len(self._answer_ids) > 1
        keys = _("enter go to the answer   ← → other respondent   esc close")
        with Vertical(classes="dialog", id="respondent"):
            yield Static(_("Reading…"), classes="dialog-title", id="who", markup=False)
            yield Static(id="background", markup=False)
            yield OptionList(id="given", markup=False)
            foot = keys if several else _("enter go to the answer   esc close")
            yield Static(foot, classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Read the first."""
        self._read()

    def action_other(self, step: int) -> None:
        """Show the next or previous respondent who gave this answer."""
        self._place = (self._place + step) % len(self._answer_ids)
        self._read()

    def _read(self) -> None:
        bench, asked = self._workbench, self._answer_ids[self._place]

        def work() -> None:
            self.post_message(Read(speaker_file(bench, asked, labelled=False)))
            self.post_message(Read(speaker_file(bench, asked)))  # codebooks take a while

        self.run_worker(work, group="respondent", thread=True, exclusive=True, exit_on_error=False)

    @property
    def _workbench(self) -> Workbench:
        workbench = cast("CoderApp", self.app).workbench
        assert workbench is not None, "a respondent is opened from a project"
        return workbench

    @on(Read)
    def _show(self, message: Read) -> None:
        file, before = message.file, self._file
        again = before is not None and before.given[0].answer_id == file.given[0].answer_id
        self._file = file
        title = _("Respondent {id}").format(id=joined(file.external_id, file.wave))
        if len(self._answer_ids) > 1:
            title += "  " + _("{place} of {count} who said this").format(
                place=self._place + 1, count=len(self._answer_ids)
            )
        self.query_one("#who", Static).update(title)
        known = [f"{name}: {one_line(value)}" for name, value in file.background.items()]
        self.query_one("#background", Static).update("\n".join(known))
        options = self.query_one(OptionList)
        lines = [_line(given) for given in file.given]
        if again:
            for place, line in enumerate(lines):
                options.replace_option_prompt_at_index(place, line)
            return
        options.clear_options()
        options.add_options([Option(line) for line in lines])
        ids = [given.answer_id for given in file.given]
        options.highlighted = ids.index(self._answer_ids[self._place])

    @on(OptionList.OptionSelected)
    def _go(self, message: OptionList.OptionSelected) -> None:
        if self._file is None:
            return
        given = self._file.given[message.option_index]
        if given.codable:
            self.dismiss((given.question, self._file.wave, given.answer_id))
        else:
            self.notify(_("This question has no codebook: nothing to code."), markup=False)


def _line(given: Given) -> Content:
    sign = YOURS if given.coded.source is Source.PERSON else PROPOSED
    codes = [Content.assemble((f"  {sign} ", "$primary"), code) for code in given.codes]
    return Content.assemble(
        (given.question, "bold $quiet"), *codes, "\n", one_line(given.text), "\n"
    )
