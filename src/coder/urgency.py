"""Long computing gives way to what is urgent: a key, until its picture stands.

Both may be on a core of their own, but they take turns with Python's lock, and with the memory.
"""

from __future__ import annotations

import threading
import time

LONGEST = 0.1  # seconds: a key that takes longer does not stop learning


class Urgency:
    """Says when something is urgent, to threads that can wait a moment."""

    def __init__(self) -> None:
        self._calm = threading.Event()
        self._calm.set()
        self._until = 0.0

    def begin(self) -> None:
        """Something urgent is under way."""
        self._until = time.monotonic() + LONGEST
        self._calm.clear()

    def end(self) -> None:
        """It is done."""
        self._calm.set()

    def give_way(self) -> None:
        """Wait until nothing is urgent, LONGEST after it began at most; costs nothing otherwise."""
        if not self._calm.is_set():
            self._calm.wait(max(0.0, self._until - time.monotonic()))


KEYS = Urgency()  # of the app in this process
