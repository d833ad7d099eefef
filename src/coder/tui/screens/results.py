"""Counts, names and words of one question, and its word cloud as a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.i18n import _
from coder.tui.figure_views import Sheet, View, make_sheet, view_name
from coder.tui.keys import RESULTS_KEYS, bindings
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.questions import QuestionScreen, Target
from coder.tui.text import joined
from coder.tui.widgets.figures import Figures
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

OUTPUT = "output"  # the folder beside the project, where `coder demo` writes too


@dataclass
class Computed(Message):
    """A view was computed; it names what it is of, so that a late one is dropped."""

    view: View
    target: Target
    sheet: Sheet


@dataclass
class CloudMade(Message):
    """A word cloud was written."""

    path: Path


class ResultsScreen(CoderScreen):
    """One question's figures; the base is always stated."""

    CSS_PATH = "results.tcss"
    KEYS = RESULTS_KEYS
    BINDINGS = bindings(RESULTS_KEYS)
    AUTO_FOCUS = "Figures"

    def __init__(self, question: str, wave: str) -> None:
        super().__init__()
        self._target: Target = (question, wave)
        self._view = View.COUNTS

    def compose(self) -> ComposeResult:
        """Title, views, the line that says it all, the table."""
        yield TwoEnds(id="title")
        yield TwoEnds(id="views")
        yield Static(id="summary", markup=False)
        yield Figures(id="figures")
        yield Static(id="written", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Compute what shows first."""
        self._show()

    def action_view(self, number: int) -> None:
        """Show the view with this number, from 1."""
        self._view = list(View)[number - 1]
        self._show()

    def action_next_view(self, step: int) -> None:
        """Show the next or previous view."""
        views = list(View)
        self._view = views[(views.index(self._view) + step) % len(views)]
        self._show()

    def action_questions(self) -> None:
        """Show another question or wave."""
        self.app.push_screen(QuestionScreen(self._target), self._switch)

    def action_cloud(self) -> None:
        """Draw the word cloud in a thread and say where it is."""
        workbench = self.coder_app.workbench
        if workbench is None:
            return
        (question, wave), folder = self._target, workbench.path.parent / OUTPUT
        path = folder / f"wolk_{question}_{wave}.png"

        def work() -> None:
            folder.mkdir(exist_ok=True)
            self.post_message(CloudMade(workbench.results.cloud(question, wave, path=path).path))

        self._say(_("Drawing the word cloud…"))
        self.run_worker(work, group="cloud", thread=True, exclusive=True, exit_on_error=False)

    def worker_failed(self, group: str) -> None:
        """The error was told; nothing is under way any more."""
        if group == "cloud":
            self._say("")
        else:
            self.query_one("#summary", Static).update(_("These figures cannot be had now."))

    @on(Computed)
    def _take(self, message: Computed) -> None:
        if (message.view, message.target) != (self._view, self._target):
            return
        self.query_one("#summary", Static).update(message.sheet.summary)
        self.query_one(Figures).show(message.sheet.columns, message.sheet.lines)

    @on(CloudMade)
    def _say_where(self, message: CloudMade) -> None:
        self._say(_("Word cloud: {path}").format(path=message.path))

    def _show(self) -> None:
        workbench = self.coder_app.workbench
        if workbench is None:
            return
        view, target = self._view, self._target

        def work() -> None:
            worker = get_current_worker()
            sheet = make_sheet(workbench.results, view, *target)
            if not worker.is_cancelled:
                self.post_message(Computed(view, target, sheet))

        self._draw_heads()
        self.query_one("#summary", Static).update(_("Counting…"))
        self.query_one(Figures).show((), ())
        self.run_worker(work, group="sheet", thread=True, exclusive=True, exit_on_error=False)

    def _draw_heads(self) -> None:
        workbench = self.coder_app.workbench
        name = workbench.project_name if workbench else ""
        title = Content.assemble(
            (name, "bold $primary"),
            "  ",
            (joined(*self._target), "bold"),
            ("  " + _("results"), "$quiet"),
        )
        self.query_one("#title", TwoEnds).show(title)
        views = [_tab(number, view, self._view) for number, view in enumerate(View, 1)]
        self.query_one("#views", TwoEnds).show(Content("   ").join(views))

    def _say(self, text: str) -> None:
        self.query_one("#written", Static).update(text)

    def _switch(self, target: Target | None) -> None:
        if target is not None:
            self._target = target
            self._say("")
            self._show()


def _tab(number: int, view: View, shown: View) -> Content:
    style = "bold $primary underline" if view is shown else "$quiet"
    return Content.assemble((f"{number} ", "bold $primary"), (view_name(view), style))
