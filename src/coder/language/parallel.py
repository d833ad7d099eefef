"""Several processes for many texts: each loads the Dutch once and takes portions.

Processes are joblib's (loky): they start from anywhere, also from a notebook or from a thread of
the app, and end by themselves. Starting one takes about two seconds of processor time, so that a
survey of some thousand answers is sooner done by one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from coder.domain.tokens import pack

if TYPE_CHECKING:
    from coder.language.tagged import Tagged

LEAST_TEXTS = 15_000  # fewer are not sooner done by two processes; see the model card
MOST = 8  # each holds about 250 MB
PORTION = 1000  # texts

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
    """What `work` makes of each portion, in order, a few portions ahead of the reader.

    Closing the generator stops the processes.

    Args:
        work: `packed_tokens` or `tagged_sentences`.
        dutch: Name of the pipeline.
        portions: Lists of texts or sentences; read as they are needed.
        processes: How many.
    """
    from joblib import Parallel, delayed

    run: Any = Parallel(
        n_jobs=processes, return_as="generator", pre_dispatch="2*n_jobs", batch_size=1
    )
    results = run(delayed(work)(dutch, portion) for portion in portions)
    try:
        yield from results
    finally:
        results.close()


def packed_tokens(dutch: str, texts: Sequence[str]) -> list[str]:
    """Tokens of each text as the cache keeps them."""
    from coder.language.pipeline import choose_lemmatizer

    return [pack(tokens) for tokens in choose_lemmatizer(dutch).analyse(texts)]


def tagged_sentences(dutch: str, sentences: Sequence[Sequence[str]]) -> list[list[Tagged]]:
    """Ready-made tokens with lemma and part of speech."""
    from coder.language.pipeline import choose_lemmatizer

    return list(choose_lemmatizer(dutch).tag(sentences))
