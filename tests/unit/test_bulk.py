"""Bulk coding by rules or model: a machine's work, one step, outranked by a person."""

from __future__ import annotations

import pytest
from tests.conftest import MakeProject

from coder.domain.coding import Source
from coder.errors import CoderError, UsageError
from coder.services.bulk import Machine, code_in_bulk, machine_named, undo_bulk
from coder.services.coding import CodingSession
from coder.services.workbench import Workbench

ANSWERS = (
    "werkdruk", "te druk", "hoge caseload", "werkdruk en stress", "zo druk altijd",
    "minder geld", "bezuinigingen", "minder geld voor ons", "er wordt bezuinigd", "minder budget",
    "de agenda is overvol", "een krapper budget",
)  # fmt: skip


def codes(session: CodingSession) -> dict[str, set[str]]:
    session.reload()
    return {row.group.text: set(row.marks.codes) for row in session.rows}


def test_rules_code_what_they_match_and_leave_the_rest(workbench: Workbench) -> None:
    done = code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    found = codes(workbench.session("zorgen"))
    assert found["bezuinigingen en te weinig collega's"] == {"bezuinigingen", "personeel"}
    assert found["mijn knie"] == set()
    assert (done.answers, done.coded) == (8, 7)


def test_a_second_run_changes_nothing(workbench: Workbench) -> None:
    code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    again = code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    assert (again.decisions, again.batch) == (0, None)


def test_a_higher_least_score_takes_weak_codes_off_again(workbench: Workbench) -> None:
    code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    strict = code_in_bulk(workbench, "zorgen", None, Machine.RULES, min_score=0.999)
    assert strict.coded == 0
    assert all(not given for given in codes(workbench.session("zorgen")).values())


def test_what_a_person_decided_stays_and_outranks(workbench: Workbench) -> None:
    session = workbench.session("zorgen")
    session.accept(0, "personeel")
    code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    session.reload()
    assert session.rows[0].marks.codes == {"personeel"}
    assert session.rows[0].source is Source.PERSON


def test_undo_takes_the_machines_step_back_and_leaves_the_persons(workbench: Workbench) -> None:
    session = workbench.session("zorgen")
    code_in_bulk(workbench, "zorgen", None, Machine.RULES)
    session.accept(0, "personeel")
    assert undo_bulk(workbench, Machine.RULES, "zorgen") is not None
    session.reload()
    assert session.rows[0].marks.codes == {"personeel"}
    assert session.rows[1].marks.codes == frozenset()
    assert undo_bulk(workbench, Machine.RULES, "zorgen") is None


def test_the_model_codes_what_it_learned(make_project: MakeProject, workbench: Workbench) -> None:
    learned = Workbench(
        make_project(ANSWERS, "model.coder"), "Anna", workbench.lemmatizer, workbench.settings
    )
    session = learned.session("zorgen")
    for index in range(10):
        session.accept(index, "werkdruk" if index < 5 else "bezuinigingen")
    done = code_in_bulk(learned, "zorgen", None, Machine.MODEL, min_score=0.2)
    assert done.coded >= 10
    session.reload()
    assert session.rows[11].marks.codes == {"bezuinigingen"}
    assert session.rows[11].source is Source.MODEL


def test_the_model_needs_examples(workbench: Workbench) -> None:
    with pytest.raises(CoderError, match="too few"):
        code_in_bulk(workbench, "zorgen", None, Machine.MODEL)


def test_only_rules_and_model_can_code() -> None:
    with pytest.raises(UsageError, match="magic"):
        machine_named("magic")
