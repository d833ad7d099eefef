"""Shortening a quote: what is left out is marked with …, what is added stands in [ ].

Everything else must be the respondent's own words, in their own order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coder.domain.personal_kinds import Finding
from coder.i18n import _

GAP = "…"
_MARKS = re.compile(r"\[[^\[\]]*\]|…")
_DOTS = re.compile(r"\[\s*(?:\.{3}|…)\s*\]|\.{3}")
_EDGE = " \t\n\"'“”‘’„.,;:!?-–—"  # what may fall off at either end without a mark
_NEGATIONS = re.compile(
    r"\b(?:niet|geen|nooit|niemand|niets|nergens|zonder|amper|nauwelijks)\b", re.I
)
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"[^.!?\n]*[.!?…\n]+[\s\"”’)]*|[^.!?\n]+$")


@dataclass(frozen=True, slots=True)
class Shortening:
    """A shortened text held against what the respondent typed.

    Attributes:
        text: As it will be printed: blanks single, three dots as …
        problems: Why it cannot stand; empty when it is right.
        warnings: What a person should think about: a negation was left out.
    """

    text: str
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Only removals marked … and additions in [ ]."""
        return not self.problems


@dataclass(slots=True)
class _Walk:
    """How far the original has been matched, and what was left out."""

    at: int = 0
    left_out: list[str] = field(default_factory=list)


def tidy(text: str) -> str:
    """Single blanks, and … for three dots or […].

    >>> tidy("Dat [...] klopt  niet...")
    'Dat … klopt niet…'
    """
    return " ".join(_DOTS.sub(GAP, text).split())


def shorten(original: str, typed: str) -> Shortening:
    """Holds a shortened text against the original.

    >>> shorten("Het is hier altijd veel te druk.", "Het is … te druk.").right
    True
    >>> shorten("Het is hier te druk.", "Het is rustig.").right
    False
    """
    whole, text = tidy(original), tidy(typed)
    if text == whole:
        return Shortening(text)
    problems = _problems_of_form(text)
    pieces, walk = _pieces(text), _Walk()
    if not problems:
        problems = [problem for piece in pieces if (problem := _follow(piece, whole, walk))]
    if not problems:
        walk.left_out.append(whole[walk.at :])
        if pieces[-1].last and _WORD.search(whole[walk.at :]):
            problems = [_("The end is left out without a mark; put … there.")]
    return Shortening(text, tuple(problems), () if problems else _warnings(walk.left_out))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words taken over. `glued_*`: an addition touches them; `first`, `last`: no mark beyond."""

    text: str
    first: bool
    last: bool
    glued_before: bool
    glued_after: bool


def _problems_of_form(text: str) -> list[str]:
    bare = _MARKS.sub(" ", text)
    problems = []
    if not _WORD.search(bare):
        problems.append(_("Nothing of the respondent's own words is left."))
    if "[" in bare or "]" in bare:
        problems.append(_("A bracket is not closed; additions stand in [ ]."))
    return problems


def _pieces(text: str) -> list[_Piece]:
    """The words between the marks."""
    marks = list(_MARKS.finditer(text))
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    found = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        words = text[start:end]
        if words.strip():
            before = number > 0 and marks[number - 1].group() != GAP and not words[0].isspace()
            after = number < len(marks) and marks[number].group() != GAP and not words[-1].isspace()
            edges = (number == 0, number == len(marks))
            found.append(_Piece(words.strip(), *edges, before, after))
    return found


def _follow(piece: _Piece, whole: str, walk: _Walk) -> str:
    """Finds the piece in what is left of the original and goes there; else says what is wrong."""
    place = _find(piece, whole, walk.at)
    if place is None:
        return _("“{text}” does not stand there in the original; put what you add in [ ].").format(
            text=piece.text
        )
    if piece.first and _WORD.search(whole[:place]):
        return _("The beginning is left out without a mark; put … there.")
    walk.left_out.append(whole[walk.at : place])
    walk.at = place + len(piece.text)
    return ""


def _find(piece: _Piece, whole: str, start: int) -> int | None:
    """The first place from `start` on, at whole words; the last place for words that end it."""
    places = [
        match.start() + start
        for match in re.finditer(f"(?={re.escape(piece.text)})", whole[start:])
        if _whole_words(piece, whole, match.start() + start)
    ]
    if not places:
        return None
    return places[-1] if piece.last and not piece.first else places[0]


def _whole_words(piece: _Piece, whole: str, place: int) -> bool:
    """Does it begin and end between words? Beside an addition it may be a part: "[D]e"."""
    end = place + len(piece.text)
    cut_before = _inside_word(whole, place) and not piece.glued_before
    cut_after = _inside_word(whole, end) and not piece.glued_after
    return not cut_before and not cut_after


def _inside_word(whole: str, place: int) -> bool:
    if not 0 < place < len(whole):
        return False
    return bool(_WORD.match(whole[place - 1]) and _WORD.match(whole[place]))


def _warnings(left_out: Sequence[str]) -> tuple[str, ...]:
    gone = [match.group() for text in left_out for match in _NEGATIONS.finditer(text)]
    if not gone:
        return ()
    words = ", ".join(dict.fromkeys(gone))
    return (_("“{words}” is left out: does it still say what was meant?").format(words=words),)


def proposed(
    original: str,
    findings: Sequence[Finding],
    keep: Sequence[tuple[int, int]] = (),
    most: int = 280,
) -> str:
    """A first shortening: personal data replaced, and of a long answer the sentences that matter.

    Args:
        original: What was typed.
        findings: Personal data in it; each gives way to its suggestion.
        keep: Places that must be in it, such as the words that a rule of the code matched.
        most: Letters above which sentences are left out.
    """
    start, end = _window(original, keep, most)
    parts, at = [], start
    for finding in findings:
        if finding.start >= at and finding.end <= end:
            parts += [original[at : finding.start], finding.suggestion]
            at = finding.end
        elif finding.start < end and start < finding.end:
            return tidy(original)  # the cut goes through it: leave the choice to a person
    text = tidy("".join([*parts, original[at:end]]))
    before = bool(_WORD.search(original[:start]))
    after = bool(_WORD.search(original[end:]))
    text = f"{GAP} {text}" if before else text
    text = f"{text} {GAP}" if after else text
    return text if shorten(original, text).right else tidy(original)


def _window(original: str, keep: Sequence[tuple[int, int]], most: int) -> tuple[int, int]:
    """From where to where: whole sentences, about `most` letters, with what must be kept."""
    if len(original) <= most:
        return 0, len(original)
    sentences = [match.span() for match in _SENTENCE.finditer(original)]
    wanted = [
        number
        for number, (start, end) in enumerate(sentences)
        if any(start < kept_end and kept_start < end for kept_start, kept_end in keep)
    ]
    first = last = wanted[0] if wanted else 0
    while last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= most:
        last += 1
    return sentences[first][0], sentences[last][1]
