"""What the codebook's rules say about an answer, as a score per code."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import AnswersPer, Code, Codebook
from coder.domain.patterns import Hit, Match, RuleBook
from coder.domain.suggestions import Reason, ReasonKind, Span, Suggestion
from coder.domain.tokens import Token

# Where no rule matches, the code that the answer is most like is right more often than the
# fallback (38 % against 24 % of such concerns); below this score of likeness it is not.
FALLBACK_SCORE = 0.2
# Where one code of a level is required, its rules should name every other: no rule, the fallback.
REQUIRED_FALLBACK_SCORE = 0.75
# Chosen on the demo's answers among 72 settings; hit@1 moved by 0.013 between best and worst.
WEIGHT = 0.5  # evidence of one full word that matched
EARLY = 0.8  # evidence of standing first: what comes to mind first weighs most
RANK_STEP = 0.12  # in `answers: one`, what a later title loses


@dataclass(frozen=True, slots=True)
class Evidence:
    """The hits of one code in one answer. `score` 0-1."""

    code: str
    score: float
    hits: tuple[Hit, ...]


class RuleScorer:
    """Scores codes by the patterns that match."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._rules = RuleBook(codebook)

    def evidence(self, text: str, tokens: Sequence[Token]) -> list[Evidence]:
        """Codes with at least one hit, best first."""
        hits: dict[str, list[Hit]] = {}
        for hit in self._rules.hits(tokens, text):
            hits.setdefault(hit.code_id, []).append(hit)
        if self.codebook.answers is AnswersPer.ONE:
            return _by_place(hits)
        found = [
            Evidence(code, _strength(group, len(text)), tuple(group))
            for code, group in hits.items()
        ]
        return sorted(found, key=lambda evidence: -evidence.score)

    def suggest(self, text: str, tokens: Sequence[Token]) -> list[Suggestion]:
        """Suggestions by rules, the fallback codes included where nothing else matched."""
        found = self.evidence(text, tokens)
        suggestions = [_suggestion(evidence) for evidence in found]
        for code in self.fallbacks({evidence.code for evidence in found}):
            reason = Reason(ReasonKind.FALLBACK, "", share=1.0)
            suggestions.append(Suggestion(code.id, self._fallback_score(code), (reason,)))
        return sorted(suggestions, key=lambda suggestion: -suggestion.score)

    def fallbacks(self, matched: set[str]) -> list[Code]:
        """The fallback codes of each level (codebook or net) in which no sibling matched."""
        return [
            code
            for code in self.codebook.walk()
            if code.fallback
            and code.id not in matched
            and not any(
                below.id in matched
                for sibling in self.codebook.siblings(code.id)
                for below in sibling.walk()
            )
        ]

    def decide(self, text: str, tokens: Sequence[Token], min_score: float = 0.0) -> frozenset[str]:
        """The codes to give in bulk.

        A code needs a hit with `min_score`. Where exactly one code is asked for (an `answers: one`
        codebook, a `one_of` net) the fallback stands in when nothing matched.
        """
        chosen: frozenset[str] = frozenset()
        found = [item for item in self.evidence(text, tokens) if item.score >= min_score]
        for evidence in reversed(found):  # the best last: it replaces what cannot stand beside it
            chosen = self.codebook.with_code(chosen, evidence.code)
        for code in self.fallbacks(set(chosen)):
            if self._required(code) and min_score <= self._fallback_score(code):
                chosen = self.codebook.with_code(chosen, code.id)
        return chosen

    def _required(self, code: Code) -> bool:
        """Must every answer get this code or one of its siblings?"""
        parent = self.codebook.parent(code.id)
        return self.codebook.answers is AnswersPer.ONE or (parent is not None and parent.one_of)

    def _fallback_score(self, code: Code) -> float:
        return REQUIRED_FALLBACK_SCORE if self._required(code) else FALLBACK_SCORE


def _strength(hits: list[Hit], length: int) -> float:
    matches = _apart(hits)
    evidence = WEIGHT * sum(match.specificity for match in matches)
    first = min(match.start for match in matches)
    evidence += EARLY * (1 - first / max(length, 1))
    return 1 - math.exp(-evidence)


def _apart(hits: list[Hit]) -> list[Match]:
    """The matches that share no letters, the most specific first: a word is evidence once."""
    ordered = sorted(
        (match for hit in hits for match in hit.matches), key=lambda match: -match.specificity
    )
    apart: list[Match] = []
    for match in ordered:
        if all(match.end <= other.start or match.start >= other.end for other in apart):
            apart.append(match)
    return apart


def _by_place(hits: dict[str, list[Hit]]) -> list[Evidence]:
    """Of a combined title the first counts: earliest hit first, of equal starts the longest."""

    def place(code: str) -> tuple[int, int]:
        return min((start, start - end) for hit in hits[code] for start, end in hit.spans)

    ordered = sorted(hits, key=place)
    return [
        Evidence(code, max(0.95 - RANK_STEP * rank, 0.35), tuple(hits[code]))
        for rank, code in enumerate(ordered)
    ]


def _suggestion(evidence: Evidence) -> Suggestion:
    spans: dict[str, list[Span]] = {}
    for hit in evidence.hits:
        spans.setdefault(hit.pattern, []).extend(hit.spans)
    share = 1 / len(spans)
    reasons = (
        Reason(ReasonKind.RULE, pattern, tuple(places), share) for pattern, places in spans.items()
    )
    return Suggestion(evidence.code, evidence.score, tuple(reasons))
