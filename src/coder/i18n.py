"""Every text that the app shows goes through `_()`; catalogues live in `coder/locale`.

The language is asked for at the first text, not at import, so that a setting can come first.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

DOMAIN = "coder"
LANGUAGE_VARIABLE = "CODER_LANGUAGE"

_spoken: ContextVar[str] = ContextVar("spoken", default="")


@cache
def _translations(language: str) -> gettext.NullTranslations:
    languages = [language] if language else None  # None: LANGUAGE, LC_ALL, LC_MESSAGES, LANG
    return gettext.translation(DOMAIN, _folder(), languages=languages, fallback=True)


def _folder() -> str:
    return str(files("coder") / "locale")


def N_(message: str) -> str:  # noqa: N802 - the name that extraction looks for
    """Mark a message for the catalogue where it stands as data; `_` translates it when it shows."""
    return message


def _(message: str) -> str:
    """The message in the user's language; itself where there is no translation."""
    return _translations(_language()).gettext(message)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts in this language for a while: a report is in its readers' language, not its maker's.

    Holds for this thread alone.
    """
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _language() -> str:
    return _spoken.get() or os.environ.get(LANGUAGE_VARIABLE, "")


def lend_catalogue() -> None:
    """Give our catalogue to libraries that ask for the process's own, as typer does for help."""
    language = os.environ.get(LANGUAGE_VARIABLE, "")
    if language:
        os.environ["LANGUAGE"] = language  # what such libraries look at
    gettext.bindtextdomain(DOMAIN, _folder())
    gettext.textdomain(DOMAIN)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for `count` things, in the user's language; fill `{count}` yourself."""
    translations = _translations(_language())
    return translations.ngettext(singular, plural, count)
