"""Names that may be one name spelled twice: for a person to decide on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from coder.domain.agent_nouns import masculine
from coder.domain.answers import normal_form
from coder.domain.tokens import words
from coder.reports.name_merges import NameMerges

MOST_NAMES = 3_000  # compared two by two: nine million pairs take a second
LEAST_LETTERS = 6  # in shorter names every second letter would be "an error"
LIKE = 0.9  # share of letters that agree
_LEVELS = 2  # letters; "A", "B", "ii", "12" tell jobs apart


class Why(StrEnum):
    """What makes two spellings alike."""

    SPACES = "spaces"  # the same letters, other spaces, hyphens or accents
    GENDER = "gender"  # werker, werkster
    ORDER = "order"  # the same words in another order
    LETTERS = "letters"  # a letter or two


_SURE = {Why.SPACES: 0, Why.GENDER: 1, Why.ORDER: 2, Why.LETTERS: 3}


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling that may be that of a commoner name; `likeness` 0-1."""

    spelling: str
    count: int
    name: str
    name_count: int
    why: Why
    likeness: float

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "spelling": self.spelling,
            "count": self.count,
            "name": self.name,
            "name_count": self.name_count,
            "why": self.why.value,
            "likeness": round(self.likeness, 3),
        }


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is compared."""

    name: str
    count: int
    normal: str
    letters: str
    forms: tuple[str, ...]
    genderless: tuple[str, ...]


def suggest_variants(names: Sequence[tuple[str, int]], decided: NameMerges) -> list[Variant]:
    """Spellings with the commoner name that each may be; the surest first.

    Args:
        names: Names with their respondents, the commonest first; at most `MOST_NAMES` are compared.
        decided: What a person merged or kept apart is not suggested again.
    """
    known = [_name(name, count) for name, count in names[:MOST_NAMES]]
    found = []
    for place, partner, likeness in _near(known):
        spelling, name = known[place], known[partner]
        why = _why(spelling, name, likeness)
        if why is None or frozenset({spelling.normal, name.normal}) in decided.different:
            continue
        found.append(Variant(spelling.name, spelling.count, name.name, name.count, why, likeness))
    found.sort(key=lambda variant: (_SURE[variant.why], -variant.name_count, variant.spelling))
    return found


def _name(name: str, count: int) -> _Name:
    forms = tuple(word.form for word in words(name))
    return _Name(
        name,
        count,
        normal_form(name),
        "".join(forms),
        forms,
        tuple(masculine(form) for form in forms),
    )


def _near(known: Sequence[_Name]) -> list[tuple[int, int, float]]:
    """For each name the commoner one that is most like it."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    letters = ["".join(sorted_forms(name)) for name in known]
    likeness = np.maximum(
        _likeness(process, DamerauLevenshtein, [name.letters for name in known]),
        _likeness(process, DamerauLevenshtein, letters),
    )
    likeness[np.triu_indices(len(known))] = 0  # only with commoner names, which stand before
    found = []
    for place in range(1, len(known)):
        partner = int(likeness[place].argmax())
        if likeness[place, partner] >= LIKE:
            found.append((place, partner, float(likeness[place, partner])))
    return found


def sorted_forms(name: _Name) -> list[str]:
    """The words without their gender, in an order of their own."""
    return sorted(name.genderless)


def _likeness(process: Any, scorer: Any, texts: Sequence[str]) -> Any:
    return process.cdist(
        texts,
        texts,
        scorer=scorer.normalized_similarity,
        score_cutoff=LIKE,
        dtype=np.float32,
    )


def _why(spelling: _Name, name: _Name, likeness: float) -> Why | None:
    if spelling.letters == name.letters:
        return Why.SPACES
    if spelling.genderless == name.genderless:
        return Why.GENDER
    if sorted(spelling.genderless) == sorted(name.genderless):
        return Why.ORDER
    if len(name.letters) < LEAST_LETTERS or likeness < LIKE:
        return None
    only = set(spelling.forms) ^ set(name.forms)
    if any(len(form) <= _LEVELS or form.isdigit() for form in only):
        return None
    return Why.LETTERS
