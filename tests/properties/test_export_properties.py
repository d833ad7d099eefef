"""What must hold of any export: outsiders learn no title of one person, nothing else is lost."""

from __future__ import annotations

import tempfile
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebooks.refi import write_qdc
from coder.codebooks.refi_read import read_qdc
from coder.codebooks.refi_text import fold_code, unfold
from coder.domain.answers import normal_form
from coder.domain.codebook import Code, Codebook
from coder.domain.coding import Decision, Mark, NewBatch
from coder.language.simple import SimpleLemmatizer
from coder.reports.outsiders import BLANK, RareTitles
from coder.reports.spss_names import NAME_BYTES, legal_names
from coder.services.codebooks import attach_codebook
from coder.services.export_job import NothingToExportError
from coder.services.exporting import ExportFormat, ExportRequest, export
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute

# Words that stand nowhere else in a file: what is found was printed from an answer.
TITLES = [
    "zqorgboer",
    "vlqechtwerker",
    "strqaatadvocaat wmo",
    "dqorpsondersteuner",
    "Triqage Professional",
    "burq-out cqoach",
    "maqatwerker (jqeugd)",
]
CODES = ("aaq", "bbq", "ccq")
FORMATS = [form for form in ExportFormat if form is not ExportFormat.QDPX]


def quiet(_what: str, _done: int, _of: int) -> None:
    """Tells nobody."""


@st.composite
def surveys(draw: st.DrawFn) -> dict[str, Any]:
    """Respondents with a title and a code each, and a codebook whose texts mention titles."""
    people = draw(
        st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from(CODES)), min_size=1, max_size=9)
    )
    mentioned = draw(st.lists(st.sampled_from(TITLES), min_size=3, max_size=3))
    label = draw(st.sampled_from(["Groep {n}", "{title}"]))
    return {"people": people, "mentioned": mentioned, "label": label}


def build(folder: Path, survey: dict[str, Any]) -> Workbench:
    """A project of this survey, its titles both answers and background."""
    lines = ["codebook: functie", "title: Functies", "answers: one", "codes:"]
    for number, (code, title) in enumerate(zip(CODES, survey["mentioned"], strict=True)):
        label = survey["label"].format(n=number, title=f"Vaste {title}")
        lines += [f"  - id: {code}", f"    label: {label}"]
        lines += [f"    definition: Zoals een {title}, of zo.", f"    use_when: [Als {title}.]"]
        lines += [f"    examples: ['{title}']", f"    patterns: ['{title.split()[0]}']"]
    (folder / "functie.yaml").write_text("\n".join(lines), encoding="utf-8")
    project = Project.create(folder / "p.coder")
    rows = [IntakeRow(f"idq{n}", t, (t,)) for n, (t, _c) in enumerate(survey["people"])]
    attributes = (Attribute("functietitel", "Functietitel"),)
    project.take_in(Intake("functie", rows, wave="2024", attributes=attributes))
    attach_codebook(project, "functie", folder / "functie.yaml")
    bench = Workbench(project, "Anqna", SimpleLemmatizer(), Settings(coder="Anqna"))
    answers = project.answers("functie")
    decisions = tuple(
        Decision(answer.id, Mark.CODE, True, code)
        for answer, (_title, code) in zip(answers, survey["people"], strict=True)
    )
    project.append(NewBatch(bench.coder, "t", decisions))
    return bench


def everything_in(path: Path) -> str:
    """All text of a file, of a zip's members and of an SPSS file's values and labels."""
    if path.suffix == ".sav":
        data, meta = pyreadstat.read_sav(path)
        labels = [*meta.column_names, *meta.column_labels, meta.variable_value_labels]
        return f"{data.to_csv()} {labels} {meta.file_label} {meta.notes}"
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return " ".join(archive.read(name).decode() for name in archive.namelist())
    return path.read_bytes().decode(errors="replace")


@pytest.mark.parametrize("form", FORMATS)
@given(survey=surveys())
@settings(max_examples=4, deadline=None)
def test_no_title_that_one_person_gave_reaches_outsiders(
    survey: dict[str, Any], form: ExportFormat
) -> None:
    counts = Counter(normal_form(title) for title, _code in survey["people"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = build(folder, survey)
        (folder / "uit").mkdir()
        request = ExportRequest(
            folder / "uit" / f"a.{form}", outsiders=True, least=2, by=("functietitel",)
        )
        with suppress(NothingToExportError):  # a codebook of which each code points at somebody
            export(bench, request, quiet)
        if form is ExportFormat.CSV:  # of a folder all tables
            export(bench, replace(request, to=folder / "uit" / "map"), quiet)
        bench.close()
        written = [path for path in (folder / "uit").rglob("*") if path.is_file()]
        text = normal_form(" ".join(map(everything_in, written)))
    for title, count in counts.items():
        if count == 1:
            assert title not in text
    assert "idq" not in text
    assert "anqna" not in text


def test_the_search_of_that_test_finds_what_the_team_gets(tmp_path: Path) -> None:
    survey = {
        "people": [(TITLES[0], "aaq")],
        "mentioned": TITLES[:3],
        "label": "{title}",
    }
    bench = build(tmp_path, survey)
    for form in FORMATS:
        path = tmp_path / f"a.{form}"
        export(bench, ExportRequest(path), quiet)
        found = normal_form(everything_in(path))
        assert TITLES[0] in found or form is ExportFormat.PARQUET  # compressed
    bench.close()


@given(
    st.lists(st.lists(st.sampled_from(TITLES), min_size=1), min_size=1, max_size=3),
    st.lists(st.sampled_from([*TITLES, "en", "Andere", "!"]), max_size=9),
    st.integers(1, 3),
)
def test_a_cleaned_text_has_no_rare_title_and_loses_nothing_else(
    given_titles: list[list[str]], parts: list[str], fewest: int
) -> None:
    rare = RareTitles(given_titles, fewest)
    cleaned = rare.cleaned(" ".join(parts))
    for title in {title for group in given_titles for title in group}:
        if rare.is_rare(title):
            assert normal_form(title) not in normal_form(cleaned)
    kept = [part for part in parts if not rare.is_rare(part)]
    assert (
        cleaned.replace(BLANK, "").split()
        == " ".join(part if part in kept else "(" + ")" if "(" in part else "" for part in parts)
        .replace("()", ")")
        .split()
    )


TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n"
    ),
    max_size=40,
).map(lambda text: "\n".join(line.rstrip() for line in text.strip().split("\n")).strip())
LINES = st.one_of(
    TEXT,
    st.sampled_from(["Wel:", "- ja", "\\", "Kenmerken:", "Voorbeelden:\n- nee", "a\n\nb"]),
).filter(bool)


@given(
    st.builds(
        Code,
        st.sampled_from(["a", "b_2"]),
        st.just("Label"),
        st.one_of(st.just(""), LINES),
        st.lists(LINES, max_size=3).map(tuple),
        st.lists(LINES, max_size=3).map(tuple),
        st.lists(LINES, max_size=3).map(tuple),
        st.lists(LINES, max_size=3).map(tuple),
    )
)
def test_what_is_folded_into_a_description_is_unfolded_again(code: Code) -> None:
    said = unfold(fold_code(code))
    assert said.definition == code.definition
    assert said.traits["id"] == code.id
    for field in ("use_when", "not_when", "examples", "patterns"):
        assert said.lists.get(field, ()) == getattr(code, field)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXT.map(lambda text: " ".join(text.split())).filter(bool), min_size=1, max_size=5))
def test_labels_survive_a_qdc(labels: list[str]) -> None:
    codes = tuple(Code(f"c{n}", label) for n, label in enumerate(labels))
    codebook = Codebook("x", "X", codes=codes)
    assert read_qdc(write_qdc([codebook]), "x.qdc", "x").codebook == codebook


@given(st.lists(st.text(max_size=90), max_size=12))
def test_spss_names_are_unique_and_fit(names: list[str]) -> None:
    legal = legal_names(names)
    assert len({name.casefold() for name in legal}) == len(names)
    assert all(0 < len(name.encode()) <= NAME_BYTES for name in legal)
    assert all(not name.endswith((".", "_")) for name in legal)
