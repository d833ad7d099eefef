"""What holds of a project in a file holds of one on a server: the same tests, made there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.postgres import Server

from coder.domain.locations import Location, nominal_path
from coder.storage.project import Clock, Project, utc_now


@pytest.fixture(autouse=True)
def on_server(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each project file that a test makes or opens is a database."""
    places: dict[Path, Location] = {}
    open_ = Project.open

    with ExitStack() as lent:

        def create(place: Path, clock: Clock = utc_now) -> Project:
            made = lent.enter_context(server.lent())
            places[place] = places[nominal_path(made)] = made
            return open_(made, clock=clock)

        def reopen(place: Path, **how: Any) -> Project:
            return open_(places.get(place, place), **how)

        monkeypatch.setattr(Project, "create", create)
        monkeypatch.setattr(Project, "open", reopen)
        yield
