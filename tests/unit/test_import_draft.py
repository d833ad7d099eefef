"""An import in the making: guesses, changes, the plan, and all or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from coder.errors import CoderError, ImportFileError
from coder.services.import_codebooks import CodebookChoice, CodebookKind, codebooks_to_choose
from coder.services.import_draft import ImportDraft, key_of, read_draft
from coder.services.import_run import import_as_new, import_draft, plan_draft, proposed_project
from coder.storage.project import Project

HEAD = "respnr;functietitel;organisatie;Q3. Waarover maak je je zorgen?;datum\n"
WORRIES = ("te weinig geld", "hoge werkdruk", "NA", "collega's gaan weg", "regels en registratie")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    rows = [
        f"{n};{('opbouwwerker', 'sociaal werker', 'wijkcoach jeugd')[n % 3]};"
        f"{('buurtteam', 'gemeente')[n % 2]};{WORRIES[n % 5]};2024-07-{n:02}"
        for n in range(1, 21)
    ]
    path = tmp_path / "raadpleging_2024.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def draft(survey: Path, tmp_path: Path) -> ImportDraft:
    return read_draft(survey, tmp_path)


WORRY = "Q3. Waarover maak je je zorgen?"


def test_roles_are_guessed(draft: ImportDraft) -> None:
    assert draft.id_column == "respnr"
    assert [asked.column for asked in draft.questions] == [WORRY]
    assert draft.background == ("functietitel", "organisatie")
    assert draft.wave == "2024"


def test_a_heading_that_asks_becomes_the_text_of_the_question(draft: ImportDraft) -> None:
    [asked] = draft.questions
    assert (asked.key, asked.text) == ("zorgen", WORRY)
    assert asked.codebook.kind is CodebookKind.SHIPPED  # it asks the same


def test_a_changed_role_changes_the_plan(draft: ImportDraft) -> None:
    more = draft.with_question("functietitel")
    plan = plan_draft(None, more)
    assert [one.plan.answers for one in plan.planned if one] == [20, 16]
    assert more.background == draft.background  # a question can be background too
    assert more.with_question("functietitel") == draft
    assert draft.with_id("datum").background == draft.background
    assert draft.without(WORRY).questions == ()


def test_a_column_that_becomes_the_id_is_nothing_else(draft: ImportDraft) -> None:
    chosen = draft.with_id("organisatie")
    assert chosen.id_column == "organisatie"
    assert chosen.background == ("functietitel",)
    plan = plan_draft(None, chosen)
    assert not plan.ready
    assert "raadpleging_2024.csv:4:3" in "\n".join(plan.problems)  # the id of row 2 again


def test_without_an_id_rows_are_numbered_also_where_a_column_looks_like_one(
    draft: ImportDraft,
) -> None:
    plan = plan_draft(None, draft.with_id("respnr"))
    assert plan.ready
    assert plan.planned[0] is not None
    assert plan.planned[0].plan.id_column is None
    assert "number of their row" in plan.warnings[0]


def test_a_shipped_codebook_is_found_by_the_name_of_the_column(draft: ImportDraft) -> None:
    asked = draft.with_question("functietitel").question_of("functietitel")
    assert asked is not None
    assert asked.codebook.kind is CodebookKind.SHIPPED


def test_all_questions_come_in_with_their_codebooks(draft: ImportDraft, tmp_path: Path) -> None:
    plan = plan_draft(None, draft.with_question("functietitel"))
    outcome = import_as_new(tmp_path / "nieuw", plan)
    assert outcome is not None
    assert [taken.answers for taken in outcome.taken] == [20, 16]
    assert sorted(path.name for path in outcome.codebooks) == [
        "functietitel.yaml",
        "zorgen.yaml",
    ]
    with Project.open(outcome.project) as project:
        assert len(project.respondents("2024")) == 20
        asked = {question.key: question for question in project.questions()}
        assert asked["functietitel"].codebook_path == "functietitel.yaml"
        assert asked["zorgen"].codebook_id == "zorgen"


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_cancelled_import_leaves_nothing(draft: ImportDraft, tmp_path: Path, after: int) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    before = set(tmp_path.iterdir())
    plan = plan_draft(None, draft.with_question("functietitel"))
    assert import_as_new(tmp_path / "nieuw.coder", plan, cancelled=cancelled) is None
    assert set(tmp_path.iterdir()) == before


def test_a_cancelled_import_leaves_a_project_as_it_was(
    draft: ImportDraft, project: Project, tmp_path: Path
) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    plan = plan_draft(project, draft.with_question("functietitel"))
    assert import_draft(project, plan, cancelled=cancelled) is None
    assert [question.key for question in project.questions()] == ["zorgen"]
    assert project.external_ids("2024") == {f"r{n}" for n in range(1, 9)}
    assert not (tmp_path / "functietitel.yaml").exists()


def test_an_import_that_fails_leaves_nothing(
    draft: ImportDraft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise CoderError("disk full")

    before = set(tmp_path.iterdir())
    plan = plan_draft(None, draft)
    with monkeypatch.context() as patch:
        patch.setattr(Project, "take_in_all", fail)
        with pytest.raises(CoderError, match="disk full"):
            import_as_new(tmp_path / "nieuw.coder", plan)
    assert set(tmp_path.iterdir()) == before


def test_a_question_of_the_project_keeps_its_codebook(
    project: Project, survey: Path, tmp_path: Path
) -> None:
    survey.write_text(survey.read_text().replace(WORRY, "zorgen"))
    draft = read_draft(survey, tmp_path, project)
    [asked] = draft.questions
    assert asked.codebook == CodebookChoice(CodebookKind.KEPT)
    before = project.question("zorgen")
    outcome = import_draft(project, plan_draft(project, replace(draft, wave="2026")))
    assert outcome is not None
    assert project.waves_of("zorgen") == ["2024", "2026"]
    assert project.question("zorgen").codebook_path == before.codebook_path


def test_names_that_cannot_be_are_told_all_at_once(draft: ImportDraft) -> None:
    wrong = draft.with_question("functietitel").changed(WORRY, key="functietitel")
    wrong = replace(wrong.with_question("datum").changed("datum", key="2 x"), wave=" ")
    problems = plan_draft(None, wrong).problems
    assert len(problems) == 3


def test_a_new_codebook_never_takes_the_place_of_a_file(draft: ImportDraft, tmp_path: Path) -> None:
    other = tmp_path / "zorgen.yaml"
    other.write_text("codebook: zorgen\ntitle: Van iemand\ncodes: []\n")
    named = draft.changed(WORRY, key="zorgen", codebook=CodebookChoice(CodebookKind.NEW))
    outcome = import_as_new(tmp_path / "nieuw", plan_draft(None, named))
    assert outcome is not None
    assert "Van iemand" in other.read_text()
    with Project.open(outcome.project) as project:
        [asked] = project.questions()
        assert (asked.codebook_id, asked.codebook_path) == ("zorgen_2", "zorgen_2.yaml")


def test_a_wrong_codebook_is_a_problem_with_its_line(draft: ImportDraft, tmp_path: Path) -> None:
    wrong = tmp_path / "fout.yaml"
    wrong.write_text("codebook: fout\ntitle: T\ncodes: []\npaterns: 1\n")
    choice = CodebookChoice(CodebookKind.FILE, wrong)
    plan = plan_draft(None, draft.changed(WORRY, codebook=choice))
    assert "fout.yaml:4" in plan.problems[0]
    assert not plan.ready


def test_codebooks_beside_the_project_can_be_chosen(tmp_path: Path, codebook_file: Path) -> None:
    kinds = {choice.path: choice.kind for choice in codebooks_to_choose(tmp_path)}
    assert kinds[None] is CodebookKind.NEW
    assert kinds[codebook_file] is CodebookKind.FILE
    assert CodebookKind.SHIPPED in kinds.values()


def test_another_sheet_is_another_draft(tmp_path: Path) -> None:
    path = tmp_path / "boek.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, text in (("een", "eerste"), ("twee", "tweede")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["nr", text])
            for row in range(1, 6):
                sheet.write_row(row, 0, [row, f"antwoord {'abcdef'[row]}woord hier"])
    assert read_draft(path, tmp_path).columns == ("nr", "eerste")
    assert read_draft(path, tmp_path, sheet="twee").columns == ("nr", "tweede")
    with pytest.raises(ImportFileError):
        read_draft(path, tmp_path, sheet="drie")


def test_a_project_is_proposed_beside_the_file(tmp_path: Path, survey: Path) -> None:
    assert proposed_project(survey) == tmp_path / "raadpleging_2024.coder"
    (tmp_path / "raadpleging_2024.coder").touch()
    assert proposed_project(survey) == tmp_path / "raadpleging_2024_2.coder"


def test_dates_make_no_groups(tmp_path: Path) -> None:
    path = tmp_path / "met_data.csv"
    rows = [f"{n};2024-09-0{n % 4 + 1};{('a', 'b')[n % 2]}" for n in range(1, 21)]
    path.write_text("respnr;ingevuld;groep\n" + "\n".join(rows) + "\n")
    assert read_draft(path, tmp_path).background == ("groep",)


@pytest.mark.parametrize(
    ("heading", "key"),
    [("", "v"), ("???", "v"), ("a" * 80, "a" * 32), ("Wat vind je?", "wat_vind_je")],
)
def test_every_heading_makes_a_name(heading: str, key: str) -> None:
    assert key_of(heading) == key
