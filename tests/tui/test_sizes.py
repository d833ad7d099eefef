"""Terminals of any size, and long lists."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from textual.widgets import Static

from coder.services.workbench import Workbench
from coder.tui.widgets.answer_list import AnswerList
from coder.tui.widgets.code_card import CodeCard
from coder.tui.widgets.suggestions import SuggestionPanel

SIZES = [(160, 48), (120, 24), (80, 24), (80, 48), (72, 23), (60, 20), (44, 16)]


@pytest.mark.parametrize("size", SIZES)
async def test_answer_suggestion_and_meaning_are_in_sight(
    start: Any, size: tuple[int, int]
) -> None:
    async with start(size) as app:
        await app.press("j")
        text = app.text
        assert "te weinig collega's" in text
        assert "1     Personeel" in text
        assert "Tekort aan collega's." in text


@pytest.mark.parametrize("size", [(43, 20), (60, 15), (10, 3), (1, 1)])
async def test_a_terminal_too_small_gets_a_calm_message_and_keys_still_work(
    start: Any, size: tuple[int, int], workbench: Workbench
) -> None:
    async with start(size) as app:
        assert app.screen.query_one("#too-small", Static).display
        assert not app.screen.query_one("#body").display
        await app.press("space", "slash", "escape", "question_mark", "escape")
        await app.resize(80, 24)
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}
        assert "Personeel" in app.text


async def test_resizing_keeps_the_answer_and_the_card(start: Any) -> None:
    async with start((160, 48)) as app:
        await app.press("j", "tab")
        for size in ((60, 20), (200, 60), (80, 24), (160, 48)):
            await app.resize(*size)
            assert app.answer == "bezuinigingen en te weinig collega's"
            assert app.screen.highlighted == 1
            assert app.screen.query_one(CodeCard).display
            panel = app.screen.query_one(SuggestionPanel)
            lines = 2 if app.screen.has_class("-tall") else 1
            assert panel.size.height == len(app.screen.choices) * lines  # no room left over


async def test_on_a_narrow_screen_the_list_is_behind_a_key(start: Any) -> None:
    async with start((60, 20)) as app:
        assert "mijn knie" not in app.text
        await app.press("l")
        assert "mijn knie" in app.text
        await app.press("l")
        assert "mijn knie" not in app.text


async def test_a_long_answer_scrolls(start: Any, make_project: Any, workbench: Workbench) -> None:
    long = " ".join(f"woord{number}" for number in range(400)) + " slot"
    other = Workbench(
        make_project((long, "kort"), "lang.coder"),
        "Anna",
        workbench.lemmatizer,
        workbench.settings,
    )
    async with start((80, 24), bench=other) as app:
        assert "slot" not in app.text
        await app.press(*["shift+down"] * 40)
        assert "slot" in app.text
        await app.press("j", "k")
        assert "woord0" in app.text  # back at its beginning


async def test_a_list_of_100_000_rows_makes_only_the_lines_on_screen(start: Any) -> None:
    async with start() as app:
        made: list[int] = []
        line = app.screen.values.line

        def count(position: int) -> Any:
            made.append(position)
            return line(0)

        answers = app.screen.query_one(AnswerList)
        answers.show(100_000, count, 99_000)
        await app.settle()
        assert answers.max_scroll_y > 99_000
        assert 99_000 in made
        assert len(made) < 500


async def test_the_list_stands_still_until_its_end_is_near_then_turns_a_page(
    start: Any, make_project: Any, workbench: Workbench
) -> None:
    texts = tuple(f"antwoord {number}" for number in range(100))
    other = Workbench(
        make_project(texts, "veel.coder"), "Anna", workbench.lemmatizer, workbench.settings
    )
    async with start((160, 48), bench=other) as app:
        answers = app.screen.query_one(AnswerList)
        page, tops, places = answers.page, [], []
        for key in ["j"] * 99 + ["k"] * 99:
            await app.press(key)
            top = round(answers.scroll_offset.y)
            tops.append(top)
            places.append(app.screen.desk.position - top)
        assert all(0 <= place < page for place in places)  # always in sight
        turns = sum(one != after for one, after in pairwise(tops))
        assert 2 <= turns <= 2 * -(-100 // (page - 6))
        assert tops[-1] == 0


async def test_the_next_answer_moves_nothing_when_it_has_another_length(
    start: Any, make_project: Any, workbench: Workbench
) -> None:
    long = " ".join(f"woord{number}" for number in range(400))
    texts = ("kort", "een antwoord dat twee regels vraagt " * 3, long, "weer kort")
    other = Workbench(
        make_project(texts, "lengtes.coder"), "Anna", workbench.lemmatizer, workbench.settings
    )
    async with start((160, 48), bench=other) as app:
        layouts: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, layouts.append)
        await app.press("j")
        assert "twee regels" in app.text
        assert not layouts  # it fits in the room that is there
        await app.press("j")
        assert app.screen.query_one("#reading AnswerView").max_scroll_y > 0
        await app.press("j")
        assert "weer kort" in app.text
        assert app.screen.query_one("#reading AnswerView").max_scroll_y == 0
