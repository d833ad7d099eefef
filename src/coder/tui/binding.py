"""What a key is: names, keys, what it does, and the table of the settings that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do on a screen.

    Attributes:
        id: Names what the keys do in the user's own settings, under its scope.
        keys: The keys, with commas between, as Textual names them.
        action: The screen's action; `{key}` becomes the key that was pressed.
        label: One or two words for the key line.
        tooltip: One sentence for the help screen and the palette.
        cap: What is written on the keys; translated where it is a word.
        rank: Order in the key line, 1 first; 0 keeps it out of there.
        palette: Does the palette offer it? Not where it makes no sense without the key.
    """

    id: str
    keys: str
    action: str
    label: str
    tooltip: str
    cap: str
    rank: int = 0
    palette: bool = True
    priority: bool = False  # goes before the widget that has the focus
    scope: str = ""  # the table of the user's settings that it stands in: a screen, or "all"

    def binding_id(self, key: str) -> str:
        """Names the binding of one of its keys, so that a keymap can replace it."""
        return f"{self.scope}.{self.id}.{key}"

    def bindings(self) -> Iterator[Binding]:
        """The bindings for Textual, one for each key."""
        for key in self.keys.split(","):
            action = self.action.format(key=key)
            yield Binding(
                key,
                action,
                self.label,
                show=False,
                key_display=self.cap,
                priority=self.priority,
                id=self.binding_id(key) if self.scope else None,
            )


SCOPES: dict[str, tuple[Key, ...]] = {}  # every table that `scoped` made, by its name


def scoped(scope: str, *keys: Key) -> tuple[Key, ...]:
    """Keys that a user finds under this name in the settings; those of another scope keep it."""
    SCOPES[scope] = tuple(key if key.scope else replace(key, scope=scope) for key in keys)
    return SCOPES[scope]


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """The bindings of these keys."""
    return [binding for key in keys for binding in key.bindings()]
