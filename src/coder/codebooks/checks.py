"""What types cannot tell of a codebook: ids over the whole tree, patterns, flags; and advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coder.codebooks.yaml_tree import Path, Place, Tree
from coder.domain.codebook import Code, Codebook
from coder.domain.patterns import parse
from coder.domain.tokens import words
from coder.errors import PatternError, Problem
from coder.i18n import _

ENOUGH_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    """A code as it stands in the file, which may be wrong in any way."""

    path: Path
    fields: dict[str, object]

    def has(self, flag: str) -> bool:
        return self.fields.get(flag) is True

    @property
    def net(self) -> bool:
        return self.fields.get("codable") is False

    def texts(self, key: str) -> Iterator[tuple[Path, str]]:
        """The texts of a list with their path; what is no text is told elsewhere."""
        value = self.fields.get(key)
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, str):
                yield (*self.path, key, index), item


class Checker:
    """Collects problems of one file; works on whatever the YAML holds."""

    def __init__(self, tree: Tree, name: str) -> None:
        self._tree = tree
        self._name = name
        self._problems: list[Problem] = []

    def problems(self) -> list[Problem]:
        """Everything wrong with ids, patterns and flags."""
        top = _Entry((), self._tree.data)
        for path, phrase in top.texts("ignore_after"):
            if not words(phrase):
                self._report(_("'{text}' holds no word").format(text=phrase), path)
        entries = list(_walk(top))
        self._check_ids(entries)
        for entry in entries:
            self._check_patterns(entry)
            self._check_flags(entry)
        for level in (top, *entries):
            self._check_fallbacks(level)
        return self._problems

    def _report(self, message: str, path: Path, place: Place | None = None) -> None:
        found = place or self._tree.keys.get(path) or self._tree.place(path)
        line, column = (found.line, found.column) if found else (None, None)
        self._problems.append(Problem(message, self._name, line, column))

    def _check_ids(self, entries: list[_Entry]) -> None:
        lines: dict[str, int] = {}
        for entry in entries:
            code_id, place = entry.fields.get("id"), self._tree.place((*entry.path, "id"))
            if not isinstance(code_id, str) or place is None:
                continue
            if code_id in lines:
                message = _("the id '{id}' stands on line {first} and again on line {second}")
                text = message.format(id=code_id, first=lines[code_id], second=place.line)
                self._report(text, (*entry.path, "id"), place)
            lines.setdefault(code_id, place.line)

    def _check_patterns(self, entry: _Entry) -> None:
        for path, pattern in entry.texts("patterns"):
            try:
                parse(pattern)
            except PatternError as error:
                self._report(error.message, path, self._tree.inside(path, error.position))

    def _check_flags(self, entry: _Entry) -> None:
        children = isinstance(entry.fields.get("codes"), list) and bool(entry.fields["codes"])
        wrong = {
            "codable": entry.net
            and not children
            and _("'codable: false' makes a net, and a net has codes below it"),
            "one_of": entry.has("one_of")
            and not (children and entry.net)
            and _("'one_of' belongs to a net: a code with 'codable: false' and codes below it"),
            "exclusive": entry.has("exclusive")
            and entry.net
            and _("'exclusive' does nothing on a net; put it on a code"),
            "fallback": entry.has("fallback")
            and entry.net
            and _("'fallback' does nothing on a net; put it on a code"),
            "patterns": bool(entry.fields.get("patterns"))
            and entry.net
            and _("the patterns of a net are never used; put them on the codes below it"),
        }
        for key, message in wrong.items():
            if message:
                self._report(message, (*entry.path, key))

    def _check_fallbacks(self, level: _Entry) -> None:
        marked = [child for child in _children(level) if child.has("fallback")]
        for extra in marked[1:]:
            first = self._tree.place((*marked[0].path, "fallback"))
            message = _("a second fallback beside the one on line {line}; keep one")
            text = message.format(line=first.line if first else "?")
            self._report(text, (*extra.path, "fallback"))


def advice(codebook: Codebook) -> list[Problem]:
    """What would make a codebook better, though it works as it is."""
    return [Problem(message) for _code_id, message in advice_by_code(codebook)]


def advice_by_code(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """The same as pairs of code id ("" for the whole) and message."""
    if not codebook.codable:
        yield "", _("the codebook has no codes yet")
    for code in codebook.walk():
        if not code.definition:
            yield code.id, _("'{id}' has no definition").format(id=code.id)
        if code.codable and len(code.examples) < ENOUGH_EXAMPLES:
            yield code.id, _too_few(code)


def _too_few(code: Code) -> str:
    message = _("'{id}' has {count} examples; two show a coder and the classifier what is meant")
    return message.format(id=code.id, count=len(code.examples))


def _children(entry: _Entry) -> Iterator[_Entry]:
    codes = entry.fields.get("codes")
    for index, fields in enumerate(codes if isinstance(codes, list) else ()):
        if isinstance(fields, dict):
            yield _Entry((*entry.path, "codes", index), fields)


def _walk(entry: _Entry) -> Iterator[_Entry]:
    for child in _children(entry):
        yield child
        yield from _walk(child)
