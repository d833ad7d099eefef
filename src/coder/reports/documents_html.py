"""A report as one HTML file: pictures inside, nothing fetched, readable on a phone and in print.

For the team each number leads to its answers. Scripts only make that handier; the file says which
script and style belong to it, so that markup in an answer can never run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from coder.i18n import _, speaking
from coder.reports.documents import (
    Picture,
    ReportDocument,
    Span,
    notes_text,
    on_one_line,
    printable,
)
from coder.reports.files import write_whole


@dataclass(frozen=True, slots=True)
class _ListItem:
    """One item of a nested list, and which lists open, shut or go on before it."""

    opens: bool
    shuts: int
    ends: bool
    spans: tuple[Span, ...] | None


def write_html(document: ReportDocument, path: Path) -> None:
    """Writes a report as one .html file.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    with speaking(document.language):
        content = html_text(document).encode()
    write_whole(path, content)


def html_text(document: ReportDocument) -> str:
    """The content of the .html file."""
    style = _template("report.css")
    script = _template("report.js") if document.answers else ""
    return (
        _environment()
        .get_template("report.html")
        .render(
            document=document,
            blocks=[(type(block).__name__, block) for block in document.blocks],
            links={link.address: link for link in document.links},
            style=style,
            style_hash=_hash(style),
            script=script,
            script_hash=_hash(script),
            texts={
                "answers": _("Answers"),
                "behind": _("The answers behind the figures, for the research team only."),
                "contents": _("Contents"),
                "table": _("Table"),
                "figure": _("Figure"),
            },
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import FunctionLoader

    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    environment.filters |= {
        "line": on_one_line,
        "lines": _lines,
        "notes": notes_text,
        "nested": lambda items: list(_nested(items)),
        "source": _source,
    }
    return environment


@cache
def _template(name: str) -> str:
    return files("coder.reports").joinpath("templates", name).read_text(encoding="utf-8")


def _lines(text: str) -> Markup:
    """Text with its line breaks."""
    lines = (escape(line) for line in printable(text).strip("\r\n").splitlines() or [""])
    return Markup("<br>").join(lines)


def _source(picture: Picture) -> str:
    """A picture as an address that holds it: SVG where there is one, sharp at any size."""
    kind, content = ("svg+xml", picture.svg) if picture.svg else ("png", picture.png)
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _nested(items: Sequence[tuple[int, tuple[Span, ...]]]) -> Iterator[_ListItem]:
    depth = -1
    for level, spans in items:
        deeper = min(level, depth + 1)
        yield _ListItem(deeper > depth, max(depth - deeper, 0), -1 < deeper <= depth, spans)
        depth = deeper
    yield _ListItem(False, depth + 1, False, None)


def _hash(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
