"""The start screen: projects that were open lately, a path, a new project, the demo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option, OptionDoesNotExist
from textual.worker import get_current_worker

from coder import __version__
from coder.domain.locations import Location, location
from coder.errors import CoderError, OutdatedProjectError
from coder.i18n import _, ngettext
from coder.tui.keys import START_KEYS, bindings
from coder.tui.screens.asking import AskScreen
from coder.tui.screens.base import CoderScreen
from coder.tui.text import bar, fitted, joined
from coder.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from coder.services.backups import StoredCopy
    from coder.services.workbench import Workbench

DEMO_FOLDER = "coder-demo"
NAME_WIDTH, BAR_WIDTH = 28, 14  # cells


@dataclass
class Opened(Message):
    """A project is open."""

    workbench: Workbench


@dataclass
class Busy(Message):
    """What a thread is doing, and how far it is."""

    text: str


@dataclass
class Measured(Message):
    """How far a recent project is, in words."""

    place: Location
    progress: Content
    extent: str = ""  # how many questions and waves it has


class StartScreen(CoderScreen):
    """Where the app begins, and where escape leads back to."""

    CSS_PATH = "start.tcss"
    KEYS = START_KEYS
    BINDINGS = bindings(START_KEYS)
    AUTO_FOCUS = "#recent"

    def compose(self) -> ComposeResult:
        """Name, recent projects, what can be done."""
        with Vertical(id="sheet"):
            yield Static(
                Content.assemble(("coder", "bold $primary"), f"  {__version__}"), id="name"
            )
            yield Static(_("Code Dutch open survey answers at the keyboard."), id="purpose")
            yield Static(_("Recent projects"), id="recent-title")
            yield OptionList(id="recent", markup=False)
            yield Static(id="nothing-yet", markup=False)
            yield Static(id="busy", markup=False)
        yield KeyLine(self.KEYS)

    def on_screen_resume(self) -> None:
        """Show the projects as they stand now."""
        from coder.services.recent import recent_projects

        self._busy("")
        recent = self.query_one("#recent", OptionList)
        places = recent_projects()
        recent.clear_options()
        recent.add_options([Option(_project_line(place), id=str(place)) for place in places])
        recent.highlighted = 0 if places else None
        self.set_class(not places, "-none")
        self._measure(places)
        hint = _("None yet. Press d for a demo with answers to practise on, n for a new project.")
        self.query_one("#nothing-yet", Static).update(hint)

    def action_open_highlighted(self) -> None:
        """Open the marked project."""
        recent = self.query_one("#recent", OptionList)
        if recent.highlighted is not None:
            self._open_typed(str(recent.get_option_at_index(recent.highlighted).id))

    def action_open_path(self) -> None:
        """Ask for a project and open it; an address may be typed too."""
        from coder.services.survey_files import PROJECT_SUFFIXES
        from coder.tui.screens.picking import PathScreen

        ask = PathScreen(_("Open a project"), Path.cwd(), PROJECT_SUFFIXES)
        self.app.push_screen(ask, lambda path: self._open_typed(path) if path else None)

    def action_new(self) -> None:
        """Make a project of a survey file."""
        self.coder_app.take_in(None)

    def action_demo(self) -> None:
        """Ask where, and make the demo."""
        ask = AskScreen(_("Demo project"), _("Folder to make it in"), DEMO_FOLDER)
        self.app.push_screen(ask, lambda path: self._demo(_path(path)) if path else None)

    def action_back(self) -> None:
        """There is nothing behind the start screen."""

    def open(self, place: Location) -> None:
        """Open a project in a thread; its first question follows."""
        name = self.coder_app.coder_name

        def work() -> None:
            from coder.bootstrap import open_for_coding

            self.post_message(Opened(open_for_coding(place, name)))

        self._in_thread(work, _("Opening {name}…").format(name=place.name))

    def put_back(self, place: Path, backup: StoredCopy) -> None:
        """Put a backup in the place of a project that was just left, in a thread, and open it."""
        name = self.coder_app.coder_name

        def work() -> None:
            from coder.bootstrap import open_for_coding
            from coder.services.backups import put_back_when_free

            done = put_back_when_free(place, backup)
            self.post_message(Opened(open_for_coding(place, name)))
            if done.kept is not None:
                text = _("As it stood before, it is kept in {file}.").format(file=done.kept.name)
                self.app.notify(text, timeout=12, markup=False)

        self._in_thread(work, _("Putting the backup back…"))

    def worker_failed(self, group: str) -> None:  # noqa: ARG002 - only one kind works here
        """The error was told; the screen is free again."""
        self._busy("")

    @on(OptionList.OptionSelected)
    def _open_selected(self) -> None:
        self.action_open_highlighted()

    @on(Opened)
    def _take(self, message: Opened) -> None:
        self._busy("")
        self.coder_app.use(message.workbench)
        self.coder_app.open_first_question()

    @on(Measured)
    def _show_progress(self, message: Measured) -> None:
        recent = self.query_one("#recent", OptionList)
        try:
            recent.replace_option_prompt(
                str(message.place), _project_line(message.place, message.progress, message.extent)
            )
        except OptionDoesNotExist:  # the list was read anew since
            return

    @on(Busy)
    def _show_busy(self, message: Busy) -> None:
        self._busy(message.text)

    def _open_typed(self, typed: str | Path) -> None:
        try:
            self.open(location(typed))
        except CoderError as error:
            self.tell_error(error)

    def _demo(self, folder: Path) -> None:
        def report(what: str, done: int, total: int) -> None:
            self.post_message(Busy(f"{what}… {done}/{total}"))

        def work() -> None:
            from coder.bootstrap import open_for_coding, open_workbench
            from coder.services.demo import build_demo

            demo = build_demo(folder, open_workbench, report)
            self.post_message(Opened(open_for_coding(demo.project, self.coder_app.coder_name)))

        self._in_thread(work, _("Making the demo…"))

    def _in_thread(self, work: object, busy: str) -> None:
        self._busy(busy)
        self.run_worker(
            work,  # type: ignore[arg-type]
            group="open",
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def _measure(self, places: list[Location]) -> None:
        """Look in a thread how far each project is."""

        def work() -> None:
            worker = get_current_worker()
            for place in places:
                if worker.is_cancelled:
                    return
                self.post_message(_measured(place))

        self.run_worker(work, group="measure", thread=True, exclusive=True, exit_on_error=False)

    def _busy(self, text: str) -> None:
        self.query_one("#busy", Static).update(text)


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()


def _measured(place: Location) -> Measured:
    from coder.services.progress import project_progress

    try:
        so_far = project_progress(place)
    except OutdatedProjectError:
        text = _("of an earlier version: opening updates it")
        return Measured(place, Content.styled(text, "$quiet"))
    except CoderError:  # opening it tells why
        return Measured(place, Content.styled(_("cannot be opened"), "$accent"))
    if not so_far.answers:
        return Measured(place, Content.styled(_("no answers yet"), "$quiet"))
    full, rest = bar(so_far.coded / so_far.answers, BAR_WIDTH)
    told = f"  {so_far.coded}/{so_far.answers}"
    questions = ngettext("{count} question", "{count} questions", so_far.questions)
    waves = ngettext("{count} wave", "{count} waves", so_far.waves)
    extent = joined(questions.format(count=so_far.questions), waves.format(count=so_far.waves))
    return Measured(place, Content.assemble((full, "$primary"), (rest, "$line"), told), extent)


def _project_line(place: Location, progress: Content | None = None, extent: str = "") -> Content:
    if isinstance(place, Path):
        name, where = place.stem, str(place.parent).replace(str(Path.home()), "~", 1)
    else:
        name, where = place.name, str(place)
    shown = Content.styled(fitted(name, NAME_WIDTH), "bold")
    below = joined(extent, where)
    return Content.assemble(shown, "  ", progress or Content(), "\n", (below, "$quiet"))
