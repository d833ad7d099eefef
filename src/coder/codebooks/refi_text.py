"""The fields of a code as one description, and back: what other programs show of a code.

    De respondent noemt minder geld.

    Wel:
    - Er is minder subsidie.

    Niet:
    - Bewoners hebben te weinig geld.

    Voorbeelden:
    - ravijnjaar

    Regels:
    - bezuinig*

    Kenmerken:
    - id: bezuinigingen

A heading stands alone on its line and an item begins with "- "; a line of a text that looks like
either, or is blank inside an item, gets a "\\" before it, and so does one that begins with "\\".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Code, Codebook

# Dutch, as codebooks are; what is written must be read back whatever the language of the app.
HEADINGS = {
    "use_when": "Wel:",
    "not_when": "Niet:",
    "examples": "Voorbeelden:",
    "patterns": "Regels:",
}
_TRAITS = "Kenmerken:"
_FLAGS = ("exclusive", "one_of", "fallback")
_YES = "ja"
_BY_HEADING = {heading: key for key, heading in HEADINGS.items()}
_ALL_HEADINGS = frozenset([*HEADINGS.values(), _TRAITS])


@dataclass(frozen=True, slots=True)
class Unfolded:
    """What a description says: the text above, lists by field, and traits by name."""

    definition: str
    lists: Mapping[str, tuple[str, ...]]
    traits: Mapping[str, str]


def fold_code(code: Code) -> str:
    """The description of a code."""
    traits = {"id": code.id} | {flag: _YES for flag in _FLAGS if getattr(code, flag)}
    lists = {key: getattr(code, key) for key in HEADINGS}
    return _fold(code.definition, lists, traits)


def fold_codebook(codebook: Codebook) -> str:
    """The description of the set that stands for a codebook: its question, and its traits."""
    traits = {
        "id": codebook.id,
        "language": codebook.language,
        "answers": codebook.answers.value,
    }
    return _fold(codebook.question, {"ignore_after": codebook.ignore_after}, traits)


def unfold(description: str) -> Unfolded:
    """What `fold_code` or `fold_codebook` wrote; any other text is a definition."""
    blocks = list(_blocks(description.replace("\r\n", "\n").split("\n")))
    definition = _joined(blocks[0][1])
    lists: dict[str, tuple[str, ...]] = {}
    traits: dict[str, str] = {}
    for heading, lines in blocks[1:]:
        items = tuple(_items(lines))
        if heading == _TRAITS:
            traits |= {name: value for name, _, value in (item.partition(": ") for item in items)}
        else:
            lists[_BY_HEADING.get(heading, "ignore_after")] = items
    return Unfolded(definition, lists, traits)


_IGNORE = "Negeren na:"


def _fold(text: str, lists: Mapping[str, Sequence[str]], traits: Mapping[str, str]) -> str:
    parts = ["\n".join(_escaped(text))] if text else []
    for key, items in lists.items():
        if items:
            parts.append("\n".join([HEADINGS.get(key, _IGNORE), *_listed(items)]))
    listed = _listed([f"{name}: {value}" for name, value in traits.items()])
    return "\n\n".join([*parts, "\n".join([_TRAITS, *listed])])


def _listed(items: Sequence[str]) -> list[str]:
    found = []
    for item in items:
        first, *rest = item.split("\n")
        found.append(f"- {first}")
        found += [_marked(line, also_blank=True) for line in rest]
    return found


def _escaped(text: str) -> list[str]:
    return [_marked(line) for line in text.split("\n")]


def _marked(line: str, *, also_blank: bool = False) -> str:
    special = line in _ALL_HEADINGS or line == _IGNORE or line.startswith(("- ", "\\"))
    return f"\\{line}" if special or (also_blank and not line.strip()) else line


def _plain(line: str) -> str:
    return line.removeprefix("\\")


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Heading ("" for what comes before any) and the lines below it."""
    heading, below = "", list[str]()
    for line in lines:
        if line in _ALL_HEADINGS or line == _IGNORE:
            yield heading, below
            heading, below = line, []
        else:
            below.append(line)
    yield heading, below


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(_plain(line) for line in lines).strip()


def _items(lines: Sequence[str]) -> Iterator[str]:
    item: list[str] | None = None
    for line in lines:
        if line.startswith("- "):
            if item is not None:
                yield "\n".join(item)
            item = [line.removeprefix("- ")]
        elif item is not None and line.strip():
            item.append(_plain(line))
    if item is not None:
        yield "\n".join(item)
