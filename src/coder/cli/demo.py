"""`coder demo`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.output import progress_bar, show, show_table, tell
from coder.i18n import _

if TYPE_CHECKING:
    from coder.services.demo import Demo

app = typer.Typer()


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help=_("Where the demo is built."))
    ] = Path("coder-demo"),
    no_app: Annotated[bool, typer.Option("--no-app", help=_("Do not open the app."))] = False,
) -> None:
    """Build the demo project, print its figures and open it."""
    from coder.bootstrap import open_workbench
    from coder.services.demo import build_demo

    with progress_bar(_("Demo")) as progress:
        made = build_demo(folder, open_workbench, lambda _what, done, of: progress(done, of))
    _show_figures(made)
    _tell_what_it_is(made)
    if not no_app and sys.stdin.isatty() and sys.stdout.isatty():
        from coder.cli.app import run_app

        run_app(made.project)


def _show_figures(made: Demo) -> None:
    rows = [
        (
            compared.published.part,
            compared.published.question,
            compared.published.wave,
            _measure(compared.published.measure),
            compared.published.of,
            compared.published.value,
            compared.here,
            f"{compared.difference:+d}" if compared.difference else "0",
            "–" if compared.rules is None else compared.rules,
        )
        for compared in made.figures
    ]
    heads = (
        _("part"),
        _("question"),
        _("wave"),
        _("figure"),
        _("of"),
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


def _measure(name: str) -> str:
    return {
        "n": _("answered"),
        "distinct": _("distinct names"),
        "once": _("named once"),
        "combined": _("combined names"),
        "respondents": _("respondents"),
        "bare": _("without additions"),
        "word": _("word inside names"),
    }[name]


def _tell_what_it_is(made: Demo) -> None:
    tell("")
    if not made.built:
        tell(_("The demo project was there already and was left as it is."))
    tell(_("The survey is synthetic: written by us, nobody's real answers."))
    tell(
        _("The rules coded every question: a machine's suggestions, each a step you can undo.")
    )
    tell(
        _(
            "'voorbeeldcodeur' is one person's coding; "
            "belemmeringen and werkplezier are yours to code."
        )
    )
    tell(_("Project: {path}").format(path=made.project))
    for path in made.written:
        tell(f"  {path}")
    tell(_("Open it with: coder open {path}").format(path=made.project))
