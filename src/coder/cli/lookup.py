"""`coder lookup`: a user's own list as a source of suggestions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, show_table, tell
from coder.errors import UsageError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.domain.lookup import Candidate
    from coder.services.workbench import Workbench

app = Commands()


@app.command()
def lookup(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help=_("A list to take in: a csv, xlsx or sav file.")),
    ] = None,
    text: Annotated[str, typer.Option(help=_("The column with the texts."))] = "text",
    code: Annotated[str, typer.Option(help=_("The column with the codes or labels."))] = "code",
    weight: Annotated[str | None, typer.Option(help=_("The column with weights."))] = None,
    sheet: Annotated[str | None, typer.Option(help=_("The sheet of an xlsx file."))] = None,
    name: Annotated[str | None, typer.Option(help=_("A name for the list; else as the file."))] = (
        None
    ),
    skip_unknown: Annotated[
        bool, typer.Option("--skip-unknown", help=_("Leave out codes the codebook lacks."))
    ] = False,
    find: Annotated[str | None, typer.Option(help=_("Look a text up and show the codes."))] = None,
    remove: Annotated[str | None, typer.Option(help=_("Take the list of this name away."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """Give a question a list of your own with texts and codes, or show what it has."""
    from coder.bootstrap import open_workbench
    from coder.services import lookup_lists

    if sum(asked is not None for asked in (file, find, remove)) > 1:
        raise UsageError(_("Give a FILE, --find or --remove, one at a time."))
    writes = file is not None or remove is not None
    with open_workbench(project_path(project), read_only=not writes) as workbench:
        opened = workbench.project
        if find is not None:
            _show_candidates(lookup_lists.find_in_lists(opened, question, find), as_json=as_json)
            return
        if remove is not None:
            lookup_lists.detach_lookup(opened, question, remove)
        if file is not None:
            kept, left_out = lookup_lists.attach_lookup(
                opened,
                question,
                file,
                text,
                code,
                weight=weight,
                sheet=sheet,
                name=name,
                skip_unknown=skip_unknown,
            )
            tell(_taken(kept.lines, left_out))
        _show_lists(workbench, question, as_json=as_json)


def _taken(lines: int, left_out: int) -> str:
    text = ngettext("{count} line taken in.", "{count} lines taken in.", lines)
    taken = text.format(count=lines)
    if not left_out:
        return taken
    return f"{taken} " + _("{count} left out: not in the codebook.").format(count=left_out)


def _show_lists(workbench: Workbench, question: str, *, as_json: bool) -> None:
    from coder.services.lookup_lists import lists_of

    lists = lists_of(workbench.project, question)
    if as_json:
        rows = [
            {"name": known.name, "lines": known.lines, "at": known.at.isoformat()}
            for known in lists
        ]
        show_json({"question": question, "lists": rows})
        return
    if not lists:
        show(_("The question {key} has no lookup list.").format(key=question))
        return
    table = [(known.name, known.lines, known.at.astimezone().date()) for known in lists]
    show_table(_("Lookup lists"), (_("list"), _("lines"), _("taken in")), table)


def _show_candidates(candidates: list[Candidate], *, as_json: bool) -> None:
    if as_json:
        show_json([candidate.as_json() for candidate in candidates])
        return
    if not candidates:
        show(_("Nothing in the list is near enough."))
        return
    rows = [(f"{found.score:.0f}", found.code, found.text, found.how) for found in candidates]
    heads = (_("score"), _("code"), _("in the list"), _("how"))
    show_table("", heads, rows, _("score: about how many of a hundred such candidates are right"))
