"""`coder backup` and `coder restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table, tell
from coder.domain.locations import Location, short_name
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.backups import StoredCopy

app = Commands()


@app.command()
def backup(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
) -> None:
    """Copy a project beside it; coder does so by itself on opening, imports and bulk coding."""
    from coder.services.backups import back_up_now

    show(str(back_up_now(project_path(project)).path))


@app.command()
def restore(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help=_("The project; it may be damaged or gone."))
    ],
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="BACKUP", help=_("Its number in the list, latest, or a file. Else: the list.")
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """List the backups of a project, or put one back; what stood there is kept."""
    from coder.services.backups import list_backups, put_back

    path = project_path(project)
    if which is None:
        _show_list(path, list_backups(path), as_json=as_json)
        return
    done = put_back(path, which)
    if as_json:
        show_json({"restored": str(done.backup), "kept": str(done.kept) if done.kept else None})
        return
    show(_("{file} was put back from {backup}.").format(file=path, backup=done.backup.name))
    if done.kept:
        tell(_("As it stood before, it is kept in {file}.").format(file=done.kept))


def _show_list(project: Location, backups: list[StoredCopy], *, as_json: bool) -> None:
    from coder.services.backups import why_text

    if as_json:
        show_json(
            [
                {"file": str(one.path), "at": one.at.isoformat(), "why": one.why, "bytes": one.size}
                for one in backups
            ]
        )
        return
    rows = [
        (number, one.at.astimezone().strftime("%Y-%m-%d %H:%M"), why_text(one.why), _size(one.size))
        for number, one in enumerate(backups, start=1)
    ]
    heads = (_("number"), _("made"), _("why"), _("size"))
    show_table(_("Backups of {file}").format(file=short_name(project)), heads, rows)
    tell(_("Put one back with: coder restore {project} NUMBER").format(project=project))


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
