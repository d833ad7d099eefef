"""What lies behind the Model screen: the answers of a confusion, and two models compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.tui.model_views import NONE, decimals, share
from coder.tui.screens.dialog import Dialog
from coder.tui.text import joined, one_line
from coder.tui.widgets.figures import Column, Figure, Figures, Kind

if TYPE_CHECKING:
    from coder.services.evaluation import Confusion, Evaluation, JudgedAnswer
    from coder.services.model_comparison import ComparedFigure, Comparison

FIGURE_NAMES: Mapping[str, str] = {
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "ece": "ECE",
}


class ConfusedScreen(Dialog[int]):
    """The answers behind a confusion; gives the id of the one that was chosen."""

    CSS_PATH: ClassVar[str] = "model_details.tcss"
    AUTO_FOCUS = "OptionList"

    def __init__(self, found: Evaluation, confusion: Confusion, labels: Mapping[str, str]) -> None:
        super().__init__()
        self._answers = [found.answers[index] for index in confusion.answers]
        self._confusion, self._labels = confusion, labels

    def compose(self) -> ComposeResult:
        """One answer with what both said of it, two lines each."""
        with Vertical(classes="dialog wide"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield OptionList(*(Option(self._line(one)) for one in self._answers), markup=False)
            yield Static(
                _("enter go to the answer   esc close"), classes="dialog-foot", markup=False
            )

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(int(self._answers[message.option_index].ids[0]))

    @property
    def _title(self) -> str:
        both = {
            "human": self._called(self._confusion.human),
            "model": self._called(self._confusion.model),
        }
        if not self._confusion.human:
            return _("The model gave {model}, the person did not").format(**both)
        if not self._confusion.model:
            return _("A person gave {human}, the model did not").format(**both)
        return _("A person said {human}, the model said {model}").format(**both)

    def _called(self, code: str) -> str:
        return self._labels.get(code, code) or _("nothing more")

    def _line(self, one: JudgedAnswer) -> Content:
        human = ", ".join(map(self._called, one.human)) or NONE
        model = ", ".join(map(self._called, one.model)) or NONE
        times = f"×{len(one.ids)}" if len(one.ids) > 1 else ""
        said = joined(
            _("person: {codes}").format(codes=human),
            _("model: {codes}").format(codes=model),
            _("{share} sure").format(share=share(one.sure)),
            times,
        )
        return Content.assemble((one_line(one.text), "bold"), "\n", ("  " + said, "$quiet"))


class ComparisonScreen(Dialog[None]):
    """Two models beside each other."""

    CSS_PATH: ClassVar[str] = "model_details.tcss"
    AUTO_FOCUS = "Figures"

    def __init__(self, compared: Comparison, labels: Mapping[str, str]) -> None:
        super().__init__()
        self._compared, self._labels = compared, labels

    def compose(self) -> ComposeResult:
        """Figures of both and their difference; in what else they differ."""
        first, second = self._compared.first, self._compared.second
        with Vertical(classes="dialog wide"):
            yield Static(
                _("Model {first} against model {second}").format(first=first.id, second=second.id),
                classes="dialog-title",
                markup=False,
            )
            yield Figures(id="compared")
            if self._compared.changes:
                yield Static("; ".join(self._compared.changes), classes="note", markup=False)
            yield Static(_("esc close"), classes="dialog-foot", markup=False)

    def on_mount(self) -> None:
        """Fill the table."""
        first, second = self._compared.first, self._compared.second
        learned = first.run.n_coded, second.run.n_coded
        rows = [(_("coded answers"), *map(str, learned), f"{learned[1] - learned[0]:+}")]
        rows += [_row(FIGURE_NAMES.get(one.name, one.name), one) for one in self._compared.overall]
        rows += [
            _row("F1 " + self._labels.get(one.name, one.name), one) for one in self._compared.codes
        ]
        columns = (
            Column("", 0, most=44),
            Column(str(first.id), 7, Kind.NUMBER),
            Column(str(second.id), 7, Kind.NUMBER),
            Column(_("change"), 7, Kind.NUMBER),
        )
        self.query_one(Figures).show(columns, [Figure(row) for row in rows])


def _row(name: str, one: ComparedFigure) -> tuple[str, str, str, str]:
    apart = one.difference
    change = NONE if apart is None else f"{apart:+.2f}"
    return name, decimals(one.first), decimals(one.second), change
