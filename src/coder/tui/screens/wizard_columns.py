"""The second step of taking in a survey: what each column is, and what that would do."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from coder.i18n import _
from coder.tui import import_views
from coder.tui.keys_import import WIZARD_COLUMN_KEYS, bindings
from coder.tui.screens.wizard_changes import ColumnChanges, ReadAgain
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.sheet import Sheet
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.import_draft import ColumnFacts, ImportDraft
    from coder.services.import_run import DraftPlan
    from coder.services.workbench import Workbench


PAUSE = 0.08  # seconds without a change before it is planned: with 100,000 rows that takes 2 s


@dataclass
class Counted(Message):
    """What stands in a column of this draft."""

    draft: ImportDraft
    facts: ColumnFacts


@dataclass
class Planned(Message):
    """What the import would do."""

    plan: DraftPlan


class WizardColumnsScreen(ColumnChanges):
    """The columns with their guessed roles; each change shows at once what it does to the plan."""

    CSS_PATH = "wizard.tcss"
    KEYS = WIZARD_COLUMN_KEYS
    BINDINGS = bindings(WIZARD_COLUMN_KEYS)
    AUTO_FOCUS = "#columns"
    STEP = 2

    def __init__(self, into: Workbench | None, draft: ImportDraft) -> None:
        super().__init__(into, draft)
        self._facts: dict[str, ColumnFacts] = {}
        self._plan: DraftPlan | None = None
        self._goes_on = False  # to the plan, as soon as it is made
        self._counted: ImportDraft | None = None  # the draft whose columns were counted

    def compose(self) -> ComposeResult:
        """How the file was read, the columns, one of them in full, and the plan in a line."""
        yield TwoEnds(id="title")
        yield TwoEnds(id="file")
        with Container(id="columns-and-details"):
            with Container(id="list"):
                yield Sheet(id="head")
                yield OptionList(id="columns", markup=False)
            with VerticalScroll(id="details", can_focus=False):
                yield Sheet(id="detail")
        yield Sheet(id="effect")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Show what was guessed."""
        self.put_title(_("what is each column?"))
        self._fill()
        self.query_one("#columns", OptionList).highlighted = self._first_question()
        self.put(self.draft)

    @property
    def column(self) -> str:
        """The column in hand."""
        marked = self.query_one("#columns", OptionList).highlighted
        return self.draft.columns[marked or 0]

    def put(self, draft: ImportDraft) -> None:
        """Show this draft from now on, and plan and count it in a thread."""
        self.draft = draft
        self._plan, self._goes_on = None, False
        about, wave = import_views.file_line(draft), import_views.wave_name(draft)
        self.query_one("#file", TwoEnds).show(about, wave)
        self._redraw()
        self._start_planning()
        if self._needs_counting():
            self._start_counting()

    def action_role(self, role: str) -> None:
        """Make the column a question, background, the ids; or leave it out."""
        change: dict[str, Callable[[str], ImportDraft]] = {
            "question": self.draft.with_question,
            "background": self.draft.with_background,
            "id": self.draft.with_id,
            "out": self.draft.without,
        }
        self.put(change[role](self.column))

    def action_next_role(self) -> None:
        """The next role: question, background, left out."""
        column = self.column
        bare = self.draft.without(column)
        if self.draft.question_of(column):
            self.put(bare.with_background(column))
        elif column in self.draft.background or self.draft.id_column == column:
            self.put(bare)
        else:
            self.put(self.draft.with_question(column))

    def action_next(self) -> None:
        """Go on to the plan, as soon as it is made."""
        if self._plan is None:
            self._goes_on = True
            self.tell(_("The plan is being made…"))
            return
        self._goes_on = False
        from coder.tui.screens.wizard_plan import WizardPlanScreen

        self.app.push_screen(WizardPlanScreen(self.into, self._plan))

    def action_scroll_details(self, lines: int) -> None:
        """Scroll what is said about the column."""
        self.query_one("#details").scroll_relative(y=lines, animate=False)

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - the draft before is still good
        """The error was told; the draft stays as it was."""
        self._goes_on = False
        self.tell("")

    def on_resize(self, _event: Resize) -> None:
        """Names get more room on a wide screen."""
        self._redraw()
        self.call_after_refresh(self._draw_detail)

    @on(OptionList.OptionHighlighted, "#columns")
    def _show_column(self) -> None:
        self._draw_detail()

    @on(OptionList.OptionSelected, "#columns")
    def _clicked(self) -> None:
        self.action_next()

    @on(Counted)
    def _count(self, message: Counted) -> None:
        if message.draft.table is not self.draft.table:
            return  # of the sheet before
        self._facts[message.facts.name] = message.facts
        self._redraw_line(self.draft.columns.index(message.facts.name))
        if message.facts.name == self.column:
            self._draw_detail()

    @on(Planned)
    def _planned(self, message: Planned) -> None:
        if message.plan.draft is self.draft:
            self._plan = message.plan
            self._draw_effect()
            if self._goes_on and self.is_current:
                self.tell("")
                self.action_next()

    @on(ReadAgain)
    def _read(self, message: ReadAgain) -> None:
        self.tell("")
        self._facts = {}
        self.draft = message.draft
        self._fill()
        self.query_one("#columns", OptionList).highlighted = self._first_question()
        self.put(message.draft)

    def _first_question(self) -> int:
        columns = self.draft.columns
        return columns.index(self.draft.questions[0].column) if self.draft.questions else 0

    def _fill(self) -> None:
        columns = self.query_one("#columns", OptionList)
        columns.clear_options()
        columns.add_options([Option(self._line(name)) for name in self.draft.columns])

    def _line(self, name: str) -> Content:
        return import_views.column_line(self.draft, name, self._facts.get(name), self._name_width)

    @property
    def _name_width(self) -> int:
        return import_views.NAME_WIDTHS[self.has_class("-wide")]

    def _redraw(self) -> None:
        self.query_one("#head", Sheet).put(import_views.head_line(self._name_width))
        for index in range(len(self.draft.columns)):
            self._redraw_line(index)
        self._draw_detail()
        self._draw_effect()

    def _redraw_line(self, index: int) -> None:
        columns = self.query_one("#columns", OptionList)
        columns.replace_option_prompt_at_index(index, self._line(self.draft.columns[index]))

    def _draw_detail(self) -> None:
        width = self.query_one("#details").scrollable_content_region.width
        facts = self._facts.get(self.column)
        shown = import_views.details(self.draft, self.column, facts, width)
        self.query_one("#detail", Sheet).put(shown)

    def _draw_effect(self) -> None:
        told = import_views.effect(self._plan) if self._plan else _("Planning…")
        self.query_one("#effect", Sheet).put(Content(told) if isinstance(told, str) else told)

    def _needs_counting(self) -> bool:
        before, self._counted = self._counted, self.draft
        same = before is not None and before.table is self.draft.table
        return not (same and before is not None and before.missing == self.draft.missing)

    def _start_planning(self) -> None:
        draft, project = self.draft, self.into.project if self.into else None

        def work() -> None:
            from coder.services.import_run import plan_draft

            worker = get_current_worker()
            time.sleep(PAUSE)
            if worker.is_cancelled:  # by the next change
                return
            self.post_message(Planned(plan_draft(project, draft)))

        self.run_worker(work, group="plan", thread=True, exclusive=True, exit_on_error=False)

    def _start_counting(self) -> None:
        draft = self.draft

        def work() -> None:
            worker = get_current_worker()
            for name in draft.columns:
                if worker.is_cancelled:
                    return
                self.post_message(Counted(draft, draft.facts(name)))

        self.run_worker(work, group="count", thread=True, exclusive=True, exit_on_error=False)
