"""What every part of a report in the making shares: figures, ledger, numbering, links, audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from coder.domain.addresses import AGREEMENT, COUNTS, FAMILIES, NAMES, WORDS, Address
from coder.domain.answers import Answer
from coder.i18n import _
from coder.reports.chapters import Report
from coder.reports.documents import (
    AnswerItem,
    AnswerLink,
    AnswerList,
    Audience,
    ReportCell,
)
from coder.reports.ledger import LedgerBook
from coder.services.figures import Figure, FigureSource

BLANK = "\u00a0"
HIDDEN = "–"  # in the place of a number that is kept back
ListKey = tuple[str, str, str, str]  # kind, question, wave, code or name ("" for all answers)


@dataclass(slots=True)
class ReportContext:
    """Prints numbers: each goes into the ledger, and for the team leads to its answers."""

    source: FigureSource
    report: Report
    audience: Audience
    book: LedgerBook = field(default_factory=LedgerBook)
    tables: int = 0
    pictures: int = 0
    links: dict[str, AnswerLink] = field(default_factory=dict)
    lists: dict[ListKey, str] = field(default_factory=dict)  # → anchor
    crossed_by: dict[str, set[str]] = field(default_factory=dict)  # question → attributes

    @property
    def outsiders(self) -> bool:
        """Is the report for people outside the team?"""
        return self.audience is Audience.OUTSIDERS

    @property
    def smallest(self) -> int:
        """Counts below this are kept back; 0 for the team."""
        return self.report.smallest if self.outsiders else 0

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.report.language

    def next_table(self) -> tuple[int, str]:
        """The number of the next table, and how the ledger calls it."""
        self.tables += 1
        return self.tables, _("Table {number}").format(number=self.tables)

    def next_picture(self) -> int:
        """The number of the next figure."""
        self.pictures += 1
        return self.pictures

    def wave(self, question: str, asked: str | None) -> str:
        """The wave meant: as asked, else the latest.

        Raises:
            CoderError: No such question or wave.
        """
        return self.source.wave(question, asked)

    def printed(self, address: Address, place: str) -> str:
        """The number at an address as text, kept in the ledger."""
        figure = self.source.figure(address)
        return self.keep(figure, place)

    def keep(self, figure: Figure, place: str) -> str:
        """A number as text; it goes into the ledger, and its answers are made ready."""
        shown = figure.text(self.language)
        self.book.write(str(figure.address), figure.value, shown, figure.base, place)
        self._link(figure.address)
        return shown

    def cell(self, address: Address, place: str) -> ReportCell:
        """A number as a cell of a table."""
        text = self.printed(address, place)
        return ReportCell(text, str(address), numeric=True)

    def counted(self, address: Address, place: str) -> ReportCell:
        """A count with its percentage: "91 (22 %)"."""
        count = self.printed(address, place)
        share = self.printed(address.measured("percent"), place)
        return ReportCell(f"{count}{BLANK}({share})", str(address), numeric=True)

    def _link(self, address: Address) -> None:
        if self.outsiders or address.since or address.kind == AGREEMENT:
            return
        if address.kind in {COUNTS, FAMILIES} and "<" in f"{address.of}{address.group}":
            return  # several codes or groups together: no single list
        if address.kind in {NAMES, WORDS} and not address.of and address.measure != "n":
            return  # figures of all names together
        kind = address.kind if address.kind in {NAMES, WORDS} and address.of else COUNTS
        key = (kind, address.question, address.wave, address.of)
        anchor = self.lists.setdefault(key, f"a{len(self.lists) + 1}")
        self.links[str(address)] = AnswerLink(str(address), anchor, address.by, address.group)
        if address.by:
            self.crossed_by.setdefault(address.question, set()).add(address.by)

    def answer_lists(self) -> tuple[AnswerList, ...]:
        """The answers behind all numbers that were printed; none for outsiders."""
        if self.outsiders:
            return ()
        return tuple(self._answer_lists())

    def _answer_lists(self) -> Iterator[AnswerList]:
        made: dict[tuple[str, str], dict[str, list[AnswerItem]]] = {}
        for (kind, question, wave, code), anchor in self.lists.items():
            if kind != COUNTS:
                items, label = self._items_of(kind, question, wave, code), code
            else:
                if (question, wave) not in made:
                    made[question, wave] = self._items_by_code(question, wave)
                items, label = made[question, wave].get(code, []), self._label(question, code)
            title = f"{question} {wave} · {label} ({len(items)})"
            yield AnswerList(anchor, title, tuple(items))

    def _items_of(self, kind: str, question: str, wave: str, of: str) -> list[AnswerItem]:
        """Answers with this name or word."""
        from coder.services.behind import answers_behind

        address = Address(kind, question, "n", of, wave)
        found = answers_behind(self.source.results, address)
        return [AnswerItem(answer.text, answer.external_id) for answer in found]

    def _label(self, question: str, code: str) -> str:
        if not code:
            return _("all answers")
        codebook = self.source.codebook(question)
        labels = {known.id: known.label for known in codebook.walk()} if codebook else {}
        return labels.get(code, code)

    def _items_by_code(self, question: str, wave: str) -> dict[str, list[AnswerItem]]:
        """Answers per code and per net, "" for all of them."""
        counting = self.source.results.counting
        codes = counting.codes(question, wave)
        above = self._above(question)
        groups = [
            (by, counting.groups(question, by, wave))
            for by in sorted(self.crossed_by.get(question, ()))
        ]
        found: dict[str, list[AnswerItem]] = {"": []}
        for answer in self.source.project.answers(question, wave):
            pairs = [(by, value) for by, of in groups for value in of.get(answer.id, ()) or ("",)]
            item = _item(answer, pairs)
            given = codes.get(answer.id, frozenset())
            nets = {net for code in given for net in above.get(code, ())}
            for listed in {"", *given, *nets}:
                found.setdefault(listed, []).append(item)
        return found

    def _above(self, question: str) -> dict[str, list[str]]:
        codebook = self.source.codebook(question)
        above: dict[str, list[str]] = {}
        for net in codebook.walk() if codebook else ():
            for code in net.walk():
                if code.id != net.id:
                    above.setdefault(code.id, []).append(net.id)
        return above


def _item(answer: Answer, groups: list[tuple[str, str]]) -> AnswerItem:
    return AnswerItem(answer.text, answer.external_id, tuple(groups))


def with_wave(address: Address, wave: str) -> Address:
    """The address with its wave, so that a ledger stays right when a new wave comes."""
    return replace(address, wave=wave)
