"""Find a code by typing a few letters of its name or of an answer it fits."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.codebook import Code, Codebook
from coder.domain.tokens import fold

ENOUGH = 80  # of 100: below this nobody sees the likeness
EXAMPLE_WEIGHT = 0.75  # a name that matches goes before an example that does


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A code that was found; `example` when an example of it matched best, else ""."""

    code: Code
    score: float
    example: str = ""


def find_codes(codebook: Codebook, typed: str) -> list[CodeHit]:
    """Codes that look like what was typed, the likeliest first; all when nothing was typed.

    Looks at id, label and examples; case, accents and small typing errors do not matter.
    """
    wanted = fold(typed.strip())
    if not wanted:
        return [CodeHit(code, 0.0) for code in codebook.codable]
    hits = [hit for code in codebook.codable if (hit := _best(code, wanted)) is not None]
    return sorted(hits, key=lambda hit: -hit.score)  # stable: equals in the codebook's order


def _best(code: Code, wanted: str) -> CodeHit | None:
    names = [_likeness(wanted, text) for text in (code.id.replace("_", " "), code.label)]
    best = CodeHit(code, max(names)) if max(names) >= ENOUGH else None
    for example in code.examples:
        likeness = _likeness(wanted, example)
        score = EXAMPLE_WEIGHT * likeness
        if likeness >= ENOUGH and (best is None or score > best.score):
            best = CodeHit(code, score, example)
    return best


def _likeness(wanted: str, text: str) -> float:
    """0-100; 100 and a little more where the text (or a word of it) begins as typed."""
    from rapidfuzz import fuzz

    folded = fold(text)
    if folded.startswith(wanted):
        return 110.0
    if any(word.startswith(wanted) for word in folded.replace("(", " ").split()):
        return 105.0
    if wanted in folded:
        return 100.0
    if len(wanted) < 3:
        return 0.0
    return fuzz.partial_ratio(wanted, folded) * min(1.0, len(folded) / len(wanted))
