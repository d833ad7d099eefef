"""The backups of a project: when each was made, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from coder.i18n import _
from coder.services.backups import why_text
from coder.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from coder.services.backups import StoredCopy


class BackupScreen(Dialog["StoredCopy"]):
    """Lists the backups, the newest first; gives the one that is to be put back."""

    AUTO_FOCUS = "OptionList"

    def __init__(self, project: str, backups: Sequence[StoredCopy]) -> None:
        super().__init__()
        self._project, self._backups = project, backups

    def compose(self) -> ComposeResult:
        """A line for each."""
        lines = [
            f"{number:3}  {one.at.astimezone():%Y-%m-%d %H:%M}  {why_text(one.why)}"
            for number, one in enumerate(self._backups, start=1)
        ]
        how = _("Without the app: coder restore {project} NUMBER").format(project=self._project)
        with Vertical(classes="dialog"):
            yield Static(_("Backups"), classes="dialog-title")
            yield OptionList(*(lines or [_("none yet")]), markup=False)
            yield Static(how, classes="dialog-foot", markup=False)
            yield Static(_("enter put back   esc close"), classes="dialog-foot", markup=False)

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        if self._backups:
            self.dismiss(self._backups[message.option_index])


def question(backup: StoredCopy) -> str:
    """What putting this backup back does, to be agreed with."""
    when = f"{backup.at.astimezone():%Y-%m-%d %H:%M}"
    return "\n".join(
        [
            _("The project becomes as it was on {when} ({why}).").format(
                when=when, why=why_text(backup.why)
            ),
            _("What stands now is kept beside it, as a backup of its own."),
        ]
    )
