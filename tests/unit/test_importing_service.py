"""Taking a survey file into a project."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from coder.errors import CodebookError, ImportFileError, ProjectLockedError
from coder.services import importing
from coder.services.importing import ImportRequest, apply, import_file, plan, survey_overview
from coder.storage.project import Project
from coder.storage.rows import Taken

MESSY = Path(__file__).parent.parent / "data" / "messy"
SURVEY = "respnr;functie;zorgen\n7;opbouwwerker;geen geld\n8;;nvt\n9;sociaal werker;\n"
CODEBOOK = """\
codebook: zorgen
title: Zorgen
question: Waarover maak je je zorgen?
language: nl
answers: many
codes:
  - id: geld
    label: Geld
    definition: Te weinig geld.
    examples: [geen geld, minder geld]
    patterns: [geld]
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "raadpleging.csv"
    path.write_text(SURVEY)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "raadpleging.coder"


def request(survey: Path, **changes: object) -> ImportRequest:
    known: dict[str, object] = {"question": "zorgen", "text": "zorgen", "wave": "2024"}
    return ImportRequest(file=survey, **{**known, **changes})  # type: ignore[arg-type]


def test_a_project_is_made_and_filled(survey: Path, target: Path) -> None:
    outcome = import_file(target, request(survey, background=("functie",)))
    assert outcome.taken == Taken(respondents=3, answers=2, background_values=2)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with Project.open(target) as project:
        assert [(a.external_id, a.text) for a in project.answers("zorgen", "2024")] == [
            ("7", "geen geld"),
            ("8", "nvt"),
        ]
        assert len(project.respondents("2024")) == 3
        [entry] = project.imports()
        assert (entry.file_name, entry.rows) == ("raadpleging.csv", 3)


def test_the_same_file_again_adds_nothing(survey: Path, target: Path) -> None:
    import_file(target, request(survey, background=("functie",)))
    outcome = import_file(target, request(survey, background=("functie",)))
    assert outcome.taken == Taken()
    assert outcome.planned.known_answers == 2
    assert outcome.planned.new_answers == 0
    with Project.open(target) as project:
        assert len(project.respondents()) == 3
        assert len(project.answers("zorgen")) == 2


def test_another_question_of_the_file_joins_the_same_respondents(
    survey: Path, target: Path
) -> None:
    import_file(target, request(survey))
    import_file(
        target, request(survey, question="functietitel", text="functie", background=("functie",))
    )
    with Project.open(target) as project:
        assert len(project.respondents()) == 3
        [first, _second] = project.answers("functietitel")
        assert project.background("zorgen")[first.respondent_id] == {"functie": "opbouwwerker"}


def test_changed_answers_are_told_and_left_as_they_are(survey: Path, target: Path) -> None:
    import_file(target, request(survey))
    survey.write_text(SURVEY.replace("geen geld", "GEEN geld").replace("9;", "10;"))
    outcome = import_file(target, request(survey))
    [conflict] = outcome.taken.conflicts
    assert (conflict.external_id, conflict.stored, conflict.offered) == (
        "7",
        "geen geld",
        "GEEN geld",
    )
    assert outcome.planned.conflicts == outcome.taken.conflicts
    assert sum("GEEN geld" in line for line in outcome.plan_lines) == 1
    with Project.open(target) as project:
        assert project.answers("zorgen")[0].text == "geen geld"


def test_a_plan_alone_writes_nothing(survey: Path, target: Path) -> None:
    outcome = import_file(target, request(survey), dry_run=True)
    assert outcome.as_json()["answers"] == 2
    assert outcome.as_json()["dry_run"] is True
    assert not target.exists()
    Project.create(target).close()
    before = target.read_bytes()
    import_file(target, request(survey), dry_run=True)
    assert target.read_bytes() == before


def test_words_of_the_user_are_no_answer(survey: Path, target: Path) -> None:
    outcome = import_file(target, request(survey, missing=("NVT",)))
    assert outcome.taken.answers == 1
    assert outcome.planned.plan.missing == {"": 1, "NVT": 1}


def test_a_file_that_is_refused_makes_no_project(survey: Path, target: Path) -> None:
    survey.write_text("respnr;zorgen\n1;a;b\n")
    with pytest.raises(ImportFileError):
        import_file(target, request(survey))
    assert not target.exists()


def test_a_file_that_is_refused_leaves_the_project(survey: Path, target: Path) -> None:
    import_file(target, request(survey))
    survey.write_text(SURVEY + '10;x;"half\n')
    with pytest.raises(ImportFileError):
        import_file(target, request(survey))
    with Project.open(target) as project:
        assert len(project.respondents()) == 3
        assert len(project.imports()) == 1


def test_the_codebook_is_kept_with_the_question(survey: Path, target: Path, tmp_path: Path) -> None:
    codebook = tmp_path / "zorgen.yaml"
    codebook.write_text(CODEBOOK)
    import_file(target, request(survey, codebook=codebook))
    with Project.open(target) as project:
        question = project.question("zorgen")
        assert (question.codebook_id, question.text) == ("zorgen", "Waarover maak je je zorgen?")
        version = project.codebook_version("zorgen")
        assert version is not None
        assert version.yaml == CODEBOOK


def test_a_wrong_codebook_stops_the_import_before_it_begins(
    survey: Path, target: Path, tmp_path: Path
) -> None:
    codebook = tmp_path / "zorgen.yaml"
    codebook.write_text(CODEBOOK.replace("label:", "lable:"))
    with pytest.raises(CodebookError):
        import_file(target, request(survey, codebook=codebook))
    assert not target.exists()


def test_a_variable_label_becomes_the_text_of_the_question(target: Path) -> None:
    import_file(target, request(MESSY / "met_labels.sav", background=("geslacht",)))
    with Project.open(target) as project:
        assert project.question("zorgen").text == "Waarover maak je je zorgen?"
        assert project.attributes()[0].label == "Geslacht"


def test_a_cancelled_import_leaves_nothing(survey: Path, target: Path) -> None:
    Project.create(target).close()
    with Project.open(target) as project:
        planned = plan(project, request(survey))
        assert apply(project, planned, cancelled=lambda: True) is None
        assert (project.questions(), project.respondents(), project.imports()) == ([], [], [])
        outcome = apply(project, planned, cancelled=lambda: False)
        assert outcome is not None
        assert len(project.answers("zorgen")) == 2


def test_progress_ends_at_the_last_row(survey: Path, target: Path) -> None:
    steps: list[tuple[int, int]] = []
    import_file(target, request(survey), progress=lambda done, of: steps.append((done, of)))
    assert steps[-1] == (3, 3)


def test_a_new_project_that_cannot_be_filled_is_not_left_behind(
    survey: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ProjectLockedError("bezet")

    monkeypatch.setattr(importing, "apply", fail)
    with pytest.raises(ProjectLockedError):
        import_file(target, request(survey))
    assert not target.exists()


def test_a_project_is_found_without_its_suffix(survey: Path, target: Path) -> None:
    import_file(target.with_suffix(""), request(survey))
    assert target.exists()
    assert import_file(target.with_suffix(""), request(survey)).taken.answers == 0


def test_a_file_at_first_sight(tmp_path: Path) -> None:
    overview = survey_overview(MESSY / "meer_bladen.xlsx", "test-emotie")
    assert overview.columns == ("Content", "emotie", "score")
    assert overview.sheets == ("leeg", "goud-emotie", "test-emotie")
    assert (overview.rows, overview.id_column) == (2, None)
