"""`coder codebook check|format|show|diff|export|import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.output import show, show_json, show_table, tell
from coder.domain.codebook_diff import told
from coder.errors import ExitCode, UsageError
from coder.i18n import _

app = Commands(name="codebook", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Codebooks (YAML)."))]


@app.command(help=_("Check codebooks: every problem with line and column, and advice."))
def check(files: Files) -> None:
    """Check codebooks: every problem with line and column, and advice."""
    from coder.services.codebooks import check_codebooks

    advice = check_codebooks(files)
    for problem in advice:
        tell(str(problem))
    show(_("{count} codebooks are right.").format(count=len(files)))


@app.command("format", help=_("Lay codebooks out in the customary way; comments stay."))
def format_codebook(
    files: Files,
    only_check: Annotated[
        bool, typer.Option("--check", help=_("Change nothing; exit 1 when something would change."))
    ] = False,
) -> None:
    """Lay codebooks out in the customary way; comments stay."""
    from coder.services.codebooks import format_codebook as lay_out

    otherwise = [file for file in files if lay_out(file, only_check=only_check)]
    for file in otherwise:
        show(str(file))
    tell(
        _("{count} of {total} would be laid out anew.").format(
            count=len(otherwise), total=len(files)
        )
        if only_check
        else _("{count} of {total} laid out anew.").format(count=len(otherwise), total=len(files))
    )
    if only_check and otherwise:
        raise typer.Exit(int(ExitCode.USER_ERROR))


@app.command(help=_("Show what differs between two codebooks, or between a project and its file."))
def diff(
    first: Annotated[
        Path, typer.Argument(metavar="FIRST", help=_("A codebook (YAML), or a project."))
    ],
    second: Annotated[
        str | None,
        typer.Argument(metavar="SECOND", help=_("A codebook (YAML); after a project: a question.")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
    as_text: Annotated[
        bool, typer.Option("--text", help=_("Print the lines that differ."))
    ] = False,
) -> None:
    """Show what differs between two codebooks, or between a project and its file."""
    from coder.services.codebooks import compare_codebooks, compare_with_project

    if first.suffix in (".yaml", ".yml"):
        if second is None:
            raise UsageError(_("Name a second codebook to compare with."))
        found = compare_codebooks(first, Path(second))
    else:
        found = compare_with_project(first, second)
    if as_json:
        show_json(found.diff.as_json())
    elif as_text:
        show("\n".join(found.lines()))
    else:
        for line in told(found.diff):
            show(line)


@app.command("show", help=_("Show the codes of a codebook."))
def show_codebook(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A codebook (YAML)."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Show the codes of a codebook."""
    from dataclasses import asdict

    from coder.services.codebooks import read_codebook

    codebook = read_codebook(file)
    if as_json:
        show_json(asdict(codebook))
        return
    rows = [(code.id, code.label, len(code.patterns), code.definition) for code in codebook.walk()]
    heads = (_("code"), _("label"), _("patterns"), _("definition"))
    show_table(codebook.title, heads, rows, codebook.question)


@app.command("export", help=_("Write a codebook as .qdc, for ATLAS.ti, MAXQDA, NVivo, QualCoder."))
def export_codebook(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A codebook (YAML)."))],
    to: Annotated[Path | None, typer.Option(help=_("The .qdc; else beside the codebook."))] = None,
) -> None:
    """Write a codebook as .qdc, for ATLAS.ti, MAXQDA, NVivo, QualCoder."""
    from coder.services.codebook_exchange import export_qdc

    show(str(export_qdc(file, to or file.with_suffix(".qdc"))))


@app.command("import", help=_("Take over a codebook from a .qdc as a new YAML file."))
def import_codebook(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A codebook (.qdc)."))],
    to: Annotated[Path | None, typer.Option(help=_("The YAML; else beside the .qdc."))] = None,
) -> None:
    """Take over a codebook from a .qdc as a new YAML file."""
    from coder.services.codebook_exchange import import_qdc

    made = import_qdc(file, to or file.with_suffix(".yaml"))
    show(str(made.path))
    tell(_("{count} codes and nets.").format(count=made.codes))
    for note in made.notes:
        tell(note)
