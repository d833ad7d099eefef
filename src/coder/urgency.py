"""Long computing gives way to what is urgent: a key, until its picture stands.

Both may be on a core of their own, but they take turns with Python's lock, and with the memory.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

LONGEST = 0.1  # seconds: a key that takes longer does not stop learning


class Urgency:
    """Says when something is urgent, to threads that can wait a moment."""

    def __init__(self) -> None:
        self._calm = threading.Event()
        self._calm.set()
        self._until = 0.0
        self._by = 0  # the thread that began

    def begin(self) -> None:
        """Something urgent is under way."""
        self._until, self._by = time.monotonic() + LONGEST, threading.get_ident()
        self._calm.clear()

    def end(self) -> None:
        """It is done."""
        self._calm.set()

    def give_way(self) -> None:
        """Wait until nothing is urgent, LONGEST after it began at most; costs nothing otherwise.

        What is urgent does not wait for itself.
        """
        if not self._calm.is_set() and self._by != threading.get_ident():
            self._calm.wait(max(0.0, self._until - time.monotonic()))

    def patiently(self, items: Iterable[Item], each: int = 64) -> Iterator[Item]:
        """The items; gives way before every so many of them."""
        for number, item in enumerate(items):
            if number % each == 0:
                self.give_way()
            yield item


KEYS = Urgency()  # of the app in this process
