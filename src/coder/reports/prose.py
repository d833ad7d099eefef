"""An author's Markdown as blocks of a report, with the figures in it found again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coder.reports.documents import (
    Block,
    Heading,
    ListBlock,
    Paragraph,
    ReportCell,
    Span,
    TableBlock,
)
from coder.reports.sentences import CLOSING, MIDDLE, OPENING, Rendered

DEEPEST = 4  # level of a heading

_MARK = re.compile(f"{OPENING}(\\d+){MIDDLE}([^{CLOSING}]*){CLOSING}")
_MARK_IN_LINK = re.compile("".join(("%EE%80%80", r"\d+", "%EE%80%81", "(.*?)", "%EE%80%82")))
_LINKS = ("http://", "https://", "mailto:")


def prose_blocks(rendered: Rendered, level: int = 1) -> list[Block]:
    """The blocks of a text.

    Args:
        rendered: Markdown with its figures filled in.
        level: Of the heading above the text; `#` in it is one deeper.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return _Reader(parser.parse(rendered.markdown), rendered.marks, level).blocks


@dataclass(slots=True)
class _Reader:
    """Walks the flat tokens of the parser."""

    tokens: Sequence[Token]
    marks: Sequence[str]
    level: int
    blocks: list[Block] = field(init=False)

    def __post_init__(self) -> None:
        self.blocks = list(self._read())

    def _read(self) -> Iterator[Block]:
        quoted, place = 0, 0
        while place < len(self.tokens):
            token = self.tokens[place]
            end = self._closing(place)
            if token.type in {"blockquote_open", "blockquote_close"}:
                quoted += token.nesting
                place += 1
                continue
            yield from self._block(place, end, quoted=quoted > 0)
            place = end + 1

    def _closing(self, place: int) -> int:
        """Where what opens at `place` closes; itself for a token that opens nothing."""
        if self.tokens[place].nesting != 1:
            return place
        depth = 0
        for end in range(place, len(self.tokens)):
            depth += self.tokens[end].nesting
            if not depth:
                return end
        return len(self.tokens) - 1

    def _block(self, place: int, end: int, *, quoted: bool) -> Iterator[Block]:
        token = self.tokens[place]
        if token.type == "heading_open":
            text = "".join(span.text for span in self._spans(self.tokens[place + 1]))
            yield Heading(text, min(int(token.tag[1]) + self.level, DEEPEST), "")
        elif token.type == "paragraph_open":
            yield Paragraph(tuple(self._spans(self.tokens[place + 1])), quoted)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield ListBlock(tuple(self._items(place, end)), token.type.startswith("ordered"))
        elif token.type == "table_open":
            yield self._table(place, end)
        elif token.type in {"fence", "code_block"}:
            yield Paragraph(tuple(self._code(token.content.rstrip("\n"))), quoted)

    def _items(self, place: int, end: int) -> Iterator[tuple[int, tuple[Span, ...]]]:
        depth = -1
        for token in self.tokens[place : end + 1]:
            if token.type.endswith("_list_open"):
                depth += 1
            elif token.type.endswith("_list_close"):
                depth -= 1
            elif token.type == "inline":
                yield depth, tuple(self._spans(token))

    def _table(self, place: int, end: int) -> TableBlock:
        rows: list[list[ReportCell]] = []
        numeric = False
        for token in self.tokens[place : end + 1]:
            if token.type == "tr_open":
                rows.append([])
            elif token.type in {"th_open", "td_open"}:
                numeric = "right" in str(token.attrGet("style") or "")
            elif token.type == "inline":
                spans = self._spans(token)
                address = next((span.address for span in spans if span.address), "")
                text = "".join(span.text for span in spans)
                rows[-1].append(ReportCell(text, address, numeric))
        heads = tuple(cell.text for cell in rows[0])
        return TableBlock(0, "", heads, tuple(map(tuple, rows[1:])))

    def _spans(self, inline: Token) -> list[Span]:
        style, spans = Span(""), list[Span]()
        for token in inline.children or ():
            style = _styled(style, token)
            spans += [
                replace(span, bold=style.bold, italic=style.italic, link=style.link)
                for span in self._pieces(token)
            ]
        return spans

    def _pieces(self, token: Token) -> list[Span]:
        if token.type in {"text", "image", "html_inline", "text_special"}:
            return self._marked(token.content)
        if token.type == "code_inline":
            return self._code(token.content)
        return [Span({"softbreak": " ", "hardbreak": "\n"}[token.type])] if _breaks(token) else []

    def _code(self, text: str) -> list[Span]:
        return [replace(span, code=True) for span in self._marked(text)]

    def _marked(self, text: str) -> list[Span]:
        """The text in pieces: what the author wrote, and the numbers with their addresses."""
        spans, end = [], 0
        for mark in _MARK.finditer(text):
            spans += [Span(text[end : mark.start()]), Span(mark[2], self.marks[int(mark[1])])]
            end = mark.end()
        return [span for span in (*spans, Span(text[end:])) if span.text]


def _breaks(token: Token) -> bool:
    return token.type in {"softbreak", "hardbreak"}


def _styled(style: Span, token: Token) -> Span:
    """The style after a token that opens or closes one."""
    if token.type in {"strong_open", "strong_close"}:
        return replace(style, bold=token.nesting == 1)
    if token.type in {"em_open", "em_close"}:
        return replace(style, italic=token.nesting == 1)
    if token.type == "link_open":
        address = _MARK_IN_LINK.sub(r"\1", str(token.attrGet("href") or ""))
        return replace(style, link=address if address.lower().startswith(_LINKS) else "")
    return replace(style, link="") if token.type == "link_close" else style
