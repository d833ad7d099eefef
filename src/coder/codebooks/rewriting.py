"""Brings the text of a codebook from what it says to another codebook, by the fewest moves.

Codes that stay where they are keep their lines; a code that moves takes its lines along; new ones
are written; those that are gone are cut out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from coder.codebooks.fields import with_fields
from coder.codebooks.pieces import cut_code, put_code
from coder.domain import codebook_tree as tree
from coder.domain.codebook import Code, Codebook


def rewritten(text: str, before: Codebook, wanted: Codebook) -> str:
    """The text that says `wanted`, made from a text that says `before`."""
    for_now = before
    levels = [(None, wanted.codes), *((code.id, code.codes) for code in wanted.walk())]
    for parent, level in levels:
        text, for_now = _level(text, for_now, parent, level)
    kept = {code.id for code in wanted.walk()}
    for code in before.walk():
        if code.id not in kept and _has(for_now, code.id):
            text, _piece = cut_code(text, for_now.find(code.id))
            for_now = tree.without(for_now, code.id)
    for code in wanted.walk():
        text = with_fields(text, for_now.find(code.id), code)
    return text


def _level(
    text: str, now: Codebook, parent: str | None, level: Sequence[Code]
) -> tuple[str, Codebook]:
    """Puts the codes of one level in their place and order."""
    wanted = [code.id for code in level]
    staying = _in_order(_children(now, parent), wanted)
    for index, code in enumerate(level):
        if code.id in staying:
            continue
        after = wanted[index - 1] if index else None
        if _has(now, code.id):
            moving = now.find(code.id)
            text, piece = cut_code(text, moving)
            now = tree.without(now, code.id)
            place = _place_after(now, parent, after)
            text = put_code(text, parent, place, piece)
        else:
            moving = replace(code, codes=())
            place = _place_after(now, parent, after)
            text = put_code(text, parent, place, moving)
        now = tree.inserted(now, moving, parent, place)
    return text, now


def _in_order(present: Sequence[str], wanted: Sequence[str]) -> set[str]:
    """Those that stand in the wanted order already, as many as may be."""
    blocks = SequenceMatcher(None, present, wanted, autojunk=False).get_matching_blocks()
    return {wanted[block.b + step] for block in blocks for step in range(block.size)}


def _children(codebook: Codebook, parent: str | None) -> list[str]:
    level = codebook.codes if parent is None else codebook.find(parent).codes
    return [code.id for code in level]


def _place_after(codebook: Codebook, parent: str | None, sibling: str | None) -> int:
    return 0 if sibling is None else _children(codebook, parent).index(sibling) + 1


def _has(codebook: Codebook, code_id: str) -> bool:
    return any(code.id == code_id for code in codebook.walk())
