"""Pieces of a Word file that python-docx has no words for: fields, bookmarks, plain tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from coder.reports.documents import ReportCell, TableBlock, on_one_line

TEXT_WIDTH = 9072  # twentieths of a point: 16 cm, what A4 leaves between margins of 2.5 cm
INDENT = 200  # of a label one level deeper
SHADE, LINE = "EAF0F4", "9AA7B0"

_CHARACTER = 108  # width of a character at 9 points
_BOLD = 118
_PADDING = 240
_NARROWEST = 900
_LABEL = 2100  # of the first column, that says what a row is about
_LONGEST_WORD = 15  # characters a column makes room for; longer words are broken


def element(tag: str, **attributes: object) -> Any:
    """An element of WordprocessingML with attributes in its own namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_run(paragraph: Any, text: str, style: Sequence[str] = ()) -> Any:
    """Adds text to a `w:p`; `style` names toggles: b, i. Line breaks stay."""
    run = element("w:r")
    if style:
        properties = element("w:rPr")
        properties.extend(element(f"w:{name}") for name in style)
        run.append(properties)
    for place, line in enumerate(text.split("\n")):
        if place:
            run.append(element("w:br"))
        run.append(_text(line))
    paragraph.append(run)
    return run


def add_field(paragraph: Any, code: str, shown: str = "", *, dirty: bool = False) -> None:
    """Adds a field (page number, table of contents): Word works it out, `shown` stands till then.

    `dirty` asks Word to work it out when it opens the file.
    """
    begin = element("w:fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    instruction = element("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    for content in (begin, instruction, element("w:fldChar", fldCharType="separate")):
        _in_run(paragraph, content)
    if shown:
        add_run(paragraph, shown)
    _in_run(paragraph, element("w:fldChar", fldCharType="end"))


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Makes a paragraph a place that fields and links can name."""
    start = element("w:bookmarkStart", id=number, name=name)
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(element("w:bookmarkEnd", id=number))


def make_table(table: TableBlock, style: str, paragraph_style: str) -> Any:
    """A table as `w:tbl`: its head repeats on every page, no row is broken over two."""
    widths = column_widths(table)
    made = element("w:tbl")
    properties = element("w:tblPr")
    properties.append(element("w:tblStyle", val=style))
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(_borders())
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(element("w:tblLook", firstRow=1, noHBand=1, noVBand=1))
    grid = element("w:tblGrid")
    grid.extend(element("w:gridCol", w=width) for width in widths)
    made.extend([properties, grid])
    numeric = [cell.numeric for cell in _first_row(table)]
    heads = [ReportCell(head, "", right) for head, right in zip(table.heads, numeric, strict=True)]
    last = len(table.rows) - 1
    made.append(_row(heads, widths, paragraph_style, head=True, keep=True))
    for place, row in enumerate(table.rows):
        keep = place < min(last, 2) or place == last - 1  # no head or last row alone on a page
        made.append(_row(row, widths, paragraph_style, head=False, keep=keep))
    return made


def column_widths(table: TableBlock) -> list[int]:
    """Widths of the columns: numbers take what they need, texts share what is left."""
    columns = range(len(table.heads))
    least = [_longest_word(table, column) for column in columns]
    even = _even(least, table)
    wanted = [max(_line(table, column), even[column]) for column in columns]
    if sum(wanted) > TEXT_WIDTH:
        wanted = [max(_line(table, column), least[column]) for column in columns]
    if sum(wanted) <= TEXT_WIDTH:
        more = min((TEXT_WIDTH - sum(wanted)) // 2, 2400)  # numbers stay near their labels
        return [wanted[0] + (more if len(wanted) > 1 else 0), *wanted[1:]]
    room = TEXT_WIDTH - sum(least)
    if room < 0:
        return _squeezed(table, least)
    over = [want - narrow for want, narrow in zip(wanted, least, strict=True)]
    return [narrow + more * room // sum(over) for narrow, more in zip(least, over, strict=True)]


def _squeezed(table: TableBlock, least: list[int]) -> list[int]:
    """Widths of a table that is too wide: heads and labels are broken before numbers are."""
    numeric = [cell.numeric for cell in _first_row(table)]
    floors = [_line(table, column) if right else _NARROWEST for column, right in enumerate(numeric)]
    room = TEXT_WIDTH - sum(floors)
    over = [max(0, width - floor) for width, floor in zip(least, floors, strict=True)]
    if room < 0 or not any(over):
        return [width * TEXT_WIDTH // sum(least) for width in least]
    return [floor + more * room // sum(over) for floor, more in zip(floors, over, strict=True)]


def _even(widths: list[int], table: TableBlock) -> list[int]:
    """The same width for all columns of numbers, where the page has room for it."""
    numeric = [cell.numeric for cell in _first_row(table)]
    widest = max((width for width, right in zip(widths, numeric, strict=True) if right), default=0)
    even = [widest if right else width for width, right in zip(widths, numeric, strict=True)]
    return even if sum(even) <= TEXT_WIDTH else widths


def _line(table: TableBlock, column: int) -> int:
    """The width in which no cell of the column is broken over lines; a head may be."""
    lengths = (len(row[column].text) + 2 * row[column].depth for row in table.rows)
    return max(lengths, default=0) * _CHARACTER + _PADDING


def _longest_word(table: TableBlock, column: int) -> int:
    head = _word(table.heads[column]) * _BOLD + _PADDING
    cells = max((_word(row[column].text) for row in table.rows), default=0) * _CHARACTER + _PADDING
    if _first_row(table)[column].numeric:
        cells = _line(table, column)  # "90 (22 %)" stays on one line
    return max(_NARROWEST if column else _LABEL, head, cells)


def _word(text: str) -> int:
    """Characters of the longest word; a blank that may not break joins words."""
    longest = max(map(len, text.replace("/", "/ ").split(" ")), default=0)
    return min(longest, _LONGEST_WORD)


def _first_row(table: TableBlock) -> Sequence[ReportCell]:
    return table.rows[0] if table.rows else [ReportCell("")] * len(table.heads)


def _row(
    cells: Sequence[ReportCell], widths: Sequence[int], style: str, *, head: bool, keep: bool
) -> Any:
    row = element("w:tr")
    properties = element("w:trPr")
    properties.append(element("w:cantSplit"))
    if head:
        properties.append(element("w:tblHeader"))
    row.append(properties)
    row.extend(
        _cell(cell, width, style, head=head, keep=keep)
        for cell, width in zip(cells, widths, strict=True)
    )
    return row


def _cell(cell: ReportCell, width: int, style: str, *, head: bool, keep: bool) -> Any:
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=width, type="dxa"))
    if head:
        properties.append(element("w:shd", val="clear", color="auto", fill=SHADE))
    properties.append(element("w:vAlign", val="bottom" if head else "top"))
    paragraph = element("w:p")
    paragraph.append(_paragraph_properties(cell, style, keep=keep))
    add_run(paragraph, on_one_line(cell.text), ("b",) if head else ())
    made.extend([properties, paragraph])
    return made


def _paragraph_properties(cell: ReportCell, style: str, *, keep: bool) -> Any:
    properties = element("w:pPr")
    properties.append(element("w:pStyle", val=style))
    if keep:
        properties.append(element("w:keepNext"))
    if cell.depth:
        properties.append(element("w:ind", left=INDENT * cell.depth))
    if cell.numeric:
        properties.append(element("w:jc", val="right"))
    return properties


def _borders() -> Any:
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        size = 4 if side == "insideH" else 8
        color = "DDE3E7" if side == "insideH" else LINE
        borders.append(element(f"w:{side}", val="single", sz=size, space=0, color=color))
    return borders


def _text(text: str) -> Any:
    made = element("w:t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _in_run(paragraph: Any, content: Any) -> None:
    run = element("w:r")
    run.append(content)
    paragraph.append(run)
