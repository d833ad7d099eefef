"""In which order answers that nobody coded yet are offered to be read."""

from __future__ import annotations

from enum import StrEnum


class Queue(StrEnum):
    """What to read next, as the suggestions stand now."""

    BALANCED = "balanced"  # codes with few examples first, where in doubt, each unlike the others
    UNCERTAIN = "uncertain"  # where the two likeliest codes are closest
    SURE = "sure"  # the surest first, to accept many quickly
    VARIED = "varied"  # each unlike those before
    RARE = "rare"  # what most looks like codes with few examples
    ALIKE = "alike"  # nearly identical answers one after the other
    RANDOM = "random"  # by lot, always the same lot
    ARRIVAL = "arrival"  # as they stand in the file


# What won by simulation: see `docs/reading_order.md`.
DEFAULT_QUEUE = Queue.BALANCED
