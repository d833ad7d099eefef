"""`coder handout`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, tell
from coder.domain.locations import Database, location
from coder.errors import UsageError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.services.handing_out import Handout

app = Commands()


@app.command()
def handout(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    to: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help=_("The copy: a new file, a folder for it, or a database.")
        ),
    ],
    name: Annotated[
        str, typer.Option("--for", metavar="NAME", help=_("Who codes in the copy."))
    ] = "",
    without_codes: Annotated[
        bool,
        typer.Option("--without-codes", help=_("Leave out what all others decided, and models.")),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Copy a project for another coder; `coder merge` takes in what was coded there."""
    from coder.services.handing_out import hand_out, put_on_server

    target = location(to)
    if isinstance(target, Database):
        if name or without_codes:
            raise UsageError(_("To a server goes the whole project, with everybody's decisions."))
        put_on_server(project_path(project), target)
        show(str(target))
        return
    given = hand_out(project_path(project), target, coder=name, without_codes=without_codes)
    if as_json:
        show_json(given.as_json())
        return
    show(str(given.path))
    _tell(given, str(project_path(project)))


def _tell(given: Handout, project: str) -> None:
    for path in given.codebooks:
        tell(_("Codebook: {file}").format(file=path))
    if given.left_out is None:
        tell(_("Everybody's decisions are in it; --without-codes leaves them out."))
    else:
        text = ngettext(
            "{count} decision of others was left out.",
            "{count} decisions of others were left out.",
            given.left_out,
        )
        tell(text.format(count=given.left_out))
    if given.samples:
        tell(_("{name} codes the blind sample that was drawn.").format(name=given.coder))
    option = f" --coder {given.coder}" if given.coder else ""
    tell(_("Open it there with: coder open {file}").format(file=given.path.name) + option)
    command = f"coder merge {project} {given.path.name}"
    tell(_("Take in afterwards what was coded: {command}").format(command=command))
