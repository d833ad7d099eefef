"""`coder names`, `words`, `counts` and `cloud`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import percent, several_note, show, show_json, show_table, tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.domain.counting import CrossTable
    from coder.services.results import Results

app = Commands()
GROUPS_SIDE_BY_SIDE = 5

Project = Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))]
QuestionKey = Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))]
Wave = Annotated[str | None, typer.Option(help=_("The wave; else the latest with the question."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]
Top = Annotated[int, typer.Option(min=1, help=_("How many lines of the table."))]


@app.command()
def names(
    project: Project,
    question: QuestionKey,
    wave: Wave = None,
    top: Top = 25,
    as_json: AsJson = False,
) -> None:
    """Names (job titles): how many, how many distinct, the list."""
    report = _results(project).names(question, wave)
    if as_json:
        show_json(report.as_json())
        return
    tell(_heading(report.question, report.wave, report.n))
    show(
        _(
            "{n} answers, {distinct} distinct ({share}), {once} once only, {combined} combined"
        ).format(
            n=report.n,
            distinct=report.distinct,
            share=percent(100 * report.distinct / max(report.n, 1)),
            once=report.once,
            combined=report.combined,
        )
    )
    families = [
        (family.label, family.respondents, family.bare, family.with_additions)
        for family in report.families[:top]
    ]
    if families:
        heads = (_("family"), _("respondents"), _("bare"), _("with additions"))
        show_table(_("Families, with their additions"), heads, families, f"n = {report.n}")
    rows = [(name.name, name.count) for name in report.names[:top]]
    show_table(_("Names as typed"), (_("name"), _("respondents")), rows, f"n = {report.n}")


@app.command()
def words(
    project: Project,
    question: QuestionKey,
    wave: Wave = None,
    top: Top = 40,
    as_json: AsJson = False,
) -> None:
    """Words and word parts that recur in the answers."""
    report = _results(project).words(question, wave)
    if as_json:
        show_json(report.as_json())
        return
    tell(_heading(report.question, report.wave, report.n))
    rows = [
        (word.word, word.kind, word.respondents, word.letters, word.bare)
        for word in report.words[:top]
    ]
    heads = (_("word"), _("kind"), _("respondents"), _("mere letters"), _("alone"))
    note = _("n = {n}; respondents: as a word or part of a compound").format(n=report.n)
    show_table(_("Recurring words"), heads, rows, note)


@app.command()
def counts(
    project: Project,
    question: QuestionKey,
    by: Annotated[str | None, typer.Option(help=_("A background attribute for columns."))] = None,
    wave: Wave = None,
    coder: Annotated[str | None, typer.Option(help=_("Count one coder's work alone."))] = None,
    as_json: AsJson = False,
) -> None:
    """Respondents and mentions per code."""
    results = _results(project, keeps_lemmas=False)
    if by is not None:
        cross = results.crossed(question, by, wave, coder)
        if as_json:
            show_json(cross.as_json())
            return
        _show_crossed(cross)
        return
    table = results.counts(question, wave, coder)
    if as_json:
        show_json(table.as_json())
        return
    lines = [
        (
            ("  " if count.parent else "") + count.label,
            count.respondents,
            percent(count.percent_respondents),
            count.mentions,
            percent(count.percent_mentions),
        )
        for count in table.codes
    ]
    heads = (_("code"), _("respondents"), _("respondents, %"), _("mentions"), _("mentions, %"))
    note = f"n = {table.n}, " + _("coded {coded}").format(coded=table.coded)
    proposed = 0 if coder else results.proposed_only(question, wave)
    if proposed:
        only = _("of which {count} only by rules or model, to be confirmed")
        note += ", " + only.format(count=proposed)
    several = several_note(several=table.several)
    show_table(question, heads, lines, f"{note}; {several}" if several else note)


@app.command()
def cloud(
    project: Project,
    question: QuestionKey,
    output: Annotated[
        Path, typer.Option("--output", "-o", help=_("The picture to write: .png or .svg."))
    ] = Path("cloud.png"),
    wave: Wave = None,
    code: Annotated[str | None, typer.Option(help=_("Only answers with this code."))] = None,
    of: Annotated[
        str, typer.Option(help=_("What the cloud is made of: names, words or auto."))
    ] = "auto",
) -> None:
    """A word cloud as PNG or SVG."""
    made = _results(project).cloud(question, wave, source=of, code=code, path=output)
    show(str(made.path))


def _show_crossed(cross: CrossTable) -> None:
    """A few groups at a time, so that each table fits a terminal; the whole beside each."""
    heads, rows = cross.as_rows()
    note = several_note(several=cross.several)
    for start in range(2, len(heads), GROUPS_SIDE_BY_SIDE):
        columns = [0, 1, *range(start, min(start + GROUPS_SIDE_BY_SIDE, len(heads)))]
        show_table(
            f"{cross.question} × {cross.by}",
            [heads[column] for column in columns],
            [[row[column] for column in columns] for row in rows],
            note,
        )


def _results(project: Path, *, keeps_lemmas: bool = True) -> Results:
    from coder.bootstrap import open_for_figures

    return open_for_figures(project_path(project), keeps_lemmas=keeps_lemmas).results


def _heading(question: str, wave: str, n: int) -> str:
    return _("{question}, wave {wave}, n = {n}").format(question=question, wave=wave, n=n)
