"""What was set aside is one key away; the codes of the answer before are one key too."""

from __future__ import annotations

from typing import Any

from coder.services.workbench import Workbench


async def test_one_key_goes_through_what_is_set_aside_and_back(start: Any) -> None:
    async with start() as app:
        await app.press("X")
        assert "Nothing is set aside" in app.text
        await app.press("x", "j", "x", "home", "X")
        screen = app.screen
        assert "2 answers set aside" in app.text
        assert len(screen.desk.shown) == 2
        await app.press("space")  # decides on the first and goes to the other
        assert [screen.desk.position, screen.desk.row.marks.later] == [1, True]
        await app.press("space")
        assert "Nothing else is set aside" in app.text
        await app.press("X")
        assert len(screen.desk.shown) == len(screen.session.rows)


async def test_a_coded_answer_that_is_set_aside_has_a_sign_and_comes_back(start: Any) -> None:
    async with start() as app:
        await app.press("space", "home", "x", "home")
        line = app.screen.values.line(0)
        assert (line.sign, line.aside) == ("●", True)
        await app.press("X")
        assert app.answer == "Werkdruk"


async def test_a_full_stop_repeats_the_codes_of_the_answer_before(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("full_stop")
        assert "No answer was confirmed yet" in app.text
        await app.press("1", "2", "enter")
        wanted = app.screen.session.rows[0].marks.codes
        assert len(wanted) == 2
        await app.press("full_stop")
        row = app.screen.session.rows[1]
        assert (row.marks.codes, row.marks.done) == (wanted, True)
        await app.press("u")  # one step
        assert app.screen.session.rows[1].marks.codes == frozenset()
