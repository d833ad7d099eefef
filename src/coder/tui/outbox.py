"""Decisions on their way to the disk; what could not be stored waits here, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.domain.coding import Marks
from coder.domain.filters import Row
from coder.errors import ChangedElsewhereError, CoderError

if TYPE_CHECKING:
    from coder.services.coding import CodingSession


class Deed(StrEnum):
    """What a coder can do to an answer."""

    TOGGLE = "toggle"
    ACCEPT = "accept"
    CONFIRM = "confirm"
    REPEAT = "repeat"  # the codes of the answer before
    ASIDE = "aside"
    STAR = "star"


CONFIRMS = (Deed.ACCEPT, Deed.CONFIRM, Deed.REPEAT)


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision that the coder made on the row `index`.

    `score` of the suggestion taken, 0-1; `codes` those that are repeated.
    """

    index: int
    deed: Deed
    code: str = ""
    score: float | None = None
    codes: frozenset[str] = frozenset()


class Outbox:
    """Stores wishes at once; keeps them when the project cannot be written to.

    A later wish never overtakes an earlier one, so that storing again gives what was meant.
    """

    def __init__(self, session: CodingSession) -> None:
        self._session = session
        self._waiting: list[Wish] = []
        self.trouble: CoderError | None = None  # why the oldest wish still waits

    @property
    def waiting(self) -> tuple[Wish, ...]:
        """What is not stored yet, oldest first."""
        return tuple(self._waiting)

    def put(self, wish: Wish) -> None:
        """Store a wish, after those that still wait.

        Raises:
            CoderError: It could not be stored; it waits, and nothing is lost.
        """
        self._waiting.append(wish)
        self.store()

    def store(self) -> int:
        """Store what waits; the number of wishes stored. Raises as `put` does."""
        stored = 0
        while self._waiting:
            try:
                self._do(self._waiting[0])
            except ChangedElsewhereError:  # what was meant is not sure any more
                self._waiting.pop(0)
                raise
            except CoderError as error:
                self.trouble = error
                raise
            self._waiting.pop(0)
            stored += 1
        self.trouble = None
        return stored

    def drop_last(self) -> Wish | None:
        """Forget the latest wish that waits (an undo of what never was stored)."""
        return self._waiting.pop() if self._waiting else None

    def holds(self, index: int) -> bool:
        """Does something wait on this row?"""
        return any(wish.index == index for wish in self._waiting)

    def marks(self, index: int) -> Marks:
        """The row's marks as the coder wants them, stored or not."""
        marks = self._session.unit(index).marks
        chosen = self._session.chosen(index)
        for wish in self._waiting:
            if wish.index == index:
                marks = self._after(marks, wish, chosen)
                chosen = chosen if wish.deed in (Deed.ASIDE, Deed.STAR) else marks.codes
        return marks

    def _after(self, marks: Marks, wish: Wish, chosen: frozenset[str]) -> Marks:
        codes = marks.codes
        if wish.deed is Deed.TOGGLE:
            codes = self._session.codebook.toggled(chosen, wish.code)
        elif wish.deed is Deed.ACCEPT:
            codes = self._session.codebook.with_code(chosen, wish.code)
        elif wish.deed is Deed.REPEAT:
            codes = wish.codes
        later = not marks.later if wish.deed is Deed.ASIDE else marks.later
        star = not marks.star if wish.deed is Deed.STAR else marks.star
        return Marks(codes, wish.deed in CONFIRMS, later, star)

    def _do(self, wish: Wish) -> None:
        session = self._session
        with_code: dict[Deed, Callable[[int, str, float | None], Row]] = {
            Deed.TOGGLE: session.toggle,
            Deed.ACCEPT: session.accept,
        }
        plain: dict[Deed, Callable[[int], Row]] = {
            Deed.CONFIRM: session.confirm,
            Deed.ASIDE: session.set_aside,
            Deed.STAR: session.toggle_star,
        }
        if wish.deed is Deed.REPEAT:
            session.repeat(wish.index, wish.codes)
        elif wish.deed in with_code:
            with_code[wish.deed](wish.index, wish.code, wish.score)
        else:
            plain[wish.deed](wish.index)
