"""The last step of taking in a survey: the plan in full, and its doing with the way back open."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coder.errors import CoderError
from coder.i18n import _
from coder.tui import import_views
from coder.tui.keys_import import WIZARD_PLAN_KEYS, bindings
from coder.tui.screens.wizard import WizardStep
from coder.tui.text import bar
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from pathlib import Path

    from coder.services.import_run import DraftOutcome, DraftPlan
    from coder.services.workbench import Workbench

BAR_WIDTH = 30  # cells


@dataclass
class Importing(Message):
    """So many rows are in."""

    done: int
    of: int


@dataclass
class Imported(Message):
    """The import ended. None: it was stopped and changed nothing. `opened`: a project it made."""

    outcome: DraftOutcome | None
    opened: Workbench | None = None


@dataclass
class Failed(Message):
    """The import failed and changed nothing."""

    error: CoderError


class WizardPlanScreen(WizardStep):
    """Shows what will be done, does it, and goes on to coding. Escape stops it, else goes back."""

    CSS_PATH = "wizard.tcss"
    KEYS = WIZARD_PLAN_KEYS
    BINDINGS = bindings(WIZARD_PLAN_KEYS)
    AUTO_FOCUS = "#plan"
    STEP = 3

    def __init__(self, into: Workbench | None, plan: DraftPlan) -> None:
        super().__init__(into)
        self._plan = plan
        self._place: Path | None = None
        self._stop = threading.Event()
        self._busy = False
        if into is None:
            from coder.services.import_run import proposed_project

            self._place = proposed_project(plan.draft.file)

    def compose(self) -> ComposeResult:
        """The plan, and how far it is."""
        yield TwoEnds(id="title")
        yield VerticalScroll(id="plan")
        yield Static(id="progress", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Show the plan."""
        ready = _("nothing is done yet")
        self.put_title(ready if self._plan.ready else _("this cannot be done yet"))
        self._draw()

    def on_unmount(self) -> None:
        """Whoever leaves the app stops the import."""
        self._stop.set()

    def action_import(self) -> None:
        """Do what is planned."""
        if self._busy:
            return
        if not self._plan.ready:
            self.tell(_("Something stands in the way: escape goes back to mend it."))
            return
        self._busy = True
        self._stop.clear()
        self._say(_("Importing…"))
        self.run_worker(
            self._work, group="import", thread=True, exclusive=True, exit_on_error=False
        )

    def action_place(self) -> None:
        """Choose where the project is made."""
        if self._place is None:
            self.tell(_("The answers join the project that is open."))
        elif not self._busy:
            from coder.services.survey_files import PROJECT_SUFFIXES
            from coder.tui.screens.picking import PathScreen

            ask = PathScreen(
                _("Where is the project made?"),
                self._place.parent, PROJECT_SUFFIXES, self._place.name,
            )  # fmt: skip
            self.app.push_screen(ask, self._put_place)

    def action_back(self) -> None:
        """Stop the import that is under way, else go back to the columns."""
        if self._busy:
            self._stop.set()
            self._say(_("Stopping…"))
        else:
            self.dismiss()

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - only one kind works here
        """The error was told; nothing was changed."""
        self._end("")

    @on(Importing)
    def _show_progress(self, message: Importing) -> None:
        if self._busy and not self._stop.is_set():
            full, rest = bar(message.done / message.of if message.of else 0.0, BAR_WIDTH)
            what = _("Importing…")
            self._say(f"{what}  {full}{rest}  {message.done}/{message.of}")

    @on(Failed)
    def _show_error(self, message: Failed) -> None:
        self._end(str(message.error), wrong=True)

    @on(Imported)
    def _go_on(self, message: Imported) -> None:
        if message.outcome is None:
            self._end(_("Stopped; nothing was imported."))
            return
        self._end("")
        self.coder_app.finish_import(message.outcome, message.opened)

    def _work(self) -> None:
        from coder.services.import_run import import_as_new, import_draft

        try:
            if self._place is None:
                assert self.into is not None
                outcome = import_draft(
                    self.into.project, self._plan, self._report, self._stop.is_set
                )
            else:
                outcome = import_as_new(self._place, self._plan, self._report, self._stop.is_set)
            self.post_message(Imported(outcome, self._opened(outcome)))
        except CoderError as error:
            self.post_message(Failed(error))

    def _opened(self, outcome: DraftOutcome | None) -> Workbench | None:
        if outcome is None or self.into is not None:
            return None
        from coder.bootstrap import open_for_coding

        return open_for_coding(outcome.project, self.coder_app.coder_name)

    def _report(self, done: int, of: int) -> None:
        self.post_message(Importing(done, of))

    def _put_place(self, place: Path | None) -> None:
        if place is not None:
            from coder.services.projects import project_file

            self._place = project_file(place)
            self._draw()

    def _draw(self) -> None:
        plan = self.query_one("#plan", VerticalScroll)
        blocks = import_views.plan_blocks(self._plan, self._place)
        plan.remove_children()
        plan.mount_all([Static(text, classes=style, markup=False) for text, style in blocks])

    def _end(self, text: str, *, wrong: bool = False) -> None:
        self._busy = False
        self._say(text, wrong=wrong)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        progress = self.query_one("#progress", Static)
        progress.set_class(wrong, "-wrong")
        progress.display = bool(text)
        progress.update(Content(text))
