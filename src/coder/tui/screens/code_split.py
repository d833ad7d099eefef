"""Splitting a code: the names of the new ones, and which of its rules each gets."""

from __future__ import annotations

from collections.abc import Collection

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from coder.domain.codebook import Code
from coder.domain.codebook_edits import new_id, tidy
from coder.i18n import _
from coder.tui.keys import CODE_FORM_KEYS, SPLIT_KEYS, bindings
from coder.tui.screens.dialog import Dialog

Parts = tuple[Code, ...]


class CodeSplitScreen(Dialog[Parts]):
    """Gives the new codes with their rules."""

    CSS_PATH = "code_split.tcss"
    BINDINGS = bindings(CODE_FORM_KEYS)
    AUTO_FOCUS = "TextArea"

    def __init__(self, code: Code, taken: Collection[str]) -> None:
        super().__init__()
        self._code, self._taken = code, set(taken)

    def compose(self) -> ComposeResult:
        """A line for each new code."""
        with Vertical(classes="dialog", id="code-split"):
            title = _("Split {code} into…").format(code=self._code.label)
            yield Static(title, classes="dialog-title", markup=False)
            yield Static(_("Two or more new codes, a label on each line:"), classes="field")
            yield TextArea("", soft_wrap=True, tab_behavior="focus", id="labels")
            yield Static(id="verdict", markup=False)
            yield Static(_("ctrl+s go on   esc cancel"), classes="dialog-foot", markup=False)

    def action_keep(self) -> None:
        """Deal the rules, when there are any, and give the codes."""
        labels = self._labels()
        if len(labels) < 2:
            self.app.bell()
            self._judge()
            return
        taken, parts = set(self._taken), list[Code]()
        for label in labels:
            parts.append(Code(new_id(label, taken), label))
            taken.add(parts[-1].id)
        if not self._code.patterns:
            self.dismiss(tuple(parts))
            return
        self.app.push_screen(DealScreen(self._code, parts), self._dealt)

    @on(TextArea.Changed)
    def _judge(self) -> None:
        enough = len(self._labels()) >= 2
        said = "" if enough else _("Name at least two codes to split it into.")
        self.query_one("#verdict", Static).update(said)

    def _labels(self) -> tuple[str, ...]:
        labels = tidy(tuple(self.query_one(TextArea).text.splitlines()))
        assert isinstance(labels, tuple)
        return labels

    def _dealt(self, parts: Parts | None) -> None:
        if parts is not None:
            self.dismiss(parts)


class DealScreen(Dialog[Parts]):
    """Deals the rules of a code to new ones; what is not dealt stays with the first."""

    CSS_PATH = "code_split.tcss"
    BINDINGS = bindings(SPLIT_KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, code: Code, parts: list[Code]) -> None:
        super().__init__()
        self._code, self._parts = code, parts
        self._of = [0] * len(code.patterns)

    def compose(self) -> ComposeResult:
        """The new codes with their numbers, and the rules with the number of each."""
        with Vertical(classes="dialog", id="code-split"):
            yield Static(_("Which rules go where?"), classes="dialog-title", markup=False)
            names = [f"{number} {part.label}" for number, part in enumerate(self._parts, start=1)]
            yield Static("   ".join(names), id="names", markup=False)
            yield OptionList(id="rules", markup=False)
            yield Static(
                _("1–9 give the rule to that code   enter split   esc back"),
                classes="dialog-foot",
                markup=False,
            )

    def on_mount(self) -> None:
        """All rules are the first code's."""
        options = self.query_one(OptionList)
        options.add_options(
            [Option(self._line(place), id=str(place)) for place in range(len(self._of))]
        )
        options.highlighted = 0

    def action_deal(self, number: int) -> None:
        """Give the rule at the cursor to the new code with this number, and go on."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None or number > len(self._parts):
            return
        self._of[place] = number - 1
        options.replace_option_prompt_at_index(place, self._line(place))
        options.action_cursor_down()

    def action_keep(self) -> None:
        """Give the codes with their rules."""
        dealt = [
            Code(
                part.id,
                part.label,
                patterns=tuple(
                    pattern
                    for pattern, owner in zip(self._code.patterns, self._of, strict=True)
                    if owner == number
                ),
            )
            for number, part in enumerate(self._parts)
        ]
        self.dismiss(tuple(dealt))

    def _line(self, place: int) -> Content:
        number = self._of[place] + 1
        return Content.assemble((f"{number} ", "bold $primary"), self._code.patterns[place])
