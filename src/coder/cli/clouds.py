"""`coder cloud`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import show, show_json, tell
from coder.errors import UsageError
from coder.i18n import _

app = Commands()


@app.command()
def cloud(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    output: Annotated[
        Path, typer.Option("--output", "-o", help=_("The picture to write: .png or .svg."))
    ] = Path("cloud.png"),
    wave: Annotated[
        str | None, typer.Option(help=_("The wave; else the latest with the question."))
    ] = None,
    code: Annotated[str | None, typer.Option(help=_("Only answers with this code."))] = None,
    group: Annotated[
        str, typer.Option(help=_("Only respondents of a group: organisatie=Gemeente."))
    ] = "",
    of: Annotated[
        str, typer.Option(help=_("What the cloud is made of: names, words or auto."))
    ] = "auto",
    shape: Annotated[str, typer.Option(help=_("wide, square or tall."))] = "wide",
    colour: Annotated[
        str, typer.Option(help=_("One colour for all words, such as #17496b; or codes."))
    ] = "",
    mask: Annotated[
        Path | None, typer.Option(help=_("A picture; words stand where it is not white."))
    ] = None,
    screen: Annotated[
        bool, typer.Option("--screen", help=_("A PNG for a screen, not for print."))
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print path, words and alt text."))
    ] = False,
) -> None:
    """A word cloud as PNG or SVG."""
    from coder.bootstrap import open_for_figures
    from coder.services.clouds import cloud_style

    by_code = colour == "codes"
    style = cloud_style(shape, "" if by_code else colour, mask, for_screen=screen)
    with open_for_figures(project_path(project), keeps_lemmas=True) as bench:
        made = bench.results.cloud(
            question,
            wave,
            source=of,
            code=code,
            path=output,
            group=_group(group),
            style=style,
            by_code=by_code,
        )
    if as_json:
        words = [{"word": word, "count": count} for word, count in made.words]
        show_json({"path": str(made.path), "words": words, "alt": made.alt})
        return
    show(str(made.path))
    if made.advice:
        tell(made.advice)


def _group(text: str) -> tuple[str, str] | None:
    if not text:
        return None
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(
            _("--group takes a name and a value, not {text}.").format(text=text),
            _("Write it as organisatie=Gemeente."),
        )
    return name.strip(), value.strip()
