"""Sets the fields of a code in the text of a codebook, list items one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coder.codebooks.edits import Value, set_field
from coder.codebooks.pieces import item_span
from coder.codebooks.schema import CODE_KEYS
from coder.codebooks.yaml_places import (
    code_node,
    content_end,
    is_empty,
    listed_node,
    newline_of,
    pair_of,
    past_comments,
    refuse_alias,
    root_of,
)
from coder.codebooks.yaml_text import scalar_text
from coder.domain.codebook import Code

FIELD_KEYS = tuple(key for key in CODE_KEYS if key not in ("id", "codes"))


def with_fields(text: str, before: Code, wanted: Code) -> str:
    """The text in which a code has the fields of `wanted`; those that are equal stay untouched."""
    usual = Code(wanted.id, wanted.label)
    for key in FIELD_KEYS:
        value = getattr(wanted, key)
        if value == getattr(before, key):
            continue
        if key != "label" and value == getattr(usual, key):
            text = drop_field(text, wanted.id, key)
        elif isinstance(value, tuple):
            text = set_items(text, wanted.id, key, value)
        else:
            text = set_field(text, wanted.id, key, value)
    return text


def drop_field(text: str, code_id: str, key: str) -> str:
    """The text without one field of a code, which then is as if it was never given."""
    mapping = code_node(root_of(text), code_id)
    found = pair_of(mapping, key)
    if found is None:
        return text
    name, value = found
    refuse_alias(name, value)
    end = content_end(text, value, name)
    if mapping.flow_style:
        return _drop_in_line(text, mapping, name, end)
    start = text.rfind("\n", 0, name.start_mark.index) + 1
    if text[start : name.start_mark.index].strip():  # behind the dash: its line must stay
        return set_field(text, code_id, key, _nothing(value))
    end = past_comments(text, end, name.start_mark.column)
    after = text.find("\n", end)
    return text[:start] + ("" if after < 0 else text[after + 1 :])


def set_items(text: str, code_id: str, key: str, items: Sequence[str]) -> str:
    """The text with a list of a code set: items that stay keep their line and its comment."""
    mapping = code_node(root_of(text), code_id)
    found = pair_of(mapping, key)
    if found is None or is_empty(found[1]):
        return set_field(text, code_id, key, items)
    name, listed = found[0], listed_node(*found)
    old = [item.value.strip() for item in listed.value if isinstance(item, ScalarNode)]
    if len(old) < len(listed.value):
        return set_field(text, code_id, key, items)
    steps = SequenceMatcher(None, old, list(items), autojunk=False).get_opcodes()
    for tag, first, last, begin, end in reversed(steps):
        if tag != "equal":
            text = _changed_part(text, (name, listed), (first, last), items[begin:end])
    return text


def _changed_part(
    text: str, found: tuple[ScalarNode, SequenceNode], old: tuple[int, int], items: Sequence[str]
) -> str:
    """Some items of a list replaced by others; what comes before them keeps its place."""
    name, listed = found
    first, last = old
    same = min(last - first, len(items))
    for index in reversed(range(first + same, last)):
        text = _drop_item(text, name, listed, index)
    if items[same:]:
        text = _put_items(text, name, listed, first + same, items[same:])
    for index in reversed(range(first, first + same)):
        item, written = listed.value[index], items[index - first]
        end = content_end(text, item, name)
        new = scalar_text(written, in_line=bool(listed.flow_style))
        text = text[: item.start_mark.index] + new + text[end:]
    return text


def _drop_item(text: str, name: Node, listed: SequenceNode, index: int) -> str:
    if listed.flow_style:
        start, end = item_span(listed, index)
        return text[:start] + text[end:]
    start = _line_of(text, listed.value[index])
    after = text.find("\n", content_end(text, listed.value[index], name))
    return text[:start] + ("" if after < 0 else text[after + 1 :])


def _put_items(
    text: str, name: Node, listed: SequenceNode, place: int, items: Sequence[str]
) -> str:
    if listed.flow_style:
        written = [scalar_text(item, in_line=True) for item in items]
        if place == 0:
            start = listed.value[0].start_mark.index
            return text[:start] + "".join(f"{item}, " for item in written) + text[start:]
        end = listed.value[place - 1].end_mark.index
        return text[:end] + "".join(f", {item}" for item in written) + text[end:]
    newline, indent = newline_of(text), " " * listed.start_mark.column
    lines = [f"{indent}- {scalar_text(item)}" for item in items]
    if place < len(listed.value):
        start = _line_of(text, listed.value[place])
        return text[:start] + newline.join([*lines, ""]) + text[start:]
    end = past_comments(text, content_end(text, listed.value[-1], name), name.start_mark.column)
    end = text.find("\n", end)
    if end < 0:
        return newline.join([text, *lines])
    return text[: end + 1] + newline.join([*lines, ""]) + text[end + 1 :]


def _line_of(text: str, item: Node) -> int:
    """Where the line with the dash of an item begins."""
    return text.rfind("\n", 0, text.rindex("-", 0, item.start_mark.index)) + 1


def _drop_in_line(text: str, mapping: MappingNode, name: ScalarNode, end: int) -> str:
    earlier = [value for key, value in mapping.value if key.end_mark.index < name.start_mark.index]
    if earlier:
        return text[: earlier[-1].end_mark.index] + text[end:]
    rest = re.compile(r"\s*,\s*").match(text, end)
    return text[: name.start_mark.index] + text[rest.end() if rest else end :]


def _nothing(value: Node) -> Value:
    return [] if isinstance(value, SequenceNode) else ""
