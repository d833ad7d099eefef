"""Rules, codebook and classifier together: suggestions with their reasons."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.suggestions import Reason, ReasonKind, Suggestion
from coder.domain.tokens import Lemmatizer
from coder.suggest.classifier import CodeClassifier
from coder.suggest.coldstart import CodebookSimilarity
from coder.suggest.features import Document
from coder.suggest.rules import RuleScorer

# Coded answers after which the classifier weighs as much as rules and codebook. Measured on the
# demo, with and without its rules, after 25, 50 and 200 coded answers: 60 and 120 lost up to 3
# points of hit@1 early, 240 lost nothing and gained the same later.
HALF_TRUST = 240
WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Suggester:
    """Ranks all codes of a codebook for an answer. Immutable: training gives a new one."""

    codebook: Codebook
    rules: RuleScorer
    likeness: CodebookSimilarity
    classifier: CodeClassifier | None = None
    n_coded: int = 0
    _codes: frozenset[str] = field(default=frozenset())

    @classmethod
    def untrained(cls, codebook: Codebook, lemmatizer: Lemmatizer) -> Suggester:
        """What the codebook alone can say."""
        codes = frozenset(code.id for code in codebook.codable)
        return cls(
            codebook, RuleScorer(codebook), CodebookSimilarity(codebook, lemmatizer), _codes=codes
        )

    def trained(self, documents: Sequence[Document], codes: Sequence[frozenset[str]]) -> Suggester:
        """A suggester that has learned from these coded answers too.

        Raises:
            CoderError: Fewer than two different codes were used.
        """
        known = [given & self._codes for given in codes]  # codes since removed teach nothing
        single = self.codebook.answers is AnswersPer.ONE
        classifier = CodeClassifier(single=single).fit(
            documents, known, self._columns(self._before(documents)[0])
        )
        return replace(self, classifier=classifier, n_coded=len(documents))

    def suggest(self, document: Document, top: int | None = None) -> list[Suggestion]:
        """All codes for an answer, likeliest first, `top` of them."""
        return self.suggest_many([document], top)[0]

    def suggest_many(
        self, documents: Sequence[Document], top: int | None = None
    ) -> list[list[Suggestion]]:
        """Suggestions for each answer; see `suggest`."""
        if not documents:
            return []
        before, rules = self._before(documents)
        scores = before
        if self.classifier is not None:
            learned = self.classifier.predict_proba(documents, self._columns(before))
            trust = self.n_coded / (self.n_coded + HALF_TRUST)
            scores = (1 - trust) * before + trust * self._spread(learned)
        return [
            self._ranked(document, scores[row], rules[row], top)
            for row, document in enumerate(documents)
        ]

    def _before(
        self, documents: Sequence[Document]
    ) -> tuple[NDArray[np.float64], list[dict[str, Suggestion]]]:
        """What rules and codebook say: scores 0-1, shape (n_documents, n_codes), and the rules."""
        scores = self.likeness.scores(documents)
        rules = [
            {found.code: found for found in self.rules.suggest(document.text, document.tokens)}
            for document in documents
        ]
        for row, by_rule in enumerate(rules):
            for column, code in enumerate(self.likeness.codes):
                scores[row, column] = _either(by_rule.get(code), float(scores[row, column]))
        return scores, rules

    def _columns(self, scores: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
        return dict(zip(self.likeness.codes, scores.T, strict=True))

    def _spread(self, learned: NDArray[np.float64]) -> NDArray[np.float64]:
        """The learned scores in the codebook's columns; 0 for codes that nobody gave yet."""
        assert self.classifier is not None
        places = [self.likeness.codes.index(str(code)) for code in self.classifier.classes_]
        scores = np.zeros((len(learned), len(self.likeness.codes)))
        scores[:, places] = learned
        return scores

    def _ranked(
        self,
        document: Document,
        scores: NDArray[np.float64],
        by_rule: Mapping[str, Suggestion],
        top: int | None,
    ) -> list[Suggestion]:
        order = np.argsort(-scores, kind="stable")[:top]  # equals in the codebook's order
        ranked = [(self.likeness.codes[column], float(scores[column])) for column in order]
        codes = [code for code, _ in ranked]
        learned = self.classifier.weights(document, codes) if self.classifier else {}
        return [
            Suggestion(
                code,
                round(score, 4),
                self._why(document, code, by_rule.get(code), learned.get(code, {})),
            )
            for code, score in ranked
        ]

    def _why(
        self,
        document: Document,
        code: str,
        rule: Suggestion | None,
        learned: Mapping[str, float],
    ) -> tuple[Reason, ...]:
        reasons = list(rule.reasons) if rule else []
        total = sum(learned.values())
        reasons += [
            Reason(ReasonKind.WORDS, word, _places(document, word), round(pull / total, 3))
            for word, pull in itertools.islice(learned.items(), WORDS_SHOWN)
        ]
        if not reasons or (rule and rule.reasons[0].kind is ReasonKind.FALLBACK):
            shared = self.likeness.shared(document, code)
            words = [word for word in shared if len(word) > 2][:WORDS_SHOWN]  # not "te", "op"
            reasons += [
                Reason(ReasonKind.CODEBOOK, word, _places(document, word)) for word in words
            ]
        return tuple(reasons)


def _either(rule: Suggestion | None, likeness: float) -> float:
    """Rule or likeness speaks for a code; a fallback stands on its own, as it likens nothing."""
    if rule is None:
        return likeness
    if rule.reasons[0].kind is ReasonKind.FALLBACK:
        return max(rule.score, likeness)
    return 1 - (1 - rule.score) * (1 - likeness)


def _places(document: Document, words: str) -> tuple[tuple[int, int], ...]:
    wanted = set(words.split())
    return tuple((token.start, token.end) for token in document.tokens if token.lemma in wanted)
