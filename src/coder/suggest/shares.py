"""What speaks for a suggestion: rules, words, codebook and nearest answers, with their shares."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coder.domain.suggestions import Reason, ReasonKind, Suggestion
from coder.suggest.blend import SOURCES, as_evidence
from coder.suggest.features import STOP_WORDS, Document

if TYPE_CHECKING:
    from coder.suggest.answer_coder import AnswerCoder
    from coder.suggest.coded_answers import CodedAnswers

WORDS_SHOWN = 4
WORDS_WEIGHED = 80  # distinct words of one answer; a longer one is weighed by its first
LEAST_LIKENESS = 0.08  # below it, words shared with a codebook are chance
LEAST_NEAR = 0.25  # cosine below which an answer is no example of another
TEXT_SHOWN = 60  # characters of a coded answer


def reasons_of(
    coder: AnswerCoder, document: Document, codes: Sequence[str], said_of: NDArray[np.float64]
) -> list[tuple[Reason, ...]]:
    """For each code what speaks for it, strongest first; shares add up to 1, or there are none.

    Raises:
        KeyError: There is no such code.
    """
    columns = [coder.columns_[code] for code in codes]
    by_rule = coder.before_.by_rule(document)
    said = dict(zip(coder.before_.codes, said_of, strict=True))
    weight_of = dict(zip(SOURCES, coder.blend_.weights, strict=True))
    words, near, stretch = _learned(coder, document, columns)
    found = []
    for place, code in enumerate(codes):
        rule = by_rule.get(code)
        pull = weight_of["codebook"] * _evidence(float(said.get(code, 0.0)))
        weighed = _of_codebook(coder, document, code, rule, float(said.get(code, 0.0)), pull)
        weighed += _of_words(document, words[place], weight_of["model"] * stretch)
        found.append(_shared_out(weighed) + _of_nearest(coder.learned_, near[place]))
    return found


def _evidence(said: float) -> float:
    """What rules and codebook add to the odds, against their saying next to nothing."""
    odds = as_evidence(np.zeros((1, 2)), np.array([[said, 0.02]]), np.ones(2))[0, :, 1]
    return max(float(odds[0] - odds[1]), 0.0)


def _of_codebook(  # noqa: PLR0913, PLR0917 - one answer, one code, and what is known of them
    coder: AnswerCoder,
    document: Document,
    code: str,
    rule: Suggestion | None,
    said: float,
    pull: float,
) -> list[tuple[float, Reason]]:
    if rule is not None and rule.reasons[0].kind is ReasonKind.RULE:
        return [(pull * reason.share, reason) for reason in rule.reasons]
    likeness = coder.before_.likeness
    weighed = [(pull, reason) for reason in rule.reasons] if rule else []
    if likeness is None or code not in coder.before_.codes or said < LEAST_LIKENESS:
        return weighed
    shared = [word for word in likeness.shared(document, code) if len(word) > 2]  # not "te", "op"
    return weighed + [
        (pull / len(shared), Reason(ReasonKind.CODEBOOK, word, places(document, word)))
        for word in shared[:WORDS_SHOWN]
    ]


def _of_words(
    document: Document, pulls: Mapping[str, float], weight: float
) -> list[tuple[float, Reason]]:
    best = sorted(pulls.items(), key=lambda item: -item[1])
    return [
        (weight * pull, Reason(ReasonKind.WORDS, word, places(document, word)))
        for word, pull in itertools.islice(best, WORDS_SHOWN)
    ]


def _of_nearest(learned: CodedAnswers | None, place: int | None) -> tuple[Reason, ...]:
    """The nearest answer coded so; it shows what was learned and has no share of its own."""
    if learned is None or place is None or not learned.texts:
        return ()
    text = " ".join(learned.texts[place].split())
    shown = text if len(text) <= TEXT_SHOWN else text[: TEXT_SHOWN - 1].rstrip() + "…"
    return (Reason(ReasonKind.NEAREST, shown),)


def _shared_out(weighed: Sequence[tuple[float, Reason]]) -> tuple[Reason, ...]:
    total = sum(pull for pull, _reason in weighed)
    if total <= 0:
        return tuple(reason for _pull, reason in weighed if reason.kind is ReasonKind.FALLBACK)
    ordered = sorted((item for item in weighed if item[0] > 0), key=lambda item: -item[0])
    return tuple(
        Reason(reason.kind, reason.text, reason.spans, pull / total) for pull, reason in ordered
    )


def _learned(
    coder: AnswerCoder, document: Document, columns: Sequence[int]
) -> tuple[list[dict[str, float]], list[int | None], float]:
    """For each code the words that spoke for it, and the place of the nearest answer coded so.

    Last comes what the blend multiplies all that the model says of this answer by.

    A word's part in the model's score is that of the word alone, times how much of the answer it
    is. Places are None where no coded answer is near.
    """
    learned = coder.learned_
    if learned is None:
        return [{} for _column in columns], [None for _column in columns], 1.0
    tokens = {token.lemma: token for token in document.tokens if token.lemma not in STOP_WORDS}
    kept = list(tokens.values())[:WORDS_WEIGHED]
    alone = [Document(document.text[token.start : token.end], (token,)) for token in kept]
    rows = learned.features.transform([document, *alone])
    near = [_nearest(learned, rows[:1], column) for column in columns]
    of_all = rows[1:] @ learned.of_features  # of a row, cheaper than taking columns out first
    pulls = of_all[:, columns] * (rows[1:] @ rows[:1].T).toarray()
    words = [
        {token.lemma: float(pull) for token, pull in zip(kept, column, strict=True) if pull > 0}
        for column in pulls.T
    ]
    stretch = coder.blend_.stretch(learned.scores(rows[:1])[0].astype(np.float64))
    return words, near, stretch


def _nearest(learned: CodedAnswers, row: Any, column: int) -> int | None:
    """The place of the answer with this code that is most like it; None when none is near."""
    places = learned.with_code(column)
    alike = learned.likeness(row, places)
    best = int(alike.argmax()) if len(alike) else -1
    return int(places[best]) if best >= 0 and alike[best] >= LEAST_NEAR else None


def places(document: Document, lemma: str) -> tuple[tuple[int, int], ...]:
    """Where a lemma, or a part of a compound, stands in the answer."""
    return tuple(
        (token.start, token.end)
        for token in document.tokens
        if token.lemma == lemma or lemma in token.parts
    )
