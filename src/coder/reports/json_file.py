"""A project's codings, counts and codebooks as one JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coder.reports.coded_table import NAMED, CodedTable, Role, State
from coder.reports.files import write_whole


def write_json(content: Mapping[str, Any], path: Path) -> Path:
    """Writes a value as JSON, letters as they are.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    text = json.dumps(content, ensure_ascii=False, indent=1)
    write_whole(path, text.encode(errors="replace") + b"\n")
    return path


def as_records(table: CodedTable) -> Iterator[dict[str, Any]]:
    """A value a respondent: who it is, and text, state and codes of each answer."""
    about = [variable for variable in table.variables if not variable.question]
    questions = [_Question(table, question) for question in table.questions]
    for row in range(table.n):
        person: dict[str, Any] = {
            variable.name: variable.texts[row]
            for variable in about
            if variable.texts[row] is not None
        }
        answers = {q.key: q.answer(row) for q in questions if q.answered(row)}
        yield person | {"answers": answers}


class _Question:
    """The columns of one question, by what they tell."""

    def __init__(self, table: CodedTable, key: str) -> None:
        self.key = key
        roles = (Role.TEXT, Role.STATE, Role.CODER, Role.SOURCE, Role.MEMO)
        self._texts = {variable.role.value: variable.texts for variable in table.of(key, *roles)}
        self._codes = [
            (v.code, v.flags.tolist()) for v in table.of(key, Role.CODE) if v.flags is not None
        ]

    def answered(self, row: int) -> bool:
        states = self._texts.get(Role.STATE.value)
        if states is not None:
            return states[row] != State.NO_ANSWER.value
        return any(texts[row] for texts in self._texts.values())

    def answer(self, row: int) -> dict[str, Any]:
        said = {name: texts[row] for name, texts in self._texts.items() if texts[row] is not None}
        return said | {"codes": [code for code, flags in self._codes if flags[row] == NAMED]}
