"""Notices when another program changes the codebook file, shows it, and takes it over."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message

from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.services.codebook_desk import Difference, Outside
from coder.tui import codebook_wording as wording
from coder.tui.screens.codebook_view import CodebookView

if TYPE_CHECKING:
    from coder.errors import Problem

SECONDS = 2.0  # between two looks at the date of the file


class Noticed(Message):
    """Somebody changed the file; `found` is None when it cannot be taken over."""

    def __init__(self, outside: Outside, found: Difference | None) -> None:
        super().__init__()
        self.outside, self.found = outside, found


class CodebookWatch(CodebookView):
    """The codebook screen's look at its file."""

    _in_turn = Lock()

    def on_mount(self) -> None:
        """Look now, and every few seconds."""
        self.look_again()
        self.set_interval(SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """Look when the screen shows again."""
        self._look()

    @on(events.AppFocus)
    def _look_on_focus(self) -> None:
        self._look()

    def action_take_over(self) -> None:
        """See what another program changed, and take it over."""
        self.look_again()
        self.tell(_("Looking at the file…"))

    def look_again(self) -> None:
        """Compare the file with the version in use, also when that was told before."""
        self._compare(again=True)

    def _look(self) -> None:
        if self.app.screen is self and not self.busy:
            self._compare(again=False)

    def _compare(self, *, again: bool) -> None:
        desk = self.desk

        def work() -> None:
            # A look that gave way to a newer one still reads and tells; it must not tell later.
            with self._in_turn:
                outside = desk.file.differs() if again else desk.file.look()
                if outside is not None:
                    self.post_message(Noticed(outside, self._compared(outside)))
                elif desk.file.outside is None:
                    self.call_later(self._all_well, again=again)

        self.run_worker(work, group="look", thread=True, exclusive=True, exit_on_error=False)

    def _compared(self, outside: Outside) -> Difference | None:
        """What the change means; when that cannot be told now, it is looked at again."""
        try:
            return self.desk.compared(outside)
        except CoderError:
            self.desk.file.forget()
            raise

    def _all_well(self, *, again: bool) -> None:
        """The file is as in use, perhaps because somebody put it right or back."""
        if again:
            self.tell("")
        if self.problem:
            self.problem = ""
            self.draw()

    @on(Noticed)
    def _show_noticed(self, message: Noticed) -> None:
        from coder.tui.screens.asking import ConfirmScreen

        if self.busy:
            self.desk.file.forget()  # told when what is being changed is stored
            return
        if not self.desk.is_news(message.outside):
            return
        name = self.desk.file.path.name
        found = message.found
        if found is None:
            self.problem = refused(name, message.outside.problems)
            self.draw()
            return
        self.problem = _("{name} was changed in another program: o shows it.").format(name=name)
        self.draw()
        if self.app.screen is not self:
            return
        question = "\n".join(
            [
                wording.outside(found.diff, dict(found.homeless)),
                "",
                _("Work with this from now on?"),
            ]
        )

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._take_over(found)

        title = _("{name} was changed in another program").format(name=name)
        self.app.push_screen(ConfirmScreen(title, question), answered)

    def _take_over(self, found: Difference) -> None:
        def work() -> tuple[str, str | None]:
            self.desk.take_over(found)
            self.session.use_codebook(self.desk.codebook)
            self.problem = ""
            return _("Taken over."), None

        self.perform(work)


def refused(name: str, problems: tuple[Problem, ...]) -> str:
    """Why a file was not taken over, with the first place where it is wrong."""
    first = problems[0]
    place = ":".join(str(part) for part in (name, first.line, first.column) if part)
    said = _("Not taken over: {place}: {what}").format(place=place, what=first.message)
    if len(problems) > 1:
        more = len(problems) - 1
        said += " " + ngettext("({count} more)", "({count} more)", more).format(count=more)
    return said
