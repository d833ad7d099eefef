"""The history screen: who did what, and back to before a step."""

from __future__ import annotations

from typing import Any


async def test_the_history_tells_steps_and_what_they_changed(start: Any) -> None:
    async with start() as app:
        await app.press("space", "1", "enter", "H")
        assert "zorgen: Werkdruk (3 answers)" in app.text
        await app.press("down")
        assert "+ Werkdruk" in app.text
        assert "+ confirmed" in app.text
        await app.press("escape")
        assert app.screen.desk.position == 2


async def test_going_back_takes_own_steps_back_and_they_can_be_done_again(start: Any) -> None:
    async with start() as app:
        await app.press("space", "space", "space", "H", "down", "enter")
        assert "last 2 steps" in app.text
        await app.press("y")
        assert "2 steps taken back" in app.text
        assert "↶" in app.text
        await app.press("escape")
        coded = [bool(app.screen.session.chosen(index)) for index in range(3)]
        assert coded == [True, False, False]
        await app.press("ctrl+y", "ctrl+y")
        coded = [bool(app.screen.session.chosen(index)) for index in range(3)]
        assert coded == [True, True, True]


async def test_a_no_changes_nothing(start: Any) -> None:
    async with start() as app:
        await app.press("space", "H", "enter", "escape", "escape")
        assert app.screen.session.chosen(0)


async def test_an_undone_step_cannot_be_taken_back_again(start: Any) -> None:
    async with start() as app:
        await app.press("space", "u", "H", "enter")
        assert "took another one back" in app.text
        await app.press("down", "enter")
        assert "taken back already" in app.text


async def test_nothing_decided_yet_is_said(start: Any) -> None:
    async with start() as app:
        await app.press("H")
        assert "Nobody decided anything yet" in app.text
        await app.press("enter", "o", "escape")
        assert app.answer == "Werkdruk"


async def test_a_change_of_the_codebook_says_what_it_changed(start: Any) -> None:
    async with start() as app:
        await app.press("c", "r", "x", "enter", "escape", "H")
        assert "Codebook: Bezuinigingen changed" in app.text
        assert "~ bezuinigingen: label changed" in app.text
        await app.press("enter")
        assert "Take back your last step" in app.text
        await app.press("y", "escape")
        assert app.screen.values.label("bezuinigingen") == "Bezuinigingen"
