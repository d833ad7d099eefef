"""The rules of a code, one a line: what is wrong with them and which answers they find, at once."""

from __future__ import annotations

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from coder.domain.codebook import Code
from coder.i18n import _, ngettext
from coder.services.coding import CodingSession
from coder.services.pattern_lab import Catch, Fault, PatternLab
from coder.tui.keys import CODE_RULES_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.text import joined, one_line

PAUSE = 0.15  # seconds without a key before the answers are looked through
MOST_SHOWN = 200  # answers
NEW, GONE, FOUND = "+", "−", " "


class Caught(Message):
    """What the rules find, as they were written when it was asked."""

    def __init__(self, written: tuple[str, ...], catch: Catch) -> None:
        super().__init__()
        self.written, self.catch = written, catch


class CodePatternsScreen(Dialog[tuple[str, ...]]):
    """Gives the rules as they were changed."""

    CSS_PATH = "code_patterns.tcss"
    BINDINGS = bindings(CODE_RULES_KEYS)
    AUTO_FOCUS = "TextArea"

    def __init__(self, session: CodingSession, lab: PatternLab, code: Code) -> None:
        super().__init__()
        self._session, self._lab, self._code = session, lab, code

    def compose(self) -> ComposeResult:
        """The rules, what is wrong with them, and the answers."""
        with Vertical(classes="dialog", id="code-patterns"):
            title = _("Rules of {code}").format(code=self._code.label)
            yield Static(title, classes="dialog-title", markup=False)
            rules = "".join(f"{rule}\n" for rule in self._code.patterns)
            yield TextArea(rules, soft_wrap=False, tab_behavior="focus", id="rules")
            yield Static(id="verdict", markup=False)
            yield Static(_("Reading the answers…"), id="caught", markup=False)
            options = OptionList(id="answers", markup=False)
            options.can_focus = False
            yield options
            yield Static(
                _("ctrl+s keep   pgup pgdn scroll   esc cancel"),
                classes="dialog-foot",
                markup=False,
            )

    def on_mount(self) -> None:
        """Judge the rules as they are; a next one is typed after the last."""
        rules = self.query_one(TextArea)
        rules.move_cursor(rules.document.end)
        self._judge()

    def action_keep(self) -> None:
        """Give the rules, when they are right."""
        if self._lab.faults(self._lines()):
            self.app.bell()
        else:
            self.dismiss(self._patterns())

    def action_scroll_answers(self, pages: int) -> None:
        """Scroll the answers by a page."""
        answers = self.query_one("#answers", OptionList)
        answers.scroll_relative(y=pages * max(1, answers.size.height - 1), animate=False)

    @on(TextArea.Changed)
    def _judge(self) -> None:
        faults = self._lab.faults(self._lines())
        verdict = self.query_one("#verdict", Static)
        verdict.update(Content("\n").join(_fault(fault) for fault in faults[:2]))
        verdict.set_class(bool(faults), "-wrong")
        self._look(self._patterns())

    @work(exclusive=True, group="look", exit_on_error=False)
    async def _look(self, written: tuple[str, ...]) -> None:
        """Look through the answers, when the typing pauses."""
        await asyncio.sleep(PAUSE)
        worker = get_current_worker()
        before = self._code.patterns
        catch = await asyncio.to_thread(
            self._lab.catch, before, written, lambda: worker.is_cancelled
        )
        if catch is not None and not worker.is_cancelled:
            self.post_message(Caught(written, catch))

    @on(Caught)
    def _show(self, message: Caught) -> None:
        if message.written != self._patterns():
            return
        catch, lab = message.catch, self._lab
        count = lab.answers(catch.now)
        found = ngettext("{count} answer found", "{count} answers found", count)
        new, gone = lab.answers(catch.new), lab.answers(catch.gone)
        self.query_one("#caught", Static).update(
            joined(
                found.format(count=count),
                _("{count} newly").format(count=new) if new else "",
                _("{count} no longer").format(count=gone) if gone else "",
            )
        )
        options = self.query_one("#answers", OptionList)
        options.clear_options()
        options.add_options([Option(line) for line in self._answers(catch)])

    def _answers(self, catch: Catch) -> list[Content]:
        same = catch.now - catch.new
        ordered = [(NEW, index) for index in sorted(catch.new)]
        ordered += [(GONE, index) for index in sorted(catch.gone)]
        ordered += [(FOUND, index) for index in sorted(same)]
        return [self._answer(sign, index) for sign, index in ordered[:MOST_SHOWN]]

    def _answer(self, sign: str, index: int) -> Content:
        row = self._session.rows[index]
        rules = self._code.patterns if sign == GONE else self._patterns()
        text = Content(row.group.text)
        for start, end in self._lab.spans(index, rules):
            text = text.stylize("bold $primary", start, end)
        flat = (
            text
            if one_line(row.group.text) == row.group.text
            else Content(one_line(row.group.text))
        )
        has = "●" if self._code.id in row.marks.codes else " "
        style = {NEW: "bold $success", GONE: "bold $error", FOUND: ""}[sign]
        size = f" ×{row.group.size}" if row.group.size > 1 else ""
        return Content.assemble((f"{sign} {has} ", style), flat, (size, "$accent"))

    def _lines(self) -> list[str]:
        return self.query_one(TextArea).text.split("\n")

    def _patterns(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self._lines() if line.strip())


def _fault(fault: Fault) -> Content:
    place = _("line {line}, character {column}").format(line=fault.line, column=fault.column)
    return Content(f"{place}: {fault.message}")
