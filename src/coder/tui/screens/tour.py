"""What can be done here, in five steps; each can be left at any time."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coder.i18n import N_, _
from coder.tui.keymap import cap, every_table
from coder.tui.keys import TOUR_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.text import fitted

CAP_WIDTH = 12  # cells

# A title, what it is about, and the keys (scope and id) that belong to it.
STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        N_("Begin with a file of answers"),
        N_(
            "An Excel, csv or SPSS file becomes a project: you see what each column is taken for, "
            "and nothing is done before you agree. The demo has answers to practise on."
        ),
        ("start.new", "start.demo", "start.open_path"),
    ),
    (
        N_("Code an answer with one key"),
        N_(
            "Beside each answer stand suggestions with a number and the reason for them. "
            "Answers that are the same are coded together."
        ),
        ("coding.choose", "coding.accept", "coding.confirm", "coding.find"),
    ),
    (
        N_("Nothing gets lost"),
        N_(
            "Each decision is on disk before the next answer shows. Every step can be taken back, "
            "also tomorrow; what you doubt can wait."
        ),
        ("coding.undo", "coding.redo", "coding.aside", "coding.history"),
    ),
    (
        N_("Find your way"),
        N_("Answers can be filtered and ordered; a project can have many questions and waves."),
        ("coding.filter", "coding.order", "coding.questions", "coding.results"),
    ),
    (
        N_("Everything has a key, and every key is told"),
        N_(
            "You need to remember two: one shows the keys of a screen, the other finds any "
            "command by typing. Name, language, colours and keys are in the settings."
        ),
        ("all.help", "all.palette", "all.settings", "all.tour"),
    ),
)


class TourScreen(Dialog[None]):
    """Shows one step at a time."""

    CSS_PATH = "tour.tcss"
    BINDINGS = bindings(TOUR_KEYS)

    def __init__(self) -> None:
        super().__init__()
        self._step = 0

    def compose(self) -> ComposeResult:
        """A title, a few sentences, the keys."""
        with Vertical(classes="dialog"):
            yield Static(id="step-title", classes="dialog-title", markup=False)
            yield Static(id="step-text", markup=False)
            yield Static(id="step-keys", markup=False)
            yield Static(id="step-foot", classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Begin at the first step."""
        self._draw()

    def action_step(self, step: int) -> None:
        """Go to the next or previous step; after the last one the tour is over."""
        self._step += step
        if self._step >= len(STEPS):
            self.dismiss(None)
            return
        self._step = max(0, self._step)
        self._draw()

    def _draw(self) -> None:
        title, text, names = STEPS[self._step]
        place = f"{self._step + 1}/{len(STEPS)}"
        self.query_one("#step-title", Static).update(
            Content.assemble((_(title), "bold $primary"), (f"   {place}", "$quiet"))
        )
        self.query_one("#step-text", Static).update(_(text))
        self.query_one("#step-keys", Static).update(self._keys(names))
        last = self._step == len(STEPS) - 1
        ends = _("enter begin   ← back   esc close")
        foot = ends if last else _("enter on   ← back   esc skip the tour")
        self.query_one("#step-foot", Static).update(foot)

    def _keys(self, names: Sequence[str]) -> Content:
        known = {f"{key.scope}.{key.id}": key for table in every_table().values() for key in table}
        lines = [
            Content.assemble(
                (fitted(cap(self.app, known[name]), CAP_WIDTH), "bold $primary"),
                _(known[name].tooltip),
            )
            for name in names
        ]
        return Content("\n").join(lines)
