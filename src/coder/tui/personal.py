"""What belongs to the person at the keyboard: settings, colours, language, keys, the tour."""

from __future__ import annotations

import os

from coder.errors import CoderError
from coder.i18n import LANGUAGE_VARIABLE, _
from coder.settings import Settings
from coder.tui.keymap import Keymap, every_table, read_keymap
from coder.tui.keys_first import KeysFirstApp
from coder.tui.themes import DEFAULT, LIGHT, THEMES


class PersonalApp(KeysFirstApp):
    """An app that remembers what its user likes.

    Args:
        settings: The user's settings.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.own_keys = Keymap()
        for theme in THEMES:
            self.register_theme(theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names that our themes add, for themes that lack them."""
        return LIGHT.variables

    def take_settings(self) -> None:
        """Use the colours and the keys of the settings; tell which keys could not be."""
        known = {theme.name for theme in THEMES}
        self.theme = self.settings.theme if self.settings.theme in known else DEFAULT
        self.use_keys(self.settings.keys)

    def use_keys(self, wanted: dict[str, dict[str, str]]) -> None:
        """Use these keys from now on; screens that are open show their caps when drawn anew."""
        self.own_keys = read_keymap(wanted, every_table())
        self.set_keymap(self.own_keys.bindings())
        if self.own_keys.problems:
            title = _("Some keys of your settings could not be used")
            told = "\n".join(self.own_keys.problems)
            self.notify(told, title=title, severity="warning", timeout=20, markup=False)

    def keep(self, name: str, value: str | int | bool) -> bool:
        """Keep a setting for ever and use it now; False: it could not be kept, which was told."""
        from coder.services.preferences import keep_setting

        try:
            keep_setting(name, value)
        except CoderError as error:
            self.notify(str(error), title=_("Not kept"), severity="error", markup=False)
            return False
        self.settings = self.settings.model_copy(update={name: value})
        if name == "language":
            self._speak(str(value))
        return True

    def action_use_theme(self, name: str) -> None:
        """Change the colours, and remember them."""
        self.theme = name
        self.keep("theme", name)

    def action_settings(self) -> None:
        """Show what can be chosen."""
        from coder.tui.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())

    def action_tour(self) -> None:
        """Show what can be done here, in five steps."""
        from coder.tui.screens.tour import TourScreen

        if not isinstance(self.screen, TourScreen):
            self.push_screen(TourScreen())

    def offer_tour(self) -> None:
        """Show the tour to who never saw it."""
        from coder.services.preferences import remember_tour, tour_was_seen

        if self.settings.tour and not tour_was_seen():
            remember_tour()
            self.action_tour()

    def _speak(self, language: str) -> None:
        """Texts are looked up when they show: what is drawn from now on is in this language."""
        if language:
            os.environ[LANGUAGE_VARIABLE] = language
        else:
            os.environ.pop(LANGUAGE_VARIABLE, None)
