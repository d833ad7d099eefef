"""`coder open`, and the app itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.domain.locations import Location
from coder.errors import UsageError
from coder.i18n import _

app = Commands()


@app.command("open")
def open_project(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project to open."))],
    coder: Annotated[
        str | None, typer.Option(help=_("Who codes; else as in the settings."))
    ] = None,
) -> None:
    """Open a project in the app."""
    run_app(project_path(project), coder)


def run_app(project: Location | None, coder: str | None = None) -> None:
    """The app on a project, or on its start screen.

    Raises:
        CoderError: The project cannot be opened, or this is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("The app needs a terminal."), _("For figures use `coder counts`."))
    from coder.bootstrap import open_for_coding
    from coder.tui.app import CoderApp
    from coder.tui.pictures import ask_terminal

    workbench = open_for_coding(project, coder) if project is not None else None
    ask_terminal()
    CoderApp(workbench, coder_name=coder).run()
