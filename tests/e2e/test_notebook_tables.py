"""The report author's notebook runs from top to bottom on the demo, and says what it should."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "03_tables_clouds_quotes.ipynb"


def test_the_notebook_of_tables_clouds_and_quotes_runs(
    built_demo: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built_demo[0], tmp_path / "demo")
    monkeypatch.setenv("CODER_DEMO", str(tmp_path / "demo"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    printed = "".join(
        output.get("text", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    assert "n = 407" in printed
    assert "91  (n = 407)  counts.zorgen.bezuinigingen.n@2024" in printed
    assert "[candidate]" in printed
    assert " 0 changed since" in printed
