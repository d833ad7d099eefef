"""A name that is not there, and the one that was probably meant."""

from __future__ import annotations

from collections.abc import Sequence

from coder.i18n import _

_NEAR = 60  # of 100: "zorg" is near "zorgen", "leeftijd" is not
_MOST = 12  # names listed when none is near


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """A hint: the nearest known name, or all of them.

    >>> did_you_mean("zorgn", ["respnr", "zorgen"])
    'Did you mean zorgen?'
    """
    from rapidfuzz import process, utils

    near = process.extractOne(name, known, processor=utils.default_process, score_cutoff=_NEAR)
    if near:
        return _("Did you mean {name}?").format(name=near[0])
    listed = ", ".join(known[:_MOST]) + (" …" if len(known) > _MOST else "")
    return _("It has: {names}.").format(names=listed)
