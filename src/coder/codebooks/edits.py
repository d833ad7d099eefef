"""Changes to the text of a codebook file that leave every other line as it is.

Writing the whole YAML anew would re-wrap texts, move comments and change quotes, and a diff under
git would hide the one line that somebody changed. So an edit finds its place in the composed nodes
and replaces only that piece of text. `document.py` reads the result back and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from coder.codebooks.schema import CODE_KEYS
from coder.codebooks.yaml_places import (
    code_fields,
    code_node,
    content_end,
    has_gaps,
    insert_lines,
    is_absent,
    is_empty,
    layout_of,
    listed_node,
    newline_of,
    pair_of,
    past_comments,
    refuse_alias,
    root_of,
)
from coder.codebooks.yaml_text import Layout, pair_lines, pair_text, scalar_text
from coder.domain.codebook import Code, Codebook

Value = str | bool | Sequence[str]


def set_field(text: str, code_id: str, key: str, value: Value) -> str:
    """The text with one field of a code set."""
    root = root_of(text)
    return _set_pair(text, root, code_node(root, code_id), key, value)


def append_item(text: str, code_id: str, key: str, item: str) -> str:
    """The text with one item more in a list of a code."""
    root = root_of(text)
    mapping = code_node(root, code_id)
    found = pair_of(mapping, key)
    if found is None or is_empty(found[1]):
        return _set_pair(text, root, mapping, key, [item])
    name, listed = found[0], listed_node(*found)
    if listed.flow_style:
        return _append_in_line(text, listed, scalar_text(item, in_line=True))
    line = " " * listed.start_mark.column + "- " + scalar_text(item)
    end = past_comments(text, content_end(text, listed, name), name.start_mark.column)
    return insert_lines(text, end, [line])


def append_code(text: str, parent_id: str | None, code: Code) -> str:
    """The text with one code more, the last of its level."""
    root = root_of(text)
    mapping = root if parent_id is None else code_node(root, parent_id)
    fields = code_fields(code)
    found = pair_of(mapping, "codes")
    if found is None or is_empty(found[1]):
        return _set_pair(text, root, mapping, "codes", [fields])
    name, listed = found[0], listed_node(*found)
    if listed.flow_style:
        return _append_in_line(text, listed, pair_text(fields))
    column = name.start_mark.column
    lines = pair_lines("codes", [fields], Layout(column, listed.start_mark.column - column))[1:]
    gap = [""] if has_gaps(text, listed) else []
    end = past_comments(text, content_end(text, listed, name), listed.start_mark.column)
    return insert_lines(text, end, gap + lines)


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
    filled["codes"] = [code_fields(code) for code in codebook.codes]
    lines = (line for key, value in filled.items() for line in pair_lines(key, value, Layout(0)))
    return "\n".join([*lines, ""])


def _set_pair(text: str, root: MappingNode, mapping: MappingNode, key: str, value: Any) -> str:
    found = pair_of(mapping, key)
    if found is None:
        return _insert_pair(text, mapping, key, value, layout_of(root, mapping))
    name, old = found
    refuse_alias(name, old)
    in_line = bool(mapping.flow_style)
    end = content_end(text, old, name)
    if isinstance(value, str | bool) and isinstance(old, ScalarNode) and not is_absent(old):
        return text[: old.start_mark.index] + scalar_text(value, in_line=in_line) + text[end:]
    if in_line:
        return text[: name.start_mark.index] + f"{key}: {pair_text(value)}" + text[end:]
    lines = pair_lines(key, value, layout_of(root, mapping))
    written = newline_of(text).join(lines).lstrip(" ")
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
    end = content_end(text, before, name)
    if mapping.flow_style:
        return f"{text[:end]}, {key}: {pair_text(value)}{text[end:]}"
    return insert_lines(text, end, pair_lines(key, value, layout))


def _append_in_line(text: str, listed: SequenceNode, written: str) -> str:
    if not listed.value:
        return text[: listed.start_mark.index] + f"[{written}]" + text[listed.end_mark.index :]
    end = listed.value[-1].end_mark.index
    return f"{text[:end]}, {written}{text[end:]}"
