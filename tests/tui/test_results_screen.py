"""Figures in the app are those of the results service, and state their base."""

from __future__ import annotations

from typing import Any

from textual.widgets import Static

from coder.services.workbench import Workbench
from coder.tui.figure_views import View
from coder.tui.screens.results import Computed, ResultsScreen
from coder.tui.widgets.figures import Figures


async def code_some(app: Any) -> None:
    await app.press("space", "space", "r")


async def test_counts_show_respondents_percentages_and_their_base(start: Any) -> None:
    async with start() as app:
        await code_some(app)
        assert "4 of 8 respondents coded · % of n = 8 · several codes possible" in app.text
        line = next(line for line in app.text.splitlines() if "Werkdruk" in line)
        assert line.split()[:4] == ["Werkdruk", "3", "38", "3"]


async def test_counts_follow_the_coding(start: Any) -> None:
    async with start() as app:
        await app.press("r", "escape", "space", "r")
        assert "3 of 8 respondents coded" in app.text


async def test_names_show_how_many_are_different_and_named_once(start: Any) -> None:
    async with start() as app:
        await app.press("r", "2")
        assert "n = 8 · 6 different names · 5 named once" in app.text
        first = app.text.splitlines()
        line = next(line for line in first if line.strip().lower().startswith("werkdruk"))
        assert line.split()[1:3] == ["3", "38"]


async def test_words_and_families_have_their_own_views(start: Any) -> None:
    async with start() as app:
        await app.press("r", "4")
        assert "in the words" in app.text
        await app.press("left")
        assert "this codebook has no families" in app.text
        await app.press("tab", "tab")
        assert "mentions" in app.text  # round to the first view


async def test_the_word_cloud_is_written_and_its_path_shown(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("r", "c")
        path = workbench.path.parent / "output" / "wolk_zorgen_2024.png"
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.name in "".join(app.text.split())


async def test_a_cloud_that_cannot_be_written_is_told(start: Any, workbench: Workbench) -> None:
    (workbench.path.parent / "output").write_text("in the way", encoding="utf-8")
    async with start() as app:
        await app.press("r", "c")
        assert app.notices
        assert isinstance(app.app.screen, ResultsScreen)


async def test_figures_of_a_view_that_was_left_are_dropped(start: Any) -> None:
    async with start() as app:
        await app.press("r", "2")
        late = Computed(View.COUNTS, ("zorgen", "2024"), None)  # type: ignore[arg-type]
        app.app.screen.post_message(late)
        await app.settle()
        assert "different names" in str(app.app.screen.query_one("#summary", Static).content)


async def test_a_long_table_scrolls_under_its_heading(
    start: Any, make_project: Any, workbench: Workbench
) -> None:
    names = tuple(f"functie {number:03d}" for number in range(200))
    other = Workbench(
        make_project(names, "lang.coder"), "Anna", workbench.lemmatizer, workbench.settings
    )
    async with start((80, 24), bench=other) as app:
        await app.press("r", "2", "end")
        assert "functie 199" in app.text
        assert "respondents" in app.text
        await app.press("home", "j", "j")
        assert "functie 000" not in app.text
        assert app.app.screen.query_one(Figures).scroll_offset.y == 2
