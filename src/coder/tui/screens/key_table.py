"""Every key of every screen; each can be another one."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.errors import CoderError
from coder.i18n import _
from coder.tui.keymap import cap, every_table, read_keymap
from coder.tui.keys import KEY_TABLE_KEYS, Key, bindings
from coder.tui.screens.asking import AskScreen
from coder.tui.screens.base import CoderScreen
from coder.tui.text import fitted
from coder.tui.widgets.key_line import KeyLine
from coder.tui.widgets.two_ends import TwoEnds

FIRST = ("all", "back", "coding")  # what most want to change
NAME_WIDTH, CAP_WIDTH = 30, 16  # cells


class KeyTableScreen(CoderScreen):
    """All keys with the name by which the settings file knows them; enter changes one."""

    CSS_PATH = "settings.tcss"
    KEYS = KEY_TABLE_KEYS
    BINDINGS = bindings(KEY_TABLE_KEYS)
    AUTO_FOCUS = "#rows"

    def __init__(self) -> None:
        super().__init__()
        own = [key for scope, table in every_table().items() for key in table if key.scope == scope]
        self._keys: list[Key] = own

    def compose(self) -> ComposeResult:
        """The keys, and how they stand in the settings file."""
        yield TwoEnds(id="title")
        yield OptionList(id="rows", markup=False)
        yield Static(id="meaning", markup=False)
        yield KeyLine(self.KEYS)

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one("#title", TwoEnds).show(
            Content.assemble((_("Keys"), "bold"), ("  " + _("of all screens"), "$quiet"))
        )
        self._draw()
        self.query_one("#rows", OptionList).highlighted = 0

    def action_change(self) -> None:
        """Ask for other keys for the marked action."""
        key = self._marked()
        now = ",".join(self.coder_app.own_keys.keys_of(key))
        ask = AskScreen(
            _(key.label), _("for instance: u,ctrl+z"), now,
            note=_("Several keys with commas between; a word for a key that has no letter."),
        )  # fmt: skip
        self.app.push_screen(ask, lambda typed: self._take(key, typed))

    def action_restore(self) -> None:
        """Give the marked action its own keys again."""
        self._keep(self._marked(), None)

    @on(OptionList.OptionSelected, "#rows")
    def _clicked(self) -> None:
        self.action_change()

    @on(OptionList.OptionHighlighted, "#rows")
    def _explain(self, message: OptionList.OptionHighlighted) -> None:
        key = self._keys[message.option_index]
        written = (
            f'[keys.{key.scope}] {key.id} = "{",".join(self.coder_app.own_keys.keys_of(key))}"'
        )
        told = Content.assemble(_(key.tooltip), "\n", (written, "$quiet"))
        self.query_one("#meaning", Static).update(told)

    def _marked(self) -> Key:
        return self._keys[self.query_one("#rows", OptionList).highlighted or 0]

    def _take(self, key: Key, typed: str | None) -> None:
        """Keep the keys when nothing else on a screen has them."""
        if typed is None:
            return
        wanted = self._wanted(key, typed)
        before = set(read_keymap(self.coder_app.settings.keys, every_table()).problems)
        wrong = [told for told in read_keymap(wanted, every_table()).problems if told not in before]
        if wrong:
            error = CoderError("\n".join(wrong), _("The keys stay as they are."))
            self.tell_error(error)
            return
        self._keep(key, typed)

    def _wanted(self, key: Key, typed: str | None) -> dict[str, dict[str, str]]:
        wanted = {scope: dict(keys) for scope, keys in self.coder_app.settings.keys.items()}
        table = wanted.setdefault(key.scope, {})
        if typed is None:
            table.pop(key.id, None)
        else:
            table[key.id] = typed
        return wanted

    def _keep(self, key: Key, typed: str | None) -> None:
        from coder.services.preferences import keep_keys

        try:
            keep_keys(key.scope, key.id, typed)
        except CoderError as error:
            self.tell_error(error)
            return
        self.coder_app.change_keys(self._wanted(key, typed))
        self._draw()
        self.tell(_("Kept."))

    def _draw(self) -> None:
        rows = self.query_one("#rows", OptionList)
        marked = rows.highlighted
        rows.clear_options()
        rows.add_options([Option(self._line(key)) for key in self._keys])
        rows.highlighted = marked

    def _line(self, key: Key) -> Content:
        changed = (key.scope, key.id) in self.coder_app.own_keys.changed
        return Content.assemble(
            (fitted(cap(self.app, key), CAP_WIDTH), "bold $accent" if changed else "bold $primary"),
            fitted(_(key.label), NAME_WIDTH),
            (f"{key.scope}.{key.id}", "$quiet"),
        )
