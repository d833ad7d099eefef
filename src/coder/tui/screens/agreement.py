"""How far coders agree on a question: figures per code, the differences, what is confused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.domain.codebook import Codebook
from coder.errors import CoderError
from coder.i18n import _
from coder.tui import agreement_views as views
from coder.tui.agreement_views import AgreementOrder, AgreementView
from coder.tui.figure_views import Sheet
from coder.tui.keys import AGREEMENT_KEYS, bindings
from coder.tui.screens import heads
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.questions import QuestionScreen, Target
from coder.tui.text import joined
from coder.tui.widgets.figures import Figures
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.agreement import AgreementReport, WhoCoded
    from coder.services.reconciling import Difference, Reconciling

LEAST_CODERS = 2
PAIR = 2  # codes that stand against each other


@dataclass
class Measured(Message):
    """Agreement was measured; it names what was asked for, so that a late one is dropped."""

    asked: tuple[Target, tuple[str, ...]]
    room: Reconciling
    differences: list[Difference]


@dataclass
class NotMeasured(Message):
    """There is nothing to measure; says why."""

    asked: tuple[Target, tuple[str, ...]]
    why: str


class AgreementScreen(CoderScreen):
    """Agreement on one question. `changed`: something was decided here."""

    CSS_PATH = "agreement.tcss"
    KEYS = AGREEMENT_KEYS
    BINDINGS = bindings(AGREEMENT_KEYS)
    AUTO_FOCUS = "Figures"

    def __init__(self, question: str, wave: str) -> None:
        super().__init__()
        self._target: Target = (question, wave)
        self._coders: tuple[str, ...] = ()  # none: all persons
        self._view = AgreementView.CODES
        self._order = AgreementOrder.CODEBOOK
        self._room: Reconciling | None = None
        self._differences: list[Difference] = []
        self._line_codes: list[str] = []
        self._codebook: Codebook | None = None
        self.changed = False

    def compose(self) -> ComposeResult:
        """Title, views, what it comes down to, the table."""
        yield TwoEnds(id="title")
        yield TwoEnds(id="views")
        yield Static(id="summary", markup=False)
        yield Static(id="facts", markup=False)
        yield Figures(id="figures")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Compare all persons who coded."""
        self._measure()

    @property
    def asked(self) -> tuple[Target, tuple[str, ...]]:
        """What shows, or is being measured."""
        return self._target, self._coders

    @property
    def report(self) -> AgreementReport | None:
        """What was measured last."""
        return self._room.report if self._room else None

    def action_view(self, number: int) -> None:
        """Show the view with this number, from 1."""
        self._view = list(AgreementView)[number - 1]
        self._draw()

    def action_next_view(self, step: int) -> None:
        """Show the next or previous view."""
        every = list(AgreementView)
        self._view = every[(every.index(self._view) + step) % len(every)]
        self._draw()

    def action_sort(self) -> None:
        """Order the codes in the next way."""
        every = list(AgreementOrder)
        if self._view is AgreementView.CODES:
            self._order = every[(every.index(self._order) + 1) % len(every)]
        self._view = AgreementView.CODES
        self._draw()

    def action_questions(self) -> None:
        """Show another question or wave."""
        self.app.push_screen(QuestionScreen(self._target), self._switch)

    def action_coders(self) -> None:
        """Choose whom to compare."""
        from coder.services.agreement import who_coded
        from coder.tui.screens.choosing_coders import ChooseCodersScreen

        workbench = self.coder_app.workbench
        if workbench is None:
            return
        known = who_coded(workbench.project, *self._target)
        if len(known) < LEAST_CODERS:
            self.tell(_("At most one coder has coded this question; there is nobody to compare."))
            return
        chosen = self.report.coders if self.report else self._coders
        self.app.push_screen(ChooseCodersScreen(known, chosen or _persons(known)), self._compare)

    def action_card(self) -> None:
        """Show what the codes in hand mean."""
        from coder.tui.screens.code_cards import CodeCardsScreen

        codes = self._codes_in_hand()
        if codes and self._codebook is not None:
            self.app.push_screen(CodeCardsScreen(self._codebook, codes))

    def action_behind(self) -> None:
        """Walk through the differences behind the line at the cursor."""
        self.query_one(Figures).action_choose()

    def action_walk(self) -> None:
        """Walk through all that is not decided."""
        undecided = [place for place, one in enumerate(self._differences) if not one.decided]
        if undecided:
            self._walk(undecided, 0)
        elif self._room is not None:
            self.tell(_("Every difference is decided."))

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - there is one group
        """The error was told."""
        self._say(_("Agreement cannot be measured now."))

    @on(Figures.Chosen)
    def _choose(self, message: Figures.Chosen) -> None:
        if self._view is AgreementView.DIFFERENCES:
            self._walk(list(range(len(self._differences))), message.line)
            return
        codes = self._codes_in_hand()
        wanted = [
            place
            for place, one in enumerate(self._differences)
            if (one.confuses(*codes) if len(codes) == PAIR else one.disputed.issuperset(codes))
        ]
        if wanted:
            self._walk(wanted, 0)
        else:
            self.tell(_("Nobody differs about this code."))

    @on(Measured)
    def _take(self, message: Measured) -> None:
        if message.asked == self.asked:
            self._room, self._differences = message.room, message.differences
            self._draw()

    @on(NotMeasured)
    def _refuse(self, message: NotMeasured) -> None:
        if message.asked == self.asked:
            self._room, self._differences = None, []
            self._say(message.why + "\n" + _("c chooses whom to compare, the model too."))

    def _codes_in_hand(self) -> list[str]:
        line, _cell = self.query_one(Figures).place
        report = self.report
        if report is None:
            return []
        if self._view is AgreementView.CODES:
            return self._line_codes[line : line + 1]
        if self._view is AgreementView.CONFUSIONS:
            return [
                code
                for one in report.confusions[line : line + 1]
                for code in (one.first, one.second)
            ]
        return [code for one in self._differences[line : line + 1] for code in sorted(one.disputed)]

    def _walk(self, places: list[int], at: int) -> None:
        from coder.tui.screens.differences import DifferencesScreen

        assert self._room is not None
        assert self._codebook is not None
        chosen = [self._differences[place] for place in places]
        screen = DifferencesScreen(self._room, chosen, self._codebook, at)

        def back(_result: None) -> None:
            for place, one in zip(places, screen.differences, strict=True):
                self._differences[place] = one
            self.changed = self.changed or screen.changed
            self._draw()

        self.app.push_screen(screen, back)

    def _compare(self, coders: tuple[str, ...] | None) -> None:
        if coders is not None:
            self._coders = coders
            self._measure()

    def _switch(self, target: Target | None) -> None:
        if target is None or target == self._target or self.coder_app.hidden(*target):
            return
        self._target, self._coders = target, ()
        self._measure()

    def _measure(self) -> None:
        from coder.services.agreement import measure_agreement
        from coder.services.codebooks import codebook_for
        from coder.services.reconciling import Reconciling

        workbench, asked = self.coder_app.workbench, self.asked
        if workbench is None:
            return
        project, name = workbench.project, workbench.coder_name
        self._room, self._differences = None, []
        self._draw()
        self._say(_("Comparing the coders…"))

        def work() -> Message:
            self._codebook = codebook_for(project, project.question(asked[0][0]))
            report = measure_agreement(project, *asked[0], asked[1])
            room = Reconciling(project, report, name)
            return Measured(asked, room, room.differences())

        self._start(work, asked)

    def _start(self, work: Callable[[], Message], asked: tuple[Target, tuple[str, ...]]) -> None:
        def guarded() -> None:
            worker = get_current_worker()
            try:
                said = work()
            except CoderError as error:
                said = NotMeasured(asked, str(error))
            if not worker.is_cancelled:
                self.post_message(said)

        self.run_worker(
            guarded, group="agreement", thread=True, exclusive=True, exit_on_error=False
        )

    def _say(self, text: str) -> None:
        self.query_one("#summary", Static).update(text)

    def _draw(self) -> None:
        workbench, report = self.coder_app.workbench, self.report
        who = ", ".join(report.coders) if report else ""
        title = heads.title(workbench, self._target, joined(_("agreement"), who))
        self.query_one("#title", TwoEnds).show(title)
        names = [views.view_name(view) for view in AgreementView]
        shown = list(AgreementView).index(self._view)
        self.query_one("#views", TwoEnds).show(heads.tabs(names, shown, gap=3))
        table = self.query_one(Figures)
        if report is None:
            self.query_one("#facts", Static).update("")
            table.show((), ())
            return
        sheet = self._sheet(report)
        self._say(sheet.summary)
        decided = sum(len(one.answer_ids) for one in self._differences if one.decided)
        self.query_one("#facts", Static).update(views.facts(report, decided))
        table.show(sheet.columns, sheet.lines, table.place)

    def _sheet(self, report: AgreementReport) -> Sheet:
        book = self._codebook
        labels = {code.id: code.label for code in book.walk()} if book else {}
        if self._view is AgreementView.DIFFERENCES:
            return views.differences_sheet(report, self._differences, labels)
        if self._view is AgreementView.CONFUSIONS:
            return views.confusions_sheet(report, labels)
        sheet, self._line_codes = views.codes_sheet(report, self._differences, self._order)
        return sheet


def _persons(known: list[WhoCoded]) -> tuple[str, ...]:
    from coder.domain.coding import FINAL_CODER, Source

    return tuple(
        one.name for one in known if one.source is Source.PERSON and one.name != FINAL_CODER
    )
