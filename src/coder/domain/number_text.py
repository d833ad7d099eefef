"""Numbers as all places print them: whole percentages, and a comma where there are decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

BLANK = "\u00a0"  # a blank that does not break: "22 %" stays on one line


def whole(value: float) -> int:
    """A number rounded to a whole one, halves away from zero as Excel, SPSS and readers do.

    >>> whole(12.5), whole(13.5), whole(-0.5)
    (13, 14, -1)
    """
    return int(Decimal(repr(float(value))).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def whole_percent(value: float) -> str:
    """A percentage 0-100 without its sign. A share that is not zero never reads as 0.

    >>> whole_percent(22.5), whole_percent(0.2), whole_percent(0)
    ('23', '<1', '0')
    """
    shown = whole(value)
    return "<1" if shown == 0 and value > 0 else str(shown)


def count_text(value: int, language: str = "nl") -> str:
    """A count; from 10,000 with a mark for thousands.

    >>> count_text(1063), count_text(12345), count_text(12345, "en")
    ('1063', '12.345', '12,345')
    """
    if abs(value) < 10_000:
        return str(value)
    marked = f"{value:,}"
    return marked.replace(",", ".") if language == "nl" else marked


def percent_text(value: float, decimals: int = 0, language: str = "nl") -> str:
    """A percentage 0-100. A share that is not zero never reads as 0 %.

    >>> percent_text(22.358), percent_text(0.2), percent_text(22.358, 1)
    ('22\xa0%', '<1\xa0%', '22,4\xa0%')
    """
    if not decimals:
        return f"{whole_percent(value)}{BLANK}%"
    return f"{decimal_text(value, decimals, language)}{BLANK}%"


def change_text(value: float) -> str:
    """A difference of two percentages in whole points, with its sign.

    >>> change_text(4.4), change_text(-0.6), change_text(0.2)
    ('+4', '−1', '0')
    """
    shown = whole(value)
    sign = "+" if shown > 0 else "−" if shown < 0 else ""
    return f"{sign}{abs(shown)}"


def decimal_text(value: float, decimals: int, language: str = "nl") -> str:
    """A number with decimals.

    >>> decimal_text(0.8449, 2), decimal_text(0.8449, 2, "en")
    ('0,84', '0.84')
    """
    step = Decimal(1).scaleb(-decimals)
    text = str(Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP))
    return text.replace(".", ",") if language == "nl" else text


def coefficient_text(value: float) -> str:
    """A coefficient of agreement, at most 1, with three decimals and no zero before the point.

    >>> coefficient_text(0.8437), coefficient_text(-0.05), coefficient_text(float("nan"))
    ('.844', '-.050', '–')
    """
    return f"{value:.3f}".replace("0.", ".", 1) if isfinite(value) else "–"
