"""Rows that a stray quotation mark swallowed into the answer above them.

Two stray marks can make a csv file that reads without an error and lacks respondents: the second
closes what the first opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence


def swallowed_rows(
    records: Sequence[tuple[int, Sequence[str]]], separator: str
) -> Iterator[tuple[int, int, str]]:
    """Cells with a line in them that begins as a row of its own.

    It does when the first column numbers the respondents, and the line begins with a number that
    lies among theirs but is nobody's.

    Args:
        records: The line at which each begins, and its cells; the heading left out.
        separator: Between cells.

    Yields:
        Line and column (from 1) of the cell, and the number found in it.
    """
    numbers = {cells[0].strip() for _line, cells in records}
    if not numbers or not all(number.isdecimal() for number in numbers):
        return
    lowest, highest = min(map(int, numbers)), max(map(int, numbers)) + 1
    row_start = re.compile(rf'\n"?(\d+)"?{re.escape(separator)}')
    for line, cells in records:
        for column, cell in enumerate(cells, 1):
            for number in row_start.findall(cell) if "\n" in cell else ():
                if number not in numbers and lowest <= int(number) <= highest:
                    yield line, column, number
