"""Pictures in the terminal, for terminals that have a way to show them.

Which way must be asked of the terminal before the app takes it over (`ask_terminal`); a terminal
that is not known to have one is not asked, because some print the question.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from textual.widget import Widget

_ABLE_PROGRAMS = {"WezTerm", "ghostty", "iTerm.app", "konsole", "foot", "mlterm", "contour"}
_ABLE_TERMS = ("kitty", "ghostty", "foot", "mlterm", "contour", "sixel")
_able: list[bool] = []


def ask_terminal() -> None:
    """Ask what the terminal can; before the app starts."""
    if not _able:
        _able.append(_may_be_able() and _is_able())


def picture_widget(path: Path) -> Widget | None:
    """A widget that shows the picture, None where the terminal cannot."""
    if not (_able and _able[0]):
        return None
    from textual_image.widget import Image

    return Image(path)


def _may_be_able() -> bool:
    term, program = os.environ.get("TERM", ""), os.environ.get("TERM_PROGRAM", "")
    known = program in _ABLE_PROGRAMS or any(name in term for name in _ABLE_TERMS)
    in_tmux = bool(os.environ.get("TMUX"))  # which passes no pictures on by itself
    wanted = known or "KITTY_WINDOW_ID" in os.environ or "KONSOLE_VERSION" in os.environ
    return wanted and not in_tmux and sys.stdout.isatty() and sys.stdin.isatty()


def _is_able() -> bool:
    from textual_image.renderable import Image, SixelImage, TGPImage

    return Image in {SixelImage, TGPImage}
