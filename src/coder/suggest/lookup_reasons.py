"""What a lookup list offers, laid beside what rules, codebook and classifier suggest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from coder.domain.lookup import Candidate
from coder.domain.suggestions import Reason, ReasonKind, Suggestion


def with_candidates(
    suggestions: Sequence[Suggestion],
    candidates: Sequence[Candidate],
    codes: Collection[str],
    top: int | None = None,
) -> list[Suggestion]:
    """Suggestions, likeliest first, in which the list speaks too.

    A candidate's score is a certainty, as a suggestion's is: the surer of the two counts, because
    both have read the same words and are no two witnesses. Codes that the codebook does not have
    are left out.
    """
    known = {suggestion.code: suggestion for suggestion in suggestions}
    for candidate in candidates:
        if candidate.code in codes:
            before = known.get(candidate.code, Suggestion(candidate.code, 0.0))
            known[candidate.code] = _joined(before, candidate)
    ranked = sorted(known.values(), key=lambda suggestion: -suggestion.score)  # stable
    return ranked[:top]


def _joined(suggestion: Suggestion, candidate: Candidate) -> Suggestion:
    certainty = candidate.score / 100
    share = certainty / (certainty + suggestion.score)
    listed = Reason(ReasonKind.LOOKUP, candidate.text, (), round(share, 3))
    others = (
        replace(reason, share=round(reason.share * (1 - share), 3)) for reason in suggestion.reasons
    )
    first = certainty >= suggestion.score
    reasons = (listed, *others) if first else (*others, listed)
    return Suggestion(suggestion.code, max(suggestion.score, round(certainty, 4)), reasons)
