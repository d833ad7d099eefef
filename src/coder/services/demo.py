"""The demo project: a synthetic survey, coded by the rules and by an example coder.

A project that is there already is left as it is: somebody may have coded in it.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coder.domain.answers import Answer
from coder.domain.coding import Decision, Mark, NewBatch
from coder.errors import CoderError
from coder.i18n import _
from coder.services.bulk import Machine, code_in_bulk
from coder.services.importing import ImportRequest, import_file
from coder.services.published import ComparedFigure, compare
from coder.services.shipped import shipped_folder
from coder.services.workbench import Workbench

EXAMPLE_CODER = "voorbeeldcodeur"
QUESTIONS = (
    "functietitel",
    "zorgen",
    "belemmeringen",
    "werkplezier",
    "samenwerking_zorg",
    "administratie",
    "kennisbronnen",
)
# belemmeringen and werkplezier are left for the user to code
CODED_BY_PERSON = ("functietitel", "zorgen", "samenwerking_zorg", "administratie", "kennisbronnen")
SURVEYS = {"2020": ("functietitel",), "2024": QUESTIONS}
BACKGROUND = ("functietitel", "organisatie", "werkervaring")
Report = Callable[[str, int, int], None]  # what, done, of
Opener = Callable[[Path, str], Workbench]


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo project with what was made of it."""

    project: Path
    figures: tuple[ComparedFigure, ...]
    written: tuple[Path, ...]
    built: bool  # False: it was there already


def build_demo(folder: Path, open_as: Opener, report: Report) -> Demo:
    """Build the demo project in a folder, write its tables and clouds, and compare its figures.

    Args:
        open_as: Opens a project as a coder, as `coder.bootstrap.open_workbench` does.

    Raises:
        CoderError: The folder cannot be written to.
    """
    project = folder / "demo.coder"
    fresh = not project.exists()
    if fresh:
        _build(folder, project, open_as, report)
    with open_as(project, EXAMPLE_CODER) as workbench:
        written = _write_output(workbench, folder / "output", report)
        report(_("Comparing figures"), 0, 1)
        figures = tuple(compare(workbench.results, Machine.RULES.coder_name))
    return Demo(project, figures, tuple(written), fresh)


def _build(folder: Path, project: Path, open_as: Opener, report: Report) -> None:
    """Builds beside its place and moves it there when whole: no half demo is left behind."""
    data, unfinished = shipped_folder("data"), folder / "demo-unfinished.coder"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy_codebooks(folder / "codebooks")
        unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise CoderError(
            _("The folder {folder} cannot be written to.").format(folder=folder),
            _("Give another one: coder demo DIR"),
        ) from error
    _import_surveys(unfinished, data, folder / "codebooks", report)
    with open_as(unfinished, EXAMPLE_CODER) as workbench:
        _code(workbench, data / "gold", report)
    unfinished.replace(project)


def _copy_codebooks(target: Path) -> None:
    target.mkdir(exist_ok=True)
    for path in sorted(shipped_folder("codebooks").iterdir()):
        if not (target / path.name).exists():  # edited ones stay
            shutil.copyfile(path, target / path.name)


def _import_surveys(project: Path, data: Path, codebooks: Path, report: Report) -> None:
    todo = [(wave, question) for wave, questions in SURVEYS.items() for question in questions]
    for done, (wave, question) in enumerate(todo):
        report(_("Importing"), done, len(todo))
        request = ImportRequest(
            file=data / f"raadpleging_{wave}.csv",
            question=question,
            text=question,
            id_column="respnr",
            background=BACKGROUND,
            codebook=codebooks / f"{question}.yaml",
            wave=wave,
        )
        import_file(project, request, backup=False)


def _code(workbench: Workbench, gold: Path, report: Report) -> None:
    todo = [(wave, question) for wave, questions in SURVEYS.items() for question in questions]
    for done, (wave, question) in enumerate(todo):
        report(_("Coding by the rules"), done, len(todo))
        code_in_bulk(workbench, question, wave, Machine.RULES, backup=False)
        if question in CODED_BY_PERSON:
            name = question if wave == "2024" else f"{question}_{wave}"
            _take_over(workbench, question, wave, gold / f"{name}.csv")


def _take_over(workbench: Workbench, question: str, wave: str, gold: Path) -> None:
    """The intended codes, as the coding of the example coder."""
    with gold.open(encoding="utf-8", newline="") as file:
        codes = {row["id"]: row["codes"].split("|") for row in csv.DictReader(file)}
    answers = workbench.project.answers(question, wave)
    decisions = tuple(
        decision for answer in answers for decision in _decided(answer, codes[answer.external_id])
    )
    label = _("{question}: intended codes of the demo").format(question=question)
    workbench.project.append(NewBatch(workbench.coder, label, decisions))


def _decided(answer: Answer, codes: list[str]) -> list[Decision]:
    marks = [Decision(answer.id, Mark.CODE, True, code) for code in codes]
    return [*marks, Decision(answer.id, Mark.DONE, True)]


def _write_output(workbench: Workbench, folder: Path, report: Report) -> list[Path]:
    from coder.services.tables import write_tables

    folder.mkdir(exist_ok=True)
    results = workbench.results
    report(_("Writing tables"), 0, 1)
    written = write_tables(results, SURVEYS, folder)
    clouds = [("functietitel", "png"), ("functietitel", "svg"), ("zorgen", "png")]
    for done, (question, suffix) in enumerate(clouds):
        report(_("Drawing clouds"), done, len(clouds))
        path = folder / f"wolk_{question}.{suffix}"
        written.append(results.cloud(question, "2024", path=path).path)
    return written
