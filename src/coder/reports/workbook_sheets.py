"""The sheets of a workbook: what it is, a table with a chart, and rows of coded answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.reports.coded_table import CodedTable, Role, Variable, in_words
from coder.reports.table import CellKind, Table

Report = Callable[[int, int], None]  # rows done, of

_NARROWEST, _WIDEST = 9, 60  # characters
_MOST_BARS = 30
_LINE, _ROW_PIXELS = 15, 20  # height of a line in points, and in pixels
_CHART_COLUMNS = 11  # that the chart covers
_CHARTED = frozenset({"counts", "families", "crossed", "waves"})
_COLOURS = ("#2F5D8A", "#C9772B", "#6B8E4E", "#8A5A83")
_WIDTHS = {
    Role.RESPONDENT: 12,
    Role.WAVE: 8,
    Role.TEXT: 60,
    Role.MEMO: 40,
    Role.CATEGORY: 28,
    Role.BACKGROUND: 22,
}


@dataclass(frozen=True, slots=True)
class Overview:
    """The first sheet. `facts`: what and its value; `questions`: heads, then a row a question."""

    title: str
    facts: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str | int, ...], ...]
    notes: tuple[str, ...]


def make_formats(book: Any) -> dict[str, Any]:
    """The looks of cells by name, and of numbers by their kind."""
    head = {
        "bold": True,
        "bg_color": "#E8EDF2",
        "bottom": 1,
        "valign": "top",
        "text_wrap": True,
        "indent": 1,
    }
    made = {
        "title": {"bold": True, "font_size": 14},
        "head": head | {"align": "left", "indent": 1},
        "head of numbers": head | {"align": "right"},
        "over": {"bold": True, "bg_color": "#E8EDF2", "align": "center", "bottom": 7},
        "text": {"valign": "top", "text_wrap": True, "align": "left", "indent": 1},
        "note": {"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"},
        "strong": {"bold": True, "valign": "top"},
        "plain": {"valign": "top"},
        "flag": {"align": "center", "num_format": "0"},
        "link": {"font_color": "#2F5D8A", "underline": 1},
        CellKind.COUNT: {"num_format": "#,##0", "valign": "top"},
        CellKind.PERCENT: {"num_format": "0%", "valign": "top"},
        CellKind.POINTS: {"num_format": "+0;-0;0", "valign": "top"},
        CellKind.NUMBER: {"num_format": "0.00", "valign": "top"},
    }
    return {name: book.add_format(look) for name, look in made.items()}


def write_overview(
    sheet: Any, overview: Overview, names: Sequence[str], formats: Mapping[str, Any]
) -> None:
    """Fills the first sheet; `names`: the sheets that it leads to."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 9, 14)
    sheet.write_string(0, 0, overview.title, formats["title"])
    row = 2
    for what, value in overview.facts:
        sheet.write_string(row, 0, what, formats["strong"])
        sheet.write_string(row, 1, value, formats["text"])
        row += 1
    row += 1
    for number, line in enumerate(overview.questions):
        look = formats["text" if number else "head"]
        sheet.set_row(row, _LINE * max(_lines(str(line[1]), 60), 1 if number else 2))
        for column, cell in enumerate(line):
            _write_cell(sheet, row, column, cell, look)
        row += 1
    row += 1
    for note in overview.notes:
        sheet.merge_range(row, 0, row, 1, "", formats["note"])
        sheet.write_string(row, 0, note, formats["note"])
        sheet.set_row(row, 15 * (1 + len(note) // 85))
        row += 1
    row += 1
    for name in names:
        target = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{target}'!A1", formats["link"], name)
        row += 1
    _print_well(sheet)


def _write_cell(sheet: Any, row: int, column: int, value: object, look: Any) -> None:
    from coder.reports.workbook_grid import MOST_LETTERS

    if isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, str(value)[:MOST_LETTERS], look)


def add_table(book: Any, name: str, table: Table, formats: Mapping[str, Any]) -> None:
    """Title, notes, heading, rows; the heading stays in sight, a chart stands beside."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, table.title, formats["title"])
    for number, note in enumerate(table.notes, 1):
        sheet.write_string(number, 0, note, formats["plain"])
    head = len(table.notes) + 2 + bool(table.over)
    _write_over(sheet, head - 1, table.over, formats["over"])
    kinds = table.kinds or (CellKind.TEXT,) * len(table.heads)
    for column, (text, kind) in enumerate(zip(table.heads, kinds, strict=True)):
        look = "head" if kind is CellKind.TEXT else "head of numbers"
        sheet.write_string(head, column, text, formats[look])
    widths = [_width(table, column) for column in range(len(table.heads))]
    sheet.set_row(head, _LINE * _tallest(table.heads, widths))
    for number, line in enumerate(table.rows, head + 1):
        sheet.set_row(number, _LINE * _tallest(line, widths))
        for column, (value, kind) in enumerate(zip(line, kinds, strict=True)):
            _write_value(sheet, (number, column), value, kind, formats)
    last = head + len(table.rows)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(head + 1, 0)
    if table.rows:
        sheet.autofilter(head, 0, last, len(table.heads) - 1)
        charted = _add_chart(book, sheet, name, table, head)
        if charted:
            right = len(table.heads) + 1 + _CHART_COLUMNS
            sheet.print_area(0, 0, max(last, head + charted), right)
    _print_well(sheet, head)


def _write_over(sheet: Any, row: int, over: Sequence[str], look: Any) -> None:
    start = 0
    while start < len(over):
        end = start
        while end + 1 < len(over) and over[end + 1] == over[start]:
            end += 1
        if over[start]:
            if end > start:
                sheet.merge_range(row, start, row, end, "", look)
            sheet.write_string(row, start, over[start], look)
        start = end + 1


def _write_value(
    sheet: Any, place: tuple[int, int], value: object, kind: CellKind, formats: Mapping[str, Any]
) -> None:
    if isinstance(value, int | float) and kind is CellKind.TEXT:
        kind = CellKind.COUNT if isinstance(value, int) else CellKind.NUMBER
    if isinstance(value, int | float) and kind is CellKind.PERCENT:
        value = value / 100
    look = formats[kind] if isinstance(value, int | float) else formats["text"]
    _write_cell(sheet, *place, value, look)


def _tallest(cells: Sequence[object], widths: Sequence[int]) -> int:
    """Lines that a row needs; programs that do not measure for themselves show what they are told.

    Excel takes at most 409 points.
    """
    texts = ((cell, w) for cell, w in zip(cells, widths, strict=True) if isinstance(cell, str))
    needed = (_lines(text, width) for text, width in texts)
    return min(max(needed, default=1), 27)


def _lines(text: str, width: int) -> int:
    return sum(1 + max(len(line) - 1, 0) // max(width - 1, 1) for line in text.split("\n"))


def _width(table: Table, column: int) -> int:
    texts = [table.heads[column][:20], *(str(row[column]) for row in table.rows)]
    if table.kinds and table.kinds[column] is not CellKind.TEXT:
        texts = [table.heads[column][:14]]
    return min(max(_NARROWEST, 2 + max(map(len, texts))), _WIDEST)


def _add_chart(book: Any, sheet: Any, name: str, table: Table, head: int) -> int:
    """Bars of the percentages, the first row on top; gives the rows they cover, 0 for no bars."""
    shares = [c for c, kind in enumerate(table.kinds) if kind is CellKind.PERCENT]
    labels = [c for c, kind in enumerate(table.kinds) if kind is CellKind.TEXT]
    if table.name not in _CHARTED or not shares or not labels:
        return 0
    label = labels[1] if table.name != "families" and len(labels) > 1 else labels[0]
    if table.name in {"counts", "families"}:
        shares, most = shares[:1], _MOST_BARS
    elif len(shares) <= len(_COLOURS):
        most = _MOST_BARS // len(shares)
    else:
        return 0
    rows = [n for n, row in enumerate(table.rows[:most]) if row[label] != "n"]
    if not rows:
        return 0
    first, last = head + 1 + rows[0], head + 1 + rows[-1]
    chart = book.add_chart({"type": "bar"})
    for column, colour in zip(shares, _COLOURS, strict=False):
        chart.add_series(
            {
                "name": [name, head, column],
                "categories": [name, first, label, last, label],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 40,
                "data_labels": {"value": True, "num_format": "0%", "font": {"size": 8}},
            }
        )
    base = table.notes[0] if table.notes else ""
    title = {"name": f"{table.title} – {base}", "name_font": {"size": 11, "bold": False}}
    chart.set_title(title)
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"none": True}})
    chart.set_x_axis(
        {
            "num_format": "0%",
            "min": 0,
            "max": _longest(table, rows, shares),
            "major_gridlines": {"visible": False},
            "visible": False,
        }
    )
    chart.set_legend({"none": True} if len(shares) == 1 else {"position": "bottom"})
    height = max(240, 90 + (20 + 6 * len(shares)) * len(rows))
    chart.set_size({"width": 640, "height": height})
    sheet.insert_chart(head, len(table.heads) + 1, chart, {"object_position": 3})
    return height // _ROW_PIXELS + 1


def _longest(table: Table, rows: Sequence[int], shares: Sequence[int]) -> float:
    """The end of the axis, 0-1, with room for the figure behind the longest bar."""
    values = (table.rows[row][column] for row in rows for column in shares)
    return max((float(v) for v in values if isinstance(v, int | float)), default=0.0) * 0.013 or 1.0


def _print_well(sheet: Any, head: int | None = None) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if head is not None:
        sheet.repeat_rows(head)


def add_grid(
    book: Any, name: str, table: CodedTable, formats: Mapping[str, Any], report: Report
) -> None:
    """Adds a sheet with a row a respondent; the heading and the first column stay in sight."""
    from coder.reports.workbook_grid import sheet_class

    sheet = book.add_worksheet(name, sheet_class())
    styles = {
        style: formats[look]._get_xf_index()
        for style, look in (("head", "head"), ("text", "plain"), ("flag", "flag"))
    }
    sheet.fill(in_words(table), styles, report)
    for column, variable in enumerate(table.variables):
        sheet.set_column(column, column, _column_width(variable))
    sheet.freeze_panes(1, 1)
    if table.variables:
        sheet.autofilter(0, 0, table.n, len(table.variables) - 1)
    _print_well(sheet, 0)


def _column_width(variable: Variable) -> int:
    return _WIDTHS.get(variable.role, 14 if not variable.flagged else 11)
