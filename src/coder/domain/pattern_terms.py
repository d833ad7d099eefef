"""Which words of patterns match a token, looked up instead of tried one by one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from coder.domain.pattern_tree import FORM_ONLY, PART, STAR, Term
from coder.domain.tokens import Token

_KEY = 3  # letters of a starred term that are looked up before its regex is tried
_MOST_CACHED = 50_000  # kinds of tokens; a survey has about 10,000


def spellings(term: Term, token: Token) -> tuple[str, ...]:
    """The spellings of a token that a term is compared with."""
    if term.startswith(FORM_ONLY):
        return (token.form,)
    if term.startswith(PART):
        return (token.form, token.lemma, *parts_in_a_row(token.parts))
    return (token.form, token.lemma)


def parts_in_a_row(parts: Sequence[str]) -> tuple[str, ...]:
    """Each part of a compound, and neighbouring parts together.

    >>> parts_in_a_row(("buurt", "team"))
    ('buurt', 'buurtteam', 'team')
    """
    return tuple(
        "".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
    )


def matches(term: Term, token: Token) -> bool:
    """Does this word of a pattern match this word of an answer?"""
    body = term.lstrip(FORM_ONLY + PART)
    if STAR not in body:
        return body in spellings(term, token)
    fits = starred(body).fullmatch
    return any(fits(spelling) for spelling in spellings(term, token))


@lru_cache(maxsize=10_000)
def starred(body: str) -> re.Pattern[str]:
    """The regular expression of a word with stars."""
    return re.compile(".*".join(map(re.escape, body.split(STAR))), re.DOTALL)


class TermIndex:
    """Finds the terms that match a token; what it found for a kind of token is kept."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._literal: set[str] = set()
        self._by_opening: dict[str, list[Term]] = defaultdict(list)
        self._by_ending: dict[str, list[Term]] = defaultdict(list)
        self._anywhere: list[tuple[str, Term]] = []  # with its longest run of letters
        for term in dict.fromkeys(terms):
            self._add(term)
        self._found: dict[tuple[str, str, tuple[str, ...]], tuple[Term, ...]] = {}

    def _add(self, term: Term) -> None:
        body = term.lstrip(FORM_ONLY + PART)
        opening, ending = body[:_KEY], body[-_KEY:]
        if STAR not in body:
            self._literal.add(term)
        elif len(opening) == _KEY and STAR not in opening:
            self._by_opening[opening].append(term)
        elif len(ending) == _KEY and STAR not in ending:
            self._by_ending[ending].append(term)
        else:
            self._anywhere.append((max(body.split(STAR), key=len), term))

    def terms_of(self, token: Token) -> tuple[Term, ...]:
        """All terms that match this token, each once."""
        kind = (token.form, token.lemma, token.parts)
        known = self._found.get(kind)
        if known is None:
            if len(self._found) >= _MOST_CACHED:
                self._found.clear()
            known = self._found[kind] = self._look_up(token)
        return known

    def places(self, tokens: Sequence[Token]) -> dict[Term, int]:
        """Per term that occurs, the tokens that it matches: bit i stands for token i."""
        found: dict[Term, int] = {}
        for index, token in enumerate(tokens):
            for term in self.terms_of(token):
                found[term] = found.get(term, 0) | 1 << index
        return found

    def _look_up(self, token: Token) -> tuple[Term, ...]:
        forms = {token.form, token.lemma}
        asked = {FORM_ONLY + token.form} | forms
        within = forms | set(parts_in_a_row(token.parts))
        asked |= {PART + spelling for spelling in within}
        found = {Term(term) for term in asked & self._literal}
        tried = []
        for spelling in within:
            tried += [term for run, term in self._anywhere if run in spelling]
            tried += self._by_opening.get(spelling[:_KEY], ())
            tried += self._by_ending.get(spelling[-_KEY:], ())
        found.update(term for term in tried if matches(term, token))
        return tuple(sorted(found))
