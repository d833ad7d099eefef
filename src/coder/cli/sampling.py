"""`coder sample`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table, tell
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.domain.sampling import Sample
    from coder.services.samples import SamplePlan
    from coder.services.workbench import Workbench

app = Commands()


@app.command()
def sample(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    name: Annotated[
        str | None, typer.Option("--for", metavar="NAME", help=_("Who codes the sample."))
    ] = None,
    size: Annotated[int | None, typer.Option("--n", help=_("So many answers."))] = None,
    width: Annotated[
        float | None,
        typer.Option(help=_("As many as give alpha an interval so wide, for instance 0.2.")),
    ] = None,
    by: Annotated[
        str, typer.Option(help=_("Draw from each value of this attribute in proportion."))
    ] = "",
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    seed: Annotated[int, typer.Option(help=_("The same seed draws the same answers."))] = 0,
    expected: Annotated[float, typer.Option(help=_("Alpha as you expect it."))] = 0.8,
    prevalence: Annotated[
        float | None,
        typer.Option(help=_("Share of the answers with the code that the width is about.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show the plan and change nothing."))
    ] = False,
    finish: Annotated[
        bool, typer.Option("--finish", help=_("Close the sample: others' codes show again."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Draw answers that a second coder codes without seeing the first's codes.

    Without --for: the samples that there are.
    """
    from coder.bootstrap import open_workbench
    from coder.services.samples import SampleRequest, draw_sample, plan_sample

    writes = name is not None and not dry_run
    with open_workbench(project_path(project), read_only=not writes) as workbench:
        if name is None:
            _show_samples(workbench, question, as_json=as_json)
            return
        if finish:
            _finish(workbench, question, wave, name)
            return
        request = SampleRequest(question, name, wave, size, width, by, seed, expected, prevalence)
        make = plan_sample if dry_run else draw_sample
        plan = make(workbench.project, request)
    if as_json:
        show_json(plan.as_json() | {"kept": not dry_run})
    else:
        _show_plan(plan, kept=not dry_run)


def _show_plan(plan: SamplePlan, *, kept: bool) -> None:
    text = ngettext(
        "{size} answer of {population} for {coder} (seed {seed})",
        "{size} answers of {population} for {coder} (seed {seed})",
        plan.size,
    )
    show(text.format(size=plan.size, population=plan.population, coder=plan.coder, seed=plan.seed))
    if plan.by:
        rows = [(stratum.name, stratum.population, stratum.drawn) for stratum in plan.strata]
        show_table(plan.by, (plan.by, _("answers"), _("drawn")), rows)
    tell(
        _(
            "With alpha about {expected}, a code that {share} of the answers have gets a "
            "95 % interval about {width} wide."
        ).format(
            expected=f"{plan.expected:.2f}",
            share=f"{100 * plan.prevalence:.0f} %",
            width=f"{plan.width:.2f}",
        )
    )
    if not plan.coded:
        tell(_("Nobody else has coded this question yet: it was drawn from all answers."))
    if kept:
        tell(
            _("{coder} now codes these alone: coder open PROJECT --coder {coder}").format(
                coder=plan.coder
            )
        )


def _show_samples(workbench: Workbench, question: str, *, as_json: bool) -> None:
    from coder.services.samples import samples_of

    workbench.project.question(question)
    samples = samples_of(workbench.project, question)
    if as_json:
        show_json([_facts(one) for one in samples])
        return
    if not samples:
        tell(_("No sample was drawn of this question. Draw one with --for NAME --width 0.2."))
        return
    rows = [
        (
            one.coder.name,
            one.wave,
            one.size,
            one.done,
            one.drawing.by or _("at random"),
            one.drawing.seed,
            _("finished") if one.finished_at else _("blind"),
        )
        for one in samples
    ]
    heads = (_("coder"), _("wave"), _("answers"), _("done"), _("drawn by"), _("seed"), _("state"))
    show_table(_("Samples of {question}").format(question=question), heads, rows)


def _facts(sample: Sample) -> dict[str, object]:
    return {
        "coder": sample.coder.name,
        "question": sample.question,
        "wave": sample.wave,
        "at": sample.at.isoformat(),
        "by": sample.drawing.by,
        "seed": sample.drawing.seed,
        "drawn_from": sample.drawing.population,
        "size": sample.size,
        "done": sample.done,
        "finished_at": sample.finished_at.isoformat() if sample.finished_at else None,
    }


def _finish(workbench: Workbench, question: str, wave: str | None, name: str) -> None:
    from coder.services import samples

    found = samples.find_open(workbench.project, question, wave, name)
    samples.finish_sample(workbench.project, found)
    tell(
        _("The blind coding of {coder} is over: {done} of {size} answers are coded.").format(
            coder=name, done=found.done, size=found.size
        )
    )
