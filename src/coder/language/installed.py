"""Lemmas from an installed spaCy model, laid over our own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from coder.domain.tokens import Token, fold, words
from coder.language.compounds import parts_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PREFERRED = ("nl_core_news_md", "nl_core_news_lg", "nl_core_news_sm")
_BATCH = 128  # texts


def installed_model(wanted: str = "") -> str | None:
    """The spaCy model to use: the wanted one, else md, lg or sm; None when none is installed."""
    from importlib.util import find_spec

    candidates = (wanted,) if wanted else PREFERRED
    return next((name for name in candidates if find_spec(name) is not None), None)


class SpacyLemmatizer:
    """Lemmas and parts of speech by a spaCy pipeline, loaded at the first text."""

    def __init__(self, model: str) -> None:
        self.name = model
        self._nlp: Language | None = None

    @property
    def version(self) -> str:
        """The version of the installed model."""
        from importlib.metadata import version

        return version(self.name)

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Tokens of each text; see `Lemmatizer`."""
        for doc in self._pipeline().pipe(texts, batch_size=_BATCH):
            yield _tokens(doc)

    def _pipeline(self) -> Language:
        if self._nlp is None:
            import spacy

            self._nlp = spacy.load(self.name, exclude=["parser", "ner"])
        return self._nlp


def _tokens(doc: Doc) -> tuple[Token, ...]:
    by_start = {token.idx: token for token in doc}
    tokens = []
    for word in words(doc.text):
        token = by_start.get(word.start)
        same = token is not None and token.idx + len(token) == word.end
        lemma = _surface(token.lemma_) if token is not None and same else word.form
        pos = token.pos_ if token is not None else ""
        parts = parts_of(word.form, lemma)
        tokens.append(Token(word.form, lemma, word.start, word.end, word.sentence, pos, parts))
    return tuple(tokens)


def _surface(lemma: str) -> str:
    # UD Dutch marks compounds and particles with "_": gemeente_raad, terug_keren.
    return fold(lemma.replace("_", ""))
