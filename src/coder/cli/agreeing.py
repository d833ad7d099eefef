"""`coder agreement`."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import percent, show_json, show_table, tell
from coder.domain.number_text import coefficient_text
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.domain.agreement import Agreement
    from coder.services.agreement import AgreementReport

app = Commands()
MOST_CONFUSIONS = 10


@app.command()
def agreement(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    coder: Annotated[
        list[str] | None,
        typer.Option(help=_("A coder to compare; give it for each. Else all persons who coded.")),
    ] = None,
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    rounds: Annotated[
        int, typer.Option(min=0, help=_("Bootstrap rounds for the interval of alpha."))
    ] = 1000,
    seed: Annotated[int, typer.Option(help=_("Start of the bootstrap's chance."))] = 0,
    answers: Annotated[
        bool, typer.Option("--answers", help=_("List the answers on which they differ."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """How far coders agree, per code and over all, on the answers that they coded both."""
    from coder.bootstrap import open_for_figures
    from coder.services.agreement import measure_agreement

    opened = open_for_figures(project_path(project), keeps_lemmas=False).project
    report = measure_agreement(opened, question, wave, coder or (), rounds, seed)
    if as_json:
        show_json(report.as_json())
        return
    _show_codes(report)
    _show_confusions(report)
    _tell_rest(report)
    if answers:
        _show_answers(report)


def _show_codes(report: AgreementReport) -> None:
    heads = [_("code"), *report.coders, _("share"), _("percent"), _("alpha"), _("95 % interval")]
    heads += [_("kappa")] if len(report.coders) == 2 else []
    heads += ["AC1", "Brennan-Prediger"]
    blank = [""] * len(report.coders)
    rows = [[_("all codes"), *blank, *_measures(report.overall)]]
    rows += [[row.label, *map(str, row.by_coder), *_measures(row.measured)] for row in report.codes]
    note = _("n = {n} answers, {both} coded by two or more; unit: answer × code").format(
        n=report.n, both=report.both
    )
    show_table(f"{report.question}, {report.wave}", heads, rows, note)


def _measures(measured: Agreement) -> list[str]:
    interval = measured.alpha_interval
    low, high = coefficient_text(interval.low), coefficient_text(interval.high)
    return [
        percent(100 * measured.assigned),
        percent(100 * measured.percent),
        coefficient_text(measured.alpha),
        f"{low} - {high}" if isfinite(interval.low) else low,
        *([] if measured.kappa is None else [coefficient_text(measured.kappa)]),
        coefficient_text(measured.ac1),
        coefficient_text(measured.brennan_prediger),
    ]


def _show_confusions(report: AgreementReport) -> None:
    if report.confusions:
        rows = [
            (confusion.first, confusion.second, confusion.answers)
            for confusion in report.confusions[:MOST_CONFUSIONS]
        ]
        heads = (_("code"), _("against"), _("answers"))
        show_table(_("Codes that stand against each other"), heads, rows)


def _tell_rest(report: AgreementReport) -> None:
    sets = ", ".join(f"{name} {coefficient_text(alpha)}" for name, alpha in report.sets.items())
    tell(_("Alpha over whole sets of codes: {alphas}.").format(alphas=sets))
    tell(_("Usual marks for alpha: .800, and .667 for tentative conclusions."))
    differing = len(report.disagreements)
    text = ngettext(
        "They differ on {count} answer; --answers lists it.",
        "They differ on {count} answers; --answers lists them.",
        differing,
    )
    tell(text.format(count=differing))


def _show_answers(report: AgreementReport) -> None:
    rows = [
        (
            answer.respondent,
            " ".join(answer.text.split()),
            *("-" if codes is None else ", ".join(sorted(codes)) for codes in answer.codes),
        )
        for answer in report.disagreements
    ]
    show_table(_("Different codes"), (_("id"), _("answer"), *report.coders), rows)
