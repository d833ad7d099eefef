"""The answers on which coders differ, one by one: what each gave, which codes count, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coder.domain.codebook import Codebook
from coder.errors import CoderError
from coder.i18n import _
from coder.tui import difference_wording as wording
from coder.tui.keys import DIFFERENCES_KEYS, bindings
from coder.tui.screens import heads
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.reason import ReasonScreen
from coder.tui.text import joined
from coder.tui.widgets.answer_list import AnswerList
from coder.tui.widgets.code_card import CodeCard
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.sheet import Sheet
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.reconciling import Difference, Reconciling

Codes = frozenset[str]


class DifferencesScreen(CoderScreen):
    """A walk through differences; each decision is stored before the next shows.

    Attributes:
        differences: As they stand now, in the order in which they were given.
        changed: Was anything decided here?
    """

    CSS_PATH = "differences.tcss"
    KEYS = DIFFERENCES_KEYS
    BINDINGS = bindings(DIFFERENCES_KEYS)

    def __init__(
        self, room: Reconciling, differences: Sequence[Difference], codebook: Codebook, at: int = 0
    ) -> None:
        super().__init__()
        self._room, self._codebook = room, codebook
        self._labels = {code.id: code.label for code in codebook.walk()}
        self.differences = list(differences)
        self._place = at
        self._own: Codes | None = None  # the codes put together here for the answer in hand
        self._card = 0
        self.changed = False

    def compose(self) -> ComposeResult:
        """Title, the list, the answer in hand, the card of a code in dispute."""
        yield TwoEnds(id="title")
        yield AnswerList(id="list")
        with Horizontal(id="body"):
            with VerticalScroll(id="detail", can_focus=False):
                yield Sheet(id="detail-text")
            with Vertical(id="cards"):
                yield TwoEnds(id="card-place")
                yield CodeCard(id="card")
        yield Static(_("Please make the window a little larger."), id="too-small")
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Show the list."""
        self._draw()

    @property
    def difference(self) -> Difference:
        """The one in hand."""
        return self.differences[self._place]

    def action_move(self, steps: int) -> None:
        """Go up or down the list."""
        self._go_to(self._place + steps)

    def action_edge(self, end: int) -> None:
        """Go to the first (0) or last (1)."""
        self._go_to((len(self.differences) - 1) * end)

    def action_undecided(self, step: int) -> None:
        """Go to the next or previous undecided one."""
        count = len(self.differences)
        for away in range(1, count + 1):
            place = (self._place + step * away) % count
            if not self.differences[place].decided:
                self._go_to(place)
                return
        self.tell(_("Every difference here is decided."))

    def action_take(self, number: int) -> None:
        """Decide as the coder with this number, from 1."""
        coders = self._room.report.coders
        if number > len(coders):
            return
        codes = self.difference.codes[number - 1]
        if codes is None:
            self.tell(_("{name} did not code this answer.").format(name=coders[number - 1]))
        else:
            self._ask_why(codes)

    def action_take_all(self) -> None:
        """Decide for the codes of all together, where they can stand together."""
        given = [codes for codes in self.difference.codes if codes is not None]
        wanted: Codes = frozenset().union(*given)
        if self._can_stand(wanted):
            self._ask_why(wanted)
        else:
            self.tell(_("These codes cannot stand together on one answer; / chooses."))

    def action_take_none(self) -> None:
        """Decide that no code applies."""
        self._ask_why(frozenset())

    def action_decide(self) -> None:
        """Decide for the own choice; without one go to the next undecided."""
        if self._own is None:
            self.action_undecided(1)
        else:
            self._ask_why(self._own)

    def action_find_code(self) -> None:
        """Put any code in the own choice, or take it out."""
        from coder.tui.screens.finding import FindCodeScreen

        chosen = self._choice()

        def found(code: str | None) -> None:
            if code is not None:
                self._own = self._codebook.toggled(chosen, code)
                self._draw_detail()

        self.app.push_screen(FindCodeScreen(self._codebook, chosen), found)

    def action_card(self, step: int) -> None:
        """Show the card of the next code in dispute."""
        if not self.has_class("-wide") and not self.has_class("-card"):
            self.add_class("-card")
        elif self._card + step >= len(self._disputed()) and not self.has_class("-wide"):
            self.remove_class("-card")
            self._card = 0
        else:
            self._card += step
        self._draw_card()

    def action_reopen(self) -> None:
        """Take back the decision on the answer in hand."""
        if self.difference.final is None:
            self.tell(_("Nothing was decided on this answer."))
        else:
            self._store(lambda: self._room.reopen(self.difference), _("Open again."))

    def action_undo(self) -> None:
        """Take back the decision made last."""
        self._travel(redo=False)

    def action_redo(self) -> None:
        """Decide again what was taken back."""
        self._travel(redo=True)

    def action_scroll_detail(self, lines: int) -> None:
        """Scroll a long answer."""
        self.query_one("#detail").scroll_relative(y=lines, animate=False)

    def on_answer_list_picked(self, message: AnswerList.Picked) -> None:
        """Go to the line that was clicked."""
        self._go_to(message.position)

    def on_screen_resume(self) -> None:
        """Back from a dialog, or the window changed."""
        self._draw()

    def on_resize(self) -> None:
        """More or less fits."""
        self.call_after_refresh(self._draw)

    def _choice(self) -> Codes:
        """The codes that / starts from: the own choice, what was decided, what all agree on."""
        if self._own is not None:
            return self._own
        if self.difference.final is not None:
            return self.difference.final.codes
        given = [codes for codes in self.difference.codes if codes is not None]
        return frozenset.intersection(*given)

    def _can_stand(self, codes: Codes) -> bool:
        built: Codes = frozenset()
        for code in sorted(codes):
            if code not in self._labels:
                return False
            built = self._codebook.with_code(built, code)
        return built == codes

    def _ask_why(self, codes: Codes) -> None:
        names = wording.named(codes, self._labels)
        before = self._room.reason(self.difference).partition(": ")[2]

        def answered(reason: str | None) -> None:
            if reason is not None:
                difference = self.difference
                self._store(
                    lambda: self._room.decide(difference, codes, reason),
                    _("Decided: {codes}.").format(codes=names),
                    go_on=True,
                )

        self.app.push_screen(ReasonScreen(names, before), answered)

    def _store(self, decide: Callable[[], Difference], said: str, *, go_on: bool = False) -> None:
        try:
            decided = decide()
        except CoderError as error:
            self.tell_error(error)
            return
        self.changed = True
        self.differences[self._place] = decided
        self._own = None
        self._draw()
        self.tell(said)
        if go_on and any(not one.decided for one in self.differences):
            self.action_undecided(1)
        elif go_on:
            self.tell(joined(said, _("Every difference here is decided.")))

    def _travel(self, *, redo: bool) -> None:
        try:
            done = self._room.redo() if redo else self._room.undo()
        except CoderError as error:
            self.tell_error(error)
            return
        if done is None:
            self.tell(_("Nothing to redo.") if redo else _("Nothing to undo."))
            return
        self.changed = True
        fresh = [self._room.now(one) for one in self.differences]
        places = [p for p, one in enumerate(fresh) if one != self.differences[p]]
        self.differences, self._own = fresh, None
        self._place = places[0] if places else self._place
        self._draw()
        self.tell(_("Done again.") if redo else _("Taken back."))

    def _go_to(self, place: int) -> None:
        self._place = max(0, min(place, len(self.differences) - 1))
        self._own, self._card = None, 0
        self.query_one("#list", AnswerList).point(self._place)
        self._draw_detail()

    def _draw(self) -> None:
        target = self._room.report.question, self._room.report.wave
        title = heads.title(self.coder_app.workbench, target, _("differences"))
        left = sum(1 for one in self.differences if not one.decided)
        says = _("{n} not decided").format(n=left)
        self.query_one("#title", TwoEnds).show(title, Content.styled(says, "$quiet"))
        self.query_one("#list", AnswerList).show(
            len(self.differences),
            lambda place: wording.line(self.differences[place], self._labels),
            self._place,
        )
        self._draw_detail()

    def _draw_detail(self) -> None:
        content = wording.detail(
            self.difference,
            self._room.report.coders,
            self._labels,
            self._room.reason(self.difference) if self.difference.final else "",
            self._own,
        )
        self.query_one("#detail-text", Sheet).put(content)
        self.query_one("#detail").scroll_home(animate=False)
        self._draw_card()

    def _disputed(self) -> list[str]:
        disputed = self.difference.disputed
        return [code for code in self._labels if code in disputed]

    def _draw_card(self) -> None:
        codes = self._disputed()
        code = codes[self._card % len(codes)] if codes else None
        found = self._codebook.find(code) if code else None
        place = _("card {place} of {count}") if len(codes) > 1 else ""
        text = place.format(place=self._card % max(1, len(codes)) + 1, count=len(codes))
        self.query_one("#card-place", TwoEnds).show(Content.styled(text, "$quiet"))
        self.query_one("#card", CodeCard).show(self._codebook, found, ())
