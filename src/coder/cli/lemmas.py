"""`coder lemmas`."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from coder.cli.help import Commands
from coder.cli.output import show
from coder.i18n import _

app = Commands()


@app.command(
    epilog=_("One line of input is one answer or sentence; an empty line stands after each.")
)
def lemmas(
    tokens: Annotated[
        bool,
        typer.Option(
            "--tokens", help=_("Lines are sentences of ready-made tokens, separated by blanks.")
        ),
    ] = False,
    pipeline: Annotated[
        str, typer.Option(help=_("Other Dutch than the settings say: coder_nl or a spaCy model."))
    ] = "",
    processes: Annotated[
        int | None,
        typer.Option(min=0, help=_("Processes for many lines; 0: as many as pay. Else: settings.")),
    ] = None,
) -> None:
    """Lemmas of text on stdin, separated by tabs."""
    from coder.services.lemmas import lemmas_of

    for words in lemmas_of(_lines(), tokens=tokens, pipeline=pipeline, processes=processes):
        for word in words:
            show(f"{word.form}\t{word.lemma}\t{word.pos}")
        show("")


def _lines() -> Iterator[str]:
    """Lines of stdin as UTF-8; bytes that are none become a mark: one wrong byte stops nothing."""
    reader = io.TextIOWrapper(
        sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n"
    )
    for line in reader:
        yield line.rstrip("\r\n")
