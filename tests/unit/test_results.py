"""The figures of a project: names, words, counts, cross-tables and clouds from a real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder.domain.coding import Decision, Mark, NewBatch, Source
from coder.domain.counting import CountTable
from coder.errors import CoderError, ProblemsError
from coder.language.simple import SimpleLemmatizer
from coder.reports.word_families import FILE_NAME
from coder.services.codebooks import attach_codebook
from coder.services.results import Results
from coder.services.tables import as_table, write_table, write_tables
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute

TITLES = (
    "Sociaal werker",
    "sociaal werker.",
    "sociaal werker jeugd",
    "jeugdprofessional",
    "Sociaal werker / trainer",
    "teamleider",
)
TITLE_CODEBOOK = """\
codebook: functie
title: Functies
question: Welke functie oefen je uit?
language: nl
answers: one
codes:
  - id: sociaal_werker
    label: Sociaal werker
    definition: Sociaal werk.
    examples: [sociaal werker, sociaal werkster]
    patterns: [sociaal werk(er|ster)]
  - id: jeugdprofessional
    label: Jeugdprofessional
    definition: Werkt met jeugd.
    examples: [jeugdprofessional, jeugd professional]
    patterns: [jeugdprofessional]
  - id: anders
    label: Andere functie
    definition: Iets anders.
    examples: [teamleider, docent]
    fallback: true
"""


@pytest.fixture
def results(project: Project) -> Results:
    return Results(project, SimpleLemmatizer())


@pytest.fixture
def with_titles(project: Project, tmp_path: Path) -> Results:
    """The small project with job titles of the same respondents as a second question."""
    rows = [IntakeRow(f"r{number}", title) for number, title in enumerate(TITLES, start=1)]
    project.take_in(Intake("functie", rows, wave="2024"))
    path = tmp_path / "functie.yaml"
    path.write_text(TITLE_CODEBOOK, encoding="utf-8")
    attach_codebook(project, "functie", path)
    return Results(project, SimpleLemmatizer())


def decide(
    project: Project, coder: str, source: Source, question: str, codes: dict[str, str]
) -> None:
    """Codes per respondent id, several joined by |."""
    answers = {answer.external_id: answer.id for answer in project.answers(question)}
    decisions = tuple(
        Decision(answers[respondent], Mark.CODE, True, code)
        for respondent, joined in codes.items()
        for code in joined.split("|")
    )
    project.append(NewBatch(project.coder(coder, source), "test", decisions))


def respondents(table: CountTable) -> dict[str, int]:
    return {count.id: count.respondents for count in table.codes}


def test_a_person_outranks_the_rules_in_the_counts(project: Project, results: Results) -> None:
    decide(project, "regels", Source.RULES, "zorgen", {"r1": "werkdruk", "r2": "bezuinigingen"})
    decide(project, "Anna", Source.PERSON, "zorgen", {"r1": "personeel"})
    table = results.counts("zorgen")
    assert (table.n, table.coded, table.wave) == (8, 2, "2024")
    counted = respondents(table)
    assert (counted["werkdruk"], counted["personeel"], counted["bezuinigingen"]) == (0, 1, 1)


def test_one_coders_work_can_be_counted_alone(project: Project, results: Results) -> None:
    decide(project, "regels", Source.RULES, "zorgen", {"r1": "werkdruk", "r2": "bezuinigingen"})
    decide(project, "Anna", Source.PERSON, "zorgen", {"r1": "personeel"})
    assert respondents(results.counts("zorgen", coder="regels"))["werkdruk"] == 1
    assert results.counts("zorgen", coder="anna").coded == 1


def test_a_background_attribute_makes_the_columns(project: Project, results: Results) -> None:
    decide(project, "Anna", Source.PERSON, "zorgen", {"r1": "werkdruk", "r2": "personeel"})
    cross = results.crossed("zorgen", "organisatie")
    assert [(group.value, group.n) for group in cross.groups] == [("buurtteam", 4), ("gemeente", 4)]
    first = {count.id: count.percent_respondents for count in cross.groups[0].codes}
    assert (first["werkdruk"], first["personeel"]) == (25.0, 0.0)
    assert cross.as_json()["groups"][0]["value"] == "buurtteam"


def test_spellings_of_a_background_value_are_one_group(tmp_path: Path, codebook_file: Path) -> None:
    with Project.create(tmp_path / "spelling.coder") as project:
        values = ("Gemeente", "gemeente ", "GEMEENTE", "Gemeente", None)
        rows = [IntakeRow(f"r{n}", "werkdruk", (value,)) for n, value in enumerate(values)]
        attributes = (Attribute("organisatie", "Organisatie"),)
        project.take_in(Intake("zorgen", rows, wave="2024", attributes=attributes))
        attach_codebook(project, "zorgen", codebook_file)
        cross = Results(project, SimpleLemmatizer()).crossed("zorgen", "organisatie")
    assert [(group.value, group.n) for group in cross.groups] == [("Gemeente", 4), ("", 1)]


def test_another_coded_question_makes_the_columns(project: Project, with_titles: Results) -> None:
    decide(project, "Anna", Source.PERSON, "zorgen", {"r1": "werkdruk", "r2": "personeel"})
    codes = {"r1": "sociaal_werker", "r2": "sociaal_werker", "r4": "jeugdprofessional"}
    decide(project, "Anna", Source.PERSON, "functie", codes)
    cross = with_titles.crossed("zorgen", "functie")
    assert [(group.value, group.n) for group in cross.groups] == [
        ("Sociaal werker", 2),
        ("Jeugdprofessional", 1),
        ("", 5),
    ]


def test_names_are_counted_with_families_by_the_rules_where_nobody_coded(
    with_titles: Results,
) -> None:
    report = with_titles.names("functie")
    assert (report.n, report.distinct, report.once, report.combined) == (6, 5, 4, 1)
    families = {family.code: family for family in report.families}
    assert families.keys() == {"sociaal_werker", "jeugdprofessional"}
    assert (families["sociaal_werker"].respondents, families["sociaal_werker"].bare) == (4, 2)


def test_a_persons_family_of_a_name_outranks_the_rules(
    project: Project, with_titles: Results
) -> None:
    decide(project, "Anna", Source.PERSON, "functie", {"r6": "jeugdprofessional"})
    families = {family.code: family.respondents for family in with_titles.names("functie").families}
    assert families["jeugdprofessional"] == 2


def test_names_of_a_free_text_question_have_no_families(results: Results) -> None:
    report = results.names("zorgen")
    assert (report.n, report.distinct, report.families, report.combined) == (8, 6, (), 0)
    assert report.names[0].count == 3


def test_words_of_names_count_parts_of_compounds(with_titles: Results) -> None:
    words = {word.word: word for word in with_titles.words("functie").words}
    assert (words["jeugd"].respondents, words["jeugd"].kind) == (2, "doelgroep")


def test_words_of_free_text_are_lemmas_that_recur_without_stop_words(results: Results) -> None:
    words = {word.word: word.respondents for word in results.words("zorgen").words}
    assert words["werkdruk"] == 3
    assert not words.keys() & {"en", "voor", "de", "te", "mijn", "geen"}
    assert min(words.values()) >= 2


def test_words_are_counted_again_after_answers_came_in(project: Project, results: Results) -> None:
    assert results.words("zorgen").n == 8
    project.take_in(Intake("zorgen", [IntakeRow("r99", "werkdruk")], wave="2024"))
    report = results.words("zorgen")
    assert report.n == 9
    assert next(w.respondents for w in report.words if w.word == "werkdruk") == 4


def test_a_projects_own_word_families_count(results: Results, codebook_file: Path) -> None:
    own = "families: [{word: druk, kind: belasting, patterns: ['*druk']}]"
    (codebook_file.parent / FILE_NAME).write_text(own, encoding="utf-8")
    words = {word.word: word for word in results.words("zorgen").words}
    assert (words["druk"].respondents, words["druk"].kind) == (4, "belasting")


def test_wrong_word_families_are_reported_with_the_file(
    results: Results, codebook_file: Path
) -> None:
    (codebook_file.parent / FILE_NAME).write_text("families: [{kind: x}]", encoding="utf-8")
    with pytest.raises(ProblemsError, match=FILE_NAME):
        results.words("zorgen")


def test_without_a_wave_the_latest_that_has_the_question_counts(
    project: Project, results: Results
) -> None:
    project.take_in(Intake("zorgen", [IntakeRow("oud", "werkdruk")], wave="2020"))
    assert results.counts("zorgen").wave == "2024"
    assert results.counts("zorgen", "2020").n == 1
    assert results.names("zorgen", "2020").n == 1


def test_a_cloud_of_longer_answers_is_made_of_words_and_of_titles_of_names(
    with_titles: Results, tmp_path: Path
) -> None:
    words = with_titles.cloud("zorgen", path=tmp_path / "zorgen.svg").words
    assert ("werkdruk", 3) in words
    names = with_titles.cloud("functie", path=tmp_path / "functie.svg").words
    assert names[0] == ("sociaal werker", 2)
    assert ("sociaal werker jeugd", 1) in names


def test_a_cloud_can_be_of_the_answers_with_one_code(
    project: Project, results: Results, tmp_path: Path
) -> None:
    decide(project, "Anna", Source.PERSON, "zorgen", {"r5": "bezuinigingen", "r2": "personeel"})
    path = tmp_path / "wolk.svg"
    cloud = results.cloud("zorgen", source="names", code="bezuinigingen", path=path)
    assert cloud.words == (("minder geld voor de wijk", 1),)
    assert "n = 1" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "message", "hint"),
    [
        (lambda r, p: r.names("zorg"), "no question zorg", "zorgen"),
        (lambda r, p: r.counts("zorgen", "2023"), "no answers in wave 2023", "2024"),
        (lambda r, p: r.counts("zorgen", coder="Ana"), "Nobody called Ana", "mean Anna"),
        (lambda r, p: r.crossed("zorgen", "organisaties"), "no background", "mean organisatie"),
        (lambda r, p: r.cloud("zorgen", source="wolk", path=p), "made of wolk", "names"),
        (lambda r, p: r.cloud("zorgen", code="werkdrk", path=p), "no code werkdrk", "werkdruk"),
        (lambda r, p: r.cloud("zorgen", code="personeel", path=p), "no words", ""),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    results: Results,
    tmp_path: Path,
    call: Callable[[Results, Path], object],
    message: str,
    hint: str,
) -> None:
    decide(results.project, "Anna", Source.PERSON, "zorgen", {"r1": "werkdruk"})
    with pytest.raises(CoderError, match=message) as caught:
        call(results, tmp_path / "wolk.png")
    assert hint in caught.value.hint


def test_a_question_without_a_codebook_has_names_and_words_but_no_counts(
    project: Project, results: Results, tmp_path: Path
) -> None:
    project.take_in(Intake("tip", [IntakeRow("r1", "Rust"), IntakeRow("r2", "rust")], wave="2024"))
    assert results.names("tip").names[0].count == 2
    assert results.words("tip").words[0].word == "rust"
    assert results.cloud("tip", path=tmp_path / "tip.png").words == (("rust", 2),)
    with pytest.raises(CoderError, match="no codebook"):
        results.counts("tip")


def test_results_of_a_project_opened_for_reading_change_nothing(
    project: Project, with_titles: Results
) -> None:
    before = project.path.read_bytes()
    with Project.open(project.path, read_only=True) as reader:
        assert Results(reader, SimpleLemmatizer()).names("functie").n == 6
    assert project.path.read_bytes() == before


def test_every_result_becomes_a_table_and_a_file(with_titles: Results, tmp_path: Path) -> None:
    for report in (
        with_titles.names("functie"),
        with_titles.words("functie"),
        with_titles.counts("functie"),
        with_titles.crossed("zorgen", "organisatie"),
    ):
        path = write_table(report, tmp_path / "tabel.csv")
        assert path.read_text(encoding="utf-8-sig").startswith(";".join(as_table(report).heads[:2]))


def test_tables_of_several_questions_are_written_together(
    with_titles: Results, tmp_path: Path
) -> None:
    written = write_tables(with_titles, {"2024": ["functie", "zorgen"]}, tmp_path)
    assert [path.name for path in written] == [
        "aantallen_functie_2024.csv",
        "woorden_functie_2024.csv",
        "namen_functie_2024.csv",
        "families_functie_2024.csv",
        "aantallen_zorgen_2024.csv",
        "woorden_zorgen_2024.csv",
    ]
    assert all(path.is_file() for path in written)
