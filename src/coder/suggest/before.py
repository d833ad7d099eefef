"""What is known before anybody coded an answer: rules, and likeness to the codebook's texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Codebook
from coder.domain.suggestions import ReasonKind, Suggestion
from coder.domain.tokens import Lemmatizer, Token, words
from coder.suggest.coldstart import CodebookSimilarity
from coder.suggest.features import Document
from coder.suggest.rules import RuleScorer
from coder.urgency import KEYS

Floats = NDArray[np.float64]


class BeforeCoding:
    """Rules and codebook together. Knows nothing, and says so, where there is no codebook."""

    def __init__(self, codebook: Codebook | None, lemmatizer: Lemmatizer | None) -> None:
        self.codes: tuple[str, ...] = ()
        self.ruled = False  # do half of the codes have rules?
        self.rules: RuleScorer | None = None
        self.likeness: CodebookSimilarity | None = None
        if codebook is not None and codebook.codable:
            self.rules = RuleScorer(codebook)
            self.likeness = CodebookSimilarity(codebook, lemmatizer or PlainWords())
            self.codes = self.likeness.codes
            n_ruled = sum(bool(code.patterns) for code in codebook.codable)
            self.ruled = 2 * n_ruled >= len(self.codes)

    @property
    def knows(self) -> bool:
        """Is there a codebook with codes?"""
        return bool(self.codes)

    def scores(self, documents: Sequence[Document]) -> Floats:
        """What speaks for each code, 0-1, shape (n_documents, n_codes), columns as `codes`."""
        if self.likeness is None or not documents:
            return np.zeros((len(documents), len(self.codes)))
        scores = self.likeness.scores(documents)
        columns = {code: column for column, code in enumerate(self.codes)}
        for row, document in enumerate(KEYS.patiently(documents)):
            for code, found in self.by_rule(document).items():
                column = columns[code]
                scores[row, column] = _either(found, float(scores[row, column]))
        return scores

    def by_rule(self, document: Document) -> dict[str, Suggestion]:
        """What the rules alone suggest, by code."""
        if self.rules is None:
            return {}
        found = self.rules.suggest(document.text, document.tokens)
        return {suggestion.code: suggestion for suggestion in found}


def _either(rule: Suggestion, likeness: float) -> float:
    """Rule or likeness speaks for a code; a fallback stands on its own, as it likens nothing."""
    if rule.reasons[0].kind is ReasonKind.FALLBACK:
        return max(rule.score, likeness)
    return 1 - (1 - rule.score) * (1 - likeness)


class PlainWords:
    """Words as they are typed, for who has no Dutch at hand: the form is its own lemma."""

    name = "plain"
    version = "1"

    def analyse(self, texts: Iterable[str]) -> Iterator[Sequence[Token]]:
        """Tokens of each text, in the same order."""
        for text in texts:
            yield tuple(
                Token(word.form, word.form, word.start, word.end, word.sentence)
                for word in words(text)
            )
