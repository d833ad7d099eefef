"""Lemmas of running text or ready-made tokens, for `coder lemmas` and notebooks."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice

from coder.language.parallel import (
    LEAST_TEXTS,
    PORTION,
    in_processes,
    processes_for,
    tagged_sentences,
)
from coder.language.pipeline import choose_lemmatizer, runs_in_processes
from coder.language.tagged import Tagged
from coder.language.tokenizer import token_texts
from coder.settings import load_settings


def lemmas_of(
    lines: Iterable[str], *, tokens: bool = False, pipeline: str = "", processes: int | None = None
) -> Iterator[list[Tagged]]:
    """Words and marks of each line with their lemmas, one list a line; an empty line gives [].

    Args:
        lines: Answers or sentences, read as they are needed.
        tokens: The lines are tokens already, separated by blanks.
        pipeline: Other Dutch than the settings say, by name.
        processes: For many lines; None: as the settings say.

    Raises:
        CoderError: The pipeline is not installed or cannot be used.
    """
    settings = load_settings()
    lemmatizer = choose_lemmatizer(pipeline or settings.pipeline)
    sentences = (line.split() if tokens else token_texts(line) for line in lines)
    first = list(islice(sentences, LEAST_TEXTS))  # tells whether there are many
    wanted = processes_for(len(first), settings.processes if processes is None else processes)
    every = chain(first, sentences)
    if wanted == 1 or not runs_in_processes(lemmatizer):
        return lemmatizer.tag(every)
    return _in_processes(lemmatizer.name, every, wanted)


def _in_processes(
    dutch: str, sentences: Iterator[list[str]], processes: int
) -> Generator[list[Tagged]]:
    portions = _portions(sentences)
    with closing(in_processes(tagged_sentences, dutch, portions, processes)) as found:
        for portion in found:
            yield from portion


def _portions(sentences: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while portion := list(islice(sentences, PORTION)):
        yield portion
