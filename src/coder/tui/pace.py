"""How long a decision takes: the median of this session."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

Clock = Callable[[], float]  # seconds, from any starting point
LONGEST = 300.0  # seconds; a longer look was a telephone call
FEWEST = 3  # decisions before a median says something


class Pace:
    """Measures the time from an answer's appearance to its confirmation."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._arrived = clock()
        self._seconds: list[float] = []

    def arrive(self) -> None:
        """An answer appeared."""
        self._arrived = self._clock()

    def confirm(self) -> None:
        """The answer was decided on."""
        taken = self._clock() - self._arrived
        if 0 <= taken <= LONGEST:
            self._seconds.append(taken)

    @property
    def seconds(self) -> float | None:
        """Median seconds a decision; None while there are too few."""
        return median(self._seconds) if len(self._seconds) >= FEWEST else None
