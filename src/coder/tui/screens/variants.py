"""Spellings that may be one name: a person decides, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.tui.keys import VARIANT_KEYS, bindings
from coder.tui.screens.base import CoderScreen
from coder.tui.text import joined, one_line
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.figure_types import Variant


class Compared(Message):
    """The names were compared."""

    def __init__(self, variants: list[Variant]) -> None:
        super().__init__()
        self.variants = variants


class VariantsScreen(CoderScreen):
    """Pairs of spellings; what is decided goes into a list beside the codebook."""

    CSS_PATH = "behind.tcss"
    KEYS = VARIANT_KEYS
    BINDINGS = bindings(VARIANT_KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, question: str, wave: str) -> None:
        super().__init__()
        self._question, self._wave = question, wave
        self._variants: list[Variant] = []

    def compose(self) -> ComposeResult:
        """How many there are, and each pair."""
        yield TwoEnds(id="title")
        yield Static(_("Comparing the names…"), id="summary", markup=False)
        yield OptionList(id="answers", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Compare in a thread."""
        title = Content.assemble(
            (joined(self._question, self._wave), "bold"), ("  " + _("spellings"), "$quiet")
        )
        self.query_one("#title", TwoEnds).show(title)
        workbench = self.coder_app.workbench
        if workbench is None:
            return

        def work() -> None:
            worker = get_current_worker()
            found = workbench.results.variants(self._question, self._wave)
            if not worker.is_cancelled:
                self.post_message(Compared(found))

        self.run_worker(work, group="variants", thread=True, exclusive=True, exit_on_error=False)

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - the base class's signature
        """The error was told."""
        self.query_one("#summary", Static).update(_("These names cannot be compared now."))

    def on_compared(self, message: Compared) -> None:
        """Show the pairs."""
        self._variants = message.variants
        options = self.query_one(OptionList)
        options.add_options([Option(_line(variant)) for variant in self._variants])
        options.highlighted = 0 if self._variants else None
        self._count()

    def on_option_list_option_selected(self) -> None:
        """Enter on a pair: they are one name."""
        self.action_merge()

    def action_merge(self) -> None:
        """Count the spelling as the commoner name."""
        self._decide(one_name=True)

    def action_apart(self) -> None:
        """Keep the two apart."""
        self._decide(one_name=False)

    def _decide(self, *, one_name: bool) -> None:
        workbench, options = self.coder_app.workbench, self.query_one(OptionList)
        place = options.highlighted
        if workbench is None or place is None:
            return
        variant = self._variants[place]
        try:
            if one_name:
                path = workbench.results.merge_names(
                    self._question, variant.name, [variant.spelling]
                )
            else:
                path = workbench.results.keep_apart(self._question, variant.spelling, variant.name)
        except CoderError as error:
            self.tell_error(error)
            return
        del self._variants[place]
        options.remove_option_at_index(place)
        options.highlighted = min(place, len(self._variants) - 1) if self._variants else None
        self.tell(_("Written in {file}.").format(file=path.name))
        self._count()

    def _count(self) -> None:
        count = len(self._variants)
        said = ngettext(
            "{count} spelling that may be another name",
            "{count} spellings that may be another name",
            count,
        )
        self.query_one("#summary", Static).update(said.format(count=count))


def _line(variant: Variant) -> Content:
    why = {
        "spaces": _("other spaces, hyphens or accents"),
        "gender": _("the other gender"),
        "order": _("other order"),
        "letters": _("other letters"),
    }[variant.why.value]
    return Content.assemble(
        (one_line(variant.spelling), "bold"),
        (f" {variant.count}", "$accent"),
        ("  →  ", "$quiet"),
        one_line(variant.name),
        (f" {variant.name_count}", "$accent"),
        ("  " + why, "$quiet"),
    )
