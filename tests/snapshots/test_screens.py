"""How the screens look. After a wanted change: `pytest tests/snapshots --snapshot-update`."""

from __future__ import annotations

from typing import Any

import pytest

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.services.workbench import Workbench

WIDE, SMALL, NARROW = (160, 48), (80, 24), (60, 20)


@pytest.fixture
def proposed(workbench: Workbench) -> Workbench:
    """The small project after the rules proposed codes for five answers."""
    answers = workbench.project.answers("zorgen", "2024")
    codes = {1: "werkdruk", 2: "personeel", 3: "werkdruk", 8: "werkdruk", 5: "bezuinigingen"}
    decisions = [
        Decision(answers[number - 1].id, Mark.CODE, True, code) for number, code in codes.items()
    ]
    machine = workbench.project.coder("regels", Source.RULES)
    workbench.project.append(NewBatch(machine, "Coded by rules", tuple(decisions)))
    return workbench


@pytest.mark.parametrize("size", [WIDE, SMALL, NARROW], ids=["wide", "small", "narrow"])
async def test_coding(start: Any, picture: Any, proposed: Workbench, size: tuple[int, int]) -> None:
    async with start(size) as app:
        await app.press("enter", "s", "1", "2")
        assert picture(app)


@pytest.mark.parametrize("theme", ["coder-dark", "coder-contrast"])
async def test_coding_in_other_colours(
    start: Any, picture: Any, proposed: Workbench, theme: str
) -> None:
    async with start(SMALL, theme=theme) as app:
        await app.press("enter", "s", "1")
        assert picture(app)


async def test_coding_when_nothing_can_be_stored(
    start: Any, picture: Any, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coder.errors import StorageFullError

    def full(*_: object) -> None:
        raise StorageFullError("The disk is full: nothing was stored in test.coder.", "Make room.")

    monkeypatch.setattr(type(workbench.project), "append", full)
    async with start(SMALL) as app:
        await app.press("1")
        assert picture(app)


async def test_finding_a_code(start: Any, picture: Any) -> None:
    async with start(SMALL) as app:
        await app.pilot.press("slash", *"vacat")
        await app.settle()
        app.app.screen.query_one("Input").cursor_blink = False
        assert picture(app)


async def test_the_filter_line(start: Any, picture: Any) -> None:
    async with start(SMALL) as app:
        await app.press("f", *"organisatie:buurtteam -later co")
        app.app.screen.query_one("Input").cursor_blink = False
        await app.pilot.pause(0.2)
        await app.settle()
        assert picture(app)


async def test_the_filter(start: Any, picture: Any) -> None:
    async with start(SMALL) as app:
        await app.press("space", "f", "ctrl+l")
        app.app.screen.query_one("Input").cursor_blink = False
        await app.press("tab", "space")
        assert picture(app)


async def test_the_questions(start: Any, picture: Any, proposed: Workbench) -> None:
    async with start(SMALL) as app:
        await app.press("enter", "q")
        assert picture(app)


async def test_the_keys(start: Any, picture: Any) -> None:
    async with start(WIDE) as app:
        await app.press("question_mark")
        assert picture(app)


async def test_counts(start: Any, picture: Any) -> None:
    async with start(SMALL) as app:
        await app.press("space", "space", "r")
        assert picture(app)


async def test_start_without_projects(start: Any, picture: Any) -> None:
    async with start(SMALL, bench=None) as app:
        assert picture(app)


@pytest.fixture
def double(workbench: Workbench) -> Workbench:
    """The small project after two persons coded five answers."""
    answers = workbench.project.answers("zorgen", "2024")
    given = {
        "Anna": ("werkdruk", "personeel", "geen", "bezuinigingen", "anders"),
        "Bas": ("personeel", "personeel", "geen", "bezuinigingen", "werkdruk"),
    }
    for name, codes in given.items():
        decisions = [
            Decision(answers[place].id, Mark.CODE, True, code)
            for place, code in zip((0, 1, 3, 4, 5), codes, strict=True)
        ]
        who = workbench.project.coder(name)
        workbench.project.append(NewBatch(who, "Coded", tuple(decisions)))
    return workbench


async def test_agreement(start: Any, picture: Any, double: Workbench) -> None:
    async with start(SMALL) as app:
        await app.press("C")
        assert picture(app)


async def test_differences(start: Any, picture: Any, double: Workbench) -> None:
    async with start(WIDE) as app:
        await app.press("C", "n", "1", "enter")
        assert picture(app)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_codebook(
    start: Any, picture: Any, proposed: Workbench, size: tuple[int, int]
) -> None:
    async with start(size) as app:
        await app.press("1", "enter", "c", "slash", *"werkd", "enter", "s")
        await app.press(*"Tijd", "enter", *"Stress", "ctrl+s", "1", "2", "enter")
        assert picture(app)


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_rules_of_a_code(
    start: Any, picture: Any, proposed: Workbench, size: tuple[int, int]
) -> None:
    async with start(size) as app:
        await app.press("c", "slash", *"werkd", "enter", "p", "ctrl+k", "(", *"knie")
        app.app.screen.query_one("TextArea").cursor_blink = False
        await app.pilot.pause(0.3)
        await app.settle()
        assert picture(app)
