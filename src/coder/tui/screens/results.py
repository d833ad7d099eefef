"""Counts, names, words, groups and waves of one question; pictures of them as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.errors import CoderError
from coder.i18n import _
from coder.tui.figure_views import Asked, Sheet, View, make_sheet, view_name
from coder.tui.keys import RESULTS_KEYS, bindings
from coder.tui.screens import heads
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.behind import BehindScreen
from coder.tui.screens.grouping import GroupingScreen
from coder.tui.screens.questions import QuestionScreen, Target
from coder.tui.text import joined
from coder.tui.widgets.figures import Figures
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.workbench import Workbench

OUTPUT = "output"  # the folder beside the project, where `coder demo` writes too


@dataclass
class Computed(Message):
    """A view was computed; it names what was asked for, so that a late one is dropped."""

    asked: Asked
    sheet: Sheet


@dataclass
class PictureMade(Message):
    """A word cloud or a chart was written; a cloud says its words too."""

    path: Path
    words: tuple[tuple[str, int], ...] = ()


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
        self._by = ""
        self._sheet: Sheet | None = None
        self._places: dict[Asked, tuple[int, int]] = {}

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

    @property
    def asked(self) -> Asked:
        """What shows, or is being computed."""
        by = self._by if self._view is View.GROUPS else ""
        smallest = self.coder_app.settings.smallest_cell
        return Asked(self._view, *self._target, by, smallest)

    def action_view(self, number: int) -> None:
        """Show the view with this number, from 1."""
        self._go_to(list(View)[number - 1])

    def action_next_view(self, step: int) -> None:
        """Show the next or previous view."""
        views = list(View)
        self._go_to(views[(views.index(self._view) + step) % len(views)])

    def action_quotes(self) -> None:
        """Choose, shorten and approve quotes of this question."""
        self.coder_app.open_quotes(*self._target)

    def action_agreement(self) -> None:
        """Compare the coders of this question."""
        self.coder_app.open_agreement(*self._target)

    def action_questions(self) -> None:
        """Show another question or wave."""
        self.app.push_screen(QuestionScreen(self._target), self._switch)

    def action_cells(self) -> None:
        """The table binds these keys itself; they stand here for the help screen."""

    def action_behind(self) -> None:
        """Show the answers behind the figure at the cursor."""
        self.query_one(Figures).action_choose()

    def action_groups_by(self) -> None:
        """Choose what the groups are of, and show them."""
        workbench = self.coder_app.workbench
        if workbench is None:
            return
        found = workbench.results.groupings(*self._target)
        if not found:
            self.tell(_("There is nothing to make groups of: no background attributes."))
            return
        choices = [
            (
                one.name,
                _("question") if one.is_question else _("{count} values").format(count=one.values),
            )
            for one in found
        ]
        self.app.push_screen(GroupingScreen(choices, self._by), self._group)

    def action_variants(self) -> None:
        """Decide which spellings are one name."""
        from coder.tui.screens.variants import VariantsScreen

        self.app.push_screen(VariantsScreen(*self._target), lambda _result: self._show())

    def action_model(self) -> None:
        """Show how good the suggestions are, and which models are kept."""
        if self.coder_app.workbench is not None:
            self.coder_app.open_model(*self._target)

    def action_export(self) -> None:
        """Take codings, counts and codebooks to other programs."""
        from coder.tui.screens.exporting import ExportScreen

        workbench = self.coder_app.workbench
        if workbench is not None:
            self.app.push_screen(ExportScreen(workbench.path.parent / OUTPUT, self._target[0]))

    def action_cloud(self) -> None:
        """Draw the word cloud in a thread, show it and say where it is."""
        question, wave = self._target

        def draw(workbench: Workbench, folder: Path) -> PictureMade:
            path = folder / f"wolk_{question}_{wave}.png"
            made = workbench.results.cloud(question, wave, path=path)
            return PictureMade(made.path, made.words)

        self._draw(_("Drawing the word cloud…"), draw)

    def action_chart(self) -> None:
        """Draw what shows as a bar chart in a thread and say where it is."""
        asked = self.asked

        def draw(workbench: Workbench, folder: Path) -> PictureMade:
            name = "_".join(filter(None, (asked.question, asked.wave, asked.by)))
            path = folder / f"grafiek_{name}.png"
            if asked.view is View.WAVES:
                path = folder / f"grafiek_{asked.question}.png"
                return PictureMade(workbench.charts.waves(asked.question, path=path).path)
            if asked.view is View.GROUPS:
                made = workbench.charts.groups(asked.question, asked.by, asked.wave, path=path)
                return PictureMade(made.path)
            return PictureMade(workbench.charts.counts(asked.question, asked.wave, path=path).path)

        self._draw(_("Drawing the chart…"), draw)

    def worker_failed(self, group: str) -> None:
        """The error was told; nothing is under way any more."""
        if group == "picture":
            self._say("")
        else:
            self.query_one("#summary", Static).update(_("These figures cannot be had now."))

    @on(Computed)
    def _take(self, message: Computed) -> None:
        if message.asked != self.asked:
            return
        self._sheet = message.sheet
        self.query_one("#summary", Static).update(message.sheet.summary)
        at = self._places.get(message.asked, (0, 0))
        self.query_one(Figures).show(message.sheet.columns, message.sheet.lines, at)

    @on(PictureMade)
    def _say_where(self, message: PictureMade) -> None:
        if message.words:
            from coder.tui.screens.cloud import CloudScreen

            self._say(_("Word cloud: {path}").format(path=message.path))
            self.app.push_screen(CloudScreen(message.path, message.words))
        else:
            self._say(_("Chart: {path}").format(path=message.path))

    @on(Figures.Chosen)
    def _look_behind(self, message: Figures.Chosen) -> None:
        sheet = self._sheet
        address = sheet.address(message.line, message.column) if sheet else None
        if sheet is None or address is None:
            self.tell(_("This figure has no answers of its own."))
            return
        line, column = sheet.lines[message.line], sheet.columns[message.column]
        if not line.cells[message.column][:1].isdigit() and self._view is View.GROUPS:
            self.tell(_("This count is kept back: it is of too few respondents."))
            return
        self._places[self.asked] = self.query_one(Figures).place
        several = self._view in {View.GROUPS, View.WAVES}
        said = joined(line.cells[0], column.title if several else "")
        self.app.push_screen(BehindScreen(address, said))

    def _draw(self, said: str, draw: Callable[[Workbench, Path], PictureMade]) -> None:
        workbench = self.coder_app.workbench
        if workbench is None:
            return
        folder = workbench.path.parent / OUTPUT

        def work() -> None:
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                message = _("{folder} cannot be made: {why}.")
                raise CoderError(message.format(folder=folder, why=error.strerror)) from error
            self.post_message(draw(workbench, folder))

        self._say(said)
        self.run_worker(work, group="picture", thread=True, exclusive=True, exit_on_error=False)

    def _go_to(self, view: View) -> None:
        self._places[self.asked] = self.query_one(Figures).place
        self._view = view
        if view is View.GROUPS and not self._by:
            workbench = self.coder_app.workbench
            found = workbench.results.groupings(*self._target) if workbench else []
            if not found:
                self._by = "-"
            else:
                self._by = found[0].name
        self._show()

    def _group(self, name: str | None) -> None:
        if name is not None:
            self._by = name
            self._go_to(View.GROUPS)

    def _show(self) -> None:
        workbench = self.coder_app.workbench
        if workbench is None:
            return
        asked = self.asked

        def work() -> None:
            worker = get_current_worker()
            try:
                sheet = make_sheet(workbench.results, asked)
            except CoderError as error:  # stands where the figures would, and stays to be read
                sheet = Sheet(str(error), (), ())
            if not worker.is_cancelled:
                self.post_message(Computed(asked, sheet))

        self._draw_heads()
        self._sheet = None
        self.query_one("#summary", Static).update(_("Counting…"))
        self.query_one(Figures).show((), ())
        self.run_worker(work, group="sheet", thread=True, exclusive=True, exit_on_error=False)

    def _draw_heads(self) -> None:
        workbench = self.coder_app.workbench
        self.query_one("#title", TwoEnds).show(heads.title(workbench, self._target, _("results")))
        names = workbench is not None and workbench.results.asks_for_names(self._target[0])
        views = [view_name(view, names=names) for view in View]
        self.query_one("#views", TwoEnds).show(heads.tabs(views, list(View).index(self._view)))

    def _say(self, text: str) -> None:
        self.query_one("#written", Static).update(text)

    def _switch(self, target: Target | None) -> None:
        if target is not None:
            self._target = target
            self._by = ""
            self._say("")
            self._go_to(self._view)
