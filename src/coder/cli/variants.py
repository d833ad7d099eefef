"""Prints spellings that may be one name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.cli.output import show_json, show_table
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.figure_types import Variant


def show_variants(variants: Sequence[Variant], top: int, *, as_json: bool) -> None:
    """Each spelling with the commoner name that it may be, and why."""
    if as_json:
        show_json([variant.as_json() for variant in variants])
        return
    why = {
        "spaces": _("other spaces, hyphens or accents"),
        "gender": _("the other gender"),
        "order": _("other order"),
        "letters": _("other letters"),
    }
    rows = [
        (
            variant.spelling,
            variant.count,
            variant.name,
            variant.name_count,
            why[variant.why.value],
        )
        for variant in variants[:top]
    ]
    heads = (_("spelling"), _("respondents"), _("may be"), _("respondents"), _("why"))
    note = _("{count} in all; --merge 'name=spelling' counts two as one").format(
        count=len(variants)
    )
    show_table(_("Spellings that may be one name"), heads, rows, note)
