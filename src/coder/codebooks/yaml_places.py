"""Where things stand in the text of a codebook, and how they are laid out there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coder.codebooks.schema import CODE_KEYS
from coder.codebooks.yaml_text import Layout
from coder.codebooks.yaml_tree import compose
from coder.domain.codebook import Code
from coder.errors import CoderError
from coder.i18n import _


def insert_lines(text: str, end: int, lines: Sequence[str]) -> str:
    """Puts whole lines behind the line on which something ends."""
    newline = newline_of(text)
    after = text.find("\n", end)
    block = newline.join(lines)
    if after < 0:
        return text + newline + block
    return text[: after + 1] + block + newline + text[after + 1 :]


def past_comments(text: str, end: int, column: int) -> int:
    """Index behind the comment lines that, by their indentation, still belong to what ended."""
    deeper = re.compile(rf"(?:[^\n]*\n(?:[ \t\r]*\n)*(?= {{{column + 1},}}#))+[^\n]*")
    found = deeper.match(text, end)
    return len(text[: found.end()].rstrip()) if found else end


def content_end(text: str, node: Node, before: Node) -> int:
    """Index behind the last letter of a value; `before` is what precedes it in the text."""
    if is_absent(node) or node.start_mark.index < before.end_mark.index:
        return _line_end(text, before.end_mark.index)  # nothing, or an alias: it stands elsewhere
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        return len(text[: node.end_mark.index].rstrip())
    last = node.value[-1]
    name, content = last if isinstance(node, MappingNode) else (before, last)
    return content_end(text, content, name)


def _line_end(text: str, index: int) -> int:
    """Index of the end of a line, a comment and the blanks before it left out."""
    line = re.compile(r"[^\r\n#]*").match(text, index)
    return len(text[: line.end()].rstrip()) if line else index


def root_of(text: str) -> MappingNode:
    """The node at the top of a text that was read as a codebook before."""
    root = compose(text)
    if not isinstance(root, MappingNode):
        raise TypeError("a codebook is a mapping")  # a Document was read from this text before
    return root


def code_node(root: MappingNode, code_id: str) -> MappingNode:
    """The node of a code.

    Raises:
        KeyError: There is none.
    """
    for node in code_nodes(root):
        found = pair_of(node, "id")
        if found and found[1].value == code_id:
            return node
    raise KeyError(code_id)


def code_nodes(mapping: MappingNode) -> Iterator[MappingNode]:
    """The nodes of all codes below a mapping, parents first."""
    found = pair_of(mapping, "codes")
    for node in found[1].value if found and isinstance(found[1], SequenceNode) else ():
        yield node
        yield from code_nodes(node)


def pair_of(mapping: MappingNode, key: str) -> tuple[ScalarNode, Node] | None:
    """A key of a mapping with its value; None: it is not there."""
    return next(((name, value) for name, value in mapping.value if name.value == key), None)


def code_fields(code: Code) -> Mapping[str, Any]:
    """What has to be written of a code: all that differs from a code with only id and label."""
    plain = Code(code.id, code.label)
    fields: dict[str, Any] = {"id": code.id, "label": code.label}
    for key in CODE_KEYS:
        value = getattr(code, key)
        if value != getattr(plain, key):
            fields[key] = value
    if code.codes:
        fields["codes"] = [code_fields(child) for child in code.codes]
    return fields


def layout_of(root: MappingNode, mapping: MappingNode) -> Layout:
    """How the lines of a mapping are indented; lists like those already in the file."""
    column = mapping.value[0][0].start_mark.column
    for place in (mapping, root):
        for name, value in place.value:
            if isinstance(value, SequenceNode) and not value.flow_style and value.value:
                dash = value.start_mark.column - name.start_mark.column
                return Layout(column, max(dash, 0))
    return Layout(column)


def has_gaps(text: str, listed: SequenceNode) -> bool:
    """Do blank lines separate the items?"""
    starts = [item.start_mark.index for item in listed.value]
    return len(starts) > 1 and re.search(r"\n[ \t\r]*\n", text[starts[-2] : starts[-1]]) is not None


def newline_of(text: str) -> str:
    """How the lines of this file end."""
    return "\r\n" if "\r\n" in text else "\n"


def is_absent(node: Node) -> bool:
    """Is it the nothing behind "examples:"?"""
    return bool(node.start_mark.index == node.end_mark.index)


def is_empty(node: Node) -> bool:
    """Is there nothing, or an empty list?"""
    return is_absent(node) or node.value in ([], "~", "null")


def listed_node(name: Node, value: Node) -> SequenceNode:
    """The list of a key.

    Raises:
        CoderError: It is written with an alias.
    """
    refuse_alias(name, value)
    if not isinstance(value, SequenceNode):
        raise TypeError(name.value)  # a Document was read from this text before
    return value


def refuse_alias(name: Node, value: Node) -> None:
    """Raises a CoderError when the value stands elsewhere in the file."""
    if not is_absent(value) and value.start_mark.index < name.end_mark.index:
        message = _("line {line}: '{key}' is written with an alias (*name); change it in an editor")
        raise CoderError(message.format(line=name.start_mark.line + 1, key=name.value))
