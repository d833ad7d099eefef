"""Spellings of one name that a person took together, and pairs that are not the same name.

The decisions stand in a file beside the codebook that people may edit:

    functietitel:                       # the question
      merge:
        maatschappelijk werker: [maatschapelijk werker, maatschappelijk werkr]
      different:
        - [wijkcoach, wijkregisseur]
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder.domain.answers import normal_form
from coder.i18n import _
from coder.reports.files import write_whole
from coder.reports.yaml_lists import ListFile

FILE_NAME = "name_merges.yaml"
Pair = frozenset[str]  # two normal forms


@dataclass(frozen=True, slots=True)
class NameMerges:
    """What a person decided on the names of one question.

    `names`: normal form of a spelling → the name that it counts as. `different`: pairs of normal
    forms that stay apart.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[Pair] = frozenset()


def read_merges(path: Path, question: str) -> NameMerges:
    """The decisions on one question; none when there is no file.

    Raises:
        ProblemsError: The file is not right; all that is wrong, with line and column.
    """
    if not path.is_file():
        return NameMerges()
    file = ListFile(path)
    document = file.load()
    names: dict[str, str] = {}
    different: set[Pair] = set()
    for key, entry in file.items(document):
        fields = file.known_keys(entry, ("merge", "different"))
        merges = fields.get("merge")
        for name, spellings in file.items(merges):
            for spelling in file.texts(spellings, merges, name):
                _merge(file, merges, (str(name), spelling), names if key == question else {})
        if key == question:
            different |= _pairs(file, fields.get("different"))
    file.finish()
    return NameMerges(_followed(names), frozenset(different))


def _merge(file: ListFile, node: object, pair: tuple[str, str], names: dict[str, str]) -> None:
    name, spelling = pair
    known = names.setdefault(normal_form(spelling), name)
    if normal_form(known) != normal_form(name):
        message = _("'{spelling}' cannot count as both '{one}' and '{other}'")
        file.complain(message.format(spelling=spelling, one=known, other=name), node, name)


def _pairs(file: ListFile, node: object) -> set[Pair]:
    if not isinstance(node, list):
        return set()
    return {frozenset(map(normal_form, file.texts(pair, node))) for pair in node}


def _followed(names: Mapping[str, str]) -> dict[str, str]:
    """A spelling of a spelling counts as the last name; a circle ends where it began."""
    followed = {}
    for spelling, name in names.items():
        seen = {spelling}
        while (normal := normal_form(name)) in names and normal not in seen:
            seen.add(normal)
            name = names[normal]  # noqa: PLW2901 - following the chain
        if normal_form(name) != spelling:
            followed[spelling] = name
    return followed


def write_merge(path: Path, question: str, name: str, spellings: Iterable[str]) -> None:
    """Adds that these spellings are this name; comments in the file are kept.

    Raises:
        ProblemsError: The file there is not right.
        CoderError: It cannot be written.
    """
    document = _document(path)
    listed = document.setdefault(question, {}).setdefault("merge", {}).setdefault(name, [])
    listed += [spelling for spelling in spellings if spelling not in listed]
    _write(path, document)


def write_different(path: Path, question: str, one: str, other: str) -> None:
    """Adds that two names are not the same, so that they are not suggested again.

    Raises:
        ProblemsError: The file there is not right.
        CoderError: It cannot be written.
    """
    document = _document(path)
    document.setdefault(question, {}).setdefault("different", []).append([one, other])
    _write(path, document)


def _document(path: Path) -> Any:
    return ListFile(path).load()


def _write(path: Path, document: object) -> None:
    from ruamel.yaml import YAML

    buffer = io.StringIO()
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(document, buffer)
    write_whole(path, buffer.getvalue().encode())
