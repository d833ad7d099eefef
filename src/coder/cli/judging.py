"""`coder evaluate` and `coder simulate`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import progress_stages, show_json, tell
from coder.errors import CoderError, UsageError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.judging import Material

app = Commands()

Codebook = Annotated[
    Path | None, typer.Option(help=_("A codebook (YAML): what it says is known beforehand."))
]
Chart = Annotated[Path | None, typer.Option(help=_("A picture to write: .png or .svg."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]
Sheet = Annotated[str | None, typer.Option(help=_("The sheet of an xlsx file."))]
IdColumn = Annotated[
    str | None, typer.Option("--id", help=_("The column with the respondents' ids."))
]
Top = Annotated[int, typer.Option(min=1, help=_("How many lines of a table."))]


@app.command()
def evaluate(
    source: Annotated[
        Path, typer.Argument(metavar="FILE|PROJECT", help=_("A coded survey file, or a project."))
    ],
    question: Annotated[
        str | None, typer.Argument(metavar="[QUESTION]", help=_("Of a project: the question."))
    ] = None,
    text: Annotated[str | None, typer.Option(help=_("The column with the answers."))] = None,
    label: Annotated[
        str | None, typer.Option(help=_("The column with the codes, several joined by |."))
    ] = None,
    codebook: Codebook = None,
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    id_column: IdColumn = None,
    sheet: Sheet = None,
    folds: Annotated[int, typer.Option(min=2, max=20, help=_("Parts to hold out in turn."))] = 5,
    seed: Annotated[int, typer.Option(min=0, help=_("Of chance: which answer in which part."))] = 0,
    curve: Annotated[
        bool, typer.Option("--curve/--no-curve", help=_("Make a learning curve too."))
    ] = True,
    chart: Chart = None,
    top: Top = 15,
    as_json: AsJson = False,
) -> None:
    """How good suggestions are on answers that the model never saw."""
    from coder.cli.judging_tables import show_evaluation
    from coder.services.evaluating import evaluate as judge

    _check_chart(chart)
    with progress_stages() as report:
        if question is None:
            material = _from_file(source, text, label, codebook, id_column, sheet, report)
        else:
            _only_files(text=text, label=label, codebook=codebook, id=id_column, sheet=sheet)
            material = _from_project(source, question, wave, report)
        found = judge(material, n_folds=folds, seed=seed, with_curve=curve, report=report)
    if chart is not None:
        from coder.services.judging_charts import write_evaluation_chart

        tell(_("Chart: {file}").format(file=write_evaluation_chart(found, chart)))
    if as_json:
        show_json(found.as_json())
    else:
        show_evaluation(found, top, with_texts=sys.stdout.isatty())


@app.command()
def simulate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A coded survey file."))],
    text: Annotated[str, typer.Option(help=_("The column with the answers."))],
    label: Annotated[str, typer.Option(help=_("The column with the codes, several joined by |."))],
    codebook: Codebook = None,
    strategy: Annotated[
        list[str] | None,
        typer.Option(help=_("What is read next; may be given more than once.")),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help=_("How many readings."))] = 3,
    until: Annotated[
        int | None, typer.Option(min=1, help=_("Coded answers at which a reading ends."))
    ] = None,
    held_out: Annotated[
        float, typer.Option(min=0, max=0.9, help=_("Part never read, to measure on, 0-0.9."))
    ] = 0.0,
    random_share: Annotated[
        float, typer.Option(min=0, max=1, help=_("Part of the answers read by lot, 0-1."))
    ] = 0.0,
    retrain_after: Annotated[
        int | None, typer.Option(min=1, help=_("Coded answers between two trainings."))
    ] = None,
    id_column: IdColumn = None,
    sheet: Sheet = None,
    chart: Chart = None,
    top: Top = 15,
    as_json: AsJson = False,
) -> None:
    """Replay a coded file as if a person coded it: what suggestions would have saved."""
    from coder.cli.judging_tables import show_simulations
    from coder.services.simulating import Queue, queue_named
    from coder.services.simulating import simulate as run

    _check_chart(chart)
    queues = [queue_named(name) for name in strategy or [Queue.BALANCED.value]]
    with progress_stages() as report:
        material = _from_file(file, text, label, codebook, id_column, sheet, report)
        found = [
            run(
                material,
                queue,
                n_seeds=seeds,
                until=until,
                held_out=held_out,
                random_share=random_share,
                retrain_after=retrain_after,
                report=report,
            )
            for queue in dict.fromkeys(queues)
        ]
    if chart is not None:
        from coder.services.judging_charts import write_simulation_chart

        tell(_("Chart: {file}").format(file=write_simulation_chart(found, chart)))
    if as_json:
        show_json(found[0].as_json() if len(found) == 1 else [one.as_json() for one in found])
    else:
        show_simulations(found, top)


def _check_chart(chart: Path | None) -> None:
    if chart is not None:
        from coder.services.judging_charts import check_suffix

        check_suffix(chart)


def _from_file(
    file: Path,
    text: str | None,
    label: str | None,
    codebook: Path | None,
    id_column: str | None,
    sheet: str | None,
    report: Callable[[str, int, int], None],
) -> Material:
    from coder.services.judging import installed_dutch, material_from_file

    if text is None or label is None:
        raise UsageError(
            _("A file needs --text and --label; a project needs a question."),
            _("For instance: coder evaluate answers.csv --text answer --label code"),
        )
    return material_from_file(
        file,
        text,
        label,
        installed_dutch(),
        codebook=codebook,
        id_column=id_column,
        sheet=sheet,
        report=report,
    )


def _from_project(
    project: Path, question: str, wave: str | None, report: Callable[[str, int, int], None]
) -> Material:
    from coder.bootstrap import open_for_figures
    from coder.services.judging import material_from_question

    with open_for_figures(project_path(project), keeps_lemmas=True) as workbench:
        material = material_from_question(workbench, question, wave, report)
    if not material.read.any():
        raise CoderError(
            _("Nobody coded an answer to {question} yet.").format(question=question),
            _("Code some answers first; judging needs at least ten different ones."),
        )
    return material


def _only_files(**options: object) -> None:
    given = [f"--{name}" for name, value in options.items() if value is not None]
    if given:
        raise UsageError(
            _("{options} go with a file, not with a project.").format(options=", ".join(given)),
            _("A project knows its texts, codes and codebook."),
        )
