"""How the coding screen looks: every part drawn from the desk and the suggestions in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from coder.domain.answers import AnswerId
from coder.domain.filters import Row
from coder.domain.suggestions import Suggestion
from coder.i18n import _
from coder.tui import wording
from coder.tui.desk import Desk
from coder.tui.desk_values import DeskValues
from coder.tui.keys import CODING_KEYS, bindings
from coder.tui.letters import Letters
from coder.tui.ranker import Ranker
from coder.tui.screens.base import CoderScreen
from coder.tui.signs import ALIKE, UNSTORED
from coder.tui.text import bar, joined
from coder.tui.widgets.answer_list import AnswerList
from coder.tui.widgets.answer_view import AnswerView
from coder.tui.widgets.code_card import CodeCard
from coder.tui.widgets.facts import Background, ChosenCodes
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.letter_line import LetterLine
from coder.tui.widgets.sheet import Sheet
from coder.tui.widgets.suggestions import SuggestionPanel
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.coding import CodingSession
    from coder.services.late import Suggests

MOST_SUGGESTIONS = 9  # as many as there are digits
MOST_RESPONDENTS = 30  # of identical answers whose givers are named; 1,800 would fill the screen
LEAST_LINES = 10  # for an answer that has suggestions beside it
BAR_WIDE, BAR_NARROW = 24, 10  # cells of the progress bar


class CodingView(CoderScreen):
    """The parts of the coding screen and how each is drawn; keys are in `CodingScreen`.

    Attributes:
        desk: The list, the row in hand, the decisions.
        values: What the widgets show of the desk.
        ranker: Where suggestions come from.
        suggestions: Those of the row in hand as first shown; None while they are awaited. A new
            model changes them from the next row on, never under the coder's eyes.
        highlighted: Index of the suggestion whose card shows.
    """

    CSS_PATH = "coding.tcss"
    KEYS = CODING_KEYS
    BINDINGS = bindings(CODING_KEYS)

    def __init__(
        self, session: CodingSession, service: Suggests, start_at: AnswerId | None = None
    ) -> None:
        super().__init__()
        self.start_at = start_at  # None: the first that wants a decision
        self.session = session
        self._service = service
        self.suggestions: Sequence[Suggestion] | None = None
        self.highlighted = 0
        self._reading = ""  # what is being read before suggestions can come

    def compose(self) -> ComposeResult:
        """List, answer, suggestions and card, between title and key line."""
        yield TwoEnds(id="title")
        yield TwoEnds(id="progress")
        yield Sheet(id="banner")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield TwoEnds(id="list-title")
                yield AnswerList(id="list")
            with Container(id="work"):
                with Vertical(id="reading"):
                    yield TwoEnds(id="place")
                    yield AnswerView()
                    with Vertical(id="facts"):
                        yield ChosenCodes(id="chosen")
                        yield Background(id="background")
                with Vertical(id="side"):
                    yield TwoEnds(id="suggestions-title")
                    yield SuggestionPanel(id="suggestions")
                    yield LetterLine(id="letters")
                    yield CodeCard(id="card")
        yield Static(_("Please make the window a little larger."), id="too-small")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Lay the first undecided answer on the desk; suggestions follow."""
        app = self.coder_app
        self.desk = Desk(self.session, app.clock)
        self.values = DeskValues(self.desk)
        self.ranker = Ranker(self, self._service, app.settings.retrain_after)
        self.letters, self.pace_shows = self.read_letters(), app.settings.pace
        self.draw_title()
        self.draw_list()
        self.draw_progress()
        self.lay_on_desk()
        if self.start_at is not None and self.session.has(self.start_at):
            self.go_to_answer(self.start_at)
        self.call_after_refresh(self.ranker.prepare)  # first the picture

    def on_resize(self) -> None:
        """Other room, other layout."""
        self.call_after_refresh(self._make_room)
        self.call_after_refresh(self.draw_row)
        self.call_after_refresh(self.draw_progress)

    def _make_room(self) -> None:
        """Give answer and suggestions the same height side by side, so that one line runs below."""
        most = min(MOST_SUGGESTIONS, len(self.session.codebook.codable))
        roomy = self.has_class("-tall")
        self.query_one(SuggestionPanel).make_room(most, roomy=roomy)
        beside = roomy and self.has_class("-wide")
        self.query_one(AnswerView).styles.height = max(LEAST_LINES, most * 2) if beside else None
        self.query_one(SuggestionPanel).styles.min_height = LEAST_LINES if beside else None

    @property
    def choices(self) -> Sequence[Suggestion]:
        """The suggestions on screen."""
        return self.suggestions or ()

    def lay_on_desk(self) -> None:
        """Show the row in hand and ask for its suggestions, and those of the next."""
        index, self.highlighted = self.desk.index, 0
        self.tell("")
        self.suggestions = None if index is None else self.ranker.get(index)
        self.query_one(AnswerView).to_top()
        self.draw_row()
        self.look_ahead()

    def look_ahead(self) -> None:
        """Ask for suggestions of the row in hand, the one that Enter will show, the one below."""
        desk = self.desk
        if desk.index is None:
            return
        place = desk.undecided_from(desk.position + 1)
        after = [] if place is None else [desk.shown[place]]
        self.ranker.want(desk.index, *after, *desk.shown[desk.position + 1 : desk.position + 2])

    def draw_title(self) -> None:
        """Which project and question, and who codes."""
        session = self.session
        project = self.coder_app.workbench.project_name if self.coder_app.workbench else ""
        left = Content.assemble(
            (project, "bold $primary"),
            ("  ", ""),
            (joined(session.question.key, session.wave), "bold"),
            ("  ", ""),
            (session.codebook.question or session.question.text, "$quiet"),
        )
        right = Content.styled(session.coder.name, "$quiet")
        if session.blind:
            right = Content.assemble((_("blind sample") + "  ", "bold $accent"), right)
        self.query_one("#title", TwoEnds).show(left, right)

    def draw_progress(self) -> None:
        """How far, how fast, what is left; which model; what is not stored."""
        wide = self.has_class("-wide")
        so_far = self.session.progress()
        seconds = self.desk.pace.seconds if self.pace_shows else None
        left = so_far.groups - so_far.coded_groups
        full, rest = bar(wording.share(so_far), BAR_WIDE if wide else BAR_NARROW)
        say = wording.progress_long if wide else wording.progress_short
        text = Content.assemble(
            (full, "$primary"), (rest, "$line"), "  ", say(so_far, seconds, left)
        )
        model = Content.styled(
            wording.model_name(self.ranker.learned_from, self.ranker.model), "$quiet"
        )
        others = Content.styled(self.others_line(wide=wide), "$accent")
        if others:  # where there is little room they go before the model
            model = Content.assemble(others, "   ", model) if wide else others
        self.query_one("#progress", TwoEnds).show(text, model)
        self._draw_banner()

    def others_line(self, *, wide: bool) -> str:  # noqa: ARG002 - said further up
        """Who else codes this question, and how far; "" when nobody does."""
        return ""

    def draw_list(self) -> None:
        """The list as filtered and ordered."""
        desk = self.desk
        chosen = self.values.label(desk.filter.code) if desk.filter.code else ""
        title = wording.list_title(len(desk.shown), desk.filter, desk.order, chosen)
        if desk.asides:
            title = wording.asides_title(len(desk.shown))
        self.query_one("#list-title", TwoEnds).show(Content.styled(title, "$quiet"))
        self.query_one(AnswerList).show(len(desk.shown), self.values.line, desk.position)

    def draw_row(self) -> None:
        """The row in hand: answer, codes, background, suggestions, card."""
        self.query_one(AnswerList).point(self.desk.position)
        row, index = self.desk.row, self.desk.index
        self.set_class(row is None, "-empty")
        if row is None or index is None:
            self._draw_place(Content.styled(_("No answer passes this filter."), "$quiet"))
            self.query_one(AnswerView).show("", (), ())
            self._draw_suggestions()
            return
        self._draw_place(self._place(), _group_badge(row, len(self.session.units.members(index))))
        spans = self.values.spans(self.choices, self._in_sight)
        parts = [part for found in self.values.parts(row).values() for part in found]
        self.query_one(AnswerView).show(row.group.text, *spans, parts)
        tall = self.has_class("-tall")
        self.query_one(ChosenCodes).show(
            self.values.chosen(row, index, brief=not tall), stacked=tall
        )
        background = self.session.background(index)
        respondents = self.session.respondents(index, MOST_RESPONDENTS)
        self.query_one(Background).show(respondents, row.group.size, background)
        self._draw_suggestions()

    def draw_letters(self) -> None:
        """Letters that stand for codes; with one line of room those that show nowhere else."""
        roomy = self.has_class("-tall") and self.has_class("-wide")
        beside = frozenset() if roomy else {choice.code for choice in self.choices}
        letters = self.letters.shown
        shown = [
            (letter, self.values.label(code)) for letter, code in letters if code not in beside
        ]
        self.query_one(LetterLine).show(shown, none_yet=not letters)

    def read_letters(self) -> Letters:
        """The letters of this question."""
        raise NotImplementedError

    def go_to_answer(self, answer_id: int) -> None:
        """Lay an answer on the desk, also one that the filter hides."""
        raise NotImplementedError

    def toggle(self, code: str, score: float | None = None) -> None:
        """Put a code on the answer in hand, or take it off."""
        raise NotImplementedError

    def action_pace(self) -> None:
        """Show or hide the time that answers take."""
        self.pace_shows = not self.pace_shows
        self.draw_progress()

    def _draw_banner(self) -> None:
        waiting = self.desk.outbox.waiting
        self.set_class(bool(waiting), "-unstored")
        message = wording.unstored(len(waiting), self.desk.outbox.trouble)
        self.query_one("#banner", Sheet).put(Content(f" {UNSTORED} {message}"))

    def _draw_place(self, left: Content, right: Content | None = None) -> None:
        self.query_one("#place", TwoEnds).show(left, right)

    def _place(self) -> Content:
        place = _("answer {place} of {count}").format(
            place=self.desk.position + 1, count=len(self.desk.shown)
        )
        before = ", ".join(self.values.label(code) for code in sorted(self.desk.last_codes))
        if before:
            before = _("before (.): {codes}").format(codes=before)
        return Content.styled(joined(place, before), "$quiet")

    def _draw_suggestions(self) -> None:
        panel = self.query_one(SuggestionPanel)
        choices = [
            self.values.choice(suggestion, self.letters.letter(suggestion.code))
            for suggestion in self.choices
        ]
        panel.show(choices, self.highlighted, self._reading)
        self.draw_letters()
        title = Content.styled(_("Suggestions"), "bold $quiet")
        self.query_one("#suggestions-title", TwoEnds).show(title)
        self._draw_card()

    def _draw_card(self) -> None:
        card, here = self.query_one(CodeCard), self._in_sight
        code = self.values.codes.get(here.code) if here else None
        given = here.reasons if here else ()
        memos = self.values.said(self.session.memos.on_code(here.code)) if here else ()
        if not (self.has_class("-tall") or self.has_class("-wide")):
            why = wording.reasons(given, self.values.text) if here else ""
            card.show_briefly(code, why, memos)
        else:
            card.show(self.session.codebook, code, wording.rules(given), memos)

    @property
    def _in_sight(self) -> Suggestion | None:
        """The suggestion whose card shows."""
        return self.choices[self.highlighted] if self.choices else None


def _group_badge(row: Row, spellings: int) -> Content | None:
    """How many answers the line stands for, and in how many spellings."""
    if row.group.size == 1:
        return None
    if spellings > 1:
        text = _("{count} answers in {spellings} spellings (v)").format(
            count=f"{ALIKE}{row.group.size}", spellings=spellings
        )
        return Content.styled(text, "bold $accent")
    text = _("×{count} identical answers").format(count=row.group.size)
    return Content.styled(text, "bold $accent")
