"""The Dutch lexicon: which lemma a form has for which part of speech, and which it can have at all.

Three sources, packed by `notebooks/dutch_pipeline/build_lexicon.py`: forms and lemmas of the
treebank's training part, the Dutch tables of spacy-lookups-data, and a short list of our own
(`nl/exceptions.txt`). A lemma is always a word of these lists, or a known word behind known parts;
never an invention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from coder.domain.tokens import fold
from coder.language.compounds import split
from coder.language.packing import data_folder, read_front_coded, read_sections

NOUN, VERB, ADJ = "n", "v", "a"
LETTER_OF = {  # letter of a part of speech in a packed entry; capital: from the treebank
    "NOUN": NOUN, "VERB": VERB, "AUX": VERB, "ADJ": ADJ, "ADP": "i", "DET": "d", "PRON": "p",
    "ADV": "b", "NUM": "u", "PROPN": "m", "CCONJ": "c", "SCONJ": "s", "INTJ": "t", "X": "x",
    "SYM": "y",
}  # fmt: skip
OPEN = (NOUN, VERB, ADJ)
_CLOSED = "idpb"  # what the tagger sees of the closed classes
UNKNOWN = "?"
TAIL = "~"
ENDINGS = {  # what may be taken off an inflected form, and put on, if that gives a listed word
    NOUN: (
        ("heden", "heid"), ("elen", "eel"), ("ezen", "ees"), ("even", "eef"), ("ssen", "s"),
        ("rren", "r"), ("kken", "k"), ("bben", "b"), ("'er", ""), ("tje", ""), ("kje", ""),
        ("ici", "icus"), ("en", ""), ("ën", ""), ("'s", ""), ("s", ""),
    ),
    VERB: (
        ("dden", "den"), ("tten", "ten"), ("dde", "den"), ("tte", "ten"), ("end", "en"),
        ("dt", "den"), ("de", "en"), ("te", "en"),
        ("ende", "en"), ("enden", "en"), ("ends", "en"),
    ),
    ADJ: (
        ("sten", ""), ("ende", "end"), ("ste", ""), ("st", ""), ("er", ""), ("en", ""), ("e", ""),
    ),
}  # fmt: skip
_REGULAR = {  # endings whose base form is certain
    NOUN: (
        ("heden", "heid"), ("ingen", "ing"), ("iteiten", "iteit"), ("logen", "loog"),
        ("isten", "ist"), ("ties", "tie"), ("ieën", "ie"), ("'s", ""), ("'ers", "'er"),
        ("eurs", "eur"), ("ers", "er"), ("schappen", "schap"), ("aars", "aar"),
    ),
    VERB: (
        ("eert", "eren"), ("eerde", "eren"), ("eerden", "eren"),
    ),
    ADJ: (
        ("lijke", "lijk"), ("ige", "ig"), ("ische", "isch"), ("bare", "baar"), ("zame", "zaam"),
        ("loze", "loos"), ("aanse", "aans"), ("dse", "ds"), ("ense", "ens"), ("erse", "ers"),
        ("ends", "end"), ("lijks", "lijk"), ("igs", "ig"),
    ),
}  # fmt: skip
_LEAST_STEM = 3
_DIMINUTIVES = (("etje", ""), ("kje", "g"), ("pje", ""), ("je", ""), ("tje", ""))
_LEAST_DIMINUTIVE = 6
_PARTICIPLE = re.compile(r".{3,}end(e|en|s)?")  # pijnstillend: a noun may stand first
_PARTICLE_WORDS = (
    "aan achter af bij binnen boven buiten dicht door fijn goed in klaar los mee mede na neer om "
    "on onder op open over samen tegen terug toe tussen uit vast vol voor voorbij vrij weg weer "
    "zwart tekort teleur stop stil deel plaats"
)
PARTICLES = frozenset(_PARTICLE_WORDS.split())  # in front of separable verbs
_LINKERS = ("", "s", "en", "n", "e", "-", "er")
_LEAST_TAIL = 4
_LEAST_COMPOUND = 7
_LEAST_RESTORED = 5  # shorter words may lose their accent on purpose: een, of, na


@dataclass(frozen=True)
class Lexicon:
    """Lemmas of forms, all in lower case.

    Args:
        entries: For each form codes like "n2" or "v1en": a letter for the part of speech, how many
            letters to take off, what to put on. A capital letter: as the treebank has it.
    """

    entries: Mapping[str, str]
    _accented: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        accented = {fold(word): word for word in self.entries if not word.isascii()}
        found = {plain: word for plain, word in accented.items() if plain not in self.entries}
        object.__setattr__(self, "_accented", found)

    def restored(self, form: str) -> str:
        """The form with the accents that were lost in typing, where only one word fits."""
        if form in self.entries or len(form) < _LEAST_RESTORED:
            return form
        return self._accented.get(form, form)

    def lemmas(self, form: str) -> dict[str, str]:
        """Lemma by letter of the part of speech, as listed."""
        return dict(reversed(list(_decoded(form, self.entries.get(form, "")))))

    def listed(self, form: str) -> bool:
        """Whether the word stands in the list, in any part of speech."""
        return form in self.entries

    def is_lemma(self, word: str, kind: str) -> bool:
        """Whether a word is listed as a base form."""
        return self._listed(word, kind) == word

    def listed_lemma(self, form: str, kind: str, *, by_rule: bool = True) -> str | None:
        """The lemma for one of the open classes, by list or by a regular ending."""
        listed = self._listed(form, kind)
        return self.by_ending(form, kind) if listed is None and by_rule else listed

    def function_word(self, form: str) -> str | None:
        """The lemma of a word that is listed as a preposition, determiner, pronoun or adverb."""
        return next((lemma for kind in _CLOSED if (lemma := self._listed(form, kind))), None)

    def _listed(self, form: str, letter: str) -> str | None:
        entry = self.entries.get(form, "")
        if letter not in entry:  # most often: saves the parsing
            return None
        return next((lemma for found, lemma in _decoded(form, entry) if found == letter), None)

    def by_ending(self, form: str, kind: str) -> str | None:
        """The listed lemma of which the form is a regular inflection."""
        for ending, instead in ENDINGS[kind]:
            if form.endswith(ending):
                candidate = form[: len(form) - len(ending)] + instead
                if len(candidate) >= _LEAST_STEM and self.is_lemma(candidate, kind):
                    return candidate
        return None

    def known_as(self, form: str) -> str:
        """The classes that a form can have: what the tagger sees of the lexicon.

        Capital letter: the form is a lemma itself. An unknown word has the classes of its longest
        known tail, marked "~"; "?" when there is none.
        """
        found = self._classes(form)
        if found or len(form) > _LONGEST_WORD:
            return found or UNKNOWN
        for start in range(2, len(form) - _LEAST_TAIL + 1):
            tail = self._classes(form[start:])
            if tail:
                return TAIL + tail
        return UNKNOWN

    def _classes(self, form: str) -> str:
        listed = self.lemmas(form)
        found = []
        for kind in OPEN:
            lemma = listed.get(kind) or self.listed_lemma(form, kind)
            if lemma is not None:
                found.append(kind.upper() if lemma == form else kind)
        return "".join(found) + "".join(letter for letter in _CLOSED if letter in listed)

    def diminutive(self, form: str) -> str | None:
        """The noun of a diminutive: lijstjes, lijst."""
        stem = form.removesuffix("s")
        if len(form) < _LEAST_DIMINUTIVE or not stem.endswith("je"):
            return None
        candidates = (
            stem.removesuffix(ending) + instead
            for ending, instead in _DIMINUTIVES
            if stem.endswith(ending)
        )
        return next((word for word in candidates if self.is_lemma(word, NOUN)), None)

    def compound(self, form: str, kind: str, pos: str) -> str | None:
        """The lemma of a compound that is not listed: known first part, lemma of the rest."""
        if not _LEAST_COMPOUND <= len(form) <= _LONGEST_WORD:
            return None
        plain_verb = kind == VERB and not _PARTICIPLE.fullmatch(form)
        for start in range(2, len(form) - _LEAST_TAIL + 2):
            first, rest = form[:start], form[start:]
            if first in PARTICLES or (not plain_verb and self._may_stand_first(first)):
                lemma = self.treebank_lemma(rest, pos) or self.listed_lemma(rest, kind)
                if lemma:
                    return first + lemma
        return None if plain_verb else self._compound_by_parts(form, kind)

    def _compound_by_parts(self, form: str, kind: str) -> str | None:
        """The lemma of a compound of more than two parts: buurtsportcoaches."""
        parts = split(form)
        last = parts[-1] if parts else ""
        lemma = self.listed_lemma(last, kind) if last and form.endswith(last) else None
        return form.removesuffix(last) + lemma if lemma else None

    def regular(self, form: str, kind: str) -> str | None:
        """The lemma by an ending that leaves no doubt, for words that no list has."""
        for ending, instead in _REGULAR[kind]:
            if form.endswith(ending) and len(form) >= len(ending) + _LEAST_STEM:
                return form.removesuffix(ending) + instead
        return None

    def treebank_lemma(self, form: str, pos: str) -> str | None:
        """The lemma that the treebank's training part gives most often for this form and tag."""
        return self._listed(form, LETTER_OF[pos].upper()) if pos in LETTER_OF else None

    def _may_stand_first(self, first: str) -> bool:
        for linker in _LINKERS:
            word = first.removesuffix(linker) if linker and first.endswith(linker) else first
            if (linker and word == first) or len(word) < 3:
                continue
            if (
                self.is_lemma(word, NOUN)
                or self.is_lemma(word, ADJ)
                or self.is_lemma(word + "en", VERB)
                or self._listed(word, NOUN) is not None
                or word in PARTICLES
            ):
                return True
        return False


_LONGEST_WORD = 60


def _decoded(form: str, entry: str) -> Iterator[tuple[str, str]]:
    """Letter and lemma of each code; of two with one letter the first counts."""
    for code in entry.split():
        cut = ord(code[1]) - ord("0") if len(code) > 1 else 0
        yield code[0], form[: len(form) - cut] + code[2:]


def encoded(form: str, kind: str, lemma: str) -> str:
    """The code of one lemma in an entry; see `Lexicon`."""
    if lemma == form:
        return kind
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return f"{kind}{chr(ord('0') + len(form) - shared)}{lemma[shared:]}"


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read at the first use and kept."""
    words, codes = read_sections(data_folder() / "lexicon.xz")
    known_codes: dict[str, str] = {}
    entries = {
        word: known_codes.setdefault(code, code)
        for word, code in zip(read_front_coded(words), codes.split("\n"), strict=True)
    }
    by_hand = (data_folder() / "exceptions.txt").read_text(encoding="utf-8")
    for line in by_hand.splitlines():
        if line and not line.startswith("#"):
            form, kinds, lemma = line.split()
            ours = (encoded(form, kind, lemma) for kind in kinds + kinds.upper())
            entries[form] = " ".join([*ours, entries.get(form, "")]).strip()
    return Lexicon(entries)
