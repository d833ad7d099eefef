"""The filter language: `code:werkdruk functie:opbouw* -later tekst:"geen tijd"`.

Conditions beside each other must all hold; OR (OF) between them asks for one of both; a minus (or
NOT, NIET) turns one round; brackets group. `name:value` asks a field, values with commas between
are alternatives. A star stands for any letters before or after; what has blanks is quoted.

A word alone is a status word (open, later…) or looks for words of the answer that begin so; in
quotes it looks for precisely these words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from coder.domain.filter_scan import Piece, Value, pieces
from coder.domain.filter_words import (
    AND_WORDS,
    FIELD_WORDS,
    NOT_WORDS,
    OR_WORDS,
    CodeName,
    Field,
    Names,
    field_named,
    status_named,
)
from coder.domain.queries import (
    All,
    Any,
    DecidedBy,
    HasCode,
    HasMemo,
    InText,
    InWave,
    Not,
    OfBackground,
    OfRespondent,
    Place,
    Query,
    Wanted,
)
from coder.errors import FilterError
from coder.i18n import _

LONGEST = 2_000  # characters
DEEPEST = 20  # brackets and minuses within each other


def parse(source: str, names: Names) -> Query:
    """What was typed, as a tree; nothing typed asks for every answer.

    Raises:
        FilterError: It cannot be understood, or names what the project does not have.
    """
    if len(source) > LONGEST:
        message = _("A filter has at most {count} characters.").format(count=LONGEST)
        raise FilterError(message, LONGEST + 1)
    parser = _Parser(list(pieces(source)), names, len(source))
    return parser.whole()


class _Parser:
    """Recursive descent; `_at` is the piece in hand."""

    def __init__(self, found: Sequence[Piece], names: Names, length: int) -> None:
        self._pieces, self._names, self._length = found, names, length
        self._at = 0
        self._depth = 0

    def whole(self) -> Query:
        """The filter, of which nothing may be left over."""
        query = self._either() if self._pieces else All()
        if self._now is not None:
            raise FilterError(_("This bracket closes nothing."), self._now.start + 1)
        return query

    @property
    def _now(self) -> Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    @property
    def _column(self) -> int:
        return (self._now.start if self._now else self._length) + 1

    def _either(self) -> Query:
        parts = [self._together()]
        while _is_word(self._now, OR_WORDS):
            self._at += 1
            parts.append(self._together())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _together(self) -> Query:
        parts: list[Query] = []
        while self._now is not None and self._now.sign != ")":
            if _is_word(self._now, OR_WORDS):
                break
            if _is_word(self._now, AND_WORDS):
                self._at += 1
                continue
            parts.append(self._one())
        if not parts:
            raise FilterError(_("Here a condition is missing."), self._column)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Query:
        piece = self._now
        if piece is None or piece.sign == ")":
            raise FilterError(_("Here a condition is missing."), self._column)
        self._at += 1
        if piece.sign == "-" or _is_word(piece, NOT_WORDS):
            self._deeper(piece)
            turned = Not(self._one())
            self._depth -= 1
            return turned
        return self._within(piece) if piece.sign == "(" else _condition(piece, self._names)

    def _within(self, bracket: Piece) -> Query:
        self._deeper(bracket)
        query = self._either()
        if self._now is None:
            raise FilterError(_("This bracket is not closed."), bracket.start + 1)
        self._at += 1
        self._depth -= 1
        return query

    def _deeper(self, piece: Piece) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FilterError(_("Too many brackets within each other."), piece.start + 1)


def _is_word(piece: Piece | None, words: Iterable[str]) -> bool:
    if piece is None or piece.sign or piece.name is not None:
        return False
    return not piece.values[0].quoted and piece.values[0].text in words


def _condition(piece: Piece, names: Names) -> Query:
    if piece.name is None:
        return _bare(piece.values[0])
    asked = None if piece.name.quoted else field_named(piece.name.text)
    attribute = names.attribute(piece.name.text)
    if asked is None and attribute is None:
        raise _unknown_name(piece.name, names)
    found = [_ask(value, asked, attribute or "", names) for value in piece.values]
    return found[0] if len(found) == 1 else Any(tuple(found))


def _bare(value: Value) -> Query:
    """A word alone: a status, or words of the answer."""
    status = None if value.quoted or any(value.stars) else status_named(value.text)
    return InText(_wanted(value, Place.START)) if status is None else status


def _ask(value: Value, asked: Field | None, attribute: str, names: Names) -> Query:
    if not value.text and not value.quoted and not any(value.stars):
        raise FilterError(_("Behind the colon a value is missing."), value.start + 1)
    if asked is None:
        return OfBackground(attribute, _wanted(value, Place.WHOLE))
    if asked is Field.TEXT:
        return InText(_wanted(value, Place.START))
    if asked is Field.MEMO:
        wanted = _wanted(value, Place.ANYWHERE)
        return HasMemo(wanted if wanted.text else None)
    if asked is Field.RESPONDENT:
        return OfRespondent(_wanted(value, Place.WHOLE))
    if asked is Field.STATUS:
        return _status(value)
    return _named(value, asked, names)


def _status(value: Value) -> Query:
    status = status_named(value.text)
    if status is None:
        message = _("'{word}' is no status.").format(word=value.text)
        raise FilterError(message, value.start + 1, _("Choose open, proposed, coded or later."))
    return status


def _named(value: Value, asked: Field, names: Names) -> Query:
    wanted = _wanted(value, Place.WHOLE)
    if asked is Field.CODE:
        ids = [name.ids for name in names.codes if _is_called(name, wanted)]
        if not ids and wanted.text:
            known = [spelling for name in names.codes for spelling in (name.id, name.label)]
            raise _unknown(value, _("There is no code '{name}'."), known)
        return HasCode(frozenset().union(*ids))
    known = list(names.coders if asked is Field.CODER else names.waves)
    found = frozenset(name for name in known if wanted.fits(name))
    if not found:
        nobody = _("Nobody called '{name}' coded here.")
        message = nobody if asked is Field.CODER else _("There is no wave '{name}'.")
        raise _unknown(value, message, known)
    return DecidedBy(found) if asked is Field.CODER else InWave(found)


def _is_called(name: CodeName, wanted: Wanted) -> bool:
    spellings = name.id, name.id.replace("_", " "), name.label
    return any(wanted.fits(spelling) for spelling in spellings)


def _wanted(value: Value, plain: Place) -> Wanted:
    """Quotes and stars say where the letters must stand; `plain` counts without either."""
    if "*" in value.text and not value.quoted:
        message = _("A star stands only before or after a word.")
        place = value.start + 1 + value.text.index("*") + value.stars[0]
        raise FilterError(message, place, _("Put quotes around it to look for the star itself."))
    before, after = value.stars
    if before or after:
        both = Place.ANYWHERE if before and after else Place.START if after else Place.END
        return Wanted(value.text, both if value.text else Place.ANYWHERE)
    return Wanted(value.text, Place.WHOLE if value.quoted else plain)


def _unknown_name(name: Value, names: Names) -> FilterError:
    message = _("There is no field or background attribute '{name}'.")
    fields = [word for words in FIELD_WORDS.values() for word in words]
    otherwise = _("Put quotes around words that have a colon in them.")
    return _unknown(name, message, [*fields, *names.attributes], otherwise)


def _unknown(value: Value, message: str, known: Sequence[str], otherwise: str = "") -> FilterError:
    near = get_close_matches(value.text.casefold(), [name.casefold() for name in known], 1)
    meant = next((name for name in known if near and name.casefold() == near[0]), "")
    hint = _("Did you mean {name}?").format(name=meant) if meant else otherwise
    return FilterError(message.format(name=value.text), value.start + 1, hint)
