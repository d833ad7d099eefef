"""Rules, codebook and classifier together: suggestions with their reasons."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from coder.domain.codebook import AnswersPer, Codebook
from coder.domain.suggestions import Reason, ReasonKind, Suggestion
from coder.domain.tokens import Lemmatizer
from coder.suggest.classifier import CodeClassifier
from coder.suggest.coldstart import CodebookSimilarity
from coder.suggest.features import Document
from coder.suggest.rules import RuleScorer

HALF_TRUST = 60  # coded answers after which the classifier weighs as much as rules and codebook
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
        classifier = CodeClassifier(single=single).fit(documents, known)
        return Suggester(
            self.codebook, self.rules, self.likeness, classifier, len(documents), self._codes
        )

    def suggest(self, document: Document, top: int | None = None) -> list[Suggestion]:
        """All codes for an answer, likeliest first, `top` of them."""
        return self.suggest_many([document], top)[0]

    def suggest_many(
        self, documents: Sequence[Document], top: int | None = None
    ) -> list[list[Suggestion]]:
        """Suggestions for each answer; see `suggest`."""
        if not documents:
            return []
        likeness = self.likeness.scores(documents)
        learned = self.classifier.predict_proba(documents) if self.classifier else None
        return [
            self._one(
                document,
                dict(zip(self.likeness.codes, likeness[row], strict=True)),
                None if learned is None else self._learned(learned[row]),
                top,
            )
            for row, document in enumerate(documents)
        ]

    def _learned(self, scores: np.ndarray) -> dict[str, float]:
        assert self.classifier is not None
        return dict(zip(map(str, self.classifier.classes_), map(float, scores), strict=True))

    def _one(
        self,
        document: Document,
        likeness: Mapping[str, float],
        learned: Mapping[str, float] | None,
        top: int | None,
    ) -> list[Suggestion]:
        by_rule = {s.code: s for s in self.rules.suggest(document.text, document.tokens)}
        trust = 0.0 if learned is None else self.n_coded / (self.n_coded + HALF_TRUST)
        ranked = []
        for code in self.likeness.codes:
            rule = by_rule.get(code)
            before = _either(rule, float(likeness[code]))
            after = (learned or {}).get(code, 0.0)
            ranked.append((code, (1 - trust) * before + trust * after))
        ranked.sort(key=lambda item: -item[1])
        return [
            Suggestion(code, round(score, 4), self._why(document, code, by_rule.get(code)))
            for code, score in ranked[:top]
        ]

    def _why(self, document: Document, code: str, rule: Suggestion | None) -> tuple[Reason, ...]:
        reasons = list(rule.reasons) if rule else []
        if self.classifier is not None and code in self.classifier.classes_:
            weights = self.classifier.weights(document, code)
            total = sum(weights.values())
            reasons += [
                Reason(ReasonKind.WORDS, word, _places(document, word), round(pull / total, 3))
                for word, pull in itertools.islice(weights.items(), WORDS_SHOWN)
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
