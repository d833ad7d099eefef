"""`coder merge`: what was coded in two copies comes together, and what cannot is said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coder.cli.main import run
from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError, ExitCode, ProjectError, ProjectTooNewError
from coder.services.merging import merge_projects
from coder.storage.backups import backups_of
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project


def decide(path: Path, who: str, place: int, *codes: str) -> None:
    with Project.open(path) as project:
        answer = project.answers("zorgen")[place]
        made = tuple(Decision(answer.id, Mark.CODE, True, code) for code in codes)
        project.append(NewBatch(project.coder(who), "test", made))


def codes(path: Path) -> list[tuple[str, list[str]]]:
    with Project.open(path, read_only=True) as project:
        return sorted(
            (coding.coder.name, sorted(coding.marks.codes))
            for given in project.codings("zorgen").values()
            for coding in given
        )


@pytest.fixture
def apart(project: Project, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one project."""
    project.close()
    other = tmp_path / "elders.coder"
    shutil.copy(project.path, other)
    return project.path, other


def test_a_merge_brings_the_work_of_both_together_after_a_backup(
    apart: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = apart
    decide(here, "Anna", 0, "werkdruk")
    decide(there, "Bas", 0, "personeel")
    decide(there, "Bas", 2, "werkdruk")
    assert run(["merge", str(here), str(there), "--json"]) == ExitCode.DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["added"]["batches"], found["added"]["decisions"]) == (2, 2)
    assert [one["codes"] for one in found["disagreements"]] == [
        {"Anna": ["werkdruk"], "Bas": ["personeel"]}
    ]
    assert codes(here) == [("Anna", ["werkdruk"]), ("Bas", ["personeel"]), ("Bas", ["werkdruk"])]
    assert codes(Path(found["backup"])) == [("Anna", ["werkdruk"])]
    assert run(["merge", str(here), str(there)]) == ExitCode.DONE
    assert "nothing that is not here already" in capsys.readouterr().out


def test_one_coder_on_two_machines_is_listed_and_the_later_decision_counts(
    apart: tuple[Path, Path],
) -> None:
    here, there = apart
    decide(here, "Anna", 0, "werkdruk")
    decide(there, "Anna", 0, "personeel")
    twice = merge_projects(here, there).outcome.twice
    assert [(place.respondent, name) for place, name in twice] == [(_first(here), "Anna")]
    assert codes(here) == [("Anna", ["personeel", "werkdruk"])]


def test_a_step_that_went_on_in_one_copy_is_completed_and_in_both_refused(
    apart: tuple[Path, Path],
) -> None:
    here, there = apart
    decide(here, "Anna", 0, "werkdruk")
    shutil.copy(here, there)
    _extend(there, 1, "personeel")
    assert merge_projects(here, there).outcome.added["decisions"] == 1
    assert codes(here) == [("Anna", ["personeel"]), ("Anna", ["werkdruk"])]
    _extend(here, 2, "geen")
    _extend(there, 2, "anders")
    before = codes(here)
    with pytest.raises(ProjectError, match="went on differently"):
        merge_projects(here, there)
    assert codes(here) == before


def test_an_answer_with_another_text_keeps_ours_and_is_listed(apart: tuple[Path, Path]) -> None:
    here, there = apart
    for path, text in ((here, "druk"), (there, "rust")):
        with Project.open(path) as project:
            rows = [IntakeRow("extra", text)]
            project.take_in(Intake("zorgen", rows, wave="2025", sha256=text))
            answer = project.answers("zorgen", "2025")[0]
            made = (Decision(answer.id, Mark.CODE, True, "werkdruk"),)
            if path == there:
                project.append(NewBatch(project.coder("Bas"), "test", made))
    outcome = merge_projects(here, there).outcome
    assert [(place.wave, place.respondent) for place in outcome.other_texts] == [("2025", "extra")]
    assert codes(here) == []
    with Project.open(here, read_only=True) as project:
        assert [answer.text for answer in project.answers("zorgen", "2025")] == ["druk"]


def test_what_cannot_be_merged_is_refused_and_nothing_is_changed(
    apart: tuple[Path, Path], tmp_path: Path
) -> None:
    here, there = apart
    foreign, notes = tmp_path / "vreemd.coder", tmp_path / "notities.txt"
    with Project.create(foreign) as project:
        project.take_in(Intake("zorgen", [IntakeRow("1", "iets heel anders")], wave="2024"))
    notes.write_text("geen project", encoding="utf-8")
    with pytest.raises(CoderError, match="another survey"):
        merge_projects(here, foreign)
    with pytest.raises(CoderError, match="with itself"):
        merge_projects(here, here)
    with pytest.raises(ProjectError, match="not a project"):
        merge_projects(here, notes)
    with Project.open(there) as project, project.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    with pytest.raises(ProjectTooNewError):
        merge_projects(here, there)
    assert backups_of(here) == []


def _extend(path: Path, place: int, code: str) -> None:
    with Project.open(path) as project:
        newest = project.history(1)[0].batch
        answer = project.answers("zorgen")[place]
        project.extend(newest.id, [Decision(answer.id, Mark.CODE, True, code)])


def _first(path: Path) -> str:
    with Project.open(path, read_only=True) as project:
        first = project.answers("zorgen")[0].respondent_id
        return next(one.external_id for one in project.respondents() if one.id == first)
