"""The Dutch pipeline that ships with coder: a small tagger, a lexicon, compounds.

spaCy is imported when the first text is read, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from coder.domain.tokens import Token, Word, fold, straight
from coder.language.compounds import parts_of
from coder.language.packing import data_folder
from coder.language.tagged import Tagged
from coder.language.version import rules_version

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

EMBEDDED = "coder_nl"
_BATCH = 512  # texts; short answers tag quicker in large batches


@cache
def load_embedded() -> Language:
    """The embedded spaCy pipeline; the same object at every call."""
    from spacy.training import Example
    from spacy.util import load_model_from_config
    from thinc.api import Config

    from coder.language import components  # noqa: F401 - registers our components
    from coder.language.weights import read_labels, read_weights

    folder = data_folder()
    nlp = load_model_from_config(Config().from_disk(folder / "pipeline.cfg"), auto_fill=True)
    nlp.meta.update(name="coder", version="1.0.0", license="CC BY-SA 4.0")
    nlp.max_length = 10**9  # no parser: memory grows with the text only
    tagger = nlp.get_pipe("morphologizer")
    for label in read_labels(folder / "tagger.xz"):
        tagger.add_label(label)  # type: ignore[attr-defined]
    example = Example.from_dict(nlp.make_doc("goed"), {"pos": ["ADJ"], "morphs": [""]})
    tagger.initialize(lambda: [example], nlp=nlp)  # type: ignore[attr-defined]
    read_weights(folder / "tagger.xz", tagger.model)  # type: ignore[attr-defined]
    return nlp


class EmbeddedLemmatizer:
    """Lemmas, parts of speech and compound parts by the embedded pipeline."""

    name = EMBEDDED

    @property
    def version(self) -> str:
        """Changes whenever the weights, the lists or the rules do."""
        return rules_version()

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Tokens of each text; see `Lemmatizer`."""
        for doc in load_embedded().pipe(map(straight, texts), batch_size=_BATCH):
            yield tokens_of(doc)

    def tag(self, sentences: Iterable[Sequence[str]]) -> Iterator[list[Tagged]]:
        """Form, lemma with its accents, and part of speech of ready-made tokens."""
        from spacy.tokens import Doc

        nlp = load_embedded()
        docs = (Doc(nlp.vocab, words=list(sentence)) for sentence in sentences)
        for doc in nlp.pipe(docs, batch_size=_BATCH, disable=["answer_sentences"]):
            yield [Tagged(token.text, token.lemma_, token.pos_) for token in doc]


def tokens_of(doc: Doc) -> tuple[Token, ...]:
    """Our tokens of a document whose spaCy tokens are our words."""
    from coder.language.components import words_of

    by_start = {token.idx: token for token in doc}
    return tuple(
        _token(word, by_start[word.start].lemma_, by_start[word.start].pos_)
        for word in words_of(doc)
    )


def _token(word: Word, lemma: str, pos: str) -> Token:
    folded = fold(lemma)
    parts = parts_of(word.form, folded)
    return Token(word.form, folded, word.start, word.end, word.sentence, pos, parts)
