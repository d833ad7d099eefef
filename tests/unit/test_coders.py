"""Who codes is known by an id: another name is the same person, here and in every copy."""

from __future__ import annotations

import json

import pytest

from coder.cli.main import run
from coder.domain.coding import FINAL_CODER, Coder, Decision, Mark, NewBatch, Source
from coder.errors import CoderError, ExitCode
from coder.services.agreement import measure_agreement, who_coded
from coder.services.history import steps
from coder.services.reconciling import Reconciling
from coder.storage.project import Project


def code(project: Project, who: str, *codes: str, place: int = 0) -> Coder:
    """One step of a person: the answer at this place is coded and confirmed."""
    answer = project.answers("zorgen")[place]
    made = [Decision(answer.id, Mark.CODE, True, one) for one in codes]
    made.append(Decision(answer.id, Mark.DONE, True))
    coder = project.coder(who)
    project.append(NewBatch(coder, "test", tuple(made)))
    return coder


def names(project: Project) -> list[str]:
    return [coder.name for coder in project.coders()]


def test_a_new_name_stands_wherever_the_old_one_stood(project: Project) -> None:
    anna = code(project, "Anna", "werkdruk")
    code(project, "Bas", "personeel")
    renamed = project.rename_coder(anna, "  Anna   B. ")
    assert renamed == anna
    assert renamed.name == "Anna B."
    assert [step.coder.name for step in steps(project, 9)] == ["Bas", "Anna B."]
    assert {one.name for one in who_coded(project, "zorgen")} == {"Anna B.", "Bas"}
    assert measure_agreement(project, "zorgen", rounds=0).coders == ("Anna B.", "Bas")
    assert project.coder("Anna B.") == anna
    assert project.undo(anna) is not None
    project.check_sound()


def test_who_is_called_by_the_old_name_afterwards_is_somebody_new(project: Project) -> None:
    anna = code(project, "Anna", "werkdruk")
    project.rename_coder(anna, "Berta")
    assert project.coder("Anna") != anna
    assert names(project) == ["Berta", "Anna"]


def test_the_reason_of_a_final_word_names_who_gave_it_as_they_are_called_now(
    project: Project,
) -> None:
    anna = code(project, "Anna", "werkdruk")
    code(project, "Bas", "personeel")
    room = Reconciling(project, measure_agreement(project, "zorgen", rounds=0), "Anna")
    [difference] = room.differences()
    room.decide(difference, frozenset({"werkdruk"}), "tijd")
    project.rename_coder(anna, "Anna B.")
    assert room.reason(difference) == "Anna B.: tijd"


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [
        ("Anna", "  ", "without a name"),
        ("Anna", "Bas", "Bas is the name of another coder"),
        ("Anna", "bas", "Bas is the name of another coder"),
        ("Anna", "model", "the program itself"),
        ("Anna", "regels", "name of another coder"),
        ("regels", "Anna B.", "Only persons"),
        (FINAL_CODER, "Anna B.", "Only persons"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_changes(
    project: Project, who: str, name: str, said: str
) -> None:
    for one in ("Anna", "Bas", FINAL_CODER):
        project.coder(one)
    project.coder("regels", Source.RULES)
    coder = next(one for one in project.coders() if one.name == who)
    before = project.work_of_coders()
    with pytest.raises(CoderError, match=said):
        project.rename_coder(coder, name)
    assert project.work_of_coders() == before
    assert names(project) == [one.coder.name for one in before]


def test_one_s_own_name_may_get_other_capitals_and_come_back(project: Project) -> None:
    anna = project.coder("anna")
    for name in ("Anna", "Anna", "anna"):
        project.rename_coder(anna, name)
    assert names(project) == ["anna"]


def test_the_command_lists_coders_and_renames_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(project.place)
    assert run(["coders", place]) == ExitCode.DONE
    assert "Nobody coded here yet" in capsys.readouterr().out
    code(project, "Anna", "werkdruk")
    project.coder("regels", Source.RULES)
    assert run(["coders", place, "--rename", "Anna", "Anna B."]) == ExitCode.DONE
    assert "Anna is called Anna B. now." in capsys.readouterr().out
    assert run(["coders", place, "--json"]) == ExitCode.DONE
    anna, rules = json.loads(capsys.readouterr().out)["coders"]
    assert (anna["name"], anna["source"], anna["decisions"]) == ("Anna B.", "person", 2)
    assert anna["last"].startswith("2024-09-16T12:")
    assert (rules["name"], rules["source"], rules["decisions"]) == ("regels", "rules", 0)
    assert rules["last"] is None
    assert run(["coders", place]) == ExitCode.DONE
    assert "machine" in capsys.readouterr().out


def test_the_command_says_who_there_is_when_nobody_has_the_name(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.coder("Anna")
    assert run(["coders", str(project.place), "--rename", "Zoë", "Bas"]) == ExitCode.USER_ERROR
    assert "Known: Anna" in capsys.readouterr().err
    assert run(["coders", str(project.place), "--rename", "Anna", " "]) == ExitCode.USER_ERROR
    assert "without a name" in capsys.readouterr().err
    command = ["coders", str(project.place), "--rename", "Anna", "Bas", "--json"]
    assert run(command) == ExitCode.USAGE
