"""`coder demo`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.output import progress_stages, show, show_table, tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.demo import Demo
    from coder.services.published import PublishedFigure

app = Commands()


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("Where the demo is built."))
    ] = Path("coder-demo"),
    no_app: Annotated[bool, typer.Option("--no-app", help=_("Do not open the app."))] = False,
) -> None:
    """Build the demo project, print its figures and open it."""
    from coder.bootstrap import open_workbench
    from coder.services.demo import build_demo

    with progress_stages() as report:
        made = build_demo(folder, open_workbench, report)
    _show_figures(made)
    _tell_what_it_is(made)
    if not no_app and sys.stdin.isatty() and sys.stdout.isatty():
        from coder.cli.app import run_app

        run_app(made.project)


def _show_figures(made: Demo) -> None:
    rows = [
        (
            compared.published.part,
            f"{compared.published.question} {compared.published.wave}",
            _about(compared.published),
            compared.published.value,
            compared.here,
            f"{compared.difference:+d}" if compared.difference else "0",
            "" if compared.rules is None else compared.rules,
        )
        for compared in made.figures
    ]
    heads = (
        _("part"),
        _("question"),
        _("figure"),
        _("published"),
        _("here"),
        _("difference"),
        _("rules alone"),
    )
    show_table(_("Published figures beside those of this project"), heads, rows)
    off = sum(1 for compared in made.figures if compared.difference)
    show(
        _("{same} of {all} figures are the same as published.").format(
            same=len(made.figures) - off, all=len(made.figures)
        )
    )


def _about(figure: PublishedFigure) -> str:
    return {
        "n": _("respondents who answered"),
        "distinct": _("distinct names"),
        "once": _("names given once only"),
        "combined": _("combined names"),
        "respondents": figure.of,
        "bare": _("{name}, bare").format(name=figure.of),
        "word": _("names with “{word}” in them").format(word=figure.of),
    }[figure.measure]


def _tell_what_it_is(made: Demo) -> None:
    tell("")
    if not made.built:
        tell(_("The demo project was there already and was left as it is."))
    tell(_("The survey is synthetic: written by us, nobody's real answers."))
    tell(_("The rules coded every question: a machine's suggestions, each a step you can undo."))
    tell(
        _(
            "'voorbeeldcodeur' is one person's coding; "
            "belemmeringen and werkplezier are yours to code."
        )
    )
    tell(
        _("{count} tables and clouds: {folder}").format(
            count=len(made.written), folder=made.project.parent / "output"
        )
    )
    tell(_("Open it with: coder open {path}").format(path=made.project))
