"""Another question or wave with one key; the answer to the clipboard."""

from __future__ import annotations

from typing import Any

from coder.services.codebooks import attach_codebook
from coder.services.workbench import Workbench
from coder.storage.intake import Intake, IntakeRow


def place(app: Any) -> tuple[str, str]:
    return app.screen.session.question.key, app.screen.session.wave


async def test_questions_and_waves_are_one_key_away(
    start: Any, workbench: Workbench, codebook_file: Any
) -> None:
    project = workbench.project
    project.take_in(Intake("zorgen", [IntakeRow("a", "te druk")], wave="2020"))
    project.take_in(Intake("wensen", [IntakeRow("r1", "meer tijd")], wave="2024"))
    attach_codebook(project, "wensen", codebook_file)
    async with start() as app:
        assert place(app) == ("zorgen", "2024")
        await app.press("w")
        assert place(app) == ("zorgen", "2020")
        await app.press("greater_than_sign")
        assert place(app) == ("wensen", "2024")
        await app.press("w")
        assert "no other wave" in app.text
        await app.press("less_than_sign")
        assert place(app) == ("zorgen", "2024")


async def test_the_answer_goes_to_the_clipboard_to_the_letter(start: Any) -> None:
    async with start() as app:
        await app.press("j", "y")
        assert app.app.clipboard == "bezuinigingen en te weinig collega's"
        await app.press("greater_than_sign")
        assert "no other question" in app.text
