"""The codebook screen by its keys: each change is in the file, on the answers, and goes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.services.history import Standing, steps
from coder.services.workbench import Workbench
from coder.tui.screens import codebook_watch, coding_codebook, coding_others
from coder.tui.screens.codebook import CodebookScreen
from coder.tui.screens.coding import CodingScreen


async def go_to(app: Any, label: str) -> None:
    """Put the cursor of the codebook screen on a code."""
    await app.press("slash", *label, "enter")


async def typed(app: Any, text: str) -> None:
    await app.press(*("space" if letter == " " else letter for letter in text))


def tree(app: Any) -> list[str]:
    """The codes with their depth, as indented labels."""
    book = app.app.screen.session.codebook
    return [code.label for code in book.walk()]


async def test_a_code_is_added_renamed_moved_netted_and_deleted_and_all_goes_back(
    start: Any, codebook_file: Path
) -> None:
    before = codebook_file.read_text()
    async with start() as app:
        await app.press("c", "a")
        await typed(app, "Woning")
        await app.press("enter")
        assert tree(app)[1] == "Woning"
        assert "- id: woning\n    label: Woning\n" in codebook_file.read_text()
        await app.press("r", "s", "enter")
        assert tree(app)[1] == "Wonings"
        await app.press("J")
        assert tree(app)[2] == "Wonings"
        await app.press("space", "slash", *"geen", "enter", "space", "n")
        await typed(app, "Rest")
        await app.press("enter")
        assert "▾ Rest" in app.text
        book = app.app.screen.session.codebook
        assert [code.id for code in book.find("rest").codes] == ["woning", "geen"]
        await go_to(app, "wonings")
        await app.press("m", *"top", "enter", "x")
        assert "Delete Wonings?" in app.text
        await app.press("y")
        assert "Wonings" not in tree(app)
        changed = codebook_file.read_text()
        for _step in range(6):
            await app.press("u")
        assert codebook_file.read_text() == before
        assert app.app.screen.session.codebook.codes[1].id == "werkdruk"
        for _step in range(6):
            await app.press("ctrl+y")
        assert codebook_file.read_text() == changed


async def test_a_merge_is_asked_counts_once_and_is_undone_on_the_coding_screen(
    start: Any, codebook_file: Path
) -> None:
    before = codebook_file.read_bytes()
    async with start() as app:
        await app.press("j", "slash", *"pers", "enter", "slash", *"bezu", "enter", "enter")
        row = 1
        assert app.screen.session.chosen(row) == {"bezuinigingen", "personeel"}
        await app.press("c")
        await go_to(app, "personeel")
        await app.press("space")
        await go_to(app, "bezuin")
        await app.press("M")
        assert "counts once" in app.text.replace("\n", " ")
        await app.press("y")
        assert "Personeel" not in tree(app)
        await app.press("escape")
        assert app.screen.session.chosen(row) == {"bezuinigingen"}
        assert "personeel" not in app.screen.values.codes
        await app.press("u")
        assert app.screen.session.chosen(row) == {"bezuinigingen", "personeel"}
        assert codebook_file.read_bytes() == before
        assert "personeel" in app.screen.values.codes


async def test_a_split_deals_its_rules_and_opens_a_queue_that_empties(
    start: Any, codebook_file: Path
) -> None:
    async with start() as app:
        await app.press("slash", *"werkd", "enter", "enter", "c")
        await go_to(app, "werkdruk")
        await app.press("s")
        await typed(app, "Tijd")
        await app.press("ctrl+s")
        assert "at least two" in app.text
        await app.press("enter", *"Stress", "ctrl+s", "1", "2", "enter")
        book = app.app.screen.session.codebook
        assert book.find("tijd").patterns == ("werkdruk", "hoge .. caseload")
        assert book.find("stress").patterns == ("te druk",)
        assert "↻3" in app.text
        await app.press("v")
        assert isinstance(app.app.screen, CodingScreen)
        assert app.screen.desk.shown == [0]
        assert "its code was split" in app.text
        await app.press("slash", *"tijd", "enter", "enter")
        assert app.screen.session.chosen(0) == {"tijd"}
        await app.press("V")
        assert "No answer wants another look" not in app.text  # V showed all answers again
        await app.press("V")
        assert "No answer wants another look" in app.text
        await app.press("u", "u")
        assert app.screen.session.chosen(0) == {"werkdruk"}


async def test_fields_are_changed_and_what_was_coded_before_is_looked_at_again(
    start: Any, codebook_file: Path
) -> None:
    async with start() as app:
        await app.press("slash", *"werkd", "enter", "enter", "c")
        await go_to(app, "werkdruk")
        await app.press("e", "ctrl+home", "shift+ctrl+end", *"Anders", "tab", *"Als", "ctrl+s")
        text = codebook_file.read_text()
        assert "use_when:\n      - Als\n" in text
        assert "Anders" in text
        await app.press("V")
        assert "made under an older definition" in app.text
        assert "↻" in app.text
        await app.press("enter")  # looked at: it stays as it is
        assert "made under an older definition" not in app.text
        assert not app.screen.session.reviews.of(0)
        await app.press("u")
        assert app.screen.session.reviews.of(0)


async def test_a_rule_shows_its_fault_with_the_column_and_what_it_newly_finds(
    start: Any, codebook_file: Path
) -> None:
    before = codebook_file.read_text()
    async with start() as app:
        await app.press("c")
        await go_to(app, "werkdruk")
        await app.press("p")
        assert "4 answers found" in app.text
        await app.press(*"(knie")
        assert "line 4, character 1" in app.text
        await app.press("ctrl+s")
        assert codebook_file.read_text() == before  # it is not right yet
        await app.press("right_parenthesis")
        assert "5 answers found · 1 newly" in app.text
        assert "+   mijn knie" in app.text
        await app.press("up", "up", "home", "ctrl+k")
        await app.press("ctrl+s")
        rules = app.app.screen.session.codebook.find("werkdruk").patterns
        assert "(knie)" in rules


async def test_an_answer_becomes_an_example_of_its_code_and_goes_back(
    start: Any, codebook_file: Path
) -> None:
    before = codebook_file.read_text()
    async with start() as app:
        await app.press("slash", *"werkd", "enter", "E")
        assert "An example of Werkdruk now" in app.text
        assert "examples: [te hoge caseload, altijd rennen, Werkdruk]" in codebook_file.read_text()
        await app.press("E")
        assert "already" in app.text
        await app.press("u")
        assert codebook_file.read_text() == before


async def test_an_outside_edit_is_noticed_refused_with_its_place_then_taken_over(
    start: Any, codebook_file: Path, workbench: Workbench
) -> None:
    good = codebook_file.read_text()
    async with start() as app:
        await app.press("slash", *"werkd", "enter", "enter")
        codebook_file.write_text(good.replace("te druk,", "(te druk,"), encoding="utf-8")
        app.screen._look()
        await app.settle()
        assert "zorgen.yaml:18:26" in app.notices
        await app.press("c")
        assert "Not taken over: zorgen.yaml:18:26" in app.text
        assert tree(app)[1] == "Werkdruk"
        await app.press("r", "x", "enter")
        assert "another program" in app.notices  # nothing is written over it
        codebook_file.write_text(good.replace("- id: werkdruk", "- id: drukte"), encoding="utf-8")
        await app.press("o")
        assert "+ drukte: added" in app.text
        assert "1 answer has the code werkdruk" not in app.text
        assert "3 answers have the code werkdruk" in app.text
        await app.press("y")
        assert "Taken over." in app.text
        assert [code.id for code in app.app.screen.session.codebook.walk()][1] == "drukte"
        told = steps(workbench.project, 1)[0]
        assert told.standing is Standing.TOLD
        await app.press("escape", "home")
        assert app.screen.session.chosen(0) == {"werkdruk"}  # it does not vanish
        assert "its code is gone" in app.text
        assert "werkdruk" in app.text


async def test_the_coding_screen_takes_over_in_the_codebook_screen_by_one_key(
    start: Any, codebook_file: Path
) -> None:
    async with start() as app:
        text = codebook_file.read_text()
        codebook_file.write_text(text.replace("label: Geen zorgen", "label: Niets"))
        app.screen._look()
        await app.settle()
        assert "c shows what" in app.notices
        await app.press("c", "y", "escape")
        assert app.screen.values.label("geen") == "Niets"


@pytest.mark.parametrize("size", [(80, 24), (160, 48), (60, 18)])
async def test_the_screen_fits(start: Any, size: tuple[int, int]) -> None:
    async with start(size=size) as app:
        await app.press("c")
        assert isinstance(app.app.screen, CodebookScreen)
        assert "Bezuinigingen" in app.text
        await app.press("p", "escape", "e", "escape", "s", "escape", "question_mark")
        assert "merge" in app.text


async def test_a_code_that_is_missing_is_made_where_it_is_looked_for(
    start: Any, codebook_file: Path
) -> None:
    before = codebook_file.read_text()
    async with start() as app:
        await app.press("slash")
        await typed(app, "Woningnood")
        await app.press("up")  # the last: a new code
        assert "+ new code “Woningnood”" in app.text
        await app.press("enter")
        assert "Woningnood is a code now" in app.text
        row = app.screen.desk.index
        assert app.screen.session.chosen(row) == {"woningnood"}
        codes = [code.id for code in app.screen.session.codebook.codes]
        assert codes[-2:] == ["woningnood", "anders"]
        assert "- id: woningnood\n    label: Woningnood\n" in codebook_file.read_text()
        await app.press("u", "u")
        assert codebook_file.read_text() == before
        assert app.screen.session.chosen(row) == frozenset()
        await app.press("slash", *"werkdruk")
        assert "new code" not in app.text  # it is there already


@pytest.fixture
def looked_at_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No look at the file or at others comes by itself: a test says in which order they come."""
    monkeypatch.setattr(codebook_watch, "SECONDS", 3600.0)
    monkeypatch.setattr(coding_codebook, "SECONDS", 3600.0)
    monkeypatch.setattr(coding_others, "EVERY_SECONDS", 3600.0)


@pytest.mark.usefixtures("looked_at_by_hand")
async def test_an_outside_edit_is_asked_about_whoever_looks_first_after_an_edit_of_ones_own(
    start: Any, codebook_file: Path
) -> None:
    """The look for others' decisions read the file too, and took it over without asking."""
    async with start() as app:
        coding = app.screen
        coding.look_at_others()
        await app.press("c", "r", "s", "enter")  # makes the next look for others read a codebook
        right = codebook_file.read_text()
        codebook_file.write_text(right.replace("label: Geen", "labbel: Geen"), encoding="utf-8")
        app.app.screen._look()
        await app.settle()
        assert "Not taken over: zorgen.yaml:" in app.text
        codebook_file.write_text(right.replace("label: Geen", "label: Niets"), encoding="utf-8")
        coding.look_at_others()
        await app.settle()
        assert tree(app) == [code.label for code in coding.session.codebook.walk()]
        assert "Niets zorgen" not in tree(app)
        app.app.screen._look()
        await app.settle()
        assert "Work with this from now on?" in app.text
        await app.press("y")
        assert "Niets zorgen" in tree(app)


@pytest.mark.usefixtures("looked_at_by_hand")
async def test_a_wrong_edit_that_is_taken_back_in_the_file_leaves_no_warning(
    start: Any, codebook_file: Path
) -> None:
    async with start() as app:
        await app.press("c")
        right = codebook_file.read_text()
        for text, warned in ((right.replace("label:", "labbel:", 1), True), (right, False)):
            codebook_file.write_text(text, encoding="utf-8")
            app.app.screen._look()
            await app.settle()
            assert ("Not taken over" in app.text) is warned


@pytest.mark.usefixtures("looked_at_by_hand")
async def test_news_of_the_file_that_came_while_a_change_was_stored_is_told_after_it(
    start: Any, codebook_file: Path
) -> None:
    async with start() as app:
        await app.press("c")
        screen = app.app.screen
        text = codebook_file.read_text().replace("label: Geen", "label: Niets")
        codebook_file.write_text(text, encoding="utf-8")
        screen._look()
        screen.busy = True
        await app.settle()
        assert "another program" not in app.text
        screen.busy = False
        screen._look()
        await app.settle()
        assert "Work with this from now on?" in app.text
