"""What the steps of taking in a survey file share: where the answers go, and the way out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from coder.i18n import _
from coder.tui.screens.base import CoderScreen
from coder.tui.text import one_line
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.workbench import Workbench

STEPS = 3


class WizardStep(CoderScreen):
    """One of the steps: the file, its columns, the plan. Escape leads to the one before.

    Args:
        into: The project that the answers join; None: one that is to be made.
    """

    STEP = 0

    def __init__(self, into: Workbench | None) -> None:
        super().__init__()
        self.into = into

    @property
    def folder(self) -> Path:
        """Where to look for files first."""
        return self.into.path.parent if self.into else Path.cwd()

    def put_title(self, about: str = "") -> None:
        """Say where the answers go, and which step this is."""
        name = _("New project") if self.into is None else self.into.project_name
        left = Content.assemble((one_line(name), "bold $primary"), ("  " + about, "$quiet"))
        names = (_("file"), _("columns"), _("plan"))
        parts = [
            (f"{number} {step}", "bold $primary underline" if number == self.STEP else "$quiet")
            for number, step in enumerate(names, start=1)
        ]
        right = Content("  ").join(Content.styled(words, style) for words, style in parts)
        self.query_one("#title", TwoEnds).show(left, right)
