"""Cuts a code out of the text of a codebook and puts it in elsewhere: its lines go as they are.

A comment right above a code, at the column of its dash, goes along with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coder.codebooks.yaml_places import (
    code_fields,
    code_node,
    code_nodes,
    content_end,
    has_gaps,
    is_empty,
    layout_of,
    listed_node,
    newline_of,
    pair_of,
    past_comments,
    root_of,
)
from coder.codebooks.yaml_text import Layout, pair_lines, pair_text
from coder.domain.codebook import Code

_BLANKS_AFTER = re.compile(r"(?:[ \t\r]*\n)+")
_BLANKS_BEFORE = re.compile(r"(?<=\n)(?:[ \t\r]*\n)+\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of a code with all below it; its dash stands at `column`."""

    lines: tuple[str, ...]
    column: int
    code: Code  # the same as a value, for a place where it cannot have lines of its own

    def at(self, column: int) -> list[str]:
        """The lines, with the dash at another column."""
        shift = column - self.column
        if shift >= 0:
            return [" " * shift + line if line.strip() else line for line in self.lines]
        return [line[min(-shift, len(line) - len(line.lstrip(" "))) :] for line in self.lines]


def piece_of(code: Code, layout: Layout) -> Piece:
    """A code that is new to the file."""
    lines = pair_lines("codes", [code_fields(code)], Layout(0, layout.dash))[1:]
    return Piece(tuple(lines), layout.dash, code)


def put_code(text: str, parent: str | None, place: int, new: Piece | Code) -> str:
    """The text with a code more below its parent (None: at the top), at a place there."""
    root = root_of(text)
    owner = root if parent is None else code_node(root, parent)
    piece = piece_of(new, layout_of(root, owner)) if isinstance(new, Code) else new
    found = pair_of(owner, "codes")
    if found is None or is_empty(found[1]):
        return _put_first(text, owner, layout_of(root, owner), piece)
    name, listed = found[0], listed_node(*found)
    if listed.flow_style:
        return _put_in_line(text, listed, place, pair_text(code_fields(piece.code)))
    lines = piece.at(listed.start_mark.column)
    gap = [""] if has_gaps(text, listed) else []
    if place >= len(listed.value):
        at = _region(text, name, listed, len(listed.value) - 1)[1]
        return _put_lines(text, at, gap + lines)
    at = _region(text, name, listed, place)[0]
    return _put_lines(text, at, lines + gap)


def cut_code(text: str, code: Code) -> tuple[str, Piece]:
    """The text without a code and all below it, and what was cut out."""
    owner, name, listed, index = _found(text, code.id)
    if listed.flow_style:
        return _cut_from_line(text, listed, index, code)
    start, end = _region(text, name, listed, index)
    lines = [line.rstrip("\r") for line in text[start:end].rstrip("\r\n").split("\n")]
    piece = Piece(tuple(lines), listed.start_mark.column, code)
    if len(listed.value) > 1:
        return _without(text, start, end, first=index == 0), piece
    return _without_list(text, owner, name, end), piece


def _found(text: str, code_id: str) -> tuple[MappingNode, ScalarNode, SequenceNode, int]:
    """The mapping and the list in which a code stands, and its place there."""
    root = root_of(text)
    for owner in (root, *code_nodes(root)):
        found = pair_of(owner, "codes")
        for index, node in enumerate(found[1].value if found else ()):
            identity = pair_of(node, "id") if isinstance(node, MappingNode) else None
            if found and identity and identity[1].value == code_id:
                return owner, found[0], listed_node(*found), index
    raise KeyError(code_id)


def _region(text: str, name: Node, listed: SequenceNode, index: int) -> tuple[int, int]:
    """Where the lines of an item begin and end, with the comments that are its own."""
    item, column = listed.value[index], listed.start_mark.column
    dash = text.rindex("-", 0, item.start_mark.index)
    start = text.rfind("\n", 0, dash) + 1
    own = " " * column + "#"
    while text.startswith(own, above := text.rfind("\n", 0, max(start - 1, 0)) + 1):
        if above <= name.end_mark.index:
            break
        start = above
    end = past_comments(text, content_end(text, item, name), column)
    after = text.find("\n", end)
    return start, len(text) if after < 0 else after + 1


def _without(text: str, start: int, end: int, *, first: bool) -> str:
    """The text without these lines, and without the blank lines that set them apart."""
    before, after = text[:start], text[end:]
    blank = _BLANKS_AFTER.match(after)
    if first and blank:
        return before + after[blank.end() :]
    if blank or not after.strip():
        before = _BLANKS_BEFORE.sub("", before)
    return before + after


def _without_list(text: str, owner: MappingNode, name: ScalarNode, end: int) -> str:
    """The text without the last code of a level; at the top an empty list is left."""
    start = text.rfind("\n", 0, name.start_mark.index) + 1
    if pair_of(owner, "codebook"):
        return text[: name.start_mark.index] + "codes: []" + newline_of(text) + text[end:]
    return text[:start] + text[end:]


def _put_first(text: str, owner: MappingNode, layout: Layout, piece: Piece) -> str:
    found = pair_of(owner, "codes")
    if owner.flow_style:
        written = f"codes: {pair_text([code_fields(piece.code)])}"
        name, value = found or owner.value[-1]
        end = content_end(text, value, name)
        if found:
            return text[: name.start_mark.index] + written + text[end:]
        return f"{text[:end]}, {written}{text[end:]}"
    lines = [" " * layout.column + "codes:", *piece.at(layout.column + layout.dash)]
    name, value = found or owner.value[-1]
    end = content_end(text, value, name)
    if found:
        written = newline_of(text).join(lines).lstrip(" ")
        return text[: name.start_mark.index] + written + text[end:]
    after = text.find("\n", end)
    return _put_lines(text, len(text) if after < 0 else after + 1, lines)


def _put_lines(text: str, at: int, lines: list[str]) -> str:
    newline = newline_of(text)
    before, after = text[:at], text[at:]
    if before and not before.endswith("\n"):
        return before + newline + newline.join(lines)
    return before + newline.join(lines) + newline + after


def _put_in_line(text: str, listed: SequenceNode, place: int, written: str) -> str:
    if place >= len(listed.value):
        end = listed.value[-1].end_mark.index
        return f"{text[:end]}, {written}{text[end:]}"
    start = listed.value[place].start_mark.index
    return f"{text[:start]}{written}, {text[start:]}"


def _cut_from_line(text: str, listed: SequenceNode, index: int, code: Code) -> tuple[str, Piece]:
    start, end = item_span(listed, index)
    node = listed.value[index]
    raw = text[node.start_mark.index : node.end_mark.index]
    lines = ("- " + " ".join(part.strip() for part in raw.split("\n")),)
    return text[:start] + text[end:], Piece(lines, 0, code)


def item_span(listed: SequenceNode, index: int) -> tuple[int, int]:
    """Where an item of a list on one line begins and ends, with the comma that goes with it."""
    item = listed.value[index]
    if index > 0:
        return listed.value[index - 1].end_mark.index, item.end_mark.index
    if len(listed.value) > 1:
        return item.start_mark.index, listed.value[1].start_mark.index
    return item.start_mark.index, item.end_mark.index
