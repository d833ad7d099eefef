"""Where the coder is in the list of answers, and what a key does to the answer on the desk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from coder.domain.coding import Marks, Source
from coder.domain.filters import Filter, Order, Row, Status
from coder.domain.queries import asks_for_review
from coder.domain.queues import Queue
from coder.tui.outbox import CONFIRMS, Deed, Outbox, Wish
from coder.tui.pace import Clock, Pace

if TYPE_CHECKING:
    from coder.services.coding import CodingSession, Step

WANTED = (Status.OPEN, Status.MACHINE)  # a machine's proposal still wants a person


class Desk:
    """The list as filtered and ordered, the row in hand, and the decisions made.

    The list is arranged anew only when filter or order change: a row that was just coded stays
    where it is, so that nothing jumps under the coder's eyes.

    Attributes:
        shown: Row indexes in the order of the list.
        position: Place of the row in hand in `shown`; 0 when the list is empty.
        asides: Does the list show only what is set aside?
        last_codes: Those of the answer that was confirmed last.
    """

    def __init__(self, session: CodingSession, clock: Clock = time.monotonic) -> None:
        self.session = session
        self.outbox = Outbox(session)
        self.pace = Pace(clock)
        self.filter = Filter()
        self.order: Order | Queue = Order.ARRIVAL
        self._queue: Sequence[int] = ()
        self.asides = False
        self.last_codes: frozenset[str] = frozenset()
        self.shown = session.arranged(self.filter, self.order)
        self.position = 0
        self._go_to_first_undecided()

    @property
    def index(self) -> int | None:
        """The row in hand; None when the list is empty."""
        return self.shown[self.position] if self.shown else None

    @property
    def row(self) -> Row | None:
        """The row in hand as stored."""
        return None if self.index is None else self.session.unit(self.index)

    @property
    def marks(self) -> Marks:
        """The marks of the row in hand as wanted, stored or not."""
        return Marks() if self.index is None else self.outbox.marks(self.index)

    def move(self, steps: int) -> bool:
        """Go up (negative) or down the list, not past its ends; did it move?"""
        return self.move_to(self.position + steps)

    def move_to(self, position: int) -> bool:
        """Go to a place in the list, the nearest there is; did it move?"""
        wanted = max(0, min(len(self.shown) - 1, position))
        if wanted == self.position:
            return False
        self.position = wanted
        self.session.leave()
        self.pace.arrive()
        return True

    def go_to_row(self, index: int) -> bool:
        """Go to a row when the list shows it; is it there?"""
        place = self._place(self.session.units.leader(index))
        if place is None:
            return False
        self.move_to(place)
        return True

    def undecided_from(self, position: int, step: int = 1) -> int | None:
        """The nearest place from `position` on that wants a decision, round the end of the list.

        Rows set aside come only when nothing else is left; None when all is decided.
        """
        if self.asides:
            return self._first(position, step, lambda row: row.marks.later)
        if asks_for_review(self.filter.query):
            return self._first_to_review(position, step)
        found = self._first(position, step, lambda row: row.status in WANTED)
        if found is None:
            found = self._first(position, step, lambda row: row.status is Status.LATER)
        return found

    def next_undecided(self, step: int = 1) -> bool:
        """Go to the next (or with -1 previous) row that wants a decision; False: none but this."""
        place = self.undecided_from(self.position + step, step) if self.shown else None
        return place is not None and self.move_to(place)

    def read_in(self, order: Queue, queue: Sequence[int]) -> None:
        """Read in this order (all rows in it) from the first that wants a decision."""
        self.order, self._queue, self.asides = order, queue, False
        self.shown = self.session.arranged(self.filter, order, queue)
        self.session.leave()
        self._go_to_first_undecided()

    def renew(self, queue: Sequence[int]) -> None:
        """What comes later in another order; what was read, and the next to read, stay in place."""
        self._queue = queue
        if self.asides:
            return
        after = self.undecided_from(self.position + 1) if self.shown else None
        kept = self.shown[: max(self.position, after or 0) + 1]
        later = self.session.arranged(self.filter, self.order, queue)
        here = set(kept)
        self.shown = kept + [index for index in later if index not in here]

    def arrange(self, chosen: Filter | None = None, order: Order | None = None) -> None:
        """Filter or order the list anew; the row in hand stays in hand when it still shows."""
        held = self.index
        self.asides = False
        self.filter = self.filter if chosen is None else chosen
        self.order = self.order if order is None else order
        self.shown = (
            self.session.arranged(self.filter, self.order, self._queue)
            if isinstance(self.order, Queue)
            else self.session.arranged(self.filter, self.order)
        )
        place = self._place(held)
        self.position = place or 0
        if place is None:
            self.session.leave()
            self._go_to_first_undecided()

    def take_together(self, groups: Iterable[Sequence[int]]) -> None:
        """Show these rows as one line each; the row in hand and the order of the list stay."""
        session, held = self.session, self.index
        members = [one for index in self.shown for one in session.units.members(index)]
        session.take_together(groups)
        self.shown = session.units.led(members)
        if held is not None:
            self.position = self.shown.index(session.units.leader(held))

    def do(self, deed: Deed, code: str = "", score: float | None = None) -> None:
        """Do something to the row in hand, stored before this returns.

        `score` 0-1 is that of the suggestion that is taken.

        Raises:
            CoderError: It could not be stored; it waits in the outbox.
        """
        if self.index is None:
            return
        repeated = self.last_codes if deed is Deed.REPEAT else frozenset()
        try:
            self.outbox.put(Wish(self.index, deed, code, score, repeated))
        finally:  # what waits to be stored was decided on too
            if deed in CONFIRMS:
                self.pace.confirm()
                self.last_codes = self.marks.codes or self.last_codes

    def show_asides(self) -> bool:
        """List only what is set aside, coded answers too; False: nothing is, all stays."""
        aside = [index for index, row in enumerate(self.session.rows) if row.marks.later]
        aside = self.session.units.led(aside)
        if not aside:
            return False
        self.asides, self.filter = True, Filter()
        self.shown, self.position = aside, 0
        self.session.leave()
        self.pace.arrive()
        return True

    @property
    def chosen(self) -> frozenset[str]:
        """The codes of the row in hand that a person chose, as stored."""
        return frozenset() if self.index is None else self.session.chosen(self.index)

    @property
    def to_confirm(self) -> bool:
        """Would confirming store something: codes of a machine, or codes not confirmed yet?"""
        row, marks = self.row, self.marks
        if row is None or not marks.codes:
            return False
        confirmed = row.source is Source.PERSON and marks.done
        return not confirmed or bool(self.session.reviews.of(self.shown[self.position]))

    @property
    def nothing_chosen(self) -> bool:
        """Does the row in hand have no codes, and did nobody say that none applies?"""
        return not self.marks.codes and not self.marks.done

    def go_after(self, step: Step) -> None:
        """Go to what an undo or redo changed, when the list shows it and it is not in hand."""
        if not step.rows or self.index in step.rows:
            return
        shown = set(self.shown)
        leaders = map(self.session.units.leader, step.rows)
        place = next((leader for leader in leaders if leader in shown), None)
        if place is not None:
            self.go_to_row(place)

    def left(self) -> int:
        """Groups that still want a person's decision, those set aside included."""
        progress = self.session.progress()
        return progress.groups - progress.coded_groups

    def _place(self, index: int | None) -> int | None:
        """Where the list has a row; looks once through it."""
        try:
            return None if index is None else self.shown.index(index)
        except ValueError:
            return None

    def _go_to_first_undecided(self) -> None:
        place = self.undecided_from(0) if self.shown else None
        self.position = place or 0

    def _first(self, position: int, step: int, wanted: Callable[[Row], bool]) -> int | None:
        unit, shown, count = self.session.unit, self.shown, len(self.shown)
        start = position % max(count, 1)
        if step > 0:
            places = chain(range(start, count), range(start))
        else:
            places = chain(range(start, -1, -1), range(count - 1, start, -1))
        return next((place for place in places if wanted(unit(shown[place]))), None)

    def _first_to_review(self, position: int, step: int) -> int | None:
        reviews, shown = self.session.reviews, self.shown
        places = ((position + step * steps) % len(shown) for steps in range(len(shown)))
        return next((place for place in places if reviews.of(shown[place])), None)
