"""A report as plain values, in the order of reading; Word, HTML and Markdown are drawn from them.

Every number that was counted carries its address: a writer can link it, a ledger can keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who a report is for: outsiders see no answer, no id and nobody who could be recognised."""

    TEAM = "team"
    OUTSIDERS = "outsiders"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. `address` names the figure that the text shows."""

    text: str
    address: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 opens a chapter. `anchor` is its name inside the file."""

    text: str
    level: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quoted` is a block quotation of the author's own text."""

    spans: tuple[Span, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; an item is its depth (0 at the top) and its text."""

    items: tuple[tuple[int, tuple[Span, ...]], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader must know of what stands beside it: a warning, a base, a source."""

    text: str


@dataclass(frozen=True, slots=True)
class ReportCell:
    """A cell of a table, as it is shown. `numeric` stands to the right."""

    text: str
    address: str = ""
    numeric: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its number, its caption (base n in it), heads, rows and notes.

    `widths` are shares of the text's width, one a column; empty for a width by content.
    """

    number: int
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a cloud. `svg` is empty where there is only a PNG; `alt` says what is seen."""

    number: int
    caption: str
    png: bytes
    svg: bytes
    alt: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedQuote:
    """A quote as it is printed: without quotation marks, with who said it ("" for nobody)."""

    text: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Quotes of one theme."""

    title: str
    quotes: tuple[PrintedQuote, ...]


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One answer behind a number. `groups` are (attribute, value) of its respondent."""

    text: str
    external_id: str
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerList:
    """The answers behind the figures of one code, for the team's eyes only."""

    anchor: str
    title: str
    items: tuple[AnswerItem, ...]


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """Where the answers behind a number stand; `by` and `group` say which of the list are meant."""

    address: str
    anchor: str
    by: str = ""
    group: str = ""


Block = Heading | Paragraph | ListBlock | Remark | TableBlock | Picture | QuoteBlock


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report.

    Attributes:
        lines: What stands below the title: authors, version, whom it is for.
        language: Two letters, as nl.
        date: As it is printed.
        answers: Only for the team; empty for outsiders.
        links: Where the answers behind a number stand.
    """

    title: str
    subtitle: str
    author: str
    lines: tuple[str, ...]
    language: str
    audience: Audience
    date: str
    blocks: tuple[Block, ...]
    answers: tuple[AnswerList, ...] = ()
    links: tuple[AnswerLink, ...] = ()

    def headings(self, deepest: int = 2) -> Iterator[Heading]:
        """What a table of contents lists."""
        for block in self.blocks:
            if isinstance(block, Heading) and block.level <= deepest:
                yield block


# What XML cannot hold (control characters, lone surrogates, two non-characters) and the marks by
# which numbers are found in running text.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000-\ue002]"
)


_BLANKS = re.compile("[ \t-\r\x1c-\x1f\u2028\u2029]+")  # not the blank that keeps words together


def printable(text: str) -> str:
    """The text without characters that no file of a report can hold.

    >>> printable("te" + chr(0) + "druk")
    'tedruk'
    """
    return _UNPRINTABLE.sub("", text)


def on_one_line(text: str) -> str:
    """Printable text with runs of blanks, tabs and line breaks as one blank.

    >>> on_one_line("te druk;  geen\\n\\ttijd ")
    'te druk; geen tijd'
    """
    return _BLANKS.sub(" ", printable(text)).strip()


def notes_text(notes: Sequence[str]) -> str:
    """Notes as one text of sentences.

    >>> notes_text(["n = 407", "meerdere antwoorden mogelijk"])
    'n = 407. Meerdere antwoorden mogelijk.'
    """
    told = [note.strip().rstrip(".") for note in notes if note.strip()]
    opened = [note if note.startswith("n = ") else note[:1].upper() + note[1:] for note in told]
    return "".join(f" {note}." for note in opened).strip()
