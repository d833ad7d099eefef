"""A survey file taken in by keys alone: file, columns, plan, and at last the coding screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from textual import events
from textual.widgets import Input, Static

from coder.errors import CoderError
from coder.services.survey_files import SURVEY_SUFFIXES
from coder.services.workbench import Workbench
from coder.storage.project import Project
from coder.tui.import_views import _field
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.start import StartScreen
from coder.tui.screens.wizard_columns import WizardColumnsScreen
from coder.tui.screens.wizard_file import WizardFileScreen
from coder.tui.screens.wizard_plan import WizardPlanScreen

MESSY = Path(__file__).parents[1] / "data" / "messy"
WORRIES = ("te weinig geld", "hoge werkdruk", "NA", "collega's gaan weg", "regels en registratie")
SMALL = (80, 24)


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The app begins in a folder of surveys; lemmas by word list, which is not the subject."""
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")
    folder = tmp_path / "surveys"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def survey(own_folder: Path) -> Path:
    """Twenty respondents, one open question, two background columns, a date."""
    path = own_folder / "raadpleging_2024.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("antwoorden")
        heads = ("respnr", "functie", "organisatie", "Waarover maak je je zorgen?", "datum")
        sheet.write_row(0, 0, heads)
        for n in range(1, 21):
            title = ("opbouwwerker", "sociaal werker", "wijkcoach jeugd")[n % 3]
            where = ("buurtteam", "gemeente")[n % 2]
            sheet.write_row(n, 0, [n, title, where, WORRIES[n % 5], f"2024-07-{n:02}"])
        other = book.add_worksheet("vorige ronde")
        other.write_row(0, 0, ["respnr", "klachten"])
        for n in range(1, 6):
            other.write_row(n, 0, [n, f"klacht over {'abcdef'[n]}verlast in de buurt"])
    return path


def said(app: Any) -> str:
    """What stands on the screen, blanks collapsed."""
    return " ".join(app.text.split())


async def answer(app: Any, key: str, text: str) -> None:
    """Press a key that asks for a line, and give it."""
    await app.press(key)
    app.app.screen.query_one(Input).value = text
    await app.press("enter")


async def to_columns(app: Any) -> WizardColumnsScreen:
    await app.press("n", "enter")
    assert isinstance(app.app.screen, WizardColumnsScreen)
    return app.app.screen


async def test_from_the_start_screen_to_coding_an_own_file(start: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app)
        assert "# id respnr" in said(app)
        assert "● question Waarover maak je je zo" in said(app)
        assert "○ background organisatie" in said(app)
        assert "no answer NA 4" in said(app)
        assert "1 question · 20 respondents · 16 answers are new" in app.text
        await app.press("enter")
        assert isinstance(app.app.screen, WizardPlanScreen)
        assert "16 answered, 4" in app.text
        assert not survey.with_suffix(".coder").exists()  # looking changes nothing
        await app.press("enter")
        assert app.answer == "hoge werkdruk"
        assert "16 answers are in." in app.notices
        assert "no codes of your own yet" not in app.notices  # the shipped codebook has them
        await app.press("escape")
        assert isinstance(app.app.screen, StartScreen)  # no step is left behind
    with Project.open(survey.with_suffix(".coder"), read_only=True) as project:
        assert project.waves() == ["2024"]
        assert [known.name for known in project.attributes()] == ["functie", "organisatie"]


async def test_each_change_shows_at_once_what_it_does(start: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        screen = await to_columns(app)
        await app.press("home", "down", "q")  # functie becomes a question, and stays background
        assert "◉ question + bg functie" in said(app)
        assert "2 questions · 20 respondents · 36 answers are new" in app.text
        await answer(app, "n", "functietitel")
        assert "functietitel, which comes with coder" in app.text  # guessed anew from the name
        await app.press("c", "home", "enter")
        assert "a new one, to begin with" in app.text
        await answer(app, "t", "Wat doe je?")
        assert "Wat doe je?" in app.text
        await answer(app, "w", "voorjaar")
        assert "wave voorjaar" in app.text
        await app.press("end", "up")
        await answer(app, "m", "Regels en registratie")
        assert "regels en registratie" in app.text.casefold()
        assert "32 answers are new" in app.text
        await app.press("home", "i")
        assert "1 remark" in app.text  # nothing numbers the respondents now
        assert screen.draft.id_column is None
        await app.press("i", "down", "x", "end", "up", "space", "space")
        assert "No column is a question yet" in app.text
        await app.press("enter", "enter")
        assert "No column is a question yet" in app.text  # and nothing was done
        assert isinstance(app.app.screen, WizardPlanScreen)
        await app.press("escape", "up", "up", "q", "q", "q")
        assert screen.draft.question_of("functie")


async def test_names_that_cannot_be_are_told_where_they_are_typed(start: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app)
        await answer(app, "n", "2 x")
        assert "2 x is no name for a question" in app.text


async def test_another_sheet_is_read_and_guessed_anew(start: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        screen = await to_columns(app)
        await app.press("s", "down", "enter")
        assert screen.draft.columns == ("respnr", "klachten")
        assert "● question klachten" in said(app)
        await app.press("v")
        assert "klacht over bverlast" in app.text
        await app.press("escape", "e", "p")  # of a workbook these say nothing
        assert screen.draft.columns == ("respnr", "klachten")


async def test_a_csv_can_be_read_with_another_encoding_and_separator(
    start: Any, own_folder: Path
) -> None:
    path = own_folder / "c.csv"
    path.write_bytes("nr,vraag\n1,één ding hier\n2,twee dingen\n3,drie dingen\n".encode())
    async with start(SMALL, bench=None) as app:
        screen = await to_columns(app)
        await app.press("e", "down", "down", "enter")
        assert "Ã©Ã©n ding hier" in app.text
        await app.press("e", "home", "enter", "p", "down", "enter")
        assert screen.draft.columns == ("nr,vraag",)
        assert "één ding" in app.text


async def test_every_step_leads_back(start: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        screen = await to_columns(app)
        await app.press("home", "down", "q", "enter", "escape")
        assert app.app.screen is screen
        assert screen.draft.question_of("functie")  # what was changed is still there
        await app.press("escape")
        assert isinstance(app.app.screen, WizardFileScreen)
        await app.press("escape")
        assert isinstance(app.app.screen, StartScreen)
    assert [path.name for path in survey.parent.iterdir()] == [survey.name]


async def test_a_file_that_is_not_right_lists_all_its_faults(start: Any, own_folder: Path) -> None:
    rows = [f"{n};antwoord {n}" + ";te veel" * (n % 2) for n in range(1, 9)]
    (own_folder / "kapot.csv").write_text("nr;vraag\n" + "\n".join(rows) + "\n")
    async with start(SMALL, bench=None) as app:
        await app.press("n", "enter")
        assert isinstance(app.app.screen, WizardFileScreen)
        for line in (2, 4, 6, 8):
            assert f"kapot.csv:{line}:3: 3 cells where the heading has 2" in app.text
        await app.press("x")
        assert "3 cells" not in app.text  # another file is being typed
        await app.press("enter")
        assert "there is no such file" in app.text


@pytest.mark.parametrize("after", [0, 1])
async def test_a_stopped_import_leaves_nothing(
    start: Any, survey: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app)
        await app.press("home", "down", "q", "enter")
        screen = app.app.screen
        told: list[int] = []

        def report(done: int, of: int) -> None:  # escape, in the middle of the work
            told.append(done)
            if len(told) > after:
                app.app.call_from_thread(screen.action_back)

        monkeypatch.setattr(screen, "_report", report)
        await app.press("enter")
        assert "Stopped; nothing was imported." in app.text
        assert app.app.screen is screen
        assert [path.name for path in survey.parent.iterdir()] == [survey.name]
        monkeypatch.undo()
        await app.press("enter")  # and then all the same
        assert isinstance(app.app.screen, CodingScreen)


async def test_a_failed_import_says_why_and_keeps_the_plan(
    start: Any, survey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise CoderError("The disk is full.", "Make room.")

    async with start(SMALL, bench=None) as app:
        await to_columns(app)
        await app.press("enter")
        with monkeypatch.context() as patch:
            patch.setattr(Project, "take_in_all", fail)
            await app.press("enter")
        assert "The disk is full." in app.text
        assert isinstance(app.app.screen, WizardPlanScreen)
    assert [path.name for path in survey.parent.iterdir()] == [survey.name]


async def test_the_project_can_be_made_somewhere_else(
    start: Any, survey: Path, tmp_path: Path
) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app)
        await app.press("enter", "p")
        app.app.screen.query_one(Input).value = str(tmp_path / "elders")
        await app.press("enter", "enter")
        assert isinstance(app.app.screen, CodingScreen)
    assert (tmp_path / "elders.coder").exists()


async def test_a_codebook_that_was_begun_says_where_codes_are_added(
    start: Any, survey: Path
) -> None:
    async with start(SMALL, bench=None) as app:
        await to_columns(app)
        await app.press("c", "home", "enter", "enter", "enter")
        assert "zorgen.yaml has no codes of your own yet" in app.notices


async def test_a_second_file_joins_the_open_project(
    start: Any, workbench: Workbench, own_folder: Path
) -> None:
    rows = [f"r{n};{text}" for n, text in enumerate(("Werkdruk", "anders dan eerst", "nieuw"), 1)]
    path = own_folder.parent / "aanvulling_2024.csv"
    path.write_text("respnr;zorgen\n" + "\n".join(rows) + "\nr99;erbij gekomen\n")
    async with start() as app:
        await app.press("q", "i")
        assert isinstance(app.app.screen, WizardFileScreen)
        app.app.screen.query_one(Input).value = str(path)
        await app.press("enter")
        assert "the one that the question has" in app.text
        assert "1 are there already" in app.text
        await app.press("enter")
        assert "answers differ from the project, which keeps its own" in app.text
        assert "“anders dan eerst” not taken over" in app.text
        await app.press("enter")
        assert isinstance(app.app.screen, CodingScreen)
        assert "erbij gekomen" in app.text
        await app.press("I")
        assert isinstance(app.app.screen, WizardFileScreen)


async def test_a_project_without_answers_asks_for_a_file(
    start: Any, survey: Path, tmp_path: Path
) -> None:
    Project.create(tmp_path / "leeg.coder").close()
    async with start(bench=None) as app:
        await app.press("o")
        app.app.screen.query_one(Input).value = str(tmp_path / "leeg.coder")
        await app.press("enter")
        assert isinstance(app.app.screen, WizardFileScreen)
        assert "no answers to code yet" in app.notices


async def test_a_question_without_a_codebook_gets_one(start: Any, workbench: Workbench) -> None:
    from coder.storage.intake import Intake, IntakeRow

    rows = [IntakeRow(f"r{n}", "teamleider", ()) for n in range(1, 4)]
    workbench.project.take_in(Intake("functietitel", rows, wave="2024"))
    async with start() as app:
        await app.press("q", "end", "enter")
        assert "What is functietitel coded with?" in app.text
        await app.press("escape")
        assert app.screen.session.question.key == "zorgen"
        await app.press("q", "end", "enter", "enter")
        assert app.screen.session.question.key == "functietitel"
    assert (workbench.path.parent / "functietitel.yaml").exists()


async def test_a_paste_of_a_megabyte_does_no_harm(start: Any, survey: Path) -> None:
    paste = events.Paste("x" * 1_000_000)
    async with start(SMALL, bench=None) as app:
        await app.press("n")
        app.app.screen.query_one(Input).post_message(paste)
        await app.settle()
        await app.press("enter")  # the line was left as it was
        assert isinstance(app.app.screen, WizardColumnsScreen)
        before = app.app.screen.draft
        for key in ("n", "t", "w", "m"):
            await app.press(key)
            app.app.screen.query_one(Input).post_message(paste)
            await app.settle()
            await app.press("escape")
        assert app.app.screen.draft is before


@pytest.mark.parametrize("path", ["x\0" * 1000, "/" * 4000, "~nobody/x", "[red]/x", "a" * 4000])
async def test_what_can_be_no_path_is_refused_in_words(start: Any, path: str) -> None:
    async with start(SMALL, bench=None) as app:
        await app.press("n")
        app.app.screen.query_one(Input).value = path
        await app.press("enter")
        assert isinstance(app.app.screen, WizardFileScreen)


async def test_tab_completes_a_path_as_far_as_it_is_sure(start: Any, own_folder: Path) -> None:
    for name in ("Enquete_2023.csv", "Enquete_2024.csv"):
        (own_folder / name).write_text("nr;vraag\n1;een\n")
    (own_folder / "map").mkdir()
    (own_folder / "map" / "dieper.csv").write_text("nr;vraag\n1;een\n")
    async with start(SMALL, bench=None) as app:
        await app.press("n", *"enq", "tab")
        field = app.app.screen.query_one(Input)
        assert field.value.endswith("/Enquete_202")
        await app.press("4", "tab")
        assert field.value.endswith("/Enquete_2024.csv")
        await app.press(*["backspace"] * len("Enquete_2024.csv"), *"ma", "tab")
        assert field.value.endswith("/map/")
        assert "dieper.csv" in app.text
        await app.press("down", "enter")  # the folder above
        assert "Enquete_2023.csv" in app.text


@pytest.mark.parametrize("size", [SMALL, (160, 48), (40, 10)])
async def test_messy_files_are_shown_at_every_size(start: Any, size: tuple[int, int]) -> None:
    async with start(size, bench=None) as app:
        await app.press("n")
        files = sorted(path.name for path in MESSY.iterdir() if path.suffix in SURVEY_SUFFIXES)
        for name in files if size == SMALL else files[:1]:
            app.app.screen.query_one(Input).value = str(MESSY / name)
            await app.press("enter")
            assert isinstance(app.app.screen, WizardColumnsScreen), name
            assert app.app.screen.draft.columns[0] in app.text
            await app.press("down", "v", "escape", "enter", "escape", "escape")


async def test_enter_before_the_plan_is_made_goes_on_by_itself(
    start: Any, survey: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(SMALL, bench=None) as app:
        screen = await to_columns(app)
        screen.put(screen.draft)
        await app.pilot.press("enter")
        await app.settle()
        assert isinstance(app.app.screen, WizardPlanScreen)


async def test_a_long_name_of_a_codebook_goes_on_below_itself(start: Any, survey: Path) -> None:
    name = "een_codeboek_met_een_heel_lange_naam_van_vorig_jaar"
    shown = _field("codebook", f"{name}.yaml, het eigen codeboek van de vorige meting", 40).plain
    first, *others = shown.split("\n")
    assert first.startswith("codebook")
    assert others
    assert all(line.startswith(" " * 14) and len(line) <= 40 for line in others)


async def test_help_of_the_steps_tells_of_no_signs_of_coding(start: Any, survey: Path) -> None:
    async with start(SMALL, bench=None) as app:
        for key in ("n", "enter"):
            await app.press(key, "question_mark")
            assert "Starred as a quote" not in "".join(
                str(shown.content) for shown in app.app.screen.query(".meaning").results(Static)
            )
            await app.press("escape")
