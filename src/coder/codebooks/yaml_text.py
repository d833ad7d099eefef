"""Small pieces of YAML text for new values, quoted only where they must be."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from coder.codebooks.yaml_tree import compose
from coder.errors import CoderError
from coder.i18n import _

_TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Layout:
    """Column of a mapping's keys, and how far its lists' dashes stand to the right of them."""

    column: int
    dash: int = 2


def scalar_text(value: str | bool, *, in_line: bool = False) -> str:
    """A value as YAML on one line; `in_line` when it will stand inside [ ] or { }.

    >>> scalar_text("minder geld"), scalar_text("*druk"), scalar_text(True)
    ('minder geld', "'*druk'", 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    candidates = (
        value,
        "'" + value.replace("'", "''") + "'",
        json.dumps(value, ensure_ascii=False),
        json.dumps(value),
    )
    for written in candidates:
        if _reads_back(written, value, in_line):
            return written
    raise CoderError(_("'{text}' holds characters that YAML cannot hold").format(text=value))


def pair_text(value: Any) -> str:
    """A value inside { }: everything on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {pair_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str | bool):
        return scalar_text(value, in_line=True)
    return "[" + ", ".join(map(pair_text, value)) + "]"


def pair_lines(key: str, value: Any, layout: Layout) -> list[str]:
    """A key and its value as lines, lists with an item a line."""
    indent = " " * layout.column
    if isinstance(value, str | bool):
        return [f"{indent}{key}: {scalar_text(value)}"]
    if not value:
        return [f"{indent}{key}: []"]
    return [f"{indent}{key}:", *_item_lines(value, layout)]


def _item_lines(items: Sequence[Any], layout: Layout) -> list[str]:
    indent = " " * (layout.column + layout.dash)
    lines: list[str] = []
    for item in items:
        if isinstance(item, Mapping):
            below = Layout(layout.column + layout.dash + 2, layout.dash)
            inner = [line for key, field in item.items() for line in pair_lines(key, field, below)]
            lines += [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
        else:
            lines.append(f"{indent}- {scalar_text(item)}")
    return lines


def _reads_back(written: str, value: str, in_line: bool) -> bool:
    if len(written.splitlines()) > 1:  # U+2028 too: some editors break the line there
        return False
    try:
        listed = compose(f"[{written}, x]" if in_line else f"- {written}")
        paired = compose(f"{{x: {written}}}" if in_line else f"x: {written}")
    except YAMLError:
        return False
    if not isinstance(listed, SequenceNode) or not isinstance(paired, MappingNode):
        return False
    alone = len(listed.value) == 1 + in_line and len(paired.value) == 1
    return alone and all(
        isinstance(read, ScalarNode) and read.value == value and read.tag == _TEXT_TAG
        for read in (listed.value[0], paired.value[0][1])
    )
