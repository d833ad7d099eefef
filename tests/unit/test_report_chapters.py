"""The chapters of a report: what may stand in the file, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.errors import ProblemsError
from coder.services.chapters import parse_plan, read_plan

RIGHT = """\
report: Onderzoek
chapters:
  - title: Zorgen
    wave: 2024
    parts:
      - text: |
          Eerste regel.
          {{ counts.zorgen.n }}
      - counts: zorgen
        at_least: 25
        chart: true
      - text: slot.md
"""


def problems(text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        parse_plan(text, "rapport.yaml", Path())
    return [str(problem) for problem in caught.value.problems]


def test_chapters_are_read_with_the_line_of_each_text(tmp_path: Path) -> None:
    (tmp_path / "slot.md").write_text("Slot.", encoding="utf-8")
    (tmp_path / "rapport.yaml").write_text(RIGHT, encoding="utf-8")
    plan = read_plan(tmp_path / "rapport.yaml")
    assert plan.report.chapters[0].wave == "2024"
    assert plan.report.chapters[0].parts[1].at_least == 25
    assert (plan.texts[0, 0].line, plan.texts[0, 2].text) == (7, "Slot.")
    assert plan.texts[0, 2].file.endswith("slot.md")


def test_every_mistake_in_the_file_is_told_at_once_with_its_place() -> None:
    text = """\
report: R
smalest: 3
chapters:
  - title: Z
    parts:
      - cuonts: zorgen
      - counts: zorgen
        cross: zorgen
      - cross: zorgen
      - counts: zorgen
        by: organisatie
      - counts: zorgen
        top: veel
appendix: [codebook, foto]
"""
    found = problems(text)
    assert found[0].startswith("rapport.yaml:2:1: unknown key 'smalest'. Did you mean smallest?")
    assert any(
        line.startswith("rapport.yaml:6:9: unknown key 'cuonts'. Did you mean counts?")
        for line in found
    )
    assert any("'counts' and 'cross' are two parts" in line for line in found)
    assert any("a cross-table needs 'by'" in line for line in found)
    assert any("'by' does not go with 'counts'" in line for line in found)
    assert any("'top' must be a whole number" in line for line in found)
    assert any(line.startswith("rapport.yaml:14:") and "one of" in line for line in found)


@pytest.mark.parametrize(
    "text", ["", "# niets\n", "- a\n", "report: [\n", "report: R\n", "a: &x [*x]\n"]
)
def test_a_file_that_is_no_plan_is_refused_without_a_traceback(text: str) -> None:
    assert problems(text)


def test_a_text_that_is_not_there_is_told_with_its_line() -> None:
    text = RIGHT.replace("slot.md", "weg.md")
    assert problems(text)[0].startswith("rapport.yaml:12: the text weg.md cannot be read")


def test_a_plan_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="--init"):
        read_plan(tmp_path / "weg.yaml")
