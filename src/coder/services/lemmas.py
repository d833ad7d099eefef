"""Lemmas of running text or ready-made tokens, for `coder lemmas` and notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coder.language.pipeline import choose_lemmatizer
from coder.language.tagged import Tagged
from coder.language.tokenizer import token_texts
from coder.settings import load_settings


def lemmas_of(
    lines: Iterable[str], *, tokens: bool = False, pipeline: str = ""
) -> Iterator[list[Tagged]]:
    """Words and marks of each line with their lemmas, one list a line; an empty line gives [].

    Args:
        tokens: The lines are tokens already, separated by blanks.
        pipeline: Other Dutch than the settings say, by name.

    Raises:
        CoderError: The pipeline is not installed or cannot be used.
    """
    lemmatizer = choose_lemmatizer(pipeline or load_settings().pipeline)
    sentences = (line.split() if tokens else token_texts(line) for line in lines)
    return lemmatizer.tag(sentences)
