"""What the codebook's own texts say about an answer, before anybody coded one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Code, Codebook
from coder.domain.tokens import Lemmatizer
from coder.suggest.features import Document, lemma_grams, make_vectorizer

CHAR_RANGE = (3, 5)


def code_texts(code: Code) -> list[str]:
    """The texts of a code that read like answers to it, the label and examples apart."""
    patterns = " ".join(code.patterns)
    return [code.label, " ".join((code.label, code.definition, *code.use_when)), patterns, *(
        code.examples
    )]


class CodebookSimilarity:
    """Likeness of an answer to each code's label, definition and examples (TF-IDF cosine)."""

    def __init__(self, codebook: Codebook, lemmatizer: Lemmatizer) -> None:
        self.codes = tuple(code.id for code in codebook.codable)
        texts = [(code.id, text) for code in codebook.codable for text in code_texts(code)]
        documents = _documents((text for _, text in texts), lemmatizer)
        self._vectorizer = make_vectorizer(CHAR_RANGE)
        self._matrix = self._vectorizer.fit_transform(documents)
        self._owner = np.array([self.codes.index(code) for code, _ in texts])
        self._grams = {
            code: {gram for (owner, _), doc in zip(texts, documents, strict=True)
                   if owner == code for gram in lemma_grams(doc)}
            for code in self.codes
        }

    def scores(self, documents: Sequence[Document]) -> NDArray[np.float64]:
        """Cosine 0-1 with the nearest text of each code, shape (n_documents, n_codes)."""
        likeness = (self._vectorizer.transform(documents) @ self._matrix.T).toarray() / 2
        scores = np.zeros((len(documents), len(self.codes)))
        for index in range(len(self.codes)):
            scores[:, index] = likeness[:, self._owner == index].max(axis=1)
        return scores

    def shared(self, document: Document, code: str) -> list[str]:
        """The words of the answer that stand in the code's texts."""
        grams = self._grams[code]
        return [gram for gram in dict.fromkeys(lemma_grams(document)) if gram in grams]


def _documents(texts: Iterable[str], lemmatizer: Lemmatizer) -> list[Document]:
    listed = list(texts)
    return [
        Document.of(text, tokens)
        for text, tokens in zip(listed, lemmatizer.analyse(listed), strict=True)
    ]
