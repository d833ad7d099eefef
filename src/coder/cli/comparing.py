"""`coder compare`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.help import Commands
from coder.cli.main import project_path
from coder.cli.output import percent, show, show_json
from coder.cli.tables import print_table
from coder.i18n import _

if TYPE_CHECKING:
    from coder.domain.waves import WaveTable

app = Commands()


@app.command()
def compare(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help=_("The project."))],
    question: Annotated[str, typer.Argument(metavar="QUESTION", help=_("The question's key."))],
    waves: Annotated[
        str, typer.Option(help=_("The waves, the earliest first: 2020,2024. Else all there are."))
    ] = "",
    map_file: Annotated[
        Path | None,
        typer.Option(
            "--map", help=_("Which code of a wave counts as which now; else wave_map.yaml.")
        ),
    ] = None,
    words: Annotated[
        bool, typer.Option("--words", help=_("Compare words and word parts too."))
    ] = False,
    top: Annotated[int, typer.Option(min=1, help=_("How many names and words."))] = 15,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """A question in several waves side by side."""
    from coder.bootstrap import open_for_figures

    asked = [wave.strip() for wave in waves.split(",") if wave.strip()]
    with open_for_figures(project_path(project), keeps_lemmas=words) as bench:
        table = bench.results.compared(question, asked or None, map_file, words=words)
    if as_json:
        show_json(table.as_json())
        return
    _show(table, top)


def _show(table: WaveTable, top: int) -> None:
    from coder.services.tables import as_table, new_names_table, wave_words_table

    print_table(as_table(table))
    if table.names:
        distinct = zip(table.waves, table.n, table.names.distinct, table.names.once, strict=True)
        for wave, n, different, once in distinct:
            said = _("{wave}: {distinct} distinct names ({share}), {once} once only ({part})")
            base = max(n, 1)
            show(
                said.format(
                    wave=wave,
                    distinct=different,
                    share=percent(100 * different / base),
                    once=once,
                    part=percent(100 * once / base),
                )
            )
        print_table(new_names_table(table), top)
        print_table(new_names_table(table, vanished=True), top)
    if table.words:
        print_table(replace(wave_words_table(table), notes=()), top)
