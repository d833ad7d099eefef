"""`coder chart`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json
from coder.errors import UsageError
from coder.i18n import _

app = Commands()


@app.command()
def chart(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    output: Annotated[
        Path, typer.Option("--output", "-o", help=_("The picture to write: .png or .svg."))
    ] = Path("chart.png"),
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    waves: Annotated[str, typer.Option(help=_("Waves side by side: 2020,2024, or all."))] = "",
    by: Annotated[
        str | None,
        typer.Option(help=_("Groups: a background attribute, or another coded question.")),
    ] = None,
    net: Annotated[
        str | None, typer.Option(help=_("With --by: only the codes below this net."))
    ] = None,
    at_least: Annotated[
        int,
        typer.Option(min=0, help=_("Only codes of so many respondents; the others together.")),
    ] = 0,
    smallest_group: Annotated[
        int, typer.Option(min=0, help=_("With --by: take smaller groups together."))
    ] = 0,
    interval: Annotated[
        bool, typer.Option("--interval", help=_("95 % intervals (Wilson)."))
    ] = False,
    title: Annotated[str, typer.Option(help=_("Another title than the question."))] = "",
    width: Annotated[float, typer.Option(min=6, max=60, help=_("Width in centimetres."))] = 16.0,
    screen: Annotated[
        bool, typer.Option("--screen", help=_("A PNG for a screen, not for print."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print path and alt text."))] = False,
) -> None:
    """A bar chart of counts, waves or groups as PNG or SVG."""
    from coder.bootstrap import open_for_figures
    from coder.services.charting import Drawing
    from coder.services.counting import CountOptions

    if by is not None and waves:
        raise UsageError(_("A chart shows groups (--by) or waves (--waves), not both."))
    drawing = Drawing(width, 110 if screen else 300, interval, title)
    with open_for_figures(project_path(project), keeps_lemmas=False) as bench:
        options = CountOptions(at_least, "", bench.settings.smallest_cell, smallest_group)
        charts = bench.charts
        if waves:
            asked = None if waves == "all" else [name.strip() for name in waves.split(",")]
            made = charts.waves(question, asked, path=output, drawing=drawing)
        elif by is not None:
            made = charts.groups(
                question, by, wave, net, path=output, options=options, drawing=drawing
            )
        else:
            made = charts.counts(question, wave, path=output, options=options, drawing=drawing)
    if as_json:
        show_json({"path": str(made.path), "alt": made.alt})
        return
    show(str(made.path))
