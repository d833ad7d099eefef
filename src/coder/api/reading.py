"""Texts to documents for a notebook; each text is analysed once while the notebook runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coder.domain.tokens import Lemmatizer
from coder.suggest.features import Document

MOST_KEPT = 100_000  # documents; about 2 kB each


class Reader:
    """One kind of Dutch, with the documents that it made."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self.lemmatizer = lemmatizer
        self._known: dict[str, Document] = {}

    def read(self, texts: Sequence[str]) -> list[Document]:
        """The documents of these texts."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        for text, tokens in zip(fresh, self.lemmatizer.analyse(fresh), strict=True):
            self._known[text] = Document.of(text, tokens)
        return [self._known[text] for text in texts]


@lru_cache(maxsize=4)
def reader_of(pipeline: str) -> Reader:
    """The reader of a pipeline, see the setting `pipeline`; one for all estimators.

    Raises:
        CoderError: The pipeline is not installed.
    """
    from coder.language.pipeline import choose_lemmatizer

    return Reader(choose_lemmatizer(pipeline))
