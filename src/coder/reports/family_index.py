"""Finds the word families of a word, each distinct word looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from coder.domain.pattern_terms import TermIndex
from coder.domain.pattern_tree import FORM_ONLY, PART, STAR, Term
from coder.domain.tokens import Token
from coder.reports.word_families import WordFamilies

_SPELLING_MARKS = FORM_ONLY + PART


class FamilyIndex:
    """The families of a word. A family's key is "~" and its word: no lemma looks like that."""

    def __init__(self, families: WordFamilies) -> None:
        self._by_key = {PART + family.word: family for family in families.families}
        self._keys_of: dict[Term, list[str]] = defaultdict(list)
        self._excluded_by: dict[Term, list[str]] = defaultdict(list)
        for key, family in self._by_key.items():
            for term in family.terms:
                self._keys_of[term].append(key)
            for term in family.excluded:
                self._excluded_by[term].append(key)
        self._index = TermIndex([*self._keys_of, *self._excluded_by])

    def families_of(self, token: Token) -> tuple[set[str], set[str]]:
        """Keys of the families that the word itself belongs to, and of those it holds as a part."""
        runs = replace(token, parts=_runs(token.parts)) if token.parts else token
        whole: set[str] = set()
        inside: set[str] = set()
        refused: set[str] = set()
        for term in self._index.terms_of(runs):
            found = whole if _is_word(term, token) else inside
            found.update(self._keys_of.get(term, ()))
            refused.update(self._excluded_by.get(term, ()))
        return whole - refused, inside - whole - refused

    def keys_of_words(self, words: Iterable[str]) -> set[str]:
        """Keys of the families that one of these words belongs to."""
        return set().union(*(self.families_of(Token(word, word, 0, 0))[0] for word in words))

    def kind(self, name: str) -> str:
        """What a family points to; "" for other words."""
        family = self._by_key.get(name)
        return family.kind if family else ""

    def label(self, name: str) -> str:
        """The word that a family is shown as; "" for other words."""
        family = self._by_key.get(name)
        return family.word if family else ""

    def stems(self, name: str) -> list[str]:
        """The letters that a family's words, or a lemma, fix."""
        family = self._by_key.get(name)
        if family is None:
            return [name]
        return [_letters(term) for term in family.terms]


def _letters(term: Term) -> str:
    return term.lstrip(_SPELLING_MARKS).replace(STAR, "")


def _is_word(term: Term, token: Token) -> bool:
    return _letters(term) in (token.form, token.lemma)


def _runs(parts: tuple[str, ...]) -> tuple[str, ...]:
    """All parts and neighbouring parts joined: hulp + verlener is hulpverlener too."""
    ends = range(1, len(parts) + 1)
    joined = ("".join(parts[start:end]) for start in range(len(parts)) for end in ends)
    return tuple(dict.fromkeys(filter(None, joined)))
