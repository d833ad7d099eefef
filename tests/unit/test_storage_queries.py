"""Reading a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from coder.domain.answers import RespondentId
from coder.domain.coding import Decision, Mark, Marks, NewBatch, Source
from coder.errors import ProjectError
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute, Conflict, Progress, Taken

ORGANISATION = Attribute("organisatie", "Soort organisatie")
EXPERIENCE = Attribute("werkervaring", "Werkervaring")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.coder") as project:
        yield project


def take(project: Project, question: str, wave: str, texts: dict[str, str | None]) -> Taken:
    rows = [IntakeRow(external_id, text) for external_id, text in texts.items()]
    return project.take_in(Intake(question, rows, wave))


def test_an_empty_project_has_nothing(project: Project) -> None:
    assert project.questions() == []
    assert project.waves() == []
    assert project.answers("zorgen") == []
    assert project.latest_wave("zorgen") is None
    assert project.progress("zorgen") == Progress(0, 0, 0, 0, 0)


def test_answers_come_to_the_letter_and_in_the_order_of_the_file(project: Project) -> None:
    texts = {"b": "- Werkdruk…\r\n- ’s avonds werken ", "a": "  Geld!! ", "c": None}
    take(project, "zorgen", "2024", texts)
    first, second = project.answers("zorgen", "2024")
    assert (first.external_id, first.text) == ("b", texts["b"])
    assert (second.external_id, second.text, second.normal) == ("a", "  Geld!! ", "geld")
    assert (first.question, first.wave) == ("zorgen", "2024")


def test_respondents_without_an_answer_are_kept(project: Project) -> None:
    take(project, "zorgen", "2024", {"1": "geld", "2": None})
    assert [person.external_id for person in project.respondents("2024")] == ["1", "2"]
    assert project.external_ids("2024") == {"1", "2"}
    assert project.external_ids("2020") == set()
    assert len(project.answers("zorgen")) == 1


@pytest.mark.parametrize(
    ("arrived", "expected"),
    [
        (["2024", "2020"], ["2020", "2024"]),
        (["golf 10", "golf 9"], ["golf 9", "golf 10"]),
        (["voorjaar 2024", "najaar 2024"], ["voorjaar 2024", "najaar 2024"]),
        (["2024", ""], ["", "2024"]),
    ],
)
def test_waves_stand_in_order_of_time(
    project: Project, arrived: list[str], expected: list[str]
) -> None:
    for wave in arrived:
        take(project, "zorgen", wave, {"1": "geld"})
    assert project.waves() == expected
    assert project.latest_wave("zorgen") == expected[-1]


def test_the_latest_wave_is_one_that_has_the_question(project: Project) -> None:
    take(project, "zorgen", "2020", {"1": "geld"})
    take(project, "functietitel", "2024", {"1": "opbouwwerker"})
    assert project.latest_wave("zorgen") == "2020"
    assert project.waves_of("functietitel") == ["2024"]


def test_an_unknown_question_comes_with_a_suggestion(project: Project) -> None:
    take(project, "zorgen", "", {"1": "geld"})
    with pytest.raises(ProjectError) as caught:
        project.question("zorgn")
    assert "zorgn" in caught.value.message
    assert "zorgen" in caught.value.hint


def test_background_is_known_by_respondent(project: Project) -> None:
    rows = [IntakeRow("1", "geld", ("welzijn", "0-5 jaar")), IntakeRow("2", None, ("zorg", None))]
    attributes = (ORGANISATION, EXPERIENCE)
    project.take_in(Intake("zorgen", rows, "2024", attributes=attributes))
    assert project.attributes() == [ORGANISATION, EXPERIENCE]
    one, two = project.respondents()
    assert one.background == {"organisatie": "welzijn", "werkervaring": "0-5 jaar"}
    assert project.background("zorgen", "2024") == {one.id: one.background}
    assert project.background()[two.id] == {"organisatie": "zorg"}
    assert project.background("zorgen", "2020") == {}


def test_codings_are_per_coder(project: Project) -> None:
    take(project, "zorgen", "2024", {"1": "geld", "2": "werkdruk"})
    take(project, "zorgen", "2020", {"1": "geld"})
    old, one, two = project.answers("zorgen", "2020") + project.answers("zorgen", "2024")
    ann, rules = project.coder("Ann"), project.coder("regels", Source.RULES)
    for coder, answer in ((ann, old), (ann, one), (rules, one), (rules, two)):
        decision = Decision(answer.id, Mark.CODE, True, f"{coder.name}")
        project.append(NewBatch(coder, "x", (decision,)))
    both = project.codings("zorgen", "2024")
    assert {coding.coder for coding in both[one.id]} == {ann, rules}
    assert set(both) == {one.id, two.id}
    assert set(project.codings("zorgen", "2024", ann.id)) == {one.id}
    assert set(project.codings("zorgen")) == {old.id, one.id, two.id}
    assert project.codings_of([one.id]) == {one.id: both[one.id]}
    assert project.marks(ann.id, [one.id, two.id]) == {one.id: Marks(frozenset({"Ann"}))}


def test_progress_counts_each_answer_once(project: Project) -> None:
    take(project, "zorgen", "2024", {str(number): f"tekst {number}" for number in range(6)})
    ids = [answer.id for answer in project.answers("zorgen")]
    ann, bob = project.coder("Ann"), project.coder("Bob")
    rules = project.coder("regels", Source.RULES)
    project.append(NewBatch(rules, "x", tuple(Decision(i, Mark.CODE, True, "a") for i in ids[:4])))
    project.append(NewBatch(ann, "x", (Decision(ids[0], Mark.DONE, True),)))
    project.append(NewBatch(bob, "x", (Decision(ids[0], Mark.CODE, True, "b"),)))
    project.append(NewBatch(ann, "x", (Decision(ids[1], Mark.LATER, True),)))
    project.append(NewBatch(ann, "x", (Decision(ids[5], Mark.STAR, True),)))
    progress = project.progress("zorgen", "2024")
    assert progress == Progress(6, by_person=1, by_machine_only=3, later=1, starred=1)
    assert progress.undecided == 2
    assert project.progress("zorgen", "2020").answers == 0


def test_reading_takes_as_many_statements_for_many_answers_as_for_few(project: Project) -> None:
    def statements() -> int:
        counted: list[str] = []

        def count(_c: object, _u: object, statement: str, *_: object) -> None:
            counted.append(statement)

        event.listen(project._engine, "before_cursor_execute", count)
        project.answers("zorgen", "2024")
        project.codings("zorgen", "2024")
        project.background("zorgen", "2024")
        project.progress("zorgen", "2024")
        project.respondents("2024")
        event.remove(project._engine, "before_cursor_execute", count)
        return len(counted)

    take(project, "zorgen", "2024", {"1": "geld"})
    few = statements()
    take(project, "zorgen", "2024", {str(number): f"tekst {number}" for number in range(300)})
    ann = project.coder("Ann")
    ids = [answer.id for answer in project.answers("zorgen")]
    project.append(NewBatch(ann, "x", tuple(Decision(i, Mark.CODE, True, "a") for i in ids)))
    assert statements() == few


def test_the_same_answers_again_add_nothing(project: Project) -> None:
    texts = {"1": "geld", "2": None}
    assert take(project, "zorgen", "2024", texts) == Taken(2, 1, 0)
    before = project.respondents(), project.answers("zorgen")
    assert take(project, "zorgen", "2024", texts) == Taken()
    assert (project.respondents(), project.answers("zorgen")) == before


def test_a_changed_answer_is_reported_and_left_as_it_is(project: Project) -> None:
    take(project, "zorgen", "2024", {"1": "geld", "2": "tijd"})
    taken = take(project, "zorgen", "2024", {"1": "geld!", "2": None, "3": "rust"})
    assert taken == Taken(
        1, 1, 0, (Conflict("1", "zorgen", "geld", "geld!"), Conflict("2", "zorgen", "tijd", ""))
    )
    assert [answer.text for answer in project.answers("zorgen")] == ["geld", "tijd", "rust"]


def test_a_second_question_and_new_background_join_the_same_respondents(project: Project) -> None:
    one = IntakeRow("1", "geld", ("welzijn",))
    project.take_in(Intake("zorgen", [one], "2024", attributes=(ORGANISATION,)))
    two = IntakeRow("1", "opbouwwerker", ("zorg", "0-5 jaar"))
    taken = project.take_in(
        Intake("functietitel", [two], "2024", attributes=(ORGANISATION, EXPERIENCE))
    )
    assert taken == Taken(0, 1, 1, (Conflict("1", "organisatie", "welzijn", "zorg"),))
    [person] = project.respondents()
    assert person.background == {"organisatie": "welzijn", "werkervaring": "0-5 jaar"}
    assert project.answers("functietitel")[0].respondent_id == person.id


def test_the_same_id_in_another_wave_is_somebody_else(project: Project) -> None:
    take(project, "zorgen", "2020", {"1": "geld"})
    take(project, "zorgen", "2024", {"1": "geld"})
    assert len({person.id for person in project.respondents()}) == 2


def test_what_an_import_says_about_a_question_completes_it(project: Project) -> None:
    take(project, "zorgen", "2024", {"1": "geld"})
    assert project.question("zorgen").text == "zorgen"
    more = Intake("zorgen", [], "2024", "Waarover?", codebook_id="zorgen", codebook_path="z.yaml")
    project.take_in(more)
    take(project, "zorgen", "2024", {"1": "geld"})
    question = project.question("zorgen")
    assert (question.text, question.codebook_id) == ("Waarover?", "zorgen")


def test_an_import_that_is_stopped_leaves_nothing(project: Project) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _of: int) -> None:
        raise StoppedError

    rows = [IntakeRow(str(number), "geld") for number in range(3)]
    with pytest.raises(StoppedError):
        project.take_in(Intake("zorgen", rows, "2024"), stop)
    assert (project.questions(), project.waves(), project.respondents()) == ([], [], [])
    assert project.imports() == []


def test_imported_files_are_logged(project: Project) -> None:
    project.take_in(Intake("zorgen", [IntakeRow("1", "x")], file_name="a.csv", sha256="0f"))
    [entry] = project.imports()
    assert (entry.file_name, entry.sha256, entry.rows) == ("a.csv", "0f", 1)


def test_a_file_that_adds_nothing_is_logged_once(project: Project) -> None:
    rows = [IntakeRow("1", "x")]
    for question in ("zorgen", "zorgen", "functietitel", "zorgen"):
        project.take_in(Intake(question, rows, file_name="a.csv", sha256="0f"))
    assert len(project.imports()) == 2


def test_lemmas_are_kept_per_pipeline_and_version(project: Project) -> None:
    project.cache_lemmas("nl", "1", {"werkster": '["werker"]', "": "[]"})
    assert project.cached_lemmas("nl", "1", ["werkster", "", "onbekend"]) == {
        "werkster": '["werker"]',
        "": "[]",
    }
    assert project.cached_lemmas("nl", "2", ["werkster"]) == {}
    assert project.cached_lemmas("blank", "1", ["werkster"]) == {}


def test_lemmas_of_another_version_are_forgotten_but_those_of_another_pipeline_stay(
    project: Project,
) -> None:
    for pipeline, version in (("nl", "1"), ("blank", "1"), ("nl", "2")):
        project.cache_lemmas(pipeline, version, {"a": "[]"})
    assert project.cached_lemmas("nl", "1", ["a"]) == {}
    assert project.cached_lemmas("nl", "2", ["a"]) == {"a": "[]"}
    assert project.cached_lemmas("blank", "1", ["a"]) == {"a": "[]"}


def test_a_project_opened_for_reading_caches_nothing(project: Project) -> None:
    with Project.open(project.path, read_only=True) as reader:
        reader.cache_lemmas("nl", "1", {"a": "[]"})
        assert reader.cached_lemmas("nl", "1", ["a"]) == {}


def test_more_answers_than_one_statement_takes_are_read_in_parts(project: Project) -> None:
    ids = range(70_000)
    assert project.codings_of([*map(RespondentId, ids)]) == {}  # type: ignore[list-item]
