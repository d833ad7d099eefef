"""A changed name of who codes: another name for them in the project in hand, or somebody new."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coder.errors import CoderError
from coder.i18n import _
from coder.tui.screens.picking import PickScreen

if TYPE_CHECKING:
    from coder.tui.app import CoderApp

RENAME, SOMEBODY_NEW = "rename", "new"


def rename_question(app: CoderApp, name: str) -> PickScreen | None:
    """What to ask before the settings get this name; None: nothing, as it changes nobody here."""
    bench = app.workbench
    outranked = app.coder_name is not None or bool(os.environ.get("CODER_CODER"))
    if bench is None or outranked or not bench.may_become(name):
        return None
    names = {"old": bench.coder_name, "new": name}
    return PickScreen(
        _("Rename {old} to {new} in this project?").format(**names),
        [
            (RENAME, _("rename: all that {old} decided here stands under {new}").format(**names)),
            (SOMEBODY_NEW, _("no: code as somebody new, {old} stays").format(**names)),
        ],
        note=_("A copy that is merged later knows {old} by an id and takes the name over.").format(
            **names
        ),
    )


def rename_in_hand(app: CoderApp, name: str) -> bool:
    """Rename who codes in the project in hand; False: it could not be, which was told."""
    assert app.workbench is not None
    try:
        app.workbench = app.workbench.renamed(name)
    except CoderError as error:
        app.notify(str(error), title=_("Not done"), severity="error", markup=False)
        return False
    app.redraw()
    return True
