"""Brings a change of a text into another version of it, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

Change = tuple[int, int, list[str]]  # lines first to last (exclusive) of the base become these


def merged(base: str, mine: str, other: str) -> str | None:
    """The text with the changes from `base` to `mine` and those from `base` to `other`.

    None: both change the same lines, or lines right beside each other.

    >>> merged("a\\nb\\nc\\nd\\n", "A\\nb\\nc\\nd\\n", "a\\nb\\nc\\nD\\n")
    'A\\nb\\nc\\nD\\n'
    """
    lines = base.split("\n")
    changes = sorted([*_changes(lines, mine), *_changes(lines, other)], key=lambda it: it[:2])
    different: list[Change] = []
    for change in changes:
        if different and change == different[-1]:
            continue  # both did the same
        if different and change[0] <= different[-1][1]:
            return None
        different.append(change)
    for first, last, new in reversed(different):
        lines[first:last] = new
    return "\n".join(lines)


def _changes(base: list[str], text: str) -> Iterator[Change]:
    lines = text.split("\n")
    for tag, first, last, begin, end in SequenceMatcher(
        None, base, lines, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield first, last, lines[begin:end]
