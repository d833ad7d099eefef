"""A report as a Word file: styles, numbered captions, a table of contents, header and footer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import singledispatchmethod
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from coder.i18n import _, speaking
from coder.reports.documents import (
    Audience,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    QuoteBlock,
    Remark,
    ReportDocument,
    Span,
    TableBlock,
    notes_text,
    on_one_line,
    printable,
)
from coder.reports.files import write_whole
from coder.reports.word_parts import add_field, add_run, bookmark, element, make_table
from coder.reports.word_styles import CELL, NOTE, QUOTE, TABLE, dress

PICTURE_WIDTH = 16  # cm
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def write_word(document: ReportDocument, path: Path) -> None:
    """Writes a report as .docx.

    Raises:
        CoderError: The file cannot be written; an older one is as it was.
    """
    with speaking(document.language):
        content = word_bytes(document)
    write_whole(path, content)


def word_bytes(document: ReportDocument) -> bytes:
    """The content of the .docx file."""
    buffer = io.BytesIO()
    _Writer(document).made().save(buffer)
    return buffer.getvalue()


@dataclass(slots=True)
class _Writer:
    """Puts the blocks of a report in a Word document, in the order of reading."""

    document: ReportDocument
    word: Any = field(init=False)
    bookmarks: int = 0
    style_ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.word = Document()
        dress(self.word, self.document.language)

    def made(self) -> Any:
        self._properties()
        self._title()
        self._contents()
        self._head_and_foot()
        for block in self.document.blocks:
            self.add(block)
        return self.word

    def _new(self, style: str = "") -> Any:
        """A paragraph in a style; python-docx looks a style up in 10 ms, each time anew."""
        paragraph = self.word.add_paragraph()
        if style:
            if style not in self.style_ids:
                self.style_ids[style] = self.word.styles[style].style_id
            paragraph._p.style = self.style_ids[style]
        return paragraph

    def _properties(self) -> None:
        properties = self.word.core_properties
        properties.title = on_one_line(self.document.title)
        properties.subject = on_one_line(self.document.subtitle)
        properties.author = on_one_line(self.document.author)
        properties.last_modified_by = ""
        properties.comments = ""
        properties.language = self.document.language
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)

    def _title(self) -> None:
        self._new("Title").add_run(on_one_line(self.document.title))
        if self.document.subtitle:
            self._new("Subtitle").add_run(on_one_line(self.document.subtitle))
        for line in filter(None, (self.document.author, *self.document.lines)):
            self._new(NOTE).add_run(on_one_line(line))

    def _contents(self) -> None:
        """The table of contents is filled in, so that it shows where fields are not worked out."""
        headings = list(self.document.headings())
        self._new("TOC Heading").add_run(_("Contents"))
        begun = self._new("TOC 1")._p
        begin = element("w:fldChar", fldCharType="begin")
        begin.set(qn("w:dirty"), "true")
        code = element("w:instrText")
        code.text = ' TOC \\o "1-2" \\h \\z \\u '
        for content in (begin, code, element("w:fldChar", fldCharType="separate")):
            run = element("w:r")
            run.append(content)
            begun.append(run)
        paragraph = begun
        for number, heading in enumerate(headings, start=1):
            if number > 1:
                paragraph = self._new(f"TOC {heading.level}")._p
            self._entry(paragraph, heading, _bookmark_name(number))
        run = element("w:r")
        run.append(element("w:fldChar", fldCharType="end"))
        paragraph.append(run)

    def _entry(self, paragraph: Any, heading: Heading, target: str) -> None:
        link = element("w:hyperlink", anchor=target, history=1)
        add_run(link, on_one_line(heading.text))
        tab = element("w:r")
        tab.append(element("w:tab"))
        link.append(tab)
        add_field(link, f"PAGEREF {target} \\h", "…")
        paragraph.append(link)

    def _head_and_foot(self) -> None:
        section = self.word.sections[0]
        section.different_first_page_header_footer = True
        team = self.document.audience is Audience.TEAM
        for_whom = _("For the research team") if team else ""
        head = " · ".join(filter(None, (on_one_line(self.document.title), for_whom)))
        section.header.paragraphs[0].text = head
        for foot in (section.footer, section.first_page_footer):
            paragraph = foot.paragraphs[0]
            paragraph.style = self.word.styles["Footer"]
            add_run(paragraph._p, f"{self.document.date}\t\t")
            add_field(paragraph._p, "PAGE", "1")
            add_run(paragraph._p, " / ")
            add_field(paragraph._p, "NUMPAGES", "1")

    @singledispatchmethod
    def add(self, block: object) -> None:
        """Adds one block."""
        raise TypeError(type(block).__name__)

    @add.register
    def _heading(self, block: Heading) -> None:
        paragraph = self._new(f"Heading {block.level}")
        paragraph.add_run(on_one_line(block.text))
        if block.level <= 2:
            self.bookmarks += 1
            bookmark(paragraph._p, _bookmark_name(self.bookmarks), self.bookmarks)

    @add.register
    def _paragraph(self, block: Paragraph) -> None:
        self._spans(self._new(QUOTE if block.quoted else ""), block.spans)

    @add.register
    def _list(self, block: ListBlock) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        for depth, spans in block.items:
            deeper = f" {min(depth, 2) + 1}" if depth else ""
            self._spans(self._new(style + deeper), spans)

    @add.register
    def _remark(self, block: Remark) -> None:
        self._new(NOTE).add_run(on_one_line(block.text))

    @add.register
    def _table(self, block: TableBlock) -> None:
        if block.number:
            caption = self._caption(_("Table"), block.number, block.caption)
            caption.paragraph_format.keep_with_next = True
        body = self.word.element.body
        body.insert(len(body) - 1, make_table(block, TABLE, CELL))  # before the section's end
        self._notes(block.notes)

    @add.register
    def _picture(self, block: Picture) -> None:
        paragraph = self._new()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.space_after = Pt(0)
        drawn = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Cm(PICTURE_WIDTH))
        described = drawn._inline.docPr
        described.set("descr", on_one_line(block.alt))
        described.set("name", f"{_('Figure')} {block.number}")
        self._caption(_("Figure"), block.number, block.caption)
        self._notes(block.notes)

    @add.register
    def _quotes(self, block: QuoteBlock) -> None:
        if block.title:
            paragraph = self._new()
            paragraph.paragraph_format.keep_with_next = True
            paragraph.add_run(on_one_line(block.title)).bold = True
        for quote in block.quotes:
            said = f"‘{on_one_line(quote.text)}’"
            who = f" – {on_one_line(quote.attribution)}" if quote.attribution else ""
            self._new(QUOTE).add_run(said + who)

    def _caption(self, name: str, number: int, text: str) -> Any:
        paragraph = self._new("Caption")
        add_run(paragraph._p, f"{name} ", ("b",))
        add_field(paragraph._p, f"SEQ {name} \\* ARABIC", str(number))
        add_run(paragraph._p, f". {on_one_line(text)}")
        return paragraph

    def _notes(self, notes: Sequence[str]) -> None:
        if notes:
            self._new(NOTE).add_run(on_one_line(notes_text(notes)))

    def _spans(self, paragraph: Any, spans: Sequence[Span]) -> None:
        for span in spans:
            text = printable(span.text)
            if span.link:
                self._link(paragraph, text, span.link)
                continue
            run = paragraph.add_run(text)
            run.bold, run.italic = span.bold or None, span.italic or None
            if span.code:
                run.font.name = "Consolas"

    def _link(self, paragraph: Any, text: str, target: str) -> None:
        related = paragraph.part.relate_to(target, _HYPERLINK, is_external=True)
        link = element("w:hyperlink")
        link.set(qn("r:id"), related)
        add_run(link, text, ("u",))
        paragraph._p.append(link)


def _bookmark_name(number: int) -> str:
    return f"_Toc{number:08d}"
