"""Reports of a real project: what they say, for whom, of awkward data, and where they may go."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document

from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError, ProblemsError, UsageError
from coder.i18n import speaking
from coder.language.simple import SimpleLemmatizer
from coder.reports.documents import Audience, TableBlock
from coder.services.codebooks import attach_codebook
from coder.services.reporting import Reporting, read_figures
from coder.services.results import Results
from coder.storage.project import Project

PLAN = """\
report: Onderzoek
author: Anna
chapters:
  - title: Zorgen
    parts:
      - text: |
          Van {{ counts.zorgen.n }} mensen noemt {{ counts.zorgen.werkdruk.percent }} werkdruk.
      - counts: zorgen
        chart: true
        interval: true
      - cross: zorgen
        by: organisatie
"""


@pytest.fixture
def coded(project: Project) -> Project:
    """The small project, coded as a person would."""
    wanted = (
        "werkdruk",
        "bezuinigingen",
        "werkdruk",
        "geen",
        "bezuinigingen",
        "anders",
        "werkdruk",
    )
    anna = project.coder("Anna")
    decisions = tuple(
        Decision(answer.id, Mark.CODE, True, code)
        for answer, code in zip(project.answers("zorgen"), wanted, strict=False)
    )
    project.append(NewBatch(anna, "alles", decisions))
    return project


@pytest.fixture
def reporting(coded: Project) -> Reporting:
    return Reporting(Results(coded, SimpleLemmatizer()))


def write_plan(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def words_of(path: Path) -> str:
    document = Document(str(path))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_all_formats_hold_the_same_numbers(reporting: Reporting, tmp_path: Path) -> None:
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    targets = [tmp_path / f"r.{suffix}" for suffix in ("docx", "html", "md")]
    written = reporting.write(made, targets)
    assert all(path.stat().st_size for path in written)
    word = words_of(tmp_path / "r.docx")
    page = re.sub("<[^>]+>", "", (tmp_path / "r.html").read_text(encoding="utf-8"))
    for text in (word, page, (tmp_path / "r.md").read_text(encoding="utf-8")):
        assert "Van 8 mensen noemt 38\u00a0% werkdruk." in text
        assert "3\u00a0(38\u00a0%)" in text


def test_a_number_for_the_team_leads_to_its_answers_and_a_group_to_its_own(
    reporting: Reporting, tmp_path: Path
) -> None:
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    links = {link.address: link for link in made.document.links}
    lists = {answers.anchor: answers for answers in made.document.answers}
    whole = links["counts.zorgen.werkdruk.n@2024"]
    assert [item.external_id for item in lists[whole.anchor].items] == ["r1", "r3", "r7"]
    group = links["counts.zorgen.bezuinigingen.n@2024[organisatie=gemeente]"]
    inside = [
        item.external_id
        for item in lists[group.anchor].items
        if (group.by, group.group) in item.groups
    ]
    assert inside == ["r2"]


def test_html_runs_no_markup_of_answers_and_works_without_scripts(
    make_project: object, tmp_path: Path
) -> None:
    assert callable(make_project)
    nasty = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0", 'a\tb\nc "d" | ** 😀 \x0b', "geen")
    project = make_project(nasty)
    for answer in project.answers("zorgen"):
        batch = NewBatch(
            project.coder("Anna"), "x", (Decision(answer.id, Mark.CODE, True, "anders"),)
        )
        project.append(batch)
    reporting = Reporting(Results(project, SimpleLemmatizer()))
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    reporting.write(made, [tmp_path / "r.html", tmp_path / "r.docx", tmp_path / "r.md"])
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert re.findall("<script", page) == ["<script"]  # our own, named in the policy
    assert "script-src 'sha256-" in page
    assert " on" not in " ".join(re.findall(r"<[^>]*\son[a-z]+=", page))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))
    with zipfile.ZipFile(tmp_path / "r.docx") as archive:
        assert archive.testzip() is None


def test_word_has_captions_fields_contents_and_alternative_texts(
    reporting: Reporting, tmp_path: Path
) -> None:
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    reporting.write(made, [tmp_path / "r.docx"])
    document = Document(str(tmp_path / "r.docx"))
    xml = document.element.xml
    assert "TOC \\o" in xml
    assert "SEQ " in xml
    assert 'descr="' in xml
    assert "PAGE" in document.sections[0].footer._element.xml
    assert document.core_properties.author == "Anna"
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert "n\u00a0=\u00a08" in captions[0]
    marks = re.findall(r'w:name="(_Toc\d+)"', xml)
    assert set(re.findall(r"PAGEREF (_Toc\d+)", xml)) == set(marks)


def test_the_interface_language_does_not_decide_the_reports(
    reporting: Reporting, tmp_path: Path
) -> None:
    plan = reporting.plan(write_plan(tmp_path, PLAN))
    with speaking("en"):
        first = reporting.make(plan, Audience.TEAM).document
    with speaking("nl"):
        second = reporting.make(plan, Audience.TEAM).document
    assert first.blocks == second.blocks
    english = reporting.plan(write_plan(tmp_path, "language: en\n" + PLAN))
    heads = [
        block.heads
        for block in reporting.make(english, Audience.TEAM).document.blocks
        if isinstance(block, TableBlock)
    ]
    assert heads[0][:2] == ("theme", "respondents")


def test_every_mistake_in_parts_and_texts_is_told_at_once(
    reporting: Reporting, tmp_path: Path
) -> None:
    text = """\
report: R
chapters:
  - title: Z
    parts:
      - text: |
          Er zijn {{ counts.zorgen.werkdrukk.n }} en {{ counts.zorgn.n }}
          of {{ cuonts.zorgen.n }}.
      - counts: zorgenn
      - cross: zorgen
        by: organisatei
      - counts: zorgen
        wave: 2019
"""
    with pytest.raises(ProblemsError) as caught:
        reporting.make(reporting.plan(write_plan(tmp_path, text)), Audience.TEAM)
    told = [
        str(problem).removeprefix(str(tmp_path / "plan.yaml")) for problem in caught.value.problems
    ]
    assert told[0].startswith(":6:12: counts.zorgen.werkdrukk.n@2024: zorgen has no code werkdrukk")
    assert "Did you mean werkdruk?" in told[0]
    assert told[1].startswith(":6:")
    assert told[2].startswith(":7: there is nothing called cuonts. Did you mean counts?")
    assert [line.split(":")[1] for line in told[3:]] == ["8", "9", "11"]
    assert "Did you mean organisatie?" in told[4]


def test_nothing_coded_yet_is_said_and_no_table_of_zeros(project: Project, tmp_path: Path) -> None:
    reporting = Reporting(Results(project, SimpleLemmatizer()))
    made = reporting.make(reporting.plan(), Audience.TEAM)
    reporting.write(made, [tmp_path / "r.docx", tmp_path / "r.html", tmp_path / "r.md"])
    with speaking("nl"):
        text = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "Bezuinigingen | 0" not in text


def test_a_project_without_answers_says_what_to_do(tmp_path: Path) -> None:
    with Project.create(tmp_path / "leeg.coder") as project:
        reporting = Reporting(Results(project, SimpleLemmatizer()))
        with pytest.raises(CoderError, match="no answers"):
            reporting.plan()


def test_a_label_of_300_characters_and_a_code_without_answers(
    project: Project, codebook_file: Path, tmp_path: Path
) -> None:
    text = codebook_file.read_text(encoding="utf-8").replace(
        "label: Personeel", f"label: {'x' * 300}"
    )
    codebook_file.write_text(text, encoding="utf-8")
    attach_codebook(project, "zorgen", codebook_file)
    answer = project.answers("zorgen")[0]
    batch = NewBatch(
        project.coder("Anna"), "x", (Decision(answer.id, Mark.CODE, True, "personeel"),)
    )
    project.append(batch)
    reporting = Reporting(Results(project, SimpleLemmatizer()))
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    reporting.write(made, [tmp_path / "r.docx", tmp_path / "r.html"])
    assert "x" * 300 in words_of(tmp_path / "r.docx")


def test_a_report_that_cannot_be_written_leaves_the_old_one(
    reporting: Reporting, tmp_path: Path
) -> None:
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    old = tmp_path / "r.docx"
    old.write_text("oud")
    with pytest.raises(UsageError, match="docx"):
        reporting.write(made, [old, tmp_path / "r.pdf"])
    assert old.read_text() == "oud"
    with pytest.raises(CoderError, match="no folder"):
        reporting.write(made, [tmp_path / "weg" / "r.html"])
    with pytest.raises(CoderError, match="no folder"):
        reporting.write(made, [tmp_path / "weg" / "r.md"])
    assert not (tmp_path / "weg").exists()


def test_a_first_plan_is_valid_and_is_never_overwritten(reporting: Reporting) -> None:
    path = reporting.init()
    plan = reporting.plan()  # finds it beside the project
    assert plan.name == str(path)
    assert [part.kind for _key, part in plan.parts()][:3] == ["text", "counts", "cross"]
    assert reporting.make(plan, Audience.TEAM).ledger.entries
    path.write_text("mijn werk", encoding="utf-8")
    with pytest.raises(CoderError, match="left as it is"):
        reporting.init()
    assert path.read_text(encoding="utf-8") == "mijn werk"


def test_a_recount_names_what_changed_and_where_it_stands(
    reporting: Reporting, coded: Project, tmp_path: Path
) -> None:
    made = reporting.make(reporting.plan(write_plan(tmp_path, PLAN)), Audience.TEAM)
    reporting.write(made, [tmp_path / "r.html"])
    assert reporting.check(tmp_path / "r.html").changed == ()
    answer = coded.answers("zorgen")[7]
    again = (Decision(answer.id, Mark.CODE, True, "werkdruk"),)
    coded.append(NewBatch(coded.coder("Anna"), "nog een", again))
    changed = {one.entry.address: one for one in reporting.check(tmp_path / "r.html").changed}
    one = changed["counts.zorgen.werkdruk.n@2024"]
    assert (one.entry.value, one.now) == (3, 4)
    share = changed["counts.zorgen.werkdruk.percent@2024"]
    assert any(place.endswith("plan.yaml:7") for place in share.entry.places)
    assert json.dumps([one.as_json() for one in changed.values()])


def test_figures_are_read_by_address_or_by_question(reporting: Reporting) -> None:
    [figure] = read_figures(reporting.results, ["counts.zorgen.werkdruk.percent"])
    assert (str(figure.address), figure.text(), figure.base) == (
        "counts.zorgen.werkdruk.percent@2024",
        "38\u00a0%",
        8,
    )
    everything = read_figures(reporting.results, ["zorgen"])
    assert len(everything) > 20
    with pytest.raises(ProblemsError) as caught:
        read_figures(reporting.results, ["counts.zorgen.x.n", "counts.zorg.n"])
    assert len(caught.value.problems) == 2


def test_the_rest_and_small_groups_have_an_address_of_their_own(reporting: Reporting) -> None:
    [rest] = read_figures(reporting.results, ['counts.zorgen."<2".n'])
    assert rest.value == 2  # geen and anders: one respondent each
    with pytest.raises(ProblemsError, match="no group"):
        read_figures(reporting.results, ["counts.zorgen.n[organisatie=weg]"])
