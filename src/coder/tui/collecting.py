"""Python's garbage collector, and computing on all cores, kept away from keys.

Every so often it looks through all objects, and nobody can press a key meanwhile: with 100,000
answers in memory that is 0.3 s. They are no garbage, so it need not look at them.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Seconds after which a thread that works lets another go on. Python's own 5 ms is what a key waits
# for each time that it has let go for the disk, and it does so a dozen times a decision.
SWITCH = 0.0005

# Objects made, less those gone, before the youngest are looked through, and how often before older
# ones are. By itself Python looks at all that came since a model was prepared every other second,
# 20 ms each time; with these numbers it waits until nobody types (`tidy`).
THRESHOLDS = (10_000, 20, 100)

# Of glibc's malloc.h: arrays of a megabyte get room of their own, which goes back when they do;
# by itself it keeps up to 32 MB for later, for each thread anew.
MMAP_THRESHOLD, ARENA_MAX = -3, -8
LARGE = 1 << 20


def favour_keys() -> None:
    """Let a key interrupt the work of other threads at once, and what was used go back."""
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(*THRESHOLDS)
    _library("mallopt", MMAP_THRESHOLD, LARGE)
    _library("mallopt", ARENA_MAX, 2)


@contextmanager
def one_core() -> Iterator[None]:
    """Compute on one core, once NumPy is read: the others are for keys and their pictures.

    By itself NumPy's algebra takes all cores, and a key waits for its turn on one of them.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        yield


@contextmanager
def uncollected() -> Iterator[None]:
    """No collecting while much is read; what was read is left alone from then on."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def settle() -> None:
    """Throw away what is garbage now, give its room back, and leave the rest alone."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back()


def tidy() -> None:
    """Throw away what is garbage, when nobody waits: 20 ms."""
    if gc.get_count()[1]:  # something was made since
        gc.collect()


def give_back() -> None:
    """Let the system have the room that a computation used; other threads go on meanwhile."""
    _library("malloc_trim", 0)


def _library(function: str, *arguments: int) -> None:
    """Calls what only the C library of Linux has."""
    with suppress(OSError, AttributeError, TypeError):
        getattr(ctypes.CDLL(None), function)(*arguments)
