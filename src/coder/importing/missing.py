"""What counts as no answer."""

from __future__ import annotations

from collections.abc import Callable, Collection

from coder.domain.answers import normal_form
from coder.importing.table import Cell

# What survey tools and Excel write where nobody answered. Words that people type ("nvt", "geen")
# are answers unless the user says otherwise: at some questions "geen" is the best news there is.
DEFAULT_MISSING = frozenset({"", "NA", "N/A", "#N/A", "#N/B", "-", "-99", "-999"})


def is_missing(cell: Cell, missing: Collection[str] = DEFAULT_MISSING) -> bool:
    """Does this cell mean that there is no answer? Empty ones and blanks always do.

    The default marks match to the letter ("na" is a word); a word of the user's own also in other
    case and with punctuation behind it.

    >>> is_missing("NA"), is_missing("na"), is_missing("Nvt.", {"nvt"})
    (True, False, True)
    """
    return mark_finder(missing)(cell) is not None


def mark_finder(missing: Collection[str]) -> Callable[[Cell], str | None]:
    """A function that says which mark a cell is, None when it is an answer."""
    exact = {mark.strip() for mark in missing} | {""}
    typed = {normal_form(mark): mark for mark in exact - DEFAULT_MISSING}
    longest = max(map(len, exact)) + 10  # an answer longer than any mark need not be looked at

    def mark_of(cell: Cell) -> str | None:
        text = (cell or "").strip()
        if text in exact:
            return text
        if not typed or len(text) > longest:
            return None
        return typed.get(normal_form(text))

    return mark_of
