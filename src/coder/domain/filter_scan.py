"""Cuts what was typed as a filter into its pieces, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_QUOTES = {'"': '"', "“": "”", "„": "”", "«": "»"}
_CLOSING = '"”“»'


@dataclass(frozen=True, slots=True)
class Value:
    """One value; `start` and `end` are its place in what was typed, quotes and stars included.

    `stars`: was a star typed before it, after it? `open_quote`: its closing quote is not typed yet.
    """

    text: str
    start: int
    end: int
    quoted: bool = False
    stars: tuple[bool, bool] = (False, False)
    open_quote: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A bracket, a minus, a word, or a name with the values behind its colon.

    `sign` is "(", ")", "-" or "". Without a colon `name` is None and `values` has one value.
    """

    sign: str
    start: int
    end: int
    name: Value | None = None
    values: tuple[Value, ...] = ()


def pieces(source: str) -> Iterator[Piece]:
    """The pieces in order; nothing that is typed is refused here."""
    place = 0
    while True:
        while place < len(source) and source[place].isspace():
            place += 1
        if place >= len(source):
            return
        piece = _piece(source, place)
        yield piece
        place = piece.end


def _piece(source: str, start: int) -> Piece:
    letter = source[start]
    if letter in "()":
        return Piece(letter, start, start + 1)
    follows = source[start + 1 : start + 2]
    if letter == "-" and follows and not follows.isspace() and follows != "-":
        return Piece("-", start, start + 1)
    first = _value(source, start, until=":,")
    if source[first.end : first.end + 1] != ":" or first.end == start:
        if source[first.end : first.end + 1] in {":", ","}:  # a comma in running text is nothing
            first = _value(source, start, until="")
        return Piece("", start, max(first.end, start + 1), None, (first,))
    values = list(_values(source, first.end + 1))
    return Piece("", start, values[-1].end, first, tuple(values))


def _values(source: str, place: int) -> Iterator[Value]:
    while True:
        value = _value(source, place, until=",")
        yield value
        if source[value.end : value.end + 1] != ",":
            return
        place = value.end + 1


def _value(source: str, start: int, until: str) -> Value:
    """The value that begins here, up to a blank, a closing bracket or one of `until`."""
    place, before = start, source[start : start + 1] == "*"
    if before and source[start + 1 : start + 2] in _QUOTES:
        place += 1
    if source[place : place + 1] in _QUOTES and place < len(source):
        return _quoted(source, start, place, before=before and place > start)
    depth, place = 0, start
    while place < len(source):
        letter = source[place]
        depth += (letter == "(") - (letter == ")")
        if letter.isspace() or depth < 0 or letter in until:
            break
        place += 1
    text = source[start:place]
    bare = text.strip("*") if text.strip("*") else ""
    stars = (text.startswith("*"), text.endswith("*"))
    return Value(bare, start, place, False, stars)


def _quoted(source: str, start: int, quote: int, *, before: bool) -> Value:
    closing = _QUOTES[source[quote]]
    end = source.find(closing, quote + 1)
    if end < 0:
        ends = [source.find(mark, quote + 1) for mark in _CLOSING]
        end = min((place for place in ends if place >= 0), default=-1)
    if end < 0:
        return Value(source[quote + 1 :], start, len(source), True, (before, False), True)
    after = source[end + 1 : end + 2] == "*"
    return Value(source[quote + 1 : end], start, end + 1 + after, True, (before, after))
