"""Several processes for many texts: each loads the Dutch once and takes portions.

They are plain processes: those of `multiprocessing` and of joblib do not start in an app that has
the terminal. Starting one takes about two seconds of processor time, so that a survey of some
thousand answers is sooner done by one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, suppress
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Self, TypeVar

from coder.domain.tokens import pack

if TYPE_CHECKING:
    from coder.language.tagged import Tagged

LEAST_TEXTS = 15_000  # fewer are not sooner done by two processes; see the model card
MOST = 8  # each holds about 250 MB
PORTION = 1000  # texts
# Not from the folder where one works: something called `coder` could lie there.
COMMAND = (sys.executable, "-P", "-m", "coder.language.dutch_process")

Portion = TypeVar("Portion")
Result = TypeVar("Result")


def processes_for(texts: int, wanted: int = 0) -> int:
    """How many processes to use.

    Args:
        texts: How many there are to analyse.
        wanted: The setting `processes`; 0: as many as pay.
    """
    if texts < LEAST_TEXTS:
        return 1
    return wanted or min(MOST, _cores())


def _cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(
    work: Callable[[str, Portion], Result], dutch: str, portions: Iterable[Portion], processes: int
) -> Generator[Result]:
    """What `work` makes of each portion, in order, one portion a process ahead of the reader.

    Closing the generator stops the processes. What a process does not give (it ran out of memory,
    or met an error) is made in this one.

    Args:
        work: `packed_tokens` or `tagged_sentences`: what can be asked for by name.
        dutch: Name of the pipeline.
        portions: Lists of texts or sentences; read as they are needed.
        processes: How many.
    """
    coming = iter(portions)
    with ExitStack() as open_processes:
        started = [
            open_processes.enter_context(_Process(work.__name__, dutch)) for _ in range(processes)
        ]
        under_way = list(islice(coming, processes))
        for process, portion in zip(started, under_way, strict=False):
            process.send(portion)
        for process in cycle(started):
            if not under_way:
                return
            portion, found = under_way.pop(0), process.receive()
            following = next(coming, None)
            if following is not None:
                process.send(following)
                under_way.append(following)
            yield work(dutch, portion) if found is None else found


class _Process:
    """One process that takes portions on its input and gives what comes of them on its output."""

    def __init__(self, work: str, dutch: str) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [*COMMAND, work, dutch],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the app has the terminal
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        with suppress(BrokenPipeError):  # what was not sent yet; `with` closes and waits
            self._process.__exit__(None, None, None)

    def send(self, portion: object) -> None:
        """Hand it a portion; it must have given what came of the one before."""
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):  # it has ended: `receive` tells
            pickle.dump(portion, self._process.stdin)
            self._process.stdin.flush()

    def receive(self) -> Any | None:
        """What came of the portion; None when it will not come."""
        assert self._process.stdout is not None
        try:
            return pickle.load(self._process.stdout)  # noqa: S301 - of our own process
        except (EOFError, pickle.UnpicklingError):
            return None


def packed_tokens(dutch: str, texts: Sequence[str]) -> list[str]:
    """Tokens of each text as the cache keeps them."""
    from coder.language.pipeline import choose_lemmatizer

    return [pack(tokens) for tokens in choose_lemmatizer(dutch).analyse(texts)]


def tagged_sentences(dutch: str, sentences: Sequence[Sequence[str]]) -> list[list[Tagged]]:
    """Ready-made tokens with lemma and part of speech."""
    from coder.language.pipeline import choose_lemmatizer

    return list(choose_lemmatizer(dutch).tag(sentences))
