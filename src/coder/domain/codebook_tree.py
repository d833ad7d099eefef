"""Moving codes about in a codebook: every function gives a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from coder.domain.codebook import Code, Codebook

Level = tuple[Code, ...]


def changed(codebook: Codebook, code_id: str, fields: Mapping[str, object]) -> Codebook:
    """The codebook with other values in some fields of a code."""

    def change(level: Level) -> Level:
        return tuple(
            replace(code, **fields) if code.id == code_id else code  # type: ignore[arg-type]
            for code in level
        )

    return _levels(codebook, change)


def without(codebook: Codebook, code_id: str) -> Codebook:
    """The codebook without a code and all below it."""
    return _levels(codebook, lambda level: tuple(code for code in level if code.id != code_id))


def dissolved(codebook: Codebook, code_id: str) -> Codebook:
    """The codebook without a code; those right below it stand in its place."""

    def dissolve(level: Level) -> Level:
        return tuple(
            kept for code in level for kept in (code.codes if code.id == code_id else (code,))
        )

    return _levels(codebook, dissolve)


def inserted(
    codebook: Codebook, code: Code, parent: str | None, place: int | None = None
) -> Codebook:
    """The codebook with one code more below a parent (None: at the top); None: the last there."""
    if parent is None:
        return replace(codebook, codes=_put(codebook.codes, code, place))
    level = _put(codebook.find(parent).codes, code, place)
    return changed(codebook, parent, {"codes": level})


def pruned(codebook: Codebook, before: Codebook) -> Codebook:
    """The codebook without nets that lost their last code; see `emptied`."""
    for net in emptied(codebook, before):
        codebook = without(codebook, net)
    return codebook


def emptied(codebook: Codebook, before: Codebook) -> list[str]:
    """Nets that had codes before and have none now, the inner ones first."""
    filled = {code.id for code in before.walk() if code.codes}
    found: list[str] = []
    while True:
        left = codebook
        for net in found:
            left = without(left, net)
        empty = [
            code.id
            for code in left.walk()
            if not code.codable and not code.codes and code.id in filled
        ]
        if not empty:
            return found
        found += empty


def place_of(codebook: Codebook, code_id: str) -> tuple[str | None, int]:
    """The parent of a code (None: at the top) and its place there, from 0."""
    parent = codebook.parent(code_id)
    level = parent.codes if parent else codebook.codes
    return parent.id if parent else None, [code.id for code in level].index(code_id)


def is_below(codebook: Codebook, code_id: str, above: str) -> bool:
    """Does a code stand somewhere below another?"""
    return code_id != above and any(code.id == code_id for code in codebook.find(above).walk())


def depths(codebook: Codebook) -> list[tuple[int, Code]]:
    """All codes in order, each with how deep it stands (0: at the top)."""
    return list(_depths(codebook.codes, 0))


def _depths(level: Sequence[Code], depth: int) -> list[tuple[int, Code]]:
    return [found for code in level for found in [(depth, code), *_depths(code.codes, depth + 1)]]


def _put(level: Level, code: Code, place: int | None) -> Level:
    at = len(level) if place is None else max(0, min(place, len(level)))
    return (*level[:at], code, *level[at:])


def _levels(codebook: Codebook, change: Callable[[Level], Level]) -> Codebook:
    """The codebook with every level changed, from the top down."""

    def below(level: Level) -> Level:
        return tuple(replace(code, codes=below(code.codes)) for code in change(level))

    return replace(codebook, codes=below(codebook.codes))
