"""What could stand where a filter is being typed: fields, words, and the values behind a colon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.domain.filter_scan import Piece, Value, pieces
from coder.domain.filter_words import FIELD_WORDS, STATUS_WORDS, Field, Names, field_named
from coder.domain.queries import HasMemo
from coder.domain.tokens import fold

MOST = 50  # offers
_NEEDS_QUOTES = re.compile(r"[\s\x1c-\x1f,:()*|&“”„«»]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be offered. `values` gives those of an attribute, `language` chooses the words."""

    names: Names
    values: Callable[[str], Sequence[str]]
    language: int


@dataclass(frozen=True, slots=True)
class Completion:
    """Text that may take the place of what stands from `start` to `end`; `meaning` explains it."""

    text: str
    start: int
    end: int
    meaning: str = ""

    def applied(self, source: str) -> str:
        """The filter with this in it."""
        return source[: self.start] + self.text + source[self.end :]

    @property
    def cursor(self) -> int:
        """Where typing goes on."""
        return self.start + len(self.text)


def complete(source: str, cursor: int, known: Vocabulary) -> list[Completion]:
    """What may be meant at the cursor: what begins as typed first, then what has it within."""
    piece = next(
        (each for each in pieces(source) if not each.sign and each.start <= cursor <= each.end),
        None,
    )
    if piece is None:
        return _offers(_words(known), "", cursor, cursor)
    if piece.name is None or cursor <= piece.name.end:
        end = piece.end if piece.name is None else piece.name.end + 1
        return _offers(_words(known), source[piece.start : cursor], piece.start, end)
    value = _value_at(piece, cursor)
    typed = source[value.start : cursor].strip('"“”„«»*')
    return _offers(_values(piece.name, known), typed, value.start, value.end)


def quoted(text: str) -> str:
    """A value as it must be typed.

    >>> quoted("geen tijd")
    '"geen tijd"'
    """
    plain = text.replace('"', "")
    simple = plain and not plain.startswith("-") and not _NEEDS_QUOTES.search(plain)
    return plain if simple else f'"{plain}"'


def _value_at(piece: Piece, cursor: int) -> Value:
    return next(
        (value for value in piece.values if value.start <= cursor <= value.end), piece.values[-1]
    )


def _words(known: Vocabulary) -> Iterator[tuple[str, str]]:
    """Fields, background attributes and status words; memos are not kept yet."""
    language = known.language
    for asked, names in FIELD_WORDS.items():
        if asked is not Field.MEMO:
            yield f"{names[language]}:", ""
    for attribute in known.names.attributes:
        yield f"{quoted(attribute)}:", ""
    yield from _status_words(language)


def _status_words(language: int) -> Iterator[tuple[str, str]]:
    for words, query in STATUS_WORDS.items():
        if query != HasMemo():
            yield f"{words[language]} ", ""


def _values(name: Value, known: Vocabulary) -> Iterator[tuple[str, str]]:
    asked = None if name.quoted else field_named(name.text)
    names = known.names
    if asked is Field.CODE:
        yield from ((f"{quoted(code.id)} ", code.label) for code in names.codes)
        return
    if asked is Field.STATUS:
        yield from _status_words(known.language)
        return
    listed: Iterable[str] = ()
    if asked is Field.CODER:
        listed = names.coders
    elif asked is Field.WAVE:
        listed = names.waves
    elif asked is None:
        attribute = names.attribute(name.text)
        listed = known.values(attribute) if attribute else ()
    yield from ((f"{quoted(value)} ", "") for value in listed)


def _offers(
    candidates: Iterable[tuple[str, str]], typed: str, start: int, end: int
) -> list[Completion]:
    sought = fold(typed)
    ranked: list[tuple[int, Completion]] = []
    for text, meaning in candidates:
        spellings = [fold(text).lstrip('"'), fold(meaning)]
        if any(spelling.startswith(sought) for spelling in spellings):
            ranked.append((0, Completion(text, start, end, meaning)))
        elif any(sought in spelling for spelling in spellings):
            ranked.append((1, Completion(text, start, end, meaning)))
    ranked.sort(key=lambda offer: offer[0])
    return [offer for _rank, offer in ranked[:MOST]]
