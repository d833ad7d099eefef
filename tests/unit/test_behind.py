"""Behind every figure stand exactly the answers that it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.addresses import parse_address
from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.errors import CoderError
from coder.language.simple import SimpleLemmatizer
from coder.services.behind import answers_behind
from coder.services.counting import CountOptions
from coder.services.results import Results
from coder.services.tables import Report, as_table, families_table
from coder.storage.project import Project


@pytest.fixture
def results(project: Project) -> Results:
    codes = ["werkdruk", "bezuinigingen|personeel", "werkdruk", "geen", "bezuinigingen", "anders"]
    decisions = tuple(
        Decision(answer.id, Mark.CODE, True, code)
        for answer, given in zip(project.answers("zorgen"), codes, strict=False)
        for code in given.split("|")
    )
    project.append(NewBatch(project.coder("Anna", Source.PERSON), "test", decisions))
    return Results(project, SimpleLemmatizer())


def checked(results: Results, report: Report) -> int:
    """How many counts of a table were compared with the answers behind them."""
    table, seen = as_table(report), 0
    for row, keys in zip(table.rows, table.keys, strict=True):
        for cell, key in zip(row, keys, strict=True):
            if key is not None and key.measure == "n":
                assert len(answers_behind(results, key)) == cell, str(key)
                seen += 1
    return seen


def test_of_codes_groups_names_and_words(results: Results) -> None:
    assert checked(results, results.counts("zorgen")) == 5
    assert checked(results, results.crossed("zorgen", "organisatie")) == 18
    assert checked(results, results.names("zorgen")) == 6
    assert checked(results, results.words("zorgen")) >= 2


def test_of_groups_that_were_taken_together(results: Results) -> None:
    options = CountOptions(smallest_group=5)
    cross = results.crossed("zorgen", "organisatie", options=options)
    assert [group.folded for group in cross.groups] == [("buurtteam", "gemeente")]
    assert checked(results, cross) == 12


def test_of_families(results: Results, codebook_file: Path) -> None:
    text = codebook_file.read_text(encoding="utf-8").replace("answers: many", "answers: one")
    codebook_file.write_text(text, encoding="utf-8")
    table = families_table(results.names("zorgen"))
    for row, keys in zip(table.rows, table.keys, strict=True):
        assert keys[1] is not None
        assert len(answers_behind(results, keys[1])) == row[1]


def test_an_answer_comes_with_its_respondent_and_codes(results: Results) -> None:
    [answer] = answers_behind(results, parse_address("counts.zorgen.personeel.n"))
    assert answer.text == "bezuinigingen en te weinig collega's"
    assert (answer.external_id, answer.codes) == ("r2", ("Bezuinigingen", "Personeel"))
    assert answer.background == {"organisatie": "gemeente"}


def test_a_merged_spelling_stands_behind_its_name(results: Results) -> None:
    results.merge_names("zorgen", "werkdruk", ["te druk"])
    names = {name.name.strip().casefold(): name.count for name in results.names("zorgen").names}
    assert names["werkdruk"] == 4
    assert len(answers_behind(results, parse_address("names.zorgen.werkdruk.n"))) == 4


@pytest.mark.parametrize("address", ["words.zorgen.fiets.n", "counts.fiets.werkdruk.n"])
def test_what_is_not_there_is_told(results: Results, address: str) -> None:
    with pytest.raises(CoderError, match="fiets"):
        answers_behind(results, parse_address(address))
