"""A letter keeps its code at every answer: pinned by the coder, or given as codes are used."""

from __future__ import annotations

from typing import Any

from coder.services.workbench import Workbench
from coder.settings import Settings


async def test_a_code_that_is_used_gets_a_letter_that_stays(start: Any) -> None:
    async with start() as app:
        await app.press("1", "enter", "j")  # werkdruk gets the first letter
        assert app.screen.letters.shown == [("a", "werkdruk")]
        assert "a Werkdruk" in app.text
        await app.resize(80, 24)
        assert "a   Werkdruk" in app.text  # beside its suggestion
        await app.resize(160, 48)
        await app.press("a")
        assert app.screen.desk.marks.codes == {"werkdruk"}
        await app.press("a")
        assert app.screen.desk.marks.codes == frozenset()


async def test_a_letter_of_the_coders_choice_is_kept_in_the_project(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("L", "x")  # in use
        assert "x is in use already" in app.text
        await app.press("G")
        await app.press("G", "enter")
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}
        again = app.screen.read_letters()
        assert again.code("G") == "werkdruk"
        assert again.is_fixed("G")
        await app.press("home", "L", "backspace")
        assert app.screen.letters.letter("werkdruk") == ""
        await app.press("home", "L", "slash", *"knie", "enter", "B")
        assert app.screen.letters.code("B") == "anders"


async def test_letters_that_do_something_else_are_never_given(
    start: Any, workbench: Workbench
) -> None:
    settings = Settings(coder="Anna", letters="xsb")
    bench = Workbench(workbench.project, "Anna", workbench.lemmatizer, settings)
    async with start(bench=bench) as app:
        app.screen.coder_app.settings = settings
        app.screen.letters = app.screen.read_letters()
        await app.press("1", "enter")
        assert app.screen.letters.shown == [("b", "werkdruk")]


async def test_a_code_that_stands_alone_says_what_it_took_off(start: Any) -> None:
    async with start() as app:
        await app.press("1", "slash", *"geen", "enter")
        assert app.screen.desk.marks.codes == {"geen"}
        assert "“Geen zorgen” cannot stand beside “Werkdruk”: taken off" in app.text


async def test_the_codes_of_the_answer_before_stand_beside_the_place(start: Any) -> None:
    async with start() as app:
        await app.press("space")
        assert "before (.): Werkdruk" in app.text


async def test_how_long_it_takes_can_be_hidden(start: Any, clock: Any) -> None:
    async with start() as app:
        for _answer in range(3):
            clock.now += 7
            await app.press("space")
        assert "7 s each" in app.text
        await app.press("Z")
        assert "7 s each" not in app.text


async def test_a_letter_can_be_clicked(start: Any) -> None:
    async with start() as app:
        await app.press("1", "enter")
        await app.pilot.click("#letters", offset=(3, 0))
        await app.settle()
        assert app.screen.desk.marks.codes == {"werkdruk"}
