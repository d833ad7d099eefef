"""The keys as this user has them: the tables of `keys.py` with what the settings file changes.

In the settings file, by scope and id (both as the screen of keys shows them):

    [keys.coding]
    accept = "a"
    undo = "u,z"
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from textual.keys import Keys, _character_to_key, key_to_character

from coder.i18n import _
from coder.tui.binding import SCOPES, Key

Name = tuple[str, str]  # scope, id
Tables = Mapping[str, Sequence[Key]]
MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "meta", "hyper"})
# Terminals and multiplexers keep these for themselves, or send them as another key.
RESERVED = frozenset(
    {"ctrl+c", "ctrl+v", "ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j", "f11", "ctrl+comma"}
)
_SIGNS = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}
_NAMES = frozenset({*(str(key.value) for key in Keys), *_SIGNS})
_CAPS = {"escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "full_stop": ".",
         "up": "↑", "down": "↓", "left": "←", "right": "→"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys that differ from the tables, and what could not be done.

    Attributes:
        changed: The keys of actions that the user changed, as Textual names them.
        problems: Wishes that could not be met, each in a sentence.
    """

    changed: Mapping[Name, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[str, ...] = ()

    def keys_of(self, key: Key) -> tuple[str, ...]:
        """The keys that do this."""
        return self.changed.get((key.scope, key.id), tuple(key.keys.split(",")))

    def cap(self, key: Key) -> str:
        """What to show as its key."""
        if (key.scope, key.id) not in self.changed:
            return _(key.cap)
        return " ".join(map(_cap, self.keys_of(key))) or "–"

    def bindings(self) -> dict[str, str]:
        """Keys by the id of a binding, as Textual wants them."""
        known = {(key.scope, key.id): key for table in every_table().values() for key in table}
        found: dict[str, str] = {}
        for name, keys in self.changed.items():
            found |= _bindings_of(known[name], keys)
        return found


class Keyed(Protocol):
    """An app with a keymap."""

    own_keys: Keymap


def cap(app: object, key: Key) -> str:
    """What to show as the key, as this user has it."""
    return cast("Keyed", app).own_keys.cap(key) if hasattr(app, "own_keys") else _(key.cap)


def cap_named(app: object, name: str) -> str:
    """What to show as the key of “scope.id”; "" when there is no such action."""
    scope, _dot, action = name.partition(".")
    found = (key for key in every_table().get(scope, ()) if key.id == action)
    return next((cap(app, key) for key in found), "")


def every_table() -> Tables:
    """All tables of keys, also those of screens that were not shown yet."""
    import coder.tui

    for module in pkgutil.iter_modules(coder.tui.__path__):
        if "keys" in module.name:
            import_module(f"coder.tui.{module.name}")
    return SCOPES


def read_keymap(wanted: Mapping[str, Mapping[str, str]], tables: Tables) -> Keymap:
    """The keymap of the settings; a wish that cannot be met leaves the keys as they are.

    Args:
        wanted: Keys with commas between, by scope and id.
        tables: All tables, by scope.
    """
    known = {(key.scope, key.id): key for table in tables.values() for key in table}
    changed: dict[Name, tuple[str, ...]] = {}
    problems: list[str] = []
    for scope, actions in wanted.items():
        for action, typed in actions.items():
            try:
                changed[(scope, action)] = _wish(known, (scope, action), typed)
            except ValueError as error:
                problems.append(f"[keys.{scope}] {action}: {error}")
    while clash := next(_clashes(changed, tables), None):
        name, message = clash
        del changed[name]
        problems.append(f"[keys.{name[0]}] {name[1]}: {message}")
    return Keymap(MappingProxyType(changed), tuple(problems))


def key_name(typed: str) -> str:
    """A key as Textual names it.

    >>> key_name("?"), key_name("Ctrl+Z"), key_name("PageDown")
    ('question_mark', 'ctrl+z', 'pagedown')

    Raises:
        ValueError: There is no such key.
    """
    if len(typed) == 1:
        return _character_to_key(typed)
    *modifiers, base = (
        typed.split("+") if not typed.endswith("++") else [*typed[:-2].split("+"), "+"]
    )
    lowered = [modifier.lower() for modifier in modifiers]
    base = _character_to_key(base) if len(base) == 1 else base.lower()
    name = "+".join([*lowered, base.lower() if lowered else base])
    if not set(lowered) <= MODIFIERS or not (name in _NAMES or base in _NAMES or _is_sign(base)):
        raise ValueError(_("there is no key {key}").format(key=typed))
    if name in RESERVED:
        raise ValueError(_("{key} belongs to the terminal").format(key=typed))
    return name


def _is_sign(base: str) -> bool:
    """Is this the name of a letter or sign, as “slash” and “question_mark” are?"""
    return len(base) == 1 or key_to_character(base) is not None


def _wish(known: Mapping[Name, Key], name: Name, typed: str) -> tuple[str, ...]:
    key = known.get(name)
    if key is None:
        raise ValueError(_("there is no such action"))
    parts = [","] if typed == "," else [part.strip() for part in typed.split(",")]
    keys = tuple(key_name(part) for part in parts if part)
    if "{key}" in key.action and len(keys) > len(key.keys.split(",")):
        most = len(key.keys.split(","))
        raise ValueError(_("at most {count} keys, in their order").format(count=most))
    return keys


def _clashes(changed: Mapping[Name, tuple[str, ...]], tables: Tables) -> Iterator[tuple[Name, str]]:
    """A changed action that shares a key with another on some screen, and how to tell so."""
    now = Keymap(MappingProxyType(dict(changed)))
    for table in tables.values():
        owner: dict[str, Key] = {}
        for key in table:
            for pressed in now.keys_of(key):
                other = owner.setdefault(pressed, key)
                if other is not key:
                    mine, yours = (key, other) if (key.scope, key.id) in changed else (other, key)
                    if (mine.scope, mine.id) in changed:
                        text = _("{key} is “{label}” already").format(
                            key=_cap(pressed), label=_(yours.label)
                        )
                        yield (mine.scope, mine.id), text


def _bindings_of(key: Key, keys: Sequence[str]) -> dict[str, str]:
    """The bindings of one action: its first keys keep their places, what is over goes unreachable.

    An action with `{key}` does something else with each key; the others do the same with all.
    """
    own = key.keys.split(",")
    if "{key}" not in key.action:
        first = {own[0]: ",".join(keys)} if keys else {}
    else:
        first = dict(zip(own, keys, strict=False))
    nowhere = {name: f"nowhere-{key.scope}-{key.id}-{name}" for name in own}
    return {key.binding_id(name): first.get(name) or nowhere[name] for name in own}


def _cap(name: str) -> str:
    if name == "space":
        return _("space")
    if name in _CAPS:
        return _CAPS[name]
    return _SIGNS.get(name) or key_to_character(name) or name
