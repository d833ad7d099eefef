"""Waves side by side: differences with intervals, codes that were called otherwise, names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.domain.answers import AnswerId
from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.domain.names import count_names
from coder.domain.waves import mapped_codes, name_changes
from coder.errors import CoderError, ProblemsError
from coder.language.simple import SimpleLemmatizer
from coder.services.results import Results
from coder.services.tables import as_table
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute


def add_wave(
    project: Project, wave: str, codes: list[str], question: str = "zorgen", place: str = "gemeente"
) -> None:
    """A wave of answers with one code each, "" for none."""
    rows = [IntakeRow(f"{wave}-{n}", f"antwoord {n}", (place,)) for n in range(len(codes))]
    attributes = (Attribute("organisatie", "Organisatie"),)
    project.take_in(Intake(question, rows, wave=wave, attributes=attributes))
    decisions = tuple(
        Decision(answer.id, Mark.CODE, True, code)
        for answer, code in zip(project.answers(question, wave), codes, strict=True)
        if code
    )
    project.append(NewBatch(project.coder("Anna", Source.PERSON), "test", decisions))


@pytest.fixture
def results(make_project: Callable[..., Project]) -> Results:
    project = make_project()
    add_wave(project, "2020", ["werkdruk", "werkdruk", "drukte", "corona", ""])
    return Results(project, SimpleLemmatizer())


def test_each_wave_has_its_own_base_and_the_difference_an_interval(results: Results) -> None:
    table = results.compared("zorgen")
    assert (table.waves, table.n, table.coded) == (("2020", "2024"), (5, 8), (4, 0))
    line = next(line for line in table.lines if line.id == "werkdruk")
    assert (line.respondents, line.percents, line.difference) == ((2, 0), (40.0, 0.0), -40.0)
    assert line.interval.low < -40 < line.interval.high


def test_waves_stand_in_the_order_that_was_asked_for(results: Results) -> None:
    table = results.compared("zorgen", ["2024", "2020"])
    assert next(line for line in table.lines if line.id == "werkdruk").difference == 40.0


def test_codes_without_a_counterpart_are_told(results: Results) -> None:
    table = results.compared("zorgen")
    assert table.unmatched == {"2020": {"drukte": 1, "corona": 1}}
    assert "drukte (1)" in " ".join(as_table(table).notes)
    assert "drukte" not in {line.id for line in table.lines}


def test_a_map_beside_the_codebook_says_which_code_is_which(
    results: Results, codebook_file: Path
) -> None:
    path = codebook_file.parent / "wave_map.yaml"
    path.write_text(
        'zorgen:\n  "2020":\n    codes: {drukte: werkdruk, corona: }\n', encoding="utf-8"
    )
    table = results.compared("zorgen")
    assert next(line for line in table.lines if line.id == "werkdruk").respondents == (3, 0)
    assert table.mapped == {"2020": {"drukte": "werkdruk"}}
    assert table.unmatched == {"2020": {"corona": 1}}
    keys = next(row for row in as_table(table).keys if "werkdruk" in str(row[4]))
    assert keys[2] is None  # a renamed code has no address that counts it
    assert str(keys[4]) == "counts.zorgen.werkdruk.n@2024"


def test_an_earlier_wave_may_stand_under_another_question(results: Results, tmp_path: Path) -> None:
    add_wave(results.project, "2016", ["werkdruk", ""], question="zorgen_2016")
    path = tmp_path / "kaart.yaml"
    path.write_text('zorgen: {"2016": {question: zorgen_2016}}', encoding="utf-8")
    table = results.compared("zorgen", ["2016", "2024"], path)
    assert table.n == (2, 8)
    assert next(line for line in table.lines if line.id == "werkdruk").respondents == (1, 0)


def test_a_wrong_map_is_told_with_line_and_column(results: Results, tmp_path: Path) -> None:
    path = tmp_path / "kaart.yaml"
    path.write_text('zorgen:\n  "2020":\n    code: {a: b}\n  "2021": nee\n', encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        results.compared("zorgen", map_file=path)
    first, _second = caught.value.problems
    assert (first.line, "unknown key 'code'" in first.message) == (3, True)


def test_one_wave_is_nothing_to_compare(make_project: Callable[..., Project]) -> None:
    results = Results(make_project(), SimpleLemmatizer())
    with pytest.raises(CoderError, match="asked in one wave only: 2024"):
        results.compared("zorgen")
    with pytest.raises(CoderError, match="no answers in wave 2019"):
        results.compared("zorgen", ["2019", "2024"])


def test_it_is_said_how_the_groups_of_people_differ(results: Results) -> None:
    [shift] = results.compared("zorgen").shifts
    assert shift.attribute == "organisatie"
    assert shift.percents in {(100.0, 50.0), (0.0, 50.0)}
    notes = " ".join(as_table(results.compared("zorgen")).notes)
    assert "the groups differ in organisatie" in notes
    assert "different groups of people" in notes


def test_two_codes_that_are_one_now_count_once() -> None:
    codes = {AnswerId(1): frozenset({"a", "b"}), AnswerId(2): frozenset({"c"})}
    mapped = mapped_codes(codes, {"a": "x", "b": "x", "c": None})
    assert mapped == {AnswerId(1): frozenset({"x"}), AnswerId(2): frozenset()}


def test_names_come_and_go_by_their_normal_form() -> None:
    before = count_names(["Wijkcoach", "wijkcoach", "opbouwwerker"])
    after = count_names(["Opbouwwerker.", "leefcoach", "leefcoach"])
    changes = name_changes([before, after])
    assert [(name.name, name.count) for name in changes.new] == [("leefcoach", 2)]
    assert [name.name for name in changes.vanished] == ["Wijkcoach"]
    assert (changes.both, changes.distinct, changes.once) == (1, (2, 2), (1, 1))


def test_words_are_compared_too(results: Results) -> None:
    words = {line.id: line.respondents for line in results.compared("zorgen", words=True).words}
    assert words["werkdruk"] == (0, 3)
