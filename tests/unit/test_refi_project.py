"""A project as .qdpx: by the schema's rules, and equal when another library reads it back."""

from __future__ import annotations

import zipfile
from pathlib import Path
from runpy import run_path

import pytest
from pyrefiqda import RefiProject

from coder.codebooks.refi import code_guid
from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError, UsageError
from coder.reports.refi_project import NAMESPACE
from coder.services.exporting import ExportRequest, export
from coder.services.workbench import Workbench
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

RULES = run_path(str(Path(__file__).with_name("refi_rules.py")))
PROJECT, broken_rules = RULES["PROJECT"], RULES["broken_rules"]


def quiet(_what: str, _done: int, _of: int) -> None:
    """Tells nobody."""


def coded(workbench: Workbench) -> dict[str, set[str]]:
    """Codes two answers, and gives the codes by respondent."""
    wanted = {"r1": {"werkdruk"}, "r2": {"bezuinigingen", "personeel"}}
    answers = workbench.project.answers("zorgen")
    decisions = tuple(
        Decision(answer.id, Mark.CODE, True, code)
        for answer in answers
        for code in sorted(wanted.get(answer.external_id, ()))
    )
    workbench.project.append(NewBatch(workbench.coder, "test", decisions))
    return wanted


def test_the_project_holds_the_schemas_rules(workbench: Workbench, tmp_path: Path) -> None:
    coded(workbench)
    export(workbench, ExportRequest(tmp_path / "a.qdpx"), quiet)
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        content = archive.read("project.qde")
        assert archive.testzip() is None
    assert broken_rules(content, PROJECT, NAMESPACE) == []
    assert broken_rules(content.replace(b"endPosition", b"eind"), PROJECT, NAMESPACE)


def test_another_library_finds_each_coding_on_its_answer(
    workbench: Workbench, tmp_path: Path
) -> None:
    wanted = coded(workbench)
    export(workbench, ExportRequest(tmp_path / "a.qdpx"), quiet)
    read = RefiProject.load(tmp_path / "a.qdpx", str(tmp_path / "out"))
    texts = {answer.external_id: answer.text for answer in workbench.project.answers("zorgen")}
    guids = {code_guid("zorgen", code): code for codes in wanted.values() for code in codes}
    found: dict[str, set[str]] = {}
    for source in read.sources.text_source:
        path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "out")
        text = path.read_bytes().decode()
        for selection in source.plain_text_selection:
            passage = text[selection.start_position : selection.end_position]
            assert passage == texts[source.name]
            refs = {guids[coding.code_ref.target_guid] for coding in selection.coding}
            found[source.name] = refs
    assert found == wanted
    assert [user.name for user in read.users.user] == ["Anna"]
    cases = {case.name: case.source_ref[0].target_guid for case in read.cases.case}
    assert cases == {source.name: source.guid for source in read.sources.text_source}
    [organisation] = [v.guid for v in read.variables.variable if v.name == "Organisatie"]
    values = {
        case.name: value.text_value
        for case in read.cases.case
        for value in case.variable_value
        if value.variable_ref.target_guid == organisation
    }
    assert values["r1"] == "buurtteam"
    assert values["r2"] == "gemeente"


def test_positions_count_letters_beyond_the_basic_plane_and_one_for_a_line_end(
    make_project: object, workbench: Workbench, tmp_path: Path
) -> None:
    project: Project = make_project(("🙂 te druk\r\nen 👩‍🔧 moe\x07",), "odd.coder")  # type: ignore[operator]
    other = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
    [answer] = project.answers("zorgen")
    project.append(NewBatch(other.coder, "t", (Decision(answer.id, Mark.CODE, True, "werkdruk"),)))
    export(other, ExportRequest(tmp_path / "a.qdpx"), quiet)
    read = RefiProject.load(tmp_path / "a.qdpx", str(tmp_path / "out"))
    [source] = read.sources.text_source
    path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "out")
    [selection] = source.plain_text_selection
    text = path.read_bytes().decode()
    passage = text[selection.start_position : selection.end_position]
    assert passage == "🙂 te druk\nen 👩‍🔧 moe\ufffd"


def test_the_same_project_gives_the_same_guids(workbench: Workbench, tmp_path: Path) -> None:
    coded(workbench)
    names = []
    for name in ("a.qdpx", "b.qdpx"):
        export(workbench, ExportRequest(tmp_path / name), quiet)
        with zipfile.ZipFile(tmp_path / name) as archive:
            names.append(sorted(archive.namelist()))
    assert names[0] == names[1]


def test_a_code_that_the_codebook_has_no_more_is_still_there(
    workbench: Workbench, tmp_path: Path, codebook_file: Path
) -> None:
    coded(workbench)
    text = codebook_file.read_text(encoding="utf-8")
    codebook_file.write_text(text.replace("id: personeel", "id: mensen"), encoding="utf-8")
    export(workbench, ExportRequest(tmp_path / "a.qdpx"), quiet)
    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        content = archive.read("project.qde")
    assert content.count(code_guid("zorgen", "personeel").encode()) == 2  # the code, and its use
    assert broken_rules(content, PROJECT, NAMESPACE) == []


def test_answers_do_not_go_to_outsiders(workbench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="outsiders"):
        export(workbench, ExportRequest(tmp_path / "a.qdpx", outsiders=True), quiet)
    assert not (tmp_path / "a.qdpx").exists()


def test_a_project_without_answers_says_so(tmp_path: Path, workbench: Workbench) -> None:
    with Project.create(tmp_path / "leeg.coder") as project:
        project.take_in(Intake("zorgen", [IntakeRow("r1", "", ())], wave="2024"))
        other = Workbench(project, "Anna", workbench.lemmatizer, workbench.settings)
        with pytest.raises(CoderError):
            export(other, ExportRequest(tmp_path / "a.qdpx"), quiet)
