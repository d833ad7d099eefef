"""`coder history`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table
from coder.i18n import _

app = Commands()


@app.command()
def history(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    limit: Annotated[int, typer.Option(min=1, help=_("At most so many steps."))] = 50,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Only the steps of this coder."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Show who did what when, the newest step first; nothing is changed."""
    from coder.services.history import Standing, history_of

    found = history_of(project_path(project), limit, coder)
    if as_json:
        show_json({"steps": [step.as_json() for step in found]})
        return
    if not found:
        show(_("Nobody decided anything yet."))
        return
    said = {
        Standing.STANDS: "",
        Standing.UNDONE: _("taken back"),
        Standing.UNDOING: _("undo"),
        Standing.TOLD: "",
    }
    rows = [
        (
            step.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            step.coder.name,
            step.answers,
            said[step.standing],
            step.label,
        )
        for step in found
    ]
    heads = [_("when"), _("who"), _("answers"), "", _("what")]
    show_table(_("History"), heads, rows)
