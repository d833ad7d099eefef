"""The suggested codes: key, sign, label, score and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from coder.tui.signs import NOT_CHOSEN
from coder.tui.text import bar, fitted

BAR_WIDTH = 8  # cells
FAINT = 0.25  # score below which hardly anything speaks for a code
KEYS_WIDTH = 7  # marker, key, blank, letter, blank, sign, blank


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggested code. `score` 0-1; `why` in words."""

    code: str
    label: str
    score: float
    why: str
    sign: str = NOT_CHOSEN
    letter: str = ""  # the key that stands for this code at every answer


class SuggestionPanel(Widget):
    """Up to nine choices, two lines each where there is room, else one."""

    class Clicked(Message):
        """A choice was clicked; `number` counts from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.roomy = True  # two lines a choice
        self._choices: tuple[Choice, ...] = ()
        self._highlighted = 0
        self._empty = ""

    def make_room(self, most: int, *, roomy: bool) -> None:
        """Take the height of `most` choices, so that nothing moves when they come and go."""
        self.roomy = roomy
        self.styles.height = most * 2 if roomy else most

    def show(self, choices: Sequence[Choice], highlighted: int, empty: str = "") -> None:
        """Show these; `empty` is said when there are none."""
        now = (self._choices, self._highlighted, self._empty)
        wanted = (tuple(choices), highlighted, empty)
        if now != wanted:
            self._choices, self._highlighted, self._empty = wanted
            self.refresh()

    def render(self) -> Content:
        """The choices under each other."""
        if not self._choices:
            return Content.styled(f"  {self._empty}", "$quiet")
        width = self.content_size.width
        lines: list[Content] = []
        for number, choice in enumerate(self._choices, 1):
            lines += self._lines(number, choice, width)
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Say which choice was clicked."""
        number = event.y // (2 if self.roomy else 1) + 1
        if number <= len(self._choices):
            self.post_message(self.Clicked(number))

    def _lines(self, number: int, choice: Choice, width: int) -> list[Content]:
        here = number - 1 == self._highlighted
        full, rest = bar(choice.score, BAR_WIDTH)
        label_width = max(4, width - KEYS_WIDTH - BAR_WIDTH - 2)
        chosen = choice.sign != NOT_CHOSEN
        first = Content.assemble(
            ("▌" if here else " ", "$primary"),
            (f"{number} ", "bold $primary"),
            (f"{choice.letter or ' '} ", "$accent"),
            (f"{choice.sign} ", "bold $primary"),
            (fitted(choice.label, label_width), _weight(choice, marked=chosen or here)),
            (" ", ""),
            (full, "$primary"),
            (rest, "$line"),
            (" ", ""),
        )
        lines = [first]
        if self.roomy:
            why = fitted(choice.why, width - KEYS_WIDTH - 1)
            lines.append(
                Content.assemble(("▌" if here else " ", "$primary"), "      ", (why, "$quiet"), " ")
            )
        return [line.stylize_before("on $cursor") for line in lines] if here else lines


def _weight(choice: Choice, *, marked: bool) -> str:
    """How a label stands out: what hardly anything speaks for stays in the background."""
    if marked:
        return "bold"
    return "$quiet" if choice.score < FAINT else ""
