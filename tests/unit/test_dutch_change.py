"""A project knows which Dutch made its lemmas, and says it once when another takes over."""

import warnings
from pathlib import Path

import pytest

from coder import bootstrap
from coder.cli.main import run
from coder.errors import CoderWarning
from coder.language.simple import SimpleLemmatizer
from coder.services.analysing import analyse_texts
from coder.services.dutch import accept_dutch, dutch_change
from coder.services.health import examine
from coder.services.workbench import Workbench
from coder.storage.project import Project


class OtherDutch(SimpleLemmatizer):
    """The word list under the name of a model."""

    name = "nl_core_news_md"
    version = "3.8.0+abc"  # type: ignore[assignment]


def made_by_other(project: Project) -> Path:
    """The project's file once another pipeline has made its lemmas."""
    analyse_texts(project, OtherDutch(), ["te veel werkdruk"])
    return project.path


def test_a_new_project_has_no_dutch_to_change_from(project: Project) -> None:
    assert project.dutch() == ""
    assert dutch_change(project, SimpleLemmatizer()) is None


def test_a_project_remembers_which_dutch_made_its_lemmas(project: Project) -> None:
    made_by_other(project)
    assert project.dutch() == "nl_core_news_md 3.8.0+abc"
    assert dutch_change(project, OtherDutch()) is None


def test_a_change_is_told_once(project: Project) -> None:
    made_by_other(project)
    first = accept_dutch(project, SimpleLemmatizer())
    assert first is not None
    assert "nl_core_news_md 3.8.0+abc" in first.sentence
    assert f"simplemma {SimpleLemmatizer().version}" in first.sentence
    assert accept_dutch(project, SimpleLemmatizer()) is None


def test_another_version_of_the_same_dutch_is_a_change(project: Project) -> None:
    made_by_other(project)
    newer = OtherDutch()
    newer.version = "3.8.1+abc"
    assert dutch_change(project, newer) is not None


def test_opening_warns_once_and_the_workbench_carries_the_change(project: Project) -> None:
    path = made_by_other(project)
    with (
        pytest.warns(CoderWarning, match="nl_core_news_md"),
        bootstrap.open_workbench(path) as opened,
    ):
        assert opened.dutch_change is not None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with bootstrap.open_workbench(path) as again:
            assert again.dutch_change is None


def test_looking_without_writing_neither_warns_nor_forgets(project: Project) -> None:
    path = made_by_other(project)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with bootstrap.open_workbench(path, read_only=True) as opened:
            assert opened.dutch_change is None
    assert project.dutch() == "nl_core_news_md 3.8.0+abc"


def test_the_command_line_tells_on_stderr_once(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made_by_other(project)
    assert run(["words", str(path), "zorgen", "--json"]) == 0
    told = capsys.readouterr()
    assert "nl_core_news_md 3.8.0+abc" in told.err
    assert "nl_core_news_md" not in told.out
    run(["words", str(path), "zorgen", "--json"])
    assert "nl_core_news_md" not in capsys.readouterr().err


def test_the_doctor_names_the_dutch_of_a_project(project: Project) -> None:
    assert dict(examine(project.path).lines)["lemmas"] == "none yet"
    path = made_by_other(project)
    finding = dict(examine(path).lines)["lemmas"]
    assert "nl_core_news_md 3.8.0+abc" in finding
    assert "coder_nl" in finding


def test_what_was_decided_and_the_journal_stay_when_the_dutch_changes(workbench: Workbench) -> None:
    before = list(workbench.project.journal())
    made_by_other(workbench.project)
    accept_dutch(workbench.project, SimpleLemmatizer())
    assert list(workbench.project.journal()) == before
