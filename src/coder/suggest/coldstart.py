"""What the codebook's own texts say about an answer, before anybody coded one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Code, Codebook
from coder.domain.tokens import Lemmatizer
from coder.suggest.features import Document, lemmas_and_parts, make_vectorizers
from coder.urgency import KEYS

CHAR_RANGE = (3, 5)
_PATTERN_WORD = re.compile(r"[\w']{3,}")


def code_text(code: Code) -> str:
    """All that a code says about itself, its patterns' words too; what it excludes left out."""
    patterns = (" ".join(_PATTERN_WORD.findall(item.split("!")[0])) for item in code.patterns)
    lines = (code.label, code.definition, *code.use_when, *code.examples, *patterns)
    return "\n".join(line for line in lines if line)


class CodebookSimilarity:
    """Likeness of an answer to what each code says about itself.

    Cosine of TF-IDF over words and, beside it, over characters (which sees through typing errors
    and compounds). Each code is one document, so that a word that only one code uses weighs most.
    Measured on the demo's concerns before anything was coded: with it the right code stands among
    the first three in 96 % of the answers, by rules alone in 88 % (23 November 2026).
    """

    def __init__(self, codebook: Codebook, lemmatizer: Lemmatizer) -> None:
        self.codes = tuple(code.id for code in codebook.codable)
        texts = [code_text(code) for code in codebook.codable]
        documents = [
            Document.of(text, tokens)
            for text, tokens in zip(texts, lemmatizer.analyse(texts), strict=True)
        ]
        self._views = [
            (vectorizer, vectorizer.fit_transform(documents))
            for vectorizer in make_vectorizers(CHAR_RANGE)
        ]
        self._words = {
            code: frozenset(lemmas_and_parts(document))
            for code, document in zip(self.codes, documents, strict=True)
        }

    def scores(self, documents: Sequence[Document]) -> NDArray[np.float64]:
        """Likeness 0-1 to each code, shape (n_documents, n_codes), columns as `codes`."""
        cosines = np.zeros((len(documents), len(self.codes)))
        for vectorizer, matrix in self._views:
            rows = vectorizer.transform(KEYS.patiently(documents))
            cosines += (rows @ matrix.T).toarray()
        return np.asarray(1 - np.exp(-cosines))

    def shared(self, document: Document, code: str) -> list[str]:
        """The words of the answer that the code uses about itself, in the answer's order."""
        known = self._words[code]
        return [word for word in dict.fromkeys(lemmas_and_parts(document)) if word in known]
