"""The quote desk: per code the candidates and what was chosen; shorten, approve, reject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from coder.domain.quotes import Quote, QuoteStatus
from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.tui import quote_wording
from coder.tui.keys import QUOTES_KEYS, bindings
from coder.tui.screens import heads
from coder.tui.screens.asking import AskScreen
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.questions import QuestionScreen, Target
from coder.tui.screens.quote_editing import QuoteEditScreen
from coder.tui.text import joined
from coder.tui.widgets.answer_list import AnswerList
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.sheet import Sheet
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.quote_desk import QuoteDesk


@dataclass
class DeskReady(Message):
    """The answers were read; it names what was asked for, so that a late one is dropped."""

    target: Target
    desk: QuoteDesk


class QuotesScreen(CoderScreen):
    """Codes at the left, the quotes of one at the right, the quote in hand below them."""

    CSS_PATH = "quotes.tcss"
    KEYS = QUOTES_KEYS
    BINDINGS = bindings(QUOTES_KEYS)

    def __init__(self, question: str, wave: str) -> None:
        super().__init__()
        self._target: Target = (question, wave)
        self._desk: QuoteDesk | None = None
        self._codes: list[str] = []
        self._code = 0  # place of the code in hand
        self._quotes: list[Quote] = []
        self._place = 0  # of the quote in hand

    def compose(self) -> ComposeResult:
        """Title, codes, quotes, the quote in hand."""
        yield TwoEnds(id="title")
        with Horizontal(id="body"):
            yield AnswerList(id="codes")
            with Vertical(id="desk"):
                yield TwoEnds(id="code")
                yield AnswerList(id="quotes")
                with VerticalScroll(id="detail", can_focus=False):
                    yield Sheet(id="detail-text")
        yield Static(_("Please make the window a little larger."), id="too-small")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Read the answers."""
        self._read()

    @property
    def quote(self) -> Quote | None:
        """The quote in hand."""
        return self._quotes[self._place] if self._quotes else None

    def action_move(self, steps: int) -> None:
        """Go up or down the quotes."""
        self._go_to(self._place + steps)

    def action_edge(self, end: int) -> None:
        """Go to the first (0) or last (1) quote."""
        self._go_to((len(self._quotes) - 1) * end)

    def action_code(self, step: int) -> None:
        """Go to the next or previous code."""
        if self._codes:
            self._show_code((self._code + step) % len(self._codes))

    def action_scroll_detail(self, lines: int) -> None:
        """Scroll the quote in hand."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)

    def action_approve(self) -> None:
        """Let the quote go to print; where the guard objects, ask for a note why."""
        quote = self.quote
        if quote is None:
            return
        if quote.status is QuoteStatus.APPROVED:
            self._go_to(self._place + 1)
        elif quote.objections:
            title = _("Why may this quote go? {why}").format(why="; ".join(quote.objections))
            ask = AskScreen(title, _("a note, kept with the quote"), quote.note)
            self.app.push_screen(ask, lambda note: self._approve(quote, note) if note else None)
        else:
            self._approve(quote, quote.note)

    def action_reject(self) -> None:
        """Keep the quote from print and go on."""
        quote, desk = self.quote, self._desk
        if quote is not None and desk is not None and quote.status is not QuoteStatus.REJECTED:
            self._done(lambda: desk.reject(quote, quote.note), _("Rejected."), go_on=True)

    def action_reopen(self) -> None:
        """Make the quote a candidate again."""
        quote, desk = self.quote, self._desk
        if quote is not None and desk is not None and quote.status is not QuoteStatus.CANDIDATE:
            self._done(lambda: desk.reopen(quote), _("A candidate again."), go_on=False)

    def action_edit(self) -> None:
        """Shorten the quote in hand."""
        quote, desk = self.quote, self._desk
        if quote is not None and desk is not None:
            self.app.push_screen(QuoteEditScreen(desk, quote), self._rewrite)

    def action_undo(self) -> None:
        """Take back the last decision."""
        self._travel(redo=False)

    def action_redo(self) -> None:
        """Decide again what was undone."""
        self._travel(redo=True)

    def action_questions(self) -> None:
        """Show another question or wave."""
        self.app.push_screen(QuestionScreen(self._target), self._switch)

    def on_screen_resume(self) -> None:
        """Back from another screen: lists may have another width."""
        self._draw()

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - the base class's signature
        """The error was told; nothing comes any more."""
        self._say_code(_("These quotes cannot be had now."))

    @on(DeskReady)
    def _take(self, message: DeskReady) -> None:
        if message.target != self._target:
            return
        self._desk = message.desk
        self._codes = [line.code for line in message.desk.codes()]
        if self._codes:
            self._show_code(0)
        else:
            self._draw()
            self._say_code(_("No answer is coded yet; code some first."))

    @on(AnswerList.Picked)
    def _pick(self, message: AnswerList.Picked) -> None:
        if message.control.id == "codes":
            self._show_code(message.position)
        else:
            self._go_to(message.position)

    def _approve(self, quote: Quote, note: str) -> None:
        desk = self._desk
        if desk is not None:
            self._done(
                lambda: desk.approve(quote, quote.text, note),
                _("Approved: it may be printed."),
                go_on=True,
            )

    def _rewrite(self, text: str | None) -> None:
        quote, desk = self.quote, self._desk
        if text is not None and quote is not None and desk is not None and text != quote.text:
            said = _("Kept; it must still be approved.")
            self._done(lambda: desk.rewrite(quote, text), said, go_on=False)

    def _done(self, decide: Callable[[], Quote], said: str, *, go_on: bool) -> None:
        """Store a decision, show it, and go on to the next quote."""
        try:
            decided = decide()
        except CoderError as error:
            self.tell_error(error)
            return
        self._quotes[self._place] = decided
        self._refresh_objections()
        if go_on:
            self._place = min(self._place + 1, len(self._quotes) - 1)
        self._draw()
        self.tell(said)

    def _refresh_objections(self) -> None:
        """A decision on one quote changes what links it with the others."""
        if self._desk is not None:
            self._quotes = [self._desk.quote(quote.answer_id, quote.code) for quote in self._quotes]

    def _travel(self, *, redo: bool) -> None:
        desk = self._desk
        if desk is None:
            return
        try:
            touched = desk.redo() if redo else desk.undo()
        except CoderError as error:
            self.tell_error(error)
            return
        if touched is None:
            self.tell(_("Nothing to redo.") if redo else _("Nothing to undo."))
            return
        answer, code = touched
        if code in self._codes and code != self._codes[self._code]:
            self._show_code(self._codes.index(code))
        else:
            self._refresh_objections()
        places = [place for place, one in enumerate(self._quotes) if one.answer_id == answer]
        self._place = places[0] if places else self._place
        self._draw()
        self.tell(_("Done again.") if redo else _("Taken back."))

    def _go_to(self, place: int) -> None:
        self._place = max(0, min(place, len(self._quotes) - 1))
        self._draw_quote()

    def _show_code(self, place: int) -> None:
        if self._desk is None:
            return
        self._code, self._place = place, 0
        self._quotes = self._desk.quotes(self._codes[place])
        self._draw()

    def _draw(self) -> None:
        """Codes, quotes and the quote in hand."""
        title = heads.title(self.coder_app.workbench, self._target, _("quotes"))
        self.query_one("#title", TwoEnds).show(title, self._summary())
        desk = self._desk
        if desk is None or not self._codes:
            return
        lines = desk.codes()
        self.query_one("#codes", AnswerList).show(
            len(lines), lambda place: quote_wording.code_line(lines[place]), self._code
        )
        line = lines[self._code]
        place = _("code {place} of {count}").format(place=self._code + 1, count=len(lines))
        self.query_one("#code", TwoEnds).show(
            Content.styled(line.label, "bold $primary"),
            Content.styled(joined(quote_wording.code_line(line).codes, place), "$quiet"),
        )
        self.query_one("#quotes", AnswerList).show(
            len(self._quotes), lambda at: quote_wording.quote_line(self._quotes[at]), self._place
        )
        self._draw_quote()

    def _draw_quote(self) -> None:
        self.query_one("#quotes", AnswerList).point(self._place)
        quote = self.quote
        nothing = Content.styled(_("No answer of this code makes a quote."), "$quiet")
        sheet = self.query_one("#detail-text", Sheet)
        sheet.put(quote_wording.detail(quote) if quote else nothing)
        self.query_one("#detail").scroll_home(animate=False)

    def _summary(self) -> Content:
        if self._desk is None:
            return Content()
        count = len(self._desk.approved())
        text = ngettext("{count} approved", "{count} approved", count).format(count=count)
        return Content.styled(text, "$quiet")

    def _say_code(self, text: str) -> None:
        self.query_one("#code", TwoEnds).show(Content.styled(text, "$quiet"))

    def _switch(self, target: Target | None) -> None:
        if target is not None and target != self._target:
            self._target = target
            self._read()

    def _read(self) -> None:
        workbench, target = self.coder_app.workbench, self._target
        if workbench is None:
            return
        self._desk, self._codes, self._quotes = None, [], []
        self._draw()
        self.query_one("#codes", AnswerList).show(0, lambda _place: quote_wording.EMPTY, 0)
        self.query_one("#quotes", AnswerList).show(0, lambda _place: quote_wording.EMPTY, 0)
        self.query_one("#detail-text", Sheet).put(Content())
        self._say_code(_("Reading the answers…"))

        def work() -> None:
            worker = get_current_worker()
            desk = workbench.quote_desk(*target)
            desk.prepare()
            if not worker.is_cancelled:
                self.post_message(DeskReady(target, desk))

        self.run_worker(work, group="quotes", thread=True, exclusive=True, exit_on_error=False)
