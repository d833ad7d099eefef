"""Who gave an answer is one key away: background, all answers with their codes, and back to one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.services.codebooks import attach_codebook
from coder.services.workbench import Workbench
from coder.storage.intake import Intake, IntakeRow
from coder.tui.screens.respondent import RespondentScreen


@pytest.fixture
def two_questions(workbench: Workbench, codebook_file: Path) -> Workbench:
    """A second question that respondents 2 and 4 answered too."""
    rows = [IntakeRow("r2", "het team", ()), IntakeRow("r4", "meer geld", ())]
    workbench.project.take_in(Intake("wens", rows, wave="2024"))
    attach_codebook(workbench.project, "wens", codebook_file)
    return workbench


async def test_a_respondents_answers_show_with_codes_and_enter_goes_to_one(
    start: Any, two_questions: Workbench
) -> None:
    async with start(bench=two_questions) as app:
        await app.press("j", "2", "enter", "k", "R")
        assert isinstance(app.app.screen, RespondentScreen)
        assert "Respondent r2 · 2024" in app.text
        assert "organisatie: gemeente" in app.text
        assert "● " in app.text
        assert "het team" in app.text
        await app.press("end", "enter")
        assert (app.screen.session.question.key, app.answer) == ("wens", "het team")
        await app.press("R", "home", "enter")
        assert app.answer == "bezuinigingen en te weinig collega's"


async def test_each_respondent_of_identical_answers_can_be_seen(start: Any) -> None:
    async with start() as app:
        await app.press("R")
        assert "1 of 3 who said this" in app.text
        await app.press("right")
        assert "Respondent r3" in app.text
        await app.press("escape")
        assert app.answer == "Werkdruk"
