"""The command palette: everything that keys do on the screen below, and the colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from coder.i18n import _
from coder.tui.keymap import cap
from coder.tui.keys import Key
from coder.tui.themes import CONTRAST, DARK, LIGHT


class CoderCommands(Provider):
    """Finds commands by their name and by what they do."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for title, tooltip, action in self._commands():
            yield DiscoveryHit(title, partial(self._run, action), help=tooltip)

    async def search(self, query: str) -> Hits:
        """The commands that look like what was typed."""
        matcher = self.matcher(query)
        for title, tooltip, action in self._commands():
            score = max(matcher.match(title), 0.6 * matcher.match(tooltip))
            if score > 0:
                shown = matcher.highlight(title)
                yield Hit(score, shown, partial(self._run, action), text=title, help=tooltip)

    def _commands(self) -> Iterator[tuple[str, str, str]]:
        keys: tuple[Key, ...] = getattr(self.screen, "KEYS", ())
        for key in keys:
            if key.palette:
                yield f"{_(key.label)}  ({cap(self.app, key)})", _(key.tooltip), key.action
        names = ((LIGHT, _("light")), (DARK, _("dark")), (CONTRAST, _("high contrast")))
        for theme, name in names:
            title = _("colours: {name}").format(name=name)
            yield title, _("Change the colours of the app."), f"app.use_theme('{theme.name}')"
        backups = _("When this project was copied, and how a copy is put back.")
        yield _("backups"), backups, "app.show_backups"
        yield _("quit"), _("Close coder; all is stored already."), "app.quit"

    async def _run(self, action: str) -> None:
        await self.screen.run_action(action)
