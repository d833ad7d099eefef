"""Several coders at once, each a program of their own: every decision is there, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.benchmarks.four_coders import make_project, run
from tests.postgres import Server


@pytest.fixture
def on_server() -> None:
    """Projects are made and opened as they are: these tests name places themselves."""


@pytest.mark.parametrize("kind", ["file", "server"])
def test_what_several_coders_decide_at_once_is_all_there_once(
    kind: str, tmp_path: Path, codebook_file: Path, request: pytest.FixtureRequest
) -> None:
    place = tmp_path / "at_once.coder"
    if kind == "server":
        server: Server = request.getfixturevalue("server")
        place = server.database()  # type: ignore[assignment]
    make_project(place, 60, codebook_file)
    outcome = run(place, 2, 60, tmp_path)
    assert outcome.right, outcome
    assert (outcome.confirmed, outcome.stored, outcome.standing) == (120, 120, 120)
    assert max(coder.seen_of_others for coder in outcome.coders) <= 60
