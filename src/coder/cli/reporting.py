"""`coder report` and `coder figures`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table, tell
from coder.errors import ExitCode
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.services.reporting import CheckedLedger, Reporting
    from coder.services.results import Results

app = Commands()

Project = Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON."))]


@app.command()
def report(
    project: Project,
    chapters: Annotated[
        Path | None,
        typer.Option(
            metavar="YAML", help=_("What the report holds; else rapport.yaml beside the project.")
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT|FILE", help=_("docx, html, md, or a file of one; repeatable.")
        ),
    ] = None,
    outsiders: Annotated[
        bool,
        typer.Option("--outsiders", help=_("No answers, no ids, nobody who could be recognised.")),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("Recount a report's numbers; name what changed."))
    ] = False,
    init: Annotated[
        bool, typer.Option("--init", help=_("Write chapters to begin with, to be edited."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """A report as Word, HTML and Markdown; or recount one."""
    from coder.services.reporting import Audience

    reporting = _reporting(project)
    audience = Audience.OUTSIDERS if outsiders else Audience.TEAM
    if init:
        show(str(reporting.init(chapters)))
        return
    targets = reporting.targets(to or [], audience)
    if check:
        _check(reporting, targets[0], as_json=as_json)
        return
    made = reporting.make(reporting.plan(chapters), audience)
    written = reporting.write(made, targets)
    if as_json:
        show_json({"written": [str(path) for path in written], "figures": len(made.ledger.entries)})
        return
    for path in written:
        show(str(path))
    tell(
        _("{count} numbers, each with its address in the ledger").format(
            count=len(made.ledger.entries)
        )
    )
    for text in made.blanked:
        tell(_("A title that few respondents have was left out: {text}").format(text=text))


@app.command()
def figures(
    project: Project,
    addresses: Annotated[
        list[str],
        typer.Argument(
            metavar="ADDRESS...",
            help=_("As counts.zorgen.bezuinigingen.n, or a question's key for its addresses."),
        ),
    ],
    wave: Annotated[str | None, typer.Option(help=_("The wave; else the latest."))] = None,
    as_json: AsJson = False,
) -> None:
    """The numbers at addresses, as a text of a report may name them."""
    from coder.services.reporting import read_figures

    found = read_figures(_results(project), addresses, wave)
    if as_json:
        show_json([figure.as_json() for figure in found])
        return
    rows = [(str(figure.address), figure.text(), figure.base) for figure in found]
    show_table(_("Figures"), (_("address"), _("value"), _("base n")), rows)


def _check(reporting: Reporting, target: Path, *, as_json: bool) -> None:
    """Recount; an exit code of 1 tells a script that something changed."""
    checked = reporting.check(target)
    if as_json:
        show_json(checked.as_json())
    elif checked.changed:
        _show_changed(checked)
    else:
        text = ngettext(
            "{count} number is counted as it was printed.",
            "All {count} numbers are counted as they were printed.",
            checked.figures,
        )
        show(text.format(count=checked.figures))
    if checked.changed:
        raise typer.Exit(int(ExitCode.USER_ERROR))


def _show_changed(checked: CheckedLedger) -> None:
    rows = [
        (
            changed.entry.address,
            changed.entry.shown,
            changed.shown_now or _("gone"),
            ", ".join(changed.entry.places),
        )
        for changed in checked.changed
    ]
    heads = (_("address"), _("printed"), _("now"), _("where"))
    note = _("{changed} of {count} numbers changed").format(
        changed=len(checked.changed), count=checked.figures
    )
    show_table(_("Numbers that are counted otherwise now"), heads, rows, note)


def _reporting(project: Path) -> Reporting:
    from coder.services.reporting import Reporting

    return Reporting(_results(project))


def _results(project: Path) -> Results:
    from coder.bootstrap import open_for_figures

    return open_for_figures(project_path(project), keeps_lemmas=True).results
