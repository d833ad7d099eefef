"""An import plan in sentences, for a person who is about to say yes or no."""

from __future__ import annotations

from coder.i18n import _, ngettext
from coder.importing.plan import ImportPlan
from coder.importing.table import Format, Table

_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}
_MOST = 12  # columns that are named


def plan_lines(plan: ImportPlan) -> list[str]:
    """What was read and how, what will be taken in, and what was guessed."""
    lines = [_file(plan.table), _ids(plan), *answer_lines(plan), *plan.table.notes]
    looks = [column.name for column in plan.looks_open]
    if looks:
        names = ", ".join(looks[:_MOST]) + (" …" if len(looks) > _MOST else "")
        lines.append(_("Columns that look like open answers: {names}").format(names=names))
    return lines


def file_lines(plan: ImportPlan) -> list[str]:
    """How the file was read; the same for all its questions."""
    return [_file(plan.table), _ids(plan), *plan.table.notes]


def answer_lines(plan: ImportPlan) -> list[str]:
    """What will be taken in as answers to this question, and what counts as no answer."""
    return [_answers(plan), *_left_out(plan)]


def _file(table: Table) -> str:
    if table.format is Format.SPREADSHEET:
        text = _("{file}: workbook, sheet {sheet}").format(file=table.file, sheet=table.sheet)
        if len(table.sheets) == 1 or table.sheet_chosen:
            return text
        others = ", ".join(name for name in table.sheets if name != table.sheet)
        more = _(" (the first with anything on it; there are also: {names})").format(names=others)
        return text + more
    if table.format is Format.SPSS:
        return _("{file}: SPSS file").format(file=table.file)
    encoding = _ENCODINGS.get(table.encoding, table.encoding)
    if not table.separator:
        text = _("{file}: text of one column, {encoding}")
        return text.format(file=table.file, encoding=encoding)
    separator = _("tab") if table.separator == "\t" else table.separator
    text = _("{file}: csv, {encoding}, cells separated by {separator}")
    return text.format(file=table.file, encoding=encoding, separator=separator)


def _ids(plan: ImportPlan) -> str:
    if plan.id_column is None:
        return _(
            "No column numbers the respondents, so they are numbered in the order of the rows: "
            "another file of this wave must have the same rows in the same order"
        )
    guessed = _("Ids of respondents: column {name} (guessed)")
    told = _("Ids of respondents: column {name}")
    return (guessed if plan.id_guessed else told).format(name=plan.id_column)


def _answers(plan: ImportPlan) -> str:
    text = ngettext(
        "Column {column}: {count} respondent, {answers} answered, {distinct} different answers",
        "Column {column}: {count} respondents, {answers} answered, {distinct} different answers",
        len(plan.rows),
    )
    return text.format(
        column=plan.text_column.name,
        count=len(plan.rows),
        answers=plan.answers,
        distinct=plan.distinct,
    )


def _left_out(plan: ImportPlan) -> list[str]:
    lines = []
    if plan.missing:
        marks = sorted(plan.missing.items(), key=lambda item: (-item[1], item[0]))
        nothing = _("empty")
        told = ", ".join(f"{mark or nothing} {count}" for mark, count in marks)
        lines.append(_("Counted as no answer: {marks}").format(marks=told))
    if plan.repeated:
        text = ngettext(
            "{count} row says the same as an earlier row with its id, and is left out",
            "{count} rows say the same as an earlier row with their id, and are left out",
            plan.repeated,
        )
        lines.append(text.format(count=plan.repeated))
    if plan.table.empty_rows:
        text = ngettext(
            "{count} row has nothing in it, and is left out",
            "{count} rows have nothing in them, and are left out",
            plan.table.empty_rows,
        )
        lines.append(text.format(count=plan.table.empty_rows))
    return lines
