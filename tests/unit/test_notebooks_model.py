"""The analyst's notebooks about models run from top to bottom."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coder.domain.coding import Decision, Mark, NewBatch
from coder.services.codebooks import attach_codebook
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

ROOT = Path(__file__).parents[2]
ANSWERS = 90  # of the demo survey: enough for every figure, quick enough for a test


@pytest.fixture(scope="module")
def coded_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the demo: one question, coded as was intended."""
    path = tmp_path_factory.mktemp("notebooks") / "demo.coder"
    with (ROOT / "data/raadpleging_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        sample = file.readline()
        file.seek(0)
        survey = list(csv.DictReader(file, delimiter=max(";,", key=sample.count)))
    with (ROOT / "data/gold/zorgen.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["id"]: row["codes"].split("|") for row in csv.DictReader(file)}
    rows = [IntakeRow(row["respnr"], row["zorgen"]) for row in survey if row["respnr"] in codes]
    with Project.create(path) as project:
        project.take_in(Intake("zorgen", rows[:ANSWERS], wave="2024"))
        attach_codebook(project, "zorgen", ROOT / "codebooks/zorgen.yaml")
        decisions = [
            decision
            for answer in project.answers("zorgen")
            for decision in (
                *(Decision(answer.id, Mark.CODE, True, code) for code in codes[answer.external_id]),
                Decision(answer.id, Mark.DONE, True),
            )
        ]
        project.append(NewBatch(project.coder("Anna"), "x", tuple(decisions)))
    return path


@pytest.mark.parametrize("name", ["01_retrain_and_judge", "02_learning_curves"])
def test_a_notebook_runs_and_what_it_shows_is_small(
    name: str, coded_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODER_PROJECT", str(coded_project))
    monkeypatch.setenv("CODER_PIPELINE", "simplemma")
    path = ROOT / "notebooks" / f"{name}.ipynb"
    assert path.stat().st_size < 200_000
    notebook = nbformat.read(path, as_version=4)
    assert all(cell.get("outputs") for cell in notebook.cells if "plt.figure" in cell.source)
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute()  # raises what a cell raises
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert not [output for output in shown if output.output_type == "error"]
