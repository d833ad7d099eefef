"""The filter as a line: typed, completed, counted, kept; and a batch over what it shows."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input


async def paused(app: Any) -> None:
    await app.pilot.pause(0.15)
    await app.settle()


async def test_the_line_counts_while_it_is_typed(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"werkdruk")
        await paused(app)
        assert "3 answers found · 1 different" in app.text
        await app.press("enter")
        assert "werkdruk" in app.text
        assert len(app.screen.desk.shown) == 1


async def test_tab_completes_fields_and_values(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"org", "tab", *"gem", "tab", *"code:pers", "tab")
        line = app.app.screen.query_one(Input)
        assert line.value == "organisatie:gemeente code:personeel "
        await app.press("escape")
        assert len(app.screen.desk.shown) == 6


async def test_a_mistake_says_where_and_changes_nothing(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"code:werkdrug", "enter")
        assert "character 6" in app.text
        assert "Did you mean werkdruk?" in app.text
        await app.press("escape")
        assert len(app.screen.desk.shown) == 6


async def test_the_filter_in_force_can_be_typed_on(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"geld", "enter", "f")
        assert app.app.screen.query_one(Input).value == "geld"
        await app.press("ctrl+r")
        assert len(app.screen.desk.shown) == 6


async def test_a_kept_filter_is_offered_first_and_can_be_forgotten(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"geld", "ctrl+s", "escape", "f", "tab")
        line = app.app.screen.query_one(Input)
        assert line.value == "geld"
        await app.press("ctrl+s", "escape", "f", "tab")
        assert app.app.screen.query_one(Input).value != "geld"


async def test_a_paste_of_a_megabyte_does_no_harm(start: Any) -> None:
    async with start() as app:
        await app.press("f")
        app.app.screen.query_one(Input).value = "[red]\u202e(" * 100_000
        await paused(app)
        await app.press("enter", "escape")
        assert app.answer == "Werkdruk"


async def test_all_that_the_filter_shows_gets_a_code_in_one_step(start: Any) -> None:
    async with start() as app:
        await app.press("A")
        assert "Filter first" in app.text
        await app.press("f", *"te", "enter", "A", *"werkdruk", "enter")
        assert "all 2 answers" in app.text
        await app.press("y")
        assert "2 answers changed" in app.text
        coded = [row for row in app.screen.session.rows if "werkdruk" in row.marks.codes]
        assert len(coded) == 2
        await app.press("u")
        assert not [row for row in app.screen.session.rows if row.marks.codes]


async def test_without_a_yes_nothing_is_coded(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"te", "enter", "A", *"werkdruk", "enter", "escape")
        assert not [row for row in app.screen.session.rows if row.marks.codes]
