"""`coder export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import progress_stages, show, show_json, tell
from coder.errors import UsageError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.exporting import ExportRequest
    from coder.services.workbench import Workbench

app = Commands()

Kind = TypeVar("Kind", bound=StrEnum)


@app.command()
def export(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    questions: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUESTION", help=_("Keys of questions; none: all.")),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            help=_("File: .xlsx .csv .sav .json .parquet .qdc .qdpx; or a folder, for csv.")
        ),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", help=_("The format, when --to is a folder."))
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help=_("A part: codings, counts or codebook. Repeat it."))
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(help=_("A background attribute or question to cross counts with.")),
    ] = None,
    wave: Annotated[str | None, typer.Option(help=_("One wave; else all."))] = None,
    coder: Annotated[str | None, typer.Option(help=_("One coder's own work."))] = None,
    outsiders: Annotated[
        bool,
        typer.Option(
            "--outsiders", help=_("Leave out ids, answers, background and what points at few.")
        ),
    ] = False,
    least: Annotated[
        int | None,
        typer.Option(min=1, help=_("With --outsiders: the fewest that may be pointed at.")),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help=_("csv for programs instead of a Dutch Excel."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Take codings, counts and codebooks to Excel, SPSS, R, ATLAS.ti and others."""
    from coder.bootstrap import open_for_figures
    from coder.services.exporting import (
        ALL_PARTS,
        ExportFormat,
        ExportRequest,
        Part,
    )

    if to is None:
        raise UsageError(_("Say where: --to FILE, or --to FOLDER."))
    request = ExportRequest(
        to,
        tuple(questions or ()),
        _one_of(ExportFormat, form) if form else None,
        tuple(_one_of(Part, part) for part in only) if only else ALL_PARTS,
        wave,
        coder,
        tuple(by or ()),
        outsiders,
        least,
        plain,
    )
    with open_for_figures(project_path(project), keeps_lemmas=True) as workbench:
        _export(workbench, request, as_json)


def _export(workbench: Workbench, request: ExportRequest, as_json: bool) -> None:
    from coder.services.exporting import export as write

    with progress_stages() as stage:
        made = write(workbench, request, stage)
    if as_json:
        show_json({"files": [str(path) for path in made.files], "notes": list(made.notes)})
        return
    for path in made.files:
        show(str(path))
    for note in made.notes:
        tell(note)


def _one_of(kind: type[Kind], word: str) -> Kind:
    known = {item.value: item for item in kind}
    if word.casefold() in known:
        return known[word.casefold()]
    message = _("{word} is not one of {names}.").format(word=word, names=", ".join(known))
    raise UsageError(message)
