"""A project for SPSS: .sav with a 0/1 variable a code, and syntax that defines the response sets.

Answered but not coded is a declared missing value; not answered is system missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coder.errors import CoderError
from coder.i18n import _
from coder.reports.coded_table import NO_ANSWER, UNCODED, CodedTable, Role, State, Variable
from coder.reports.files import whole_files
from coder.reports.spss_names import (
    FILE_LABEL_BYTES,
    LABEL_BYTES,
    VALUE_LABEL_BYTES,
    cut,
    legal_names,
    one_line,
)
from coder.reports.spss_syntax import syntax

NOT_CODED = 9  # the declared missing value
TEXT_BYTES = 32_767  # the longest string that SPSS has
_ROOM = 40  # characters that a text column shows in SPSS

_STATES = {State.CODED: 1, State.UNCODED: 2, State.NO_ANSWER: 3}
_SOURCES = {"person": 1, "model": 2, "rules": 3}


@dataclass(slots=True)
class _Columns:
    """What pyreadstat asks for, a column at a time."""

    data: dict[str, Any] = field(default_factory=dict)
    labels: list[str | None] = field(default_factory=list)
    value_labels: dict[str, dict[int | float, str]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    widths: dict[str, int] = field(default_factory=dict)
    missing: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpssFiles:
    """What was written. `notes`: what SPSS could not have as it was."""

    data: Path
    syntax: Path
    notes: tuple[str, ...]


def write_spss(table: CodedTable, path: Path, title: str) -> SpssFiles:
    """Writes a .sav file, and beside it an .sps with its multiple-response sets.

    Raises:
        CoderError: A file cannot be written; older ones are as they were.
    """
    prepared, notes = _prepared(table)
    columns = _Columns()
    for variable in prepared:
        _add(columns, variable, _order(table, variable))
    beside = path.with_suffix(".sps")
    text = syntax(replace(table, variables=prepared), path.name)
    with whole_files([path, beside]) as [data_file, syntax_file]:
        _write(columns, table.n, data_file, cut(one_line(title), FILE_LABEL_BYTES))
        syntax_file.write_text(text, encoding="utf-8-sig", newline="\r\n")
    return SpssFiles(path, beside, tuple(notes))


def _prepared(table: CodedTable) -> tuple[tuple[Variable, ...], list[str]]:
    """The columns with legal names and labels that fit, long texts in several columns."""
    notes: list[str] = []
    split = [part for variable in table.variables for part in _split(variable, notes)]
    names = legal_names(variable.name for variable in split)
    renamed = [(v.name, name) for v, name in zip(split, names, strict=True) if v.name != name]
    notes += [
        _("SPSS cannot have {old} as a name: {new}.").format(old=o, new=n) for o, n in renamed
    ]
    found, seen = [], set()
    for variable, name in zip(split, names, strict=True):
        label = cut(one_line(variable.label), LABEL_BYTES)
        if label != one_line(variable.label):
            notes.append(_("The label of {name} was too long and is cut.").format(name=name))
        if variable.flagged and (variable.question, label) in seen:  # sets show labels alone
            label = f"{cut(label, LABEL_BYTES - len(name.encode()) - 3)} ({name})"
        seen.add((variable.question, label))
        found.append(replace(variable, name=name, label=label))
    return tuple(found), notes


def _split(variable: Variable, notes: list[str]) -> Iterator[Variable]:
    """One column, or as many as its longest text needs."""
    texts = [text.replace("\0", "") if text else "" for text in variable.texts]
    longest = max((len(text) for text in texts), default=0)
    if longest * 4 <= TEXT_BYTES or all(len(text.encode()) <= TEXT_BYTES for text in texts):
        yield variable
        return
    pieces = [_pieces(text) for text in texts]
    count = max(map(len, pieces))
    note = _("{name} holds texts longer than SPSS can have; they go on in {count} more columns.")
    notes.append(note.format(name=variable.name, count=count - 1))
    for part in range(count):
        name = variable.name if not part else f"{variable.name}_deel{part + 1}"
        some = [piece[part] if part < len(piece) else None for piece in pieces]
        yield replace(variable, name=name, texts=some)


def _pieces(text: str) -> list[str]:
    encoded, found = text.encode(), []
    while encoded:
        piece = encoded[:TEXT_BYTES].decode(errors="ignore")
        found.append(piece)
        encoded = encoded[len(piece.encode()) :]
    return found


def _order(table: CodedTable, variable: Variable) -> list[str]:
    """The labels of a question's codes as the codebook has them."""
    if variable.role is not Role.CATEGORY:
        return []
    return [code.label for code in table.of(variable.question, Role.CODE)]


def _add(columns: _Columns, variable: Variable, order: Sequence[str]) -> None:
    name = variable.name
    columns.labels.append(variable.label)
    if variable.flags is not None:
        columns.data[name] = _numbers(variable)
        columns.value_labels[name] = _flag_labels()
        columns.missing[name], columns.formats[name] = [NOT_CODED], "F1.0"
        return
    known = _categories(variable, order)
    if known is None:
        columns.data[name] = [(text or "").replace("\0", "") for text in variable.texts]
        columns.widths[name] = _ROOM if variable.role in (Role.TEXT, Role.MEMO) else _ROOM // 2
        return
    numbers = {text: number for text, (number, _label) in known.items()}
    columns.data[name] = [
        float("nan") if text is None else float(numbers[text]) for text in variable.texts
    ]
    columns.value_labels[name] = {
        number: cut(one_line(label), VALUE_LABEL_BYTES) for number, label in known.values()
    }
    columns.formats[name] = "F4.0"


def _numbers(variable: Variable) -> Any:
    import numpy as np

    assert variable.flags is not None
    numbers = variable.flags.astype(float)
    numbers[variable.flags == UNCODED] = NOT_CODED
    numbers[variable.flags == NO_ANSWER] = np.nan
    return numbers


def _flag_labels() -> dict[int | float, str]:
    return {0: _("Not named"), 1: _("Named"), NOT_CODED: _("Answered, not coded")}


def _categories(variable: Variable, order: Sequence[str]) -> dict[str, tuple[int, str]] | None:
    """Number and label of each text of a column with few fixed ones; None: it is free text."""
    if variable.role is Role.STATE:
        labels = (_("Coded"), _("Answered, not coded"), _("Not answered"))
        return {
            state.value: (number, label)
            for (state, number), label in zip(_STATES.items(), labels, strict=True)
        }
    if variable.role is Role.SOURCE:
        labels = (_("A person"), _("The model"), _("The rules"))
        return {
            source: (number, label)
            for (source, number), label in zip(_SOURCES.items(), labels, strict=True)
        }
    if variable.role is Role.CATEGORY:
        used = sorted({text for text in variable.texts if text is not None} - set(order))
        known = dict.fromkeys([*order, *used])
        return {text: (number, text) for number, text in enumerate(known, 1)}
    return None


def _write(columns: _Columns, n: int, path: Path, file_label: str) -> None:
    import pandas as pd
    import pyreadstat

    frame = pd.DataFrame(columns.data, index=range(n))
    measures = dict.fromkeys(columns.data, "nominal")
    try:
        pyreadstat.write_sav(
            frame,
            str(path),
            file_label=file_label,
            column_labels=columns.labels,
            variable_value_labels=columns.value_labels,
            missing_ranges=columns.missing,
            variable_display_width=columns.widths,
            variable_measure=measures,
            variable_format=columns.formats,
            row_compress=True,  # blanks behind short answers would fill the disk
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        message = _("The SPSS file cannot be written: {why}.").format(why=error)
        raise CoderError(message, _("An older file of this name is as it was.")) from error
