"""A cross-table as a table: counts and percentages of each group side by side, the base first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from coder.domain.addresses import COUNTS, Address
from coder.domain.count_lines import REST
from coder.domain.counting import Counted, percent, ranked_tree
from coder.domain.crossing import BASE_LINE, CrossTable, GroupColumn
from coder.i18n import _
from coder.reports.table import INDENT, Cell, CellKind, Column, Listed, Table, make_table
from coder.reports.tables import address_part, caption_of, counts_notes


class Share(StrEnum):
    """Of what the percentages of a cross-table are."""

    COLUMN = "column"  # of the respondents of each group
    ROW = "row"  # of those who have the code: how they spread over the groups


@dataclass(frozen=True, slots=True)
class _Line:
    """A code, or (with the code "") the base; `address` is what names it in an address."""

    code: str
    label: str
    depth: int
    address: str = ""
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """One group with its columns; group None is everybody."""

    name: str
    column: Counted
    group: str | None


def cross_table(cross: CrossTable, share: Share = Share.COLUMN) -> Table:
    """Respondents and percentages per group side by side; the first row is each group's base."""
    sides = [_Side(_("all"), cross.total, None)]
    sides += [_Side(group.label or _("(unknown)"), group, group.value) for group in cross.groups]
    columns: list[Column[_Line]] = [
        Column(_("code"), lambda line: "" if line.is_rest else line.code),
        Column(_("label"), lambda line: INDENT * line.depth + line.label),
    ]
    for side in sides:
        columns += _columns(cross, side, share)
    lines = [_Line(BASE_LINE, "n", 0)]
    lines += [
        _Line(
            count.id,
            count.label,
            depth,
            address_part(count, cross.total.at_least),
            count.is_rest,
        )
        for depth, count in ranked_tree(cross.total.codes)
    ]
    caption = caption_of(
        cross.total, "crossed", (*counts_notes(cross.total), *_notes(cross, share))
    )
    caption = replace(caption, title=f"{caption.title} × {cross.by}")
    return make_table(
        caption, columns, (Listed(line, _address(cross, line), line.depth) for line in lines)
    )


def _columns(cross: CrossTable, side: _Side, share: Share) -> list[Column[_Line]]:
    by, group = _group_of(cross, side)
    measure = "percent" if cross.total.weighting is None and share is Share.COLUMN else ""
    head = _("{group}, %").format(group=side.name)
    cells, shares = _counts(cross, side), _shares(cross, side, share)
    return [
        Column(side.name, cells, CellKind.COUNT, "n", side.name, by, group),
        Column(head, shares, CellKind.PERCENT, measure, side.name, by, group),
    ]


def _group_of(cross: CrossTable, side: _Side) -> tuple[str, str]:
    """What names the group in an address; groups taken together are "<25"."""
    if side.group is None:
        return "", ""
    return cross.by, f"<{cross.smallest_group}" if side.group == REST else side.group


def _counts(cross: CrossTable, side: _Side) -> Callable[[_Line], Cell]:
    counts = {BASE_LINE: side.column.n}
    counts |= {count.id: count.respondents for count in side.column.codes}

    def cell(line: _Line) -> Cell:
        if cross.is_hidden(line.code, side.group):
            return kept_back_sign(counts[line.code], cross.smallest)
        return counts[line.code]

    return cell


def _shares(cross: CrossTable, side: _Side, share: Share) -> Callable[[_Line], Cell]:
    shares = {BASE_LINE: percent(side.column.n, cross.total.n)}
    for count in side.column.codes:
        shares[count.id] = count.percent_respondents
        if share is Share.ROW:
            group = side.column if isinstance(side.column, GroupColumn) else None
            shares[count.id] = cross.row_percent(count.id, group) if group else 100.0
    return lambda line: "" if cross.is_hidden(line.code, side.group) else shares[line.code]


def kept_back_sign(count: int, smallest: int) -> str:
    """What stands for a count that is kept back; one kept back for another's sake is a dot."""
    return f"<{smallest}" if count < smallest else "·"


def _address(cross: CrossTable, line: _Line) -> Address:
    return Address(COUNTS, cross.question, "n", line.address, cross.total.wave)


def _notes(cross: CrossTable, share: Share) -> list[str]:
    each = _("percentages are of the respondents of each group; those of n, of all")
    if share is Share.ROW:
        each = _("percentages are of all who have the code; those of n, of all")
    notes = [each]
    if cross.overlap:
        notes.append(_("a respondent may stand in several columns"))
    if cross.smallest:
        kept = _("<{least}: 1 to {most}; · : kept back so that those cannot be worked out")
        notes.append(kept.format(least=cross.smallest, most=cross.smallest - 1))
    folded = (group for group in cross.groups if group.folded)
    return notes + [f"{group.label}: {', '.join(group.folded)}" for group in folded]
