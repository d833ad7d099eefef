"""What each key of the coding screen does to the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandList, CommandPalette

from coder.domain.coding import Decision, Mark, NewBatch, Source, effective
from coder.domain.filters import Status
from coder.language.simple import SimpleLemmatizer
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.storage.project import Project
from coder.tui.commands import CoderCommands
from coder.tui.keys import CODING_KEYS
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.questions import QuestionScreen
from coder.tui.screens.results import ResultsScreen
from coder.tui.screens.start import StartScreen
from coder.tui.widgets.answer_list import AnswerList
from coder.tui.widgets.facts import Background

ONE_CODE = """\
codebook: functie
title: Functie
language: nl
answers: one
codes:
  - id: jongerenwerker
    label: Jongerenwerker
    definition: Werkt met jongeren.
    examples: [jongerenwerker, jongerencoach]
    patterns: ['jongeren*']
  - id: opbouwwerker
    label: Opbouwwerker
    definition: Bouwt de buurt op.
    examples: [opbouwwerker, buurtopbouw]
    patterns: ['opbouw*']
"""


def stored(workbench: Workbench) -> dict[str, set[str]]:
    """Codes on disk per respondent, read through a connection of its own."""
    with Project.open(workbench.path, read_only=True) as reader:
        codings = reader.codings("zorgen", "2024")
        return {
            answer.external_id: set(effective(codings.get(answer.id, ())).marks.codes)
            for answer in reader.answers("zorgen", "2024")
        }


def propose(workbench: Workbench, codes: dict[int, str]) -> None:
    """Let the rules code these respondents (counted from 1)."""
    answers = workbench.project.answers("zorgen", "2024")
    decisions = [
        Decision(answers[number - 1].id, Mark.CODE, True, code) for number, code in codes.items()
    ]
    machine = workbench.project.coder("regels", Source.RULES)
    workbench.project.append(NewBatch(machine, "Coded by rules", tuple(decisions)))


async def test_a_digit_stores_the_code_before_the_next_answer_appears(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("j", "1")
        assert app.answer == "bezuinigingen en te weinig collega's"
        assert stored(workbench)["r2"] == {"personeel"}


async def test_a_digit_takes_the_code_off_again(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        await app.press("1", "1")
        assert stored(workbench)["r1"] == set()
        assert app.screen.desk.row.status is Status.OPEN


async def test_enter_confirms_and_goes_to_the_next_undecided_answer(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("j", "1", "enter", "k", "k", "1", "enter")
        assert app.answer == "geen"  # the second was decided already
        assert app.screen.session.rows[0].marks.done


async def test_enter_with_nothing_chosen_goes_on_stores_nothing_and_says_so(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("enter")
        assert app.answer == "bezuinigingen en te weinig collega's"
        assert "Nothing chosen" in app.text
    assert workbench.project.history() == []


async def test_space_takes_the_first_suggestion_and_goes_on(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("space")
        assert stored(workbench)["r1"] == {"werkdruk"}
        assert app.answer == "bezuinigingen en te weinig collega's"


async def test_identical_answers_are_coded_at_once(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        assert "×3 identical answers" in app.text
        await app.press("space")
        after = stored(workbench)
        assert after["r1"] == after["r3"] == after["r8"] == {"werkdruk"}
        assert "3 of 8 answers coded" in app.text


async def test_undo_restores_the_answer_and_goes_back_to_it(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("space", "space", "u")
        assert app.answer == "bezuinigingen en te weinig collega's"
        assert stored(workbench)["r2"] == set()
        await app.press("ctrl+z")
        assert app.answer == "Werkdruk"
        assert all(not codes for codes in stored(workbench).values())
        await app.press("ctrl+y")
        assert stored(workbench)["r1"] == {"werkdruk"}


async def test_undo_without_anything_to_undo_says_so(start: Any) -> None:
    async with start() as app:
        await app.press("u")
        assert "Nothing to undo" in app.text
        await app.press("ctrl+y")
        assert "Nothing to redo" in app.text


async def test_set_aside_goes_on_and_returns_when_nothing_else_is_left(
    start: Any, workbench: Workbench
) -> None:
    async with start() as app:
        await app.press("x")
        assert app.answer != "Werkdruk"
        assert app.screen.session.rows[0].status is Status.LATER
        await app.press(*["space"] * 5)
        assert app.answer == "Werkdruk"
        await app.press("x")
        assert app.answer == "Werkdruk"  # brought back, and still in hand
        assert app.screen.session.rows[0].status is Status.OPEN


async def test_a_star_stays_beside_the_codes(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        await app.press("s", "1")
        marks = app.screen.session.rows[0].marks
        assert marks.star
        assert marks.codes == {"werkdruk"}
        assert "★ quote" in app.text


async def test_next_and_previous_skip_what_is_decided(start: Any) -> None:
    async with start() as app:
        await app.press("j", "space", "home", "n")
        assert app.answer == "geen"
        await app.press("p")
        assert app.answer == "Werkdruk"


async def test_arrows_pages_home_and_end_move_in_the_list(start: Any) -> None:
    async with start() as app:
        await app.press("end")
        assert app.answer == "te druk"
        await app.press("up", "k")
        assert app.answer == "Minder geld voor de wijk"
        await app.press("pageup")
        assert app.answer == "Werkdruk"
        await app.press("pagedown", "down")
        assert app.answer == "te druk"
        await app.press("home")
        assert app.answer == "Werkdruk"


async def test_a_machines_proposal_shows_as_such_and_enter_makes_it_the_coders_own(
    start: Any, workbench: Workbench
) -> None:
    propose(workbench, {1: "werkdruk", 3: "werkdruk", 8: "werkdruk"})
    async with start() as app:
        assert "◌ Werkdruk" in app.text
        assert "proposed by the rules" in app.text
        assert "0 of 8 answers coded" in app.text
        await app.press("enter", "home")
        row = app.screen.session.rows[0]
        assert (row.source, row.marks.codes) == (Source.PERSON, {"werkdruk"})
        assert "● Werkdruk" in app.text
        assert "3 of 8 answers coded" in app.text


async def test_a_machines_proposal_can_be_refused(start: Any, workbench: Workbench) -> None:
    propose(workbench, {1: "werkdruk", 3: "werkdruk", 8: "werkdruk"})
    async with start() as app:
        await app.press("1")  # the first makes it the coder's own, the second takes it off
        assert "● Werkdruk" in app.text
        await app.press("1")
        row = app.screen.session.rows[0]
        assert (row.source, row.marks.codes) == (Source.PERSON, frozenset())
        assert "no code applies" in app.text


async def test_a_digit_replaces_the_code_where_answers_take_one(
    start: Any, workbench: Workbench, tmp_path: Path
) -> None:
    from coder.services.codebooks import attach_codebook

    path = tmp_path / "functie.yaml"
    path.write_text(ONE_CODE, encoding="utf-8")
    attach_codebook(workbench.project, "zorgen", path)
    async with start() as app:
        await app.press("1")
        first = stored(workbench)["r1"]
        await app.press("2")
        second = stored(workbench)["r1"]
    assert len(first) == len(second) == 1
    assert first != second


async def test_slash_finds_any_code_by_typing(start: Any, workbench: Workbench) -> None:
    async with start() as app:
        await app.press("slash", *"vacature", "enter")  # a word of an example of "personeel"
        assert stored(workbench)["r1"] == {"personeel"}
        await app.press("slash", *"pers", "enter")
        assert stored(workbench)["r1"] == set()
        await app.press("slash", *"xyzq", "enter", "escape")
        assert stored(workbench)["r1"] == set()


async def test_a_filter_by_text_shows_only_what_has_it(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"GELD", "enter")
        assert app.answer == "Minder geld voor de wijk"
        assert len(app.screen.desk.shown) == 1
        await app.press("F")
        assert len(app.screen.desk.shown) == 6
        assert app.answer == "Minder geld voor de wijk"  # stays in hand


async def test_a_filter_by_status_and_by_code(start: Any) -> None:
    async with start() as app:
        await app.press("space", "f", "ctrl+l", "tab", "space", "enter")  # the first status: open
        assert len(app.screen.desk.shown) == 5
        await app.press(
            "F", "f", "ctrl+l", "tab", "tab", "down", "down", "enter"
        )  # the second code
        assert [app.answer, len(app.screen.desk.shown)] == ["Werkdruk", 1]


async def test_a_filter_that_nothing_passes_leaves_a_calm_screen(start: Any) -> None:
    async with start() as app:
        await app.press("f", *"zzz", "enter")
        assert "No answer passes this filter" in app.text
        await app.press("1", "enter", "space", "x", "s", "n", "slash", "tab", "j", "F")
        assert app.answer == "Werkdruk"


async def test_a_row_that_is_coded_stays_in_the_filtered_list(start: Any) -> None:
    async with start() as app:
        await app.press("f", "ctrl+l", "tab", "space", "enter", "space")
        assert len(app.screen.desk.shown) == 6  # nothing jumps under the coder's eyes


async def test_the_order_changes_the_list_and_keeps_the_answer_in_hand(start: Any) -> None:
    async with start() as app:
        await app.press("end", "o")
        assert app.answer == "te druk"
        assert "by text" in app.text
        rows, shown = app.screen.session.rows, app.screen.desk.shown
        texts = [rows[index].group.text.casefold() for index in shown]
        assert texts == sorted(texts)


async def test_tab_and_brackets_move_the_card(start: Any) -> None:
    async with start() as app:
        assert "Te veel werk in te weinig tijd." in app.text
        await app.press("tab")
        second = app.screen.choices[1].code
        assert app.screen.session.codebook.find(second).definition in app.text
        await app.press("left_square_bracket")
        assert "Te veel werk in te weinig tijd." in app.text
        await app.press("shift+tab")
        assert app.screen.highlighted == len(app.screen.choices) - 1


async def test_matched_words_are_marked_in_the_answer(start: Any) -> None:
    async with start() as app:
        await app.press("j")
        screen = app.screen
        marked, _hinted = screen.values.spans(screen.choices, screen.choices[0])
        assert [app.answer[start:end] for start, end in marked] == ["te weinig collega's"]


async def test_the_pace_is_the_median_of_the_session(start: Any, clock: Any) -> None:
    async with start() as app:
        for seconds in (4, 8, 6):
            clock.now += seconds
            await app.press("space")
        assert "6 s each" in app.text


@pytest.mark.parametrize(
    ("key", "screen"), [("question_mark", HelpScreen), ("q", QuestionScreen), ("r", ResultsScreen)]
)
async def test_every_screen_leads_back_with_escape(start: Any, key: str, screen: type) -> None:
    async with start() as app:
        await app.press(key)
        assert isinstance(app.app.screen, screen)
        await app.press("escape")
        assert app.answer == "Werkdruk"
        await app.press("escape")
        assert isinstance(app.app.screen, StartScreen)


async def test_the_question_switcher_opens_another_wave(start: Any, workbench: Workbench) -> None:
    from coder.storage.intake import Intake, IntakeRow

    rows = [IntakeRow("r1", "vroeger was alles beter")]
    workbench.project.take_in(Intake("zorgen", rows, wave="2020"))
    async with start() as app:
        await app.press("q", "down", "enter")
        assert app.answer == "vroeger was alles beter"
        await app.press("escape")
        assert isinstance(app.app.screen, StartScreen)


async def test_the_palette_runs_a_command_by_its_name(start: Any) -> None:
    async with start() as app:
        await app.press("ctrl+p", *"take first")
        found = app.app.screen.query_one(CommandList)
        while not found.option_count or found.get_option_at_index(0).disabled:
            await app.pilot.pause()  # the palette searches in tasks of its own
        await app.press("down", "enter")
        assert app.screen.session.rows[0].marks.codes == {"werkdruk"}


async def test_the_palette_offers_every_command_of_the_screen_and_the_colours(start: Any) -> None:
    async with start() as app:
        hits = [hit async for hit in CoderCommands(app.screen).discover()]
        offered = {str(hit.display) for hit in hits}
        assert {f"{key.label}  ({key.cap})" for key in CODING_KEYS if key.palette} <= offered
        dark = next(hit for hit in hits if "dark" in str(hit.display))
        await dark.command()
        assert app.app.theme == "coder-dark"
        await app.press("ctrl+p")
        assert isinstance(app.app.screen, CommandPalette)
        await app.press("escape")
        assert app.answer == "Werkdruk"


async def test_a_click_in_the_list_goes_there(start: Any) -> None:
    async with start() as app:
        await app.pilot.click(AnswerList, offset=(8, 3))
        await app.settle()
        assert app.answer == "Minder geld voor de wijk"


async def test_all_decided_is_said(start: Any) -> None:
    async with start() as app:
        await app.press(*["space"] * 6)
        assert "All answers are decided" in app.text
        assert "100%" in app.text


async def test_of_very_many_identical_answers_the_first_givers_are_named(
    start: Any, make_project: Any
) -> None:
    project = make_project(("werkdruk",) * 40, "many.coder")
    bench = Workbench(project, "Anna", SimpleLemmatizer(), Settings(coder="Anna"))
    async with start(bench=bench) as driver:
        named = " ".join(driver.screen.query_one(Background).content.plain.split())
        assert named.startswith("respondents r1, r2,")
        assert named.endswith("r30 and 10 more")
