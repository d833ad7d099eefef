"""`coder doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table
from coder.errors import CoderError, ExitCode, UsageError
from coder.i18n import _

app = Commands()


@app.command()
def doctor(
    project: Annotated[
        Path | None, typer.Argument(metavar="PROJECT", help=_("A project to examine too."))
    ] = None,
    mend: Annotated[
        bool,
        typer.Option("--mend", help=_("Mend the project where that loses nothing; it is kept.")),
    ] = False,
    rescue: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Write all that can still be read to a new project.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Versions, the Dutch in use, and the health of a project."""
    if mend or rescue:
        _mend(project, rescue, as_json=as_json)
        return
    from coder.services.health import examine

    report = examine(project_path(project) if project else None)
    if as_json:
        show_json(report.as_json())
    else:
        lines = [(_(what), finding) for what, finding in report.lines]
        show_table(_("Health of this installation"), (_("what"), _("finding")), lines)
        for line in (*report.problems, *report.notices):
            show(line)
    if report.problems:
        raise typer.Exit(int(ExitCode.DAMAGED))


def _mend(project: Path | None, rescued: Path | None, *, as_json: bool) -> None:
    from coder.services.mending import mend_project, rescue_project

    if project is None:
        raise UsageError(_("Say which project: coder doctor PROJECT --mend"))
    path = project_path(project)
    if not isinstance(path, Path):
        message = _("{project} is kept on a server; who runs that mends it, or puts a backup back.")
        raise CoderError(message.format(project=path))
    done = rescue_project(path, rescued) if rescued else mend_project(path)
    if as_json:
        show_json(done.as_json())
    else:
        for line in done.lines:
            show(line)
    if not done.complete:
        raise typer.Exit(int(ExitCode.DAMAGED))
