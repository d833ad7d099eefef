"""Where settings, recent projects and the log live. No folder is made before it is written to."""

from __future__ import annotations

import tomllib
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("coder", appauthor=False)


def config_folder() -> Path:
    """The folder of the settings file."""
    return Path(_DIRS.user_config_dir)


def state_folder() -> Path:
    """The folder of the recent projects and the log."""
    return Path(_DIRS.user_state_dir)


def settings_file() -> Path:
    """The user's settings, when there are any."""
    return config_folder() / "settings.toml"


def preferred_language() -> str:
    """The interface language in the settings file, "" when it says nothing.

    Read without the settings' own machinery (0.4 s), as help texts need it.
    """
    try:
        settings = tomllib.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):  # `load_settings` reports what is wrong with the file
        return ""
    language = settings.get("language", "")
    return language if isinstance(language, str) else ""
