"""The Model screen shows what an evaluation found, and changes nothing unasked."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import MakeProject

from coder.domain.coding import Source
from coder.language.simple import SimpleLemmatizer
from coder.services.model_room import ModelRoom
from coder.services.models import Models
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.model import ModelScreen
from coder.tui.screens.model_details import ComparisonScreen, ConfusedScreen
from coder.tui.widgets.chart import Line, Plot, drawn

CODED = {
    "werkdruk": ("werkdruk", "te druk", "hoge caseload", "werkdruk en stress", "zo druk altijd"),
    "bezuinigingen": ("minder geld", "bezuinigingen", "er wordt bezuinigd", "minder budget"),
    "personeel": ("personeelstekort", "te weinig collega's", "mijn knie"),
}
UNREAD = ("de werkdruk, zo druk", "iets heel anders")


@pytest.fixture
def coded(make_project: MakeProject) -> Workbench:
    """Twelve of fourteen answers coded, one of them against the rules."""
    texts = (*(text for texts in CODED.values() for text in texts), *UNREAD)
    project = make_project(texts, "coded.coder")
    workbench = Workbench(project, "Anna", SimpleLemmatizer(), Settings(coder="Anna"))
    session = workbench.session("zorgen")
    for index, code in enumerate(code for code, texts in CODED.items() for _text in texts):
        session.accept(index, code)
    return workbench


def screen(app: Any) -> ModelScreen:
    found = app.app.screen
    assert isinstance(found, ModelScreen)
    return found


async def test_it_judges_on_opening_and_says_what_is_in_use(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("m")
        assert "first suggestion right" in app.text
        assert "learns along while you code, now from 12 different answers" in app.text
        assert "codebook zorgen" in app.text
        await app.press("2")
        line = next(line for line in app.text.splitlines() if "Bezuinigingen" in line)
        assert line.lstrip("▌ ").split()[1] == "4"  # answers with the code


async def test_too_little_coded_is_said_in_place_of_figures(
    start: Any, workbench: Workbench
) -> None:
    async with start(bench=workbench) as app:
        await app.press("m")
        assert "judging needs at least 10" in app.text
        await app.press("5")
        assert "0 models are kept" in app.text
        await app.press("escape")
        assert isinstance(app.app.screen, CodingScreen)


async def test_figures_per_code_are_sorted_by_a_key(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("m", "s", "s")
        assert "lowest F1 first" in app.text
        room = ModelRoom(coded, "zorgen", "2024")
        found = app.app.evaluations[room.stamp]
        worst = min((one for one in found.codes if one.support), key=lambda one: one.f1)
        lines = app.text.splitlines()
        top = next(line for line in lines if line.startswith("▌"))
        assert worst.label in top


async def test_enter_opens_the_answers_of_a_confusion_and_leads_to_one(
    start: Any, coded: Workbench
) -> None:
    async with start(bench=coded) as app:
        await app.press("m", "3")
        found = app.app.evaluations[ModelRoom(coded, "zorgen", "2024").stamp]
        first = found.answers[found.confusions[0].answers[0]]
        await app.press("enter")
        assert isinstance(app.app.screen, ConfusedScreen)
        await app.press("enter")
        desk = app.app.screen
        assert isinstance(desk, CodingScreen)
        assert desk.desk.row is not None
        assert desk.desk.row.group.text == first.text


async def test_training_keeps_a_model_and_enter_takes_it_in_use_and_lets_it_go(
    start: Any, coded: Workbench
) -> None:
    async with start(bench=coded) as app:
        await app.press("m", "t")
        assert "Kept as model" in app.text
        shelf = Models(coded.project, "zorgen", coded.lemmatizer)
        [kept] = shelf.all()
        assert kept.run.figures["distinct"] == 12
        await app.press("5", "down", "enter")
        assert shelf.in_use() is not None
        await app.press("1")
        assert f"in use: model {kept.id}" in app.text
        await app.press("escape")
        assert f"model {kept.id}, learned from 12" in app.text
        await app.press("m", "5", "home", "enter")
        assert shelf.in_use() is None


async def test_two_models_are_compared(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("m", "c")
        assert "There are no two models yet" in app.text
        await app.press("t", "t", "c")
        assert isinstance(app.app.screen, ComparisonScreen)
        line = next(line for line in app.text.splitlines() if "hit@1" in line)
        assert "+0.00" in line


async def test_bulk_coding_shows_the_precision_first_and_can_be_declined(
    start: Any, coded: Workbench
) -> None:
    async with start(bench=coded) as app:
        await app.press("m", "b")
        await app.press("backspace", "backspace", "1", "0", "enter")
        assert "answers get codes" in app.text
        assert "Of a hundred such codes" in app.text
        await app.press("escape")
        assert not [coder for coder in coded.project.coders() if coder.source is Source.MODEL]
        await app.press("b", "backspace", "backspace", "1", "0", "enter", "y")
        assert "coded by the model" in app.text
        await app.press("escape")
        marks = coded.session("zorgen").rows[12]
        assert (marks.source, "werkdruk" in marks.marks.codes) == (Source.MODEL, True)


async def test_a_score_that_is_no_number_plans_nothing(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("m", "b", "x", "enter")
        assert "Give a number from 0 to 100" in app.text


async def test_escape_stops_the_work_before_it_leaves(
    start: Any, coded: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(bench=coded) as app:
        await app.pilot.press("m")
        await app.pilot.pause()
        shown = screen(app)
        if shown.busy:
            await app.pilot.press("escape")
            await app.settle()
            assert isinstance(app.app.screen, ModelScreen)
            assert "Stopped." in app.text
            assert app.app.evaluations == {}
        await app.press("escape")
        assert isinstance(app.app.screen, CodingScreen)


async def test_every_view_fits_its_place(start: Any, coded: Workbench) -> None:
    async with start(bench=coded) as app:
        await app.press("m")
        for width, height in ((160, 48), (80, 24), (60, 20)):
            await app.resize(width, height)
            for view in "12345":
                await app.press(view)
                lines = app.text.splitlines()
                assert len(lines) <= height
                assert max(len(line.rstrip()) for line in lines) <= width


def test_a_chart_puts_its_points_where_they_belong() -> None:
    plot = Plot("x", (Line(((0.0, 0.0), (1.0, 1.0))),), ((0.0, "0"), (1.0, "9")))
    lines = [line.plain for line in drawn(plot, 25, 11)]
    body = [line[5:] for line in lines[1:-2]]
    assert [line.strip() != "" for line in body] == [True] * 8
    columns = [len(line) - len(line.lstrip()) for line in body]
    assert columns == sorted(columns, reverse=True)  # up to the right
    assert lines[-1].strip().split() == ["0", "9"]
    assert {len(line) for line in lines[1:]} == {25}
    assert len(drawn(plot, 6, 2)) == 1  # no room: the title alone
