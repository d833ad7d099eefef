"""`coder names`, `words`, `counts` and `cloud`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.counting import show_counts, show_crossed
from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import percent, show, show_json, show_table, tell
from coder.cli.variants import show_variants
from coder.domain.counting import Base, Sort
from coder.errors import UsageError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.results import Results
    from coder.services.workbench import Workbench

app = Commands()

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
    variants: Annotated[
        bool,
        typer.Option("--variants", help=_("Spellings that may be one name, for you to decide on.")),
    ] = False,
    merge: Annotated[
        list[str] | None,
        typer.Option(help=_("Count spellings as one name: --merge 'name=spelling'.")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Names (job titles): how many, how many distinct, the list."""
    results = _results(project)
    for pair in merge or ():
        _merge(results, question, pair)
    if variants:
        show_variants(results.variants(question, wave), top, as_json=as_json)
        return
    report = results.names(question, wave)
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
    by: Annotated[
        str | None,
        typer.Option(help=_("Columns: a background attribute, or another coded question.")),
    ] = None,
    wave: Wave = None,
    coder: Annotated[str | None, typer.Option(help=_("Count one coder's work alone."))] = None,
    at_least: Annotated[
        int,
        typer.Option(min=0, help=_("Only codes of so many respondents; the others together.")),
    ] = 0,
    sort: Annotated[Sort, typer.Option(help=_("Order of the codes."))] = Sort.COUNT,
    base: Annotated[
        Base, typer.Option(help=_("What percentages are of; mentions stand beside it always."))
    ] = Base.ANSWERED,
    interval: Annotated[
        bool, typer.Option("--interval", help=_("95 % intervals (Wilson)."))
    ] = False,
    weight: Annotated[
        str, typer.Option(help=_("The background attribute that holds weights."))
    ] = "",
    share: Annotated[
        str, typer.Option(help=_("With --by: percentages of each column, or of each row."))
    ] = "column",
    smallest: Annotated[
        int | None,
        typer.Option(min=0, help=_("With --by: keep back counts from 1 to below this.")),
    ] = None,
    smallest_group: Annotated[
        int, typer.Option(min=0, help=_("With --by: take smaller groups together."))
    ] = 0,
    test: Annotated[
        bool, typer.Option("--test", help=_("With --by: do the groups differ by more than chance?"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Respondents and mentions per code, also for groups side by side."""
    from coder.services.counting import CountOptions

    bench = _bench(project, keeps_lemmas=False)
    kept_back = bench.settings.smallest_cell if smallest is None else smallest
    options = CountOptions(at_least, weight, kept_back, smallest_group)
    if by is not None:
        cross = bench.results.crossed(question, by, wave, coder, options)
        tested = None
        if test:
            tested = bench.results.tested(question, by, wave, coder, smallest_group)
        show_crossed(cross, tested, share, as_json=as_json)
        return
    table = bench.results.counts(question, wave, coder, options)
    proposed = 0 if coder else bench.results.proposed_only(question, wave)
    show_counts(table, (base, sort, interval), proposed, as_json=as_json)


def _merge(results: Results, question: str, pair: str) -> None:
    name, equals, spelling = pair.partition("=")
    if not (equals and name.strip() and spelling.strip()):
        raise UsageError(
            _("--merge takes a name and a spelling, not {text}.").format(text=pair),
            _("Write it as --merge 'opbouwwerker=opbouwerker'."),
        )
    path = results.merge_names(question, name.strip(), [spelling.strip()])
    tell(_("Written in {file}.").format(file=path))


def _bench(project: Path, *, keeps_lemmas: bool) -> Workbench:
    from coder.bootstrap import open_for_figures

    return open_for_figures(project_path(project), keeps_lemmas=keeps_lemmas)


def _results(project: Path) -> Results:
    return _bench(project, keeps_lemmas=True).results


def _heading(question: str, wave: str, n: int) -> str:
    return _("{question}, wave {wave}, n = {n}").format(question=question, wave=wave, n=n)
