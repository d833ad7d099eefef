"""What is known beside the answer: the codes chosen, and the respondent's background."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from coder.domain.filters import Status
from coder.i18n import _, ngettext
from coder.tui.signs import MEMO, STAR, STATUS_SIGNS, UNSTORED
from coder.tui.text import one_line
from coder.tui.widgets.sheet import Sheet

KEY_WIDTH = 22  # cells, at most, for the name of a background attribute


@dataclass(frozen=True, slots=True)
class Chosen:
    """The codes on the answer as (sign, label), and its marks."""

    codes: Sequence[tuple[str, str]]
    note: str = ""  # who proposed them, or that no code applies
    later: bool = False
    star: bool = False
    unstored: bool = False
    memos: Sequence[str] = ()


class ChosenCodes(Sheet):
    """The codes that stand on the answer in hand."""

    def show(self, chosen: Chosen, *, stacked: bool) -> None:
        """Show the codes under each other (`stacked`) or on one line."""
        codes = [
            Content.assemble((f"{sign} ", "bold $primary"), (label, "bold"))
            for sign, label in chosen.codes
        ]
        marks = _marks(chosen)
        if not codes:
            codes = [Content.styled(chosen.note or _("no code yet"), "$quiet")]
        elif chosen.note:
            marks.append(Content.styled(chosen.note, "$quiet"))
        between = Content("\n" if stacked else "   ")
        self.put(between.join([*codes, *([Content("   ").join(marks)] if marks else [])]))


def _marks(chosen: Chosen) -> list[Content]:
    marks = []
    if chosen.unstored:
        marks.append(Content.styled(f"{UNSTORED} " + _("not stored"), "bold $error"))
    if chosen.star:
        marks.append(Content.styled(f"{STAR} " + _("quote"), "$accent"))
    if chosen.later:
        marks.append(Content.styled(f"{STATUS_SIGNS[Status.LATER]} " + _("set aside"), "$accent"))
    if chosen.memos:
        marks.append(Content.styled(f"{MEMO} " + one_line(" · ".join(chosen.memos)), "$quiet"))
    return marks


class Background(Sheet):
    """The respondent's background, one attribute a line."""

    def show(self, respondents: Sequence[str], size: int, background: Mapping[str, str]) -> None:
        """Show who gave the answer; several respondents have no background together.

        `respondents` may be the first few of the `size` who gave it.
        """
        listed, more = ", ".join(respondents), size - len(respondents)
        if more:
            template = ngettext("{some} and {count} more", "{some} and {count} more", more)
            listed = template.format(some=listed, count=more)
        if size == 1:
            rows = [(_("respondent"), listed), *background.items()]
        else:
            rows = [(_("respondents"), listed)]
        width = min(KEY_WIDTH, max(len(name) for name, _value in rows)) + 2
        lines = [
            Content.assemble((name[: width - 2].ljust(width), "$quiet"), one_line(value))
            for name, value in rows
        ]
        self.put(Content("\n").join(lines))
