"""A survey file that is about to be taken in, in words: its columns, its plan."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from coder.i18n import _, ngettext
from coder.services.import_codebooks import CodebookChoice, CodebookKind
from coder.services.survey_files import as_typed
from coder.tui.text import fitted, joined, one_line

if TYPE_CHECKING:
    from coder.services.import_draft import ColumnFacts, ImportDraft, QuestionDraft
    from coder.services.import_run import DraftPlan

ROLE_WIDTH, COUNT_WIDTH = 16, 10  # cells
NAME_WIDTHS = (26, 36)  # cells of a column's name: on a small and on a wide screen
HEAD_ROWS = 6  # answers of a column that are shown
_MARKS = 6  # marks for "no answer" that are named
_FIELD, _LEAST = 14, 12  # cells: the name of a field, and the least that its value gets
_LONGEST = 160  # letters of one answer that is shown

ENCODINGS = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}


def role(draft: ImportDraft, column: str) -> tuple[str, str]:
    """The sign and the name of what a column is."""
    asked, background = draft.question_of(column), column in draft.background
    if draft.id_column == column:
        return "#", _("id")
    if asked and background:
        return "◉", _("question + bg")
    if asked:
        return "●", _("question")
    return ("○", _("background")) if background else ("·", _("left out"))


def head_line(width: int) -> Content:
    """What stands in the columns of the list."""
    names = fitted(_("role"), ROLE_WIDTH) + fitted(_("column"), width)
    filled, different, begins = _("filled"), _("different"), _("begins with")
    counts = f"{filled:>{COUNT_WIDTH}}{different:>{COUNT_WIDTH + 1}}"
    return Content.styled(f"{names}{counts}   {begins}", "$quiet")


def column_line(draft: ImportDraft, column: str, facts: ColumnFacts | None, width: int) -> Content:
    """One column: its role, its name, how much stands in it, and how it begins."""
    sign, name = role(draft, column)
    style = "$quiet" if sign == "·" else "bold $primary"
    counts = ("…", "") if facts is None else (str(facts.filled), str(facts.distinct))
    first = next((one_line(cell or "") for cell in draft.head(column, 1)), "")
    return Content.assemble(
        (fitted(f"{sign} {name}", ROLE_WIDTH), style),
        (fitted(one_line(column), width - 1) + " ", "" if sign == "·" else "bold"),
        f"{counts[0]:>{COUNT_WIDTH}}{counts[1]:>{COUNT_WIDTH + 1}}",
        ("   " + first[:_LONGEST], "$quiet"),
    )


def file_line(draft: ImportDraft) -> Content:
    """How the file was read: what a person may want to change."""
    table = draft.table
    rows = ngettext("{count} row", "{count} rows", len(table.rows)).format(count=len(table.rows))
    parts = [one_line(table.file), rows]
    if len(table.sheets) > 1:
        place = f"{table.sheets.index(table.sheet) + 1}/{len(table.sheets)}"
        parts.append(_("sheet {name} ({place})").format(name=table.sheet, place=place))
    if table.encoding:
        parts.append(ENCODINGS.get(table.encoding, table.encoding))
    if table.separator:
        parts.append(_("separator {sign}").format(sign=separator(table.separator)))
    return Content(joined(*parts))


def wave_name(draft: ImportDraft) -> Content:
    """The wave that the answers go to."""
    return Content.styled(_("wave {name}").format(name=one_line(draft.wave) or "?"), "bold")


def separator(sign: str) -> str:
    """The separator of a csv in words."""
    return _("tab") if sign == "\t" else sign


def details(draft: ImportDraft, column: str, facts: ColumnFacts | None, width: int) -> Content:
    """All about one column: what becomes of it, what counts as no answer, its first answers.

    `width`: cells that there are for it.
    """
    lines = [Content.styled(one_line(column), "bold")]
    if facts and facts.label and facts.label != column:
        lines.append(Content.styled(one_line(facts.label), "$quiet"))
    asked = draft.question_of(column)
    if asked:
        lines += _question(asked, width)
    if facts and facts.missing:
        lines.append(_field(_("no answer"), _marks(facts), width))
    cells = [one_line(cell or "")[:_LONGEST] for cell in draft.head(column, HEAD_ROWS)]
    nothing = Content.styled(_("nothing stands in this column"), "$quiet")
    lines += [Content(f"– {cell}") for cell in cells] or [nothing]
    return Content("\n").join(lines)


def codebook_name(choice: CodebookChoice) -> str:
    """Which codebook, in words."""
    stem = choice.path.stem if choice.path else ""
    if choice.kind is CodebookKind.KEPT:
        return _("the one that the question has")
    if choice.kind is CodebookKind.SHIPPED:
        return _("{name}, which comes with coder (a copy)").format(name=stem)
    if choice.path is not None:
        return as_typed(choice.path)
    return _("a new one, to begin with")


def effect(plan: DraftPlan) -> Content:
    """What an import would do, on one line; or what stands in its way."""
    if plan.problems:
        more = len(plan.problems) - 1
        told = plan.problems[0] + (f"  (+{more})" if more else "")
        return Content.styled(one_line(told), "bold $error")
    done = [one for one in plan.planned if one]
    questions = ngettext("{count} question", "{count} questions", len(done))
    respondents = ngettext("{count} respondent", "{count} respondents", plan.respondents)
    new = sum(one.new_answers for one in done)
    answers = ngettext("{count} answer is new", "{count} answers are new", new)
    parts = [
        questions.format(count=len(done)),
        respondents.format(count=plan.respondents),
        answers.format(count=new),
    ]
    known = sum(one.known_answers for one in done)
    if known:
        parts.append(_("{count} are there already").format(count=known))
    warned = len(plan.warnings)
    if warned:
        text = ngettext("{count} remark", "{count} remarks", warned)
        return Content.assemble(
            (joined(*parts), "bold"), (" · " + text.format(count=warned), "bold $accent")
        )
    return Content.styled(joined(*parts), "bold")


def plan_blocks(plan: DraftPlan, place: Path | None) -> list[tuple[Content, str]]:
    """The whole plan as paragraphs, each with the style class that it is shown in.

    Args:
        plan: What would be done.
        place: Of the project that is to be made; None: it is there.
    """
    blocks: list[tuple[Content, str]] = []
    if plan.problems:
        blocks += _list(_("This stands in the way"), plan.problems, "bold $error")
    if plan.warnings:
        blocks += _list(_("Look at this first"), plan.warnings, "bold $accent")
    draft = plan.draft
    background = ", ".join(map(one_line, draft.background)) or _("none")
    fields = [_field(_("wave"), draft.wave), _field(_("background"), background)]
    if place is not None:
        fields.insert(0, _field(_("project"), as_typed(place)))
    blocks.append((Content("\n").join(fields), "block"))
    blocks += [(Content(one_line(line)), "line") for line in plan.file_lines]
    for number, asked in enumerate(draft.questions):
        blocks += _planned(plan, number, asked)
    return blocks


def rows_text(draft: ImportDraft, rows: int, width: int) -> Content:
    """The first rows of the file, each cell under the name of its column."""
    names = draft.columns
    widths = [width] * len(names)
    head = "  ".join(fitted(one_line(name), w) for name, w in zip(names, widths, strict=True))
    lines = [Content.styled(head, "bold $primary")]
    for cells in draft.first_rows(rows):
        shown = (fitted(one_line(cell or ""), w) for cell, w in zip(cells, widths, strict=True))
        lines.append(Content("  ".join(shown)))
    return Content("\n").join(lines)


def _planned(plan: DraftPlan, number: int, asked: QuestionDraft) -> list[tuple[Content, str]]:
    title = Content.assemble((asked.key, "bold $primary"), "  ", (one_line(asked.text), "bold"))
    codebook = _("Coded with: {codebook}").format(codebook=codebook_name(asked.codebook))
    lines = [codebook, *plan.lines(number)]
    return [(title, "block"), *[(Content(one_line(line)), "line") for line in lines]]


def _question(asked: QuestionDraft, width: int) -> list[Content]:
    return [
        _field(_("name"), asked.key or "?", width),
        _field(_("question"), one_line(asked.text) or _("(no text yet)"), width),
        _field(_("codebook"), codebook_name(asked.codebook), width),
    ]


def _marks(facts: ColumnFacts) -> str:
    nothing = _("empty")
    told = [f"{mark or nothing} {count}" for mark, count in facts.missing[:_MARKS]]
    return ", ".join(told) + (" …" if len(facts.missing) > _MARKS else "")


def _field(name: str, value: str, width: int | None = None) -> Content:
    """A value behind its name; what does not fit in `width` (if given) goes on below the value."""
    room = max(_LEAST, (width or len(value) + _FIELD) - _FIELD)
    lines = textwrap.wrap(value, room, break_on_hyphens=False) or [""]
    return Content.assemble((fitted(name, _FIELD), "$quiet"), ("\n" + " " * _FIELD).join(lines))


def _list(title: str, lines: Sequence[str], style: str) -> list[tuple[Content, str]]:
    told = [(Content(one_line(line)), "line") for line in lines]
    return [(Content.styled(title, style), "block"), *told]
