"""`coder doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table
from coder.errors import ExitCode
from coder.i18n import _

app = Commands()


@app.command()
def doctor(
    project: Annotated[
        Path | None, typer.Argument(metavar="PROJECT", help=_("A project to examine too."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Versions, the Dutch in use, and the health of a project."""
    from coder.services.health import examine

    report = examine(project_path(project) if project else None)
    if as_json:
        show_json(report.as_json())
    else:
        lines = [(_(what), finding) for what, finding in report.lines]
        show_table(_("Health of this installation"), (_("what"), _("finding")), lines)
        for problem in report.problems:
            show(problem)
    if report.problems:
        raise typer.Exit(int(ExitCode.DAMAGED))
