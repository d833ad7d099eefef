"""`coder coders`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table, tell
from coder.errors import UsageError
from coder.i18n import _

app = Commands()


@app.command()
def coders(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    names: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--rename", metavar="OLD NEW", help=_("Give a person another name in this project.")
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Who coded: persons and machines, how many decisions, until when; or rename a person."""
    if names is None:
        _list(project, as_json=as_json)
    elif as_json:
        raise UsageError(_("--json goes with the list, not with --rename."))
    else:
        _rename(project, *names)


def _list(project: Path, *, as_json: bool) -> None:
    from coder.services.coders import as_json as in_json
    from coder.services.coders import coders_of

    found = coders_of(project_path(project))
    if as_json:
        show_json({"coders": [in_json(work) for work in found]})
        return
    if not found:
        show(_("Nobody coded here yet."))
        return
    rows = [
        (
            work.coder.name,
            _("person") if work.coder.source.value == "person" else _("machine"),
            work.decisions,
            work.last.astimezone().strftime("%Y-%m-%d %H:%M") if work.last else "–",
        )
        for work in found
    ]
    show_table(_("Coders"), (_("name"), _("kind"), _("decisions"), _("last step")), rows)


def _rename(project: Path, old: str, new: str) -> None:
    from coder.services.coders import rename

    before, after = rename(project_path(project), old, new)
    show(_("{before} is called {name} now.").format(before=before.name, name=after.name))
    command = shlex.join(["coder", "open", str(project), "--coder", after.name])
    hint = _("To go on as {name}, change the name in the settings, or: {command}")
    tell(hint.format(name=after.name, command=command))
