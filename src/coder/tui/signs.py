"""The signs that say where an answer or a code stands: never colour alone."""

from __future__ import annotations

from coder.domain.coding import Source
from coder.domain.filters import Status
from coder.i18n import _

YOURS = "●"
PROPOSED = "◌"
NOT_CHOSEN = " "
STAR = "★"
UNSTORED = "!"
ASIDE = "»"
MEMO = "¶"
AGAIN = "↻"
ALIKE = "≈"  # before a number: answers that are the same but for how they were typed

STATUS_SIGNS = {
    Status.OPEN: "·",
    Status.MACHINE: PROPOSED,
    Status.CODED: YOURS,
    Status.LATER: ASIDE,
}


def status_name(status: Status) -> str:
    """The status in words."""
    return {
        Status.OPEN: _("open"),
        Status.MACHINE: _("proposed"),
        Status.CODED: _("coded"),
        Status.LATER: _("set aside"),
    }[status]


def proposer(source: Source | None) -> str:
    """Who proposed the codes, in words."""
    return _("proposed by the model") if source is Source.MODEL else _("proposed by the rules")
