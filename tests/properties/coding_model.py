"""What coding comes to, as simply as it can be said: a dict of rows, and a tree of codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

TOP = ""  # above the codes at the top


@dataclass(frozen=True)
class Stands:
    """What stands on one row."""

    codes: frozenset[str] = frozenset()
    done: bool = False
    later: bool = False
    star: bool = False


@dataclass(frozen=True)
class Place:
    """Where a code stands, and what may stand beside it."""

    parent: str = TOP
    net: bool = False
    exclusive: bool = False


@dataclass(frozen=True)
class Model:
    """All rows and the codebook at one moment. Each change gives a new model."""

    rows: tuple[Stands, ...]
    tree: dict[str, Place] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The codes that an answer can get."""
        return [code for code, place in self.tree.items() if not place.net]

    @property
    def nets(self) -> list[str]:
        """The nets."""
        return [code for code, place in self.tree.items() if place.net]

    def below(self, code: str) -> set[str]:
        """A code and all below it."""
        found = {code}
        for other, place in self.tree.items():
            if place.parent == code:
                found |= self.below(other)
        return found

    def with_code(self, codes: Iterable[str], code: str) -> frozenset[str]:
        """One code more; the nets above it go, and what cannot stand beside it."""
        kept, own, above = set(codes), self.tree[code], self.tree[code].parent
        while above:
            kept.discard(above)
            above = self.tree[above].parent
        for other, place in self.tree.items():
            beside = other != code and place.parent == own.parent
            if beside and (place.exclusive or own.exclusive):
                kept -= self.below(other)
        return frozenset(kept | {code})

    def put(self, row: int, stands: Stands) -> Model:
        """Something else on one row."""
        rows = list(self.rows)
        rows[row] = stands
        return replace(self, rows=tuple(rows))

    def toggled(self, row: int, code: str) -> Model:
        """A code on a row, or off it."""
        now = self.rows[row]
        codes = now.codes - {code} if code in now.codes else self.with_code(now.codes, code)
        return self.put(row, replace(now, codes=codes, done=False))

    def accepted(self, row: int, code: str) -> Model:
        """A code on a row, confirmed."""
        now = self.rows[row]
        return self.put(row, Stands(self.with_code(now.codes, code), True, False, now.star))

    def confirmed(self, row: int, codes: frozenset[str] | None = None) -> Model:
        """What stands on a row (or these codes), confirmed."""
        now = self.rows[row]
        return self.put(row, Stands(now.codes if codes is None else codes, True, False, now.star))

    def renamed(self, old: str, new: str | None) -> Model:
        """The codings of one code with another, or (None) with none.

        A row that loses its last code is open again: nobody said that no code applies.
        """
        rows = list(self.rows)
        for place, one in enumerate(rows):
            if old in one.codes:
                codes = one.codes - {old} | ({new} if new else set())
                rows[place] = replace(one, codes=codes, done=one.done and bool(codes))
        return replace(self, rows=tuple(rows))

    def without(self, code: str) -> Model:
        """The tree without a code; what stood below it takes its place, and empty nets go."""
        parent = self.tree[code].parent
        tree = {
            other: replace(place, parent=parent) if place.parent == code else place
            for other, place in self.tree.items()
            if other != code
        }
        return replace(self, tree=tree).pruned()

    def moved(self, code: str, parent: str) -> Model:
        """A code below another."""
        return replace(
            self, tree={**self.tree, code: replace(self.tree[code], parent=parent)}
        ).pruned()

    def split(self, code: str, parts: Iterable[str]) -> Model:
        """A code that becomes a net."""
        new = {part: Place(code) for part in parts}
        net = replace(self.tree[code], net=True, exclusive=False)
        return replace(self, tree={**self.tree, code: net, **new})

    def pruned(self) -> Model:
        """Without nets that hold nothing."""
        for net in self.nets:
            if not any(place.parent == net for place in self.tree.values()):
                tree = {code: place for code, place in self.tree.items() if code != net}
                return replace(self, tree=tree).pruned()
        return self
