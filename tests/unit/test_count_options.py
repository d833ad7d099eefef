"""What can be asked of counts: thresholds, weights, small groups and cells; with bad input too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.errors import CoderError
from coder.language.simple import SimpleLemmatizer
from coder.services.codebooks import attach_codebook
from coder.services.counting import CountOptions
from coder.services.results import Results
from coder.services.tables import CountView, as_table
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute

ODD = ("=1+1", "a\nb\tc", "“quotes”, 'enkel'", "👩🏽‍🏫 zwaar", "[b]markup[/b]", "-")


def weighted(folder: Path, codebook: Path, weights: list[str | None]) -> Results:
    project = Project.create(folder / "gewogen.coder")
    rows = [IntakeRow(f"r{n}", f"tekst {n}", (weight,)) for n, weight in enumerate(weights)]
    attributes = (Attribute("gewicht", "Gewicht"),)
    project.take_in(Intake("zorgen", rows, wave="1", attributes=attributes))
    attach_codebook(project, "zorgen", codebook)
    first = project.answers("zorgen")[0]
    decision = Decision(first.id, Mark.CODE, True, "werkdruk")
    project.append(NewBatch(project.coder("Anna", Source.PERSON), "t", (decision,)))
    return Results(project, SimpleLemmatizer())


def test_weights_may_have_decimal_commas(tmp_path: Path, codebook_file: Path) -> None:
    results = weighted(tmp_path, codebook_file, ["1,5", "0.25", "0,25"])
    table = results.counts("zorgen", options=CountOptions(weight="gewicht"))
    druk = next(count for count in table.codes if count.id == "werkdruk")
    assert (druk.respondents, druk.percent_respondents) == (1, 75.0)
    notes = " ".join(as_table(table, CountView(level=0.95)).notes)
    assert "n = 3" in notes
    assert "weighted by gewicht; effective base 2" in notes
    results.project.close()


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (["1", None, "veel"], "2 respondents have no weight in gewicht: r1, r2"),
        (["1", "-1", "1"], "1 respondent has no weight in gewicht: r1"),
        (["1", "inf", "1"], "r1"),
        (["0", "0", "0"], "All weights in gewicht are 0"),
    ],
)
def test_weights_that_are_none_are_told(
    tmp_path: Path, codebook_file: Path, weights: list[str | None], said: str
) -> None:
    results = weighted(tmp_path, codebook_file, weights)
    with pytest.raises(CoderError, match=said):
        results.counts("zorgen", options=CountOptions(weight="gewicht"))
    with pytest.raises(CoderError, match="no background attribute gewcht"):
        results.counts("zorgen", options=CountOptions(weight="gewcht"))
    results.project.close()


def test_a_project_without_codings_counts_zeros(project: Project) -> None:
    results = Results(project, SimpleLemmatizer())
    table = results.counts("zorgen", options=CountOptions(at_least=25))
    assert (table.n, table.coded, [count.respondents for count in table.codes]) == (8, 0, [0])
    tested = results.tested("zorgen", "organisatie")
    assert tested.overall.p is None
    assert results.crossed("zorgen", "organisatie").total.mentions == 0


def test_a_threshold_says_what_it_took_together(project: Project) -> None:
    decisions = tuple(
        Decision(answer.id, Mark.CODE, True, code)
        for answer, code in zip(
            project.answers("zorgen"), ["werkdruk", "werkdruk", "geen", "personeel"], strict=False
        )
    )
    project.append(NewBatch(project.coder("Anna", Source.PERSON), "t", decisions))
    table = Results(project, SimpleLemmatizer()).counts("zorgen", options=CountOptions(at_least=2))
    made = as_table(table)
    assert [row[1:3] for row in made.rows] == [("Werkdruk", 2), ("Anders", 2)]
    assert str(made.keys[1][2]) == 'counts.zorgen."<2".n@2024'
    assert "Personeel (1), Geen zorgen (1)" in made.notes[-1]


def test_odd_answers_and_labels_stand_in_names_words_and_tables(
    make_project: Callable[..., Project], codebook_file: Path
) -> None:
    label = "Een label van driehonderd tekens " * 10
    text = codebook_file.read_text(encoding="utf-8").replace("label: Werkdruk", f"label: {label}")
    codebook_file.write_text(text, encoding="utf-8")
    project = make_project(ODD, "vreemd.coder")
    answer = project.answers("zorgen")[0]
    decision = Decision(answer.id, Mark.CODE, True, "werkdruk")
    project.append(NewBatch(project.coder("Anna", Source.PERSON), "t", (decision,)))
    results = Results(project, SimpleLemmatizer())
    assert results.names("zorgen").distinct == len(ODD)
    assert results.counts("zorgen").codes[1].label.strip() == label.strip()
    assert results.words("zorgen").n == len(ODD)


def test_counts_follow_a_decision_and_an_import_at_once(project: Project) -> None:
    results = Results(project, SimpleLemmatizer())
    assert results.counts("zorgen").coded == 0
    answer = project.answers("zorgen")[0]
    batch = NewBatch(
        project.coder("Anna", Source.PERSON),
        "t",
        (Decision(answer.id, Mark.CODE, True, "werkdruk"),),
    )
    first = project.append(batch)
    assert results.counts("zorgen").coded == 1
    project.extend(first.id, [Decision(answer.id, Mark.CODE, False, "werkdruk")])
    assert results.counts("zorgen").coded == 0
    project.take_in(Intake("zorgen", [IntakeRow("nieuw", "werkdruk")], wave="2024"))
    assert results.counts("zorgen").n == 9
