"""Words that count as one (coördinator, coördinerend, coördinatie) and what they point to.

The list is data that people edit: one ships with the program, one beside a project's codebooks adds
to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from coder.domain.pattern_tree import Term
from coder.domain.patterns import parse
from coder.domain.tokens import fold
from coder.errors import PatternError, Problem, ProblemsError
from coder.i18n import _

FILE_NAME = "word_families.yaml"
STOP_WORDS_NAME = "stop_words.txt"

_KEYS = ("word", "kind", "patterns", "except")
_TOP_KEYS = ("kinds", "families")


@dataclass(frozen=True, slots=True)
class WordFamily:
    """Words that count as one word.

    `terms` are single words of the rule language, `excluded` those that never count.
    """

    word: str
    kind: str
    terms: frozenset[Term]
    excluded: frozenset[Term] = frozenset()


@dataclass(frozen=True, slots=True)
class WordFamilies:
    """All families, and the kinds they point to: kind id → label."""

    families: tuple[WordFamily, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, own: WordFamilies) -> WordFamilies:
        """These families with others added; one for the same word is replaced."""
        by_word = {fold(family.word): family for family in self.families}
        by_word |= {fold(family.word): family for family in own.families}
        return WordFamilies(tuple(by_word.values()), {**self.kinds, **own.kinds})


@cache
def shipped_families() -> WordFamilies:
    """The families that come with the program."""
    text = (files("coder.reports") / FILE_NAME).read_text(encoding="utf-8")
    return read_families(text, FILE_NAME)


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing in a list or cloud, folded."""
    text = (files("coder.reports") / STOP_WORDS_NAME).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(fold(word) for line in lines for word in line.split())


def families_for(folder: Path | None) -> WordFamilies:
    """The shipped families, with those of the file in this folder when there is one.

    Raises:
        ProblemsError: That file is not right; all that is wrong, with line and column.
    """
    path = folder / FILE_NAME if folder is not None else None
    if path is None or not path.is_file():
        return shipped_families()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("it cannot be read as text in UTF-8")
        raise ProblemsError([Problem(message, str(path))]) from error
    return shipped_families().with_more(read_families(text, str(path)))


def read_families(text: str, name: str) -> WordFamilies:
    """Families from YAML text; `name` is the file shown with problems.

    Raises:
        ProblemsError: The text is not right.
    """
    document = _load(text, name)
    problems = [
        _unknown(key, _TOP_KEYS, name, document) for key in document if key not in _TOP_KEYS
    ]
    kinds = document.get("kinds") or {}
    if not isinstance(kinds, dict):
        problems.append(_problem(_("`kinds` must be a list of `id: label`"), name, document))
        kinds = {}
    read = [_family(entry, name, problems) for entry in _entries(document, name, problems)]
    if problems:
        raise ProblemsError(problems)
    families = tuple(family for family in read if family is not None)
    return WordFamilies(families, {str(key): str(label) for key, label in kinds.items()})


def _load(text: str, name: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        document = YAML().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise ProblemsError([Problem(str(error.problem), name, *place)]) from error
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise ProblemsError([Problem(_("`families:` is missing"), name, 1, 1)])
    return document


def _entries(document: Any, name: str, problems: list[Problem]) -> Iterator[Any]:
    entries = document.get("families") or []
    if not isinstance(entries, list):
        problems.append(_problem(_("`families` must be a list"), name, document))
        return
    for index, entry in enumerate(entries):
        if isinstance(entry, dict) and isinstance(entry.get("word"), str):
            yield entry
        else:
            message = _("family {number} has no `word`").format(number=index + 1)
            problems.append(_problem(message, name, entry))


def _family(entry: Any, name: str, problems: list[Problem]) -> WordFamily | None:
    before = len(problems)
    problems += [_unknown(key, _KEYS, name, entry) for key in entry if key not in _KEYS]
    patterns = entry.get("patterns", [f"~{entry['word']}"])
    terms = _terms(patterns, name, entry, problems)
    excluded = _terms(entry.get("except", []), name, entry, problems)
    if len(problems) > before:
        return None
    return WordFamily(entry["word"], str(entry.get("kind") or ""), terms, excluded)


def _terms(
    patterns: Sequence[str], name: str, entry: Any, problems: list[Problem]
) -> frozenset[Term]:
    found: set[Term] = set()
    if not isinstance(patterns, list):
        problems.append(_problem(_("patterns must be a list of words"), name, entry))
        return frozenset()
    for pattern in map(str, patterns):
        if len(pattern.split()) != 1:
            message = _("a word family takes single words, not '{pattern}'")
            problems.append(_problem(message.format(pattern=pattern), name, entry))
            continue
        try:
            found |= parse(pattern).terms
        except PatternError as error:
            problems.append(_problem(error.message, name, entry))
    return frozenset(found)


def _unknown(key: Any, known: Sequence[str], name: str, entry: Any) -> Problem:
    from rapidfuzz import process

    message = _("unknown key '{key}'").format(key=key)
    near = process.extractOne(str(key), known, score_cutoff=60)
    if near:
        message += "; " + _("did you mean '{name}'?").format(name=near[0])
    line, column = entry.lc.key(key)
    return Problem(message, name, line + 1, column + 1)


def _problem(message: str, name: str, entry: Any) -> Problem:
    place = getattr(entry, "lc", None)
    return (
        Problem(message, name, place.line + 1, place.col + 1) if place else Problem(message, name)
    )
