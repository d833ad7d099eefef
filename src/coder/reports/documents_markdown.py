"""A report as Markdown, its pictures in a folder beside it. Never holds the list of answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coder.errors import CoderError
from coder.i18n import _, speaking
from coder.reports.documents import (
    Block,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    QuoteBlock,
    Remark,
    ReportCell,
    ReportDocument,
    Span,
    TableBlock,
    notes_text,
    on_one_line,
    printable,
)
from coder.reports.files import write_whole
from coder.reports.sentences import escape_markdown

FOLDER = "_beelden"  # rapport.md has its pictures in rapport_beelden/
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")  # "1. " at the beginning would open a list


def write_markdown(document: ReportDocument, path: Path) -> list[Path]:
    """Writes a report as .md, and its pictures; the pictures first, so that none is missing.

    Returns:
        All files written, the report first.

    Raises:
        CoderError: A file or the folder of the pictures cannot be written.
    """
    folder = path.with_name(path.stem + FOLDER)
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    if not path.parent.is_dir():
        message = _("There is no folder {folder}.").format(folder=path.parent)
        raise CoderError(message, _("Make the folder first, or name another file."))
    with speaking(document.language):
        content = markdown_text(document, folder.name).encode()
    written = [_write_picture(picture, folder) for picture in pictures]
    write_whole(path, content)
    return [path, *written]


def markdown_text(document: ReportDocument, folder: str) -> str:
    """The content of the .md file; pictures are looked for in `folder`."""
    lines = [f"# {_inline(document.title)}"]
    if document.subtitle:
        lines.append(f"*{_inline(document.subtitle)}*")
    who = " · ".join(filter(None, (document.author, document.date)))
    lines += [_inline(who), *map(_inline, document.lines)]
    lines += [_block(block, folder) for block in document.blocks]
    return "\n\n".join(filter(None, lines)) + "\n"


def _write_picture(picture: Picture, folder: Path) -> Path:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = _("The folder {folder} cannot be written to.").format(folder=folder)
        raise CoderError(message) from error
    path = folder / _picture_name(picture)
    write_whole(path, picture.png)
    return path


def _picture_name(picture: Picture) -> str:
    return f"figuur_{picture.number}.png"


def _block(block: Block, folder: str) -> str:
    """One block as Markdown."""
    if isinstance(block, Picture):
        image = f"![{_inline(block.alt)}]({quote(folder)}/{_picture_name(block)})"
        caption = _caption(_("Figure"), block.number, block.caption)
        return "\n\n".join(filter(None, (image, caption, _notes(block.notes))))
    return _WRITERS[type(block)](block)


def _heading(block: Heading) -> str:
    return f"{'#' * (block.level + 1)} {_inline(block.text)}"


def _paragraph(block: Paragraph) -> str:
    text = _spans(block.spans)
    return "\n".join(f"> {line}" for line in text.split("\n")) if block.quoted else text


def _list(block: ListBlock) -> str:
    sign = "1." if block.ordered else "-"
    return "\n".join(f"{'   ' * depth}{sign} {_spans(spans)}" for depth, spans in block.items)


def _remark(block: Remark) -> str:
    return f"*{_inline(block.text)}*"


def _table(block: TableBlock) -> str:
    caption = _caption(_("Table"), block.number, block.caption) if block.number else ""
    cells = block.rows[0] if block.rows else [ReportCell("")] * len(block.heads)
    ruler = ["--:" if cell.numeric else "---" for cell in cells]
    rows = [[("\u2003" * cell.depth) + _in_cell(cell.text) for cell in row] for row in block.rows]
    lines = [[_inline(head) for head in block.heads], ruler, *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(filter(None, (caption, table, _notes(block.notes))))


def _quotes(block: QuoteBlock) -> str:
    title = [f"**{_inline(block.title)}**"] if block.title else []
    said = [
        f"> ‘{_inline(said.text)}’" + (f" – {_inline(said.attribution)}" * bool(said.attribution))
        for said in block.quotes
    ]
    return "\n\n".join([*title, *said])


_WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    ListBlock: _list,
    Remark: _remark,
    TableBlock: _table,
    QuoteBlock: _quotes,
}


def _caption(name: str, number: int, text: str) -> str:
    return f"**{name} {number}.** {_inline(text)}"


def _notes(notes: Sequence[str]) -> str:
    return f"*{_inline(notes_text(notes))}*" if notes else ""


def _spans(spans: Sequence[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    if span.code and "`" not in span.text:
        return f"`{on_one_line(span.text)}`"
    lines = (_inline(line, keep_ends=True) for line in printable(span.text).split("\n"))
    text = "\\\n".join(lines)
    inner = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    sign = "**" * span.bold + "*" * span.italic
    marked = f"{before}{sign}{inner}{sign[::-1]}{after}" if inner else text
    return f"[{marked}]({span.link})" if span.link else marked


def _in_cell(text: str) -> str:
    """A sign that opens a list or a heading means nothing inside a cell."""
    escaped = _inline(text)
    return escaped[1:] if escaped[:2] in {"\\+", "\\-", "\\#", "\\="} else escaped


def _inline(text: str, *, keep_ends: bool = False) -> str:
    """Text on one line in which Markdown sees no marks of its own."""
    line = on_one_line(text)
    if keep_ends:
        line = " " * text.startswith(" ") + line + " " * (text.endswith(" ") and bool(line))
    escaped = escape_markdown(line)
    return _NUMBERED.sub(r"\1\\\2", escaped)
