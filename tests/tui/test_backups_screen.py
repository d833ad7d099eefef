"""The backups of a project are shown in the app."""

from __future__ import annotations

from typing import Any

from coder.services.backups import known_backups
from coder.services.workbench import Workbench
from coder.storage.backups import Why, copy_project
from coder.storage.project import utc_now
from coder.tui.screens.coding import CodingScreen


async def test_the_app_shows_when_backups_were_made_and_why(
    start: Any, workbench: Workbench
) -> None:
    copy_project(workbench.path, Why.BULK, utc_now())
    async with start() as app:
        app.app.action_show_backups()
        await app.press("down")
        assert "before coding in bulk" in app.text
        assert "coder restore test.coder NUMBER" in app.text
        await app.press("escape")
        assert "Backups" not in app.text


async def test_a_backup_is_put_back_in_the_app_and_what_stood_is_kept(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("space")
        copy_project(workbench.path, Why.ASKED, utc_now())
        await app.press("space")
        assert app.screen.session.chosen(1)
        app.app.action_show_backups()
        await app.settle()
        place = [one.why for one in known_backups(workbench.path)].index(Why.ASKED)
        await app.press(*["down"] * place, "enter")
        assert "kept beside it" in " ".join(app.text.split())
        await app.press("y")
        assert isinstance(app.app.screen, CodingScreen)
        session = app.screen.session
        assert session.chosen(0) == {"werkdruk"}
        assert session.chosen(1) == frozenset()
        assert "kept in" in app.notices
