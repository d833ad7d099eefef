"""Agreement of the coders of a project, on what they coded both."""

from __future__ import annotations

import pytest

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.errors import CoderError
from coder.services.agreement import measure_agreement
from coder.storage.project import Project


def code(project: Project, who: str, codes: dict[int, str], source: Source = Source.PERSON) -> None:
    """Codes by position of the answer (from 0); an empty text means: looked at, no code."""
    answers = project.answers("zorgen", "2024")
    decisions = [Decision(answers[place].id, Mark.DONE, True) for place in codes]
    decisions += [
        Decision(answers[place].id, Mark.CODE, True, one)
        for place, given in codes.items()
        for one in given.split()
    ]
    project.append(NewBatch(project.coder(who, source), "test", tuple(decisions)))


def test_only_answers_that_both_coded_are_compared(project: Project) -> None:
    code(project, "Anna", {0: "werkdruk", 1: "bezuinigingen personeel", 3: "geen", 5: "anders"})
    code(project, "Bas", {0: "werkdruk", 1: "personeel", 3: "geen", 6: "werkdruk"})
    report = measure_agreement(project, "zorgen")
    assert report.coders == ("Anna", "Bas")
    assert (report.n, report.both) == (8, 3)
    assert [row.code for row in report.codes] == ["bezuinigingen", "werkdruk", "personeel", "geen"]
    by_code = {row.code: row for row in report.codes}
    assert by_code["bezuinigingen"].by_coder == (1, 0)
    assert by_code["bezuinigingen"].measured.percent == pytest.approx(2 / 3)
    assert by_code["werkdruk"].measured.alpha == 1
    assert [answer.respondent for answer in report.disagreements] == ["r2"]
    assert report.overall.percent == pytest.approx(11 / 12)


def test_no_code_is_a_judgement_and_an_answer_not_looked_at_is_none(project: Project) -> None:
    code(project, "Anna", {0: "werkdruk", 1: ""})
    code(project, "Bas", {0: "", 2: "werkdruk"})
    report = measure_agreement(project, "zorgen")
    assert report.both == 1
    assert report.disagreements[0].codes == (frozenset({"werkdruk"}), frozenset())


def test_codes_that_stand_against_each_other_are_counted(project: Project) -> None:
    code(project, "Anna", {0: "werkdruk", 1: "werkdruk", 2: "werkdruk", 3: "geen"})
    code(project, "Bas", {0: "personeel", 1: "personeel werkdruk", 2: "personeel", 3: "geen"})
    (confusion,) = measure_agreement(project, "zorgen").confusions
    assert (confusion.first, confusion.second, confusion.answers) == ("personeel", "werkdruk", 2)


def test_a_machine_is_compared_only_when_it_is_named(project: Project) -> None:
    code(project, "Anna", {0: "werkdruk", 1: "geen"})
    code(project, "model", {0: "werkdruk", 1: "anders"}, Source.MODEL)
    with pytest.raises(CoderError, match="Anna"):
        measure_agreement(project, "zorgen")
    report = measure_agreement(project, "zorgen", coders=["Anna", "model"])
    assert report.coders == ("Anna", "model")
    assert len(report.disagreements) == 1


def test_one_name_twice_is_one_coder(project: Project) -> None:
    code(project, "Anna", {0: "werkdruk"})
    with pytest.raises(CoderError, match="two coders"):
        measure_agreement(project, "zorgen", coders=["Anna", "anna"])


def test_json_has_null_where_a_figure_is_undefined(project: Project) -> None:
    code(project, "Anna", {0: "werkdruk", 1: "werkdruk"})
    code(project, "Bas", {0: "werkdruk", 1: "werkdruk"})
    data = measure_agreement(project, "zorgen").as_json()
    assert data["codes"][0]["alpha"] is None
    assert data["codes"][0]["percent"] == 1
    assert data["sets"] == {"jaccard": None, "masi": None}
