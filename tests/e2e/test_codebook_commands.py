"""`coder codebook format|diff` and what `coder doctor` says of codings without a code."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import CODEBOOK, MakeProject
from tests.e2e.conftest import Run

from coder.domain.coding import Decision, Mark, NewBatch

MESSY = """\
# over dit codeboek
title: T
codebook: b
codes:
- label: A   # naam
  id: a
  patterns: [x, y]   # kort


- id: c
  # nog een
  label: C
"""


def test_a_codebook_is_laid_out_with_its_comments(coder: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(MESSY, encoding="utf-8")
    checked = coder("codebook", "format", path, "--check")
    assert (checked.returncode, path.read_text()) == (1, MESSY)
    assert coder("codebook", "format", path).returncode == 0
    laid_out = path.read_text()
    keys = [line.strip(" -").split(":")[0] for line in laid_out.splitlines() if ":" in line]
    assert keys == ["codebook", "title", "codes", "id", "label", "patterns", "id", "label"]
    assert laid_out.count("#") == MESSY.count("#")
    assert "  - id: a\n" in laid_out
    assert coder("codebook", "format", path, "--check").returncode == 0


def test_two_files_and_a_project_with_its_file_are_compared(
    coder: Run, make_project: MakeProject, codebook_file: Path, tmp_path: Path
) -> None:
    project = make_project()
    ann = project.coder("Ann")
    answer = project.answers("zorgen")[0].id
    project.append(NewBatch(ann, "x", (Decision(answer, Mark.CODE, True, "personeel"),)))
    same = coder("codebook", "diff", project.path, "zorgen", "--json")
    assert json.loads(same.stdout)["changed"] == {}
    changed = CODEBOOK.replace("id: personeel", "id: team").replace("Werkdruk", "Druk")
    codebook_file.write_text(changed, encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(CODEBOOK, encoding="utf-8")
    for given in ([project.path], [other, codebook_file]):
        found = json.loads(coder("codebook", "diff", *given, "--json").stdout)
        assert (found["added"], found["gone"]) == (["team"], ["personeel"])
        assert found["changed"] == {"werkdruk": ["label"]}
    assert "+    label: Druk" in coder("codebook", "diff", other, codebook_file, "--text").stdout
    health = json.loads(coder("doctor", project.path, "--json").stdout)
    assert health["findings"]["codings without a code"] == "zorgen: personeel on 1 answer"
