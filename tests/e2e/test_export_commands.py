"""The installed `coder export` on the demo project: figures as published, errors in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyreadstat


def test_spss_holds_the_published_counts(
    coder: Callable[..., Any], built_demo: tuple[Path, str], tmp_path: Path
) -> None:
    project = built_demo[0] / "demo.coder"
    done = coder("export", project, "zorgen", "kennisbronnen", "--to", tmp_path / "a.sav", "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["files"]) == 2
    data, _meta = pyreadstat.read_sav(tmp_path / "a.sav")
    assert data["zorgen_bezuinigingen"].sum() == 91
    assert data["zorgen_bezuinigingen"].count() == 407
    assert data["kennisbronnen_internet"].sum() == 68


def test_a_codebook_goes_out_and_comes_back(
    coder: Callable[..., Any], built_demo: tuple[Path, str], tmp_path: Path
) -> None:
    source = built_demo[0] / "codebooks" / "zorgen.yaml"
    assert coder("codebook", "export", source, "--to", tmp_path / "z.qdc").returncode == 0
    assert coder("codebook", "import", tmp_path / "z.qdc").returncode == 0
    shown = [
        coder("codebook", "show", path, "--json").stdout for path in (source, tmp_path / "z.yaml")
    ]
    assert shown[0] == shown[1]
    again = coder("codebook", "import", tmp_path / "z.qdc")
    assert again.returncode == 1
    assert "Traceback" not in again.stderr


def test_a_wrong_call_is_told_on_one_line(
    coder: Callable[..., Any], built_demo: tuple[Path, str], tmp_path: Path
) -> None:
    project = built_demo[0] / "demo.coder"
    for arguments, exit_code in (
        (("--to", tmp_path / "a.doc"), 2),
        ((), 2),
        (("--to", tmp_path / "nergens" / "a.csv"), 1),
        (("--outsiders", "--to", tmp_path / "a.qdpx"), 2),
    ):
        done = coder("export", project, *arguments)
        assert done.returncode == exit_code
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
