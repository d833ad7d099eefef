"""Builds a workbench: project, coder, the Dutch that is installed, and settings."""

from __future__ import annotations

import time
from warnings import warn

from coder.domain.locations import Location
from coder.domain.tokens import Lemmatizer
from coder.errors import CoderWarning, ProjectLockedError, StorageFullError
from coder.language.pipeline import choose_lemmatizer
from coder.services.dutch import accept_dutch
from coder.services.recent import remember_project
from coder.services.workbench import Workbench
from coder.settings import Settings, load_settings
from coder.storage.engine import BUSY_SECONDS
from coder.storage.project import Project

KEY_BUSY_SECONDS = 0.5
OPEN_BUSY_SECONDS = 15.0
CHECKED_AT_ONCE = 16_000_000  # bytes, some 10,000 answers: 0.2 s; more: while work goes on


def open_workbench(  # noqa: PLR0913 - every part of a workbench can be chosen
    place: Location,
    coder_name: str | None = None,
    *,
    read_only: bool = False,
    settings: Settings | None = None,
    lemmatizer: Lemmatizer | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> Workbench:
    """Open a project to work in; warns once when other Dutch than before makes its lemmas.

    Args:
        coder_name: Who codes; None: as the settings say, else the login name.
        lemmatizer: Other Dutch than the settings choose; for tests and notebooks.
        busy_seconds: How long to wait for another program that writes to the project.

    Raises:
        ProjectError: The project cannot be opened; says why and what to do.
        CoderError: The settings are not right.
    """
    workbench = _opened(
        place,
        coder_name,
        read_only=read_only,
        settings=settings,
        lemmatizer=lemmatizer,
        busy_seconds=busy_seconds,
    )
    if workbench.dutch_change:
        warn(workbench.dutch_change.sentence, CoderWarning, stacklevel=2)
    return workbench


def _opened(  # noqa: PLR0913 - see `open_workbench`
    place: Location,
    coder_name: str | None,
    *,
    read_only: bool = False,
    settings: Settings | None = None,
    lemmatizer: Lemmatizer | None = None,
    busy_seconds: float,
    check_up_to: int | None = None,
) -> Workbench:
    settings = settings or load_settings()
    project = Project.open(
        place, read_only=read_only, busy_seconds=busy_seconds, check_up_to=check_up_to
    )
    try:
        dutch = lemmatizer or choose_lemmatizer(settings.pipeline)
        change = None if read_only else accept_dutch(project, dutch)
        name = coder_name or settings.coder
        workbench = Workbench(project, name, dutch, settings, change)
    except BaseException:
        project.close()
        raise
    remember_project(place)
    return workbench


def open_for_coding(place: Location, coder_name: str | None = None) -> Workbench:
    """Open a project for the app: a key never waits long for another program, opening does.

    A decision that meets a lock is kept by the app and stored with the next one. The app itself
    tells when other Dutch than before makes the lemmas, and looks a large file through while work
    goes on (`Workbench.check_sound`).

    Raises:
        ProjectError: The project cannot be opened.
    """
    give_up = time.monotonic() + OPEN_BUSY_SECONDS
    while True:
        try:
            return _opened(
                place, coder_name, busy_seconds=KEY_BUSY_SECONDS, check_up_to=CHECKED_AT_ONCE
            )
        except ProjectLockedError:  # another program imports, or codes in bulk
            if time.monotonic() >= give_up:
                raise


def open_for_figures(place: Location, *, keeps_lemmas: bool) -> Workbench:
    """Open a project to count in, also while another program writes or the disk is read-only.

    Args:
        keeps_lemmas: Lemmas will be needed: keep them in the project where it can be written to.

    Raises:
        ProjectError: The project cannot be opened.
    """
    if keeps_lemmas:
        try:
            return open_workbench(place)
        except (ProjectLockedError, StorageFullError):
            pass
    return open_workbench(place, read_only=True)
