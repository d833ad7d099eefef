"""The first step of taking in a survey: which file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from coder.errors import CoderError
from coder.i18n import _
from coder.services.survey_files import SURVEY_SUFFIXES
from coder.tui.keys_import import WIZARD_FILE_KEYS, bindings
from coder.tui.screens.wizard import WizardStep
from coder.tui.text import one_line
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.path_field import PathField
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.services.import_draft import ImportDraft


@dataclass
class Read(Message):
    """The file was read."""

    draft: ImportDraft


@dataclass
class Refused(Message):
    """The file cannot be read: all that is wrong with it."""

    file: Path
    error: CoderError


class WizardFileScreen(WizardStep):
    """Asks for the file and reads it; a file that is not right is refused with all its faults."""

    CSS_PATH = "wizard.tcss"
    KEYS = WIZARD_FILE_KEYS
    BINDINGS = bindings(WIZARD_FILE_KEYS)
    AUTO_FOCUS = "Input"
    STEP = 1

    def compose(self) -> ComposeResult:
        """The path with what is in the folder, and what is wrong with the file."""
        yield TwoEnds(id="title")
        with Vertical(id="body"):
            yield Static(
                _("Which file has the answers? (Excel, csv, SPSS or ods)"),
                id="asked",
                markup=False,
            )
            yield PathField(self.folder, SURVEY_SUFFIXES)
            with VerticalScroll(id="problems", can_focus=False):
                yield Static(id="problem-list", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Say where the answers will go."""
        self.put_title(_("take in answers"))

    def action_step(self, step: int) -> None:
        """Mark the next or previous file or folder."""
        self.query_one(PathField).step(step)

    def action_complete(self) -> None:
        """Complete what is typed."""
        self.query_one(PathField).complete()

    def action_choose(self) -> None:
        """Open what is marked."""
        self.query_one(PathField).choose()

    def action_scroll_problems(self, lines: int) -> None:
        """Scroll what is wrong with the file."""
        self.query_one("#problems").scroll_relative(y=lines, animate=False)

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - only one kind works here
        """The error was told; another file can be chosen."""
        self._tell("")

    @on(PathField.Chosen)
    def _read(self, message: PathField.Chosen) -> None:
        path = message.path
        self._tell(_("Reading {file}…").format(file=one_line(path.name)))
        project = self.into.project if self.into else None

        def work() -> None:
            from coder.services.import_draft import read_draft

            folder = project.path.parent if project else path.parent
            try:
                self.post_message(Read(read_draft(path, folder, project)))
            except CoderError as error:
                self.post_message(Refused(path, error))

        self.run_worker(work, group="read", thread=True, exclusive=True, exit_on_error=False)

    @on(Read)
    def _go_on(self, message: Read) -> None:
        from coder.tui.screens.wizard_columns import WizardColumnsScreen

        self._tell("")
        if self.is_current:  # not when it was left meanwhile
            self.app.push_screen(WizardColumnsScreen(self.into, message.draft))

    @on(Refused)
    def _show_problems(self, message: Refused) -> None:
        name = one_line(message.file.name)
        head = _("{file} cannot be taken in:").format(file=name)
        self._tell(f"{head}\n{message.error}", wrong=True)

    @on(Input.Changed)
    def _typing(self) -> None:
        self._tell("")

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self.set_class(wrong, "-refused")
        self.query_one("#problem-list", Static).update(text)
        self.query_one("#problems").display = bool(text)
