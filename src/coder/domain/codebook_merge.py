"""Two codebooks that grew from one, brought together: a union where that is safe, else told.

Known by code id. A field that one side changed is as that side has it; of lists (when to use,
examples, rules) both sides' additions stay and what either took away is gone. Where both changed
one field, the later text counts and the other is told. A code that one side took away stays when
the other changed it or answers have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from coder.domain.codebook import Code, Codebook

LISTS = ("use_when", "not_when", "examples", "patterns")
SINGLES = ("label", "definition", "codable", "exclusive", "one_of", "fallback")
OF_CODEBOOK = ("title", "question", "language", "answers", "ignore_after")
MOVED, ORDER = "parent", "order"


class What(StrEnum):
    """What the merge did with a code, or could not."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    CLASH = "clash"  # both changed it; the later counts
    KEPT = "kept"  # one side took it away, but the other changed it or answers have it


@dataclass(frozen=True, slots=True)
class MergedPart:
    """One thing that differs from one of the sides.

    `code` is "" for the codebook itself. `left` is the text of a clash that does not count.
    """

    what: What
    code: str
    field: str = ""
    taken: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class MergedCodebook:
    """The two in one, with everything in which it differs from `ours`, and every clash."""

    codebook: Codebook
    parts: tuple[MergedPart, ...]

    @property
    def clashes(self) -> tuple[MergedPart, ...]:
        """What a person should look at."""
        return tuple(part for part in self.parts if part.what in {What.CLASH, What.KEPT})


@dataclass(frozen=True, slots=True)
class _Sides:
    """What both grew from (None: nothing in common), the earlier text and the later one."""

    base: Any
    earlier: Any
    later: Any

    def chosen(self) -> tuple[Any, bool]:
        """The value that counts, and whether both changed it."""
        if self.later in (self.earlier, self.base):
            return self.earlier, False
        return self.later, self.earlier != self.base

    def union(self) -> tuple[str, ...]:
        """Of lists: what either added, without what either took away."""
        value, both_changed = self.chosen()
        if not both_changed:  # as that side has it, in its order
            return tuple(value)
        base = self.base or ()
        gone = {item for item in base if item not in self.earlier or item not in self.later}
        both = (*self.earlier, *(item for item in self.later if item not in self.earlier))
        return tuple(item for item in both if item not in gone)


def merge_codebooks(
    base: Codebook | None, earlier: Codebook, later: Codebook, in_use: Collection[str] = ()
) -> MergedCodebook:
    """Bring two codebooks together.

    Args:
        base: What both grew from; None when they have nothing in common.
        earlier: The one that was changed first.
        later: The one that was changed last; counts where both changed the same.
        in_use: Codes that answers have: they are not taken away.
    """
    merging = _Merging(base, earlier, later, frozenset(in_use))
    merging.decide_codes()
    return MergedCodebook(merging.built(), tuple(merging.parts))


class _Merging:
    def __init__(
        self, base: Codebook | None, earlier: Codebook, later: Codebook, in_use: frozenset[str]
    ) -> None:
        self.books = _Sides(base, earlier, later)
        self.codes = _Sides(*(_flat(book) for book in (base, earlier, later)))
        self.above = _Sides(*(_parents(book) for book in (base, earlier, later)))
        self.in_use = in_use
        self.kept: dict[str, Code] = {}
        self.parent: dict[str, str] = {}
        self.parts: list[MergedPart] = []

    def decide_codes(self) -> None:
        """Each code of either side: merged, taken over, taken away or kept."""
        for code_id in dict.fromkeys((*self.codes.earlier, *self.codes.later)):
            both = code_id in self.codes.earlier and code_id in self.codes.later
            if both:
                self.kept[code_id] = self._merged(code_id)
            elif self._stays(code_id):
                self.kept[code_id] = self.codes.earlier.get(code_id) or self.codes.later[code_id]
        for code_id in self.kept:
            self.parent[code_id] = self._parent(code_id)

    def built(self) -> Codebook:
        """The tree of what was kept."""
        fields = {name: self._of_codebook(name) for name in OF_CODEBOOK}
        codes = self._level("", frozenset())
        later: Codebook = self.books.later
        return replace(later, **fields, codes=codes)

    def _stays(self, code_id: str) -> bool:
        """Does a code stay that only one side has?"""
        before = self.codes.base.get(code_id)
        if before is None:
            return True
        now = self.codes.earlier.get(code_id) or self.codes.later[code_id]
        if now == before and code_id not in self.in_use:
            return False
        self.parts.append(MergedPart(What.KEPT, code_id))
        return True

    def _merged(self, code_id: str) -> Code:
        before = self.codes.base.get(code_id)
        earlier: Code = self.codes.earlier[code_id]
        later: Code = self.codes.later[code_id]
        fields: dict[str, Any] = {}
        for name in LISTS:
            fields[name] = _Sides(
                getattr(before, name, None), getattr(earlier, name), getattr(later, name)
            ).union()
        for name in SINGLES:
            sides = _Sides(
                getattr(before, name, None), getattr(earlier, name), getattr(later, name)
            )
            fields[name] = self._single(code_id, name, sides)
        return replace(later, **fields)

    def _single(self, code_id: str, name: str, sides: _Sides) -> Any:
        value, clash = sides.chosen()
        if clash:
            part = MergedPart(What.CLASH, code_id, name, str(value), str(sides.earlier))
            self.parts.append(part)
        return value

    def _of_codebook(self, name: str) -> Any:
        base = None if self.books.base is None else getattr(self.books.base, name)
        sides = _Sides(base, getattr(self.books.earlier, name), getattr(self.books.later, name))
        return self._single("", name, sides)

    def _parent(self, code_id: str) -> str:
        """Under what a code comes; where that is gone it stands at the top."""
        earlier, later = self.above.earlier.get(code_id), self.above.later.get(code_id)
        if earlier is None or later is None:
            found = earlier if later is None else later
        else:
            sides = _Sides(self.above.base.get(code_id), earlier, later)
            found = self._single(code_id, MOVED, sides)
        return found if found in self.kept else ""

    def _level(self, parent: str, around: frozenset[str]) -> tuple[Code, ...]:
        own = [code_id for code_id in self._ordered(parent) if code_id not in around]
        if not parent:
            own += self._adrift()
        return tuple(replace(self.kept[one], codes=self._level(one, around | {one})) for one in own)

    def _ordered(self, parent: str) -> list[str]:
        """The codes below a parent: as the side that changed their order has them.

        What only one side has there comes after what it comes after there.
        """
        below = {code_id for code_id, above in self.parent.items() if above == parent}
        base, earlier, later = (
            [code_id for code_id in side if code_id in below]
            for side in (self.codes.base, self.codes.earlier, self.codes.later)
        )
        both = set(earlier) & set(later)
        orders = ([one for one in side if one in both] for side in (base, earlier, later))
        ordered, _clash = _Sides(*orders).chosen()
        ordered = list(ordered)
        for side in (earlier, later):
            for place, code_id in enumerate(side):
                if code_id not in ordered:
                    after = ordered.index(side[place - 1]) + 1 if place else 0
                    ordered.insert(after, code_id)
        return ordered

    def _adrift(self) -> Iterable[str]:
        """Codes that stand below each other in a ring: each side moved one under the other."""
        for code_id in self.kept:
            seen, above = {code_id}, self.parent[code_id]
            while above and above not in seen:
                seen.add(above)
                above = self.parent[above]
            if above == code_id and code_id == min(seen):
                self.parts.append(MergedPart(What.CLASH, code_id, MOVED))
                self.parent[code_id] = ""
                yield code_id


def differences(before: Codebook, after: Codebook) -> list[MergedPart]:
    """What is other in `after`: codes more and less, and fields."""
    old, new = _flat(before), _flat(after)
    above_old, above_new = _parents(before), _parents(after)
    parts = [MergedPart(What.ADDED, code_id) for code_id in new if code_id not in old]
    parts += [MergedPart(What.REMOVED, code_id) for code_id in old if code_id not in new]
    for code_id in old.keys() & new.keys():
        for name in (*LISTS, *SINGLES):
            if getattr(old[code_id], name) != getattr(new[code_id], name):
                parts.append(MergedPart(What.CHANGED, code_id, name))
        if above_old[code_id] != above_new[code_id]:
            parts.append(MergedPart(What.CHANGED, code_id, MOVED))
    for name in OF_CODEBOOK:
        if getattr(before, name) != getattr(after, name):
            parts.append(MergedPart(What.CHANGED, "", name))
    place = {code_id: number for number, code_id in enumerate(new)}
    return sorted(parts, key=lambda part: (place.get(part.code, -1), part.code, part.field))


def _flat(book: Codebook | None) -> Mapping[str, Code]:
    """Each code without those below it."""
    return {code.id: replace(code, codes=()) for code in book.walk()} if book else {}


def _parents(book: Codebook | None) -> Mapping[str, str]:
    """What each code stands under, "" at the top."""
    return dict(_pairs(book.codes, "")) if book else {}


def _pairs(codes: Sequence[Code], above: str) -> Iterable[tuple[str, str]]:
    for code in codes:
        yield code.id, above
        yield from _pairs(code.codes, code.id)
