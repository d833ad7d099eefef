"""The app says it when other Dutch than before makes the lemmas."""

from dataclasses import replace

from tests.tui.conftest import StartApp

from coder.services.dutch import DutchChange
from coder.services.workbench import Workbench


async def test_opening_a_project_tells_that_its_lemmas_change(
    start: StartApp, workbench: Workbench
) -> None:
    change = DutchChange("nl_core_news_md 3.8.0", "coder_nl 1a2b3c4d")
    async with start(bench=replace(workbench, dutch_change=change)) as driver:
        assert "nl_core_news_md 3.8.0" in driver.notices
        assert "coder_nl 1a2b3c4d" in driver.notices


async def test_nothing_is_said_when_nothing_changed(start: StartApp) -> None:
    async with start() as driver:
        assert "Other Dutch" not in driver.notices
