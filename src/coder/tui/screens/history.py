"""Who did what when, what each step changed, and the way back to before a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from coder.i18n import _, ngettext
from coder.services.codebook_past import codebook_changes
from coder.services.codebooks import codebook_for
from coder.services.history import Change, Standing, Step, changes, steps, way_back
from coder.services.travelling import about_codebook, undo
from coder.tui import wording
from coder.tui.keys import HISTORY_KEYS, bindings
from coder.tui.screens.base import CoderScreen
from coder.tui.text import fitted, joined, one_line, shown
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.coding import CodingSession

PAGE = 500  # steps that are read at a time
NEAR_END = 20  # lines before the end of the list at which more are read
MOST_CHANGES = 30  # decisions of a step that show
WHO_WIDTH, ANSWERS_WIDTH = 14, 9  # cells


class Listed(Message):
    """Steps were read; `more`: there are older ones."""

    def __init__(self, found: list[Step], *, more: bool) -> None:
        super().__init__()
        self.found, self.more = found, more


class Detailed(Message):
    """What a step changed was read."""

    def __init__(self, step: Step, found: list[Change], codebook: list[str]) -> None:
        super().__init__()
        self.step, self.found, self.codebook = step, found, codebook


class TakenBack(Message):
    """So many steps were taken back."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


class HistoryScreen(CoderScreen):
    """The steps of the project, newest first. `changed`: steps were taken back here.

    Who codes blind sees the own steps only.
    """

    CSS_PATH = "history.tcss"
    KEYS = HISTORY_KEYS
    BINDINGS = bindings(HISTORY_KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, session: CodingSession) -> None:
        super().__init__()
        self._session = session
        self._own_only = session.blind
        self._steps: list[Step] = []
        self._more = False
        self._reading = False
        self.changed = False

    def compose(self) -> ComposeResult:
        """A title, the steps, and what the marked one changed."""
        yield TwoEnds(id="title")
        yield Static(_("Reading the history…"), id="summary", markup=False)
        yield OptionList(id="steps", markup=False)
        yield Static(id="details", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Read the newest steps in a thread."""
        self.query_one("#title", TwoEnds).show(
            Content.assemble((_("History"), "bold"), "  " + self._session.project.path.stem),
            Content(self._session.coder.name),
        )
        self._read(PAGE)

    def action_own(self) -> None:
        """Only the own steps, or everybody's again."""
        if self._session.blind:
            self.tell(_("While you code blind, only your own steps show."))
            return
        self._own_only = not self._own_only
        self._steps = []
        self._read(PAGE)

    def action_take_back(self) -> None:
        """Take back the marked step and all own ones after it, once that is agreed."""
        from coder.tui.screens.asking import ConfirmScreen

        marked = self.query_one(OptionList).highlighted
        if marked is None or marked >= len(self._steps):
            return
        target = self._steps[marked]
        way = way_back(self._steps, target, self._session.coder)
        if not way:
            self.tell(_why_not(target))
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._take_back(len(way))

        self.app.push_screen(ConfirmScreen(_("Go back"), _question(way)), answered)

    def worker_failed(self, group: str) -> None:
        """The error was told; what can be read is read again."""
        self._reading = False
        if group == "take back":
            self.changed = True
            self._read(PAGE)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_take_back()

    @on(OptionList.OptionHighlighted)
    def _explain(self, message: OptionList.OptionHighlighted) -> None:
        if self._more and message.option_index >= len(self._steps) - NEAR_END:
            self._read(len(self._steps) * 2)
        step, project = self._steps[message.option_index], self._session.project

        def work() -> None:
            worker = get_current_worker()
            found = changes(project, step.batch, MOST_CHANGES)
            codebook = codebook_changes(project, step.batch)
            if not worker.is_cancelled:
                self.post_message(Detailed(step, found, codebook))

        self.run_worker(work, group="details", thread=True, exclusive=True, exit_on_error=False)

    @on(Detailed)
    def _show_details(self, message: Detailed) -> None:
        lines = [Content.styled(shown(line), "bold") for line in message.codebook]
        lines += [_change_line(change, self._label(change)) for change in message.found]
        left = message.step.decisions - len(message.found)
        if left > 0:
            more = ngettext("and {count} more", "and {count} more", left).format(count=left)
            lines.append(Content.styled(more, "$quiet"))
        self.query_one("#details", Static).update(Content("\n").join(lines))

    @on(Listed)
    def _show(self, message: Listed) -> None:
        self._reading = False
        options = self.query_one(OptionList)
        known = len(self._steps)
        self._steps, self._more = message.found, message.more
        if not known:
            options.clear_options()
        options.add_options([Option(_step_line(step)) for step in message.found[known:]])
        if not known:
            options.highlighted = 0 if message.found else None
        self.query_one("#summary", Static).update(
            _("Newest first; enter goes back to before a step, ctrl+y does it again.")
            if message.found
            else _("Nobody decided anything yet.")
        )

    @on(TakenBack)
    def _tell_taken_back(self, message: TakenBack) -> None:
        self.changed = True
        self._steps = []
        self._read(PAGE)
        told = ngettext("{count} step taken back.", "{count} steps taken back.", message.count)
        self.tell(told.format(count=message.count))

    def _read(self, limit: int) -> None:
        if self._reading:
            return
        self._reading = True
        project = self._session.project
        coder = self._session.coder if self._own_only else None

        def work() -> None:
            found = steps(project, limit + 1, coder)
            self.post_message(Listed(found[:limit], more=len(found) > limit))

        self.run_worker(work, group="history", thread=True, exit_on_error=False)

    def _take_back(self, count: int) -> None:
        project, coder = self._session.project, self._session.coder
        self._session.leave()
        self.tell(_("One moment…"))

        def work() -> None:
            taken = [undo(project, coder) for _step in range(count)]
            if any(batch is not None and about_codebook(batch) for batch in taken):
                asked = self._session.question
                self._session.use_codebook(codebook_for(project, asked, last_good=True))
            self.post_message(TakenBack(sum(batch is not None for batch in taken)))

        self.run_worker(work, group="take back", thread=True, exit_on_error=False)

    def _label(self, change: Change) -> str:
        same = change.question == self._session.question.key
        codes = {code.id: code.label for code in self._session.codebook.walk()} if same else {}
        return codes.get(change.code, change.code)


def _why_not(step: Step) -> str:
    if step.standing is Standing.UNDONE:
        return _("This step was taken back already.")
    if step.standing is Standing.UNDOING:
        return _("This step took another one back; ctrl+y does that one again.")
    if step.standing is Standing.TOLD:
        return _("This is only told here: it goes back with another step, or in another program.")
    return _("{name} did this: only {name} can take it back.").format(name=step.coder.name)


def _question(way: Sequence[Step]) -> str:
    decisions = sum(step.decisions for step in way)
    of = ngettext("{count} decision", "{count} decisions", decisions).format(count=decisions)
    asked = ngettext(
        "Take back your last step ({decisions})?",
        "Take back your last {count} steps ({decisions})?",
        len(way),
    )
    again = _("Nothing is lost: ctrl+y does them again, until you decide something new.")
    return asked.format(count=len(way), decisions=of) + "\n" + again


def _step_line(step: Step) -> Content:
    style = "" if step.standing is Standing.STANDS else "$quiet"
    sign = {Standing.STANDS: " ", Standing.UNDONE: "×", Standing.UNDOING: "↶", Standing.TOLD: " "}[
        step.standing
    ]
    when = step.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return Content.assemble(
        (f"{when}  ", "$quiet"),
        (fitted(step.coder.name, WHO_WIDTH), style or "$primary"),
        (f"{step.answers:>{ANSWERS_WIDTH - 3},} ".replace(",", " ") + sign + " ", style),
        (one_line(step.label), style),
    )


def _change_line(change: Change, label: str) -> Content:
    sign = "+" if change.present else "−"
    what = label or wording.mark_name(change.mark)
    return Content.assemble(
        (f"{sign} {what}", "bold"),
        "  " + one_line(change.text),
        ("  " + joined(change.question, change.external_id), "$quiet"),
    )
