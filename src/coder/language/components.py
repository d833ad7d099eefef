"""The parts of the embedded spaCy pipeline that are ours; imported only when spaCy is.

Tokenizer → `lexicon_classes` → morphologizer (trained) → `lexicon_lemmatizer` → `answer_sentences`,
and the parts of a compound as `token._.parts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.attrs import IS_TITLE, LOWER, ORTH, POS, SENT_START
from spacy.language import Language
from spacy.symbols import ADJ, DET, NOUN, PROPN
from spacy.tokens import Doc, Token
from spacy.util import registry
from spacy.vocab import Vocab

from coder.domain.tokens import Word, fold, words
from coder.language import tagger  # noqa: F401 - registers the tagger's model
from coder.language.clauses import AUXILIARIES, clause_hint
from coder.language.compounds import parts_of, splitter
from coder.language.lemmas import lemma_as_typed, meant
from coder.language.lexicon import TAIL, UNKNOWN, lexicon
from coder.language.tokenizer import pieces

WORDS = "coder_words"  # key in a document's user data
CLASS_MARK = "§"  # keeps a class apart from a real norm
_MOST_KEPT = 200_000  # entries of a cache
_BRACKETS = str.maketrans("", "", "()")
_JOINERS = str.maketrans("", "", "-'’.")
_SEEN_BY_LEMMATIZER = [ORTH, POS, IS_TITLE, LOWER]
_GENITIVE = re.compile(r"\w{3,}[^\Wsxzu]s")  # a name with the s of possession


def without_brackets(form: str) -> str:
    """The form as a word: "(school)maatschappelijk" is schoolmaatschappelijk; f(x) is none."""
    if "(" not in form and ")" not in form:
        return form
    word = form.translate(_BRACKETS)
    return word if len(word) > 1 and word.translate(_JOINERS).isalpha() else form


@lru_cache(maxsize=200_000)
def class_of(form: str) -> str:
    """What the tagger sees of the lexicon for one form.

    A word that no list explains but that is often written is likely to be a name: it also gets its
    frequency, in whole tenfolds.
    """
    word = meant(form).lower()
    known = lexicon().known_as(word)
    often = splitter().wholes.get(fold(word)) if known.startswith((UNKNOWN, TAIL)) else None
    return CLASS_MARK + known + (str(int(often)) if often else "")


class AnswerTokenizer:
    """spaCy's tokens are the words of `coder.domain.tokens.words`, marks apart."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text; the document's text is the text again."""
        found: list[str] = []
        followed: list[bool] = []  # by one blank
        our_words: list[Word] = []
        for piece in pieces(text):
            part = piece.text
            if piece.word is not None:
                our_words.append(piece.word)
            if part.isspace():
                if found and part[0] == " ":
                    followed[-1] = True
                    part = part[1:]
                if not part:
                    continue
            found.append(part)
            followed.append(False)
        doc = Doc(self.vocab, words=found, spaces=followed)
        doc.user_data[WORDS] = our_words
        return doc

    def to_disk(self, _path: object, **_options: object) -> None:
        """Nothing to keep: the rules are code."""

    def from_disk(self, _path: object, **_options: object) -> AnswerTokenizer:
        """Nothing to read."""
        return self

    def to_bytes(self, **_options: object) -> bytes:
        """Nothing to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_options: object) -> AnswerTokenizer:
        """Nothing to read."""
        return self


@registry.tokenizers("coder.AnswerTokenizer.v1")  # type: ignore[untyped-decorator]
def _make_tokenizer() -> object:
    return lambda nlp: AnswerTokenizer(nlp.vocab)


class LexiconClasses:
    """Tells the tagger what the lexicon knows: writes each word's classes where its norm stands."""

    def __init__(self) -> None:
        self._class_of: dict[int, int] = {}  # by hash of the lower-case form
        self._auxiliaries: frozenset[int] = frozenset()  # their hashes

    def __call__(self, doc: Doc) -> Doc:
        """Classes for all words of a document."""
        forms = doc.to_array(LOWER).tolist()
        known = self._class_of
        found = [known.get(form) or self._look_up(form, doc.vocab) for form in forms]
        if not self._auxiliaries:
            self._auxiliaries = frozenset(map(doc.vocab.strings.add, AUXILIARIES))
        if not self._auxiliaries.isdisjoint(forms):
            texts = [token.lower_ for token in doc]
            for place, form in enumerate(forms):
                if form in self._auxiliaries:
                    hinted = class_of(texts[place]) + clause_hint(texts, place)
                    found[place] = doc.vocab.strings.add(hinted)
        return _with(doc, ["NORM"], [found])

    def _look_up(self, form: int, vocab: Vocab) -> int:
        if len(self._class_of) >= _MOST_KEPT:
            self._class_of.clear()
        found = vocab.strings.add(class_of(without_brackets(vocab.strings[form])))
        self._class_of[form] = found
        return found


class LexiconLemmatizer:
    """Sets lemmas by form and part of speech, and gives back the norm."""

    def __init__(self) -> None:
        self._lemma_of: dict[tuple[int, int, bool], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Lemmas for all words of a document."""
        known = self._lemma_of
        rows: Any = doc.to_array(_SEEN_BY_LEMMATIZER)
        rows = rows.reshape(-1, len(_SEEN_BY_LEMMATIZER))
        found = []
        for place, (form, pos, titled, _lower) in enumerate(rows.tolist()):
            first = not titled or stands_first(doc[place])
            lemma = known.get((form, pos, first)) or self._look_up(doc[place], first=first)
            if titled and pos == PROPN and is_genitive(doc[place]):
                lemma = doc.vocab.strings.add(doc[place].text[:-1])
            found.append(lemma)
        return _with(doc, ["LEMMA", "NORM"], [found, rows[:, -1].tolist()])

    def _look_up(self, token: Token, *, first: bool) -> int:
        if len(self._lemma_of) >= _MOST_KEPT:
            self._lemma_of.clear()
        lemma = lemma_as_typed(without_brackets(token.text), token.pos_, first=first)
        found = token.vocab.strings.add(lemma)
        self._lemma_of[token.orth, token.pos, first] = found
        return found


def stands_first(token: Token) -> bool:
    """Whether a word opens a sentence or quote, and no capital follows it."""
    doc, place = token.doc, token.i
    opens = place == 0 or doc[place - 1].is_punct
    return opens and not (place + 1 < len(doc) and doc[place + 1].is_title)


def is_genitive(token: Token) -> bool:
    """Whether a name owns what follows it: Hamiltons ideeën, but De Wijngaards wil."""
    doc, place = token.doc, token.i
    if not (token.is_title and _GENITIVE.fullmatch(token.text)):
        return False
    if place and doc[place - 1].pos == DET:
        return False
    owned = next((word for word in doc[place + 1 : place + 3] if word.pos != ADJ), None)
    return owned is not None and owned.pos == NOUN and owned.is_lower


def _with(doc: Doc, attributes: list[int | str], values: list[list[int]]) -> Doc:
    """The document with attributes of all tokens set; one call is faster than one a token."""
    if len(doc):
        columns: Any = np.array(values, dtype=np.uint64).T.copy()
        doc.from_array(attributes, columns)
    return doc


@Language.factory("lexicon_classes")
def _make_classes(nlp: Language, name: str) -> LexiconClasses:  # noqa: ARG001 - spaCy's signature
    return LexiconClasses()


@Language.factory("lexicon_lemmatizer")
def _make_lemmatizer(nlp: Language, name: str) -> LexiconLemmatizer:  # noqa: ARG001
    return LexiconLemmatizer()


def words_of(doc: Doc) -> list[Word]:
    """Our words of a document: as the tokenizer found them, else found anew."""
    found: list[Word] | None = doc.user_data.get(WORDS)
    return words(doc.text) if found is None else found


@Language.component("answer_sentences")
def answer_sentences(doc: Doc) -> Doc:
    """Sentence starts as the rules see them, so that a pattern and spaCy agree."""
    sentence_of = {word.start: word.sentence for word in words_of(doc)}
    starts, before = [], -1
    for token in doc:
        sentence = sentence_of.get(token.idx, max(before, 0))
        starts.append(1 if sentence != before else -1)
        before = sentence
    if starts:  # all at once: spaCy looks through the document for each one set alone
        marks: Any = np.array(starts, np.int64).astype(np.uint64)[:, None]  # spaCy wants unsigned
        doc.from_array([SENT_START], marks)
    return doc


def _parts(token: Token) -> Sequence[str]:
    return parts_of(token.lower_, token.lemma_.lower())


if not Token.has_extension("parts"):
    Token.set_extension("parts", getter=_parts)
