"""Answers that differ in their spelling only are one line, opened with one key."""

from __future__ import annotations

from typing import Any

import pytest

from coder.services.workbench import Workbench

ANSWERS = ("Bezuinigingen", "mijn knie", "bezuinigngen", "bezuinigingen", "te druk", "tedruk")


@pytest.fixture
def typed(make_project: Any, workbench: Workbench) -> Workbench:
    project = make_project(ANSWERS, "getypt.coder")
    return Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)


async def test_a_line_of_spellings_is_coded_in_one_key_and_undone_in_one(
    start: Any, typed: Workbench
) -> None:
    async with start(bench=typed) as app:
        assert app.screen.desk.shown == [0, 1, 3]
        assert "≈3" in app.text
        assert "3 answers in 2 spellings" in app.text
        await app.press("space")
        rows = app.screen.session.rows
        assert [row.marks.codes for row in rows[:3:2]] == [{"bezuinigingen"}] * 2
        assert app.answer == "mijn knie"
        await app.press("u")
        assert [row.marks.codes for row in rows[:3:2]] == [frozenset()] * 2


async def test_a_spelling_is_taken_out_by_key_and_put_back_by_undo(
    start: Any, typed: Workbench
) -> None:
    async with start(bench=typed) as app:
        await app.press("v", "down", "x")
        assert "taken out" in app.text
        await app.press("v")
        assert app.screen.desk.shown == [0, 2, 1, 3]  # beside where it stood
        assert app.answer == "Bezuinigingen"
        await app.press("u")
        assert app.screen.desk.shown == [0, 1, 3]
        await app.press("v", "down", "x", "v", "H", "enter", "y", "escape")  # from the history
        assert app.screen.desk.shown == [0, 1, 3]
        await app.press("j", "v")
        assert "Nobody typed this answer in another way" in app.text
