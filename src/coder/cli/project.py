"""`coder new` and `coder import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import progress_bar, show, show_json, tell
from coder.domain.locations import location
from coder.i18n import _

app = Commands()


@app.command()
def new(
    project: Annotated[
        Path,
        typer.Argument(metavar="PROJECT", help=_("The project file to make.")),
    ],
) -> None:
    """Make a new, empty project."""
    from coder.services.projects import create_project

    place = create_project(location(project))
    show(str(place))
    tell(_("Next: coder import {project} FILE --question KEY --text COLUMN").format(project=place))


@app.command("import")
def import_(
    project: Annotated[
        Path, typer.Argument(metavar="PROJECT", help=_("The project; made when it is not there."))
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A csv, xlsx or sav file."))],
    question: Annotated[str, typer.Option(help=_("A short name for the question."))],
    text: Annotated[str, typer.Option(help=_("The column with the answers."))],
    id_column: Annotated[
        str | None, typer.Option("--id", help=_("The column with the respondents' ids."))
    ] = None,
    background: Annotated[
        list[str] | None, typer.Option(help=_("A background column; may be given several times."))
    ] = None,
    codebook: Annotated[Path | None, typer.Option(help=_("The codebook (YAML)."))] = None,
    sheet: Annotated[str | None, typer.Option(help=_("The sheet of an xlsx file."))] = None,
    wave: Annotated[str, typer.Option(help=_("The wave of the survey, for instance 2024."))] = "1",
    missing: Annotated[
        list[str] | None,
        typer.Option(help=_("Another answer that means 'no answer', for instance nvt.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show the plan and change nothing."))
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print what was done as JSON."))
    ] = False,
) -> None:
    """Take answers from a csv, xlsx or sav file."""
    from coder.services.importing import ImportRequest, import_file

    request = ImportRequest(
        file=file,
        question=question,
        text=text,
        id_column=id_column,
        background=tuple(background or ()),
        codebook=codebook,
        sheet=sheet,
        wave=wave,
        missing=tuple(missing or ()),
    )
    with progress_bar(_("Importing")) as progress:
        outcome = import_file(project_path(project), request, dry_run=dry_run, progress=progress)
    for line in outcome.plan_lines:
        tell(line)
    if as_json:
        show_json(outcome.as_json())
    else:
        show(outcome.summary)
