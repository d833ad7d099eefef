"""User settings: TOML in the user's config folder, or the environment.

Nothing is read or made at import: call `load_settings()`.
"""

from __future__ import annotations

import getpass
import os

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from coder.errors import CoderError
from coder.folders import settings_file
from coder.i18n import _


def login_name() -> str:
    """The name under which decisions are stored until the user says otherwise."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no account entry, as in some containers
        return "coder"


class Settings(BaseSettings):
    """What a user may choose; each can be set as `CODER_<NAME>` in the environment too."""

    model_config = SettingsConfigDict(env_prefix="CODER_", extra="ignore")

    coder: str = Field(default_factory=login_name, min_length=1)
    language: str = ""  # interface language: nl, en; empty: as the terminal says
    pipeline: str = ""  # spaCy model to use; empty: the best that is installed
    processes: int = Field(default=0, ge=0)  # for lemmas of many texts; 0: as many as pay
    theme: str = "coder-light"
    smallest_cell: int = Field(default=0, ge=0)  # cross-tables keep back counts of 1 to below this
    quote_least: int = Field(default=3, ge=2)  # respondents that a quote's attribution must fit
    letters: str = "abcdeghiz"  # go by themselves to the codes used last; "": to none
    pace: bool = True  # show the seconds an answer takes, and how long the rest will
    tour: bool = True  # show the tour when the app starts for the first time
    keys: dict[str, dict[str, str]] = Field(default_factory=dict)  # by scope and id: "u,ctrl+z"
    retrain_after: int = Field(default=5, ge=1)  # decisions between two trainings of the model

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env is read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order: what the caller says, the environment, the settings file."""
        toml = TomlConfigSettingsSource(settings_cls, settings_file())
        return init_settings, env_settings, toml


def load_settings() -> Settings:
    """The user's settings.

    Raises:
        CoderError: The settings file or a variable holds a wrong value; names each.
    """
    try:
        settings = Settings()
    except (ValidationError, ValueError) as error:
        where = settings_file()
        raise CoderError(
            _("The settings are not right: {error}").format(error=error),
            _("Mend {file} or the CODER_… variables in the environment.").format(file=where),
        ) from error
    if settings.language:
        os.environ["CODER_LANGUAGE"] = settings.language
    return settings
