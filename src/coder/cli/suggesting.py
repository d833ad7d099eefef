"""`coder suggest` and `coder code`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import progress_bar, show, show_json, show_json_line, tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.bulk import BulkPlan
    from coder.services.suggest_file import SuggestedAnswer

app = Commands()


@app.command()
def suggest(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A csv, xlsx or sav file."))],
    text: Annotated[str, typer.Option(help=_("The column with the answers."))],
    codebook: Annotated[Path, typer.Option(help=_("The codebook (YAML)."))],
    top: Annotated[int, typer.Option(min=1, help=_("How many suggestions an answer."))] = 3,
    id_column: Annotated[
        str | None, typer.Option("--id", help=_("The column with the respondents' ids."))
    ] = None,
    sheet: Annotated[str | None, typer.Option(help=_("The sheet of an xlsx file."))] = None,
    lookup: Annotated[
        Path | None, typer.Option(help=_("A list of your own with texts and codes."))
    ] = None,
    lookup_text: Annotated[str, typer.Option(help=_("Its column with the texts."))] = "text",
    lookup_code: Annotated[str, typer.Option(help=_("Its column with the codes."))] = "code",
    as_json: Annotated[bool, typer.Option("--json", help=_("One JSON object a line."))] = False,
) -> None:
    """Suggest codes for a file, without a project."""
    from coder.services.lookup_lists import ListColumns
    from coder.services.suggest_file import suggest_file

    listed = ListColumns(lookup, lookup_text, lookup_code) if lookup is not None else None
    with progress_bar(_("Reading")) as progress:
        answers = suggest_file(
            file,
            text,
            codebook,
            top=top,
            id_column=id_column,
            sheet=sheet,
            lookup=listed,
            progress=progress,
        )
    for answer in answers:
        if as_json:
            show_json_line(answer.as_json())
        else:
            show(_as_text(answer))


def _as_text(answer: SuggestedAnswer) -> str:
    lines = [f"{answer.id}\t{' '.join(answer.text.split())}"]
    lines += [
        f"\t{suggestion.score:.2f}  {suggestion.code}  {answer.why(suggestion)}"
        for suggestion in answer.suggestions
    ]
    return "\n".join(lines)


def _show_plan(plan: BulkPlan, *, as_json: bool) -> None:
    """How many answers, and how right the codes are to be expected."""
    if as_json:
        show_json(plan.as_json())
        return
    what = _("{coded} of {answers} answers get codes, {undecided} of them not decided by a person.")
    tell(what.format(coded=plan.coded, answers=plan.answers, undecided=plan.undecided))
    expected = plan.precision
    if expected is not None:
        text = _(
            "Expected precision {share:.0%} (95 % interval {low:.0%}–{high:.0%}, n = {given})."
        )
        tell(
            text.format(
                share=expected.share, low=expected.low, high=expected.high, given=expected.given
            )
        )
    elif plan.by == "model":
        tell(_("Too little is coded to say how right these codes will be."))


def _agreed() -> bool:
    """Asks on a terminal; a script that calls this has made up its mind."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return typer.confirm(_("Code these answers?"), err=True)


@app.command()
def code(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    by: Annotated[str, typer.Option(help=_("What codes: rules or model."))],
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, help=_("Lowest score that counts, 0-1."))
    ] = None,
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would be done and change nothing."))
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Do not ask before coding by model."))
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help=_("Take back the machine's last step instead."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Code all answers by rules or model, as one undoable step."""
    from coder.bootstrap import open_workbench
    from coder.services.bulk import Machine, carry_out, machine_named, plan_bulk, undo_bulk

    machine = machine_named(by)
    with open_workbench(project_path(project)) as workbench:
        if undo:
            batch = undo_bulk(workbench, machine, question)
            show(batch.label if batch else _("Nothing to undo."))
            return
        with progress_bar(_("Coding")) as progress:
            plan = plan_bulk(workbench, question, wave, machine, min_score, progress, judge=True)
        if not as_json or dry_run:
            _show_plan(plan, as_json=as_json)
        if dry_run:
            return
        if machine is Machine.MODEL and not (yes or _agreed()):
            tell(_("Nothing was changed."))
            return
        done = carry_out(workbench, plan)
    if as_json:
        show_json(plan.as_json())
        return
    show(
        _("{coded} of {answers} answers coded by {machine}; {decisions} decisions changed.").format(
            coded=done.coded, answers=done.answers, machine=by, decisions=done.decisions
        )
    )
    tell(_("These are a machine's suggestions; a person's decision outranks them."))
    if not done.decisions:
        return
    tell(
        _("Take them back with: coder code {project} {question} --by {by} --undo").format(
            project=project_path(project), question=question, by=by
        )
    )
