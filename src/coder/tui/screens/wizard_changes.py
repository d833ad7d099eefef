"""What can be changed about a survey file before it is taken in: each asks one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from coder.i18n import _
from coder.services.import_codebooks import CodebookKind, guess_codebook
from coder.tui import import_views
from coder.tui.screens.asking import AskScreen
from coder.tui.screens.codebook_choice import CodebookChoiceScreen
from coder.tui.screens.dialog import Dialog
from coder.tui.screens.picking import PickScreen
from coder.tui.screens.wizard import WizardStep
from coder.tui.text import one_line

if TYPE_CHECKING:
    from coder.services.import_codebooks import CodebookChoice
    from coder.services.import_draft import ImportDraft, QuestionDraft
    from coder.services.workbench import Workbench

FOUND_OUT = "auto"  # no encoding and no separator is called so
SEPARATORS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "cp1252", "iso-8859-15", "utf-16", "mac-roman")
ROWS = 20  # of the file that are shown
CELL_WIDTH = 22  # cells
_LONGEST_KEY, _LONGEST_TEXT = 64, 1_000  # letters


@dataclass
class ReadAgain(Message):
    """The same file, read in another way."""

    draft: ImportDraft


class RowsScreen(Dialog[None]):
    """Shows the first rows of the file as they were read."""

    CSS_PATH = "wizard.tcss"

    def __init__(self, draft: ImportDraft) -> None:
        super().__init__()
        self._draft = draft

    def compose(self) -> ComposeResult:
        """The rows, which scroll to all sides."""
        with Vertical(classes="dialog", id="rows"):
            yield Static(_("The first rows of the file"), classes="dialog-title")
            with VerticalScroll():
                rows = import_views.rows_text(self._draft, ROWS, CELL_WIDTH)
                yield Static(rows, id="cells", markup=False)
            foot = _("↑ ↓ ← → scroll   esc close")
            yield Static(foot, classes="dialog-foot", markup=False)


class ColumnChanges(WizardStep):
    """The questions that the step about columns asks; each answer gives another draft."""

    def __init__(self, into: Workbench | None, draft: ImportDraft) -> None:
        super().__init__(into)
        self.draft = draft

    @property
    def column(self) -> str:
        """The column in hand."""
        raise NotImplementedError

    def put(self, draft: ImportDraft) -> None:
        """Go on with this draft."""
        raise NotImplementedError

    def action_key(self) -> None:
        """Ask for the short name of the question."""
        asked = self._asked()
        if asked is None:
            return
        known = [question.key for question in self.into.project.questions()] if self.into else []
        note = _("In the project are: {names}").format(names=", ".join(known)) if known else ""
        self._ask(
            AskScreen(
                _("Short name of the question"),
                _("letters, digits and _"),
                asked.key,
                note=note,
                longest=_LONGEST_KEY,
            ),
            lambda key: self._rename(asked, key),
        )

    def action_text(self) -> None:
        """Ask for the words of the question."""
        asked = self._asked()
        if asked is not None:
            self._ask(
                AskScreen(
                    _("The question as it was asked"),
                    _("for instance: what worries you?"),
                    asked.text,
                    longest=_LONGEST_TEXT,
                ),
                lambda text: self.put(self.draft.changed(asked.column, text=text)),
            )

    def action_codebook(self) -> None:
        """Choose the codebook of the question."""
        asked = self._asked()
        if asked is None:
            return
        kept = self._guessed(asked, asked.key)
        first = (kept,) if kept.kind is CodebookKind.KEPT else ()
        ask = CodebookChoiceScreen(asked.key, self.draft.folder, first, asked.codebook)

        def answered(choice: CodebookChoice | None) -> None:
            if choice is not None:
                self.put(self.draft.changed(asked.column, codebook=choice))

        self.app.push_screen(ask, answered)

    def action_wave(self) -> None:
        """Ask for the wave of the survey."""
        known = self.into.project.waves() if self.into else []
        note = _("In the project are: {names}").format(names=", ".join(known)) if known else ""
        title, hint = _("Wave of the survey"), _("for instance: 2024")
        ask = AskScreen(title, hint, self.draft.wave, note=note, longest=_LONGEST_KEY)
        self._ask(ask, lambda wave: self.put(replace(self.draft, wave=wave)))

    def action_missing(self) -> None:
        """Ask for words that mean "no answer" in this file."""
        ask = AskScreen(
            _("Words that mean “no answer” here"),
            _("with commas between, for instance: nvt, geen antwoord"),
            ", ".join(self.draft.missing),
            note=_("Empty cells, NA and -99 count as no answer already. A - takes the words off."),
            longest=_LONGEST_TEXT,
        )

        def take(typed: str) -> None:
            words = tuple(dict.fromkeys(w for part in typed.split(",") if (w := part.strip())))
            self.put(replace(self.draft, missing=() if words == ("-",) else words))

        self._ask(ask, take)

    def action_sheet(self) -> None:
        """Choose another sheet of the workbook."""
        sheets = self.draft.sheets
        if len(sheets) < 2:
            self.tell(_("This file has one sheet only."))
            return
        items = [(str(n), one_line(name)) for n, name in enumerate(sheets)]
        present = str(sheets.index(self.draft.table.sheet))
        pick = PickScreen(_("Sheet"), items, present)
        self._ask(pick, lambda n: self._read_again(sheet=sheets[int(n)]))

    def action_encoding(self) -> None:
        """Choose how the letters of a csv file are stored."""
        if not self.draft.table.encoding:
            self.tell(_("Only a csv file can be read in another encoding."))
            return
        names = [(name, import_views.ENCODINGS.get(name, name.upper())) for name in ENCODINGS]
        items = [(FOUND_OUT, _("find out")), *names]
        pick = PickScreen(
            _("Encoding"), items, self.draft.encoding or FOUND_OUT,
            _("Another one may help when é or € look wrong."),
        )  # fmt: skip
        self._ask(pick, lambda name: self._read_again(encoding=name))

    def action_separator(self) -> None:
        """Choose what stands between the cells of a csv file."""
        if not self.draft.table.encoding:
            self.tell(_("Only a csv file has a separator."))
            return
        signs = [(sign, import_views.separator(sign)) for sign in SEPARATORS]
        items = [(FOUND_OUT, _("find out")), *signs]
        pick = PickScreen(_("Separator"), items, self.draft.separator or FOUND_OUT)
        self._ask(pick, lambda sign: self._read_again(separator=sign))

    def action_rows(self) -> None:
        """Show the first rows of the file."""
        self.app.push_screen(RowsScreen(self.draft))

    def _ask(self, dialog: Dialog[str], take: Callable[[str], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                take(answer)

        self.app.push_screen(dialog, answered)

    def _asked(self) -> QuestionDraft | None:
        asked = self.draft.question_of(self.column)
        if asked is None:
            self.tell(_("This column is no question: q makes it one."))
        return asked

    def _guessed(self, asked: QuestionDraft, key: str) -> CodebookChoice:
        known = self.into.project.questions() if self.into else ()
        return guess_codebook(key, self.draft.folder, tuple(known), asked.text)

    def _rename(self, asked: QuestionDraft, key: str) -> None:
        """A codebook that was guessed from the old name is guessed anew."""
        changes: dict[str, object] = {"key": key}
        if asked.codebook == self._guessed(asked, asked.key):
            changes["codebook"] = self._guessed(asked, key)
        self.put(self.draft.changed(asked.column, **changes))

    def _read_again(self, **change: str) -> None:
        """Read the file with another sheet, encoding or separator; the roles are guessed anew."""
        before = self.draft
        how = {
            "sheet": before.table.sheet if before.table.sheet_chosen else None,
            "encoding": before.encoding,
            "separator": before.separator,
            **{name: None if value == FOUND_OUT else value for name, value in change.items()},
        }
        project = self.into.project if self.into else None

        def work() -> None:
            from coder.services.import_draft import read_draft

            draft = read_draft(before.file, before.folder, project, **how)
            kept = replace(draft, wave=before.wave, missing=before.missing)
            self.post_message(ReadAgain(kept))

        self.tell(_("Reading {file}…").format(file=one_line(before.file.name)))
        self.run_worker(work, group="read", thread=True, exclusive=True, exit_on_error=False)
