"""Tables of a Word report: numbers stay whole, however many columns there are."""

from __future__ import annotations

from coder.reports.documents import ReportCell, TableBlock
from coder.reports.word_parts import TEXT_WIDTH, _line, column_widths


def test_heads_are_broken_before_numbers_are() -> None:
    heads = ("thema", "alle (n = 407)", *(f"Vrijwilligersorganisatie {n} (n = 40)" for n in "abcd"))
    numbers = [ReportCell("190 (22\u00a0%)", "", True)] * 5
    rows = ((ReportCell("Aanbestedingen en marktwerking"), *numbers),)
    table = TableBlock(1, "", heads, rows)
    widths = column_widths(table)
    assert sum(widths) <= TEXT_WIDTH
    assert all(widths[column] >= _line(table, column) for column in range(1, 6))
