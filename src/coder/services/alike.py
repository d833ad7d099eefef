"""Nearly identical answers of a coding session taken together, and spellings taken out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.domain.alike import Spelling, nearly_identical
from coder.domain.coding import NewBatch, Source
from coder.domain.filters import Row
from coder.domain.notes import SpellingChange
from coder.i18n import _
from coder.language.dutch_words import is_word
from coder.language.typing_errors import mended
from coder.services.coding import CodingSession
from coder.storage import note_store

DUTCH = Spelling(is_word, mended)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which an answer was typed. `apart`: it was taken out of those like it."""

    row: int
    text: str
    size: int
    apart: bool


def alike_rows(session: CodingSession) -> list[tuple[int, ...]]:
    """Rows that are the same but for typing, two or more together; slow, for a worker.

    What was taken out stays out, and what was decided differently stays apart.
    """
    apart = _apart(session)
    places = [index for index, row in enumerate(session.rows) if row.group.normal not in apart]
    normals = [session.rows[index].group.normal for index in places]
    found = [[places[place] for place in group] for group in nearly_identical(normals, DUTCH)]
    return [part for group in found for part in _decided_alike(group, session.rows)]


def variants(session: CodingSession, index: int) -> list[Variant]:
    """The spellings of the answer in hand, and those that were taken out of them."""
    normals = [row.group.normal for row in session.rows]
    apart = _apart(session)
    members = set(session.units.members(index))
    outside = [i for i, row in enumerate(session.rows) if row.group.normal in apart]
    near = sorted({*members, *outside})
    for group in nearly_identical([normals[i] for i in near], DUTCH):
        rows = {near[place] for place in group}
        if rows & members:
            members |= rows & set(outside)
    return [
        Variant(i, session.rows[i].group.text, session.rows[i].group.size, i in outside)
        for i in sorted(members, key=lambda i: (i in outside, -session.rows[i].group.size, i))
    ]


def take_out(session: CodingSession, row: int, *, apart: bool) -> None:
    """Take a spelling out of those like it (`apart`), or put it back; one step, remembered.

    The rows that stay are taken together anew.
    """
    template = _("{question}: a spelling apart") if apart else _("{question}: a spelling back")
    change = SpellingChange(session.question.id, session.rows[row].group.normal, apart)
    label = template.format(question=session.question.key)
    session.leave()
    session.project.append(NewBatch(session.coder, label, notes=(change,)))


def _apart(session: CodingSession) -> frozenset[str]:
    with session.project.reading() as connection:
        return note_store.apart_of(connection, session.question.id)


def _decided_alike(group: Sequence[int], rows: Sequence[Row]) -> Iterator[tuple[int, ...]]:
    """The parts of a group in which the same was decided; what is open goes with proposals."""
    parts: dict[object, list[int]] = defaultdict(list)
    for index in group:
        row = rows[index]
        person = row.source is Source.PERSON
        parts[(person, row.marks.codes) if person or row.marks.codes else None].append(index)
    open_ones = parts.pop(None, [])
    proposed = [key for key in parts if isinstance(key, tuple) and not key[0]]
    if open_ones:
        most = max(proposed, key=lambda key: len(parts[key]), default=None)
        parts[most].extend(open_ones)
    yield from (tuple(sorted(part)) for part in parts.values() if len(part) > 1)
