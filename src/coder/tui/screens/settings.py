"""What a user may choose, with the place of the file that keeps it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.folders import settings_file, state_folder
from coder.i18n import N_, _
from coder.services.survey_files import as_typed
from coder.tui.keys import SETTINGS_KEYS, bindings
from coder.tui.renaming import RENAME, SOMEBODY_NEW, rename_in_hand, rename_question
from coder.tui.screens.asking import AskScreen
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.picking import PickScreen
from coder.tui.text import fitted, one_line
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from coder.settings import Settings

NAME_WIDTH, VALUE_WIDTH = 26, 24  # cells
LONGEST_NAME = 80  # letters of who codes
NOTHING = "-"  # typed where an empty line would be no answer


@dataclass(frozen=True, slots=True)
class Row:
    """A setting: its name in the file, what it is called, what it does, what can be chosen.

    `choices` are a value and its words; none: it is typed. `at_once`: it counts from now on, not
    from the next time that a project is opened.
    """

    name: str
    label: str
    meaning: str
    choices: tuple[tuple[str, str], ...] = ()
    number: bool = False
    at_once: bool = False


ROWS = (
    Row("coder", N_("your name"), N_("Under this name your decisions are stored.")),
    Row("language", N_("language"), N_("Of the screens; reports have their own."),
        (("", N_("as the terminal says")), ("nl", "Nederlands"), ("en", "English")), at_once=True),
    Row("theme", N_("colours"), N_("All three are safe for colour-blind people."),
        (("coder-light", N_("light")), ("coder-dark", N_("dark")),
         ("coder-contrast", N_("high contrast"))), at_once=True),
    Row("pipeline", N_("Dutch"), N_("What makes lemmas: the best there is, or always the same."),
        (("", N_("the best that is installed")), ("coder_nl", N_("the one that ships with coder")),
         ("simplemma", N_("a word list")))),
    Row("letters", N_("letters of their own"),
        N_("Letter keys that codes get by themselves when they are used; - for none.")),
    Row("pace", N_("pace"), N_("The seconds that an answer takes, and how long the rest will."),
        (("True", N_("shown")), ("False", N_("hidden")))),
    Row("retrain_after", N_("learn after"),
        N_("So many decisions between two trainings of the model."), number=True),
    Row("quote_least", N_("people per quote"),
        N_("So many respondents must fit what a quote says about its speaker."), number=True),
    Row("smallest_cell", N_("smallest count"),
        N_("Cross-tables keep back counts below this; 0: none."), number=True),
)  # fmt: skip


class SettingsScreen(CoderScreen):
    """Each setting with its value; enter changes the marked one."""

    CSS_PATH = "settings.tcss"
    KEYS = SETTINGS_KEYS
    BINDINGS = bindings(SETTINGS_KEYS)
    AUTO_FOCUS = "#rows"

    def compose(self) -> ComposeResult:
        """The settings, what the marked one does, where they are kept."""
        yield TwoEnds(id="title")
        yield OptionList(id="rows", markup=False)
        yield Static(id="meaning", markup=False)
        yield Static(id="places", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Show the values."""
        self._draw()
        self.query_one("#rows", OptionList).highlighted = 0

    def action_change(self) -> None:
        """Change the marked setting."""
        index = self.query_one("#rows", OptionList).highlighted or 0
        if index >= len(ROWS):
            self._show_keys()
            return
        row = ROWS[index]
        present = str(getattr(self._settings, row.name))
        if row.choices:
            items = [(value, _(words)) for value, words in row.choices]
            self.app.push_screen(
                PickScreen(_(row.label), items, present, _(row.meaning)),
                lambda value: self._take(row, value),
            )
        else:
            ask = AskScreen(_(row.label), "", present, note=_(row.meaning), longest=LONGEST_NAME)
            self.app.push_screen(ask, lambda value: self._take(row, value))

    def action_back(self) -> None:
        """Go back; screens below are drawn anew when the language changed."""
        self.dismiss()

    @on(OptionList.OptionSelected, "#rows")
    def _clicked(self) -> None:
        self.action_change()

    @on(OptionList.OptionHighlighted, "#rows")
    def _explain(self, message: OptionList.OptionHighlighted) -> None:
        self.query_one("#meaning", Static).update(self._meaning(message.option_index))

    @property
    def _settings(self) -> Settings:
        return self.coder_app.settings

    def _take(self, row: Row, value: str | None) -> None:
        if value is None:
            return
        if row.name == "coder":
            value = " ".join(value.split())  # as a project keeps names
        question = rename_question(self.coder_app, value) if row.name == "coder" else None
        if question is None:
            self._keep(row, value)
        else:
            self.app.push_screen(question, lambda chosen: self._take_name(row, value, chosen))

    def _take_name(self, row: Row, name: str, chosen: str | None) -> None:
        """Another name of who codes: in the project in hand too, or from the next one on."""
        if chosen == RENAME and self.coder_app.keep(row.name, name):
            rename_in_hand(self.coder_app, name)
            self._draw()
        elif chosen == SOMEBODY_NEW:
            self._keep(row, name)

    def _keep(self, row: Row, value: str) -> None:
        if row.number and not value.isdecimal():
            self.tell(_("This must be a whole number."))
            return
        if not self.coder_app.keep(row.name, _typed(row, value)):
            return
        if row.name == "theme":
            self.app.theme = value
        if row.name == "language":
            self.coder_app.redraw()
        elif not row.at_once:
            self.tell(_("Kept; it counts from the next time a project is opened."))
        self._draw()

    def _show_keys(self) -> None:
        from coder.tui.screens.key_table import KeyTableScreen

        self.app.push_screen(KeyTableScreen(), lambda _done: self._draw())

    def _draw(self) -> None:
        self.query_one("#title", TwoEnds).show(Content.styled(_("Settings"), "bold"))
        rows = self.query_one("#rows", OptionList)
        marked = rows.highlighted
        rows.clear_options()
        rows.add_options([Option(line) for line in self._lines()])
        rows.highlighted = marked
        self.query_one("#places", Static).update(_places())
        if marked is not None:
            self.query_one("#meaning", Static).update(self._meaning(marked))

    def _lines(self) -> list[Content]:
        lines = [_line(_(row.label), self._value(row)) for row in ROWS]
        changed = len(self.coder_app.own_keys.changed)
        told = _("{count} changed").format(count=changed) if changed else _("as they come")
        return [*lines, _line(_("own keys"), told)]

    def _value(self, row: Row) -> str:
        value = str(getattr(self._settings, row.name))
        words = dict(row.choices)
        return _(words[value]) if words.get(value) else value

    def _meaning(self, index: int) -> str:
        if index >= len(ROWS):
            return _("Every key can be another one.")
        row = ROWS[index]
        variable = f"CODER_{row.name.upper()}"
        if row.name == "language" or not os.environ.get(variable):
            return _(row.meaning)
        text = _("{variable} in the environment outranks what is kept here.")
        return f"{_(row.meaning)} {text.format(variable=variable)}"


def _typed(row: Row, value: str) -> str | int | bool:
    """What was chosen, as the settings have it."""
    if row.number:
        return int(value)
    if value in {"True", "False"}:
        return value == "True"
    return "" if value == NOTHING else value


def _line(label: str, value: str) -> Content:
    return Content.assemble(fitted(label, NAME_WIDTH), (one_line(value), "bold $primary"))


def _places() -> Content:
    log = state_folder() / "coder.log"
    lines = [(_("kept in"), settings_file()), (_("log for trouble"), log)]
    told = [
        Content.assemble((fitted(name, NAME_WIDTH), "$quiet"), as_typed(path))
        for name, path in lines
    ]
    told.append(Content.styled(_("The log never holds answers."), "$quiet"))
    return Content("\n").join(told)
