"""The head lines that screens share: what is looked at, and which views there are."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from coder.services.workbench import Workbench
from coder.tui.text import joined


def title(workbench: Workbench | None, target: tuple[str, str], screen: str) -> Content:
    """The project, the question and wave, and the name of the screen."""
    return Content.assemble(
        (workbench.project_name if workbench else "", "bold $primary"),
        "  ",
        (joined(*target), "bold"),
        ("  " + screen, "$quiet"),
    )


def tabs(names: Iterable[str], shown: int, gap: int = 2) -> Content:
    """The views with the digits that open them.

    Args:
        shown: The place of the view on screen, from 0.
        gap: Blanks between two views.
    """
    parts = []
    for place, name in enumerate(names):
        style = "bold $primary underline" if place == shown else "$quiet"
        parts.append(Content.assemble((f"{place + 1} ", "bold $primary"), (name, style)))
    return Content(" " * gap).join(parts)
