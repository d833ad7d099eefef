"""Says what a YAML error means for somebody who edits a codebook."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from coder.errors import Problem
from coder.i18n import _

_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


def syntax_problems(error: YAMLError, text: str, name: str) -> list[Problem]:
    """What to mend; all tabs at once, of other errors the one at which reading stopped."""
    if isinstance(error, ReaderError):
        return [_unreadable(error, text, name)]
    tabs = [
        Problem(
            _("a tab at the beginning of a line; use spaces"),
            name,
            text.count("\n", 0, tab.start()) + 1,
            tab.end() - tab.start(),
        )
        for tab in _TAB_INDENT.finditer(text)
    ]
    if tabs:
        return tabs
    if not isinstance(error, MarkedYAMLError):
        return [Problem(_("this is not YAML: {problem}").format(problem=error), name)]
    opened = any(word in str(error.context) for word in ("quoted", "flow"))
    mark = (error.context_mark if opened else None) or error.problem_mark
    if mark is None:
        return [Problem(_explanation(error), name)]
    return [Problem(_explanation(error), name, mark.line + 1, mark.column + 1)]


def _unreadable(error: ReaderError, text: str, name: str) -> Problem:
    before = text[: error.position]
    message = _("a character that a text file cannot hold: U+{code:04X}")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(message.format(code=error.character), name, line, column)


def _explanation(error: MarkedYAMLError) -> str:
    said = f"{error.context} {error.problem}"
    colon = _("text with ': ' in it must stand in quotes; or the indentation is wrong")
    indentation = _("the indentation is wrong, or ':' or '-' is missing")
    meanings = {
        "undefined alias": _("text that begins with '*' must stand in quotes"),
        "quoted scalar": _("this quotation mark is not closed"),
        "cannot start any token": _("text that begins with this character must stand in quotes"),
        "mapping values": colon,
        "another document": _("'---' begins a second codebook; a file holds one"),
        "maximum depth": _("nested too deeply"),
        "flow": _("this bracket is not closed, or a text in it needs quotes"),
        "block end": indentation,
        "expected ':'": indentation,
    }
    for words, meaning in meanings.items():
        if words in said:
            return meaning
    return _("this is not YAML: {problem}").format(problem=error.problem)
