"""Changes to the text of a codebook file that leave every other line as it is.

Writing the whole YAML anew would re-wrap texts, move comments and change quotes, and a diff under
git would hide the one line that somebody changed. So an edit finds its place in the composed nodes
and replaces only that piece of text. `document.py` reads the result back and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coder.codebooks.schema import CODE_KEYS
from coder.codebooks.yaml_text import Layout, pair_lines, pair_text, scalar_text
from coder.codebooks.yaml_tree import compose
from coder.domain.codebook import Code, Codebook
from coder.errors import CoderError
from coder.i18n import _

Value = str | bool | Sequence[str]


def set_field(text: str, code_id: str, key: str, value: Value) -> str:
    """The text with one field of a code set."""
    root = _root(text)
    return _set_pair(text, root, _find(root, code_id), key, value)


def append_item(text: str, code_id: str, key: str, item: str) -> str:
    """The text with one item more in a list of a code."""
    root = _root(text)
    mapping = _find(root, code_id)
    found = _pair(mapping, key)
    if found is None or _is_empty(found[1]):
        return _set_pair(text, root, mapping, key, [item])
    name, listed = found[0], _listed(*found)
    if listed.flow_style:
        return _append_in_line(text, listed, scalar_text(item, in_line=True))
    line = " " * listed.start_mark.column + "- " + scalar_text(item)
    end = _past_comments(text, _content_end(text, listed, name), name.start_mark.column)
    return _insert_lines(text, end, [line])


def append_code(text: str, parent_id: str | None, code: Code) -> str:
    """The text with one code more, the last of its level."""
    root = _root(text)
    mapping = root if parent_id is None else _find(root, parent_id)
    fields = _fields(code)
    found = _pair(mapping, "codes")
    if found is None or _is_empty(found[1]):
        return _set_pair(text, root, mapping, "codes", [fields])
    name, listed = found[0], _listed(*found)
    if listed.flow_style:
        return _append_in_line(text, listed, pair_text(fields))
    column = name.start_mark.column
    lines = pair_lines("codes", [fields], Layout(column, listed.start_mark.column - column))[1:]
    gap = [""] if _has_gaps(text, listed) else []
    end = _past_comments(text, _content_end(text, listed, name), listed.start_mark.column)
    return _insert_lines(text, end, gap + lines)


def codebook_text(codebook: Codebook) -> str:
    """A whole codebook as the text of a new file."""
    top: dict[str, Any] = {
        "codebook": codebook.id,
        "title": codebook.title,
        "question": codebook.question,
        "language": codebook.language,
        "answers": codebook.answers.value,
        "ignore_after": codebook.ignore_after,
    }
    filled = {key: value for key, value in top.items() if value}
    filled["codes"] = [_fields(code) for code in codebook.codes]
    lines = (line for key, value in filled.items() for line in pair_lines(key, value, Layout(0)))
    return "\n".join([*lines, ""])


def _set_pair(text: str, root: MappingNode, mapping: MappingNode, key: str, value: Any) -> str:
    found = _pair(mapping, key)
    if found is None:
        return _insert_pair(text, mapping, key, value, _layout(root, mapping))
    name, old = found
    _refuse_alias(name, old)
    in_line = bool(mapping.flow_style)
    end = _content_end(text, old, name)
    if isinstance(value, str | bool) and isinstance(old, ScalarNode) and not _is_absent(old):
        return text[: old.start_mark.index] + scalar_text(value, in_line=in_line) + text[end:]
    if in_line:
        return text[: name.start_mark.index] + f"{key}: {pair_text(value)}" + text[end:]
    lines = pair_lines(key, value, _layout(root, mapping))
    written = _newline(text).join(lines).lstrip(" ")
    return text[: name.start_mark.index] + written + text[end:]


def _insert_pair(text: str, mapping: MappingNode, key: str, value: Any, layout: Layout) -> str:
    """Puts a new field behind the fields that come before it by custom."""
    rank = CODE_KEYS.index(key)
    earlier = [
        pair
        for pair in mapping.value
        if pair[0].value in CODE_KEYS and CODE_KEYS.index(pair[0].value) < rank
    ]
    name, before = (earlier or mapping.value)[-1]
    end = _content_end(text, before, name)
    if mapping.flow_style:
        return f"{text[:end]}, {key}: {pair_text(value)}{text[end:]}"
    return _insert_lines(text, end, pair_lines(key, value, layout))


def _insert_lines(text: str, end: int, lines: Sequence[str]) -> str:
    """Puts whole lines behind the line on which something ends."""
    newline = _newline(text)
    after = text.find("\n", end)
    block = newline.join(lines)
    if after < 0:
        return text + newline + block
    return text[: after + 1] + block + newline + text[after + 1 :]


def _past_comments(text: str, end: int, column: int) -> int:
    """Index behind the comment lines that, by their indentation, still belong to what ended."""
    deeper = re.compile(rf"(?:[^\n]*\n(?:[ \t\r]*\n)*(?= {{{column + 1},}}#))+[^\n]*")
    found = deeper.match(text, end)
    return len(text[: found.end()].rstrip()) if found else end


def _append_in_line(text: str, listed: SequenceNode, written: str) -> str:
    if not listed.value:
        return text[: listed.start_mark.index] + f"[{written}]" + text[listed.end_mark.index :]
    end = listed.value[-1].end_mark.index
    return f"{text[:end]}, {written}{text[end:]}"


def _content_end(text: str, node: Node, before: Node) -> int:
    """Index behind the last letter of a value; `before` is what precedes it in the text."""
    if _is_absent(node) or node.start_mark.index < before.end_mark.index:
        return _line_end(text, before.end_mark.index)  # nothing, or an alias: it stands elsewhere
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        return len(text[: node.end_mark.index].rstrip())
    last = node.value[-1]
    name, content = last if isinstance(node, MappingNode) else (before, last)
    return _content_end(text, content, name)


def _line_end(text: str, index: int) -> int:
    """Index of the end of a line, a comment and the blanks before it left out."""
    line = re.compile(r"[^\r\n#]*").match(text, index)
    return len(text[: line.end()].rstrip()) if line else index


def _root(text: str) -> MappingNode:
    root = compose(text)
    if not isinstance(root, MappingNode):
        raise TypeError("a codebook is a mapping")  # a Document was read from this text before
    return root


def _find(root: MappingNode, code_id: str) -> MappingNode:
    """The node of a code.

    Raises:
        KeyError: There is none.
    """
    for node in _codes(root):
        found = _pair(node, "id")
        if found and found[1].value == code_id:
            return node
    raise KeyError(code_id)


def _codes(mapping: MappingNode) -> Iterator[MappingNode]:
    found = _pair(mapping, "codes")
    for node in found[1].value if found and isinstance(found[1], SequenceNode) else ():
        yield node
        yield from _codes(node)


def _pair(mapping: MappingNode, key: str) -> tuple[ScalarNode, Node] | None:
    return next(((name, value) for name, value in mapping.value if name.value == key), None)


def _fields(code: Code) -> Mapping[str, Any]:
    """What has to be written of a code: all that differs from a code with only id and label."""
    plain = Code(code.id, code.label)
    fields: dict[str, Any] = {"id": code.id, "label": code.label}
    for key in CODE_KEYS:
        value = getattr(code, key)
        if value != getattr(plain, key):
            fields[key] = value
    if code.codes:
        fields["codes"] = [_fields(child) for child in code.codes]
    return fields


def _layout(root: MappingNode, mapping: MappingNode) -> Layout:
    """How the lines of a mapping are indented; lists like those already in the file."""
    column = mapping.value[0][0].start_mark.column
    for place in (mapping, root):
        for name, value in place.value:
            if isinstance(value, SequenceNode) and not value.flow_style and value.value:
                dash = value.start_mark.column - name.start_mark.column
                return Layout(column, max(dash, 0))
    return Layout(column)


def _has_gaps(text: str, listed: SequenceNode) -> bool:
    """Do blank lines separate the items?"""
    starts = [item.start_mark.index for item in listed.value]
    return len(starts) > 1 and re.search(r"\n[ \t\r]*\n", text[starts[-2] : starts[-1]]) is not None


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _is_absent(node: Node) -> bool:
    """Is it the nothing behind "examples:"?"""
    return bool(node.start_mark.index == node.end_mark.index)


def _is_empty(node: Node) -> bool:
    return _is_absent(node) or node.value in ([], "~", "null")


def _listed(name: Node, value: Node) -> SequenceNode:
    """The list of a key.

    Raises:
        CoderError: It is written with an alias.
    """
    _refuse_alias(name, value)
    if not isinstance(value, SequenceNode):
        raise TypeError(name.value)  # a Document was read from this text before
    return value


def _refuse_alias(name: Node, value: Node) -> None:
    if not _is_absent(value) and value.start_mark.index < name.end_mark.index:
        message = _("line {line}: '{key}' is written with an alias (*name); change it in an editor")
        raise CoderError(message.format(line=name.start_mark.line + 1, key=name.value))
