"""How good the suggestions of a question are, where they go wrong, and the models that are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from coder.domain.locations import short_name
from coder.domain.models import KeptModel, ModelId
from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.tui.model_views import CodeOrder, ModelView
from coder.tui.screens.model_display import ModelDisplay
from coder.tui.text import joined
from coder.tui.widgets.figures import Figures

if TYPE_CHECKING:
    from coder.services.bulk import BulkPlan
    from coder.services.evaluation import Evaluation

TO_COMPARE = 2  # models that are marked at once


class StoppedError(Exception):
    """The screen was left, or the work was cancelled."""


@dataclass
class Working(Message):
    """What a worker is doing."""

    what: str
    done: int
    of: int


@dataclass
class Judged(Message):
    """An evaluation is there; `kept`: a model was trained and kept with it."""

    found: Evaluation
    kept: KeptModel | None


@dataclass
class Refused(Message):
    """The work cannot be done; says why."""

    why: str


@dataclass
class Planned(Message):
    """What bulk coding would do."""

    plan: BulkPlan


class ModelScreen(ModelDisplay):
    """Figures, charts, confusions and models of one question: what its keys do.

    Attributes:
        changed: Did this screen code answers, or take another model in use?
        busy: Is a worker under way?
    """

    changed = False
    busy = False

    def on_mount(self) -> None:
        """Judge the suggestions as they are now, unless that was done before."""
        self._read_models()
        self._found = self.coder_app.evaluations.get(self._room.stamp)
        self._draw()
        if self._found is None:
            self._judge(keep=False)

    def action_back(self) -> None:
        """Stop what is under way; else go back."""
        if not self.busy:
            self.dismiss()
            return
        self.workers.cancel_node(self)
        self._done(_("Stopped."))

    def action_view(self, number: int) -> None:
        """Show the view with this number, from 1."""
        self._view = list(ModelView)[number - 1]
        self._draw()

    def action_next_view(self, step: int) -> None:
        """Show the next or previous view."""
        every = list(ModelView)
        self._view = every[(every.index(self._view) + step) % len(every)]
        self._draw()

    def action_sort(self) -> None:
        """Order the figures per code in the next way."""
        every = list(CodeOrder)
        if self._view is ModelView.CODES:
            self._order = every[(every.index(self._order) + 1) % len(every)]
        self._view = ModelView.CODES
        self._draw()

    def action_train(self) -> None:
        """Judge anew, train on all that is coded, and keep the model."""
        if not self.busy:
            self._judge(keep=True)

    def action_bulk(self) -> None:
        """Ask how sure the model must be, and show what that would do."""
        from coder.services.bulk import DEFAULT_MODEL_SCORE
        from coder.tui.screens.asking import AskScreen

        if self.busy:
            return
        title = _("How sure must the model be to code an answer? (0-100)")
        self.app.push_screen(AskScreen(title, "70", f"{100 * DEFAULT_MODEL_SCORE:.0f}"), self._plan)

    def action_mark(self) -> None:
        """Mark the model in hand; of three the first loses its mark."""
        known = self._model_in_hand()
        if self._view is not ModelView.MODELS or known is None:
            return
        if known.id in self._marked:
            self._marked.remove(known.id)
        else:
            self._marked = [*self._marked, known.id][-TO_COMPARE:]
        self._draw()

    def action_compare(self) -> None:
        """Two models beside each other: those marked, else the two newest."""
        from coder.tui.screens.model_details import ComparisonScreen

        chosen = sorted(self._marked) if len(self._marked) == TO_COMPARE else self._two_newest()
        if len(chosen) < TO_COMPARE:
            self.tell(_("There are no two models yet: t trains one."))
            return
        first, second = (ModelId(number) for number in chosen)
        compared = self._room.models.compare(first, second)
        self.app.push_screen(ComparisonScreen(compared, self._labels))

    @on(Figures.Chosen)
    def _choose(self, message: Figures.Chosen) -> None:
        if self._view is ModelView.CONFUSIONS and self._found is not None:
            self._open_confusion(message.line)
        elif self._view is ModelView.MODELS:
            self._use(message.line)

    @on(Working)
    def _show_work(self, message: Working) -> None:
        if self.busy:
            how_far = f"{message.done}/{message.of}" if message.of > 1 else ""
            self._say(joined(f"{message.what}… {how_far}", _("esc stops")))

    @on(Judged)
    def _take(self, message: Judged) -> None:
        self._found = message.found
        self._refusal = ""
        room = self._room
        self.coder_app.evaluations[room.stamp] = message.found
        self._read_models()
        kept = message.kept
        self._done(_("Kept as model {id}.").format(id=kept.id) if kept else "")
        self._draw()

    @on(Refused)
    def _tell_refusal(self, message: Refused) -> None:
        self._refusal = message.why if self._found is None else ""
        self._done("" if self._refusal else message.why)
        self._draw()

    @on(Planned)
    def _ask(self, message: Planned) -> None:
        from coder.tui.screens.asking import ConfirmScreen

        self._done("")
        plan = message.plan
        if not plan.decisions:
            self.tell(_("The model is that sure of nothing that it has not coded already."))
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._carry_out(plan)

        ask = ConfirmScreen(_("Code these answers?"), bulk_text(plan))
        self.app.push_screen(ask, answered)

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - there is one group
        """The error was told."""
        self._done("")

    def _judge(self, *, keep: bool) -> None:
        room, report = self._room, self._reporter()

        def work() -> None:
            found = room.judge(report)
            kept = room.keep(found, report) if keep else None
            report("", 1, 1)  # left meanwhile: say nothing
            self.post_message(Judged(found, kept))

        self._run(work, _("Judging"))

    def _plan(self, typed: str | None) -> None:
        score = _score(typed)
        if score is None:
            if typed:
                self.tell(_("Give a number from 0 to 100."))
            return
        room, report = self._room, self._reporter()

        def work() -> None:
            plan = room.plan_bulk(score, report)
            report("", 1, 1)
            self.post_message(Planned(plan))

        self._run(work, _("Looking what the model is sure of"))

    def _carry_out(self, plan: BulkPlan) -> None:
        try:
            done = self._room.carry_out(plan)
        except CoderError as error:
            self.tell_error(error)
            return
        self.changed = True
        text = ngettext("{n} answer coded by the model.", "{n} answers coded by the model.",
                        done.coded)  # fmt: skip
        undo = _("Take it back with: coder code {project} {question} --by model --undo")
        place = short_name(self._room.workbench.place)
        where = undo.format(project=place, question=self._target[0])
        self._say(f"{text.format(n=done.coded)} {where}")

    def _run(self, work: Callable[[], None], what: str) -> None:
        def guarded() -> None:
            try:
                work()
            except StoppedError:
                return
            except CoderError as error:
                self.post_message(Refused(str(error)))

        self.busy = True
        self._say(joined(f"{what}…", _("esc stops")))
        self.run_worker(guarded, group="model", thread=True, exclusive=True, exit_on_error=False)

    def _reporter(self) -> Callable[[str, int, int], None]:
        """Tells the screen how far a worker is, and stops it when it was cancelled."""

        def report(what: str, done: int, of: int) -> None:
            if get_current_worker().is_cancelled:
                raise StoppedError
            if what:
                self.post_message(Working(what, done, of))

        return report

    def _use(self, place: int) -> None:
        """Take the chosen model in use; the first line is the one that learns along."""
        known = self._kept[place - 1] if place else None
        try:
            self._room.models.use(known.id if known else None)
        except CoderError as error:
            self.tell_error(error)
            return
        self.changed = True
        self._read_models()
        self._draw()
        used = _("model {id}").format(id=known.id) if known else _("what learns along")
        self.tell(_("Suggestions come from {model} now.").format(model=used))

    def _open_confusion(self, place: int) -> None:
        from coder.tui.screens.model_details import ConfusedScreen

        assert self._found is not None
        if place < len(self._found.confusions):
            screen = ConfusedScreen(self._found, self._found.confusions[place], self._labels)
            self.app.push_screen(screen, self._opened)

    def _opened(self, answer_id: int | None) -> None:
        if answer_id is not None and self._go_to is not None:
            go_to = self._go_to
            self.dismiss()
            self.app.call_later(go_to, answer_id)

    def _two_newest(self) -> list[int]:
        return sorted(known.id for known in self._kept[:TO_COMPARE])

    def _done(self, text: str) -> None:
        self.busy = False
        self._say(text)


def bulk_text(plan: BulkPlan) -> str:
    """What bulk coding would do, for who must decide."""
    what = _("{coded} of {answers} answers get codes; {undecided} of them nobody decided on.")
    lines = [what.format(coded=plan.coded, answers=plan.answers, undecided=plan.undecided)]
    expected = plan.precision
    if expected is None:
        lines.append(_("Too little is coded to say how right these codes will be."))
    else:
        text = _("Of a hundred such codes about {share:.0f} are right ({low:.0f} to {high:.0f}).")
        lines.append(
            text.format(
                share=100 * expected.share, low=100 * expected.low, high=100 * expected.high
            )
        )
    lines.append(_("They stay proposals until a person confirms them; one step undoes them all."))
    return "\n\n".join(lines)


def _score(typed: str | None) -> float | None:
    """A percentage as typed, as a share 0-1; None when it is none."""
    try:
        value = float((typed or "").removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return None
    return value / 100 if 0 <= value <= 100 else None
