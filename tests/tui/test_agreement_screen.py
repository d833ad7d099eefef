"""Comparing coders: figures, whom to compare, and deciding where they differ."""

from __future__ import annotations

from typing import Any

import pytest

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.services.workbench import Workbench
from coder.storage.project import Project


def code(project: Project, who: str, given: dict[int, str], source: Source = Source.PERSON) -> None:
    answers = project.answers("zorgen", "2024")
    decisions = [Decision(answers[place].id, Mark.DONE, True) for place in given]
    decisions += [
        Decision(answers[place].id, Mark.CODE, True, one)
        for place, codes in given.items()
        for one in codes.split()
    ]
    project.append(NewBatch(project.coder(who, source), "test", tuple(decisions)))


@pytest.fixture
def coded(workbench: Workbench) -> Workbench:
    """Anna and Bas coded five answers, and differ on three of them in two ways."""
    project = workbench.project
    code(
        project, "Anna", {0: "werkdruk", 2: "werkdruk", 3: "geen", 4: "bezuinigingen", 5: "anders"}
    )
    code(
        project,
        "Bas",
        {0: "personeel", 2: "personeel", 3: "geen", 4: "bezuinigingen personeel", 5: "anders"},
    )
    return workbench


def counted(bench: Workbench) -> list[set[str]]:
    found = bench.project.codes_that_count("zorgen", "2024")
    return [set(found.get(one.id, ())) for one in bench.project.answers("zorgen", "2024")]


async def test_figures_per_code_and_over_all(start: Any, coded: Workbench) -> None:
    async with start() as app:
        await app.press("C")
        assert "Anna, Bas" in app.text
        assert "5 of 8 answers coded by two or more · 3 answers differ · 0 decided" in app.text
        line = next(line for line in app.text.splitlines() if "Personeel" in line)
        assert line.split()[1:6] == ["0", "·", "3", "3", "30"]  # given by each, differ, share


async def test_a_decision_counts_from_then_on_with_its_reason(start: Any, coded: Workbench) -> None:
    async with start() as app:
        await app.press("C", "2", "enter", "1", *"want tijd", "enter")
        assert counted(coded)[0] == counted(coded)[2] == {"werkdruk"}
        assert "Minder geld voor de wijk" in app.text  # went on to the next
        assert "1 not decided" in app.text
        await app.press("up")
        assert "Anna: want tijd" in app.text or ": want tijd" in app.text
        await app.press("escape")
        assert "2 decided" in app.text


async def test_deciding_for_other_codes_and_taking_it_back(start: Any, coded: Workbench) -> None:
    async with start() as app:
        await app.press("C", "n", "slash", *"bezuin", "enter")
        assert "Your choice" in app.text
        await app.press("enter", "enter")
        assert counted(coded)[0] == {"bezuinigingen"}
        await app.press("u")
        assert counted(coded)[0] == {"personeel"}  # as Bas, who decided last
        await app.press("ctrl+y")
        assert counted(coded)[0] == {"bezuinigingen"}
        await app.press("o")
        assert counted(coded)[0] == {"personeel"}


async def test_all_codes_together_unless_they_exclude_each_other(
    start: Any, coded: Workbench
) -> None:
    code(coded.project, "Anna", {3: "werkdruk"})
    code(coded.project, "Bas", {3: "geen"})
    async with start() as app:
        await app.press("C", "n", "b", "enter")
        assert counted(coded)[0] == {"werkdruk", "personeel"}
        assert "Geen zorgen" in app.text
        await app.press("b")
        assert "cannot stand together" in app.text


async def test_calling_a_decision_off_changes_nothing(start: Any, coded: Workbench) -> None:
    before = counted(coded)
    async with start() as app:
        await app.press("C", "n", "1", "escape", "escape", "escape")
        assert counted(coded) == before


async def test_the_model_is_compared_when_it_is_chosen(start: Any, coded: Workbench) -> None:
    code(coded.project, "model", {0: "werkdruk", 3: "geen", 4: "anders"}, Source.MODEL)
    async with start() as app:
        await app.press("C", "c", "space", "enter")  # without Anna one is left
        assert "two coders" in app.text
        await app.press("end", "space", "enter")
        assert "Bas, model" in app.text
        assert "3 of 8 answers" in app.text


async def test_confusions_lead_to_the_definitions_and_the_answers(
    start: Any, coded: Workbench
) -> None:
    async with start() as app:
        await app.press("C", "3")
        assert "sharpen" in app.text
        await app.press("d")
        assert "Te veel werk in te weinig tijd" in app.text
        assert "Tekort aan collega's" in app.text
        await app.press("escape", "enter")
        assert "Minder geld" not in app.text  # only the answers of this confusion


async def test_one_coder_is_told_what_to_do(start: Any, workbench: Workbench) -> None:
    code(workbench.project, "Anna", {0: "werkdruk"})
    async with start() as app:
        await app.press("C")
        assert "needs two coders" in app.text
        await app.press("c", "n", "enter", "d")
        assert "nobody to compare" in app.text


async def test_what_was_decided_shows_in_the_coding_screen(start: Any, coded: Workbench) -> None:
    async with start() as app:
        await app.press("C", "n", "1", "enter", "escape", "escape")
        assert "Werkdruk" in app.text
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}
