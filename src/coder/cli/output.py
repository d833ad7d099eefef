"""How commands show things: data on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from coder.domain.number_text import whole_percent
from coder.i18n import _

Row = Sequence[object]


def show_json(data: object) -> None:
    """One JSON value on stdout, letters as they are."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def show_json_line(data: object) -> None:
    """One JSON value on one line of stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


def tell(text: str) -> None:
    """A line for the person, on stderr."""
    sys.stderr.write(text + "\n")


def show(text: str) -> None:
    """A line of data, on stdout."""
    sys.stdout.write(text + "\n")


def show_table(title: str, heads: Sequence[str], rows: Sequence[Row], note: str = "") -> None:
    """A table on stdout: numbers to the right; `note` states the base."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD, title=Text(title), title_justify="left", caption_justify="left"
    )
    if note:
        table.caption = Text(note)
    for column, head in enumerate(heads):
        numeric = bool(rows) and all(_is_number(row[column]) for row in rows)
        table.add_column(Text(head), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(value)) for value in row))
    console = Console(file=sys.stdout, soft_wrap=False)
    if not console.is_terminal:
        console.width = 120  # a pipe or a file has no width of its own
    console.print(table)


def _is_number(value: object) -> bool:
    text = str(value).removesuffix(" %").replace(".", "").replace(",", "").lstrip("+-−±")
    return text.isdigit() or text in {"", "–"}


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr for one job; silent when stderr is not a terminal."""
    with progress_stages() as stage:
        yield lambda done, total: stage(label, done, total)


@contextmanager
def progress_stages() -> Iterator[Callable[[str, int, int], None]]:
    """The same for a job of several stages: what is being done, how many are done, of how many."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(file=sys.stderr)
    columns: Any = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total
        )


def percent(value: float) -> str:
    """A percentage in whole numbers, as the report prints it."""
    return f"{whole_percent(value)} %"


def several_note(*, several: bool) -> str:
    """What a table says when its percentages may pass 100."""
    return (
        _("several answers possible, so percentages may add up to more than 100") if several else ""
    )
