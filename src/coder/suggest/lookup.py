"""A list of the user's own (job titles with occupation codes, say) as a source of suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from rapidfuzz.fuzz import token_sort_ratio

from coder.domain.answers import normal_form
from coder.domain.lookup import Candidate, HowFound, LookupEntry
from coder.domain.tokens import fold, words
from coder.suggest.features import STOP_WORDS

CHAR_RANGE = (3, 5)
SHORTLIST = 40  # lines that are compared letter by letter
SAME_WORDS = 0.98  # certainty where only order, accents, punctuation or small words differ
# A likeness of 0.95 was right in 91 % of 1,500 titles looked up in a list of 22,000 from which they
# had been left out, 0.85 in 73 %, 0.75 in 56 %, 0.65 in 34 %: near enough to this power of it.
CERTAINTY_POWER = 2.5
LEAST_SCORE = 15.0  # below it a candidate is noise
TOP = 5


class LookupIndex:
    """Finds an answer in a list: the same text, the same words, much the same letters.

    Letters are compared in two steps: cosine of TF-IDF over characters picks a few lines of the
    whole list, and those are compared as a person would, words in any order. In a list of 22,000
    titles the right code came first for 74 of 100 titles that had been left out of it, and for 98
    of 100 with a typing error (`tests/benchmarks/bench_lookup.py`, 23 November 2026).
    """

    def __init__(self, entries: Iterable[LookupEntry]) -> None:
        self.entries: tuple[LookupEntry, ...] = tuple(entries)
        self._lines = [normal_form(entry.text) for entry in self.entries]
        self._forms = [_form(entry.text) for entry in self.entries]
        self._by_line = _places(self._lines)
        self._by_words = _places(map(_bag, self._forms))

    def find(self, text: str, top: int = TOP) -> list[Candidate]:
        """The likeliest codes for an answer, best first, each once; none for an empty answer."""
        line, form = normal_form(text), _form(text)
        found = self._same(self._by_line.get(line, ()), 1.0, HowFound.EXACT)
        found = found or self._same(self._by_words.get(_bag(form), ()), SAME_WORDS, HowFound.NORMAL)
        if not found or len(found) < top:
            found = found + self._alike(form)
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=lambda candidate: -candidate.score):
            best.setdefault(candidate.code, candidate)
        return list(best.values())[:top]

    def _same(self, places: Sequence[int], certainty: float, how: HowFound) -> list[Candidate]:
        shares = self._shares(places)
        return [self._candidate(place, certainty * shares[place], how) for place in places]

    def _alike(self, form: str) -> list[Candidate]:
        if not form or not self.entries:
            return []
        vectorizer, matrix = self._letters
        cosines = vectorizer.transform([form]) @ matrix
        if cosines.nnz > SHORTLIST:
            nearest = np.argpartition(-cosines.data, SHORTLIST)[:SHORTLIST]
        else:
            nearest = np.arange(cosines.nnz)
        likeness = {int(cosines.indices[at]): float(cosines.data[at]) for at in nearest}
        places_by_bag: dict[str, list[int]] = {}
        for place in likeness:
            places_by_bag.setdefault(_bag(self._forms[place]), []).append(place)
        return [
            candidate
            for places in places_by_bag.values()
            for candidate in self._near(form, places, likeness)
            if candidate.score >= LEAST_SCORE
        ]

    def _near(
        self, form: str, places: Sequence[int], likeness: Mapping[int, float]
    ) -> list[Candidate]:
        """Lines of the same words share what certainty their likeness gives."""
        shares, found = self._shares(places), []
        for place in places:
            letters = token_sort_ratio(form, self._forms[place]) / 100
            certainty = min(((likeness[place] + letters) / 2) ** CERTAINTY_POWER, SAME_WORDS)
            found.append(self._candidate(place, certainty * shares[place], HowFound.FUZZY))
        return found

    def _shares(self, places: Sequence[int]) -> dict[int, float]:
        """What part of its text's weight each line's code has, 0-1."""
        by_code: dict[str, float] = {}
        for place in places:
            entry = self.entries[place]
            by_code[entry.code] = by_code.get(entry.code, 0.0) + entry.weight
        total = sum(by_code.values())
        return {place: by_code[self.entries[place].code] / total for place in places}

    def _candidate(self, place: int, certainty: float, how: HowFound) -> Candidate:
        entry = self.entries[place]
        return Candidate(entry.code, entry.text, round(100 * certainty, 1), how)

    @cached_property
    def _letters(self) -> tuple[Any, Any]:
        """TF-IDF over characters, and the list in it: shape (n_features, n_entries)."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=CHAR_RANGE,
            sublinear_tf=True,
            lowercase=False,
            dtype=np.float32,
        )
        return vectorizer, vectorizer.fit_transform(self._forms).T.tocsr()


def _form(text: str) -> str:
    """The words, folded, in their order; a text without words as it is."""
    return " ".join(word.form for word in words(text)) or fold(text).strip()


def _bag(form: str) -> str:
    """The words that carry meaning, in alphabetical order."""
    distinct = sorted(set(form.split()))
    return " ".join(word for word in distinct if word not in STOP_WORDS) or form


def _places(keys: Iterable[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return places
