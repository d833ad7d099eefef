"""Whatever is typed in an answer or pasted in a field is text; nothing of it is lost or obeyed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.widgets import Input

from coder.services.workbench import Workbench
from coder.storage.project import Project

ODD = (
    "kleur [red]rood[/red] [bold",
    "\x1b[31mgevaar\x1b[0m \x07 bel \x00 nul",
    "\u202eomgekeerd\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e9\u05dc\u05d5\u05dd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 gezin \U0001f600 \ufe0f klaar",
    "tab\thier en\u0085daar\u2028lijn",
    "lang " * 10_000,
)


@pytest.fixture
def odd(make_project: Any, workbench: Workbench) -> Workbench:
    """A project of such answers."""
    project = make_project(ODD, "raar.coder")
    return Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_odd_answers_are_shown_as_text_and_can_be_coded(
    start: Any, odd: Workbench, size: tuple[int, int]
) -> None:
    async with start(size, bench=odd) as app:
        assert "kleur [red]rood[/red] [bold" in app.text
        for row in range(len(ODD)):
            shown = app.text
            assert not any(letter < " " and letter != "\n" for letter in shown)
            assert not any(letter in "\u202a\u202b\u202c\u202d\u202e" for letter in shown)
            await app.press("slash", *"werkdruk", "enter", "enter")
            assert app.screen.session.rows[row].marks.codes == {"werkdruk"}
    with Project.open(odd.path, read_only=True) as reader:
        assert [answer.text for answer in reader.answers("zorgen")] == list(ODD)
        assert len(reader.codings("zorgen")) == len(ODD)


async def test_a_window_of_20_by_5_and_back_loses_nothing(start: Any) -> None:
    async with start((160, 48)) as app:
        await app.press("space")
        await app.resize(20, 5)
        await app.press("1", "enter", "f", "escape", "question_mark", "escape")
        await app.resize(160, 48)
        assert app.answer in app.text
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}


@pytest.mark.parametrize("key", ["f", "slash"])
async def test_a_megabyte_pasted_in_a_field_is_taken_or_refused_calmly(
    start: Any, key: str
) -> None:
    async with start() as app:
        await app.press(key)
        field = app.app.screen.query_one(Input)
        field.post_message(Paste("werkdruk [red] \x1b[31m " * 50_000))
        await app.settle()
        await app.press("escape")
        assert app.answer == "Werkdruk"


async def test_a_project_that_vanishes_is_told_and_what_was_decided_waits_or_is_stored(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("space")
        hidden = workbench.path.with_name("weg.coder")
        for suffix in ("", "-wal", "-shm"):
            there = Path(f"{workbench.path}{suffix}")
            if there.exists():
                there.rename(f"{hidden}{suffix}")
        await app.press("space")
        assert app.screen.session.rows[1].marks.codes or app.screen.unstored
        assert app.answer  # the app lives on
    with Project.open(hidden, read_only=True) as reader:
        assert len(reader.codings("zorgen")) >= 3


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write to what is read-only")
async def test_a_project_made_read_only_is_told(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        workbench.path.chmod(0o400)
        await app.press("space")
        assert app.screen.session.rows[0].marks.codes or app.screen.unstored
        workbench.path.chmod(0o600)
