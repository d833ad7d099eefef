"""Lookup lists: what they find, how they are taken in, and how they speak beside the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from coder.cli.main import run
from coder.domain.lookup import Candidate, HowFound, LookupEntry
from coder.domain.suggestions import Reason, ReasonKind, Suggestion
from coder.errors import CoderError, ImportFileError
from coder.services.lookup_lists import attach_lookup, detach_lookup, find_in_lists, lists_of
from coder.storage.project import Project
from coder.suggest.lookup import LEAST_SCORE, LookupIndex
from coder.suggest.lookup_reasons import with_candidates

TITLES = (
    LookupEntry("maatschappelijk werker", "2635"),
    LookupEntry("medewerker wijkteam", "3412"),
    LookupEntry("coördinator vrijwilligers", "1344"),
    LookupEntry("beleidsmedewerker", "2422", 3.0),
    LookupEntry("beleidsmedewerker", "3359", 1.0),
    LookupEntry("leraar basisonderwijs", "2341"),
    LookupEntry("jeugdwerker", "3412"),
)


@pytest.mark.parametrize(
    ("typed", "code", "how"),
    [
        ("Maatschappelijk werker.", "2635", HowFound.EXACT),
        ("werker, maatschappelijk", "2635", HowFound.NORMAL),
        ("Coordinator van vrijwilligers", "1344", HowFound.NORMAL),
        ("maatschapelijk werkster", "2635", HowFound.FUZZY),
        ("leerkracht basisonderwijs", "2341", HowFound.FUZZY),
    ],
)
def test_a_list_finds_a_title_however_it_is_typed(typed: str, code: str, how: HowFound) -> None:
    best = LookupIndex(TITLES).find(typed)[0]
    assert (best.code, best.how) == (code, how)


def test_the_surer_the_match_the_higher_its_score() -> None:
    index = LookupIndex(TITLES)
    asked = ("jeugdwerker", "jeugdwerker de", "jeugdwerkster", "jeugdhulpverlener")
    scores = [found[0].score if found else 0.0 for found in map(index.find, asked)]
    assert scores[0] == 100
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_codes_of_one_text_share_its_certainty_by_weight() -> None:
    found = LookupIndex(TITLES).find("beleidsmedewerker")
    assert [(item.code, item.score) for item in found[:2]] == [("2422", 75.0), ("3359", 25.0)]


def test_nothing_is_found_for_an_empty_answer_in_an_empty_list_or_far_from_all() -> None:
    assert LookupIndex(TITLES).find("  ") == []
    assert LookupIndex(()).find("jeugdwerker") == []
    assert LookupIndex(TITLES).find("xyzzy qwrt") == []


@given(st.text(max_size=60))
def test_candidates_are_in_order_each_code_once_with_scores_up_to_a_hundred(text: str) -> None:
    found = INDEX.find(text, 4)
    scores = [item.score for item in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)
    assert all(item.score >= LEAST_SCORE for item in found if item.how is HowFound.FUZZY)
    assert len({item.code for item in found}) == len(found) <= 4


INDEX = LookupIndex(TITLES)


def test_a_candidate_lifts_its_code_and_says_why() -> None:
    words = Suggestion("b", 0.6, (Reason(ReasonKind.WORDS, "werk", share=1.0),))
    doubtful = Suggestion("a", 0.2, (Reason(ReasonKind.WORDS, "wijk", share=1.0),))
    listed = Candidate("a", "medewerker wijk", 80.0, HowFound.FUZZY)
    unknown = Candidate("x", "iets", 99.0, HowFound.EXACT)
    first, second = with_candidates([words, doubtful], [listed, unknown], {"a", "b"})
    assert (first.code, first.score, second) == ("a", 0.8, words)
    assert [(reason.kind, reason.text, reason.share) for reason in first.reasons] == [
        (ReasonKind.LOOKUP, "medewerker wijk", 0.8),
        (ReasonKind.WORDS, "wijk", 0.2),
    ]


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_list_is_kept_in_the_project_and_replaced_by_its_next_version(
    project: Project, tmp_path: Path
) -> None:
    first = write(tmp_path / "lijst.csv", "text;code", "te druk;werkdruk", "minder uren;Werkdruk")
    kept, left_out = attach_lookup(project, "zorgen", first)
    assert (kept.name, kept.lines, left_out) == ("lijst", 2, 0)
    first.unlink()
    assert find_in_lists(project, "zorgen", "Minder uren!")[0].code == "werkdruk"
    again = write(tmp_path / "lijst.csv", "text;code", "geen geld;bezuinigingen")
    assert attach_lookup(project, "zorgen", again)[0].lines == 1
    assert find_in_lists(project, "zorgen", "minder uren") == []
    detach_lookup(project, "zorgen", "lijst")
    assert lists_of(project, "zorgen") == []
    with pytest.raises(CoderError, match="no lookup list"):
        find_in_lists(project, "zorgen", "geen geld")


def test_a_workbook_with_columns_of_other_names_and_decimal_commas(
    project: Project, tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(tmp_path / "titels.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [("titel", "groep", "keer"), ("druk", "werkdruk", "1,5"), ("druk", "anders", 0.5)]
        ):
            sheet.write_row(row, 0, cells)
    attach_lookup(project, "zorgen", tmp_path / "titels.xlsx", "titel", "groep", weight="keer")
    found = find_in_lists(project, "zorgen", "druk")
    assert [(item.code, item.score) for item in found] == [("werkdruk", 75.0), ("anders", 25.0)]


def test_all_that_is_wrong_with_a_list_is_told_at_once_and_nothing_is_kept(
    project: Project, tmp_path: Path
) -> None:
    path = write(
        tmp_path / "lijst.csv", "text;code;n", ";werkdruk;1", "druk;;1", "druk;werkdruk;-3"
    )
    with pytest.raises(ImportFileError) as refused:
        attach_lookup(project, "zorgen", path, weight="n")
    assert [(problem.line, problem.column) for problem in refused.value.problems] == [
        (2, 1),
        (3, 2),
        (4, 3),
    ]
    assert lists_of(project, "zorgen") == []


def test_codes_that_the_codebook_lacks_are_named_with_their_line(
    project: Project, tmp_path: Path
) -> None:
    path = write(tmp_path / "lijst.csv", "text;code", "a;x1", "b;werkdruk", "c;x2", "d;x1")
    with pytest.raises(ImportFileError) as refused:
        attach_lookup(project, "zorgen", path)
    assert [problem.line for problem in refused.value.problems] == [2, 4]
    assert "--skip-unknown" in refused.value.hint
    kept, left_out = attach_lookup(project, "zorgen", path, skip_unknown=True)
    assert (kept.lines, left_out) == (1, 3)


def test_the_command_takes_a_list_in_looks_it_up_and_takes_it_away(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "lijst.csv", "tekst;code", "te druk;werkdruk")
    where = [str(project.path), "zorgen"]
    assert run(["lookup", *where, str(path)]) == 1  # no column "text"
    assert "Did you mean tekst?" in capsys.readouterr().err
    assert run(["lookup", *where, str(path), "--text", "tekst", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lists"][0]["lines"] == 1
    assert run(["lookup", *where, "--find", "TE DRUK", "--json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert found == {"code": "werkdruk", "score": 100.0, "text": "te druk", "how": "exact"}
    assert run(["lookup", *where, "--remove", "lijst"]) == 0
    assert run(["lookup", *where, "--find", "te druk"]) == 1


def test_a_file_gets_suggestions_from_a_list_too(
    tmp_path: Path,
    codebook_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")
    survey = write(tmp_path / "antwoorden.csv", "id;antwoord", "1;Volle agenda")
    path = write(tmp_path / "lijst.csv", "titel;code", "volle agenda;werkdruk")
    asked = ["suggest", str(survey), "--text", "antwoord", "--codebook", str(codebook_file)]
    listed = ["--lookup", str(path), "--lookup-text", "titel", "--json"]
    assert run([*asked, *listed]) == 0
    first = json.loads(capsys.readouterr().out)["suggestions"][0]
    assert (first["code"], first["score"]) == ("werkdruk", 1.0)
    assert (first["why"][0]["kind"], first["why"][0]["text"]) == ("lookup", "volle agenda")
