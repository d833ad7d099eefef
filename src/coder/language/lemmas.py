"""From a form and its part of speech to the lemma, by the lexicon alone."""

from __future__ import annotations

import re

from coder.domain.tokens import fold
from coder.language.compounds import split, splitter
from coder.language.lexicon import ADJ, LETTER_OF, NOUN, OPEN, VERB, Lexicon, lexicon
from coder.language.typing_errors import mended

_COMMON = 3.0  # Zipf frequency of a lemma that is hardly ever a name
_NO_WORDS = frozenset({"PUNCT", "SYM"})
_PEOPLES = {
    "anen": "aan", "ijnen": "ijn", "panners": "panner", "naren": "naar",
    "ërs": "ër", "landers": "lander", "tsers": "tser",
}  # fmt: skip
_ORDINAL = re.compile(r"(\d+)(ste|de|e)")
_STRESS = str.maketrans("áéíóú", "aeiou")
_LEAST_NAME = 4  # a shorter lower-case "name" may be an abbreviation
_PLURAL_ABBREVIATION = re.compile(r"([a-z]{2,5}|[A-Z]{2,5})['’](s|ers)")


def lemma_of(form: str, pos: str, known: Lexicon, proposed: str = "") -> str:
    """The lemma of a word, in lower case except for names and what is no word.

    The treebank's lemma for form and tag; else the list's for that tag, a diminutive, a compound
    with a known tail; else the same for the other open classes; else a regular ending. `proposed`,
    the lemma of a trained lemmatizer, counts only when all lists are silent and it is a listed word
    itself. What nothing explains stays as it is.
    """
    if pos in _NO_WORDS:
        return form
    low = form.lower()
    if pos != "X" and form.islower():  # a name keeps its accents, another language too
        low = _unstressed(low, known)
    treebank = known.treebank_lemma(low, pos)
    if pos == "PROPN":
        if _is_name(form):
            return _name(low if form.islower() else form, treebank)
        pos = "NOUN"
    if treebank is not None:
        return treebank
    kind = LETTER_OF.get(pos, "")
    if kind not in OPEN:
        return _abbreviation(form) or low
    return (
        _open(low, kind, pos, known)
        or _restored(low, kind, pos, known)
        or _last_of_hyphened(low, pos, known)
        or _accepted(proposed, kind, known)
        or known.regular(low, kind)
        or _abbreviation(form)
        or low
    )


def _is_name(form: str) -> bool:
    """Not a longer word in lower case, nor people called by letters: POH'ers."""
    if form.endswith(("'ers", "’ers")):
        return False
    return not form.islower() or len(form) < _LEAST_NAME


def _unstressed(form: str, known: Lexicon) -> str:
    """The word without accents that only stress it: véél is veel."""
    if form.isascii() or known.listed(form):
        return form
    plain = form.translate(_STRESS)
    return plain if known.listed(plain) else form


def lemma_as_typed(form: str, pos: str, proposed: str = "", *, first: bool = True) -> str:
    """The lemma of a word in an answer: `lemma_of` with the shipped lists, typing errors mended.

    `first`: the word opens its sentence, so that its capital says nothing. A common word that the
    tagger takes for a name there ("Bezuinigingen") gets its common lemma.
    """
    if pos == "PROPN" and first and not form.islower():
        common = _common_lemma(form.lower())
        if common:
            return common
    if first or not form.istitle():
        form = meant(form, pos)
    return lemma_of(form, pos, lexicon(), proposed)


def meant(form: str, pos: str = "") -> str:
    """The word that was meant: the form itself, or in lower case the word one stroke away."""
    if pos in _NO_WORDS or (pos == "PROPN" and not form.islower()):
        return form
    return mended(form.lower()) or form


def _common_lemma(form: str) -> str | None:
    """The lemma of an inflected common word; None for what may well be a name."""
    known = lexicon()
    listed = (known.listed_lemma(form, kind) for kind in OPEN)
    lemma = next((lemma for lemma in listed if lemma), None) or known.compound(form, NOUN, "")
    if lemma is None or lemma == form:
        return None
    is_common = splitter().wholes.get(fold(lemma), 0.0) >= _COMMON or split(lemma)
    return lemma if is_common else None


def _name(form: str, treebank: str | None) -> str:
    """Names stay, but for a genitive and for peoples: Italianen, Italiaan."""
    lemma = treebank or form
    if form.endswith(("'s", "’s")):
        lemma = form[:-2]
    elif treebank is None and form[0].isupper():
        peoples = (end for end in _PEOPLES if form.endswith(end))
        lemma = next((form.removesuffix(end) + _PEOPLES[end] for end in peoples), form)
    return lemma[0].upper() + lemma[1:] if form[0].isupper() else lemma


def _open(form: str, kind: str, pos: str, known: Lexicon) -> str | None:
    """By list for the tagged class, then for the others; then a diminutive or a compound.

    A verb is tried as a particle with a known verb before it is taken for another class: measured,
    that is right more often than not, and the other way round for nouns and adjectives.
    """
    if kind == VERB:
        lemma = known.listed_lemma(form, kind) or known.compound(form, kind, pos)
        if lemma:
            return lemma
    others = [other for other in (NOUN, VERB, ADJ) if other != kind]
    listed = (
        known.listed_lemma(form, each, by_rule=each in (kind, NOUN)) for each in (kind, *others)
    )
    return (
        next((lemma for lemma in listed if lemma is not None), None)
        or known.function_word(form)
        or known.diminutive(form)
        or known.compound(form, kind, pos)
        or (known.compound(form, NOUN, "") if kind != NOUN else None)
    )


def _restored(form: str, kind: str, pos: str, known: Lexicon) -> str | None:
    accented = known.restored(form)
    return None if accented == form else _open(accented, kind, pos, known)


def _last_of_hyphened(form: str, pos: str, known: Lexicon) -> str | None:
    """30-jarige, 30-jarig; tbs-instellingen, tbs-instelling; 51ste, 51."""
    first, hyphen, last = form.rpartition("-")
    if first and last.isalpha():
        return first + hyphen + lemma_of(last, pos, known)
    ordinal = _ORDINAL.fullmatch(form)
    return ordinal[1] if ordinal else None


def _abbreviation(form: str) -> str | None:
    """vog's, vog; poh'ers, poh'er: a plural whatever class a tagger guessed for the letters."""
    if not _PLURAL_ABBREVIATION.fullmatch(form):
        return None
    return form.lower().removesuffix("s").rstrip("'’")


def _accepted(proposed: str, kind: str, known: Lexicon) -> str | None:
    low = proposed.lower()
    return low if low and known.is_lemma(low, kind) else None
