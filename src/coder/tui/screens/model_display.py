"""How the Model screen looks: the evaluation and the models at hand, each view drawn from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from coder.domain.models import KeptModel
from coder.i18n import _, ngettext
from coder.tui import model_views as views
from coder.tui.figure_views import Sheet
from coder.tui.keys import MODEL_KEYS, bindings
from coder.tui.model_views import CodeOrder, ModelView
from coder.tui.screens import heads
from coder.tui.screens.base import CoderScreen
from coder.tui.widgets.chart import Chart
from coder.tui.widgets.figures import Figures
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.evaluation import Evaluation
    from coder.services.model_room import ModelRoom


class ModelDisplay(CoderScreen):
    """The parts of the Model screen and how each is drawn; keys and work are in `ModelScreen`.

    Args:
        question, wave: What is judged.
        go_to: Shows an answer (by its id) on the coding screen below; None: there is none.
    """

    CSS_PATH = "model.tcss"
    KEYS = MODEL_KEYS
    BINDINGS = bindings(MODEL_KEYS)
    AUTO_FOCUS = "Figures"

    def __init__(
        self, question: str, wave: str, go_to: Callable[[int], None] | None = None
    ) -> None:
        super().__init__()
        self._target = (question, wave)
        self._go_to = go_to
        self._view = ModelView.OVERVIEW
        self._order = CodeOrder.CODEBOOK
        self._found: Evaluation | None = None
        self._kept: list[KeptModel] = []
        self._marked: list[int] = []
        self._refusal = ""
        self._drawn: ModelView | None = None

    def compose(self) -> ComposeResult:
        """Title, views, what it comes down to, charts or a table."""
        yield TwoEnds(id="title")
        yield TwoEnds(id="views")
        yield Static(id="summary", markup=False)
        yield Static(id="facts", markup=False)
        with Horizontal(id="charts"):
            yield Chart(id="first")
            yield Chart(id="second")
        yield Figures(id="figures")
        yield Static(id="written", markup=False)
        yield KeyLine(self.KEYS)

    @property
    def _room(self) -> ModelRoom:
        from coder.services.model_room import ModelRoom

        workbench = self.coder_app.workbench
        assert workbench is not None
        return ModelRoom(workbench, *self._target)

    @property
    def _labels(self) -> dict[str, str]:
        return {code.id: code.label for code in self._room.codebook.walk()}

    def _read_models(self) -> None:
        self._kept = self._room.models.all()

    def _model_in_hand(self) -> KeptModel | None:
        place, _cell = self.query_one(Figures).place
        return self._kept[place - 1] if 0 < place <= len(self._kept) else None

    def _say(self, text: str) -> None:
        self.query_one("#written", Static).update(text)

    def _draw(self) -> None:
        self._draw_heads()
        overview = self._view is ModelView.OVERVIEW and self._found is not None
        self.set_class(overview, "-charts")
        if not overview:  # a hidden table loses the focus
            self.call_after_refresh(self.query_one(Figures).focus)
        found = self._found
        if self._view is not ModelView.MODELS and found is None:
            self._put(Sheet(self._refusal or _("No figures yet."), (), ()), "")
        elif found is not None and overview:
            self._draw_overview(found)
        else:
            self._put(self._sheet(found), self._facts() if overview else "")

    def _sheet(self, found: Evaluation | None) -> Sheet:
        if self._view is ModelView.MODELS or found is None:
            return views.models_sheet(self._kept, self._marked)
        if self._view is ModelView.CODES:
            return views.codes_sheet(found, self._order)
        if self._view is ModelView.CONFUSIONS:
            return views.confusions_sheet(found, self._labels)
        return views.unread_sheet(found)

    def _put(self, sheet: Sheet, facts: str) -> None:
        again, self._drawn = self._drawn is self._view, self._view
        self.query_one("#summary", Static).update(sheet.summary)
        self.query_one("#facts", Static).update(facts)
        self.query_one("#facts", Static).display = bool(facts)
        table = self.query_one(Figures)
        table.show(sheet.columns, sheet.lines, table.place if again else (0, 0))

    def _draw_overview(self, found: Evaluation) -> None:
        self._put(Sheet(views.headline(found), (), ()), self._facts())
        self.query_one("#first", Chart).show(views.calibration_plot(found))
        self.query_one("#second", Chart).show(views.learning_plot(found))

    def _facts(self) -> str:
        """The model in use, what it was made with, and what changed since."""
        room, found = self._room, self._found
        used = next((known for known in self._kept if known.active), None)
        if used is None:
            n = found.distinct if found else 0
            text = ngettext(
                "in use: learns along while you code, now from {n} answer",
                "in use: learns along while you code, now from {n} different answers",
                n,
            ).format(n=n)
        else:
            text = _("in use: model {id} of {date}, from {n} different answers").format(
                id=used.id, date=f"{used.at.astimezone():%Y-%m-%d}", n=used.run.n_coded
            )
        made = room.made_with(used)
        since = room.models.changes(used) if used else []
        if since:
            made += "\n" + _("Careful: {changes}.").format(changes=", ".join(since))
        return f"{text}\n{made}"

    def _draw_heads(self) -> None:
        title = heads.title(self.coder_app.workbench, self._target, _("model"))
        self.query_one("#title", TwoEnds).show(title)
        names = [views.view_name(view) for view in ModelView]
        shown = list(ModelView).index(self._view)
        self.query_one("#views", TwoEnds).show(heads.tabs(names, shown, gap=3))
