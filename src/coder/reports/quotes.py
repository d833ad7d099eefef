"""Which answers make good quotes for a code, and how quotes are printed."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.quotes import Quote, QuoteStatus
from coder.i18n import _

_TYPICAL, _LENGTH, _CLEAR = 0.4, 0.3, 0.3  # weights of what makes a good quote
_SHORT, _GOOD_FROM, _GOOD_TO, _LONG = 15, 50, 240, 700  # letters
_FEWEST_WORDS = 5  # a quote is a sentence; fewer words are a label
_SAME_FAMILY, _SAME_ORGANISATION = 0.25, 0.15  # what a family or organisation loses a time used
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Merit:
    """How good an answer is as a quote for a code; each part 0-1."""

    typical: float  # how much it is like all answers with the code
    length: float
    clear: float  # a sentence, about this code alone

    @property
    def score(self) -> float:
        """All together, 0-1."""
        return _TYPICAL * self.typical + _LENGTH * self.length + _CLEAR * self.clear

    def reasons(self, letters: int) -> tuple[str, ...]:
        """The parts in words."""
        return (
            _("typical {share:.0%}").format(share=self.typical),
            _("{count} letters").format(count=letters),
            _("clear {share:.0%}").format(share=self.clear),
        )


def length_merit(text: str) -> float:
    """1 for a sentence or two, less for what is shorter or must be cut.

    >>> length_merit("Te druk"), length_merit("x" * 100)
    (0.0, 1.0)
    """
    letters = len(text)
    if letters < _GOOD_FROM:
        return max(0.0, (letters - _SHORT) / (_GOOD_FROM - _SHORT))
    return max(0.2, 1.0 - max(0, letters - _GOOD_TO) / (_LONG - _GOOD_TO))


def clear_merit(text: str, codes: int) -> float:
    """How clearly an answer says one thing: a sentence, not shouted, few other codes on it."""
    words = re.findall(r"\w+", text)
    if len(words) < 2:
        return 0.0
    sentence = min(1.0, len(words) / _FEWEST_WORDS)
    capitals = sum(letter.isupper() for letter in text) / len(text)
    shouted = 0.5 if capitals > 0.5 else 1.0
    marks = len(re.findall(r"[/;,\n•*]|\s-\s", text))
    listed = 0.6 if marks * 3 > len(words) else 1.0  # an enumeration, no running text
    return sentence * shouted * listed / math.sqrt(max(1, codes))


def spread(quotes: Iterable[Quote], top: int, taken: Collection[object] = ()) -> list[Quote]:
    """The best quotes, starred ones first, spread over families and organisations.

    Args:
        quotes: Candidates for one code.
        top: How many at most.
        taken: Respondents who are quoted already: nobody speaks twice.
    """
    rest = sorted(quotes, key=lambda quote: (-quote.starred, -quote.score, quote.answer_id))
    chosen: list[Quote] = []
    used, families, organisations = set(taken), Counter[str](), Counter[str]()
    while len(chosen) < top:
        free = [quote for quote in rest if quote.respondent_id not in used]
        if not free:
            break
        best = max(
            free,
            key=lambda quote: (
                quote.starred,
                quote.score
                - _SAME_FAMILY * families[quote.group[0]] * bool(quote.group[0])
                - _SAME_ORGANISATION * organisations[quote.group[1]] * bool(quote.group[1]),
            ),
        )
        chosen.append(best)
        used.add(best.respondent_id)
        families[best.group[0]] += 1
        organisations[best.group[1]] += 1
    return chosen


def printed(quote: Quote) -> str:
    """A quote as it stands in a report: ‘…’ – Opbouwwerker."""
    return f"‘{quote.text}’ – {quote.attribution.text}"


def as_json(quote: Quote, *, outsiders: bool) -> dict[str, Any]:
    """A quote for scripts; outsiders get what is printed and nothing else."""
    shown: dict[str, Any] = {"text": quote.text, "attribution": quote.attribution.text}
    if outsiders:
        return shown
    return shown | {
        "status": quote.status.value,
        "original": quote.original,
        "replaced": quote.attribution.replaced,
        "attribution_note": quote.attribution.note,
        "starred": quote.starred,
        "score": round(quote.score, 3),
        "personal_data": [
            {
                "text": quote.original[finding.start : finding.end],
                "kind": finding.kind.value,
                "suggestion": finding.suggestion,
            }
            for finding in quote.findings
        ],
        "objections": list(quote.objections),
        "note": quote.note,
        "by": quote.by,
        "at": quote.at.isoformat() if quote.at else None,
    }


def as_markdown(title: str, codes: Sequence[tuple[str, Sequence[Quote]]]) -> str:
    """Quotes per code; candidates say that nobody approved them."""
    lines = [f"# {_one_line(title)}", ""]
    for label, quotes in codes:
        lines += [f"## {_one_line(label)}", ""]
        if not quotes:
            lines += [_("No quotes."), ""]
        for quote in quotes:
            warning = "" if quote.status is QuoteStatus.APPROVED else f" **({status_of(quote)})**"
            lines += [f"> {_escaped(_one_line(printed(quote)))}{warning}", ""]
    return "\n".join(lines)


def as_csv(codes: Sequence[tuple[str, Sequence[Quote]]], *, outsiders: bool) -> str:
    """Quotes as a table for a Dutch Excel; outsiders get no status and no note."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    heads = [_("code"), _("quote"), _("attribution")]
    writer.writerow(heads if outsiders else [*heads, _("status"), _("note")])
    for label, quotes in codes:
        for quote in quotes:
            row = [label, quote.text, quote.attribution.text]
            row += [] if outsiders else [status_of(quote), quote.note]
            writer.writerow(map(_cell, row))
    return buffer.getvalue()


def status_of(quote: Quote) -> str:
    """Where a quote stands, in words."""
    return {
        QuoteStatus.APPROVED: _("approved"),
        QuoteStatus.REJECTED: _("rejected"),
        QuoteStatus.CANDIDATE: _("candidate, not approved"),
    }[quote.status]


def _cell(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_<>#])", r"\\\1", text)
