"""The app: themes, the project in hand, and the way between screens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.command import CommandPalette

from coder.errors import CoderError, DamagedProjectError
from coder.i18n import _, ngettext
from coder.settings import Settings, load_settings
from coder.tui.collecting import uncollected
from coder.tui.commands import CoderCommands
from coder.tui.keymap import cap_named
from coder.tui.pace import Clock
from coder.tui.personal import PersonalApp
from coder.tui.screens.backups import BackupScreen
from coder.tui.screens.base import HEIGHT_CLASSES, WIDTH_CLASSES, CoderScreen
from coder.tui.screens.start import StartScreen
from coder.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from coder.domain.answers import AnswerId
    from coder.services.backups import StoredCopy
    from coder.services.evaluation import Evaluation
    from coder.services.import_codebooks import CodebookChoice
    from coder.services.import_run import DraftOutcome
    from coder.services.model_room import Stamp
    from coder.services.workbench import Workbench
    from coder.tui.screens.agreement import AgreementScreen
    from coder.tui.screens.model import ModelScreen


class CoderApp(PersonalApp):
    """Coding open answers in the terminal.

    Args:
        workbench: The project to open at once; None: the start screen. The app closes it.
        coder_name: Who codes; None: as the settings say.
        settings: The user's settings; None: the workbench's, else as stored.
        clock: Measures the seconds a decision takes.
    """

    TITLE = "coder"
    CSS_PATH = "app.tcss"
    COMMANDS = {CoderCommands}  # noqa: RUF012 - Textual's own way
    HORIZONTAL_BREAKPOINTS = WIDTH_CLASSES
    VERTICAL_BREAKPOINTS = HEIGHT_CLASSES

    def __init__(
        self,
        workbench: Workbench | None = None,
        *,
        coder_name: str | None = None,
        settings: Settings | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        super().__init__(settings or (workbench.settings if workbench else load_settings()))
        self.coder_name = coder_name
        self.clock = clock
        self.workbench = workbench
        self.evaluations: dict[Stamp, Evaluation] = {}

    def on_mount(self) -> None:
        """Show the start screen, and over it the project that was asked for."""
        self.take_settings()
        self.push_screen(StartScreen())
        if self.workbench is not None:
            self.open_first_question()
            self.call_after_refresh(self.look_after, self.workbench)
        self.offer_tour()

    def on_unmount(self) -> None:
        """Close the project."""
        self.use(None)

    def use(self, workbench: Workbench | None) -> None:
        """Take a project in hand, which is backed up, and let go of the one before."""
        if self.workbench is not None:
            self.workbench.close()
        self.workbench = workbench
        if workbench is not None:
            self.call_after_refresh(self.look_after, workbench)

    @work(thread=True, group="backup", exit_on_error=False)
    def look_after(self, workbench: Workbench) -> None:
        """Look through a large project and copy it beside it; a damaged one is not copied.

        Work goes on meanwhile, and when it fails, but not in silence.
        """
        from coder.services.backups import back_up_opened

        try:
            workbench.check_sound()
            back_up_opened(workbench.place)
        except DamagedProjectError as error:
            self.call_from_thread(self._warn_damaged, error)
        except CoderError as error:
            self.call_from_thread(self._warn_unbacked, error)

    def rest(self) -> None:
        """Let the project do what waited for a moment in which nobody types."""
        if self.workbench is not None:
            work = partial(_rest, self.workbench)
            self.run_worker(work, group="rest", thread=True, exit_on_error=False)

    def action_show_backups(self) -> None:
        """Show the backups of the project; one may be put back."""
        from coder.services.backups import known_backups

        if self.workbench is not None and not self.workbench.project.shared:
            path = self.workbench.path
            screen = BackupScreen(path.name, known_backups(path))
            self.push_screen(screen, lambda chosen: self._ask_to_put_back(path, chosen))

    def _ask_to_put_back(self, path: Path, backup: StoredCopy | None) -> None:
        from coder.tui.screens.asking import ConfirmScreen
        from coder.tui.screens.backups import question

        if backup is None:
            return

        def answered(agreed: bool | None) -> None:
            unstored = self._unstored()
            if agreed and unstored is not None:
                unstored.unless_unstored(lambda: self._put_back(path, backup))
            elif agreed:
                self._put_back(path, backup)

        self.push_screen(ConfirmScreen(_("Put a backup back"), question(backup)), answered)

    def _put_back(self, path: Path, backup: StoredCopy) -> None:
        """Leave the project, put the backup in its place, and open that."""
        while not isinstance(self.screen, StartScreen):
            self.pop_screen()
        self.use(None)
        self.screen.put_back(path, backup)

    def _warn_damaged(self, error: CoderError) -> None:
        title = _("This project is damaged")
        self.notify(str(error), title=title, severity="error", timeout=600, markup=False)

    def _warn_unbacked(self, error: CoderError) -> None:
        self.notify(str(error), title=_("No backup was made"), severity="warning", markup=False)

    def open_first_question(self) -> None:
        """Code the first question that is not finished; without any, say how answers come in."""
        assert self.workbench is not None
        if self.workbench.dutch_change:
            title = _("Other Dutch than before")
            sentence = self.workbench.dutch_change.sentence
            self.notify(sentence, title=title, severity="warning", timeout=15, markup=False)
        ready = [asked for asked in self.workbench.questions() if asked.has_codebook]
        unfinished = [asked for asked in ready if asked.coded < asked.answers]
        every = self.workbench.questions()
        for asked in (unfinished or ready or every)[:1]:
            self.open_question(asked.question, asked.wave)
        if not every:
            message = _("This project has no answers to code yet: choose the file that has them.")
            self.notify(message, timeout=10, markup=False)
            self.take_in(self.workbench)

    def take_in(self, into: Workbench | None) -> None:
        """Take in a survey file step by step; None: into a project that is made."""
        from coder.tui.screens.wizard_file import WizardFileScreen

        self.push_screen(WizardFileScreen(into))

    def finish_import(self, outcome: DraftOutcome, opened: Workbench | None) -> None:
        """Leave the steps of an import, and code what came in.

        Args:
            outcome: What the import did.
            opened: The project that it made; None: the one in hand.
        """
        from coder.tui.screens.wizard import WizardStep

        while isinstance(self.screen, WizardStep):
            self.pop_screen()
        if opened is not None:
            self.use(opened)
        answers = sum(taken.answers for taken in outcome.taken)
        text = ngettext("{count} answer is in.", "{count} answers are in.", answers)
        self.notify(text.format(count=answers), markup=False)
        self.open_question(outcome.draft.questions[0].key, outcome.draft.wave)
        self._tell_of_new(outcome.codebooks)

    def _tell_of_new(self, codebooks: Sequence[Path]) -> None:
        """A codebook that was just begun wants codes."""
        from coder.services.codebooks import only_begun

        begun = ", ".join(path.name for path in codebooks if only_begun(path))
        if begun:
            text = _("{files} has no codes of your own yet: {key} adds them.")
            key = cap_named(self, "coding.codebook")
            self.notify(text.format(files=begun, key=key), timeout=15, markup=False)

    def open_question(self, question: str, wave: str, answer: AnswerId | None = None) -> None:
        """Code a question, from an answer on (None: the first that wants a decision).

        Says so when its codebook stands in the way, asks where it has none.
        """
        from coder.tui.screens.coding import CodingScreen

        if self.workbench is None:
            return
        if not self.workbench.project.question(question).codebook_id:
            self._ask_codebook(question, wave)
            return
        try:
            with uncollected():
                session = self.workbench.session(question, wave, last_good=True)
            service = self.workbench.late_suggestions(session)
        except CoderError as error:
            self.notify(str(error), title=_("Not done"), severity="error", markup=False)
            return
        if isinstance(self.screen, CodingScreen):
            self.switch_screen(CodingScreen(session, service, answer))
        else:
            self.push_screen(CodingScreen(session, service, answer))

    def _ask_codebook(self, question: str, wave: str) -> None:
        """Let the user choose what a question without a codebook is coded with."""
        from coder.tui.screens.codebook_choice import CodebookChoiceScreen

        assert self.workbench is not None
        project = self.workbench.project

        def give(choice: CodebookChoice | None) -> None:
            from coder.services.import_codebooks import give_codebook

            if choice is None:
                return
            try:
                give_codebook(project, project.question(question), choice)
            except CoderError as error:
                self.notify(str(error), title=_("Not done"), severity="error", markup=False)
                return
            self.open_question(question, wave)

        self.push_screen(CodebookChoiceScreen(question, project.path.parent), give)

    def hidden(self, question: str, wave: str) -> bool:
        """Would a screen show others' codes to somebody who codes blind? Says so if it would."""
        sample = self.workbench.blind_sample(question, wave) if self.workbench else None
        if sample is None:
            return False
        message = _(
            "You code {question} blind ({done} of {size} answers done): what others decided, and "
            "what was learned from it, stays hidden until `coder sample … --finish`."
        ).format(question=question, done=sample.done, size=sample.size)
        self.notify(message, title=_("Hidden for now"), timeout=10, markup=False)
        return True

    def open_quotes(self, question: str, wave: str) -> None:
        """Show the quotes of a question."""
        from coder.tui.screens.quotes import QuotesScreen

        if self.hidden(question, wave):
            return
        self.push_screen(QuotesScreen(question, wave))

    def open_agreement(self, question: str, wave: str) -> AgreementScreen | None:
        """Compare the coders of a question; None: it stays hidden from who codes blind."""
        from coder.tui.screens.agreement import AgreementScreen

        if self.hidden(question, wave):
            return None
        screen = AgreementScreen(question, wave)
        self.push_screen(screen)
        return screen

    def open_results(self, question: str, wave: str) -> None:
        """Show counts, names and words of a question."""
        from coder.tui.screens.results import ResultsScreen

        if self.hidden(question, wave):
            return
        self.push_screen(ResultsScreen(question, wave))

    def open_model(
        self, question: str, wave: str, go_to: Callable[[int], None] | None = None
    ) -> ModelScreen | None:
        """Show how good the suggestions of a question are; `go_to` shows an answer below.

        None: it stays hidden from who codes blind.
        """
        from coder.tui.screens.model import ModelScreen

        if self.hidden(question, wave):
            return None
        screen = ModelScreen(question, wave, go_to)
        self.push_screen(screen)
        return screen

    def action_command_palette(self) -> None:
        """Find any command by typing."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Find a command…")))

    async def action_quit(self) -> None:
        """Close the app, after a warning when decisions could not be stored."""
        unstored = self._unstored()
        if unstored is None:
            self.exit()
        else:
            unstored.unless_unstored(self.exit)

    def _unstored(self) -> CoderScreen | None:
        """A screen with decisions that could not be stored."""
        screens = (screen for screen in self.screen_stack if isinstance(screen, CoderScreen))
        return next((screen for screen in screens if screen.unstored), None)

    def redraw(self) -> None:
        """Build the screens anew, in the language of now; the answer in hand stays in hand."""
        from coder.tui.screens.coding import CodingScreen
        from coder.tui.screens.settings import SettingsScreen

        below = [screen for screen in self.screen_stack[1:] if type(screen) is not SettingsScreen]
        kinds = [type(screen) for screen in below]
        coding = below[-1] if below else None
        if kinds not in ([StartScreen], [StartScreen, CodingScreen]) or self._unstored():
            self.notify(_("Screens that are open follow when they are opened again."))
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(StartScreen())
        if isinstance(coding, CodingScreen):
            row = coding.desk.row
            self.open_question(coding.session.question.key, coding.session.wave)
            if row is not None and isinstance(self.screen, CodingScreen):
                self.screen.call_after_refresh(self.screen.go_to_answer, row.group.answer_ids[0])
        self.push_screen(SettingsScreen())

    def change_keys(self, wanted: dict[str, dict[str, str]]) -> None:
        """Use other keys from now on."""
        self.settings = self.settings.model_copy(update={"keys": wanted})
        self.use_keys(wanted)
        for screen in self.screen_stack:
            for line in screen.query(KeyLine):
                line.refresh()

    def log_trouble(self, error: BaseException | None) -> None:
        """Write an error that nobody foresaw in the log, and tell so."""
        path = _log(error)
        message = _("Something unforeseen went wrong in the background; all decisions are safe.")
        detail = _("Where is written in {file}.").format(file=path) if path else ""
        self.notify(f"{message} {detail}", severity="error", timeout=12, markup=False)


def _rest(workbench: Workbench) -> None:
    with suppress(CoderError):  # what is stored is safe, and the next key tells
        workbench.rest()


def _log(error: BaseException | None) -> Path | None:
    from coder.services.logs import log_unexpected

    try:
        raise error or RuntimeError  # noqa: TRY301
    except BaseException:  # noqa: BLE001 - the app is an edge; the log asks what is being handled
        return log_unexpected()
