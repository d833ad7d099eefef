"""A changed name in the settings: another name in the project in hand, or somebody new."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from textual.widgets import Input

from coder.folders import settings_file
from coder.services.workbench import Workbench
from coder.tui.screens.settings import SettingsScreen

SMALL = (80, 24)


def stored() -> dict[str, Any]:
    return tomllib.loads(settings_file().read_text(encoding="utf-8"))


def names(workbench: Workbench) -> list[str]:
    return [coder.name for coder in workbench.project.coders()]


async def give(app: Any, name: str) -> None:
    """Types another name in the settings."""
    await app.press("f2", "enter")
    app.app.screen.query_one(Input).value = name
    await app.press("enter")


async def test_who_coded_may_be_renamed_in_the_project_in_hand(
    start: Any, workbench: Workbench
) -> None:
    async with start(SMALL) as app:
        await app.press("space", "j")
        await give(app, "Anna  B.")
        assert "Rename Anna to Anna B. in this project?" in app.text
        await app.press("enter")
        assert isinstance(app.app.screen, SettingsScreen)
        await app.press("escape")
        assert "Anna B." in app.text
        assert app.answer == "geen"
        await app.press("space", "H")
        assert app.text.count("Anna B.") >= 2
        assert "Anna " not in app.text.replace("Anna B.", "")
        assert names(workbench) == ["Anna B."]
        assert len(workbench.project.history(9)) == 2
    assert stored() == {"coder": "Anna B."}


@pytest.mark.parametrize(
    ("keys", "kept"), [(("down", "enter"), {"coder": "Bas"}), (("escape",), None)]
)
async def test_a_no_renames_nobody_and_escape_keeps_the_name_that_was(
    start: Any, workbench: Workbench, keys: tuple[str, ...], kept: dict[str, str] | None
) -> None:
    async with start(SMALL) as app:
        await app.press("space")
        await give(app, "Bas")
        await app.press(*keys)
        assert isinstance(app.app.screen, SettingsScreen)
        assert ("counts from the next time" in app.text) == (kept is not None)
        assert names(workbench) == ["Anna"]
    assert (stored() if settings_file().exists() else None) == kept


async def test_the_name_of_another_coder_is_taken_without_a_question(
    start: Any, workbench: Workbench
) -> None:
    workbench.project.coder("Bas")
    async with start(SMALL) as app:
        await app.press("space")
        await give(app, "Bas")
        assert "counts from the next time" in app.text
        assert sorted(names(workbench)) == ["Anna", "Bas"]
    assert stored() == {"coder": "Bas"}


async def test_a_name_that_was_taken_meanwhile_is_told(start: Any, workbench: Workbench) -> None:
    async with start(SMALL) as app:
        await app.press("space")
        await give(app, "Bas")
        workbench.project.coder("Bas")
        await app.press("enter")
        assert "Bas is the name of another coder" in app.notices
        assert sorted(names(workbench)) == ["Anna", "Bas"]
