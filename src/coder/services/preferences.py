"""What a user chose in the app, kept in the settings file; comments and other lines there stay."""

from __future__ import annotations

from typing import Any, cast

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from coder.errors import CoderError
from coder.folders import settings_file, state_folder
from coder.i18n import _
from coder.reports.files import write_whole
from coder.settings import Settings

TOUR_SEEN = "tour-seen"


def keep_setting(name: str, value: str | int | bool) -> None:
    """Write one setting in the settings file, which is made when it is not there.

    Raises:
        CoderError: The value cannot be, or the file cannot be read or written; it is as it was.
    """
    settings = _read()
    _check({name: value})
    settings[name] = value
    _write(settings)


def keep_keys(scope: str, action: str, keys: str | None) -> None:
    """Write the keys of one action in the settings file; None: those that it has of itself.

    Raises:
        CoderError: The file cannot be read or written; it is as it was.
    """
    settings = _read()
    every = cast("dict[str, Any]", settings.setdefault("keys", tomlkit.table(is_super_table=True)))
    table = every.setdefault(scope, tomlkit.table())
    if keys is None:
        table.pop(action, None)
        if not table:
            every.pop(scope)
    else:
        table[action] = keys
    _check({"keys": {scope: dict(table)}})
    _write(settings)


def tour_was_seen() -> bool:
    """Was the tour shown on this computer?"""
    return (state_folder() / TOUR_SEEN).exists()


def remember_tour() -> None:
    """Do not show the tour by itself again; silently not when the folder cannot be written."""
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        (state_folder() / TOUR_SEEN).touch()
    except OSError:
        return


def _check(values: dict[str, Any]) -> None:
    try:
        Settings(**values)
    except ValidationError as error:
        why = "; ".join(str(each["msg"]) for each in error.errors(include_url=False))
        names = ", ".join(values)
        message = _("{name} cannot be this: {why}").format(name=names, why=why)
        raise CoderError(message) from error


def _read() -> tomlkit.TOMLDocument:
    path = settings_file()
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        message = _("The settings file cannot be read: {why}").format(why=error)
        raise CoderError(message, _("Mend {file} first.").format(file=path)) from error


def _write(settings: tomlkit.TOMLDocument) -> None:
    path = settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = _("{file} cannot be written: {why}.").format(file=path, why=error.strerror)
        raise CoderError(message) from error
    write_whole(path, tomlkit.dumps(settings).encode())
