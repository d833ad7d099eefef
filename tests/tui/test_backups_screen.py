"""The backups of a project are shown in the app."""

from __future__ import annotations

from typing import Any

from coder.services.workbench import Workbench
from coder.storage.backups import Why, copy_project
from coder.storage.project import utc_now


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
