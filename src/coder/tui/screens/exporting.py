"""Take codings to another program: what, for whom, in which format, where; and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.worker import Worker, WorkerState, get_current_worker

from coder.errors import CoderError
from coder.i18n import _
from coder.services.exporting import (
    ALL_PARTS,
    DESCRIPTIONS,
    ExportFormat,
    ExportRequest,
    Part,
    export,
)
from coder.tui.keys import EXPORT_KEYS, bindings
from coder.tui.screens.dialog import Dialog
from coder.tui.text import bar
from coder.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from coder.services.export_job import Exported
    from coder.services.workbench import Workbench
    from coder.tui.app import CoderApp

TEAM, OUTSIDERS = "team", "outsiders"
_BAR = 24  # cells


@dataclass
class Exporting(Message):
    """How far the export is."""

    what: str
    done: int
    of: int


@dataclass
class Written(Message):
    """The export is there."""

    made: Exported


class ExportStoppedError(Exception):
    """The person stopped the export; nothing was changed."""


class ExportScreen(Dialog[None]):
    """Asks what to export and where, and does it.

    Args:
        folder: Where files go unless another place is typed.
        question: The question that is marked at first; "" for all.
    """

    CSS_PATH = "exporting.tcss"
    BINDINGS = bindings(EXPORT_KEYS)
    AUTO_FOCUS = "#formats"

    def __init__(self, folder: Path, question: str = "") -> None:
        super().__init__()
        self._folder, self._question = folder, question
        self._confirmed: Path | None = None  # a file that may be replaced

    def compose(self) -> ComposeResult:
        """Formats and questions, parts and readers, the place, how far it is."""
        formats = [(form.value, f".{form.value}") for form in ExportFormat]
        parts = [(part.value, _part_name(part)) for part in ALL_PARTS]
        readers = [(TEAM, _("the team")), (OUTSIDERS, _("outsiders, without answers"))]
        asked = [overview.question for overview in self._workbench.questions()]
        questions = [(key, key.replace("_", " ")) for key in dict.fromkeys(asked)]
        chosen = [self._question] if self._question in asked else asked
        with Vertical(classes="dialog", id="export"):
            yield Static(_("Export"), classes="dialog-title")
            with Horizontal():
                with Vertical():
                    yield Static(_("format"), classes="column-title")
                    yield Choices(formats, ["xlsx"], several=False, id="formats")
                    yield Static(_("for"), classes="column-title")
                    yield Choices(readers, [TEAM], several=False, id="readers")
                with Vertical():
                    yield Static(_("questions"), classes="column-title")
                    yield Choices(questions, chosen, several=True, id="questions")
                    yield Static(_("what"), classes="column-title")
                    yield Choices(parts, [p.value for p in ALL_PARTS], several=True, id="parts")
            yield Static(id="meaning", markup=False)
            yield Input(str(self._place("xlsx")), id="where", select_on_focus=False)
            yield Static(id="progress", markup=False)
            foot = _("enter write   space mark   tab next field   esc stop or close")
            yield Static(foot, classes="dialog-foot", markup=False)

    def action_write(self) -> None:
        """Write the export, after a warning when a file stands there already."""
        if self._worker is not None:
            return
        path = Path(self.query_one("#where", Input).value.strip()).expanduser()
        if path.is_file() and path != self._confirmed:
            self._confirmed = path
            self._say(_("This file is there already; enter again replaces it."), wrong=True)
            return
        self._start(self._request(path))

    def action_mark(self) -> None:
        """Mark what is in hand, or take its mark off."""
        if isinstance(self.focused, Choices):
            self.focused.toggle()

    def action_cancel(self) -> None:
        """Stop the export that is under way, else close."""
        if self._worker is None:
            self.dismiss(None)
            return
        self._worker.cancel()
        self._say(_("Stopping…"))

    @on(OptionList.OptionHighlighted, "#formats")
    def _follow_format(self, message: OptionList.OptionHighlighted) -> None:
        form = ExportFormat(str(message.option.id))
        self.query_one("#meaning", Static).update(_(DESCRIPTIONS[form]))
        where = self.query_one("#where", Input)
        typed = Path(where.value)
        where.value = str(typed.with_suffix(f".{form.value}")) if typed.suffix else where.value

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_write()

    @on(Exporting)
    def _show_progress(self, message: Exporting) -> None:
        full, rest = bar(message.done / message.of if message.of else 0.0, _BAR)
        self._say(f"{message.what}  {full}{rest}  {message.done}/{message.of}")

    @on(Written)
    def _show_written(self, message: Written) -> None:
        files = [_("Written: {path}").format(path=path) for path in message.made.files[:2]]
        more = len(message.made.files) - len(files)
        if more:
            files.append(_("and {count} more files").format(count=more))
        self._say("\n".join([*files, *message.made.notes[:3]]))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell what went wrong; an export that was stopped left everything as it was."""
        if event.state is WorkerState.CANCELLED:
            self._say(_("Stopped; nothing was changed."))
        if event.state is not WorkerState.ERROR:
            return
        error = event.worker.error
        if isinstance(error, CoderError):
            self._say(str(error), wrong=True)
        elif not isinstance(error, ExportStoppedError):
            self._say("")
            cast("CoderApp", self.app).log_trouble(error)

    @property
    def _workbench(self) -> Workbench:
        workbench = cast("CoderApp", self.app).workbench
        assert workbench is not None
        return workbench

    @property
    def _worker(self) -> Worker[None] | None:
        """The export under way."""
        own = (worker for worker in self.workers if worker.node is self)
        return next((worker for worker in own if not worker.is_finished), None)

    def _place(self, suffix: str) -> Path:
        return self._folder / f"{self._workbench.project_name}.{suffix}"

    def _request(self, path: Path) -> ExportRequest:
        chosen = {box.id: box.chosen for box in self.query(Choices)}
        form = ExportFormat(chosen["formats"][0])
        return ExportRequest(
            path,
            chosen["questions"],
            None if path.suffix else form,
            tuple(Part(part) for part in chosen["parts"]),
            outsiders=chosen["readers"] == (OUTSIDERS,),
        )

    def _start(self, request: ExportRequest) -> None:
        workbench = self._workbench

        def work() -> None:
            worker = get_current_worker()

            def report(what: str, done: int, of: int) -> None:
                if worker.is_cancelled:
                    raise ExportStoppedError
                self.post_message(Exporting(what, done, of))

            if request.to.parent == self._folder:
                self._folder.mkdir(exist_ok=True)
            self.post_message(Written(export(workbench, request, report)))

        self._say(_("Reading…"))
        self.run_worker(work, group="export", thread=True, exclusive=True, exit_on_error=False)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        progress = self.query_one("#progress", Static)
        progress.set_class(wrong, "-wrong")
        progress.update(text)


def _part_name(part: Part) -> str:
    return {
        Part.CODINGS: _("coded answers"),
        Part.COUNTS: _("counts and names"),
        Part.CODEBOOK: _("codebooks"),
    }[part]
