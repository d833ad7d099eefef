"""The answers behind a figure, one below the other, with who gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from coder.domain.addresses import Address
from coder.i18n import _, ngettext
from coder.tui.keys import BEHIND_KEYS, bindings
from coder.tui.screens.base import CoderScreen
from coder.tui.text import joined, shown
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.behind import AnswerBehind

MOST_SHOWN = 2_000


class Found(Message):
    """The answers were read."""

    def __init__(self, answers: list[AnswerBehind]) -> None:
        super().__init__()
        self.answers = answers


class BehindScreen(CoderScreen):
    """Answers that a figure counts; `said` is the figure in words."""

    CSS_PATH = "behind.tcss"
    KEYS = BEHIND_KEYS
    BINDINGS = bindings(BEHIND_KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, address: Address, said: str) -> None:
        super().__init__()
        self._address, self._said = address, said

    def compose(self) -> ComposeResult:
        """What was counted, how many, and the answers."""
        yield TwoEnds(id="title")
        yield Static(_("Reading the answers…"), id="summary", markup=False)
        yield OptionList(id="answers", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Read the answers in a thread."""
        title = Content.assemble((self._said, "bold"), ("  " + str(self._address), "$quiet"))
        self.query_one("#title", TwoEnds).show(title)
        workbench = self.coder_app.workbench
        if workbench is None:
            return

        def work() -> None:
            from coder.services.behind import answers_behind

            worker = get_current_worker()
            answers = answers_behind(workbench.results, self._address)
            if not worker.is_cancelled:
                self.post_message(Found(answers))

        self.run_worker(work, group="behind", thread=True, exclusive=True, exit_on_error=False)

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - the base class's signature
        """The error was told."""
        self.query_one("#summary", Static).update(_("These answers cannot be had now."))

    def on_found(self, message: Found) -> None:
        """Show what was read."""
        answers = message.answers
        count = len(answers)
        said = ngettext("{count} respondent", "{count} respondents", count).format(count=count)
        more = _("the first {count} are shown").format(count=MOST_SHOWN)
        self.query_one("#summary", Static).update(joined(said, more if count > MOST_SHOWN else ""))
        options = self.query_one(OptionList)
        options.add_options([Option(_line(answer)) for answer in answers[:MOST_SHOWN]])
        options.highlighted = 0 if answers else None


def _line(answer: AnswerBehind) -> Content:
    who = joined(*(value for value in answer.background.values() if value))
    codes = ", ".join(answer.codes)
    return Content.assemble(
        shown(answer.text.strip()),
        ("\n" + joined(answer.external_id, shown(who), codes), "$quiet"),
    )
