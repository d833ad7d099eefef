"""What takes longer than a key may: done in a thread, under a sheet that says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from coder.tui.screens.coding_view import CodingView
from coder.tui.screens.waiting import WaitScreen

Result = TypeVar("Result")


class WaitingCoding(CodingView):
    """The coding screen's long work.

    Attributes:
        under_way: Is a thread changing what stands on many answers? Nothing else may meanwhile.
    """

    under_way = False

    def do_long(
        self, sentence: str, work: Callable[[], Result], done: Callable[[Result], None]
    ) -> None:
        """Do this in a thread while a sheet says so; `done` takes what it gave, on the screen.

        An error is told as that of any worker, and `done` is left out.
        """
        self.under_way = True
        sheet = WaitScreen(sentence)
        self.app.push_screen(sheet)

        def run() -> None:
            then: Callable[[], None] = _nothing
            try:
                then = partial(done, work())
            finally:
                self.call_later(self._end, sheet, then)

        self.run_worker(run, group="long", thread=True, exit_on_error=False)

    def _end(self, sheet: WaitScreen, then: Callable[[], None]) -> None:
        self.under_way = False
        self.session.units.forget()  # some may have been made while the rows changed
        sheet.finish()
        then()


def _nothing() -> None:
    """What follows an error."""
