"""Coding one question: every change is on disk when the method returns."""

from __future__ import annotations

import pytest

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.domain.filters import Filter, Order, Status
from coder.errors import ChangedElsewhereError
from coder.services.coding import CodingSession
from coder.services.workbench import Workbench
from coder.storage.project import Project

WERKDRUK, BEZUINIGINGEN, GEEN = 0, 1, 2  # rows, in order of arrival


@pytest.fixture
def session(workbench: Workbench) -> CodingSession:
    return workbench.session("zorgen")


def stored_codes(project: Project, session: CodingSession, row: int) -> list[frozenset[str]]:
    """What another program would read from disk, for each member of the group."""
    with Project.open(project.path, read_only=True) as reader:
        codings = reader.codings("zorgen", "2024")
    ids = session.rows[row].group.answer_ids
    return [codings[answer_id][0].marks.codes for answer_id in ids]


def test_identical_answers_are_one_row(session: CodingSession) -> None:
    assert [row.group.size for row in session.rows] == [3, 1, 1, 1, 1, 1]
    assert session.rows[WERKDRUK].group.text == "Werkdruk"


def test_a_toggled_code_is_on_disk_for_the_whole_group(
    project: Project, session: CodingSession
) -> None:
    session.toggle(WERKDRUK, "werkdruk")
    assert stored_codes(project, session, WERKDRUK) == [frozenset({"werkdruk"})] * 3


def test_a_second_toggle_takes_the_code_off(session: CodingSession) -> None:
    session.toggle(WERKDRUK, "werkdruk")
    assert session.toggle(WERKDRUK, "werkdruk").marks.codes == frozenset()
    assert session.rows[WERKDRUK].status is Status.OPEN


def test_an_exclusive_code_drives_the_others_out(session: CodingSession) -> None:
    session.toggle(BEZUINIGINGEN, "bezuinigingen")
    session.toggle(BEZUINIGINGEN, "personeel")
    assert session.toggle(BEZUINIGINGEN, "geen").marks.codes == {"geen"}
    assert session.toggle(BEZUINIGINGEN, "werkdruk").marks.codes == {"werkdruk"}


def test_one_undo_takes_back_a_whole_visit(session: CodingSession) -> None:
    session.toggle(BEZUINIGINGEN, "bezuinigingen")
    session.toggle(BEZUINIGINGEN, "personeel")
    session.confirm(BEZUINIGINGEN)
    step = session.undo()
    assert step is not None
    assert step.rows == (BEZUINIGINGEN,)
    assert session.rows[BEZUINIGINGEN].marks.codes == frozenset()
    assert session.rows[BEZUINIGINGEN].status is Status.OPEN


def test_leaving_an_answer_starts_a_new_step(session: CodingSession) -> None:
    session.toggle(WERKDRUK, "werkdruk")
    session.leave()
    session.toggle(WERKDRUK, "personeel")
    session.undo()
    assert session.rows[WERKDRUK].marks.codes == {"werkdruk"}


def test_redo_does_an_undone_step_again(session: CodingSession) -> None:
    session.accept(WERKDRUK, "werkdruk")
    session.undo()
    session.redo()
    assert session.rows[WERKDRUK].marks.codes == {"werkdruk"}
    assert session.rows[WERKDRUK].marks.done


def test_undo_with_nothing_done_says_so(session: CodingSession) -> None:
    assert session.undo() is None


def test_undo_survives_a_restart(workbench: Workbench, session: CodingSession) -> None:
    session.accept(WERKDRUK, "werkdruk")
    again = workbench.session("zorgen")
    again.undo()
    assert again.rows[WERKDRUK].marks.codes == frozenset()


def test_a_machines_proposal_becomes_the_persons_by_confirming(
    workbench: Workbench, session: CodingSession
) -> None:
    machine = workbench.project.coder("regels", Source.RULES)
    answer_id = session.rows[BEZUINIGINGEN].group.answer_ids[0]
    proposal = Decision(answer_id, Mark.CODE, True, "bezuinigingen")
    workbench.project.append(NewBatch(machine, "regels", (proposal,)))
    session.reload()
    assert session.rows[BEZUINIGINGEN].status is Status.MACHINE
    row = session.confirm(BEZUINIGINGEN)
    assert (row.status, row.marks.codes) == (Status.CODED, {"bezuinigingen"})


def test_a_choice_over_a_machines_proposals_is_what_was_pressed(
    workbench: Workbench, session: CodingSession
) -> None:
    machine = workbench.project.coder("regels", Source.RULES)
    answer_id = session.rows[BEZUINIGINGEN].group.answer_ids[0]
    proposals = tuple(
        Decision(answer_id, Mark.CODE, True, code) for code in ("bezuinigingen", "werkdruk")
    )
    workbench.project.append(NewBatch(machine, "regels", proposals))
    session.reload()
    row = session.toggle(BEZUINIGINGEN, "bezuinigingen")
    assert (row.status, row.marks.codes) == (Status.CODED, {"bezuinigingen"})
    assert session.toggle(BEZUINIGINGEN, "personeel").marks.codes == {"bezuinigingen", "personeel"}


def test_accepting_one_code_over_proposals_leaves_the_others_out(
    workbench: Workbench, session: CodingSession
) -> None:
    machine = workbench.project.coder("regels", Source.RULES)
    answer_id = session.rows[BEZUINIGINGEN].group.answer_ids[0]
    proposals = tuple(
        Decision(answer_id, Mark.CODE, True, code) for code in ("bezuinigingen", "werkdruk")
    )
    workbench.project.append(NewBatch(machine, "regels", proposals))
    session.reload()
    assert session.accept(BEZUINIGINGEN, "bezuinigingen").marks.codes == {"bezuinigingen"}


def test_a_person_can_decide_that_a_proposed_code_does_not_apply(
    workbench: Workbench, session: CodingSession
) -> None:
    machine = workbench.project.coder("regels", Source.RULES)
    answer_id = session.rows[GEEN].group.answer_ids[0]
    proposal = Decision(answer_id, Mark.CODE, True, "geen")
    workbench.project.append(NewBatch(machine, "regels", (proposal,)))
    session.reload()
    session.toggle(GEEN, "geen")
    row = session.toggle(GEEN, "geen")
    assert (row.status, row.marks.codes) == (Status.CODED, frozenset())


def test_a_colleagues_codes_can_be_changed(workbench: Workbench, session: CodingSession) -> None:
    session.accept(BEZUINIGINGEN, "personeel")
    berta = Workbench(workbench.project, "Berta", workbench.lemmatizer, workbench.settings)
    hers = berta.session("zorgen")
    assert hers.rows[BEZUINIGINGEN].marks.codes == {"personeel"}
    hers.toggle(BEZUINIGINGEN, "bezuinigingen")
    hers.toggle(BEZUINIGINGEN, "personeel")
    session.reload()
    assert session.rows[BEZUINIGINGEN].marks.codes == {"bezuinigingen"}


def test_progress_counts_answers_and_groups(session: CodingSession) -> None:
    session.accept(WERKDRUK, "werkdruk")
    progress = session.progress()
    assert (progress.answers, progress.coded_answers) == (8, 3)
    assert (progress.groups, progress.coded_groups) == (6, 1)


def test_setting_aside_is_taken_off_by_confirming(session: CodingSession) -> None:
    assert session.set_aside(GEEN).status is Status.LATER
    assert session.accept(GEEN, "geen").marks.later is False


def test_a_star_does_not_count_as_coding(session: CodingSession) -> None:
    row = session.toggle_star(GEEN)
    assert row.marks.star
    assert row.status is Status.OPEN


def test_filter_and_order(session: CodingSession) -> None:
    session.accept(WERKDRUK, "werkdruk")
    undecided = Filter(status=frozenset({Status.OPEN}))
    assert session.arranged(undecided) == [1, 2, 3, 4, 5]
    assert session.arranged(Filter(text="COLLEGA")) == [1]
    assert session.arranged(Filter(code="werkdruk")) == [0]
    assert session.arranged(Filter(), Order.SIZE)[0] == WERKDRUK
    assert session.arranged(Filter(), Order.TEXT)[0] == BEZUINIGINGEN


def test_background_is_shown_for_a_single_respondent_only(session: CodingSession) -> None:
    assert session.background(BEZUINIGINGEN) == {"organisatie": "gemeente"}
    assert session.background(WERKDRUK) == {}
    assert session.respondents(WERKDRUK) == ["r1", "r3", "r8"]
    assert session.respondents(WERKDRUK, 2) == ["r1", "r3"]


def test_the_score_of_a_suggestion_is_kept_with_the_decision_that_took_it(
    workbench: Workbench,
) -> None:
    session = workbench.session("zorgen")
    session.toggle(0, "werkdruk", 0.83)
    session.toggle(0, "personeel")
    session.undo()
    session.redo()
    given = [entry.decision for entry in workbench.project.journal("zorgen")]
    kept = [(made.code, made.score) for made in given if made.present]
    three = session.rows[0].group.size
    assert (
        kept == ([("werkdruk", 0.83)] * three + [("personeel", None)] * three) * 2
    )  # made, and made again


def test_what_was_decided_in_another_window_is_never_overwritten_unseen(
    workbench: Workbench, session: CodingSession
) -> None:
    elsewhere = workbench.session("zorgen")
    elsewhere.accept(WERKDRUK, "personeel")
    with pytest.raises(ChangedElsewhereError, match="changed meanwhile"):
        session.accept(WERKDRUK, "werkdruk")
    assert session.rows[WERKDRUK].marks.codes == {"personeel"}
    assert session.accept(WERKDRUK, "werkdruk").marks.codes == {"personeel", "werkdruk"}
    with pytest.raises(ChangedElsewhereError):
        elsewhere.code_all([WERKDRUK], "geen", "werkdruk")
    assert elsewhere.rows[WERKDRUK].marks.codes == {"personeel", "werkdruk"}


def test_a_decision_that_was_stored_though_nobody_heard_may_be_stored_again(
    workbench: Workbench, session: CodingSession
) -> None:
    unheard = workbench.session("zorgen")
    unheard.accept(WERKDRUK, "werkdruk")
    session.accept(WERKDRUK, "werkdruk")
    assert session.rows[WERKDRUK].marks.codes == {"werkdruk"}
