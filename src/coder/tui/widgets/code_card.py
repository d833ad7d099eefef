"""The card of a code: what it means, when to use it, when not, examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coder.domain.codebook import Code, Codebook
from coder.i18n import _
from coder.tui.signs import MEMO
from coder.tui.text import joined, one_line, shown
from coder.tui.widgets.sheet import Sheet


class CodeCard(VerticalScroll, can_focus=False):
    """Shows one code of the codebook; scrolls when it is long."""

    DEFAULT_CSS = """
    CodeCard > Sheet { width: 100%; height: auto; min-height: 100%; }
    """

    def compose(self) -> ComposeResult:
        """One text."""
        yield Sheet(id="card-text")

    def show(
        self,
        codebook: Codebook,
        code: Code | None,
        rules: Sequence[str],
        memos: Sequence[str] = (),
    ) -> None:
        """Show the whole card; `rules` of the code matched the answer, `memos` are on the code."""
        self._put(_card(codebook, code, rules, memos))

    def show_briefly(self, code: Code | None, why: str, memos: Sequence[str] = ()) -> None:
        """Show on two lines why the code is suggested, and what it means."""
        self._put(_brief(code, why, memos))

    def _put(self, content: Content) -> None:
        self.query_one("#card-text", Sheet).put(content)
        if self.scroll_offset.y:
            self.scroll_home(animate=False)


def _brief(code: Code | None, why: str, memos: Sequence[str]) -> Content:
    """What fits on two lines: why it is suggested, and what it means."""
    if code is None:
        return Content()
    noted = f"{MEMO} {one_line(joined(*memos))}  " if memos else ""
    end = "\n" if why else ""
    return Content.assemble((why, "$quiet"), end, (noted, "$accent"), code.definition)


def _card(
    codebook: Codebook, code: Code | None, rules: Sequence[str], memos: Sequence[str]
) -> Content:
    if code is None:
        return Content()
    parent = codebook.parent(code.id)
    parts = [
        Content.assemble(
            (code.label, "bold $primary"),
            "\n",
            (joined(code.id, parent.label if parent else ""), "$quiet"),
        ),
        Content(code.definition),
        _listed(_("Memos"), (shown(memo) for memo in memos), MEMO),
        _listed(_("Use when"), code.use_when, "+"),
        _listed(_("Not when"), code.not_when, "−"),
        _listed(_("Examples"), (f"“{example}”" for example in code.examples), "·"),
        _listed(_("Rules that matched"), rules, "≈"),
    ]
    return Content("\n\n").join(part for part in parts if part)


def _listed(title: str, items: Iterable[str], sign: str) -> Content:
    lines = [Content.assemble((f"{sign} ", "bold $primary"), item) for item in items]
    if not lines:
        return Content()
    return Content("\n").join([Content.styled(title, "bold $quiet"), *lines])
