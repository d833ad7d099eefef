"""The address of a figure: which number it is, in words that a sentence or a ledger can hold.

    counts.zorgen.bezuinigingen.n                     respondents with this code, latest wave
    counts.zorgen.bezuinigingen.percent@2024          … in percent of those who answered in 2024
    counts.zorgen.bezuinigingen.n@2024[organisatie=Gemeente]      … of one group
    counts.functietitel.opbouwwerker.change@2024/2020 percentage points, 2024 against 2020
    families.functietitel.opbouwwerker.bare           names of a family that are no more than it
    names.functietitel.distinct@2020                  figures of all names together
    names.functietitel."sociaal werker".n             one name as typed
    words.functietitel.jeugd.n                        respondents with this word or word part
    counts.kennisbronnen."<25".n                      respondents with a code fewer than 25 have
    agreement.zorgen.werkdruk.alpha                   how far coders agree on this code

What is not letters, digits and _ stands in double quotes; a quote in it is doubled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coder.errors import CoderError
from coder.i18n import _

COUNTS, NAMES, FAMILIES, WORDS = "counts", "names", "families", "words"
AGREEMENT = "agreement"

_COEFFICIENTS = ("percent", "kappa", "alpha", "alpha_low", "alpha_high", "ac1")

# Measures of a question as a whole, and of one code, name, family or word of it.
WHOLE_MEASURES: dict[str, tuple[str, ...]] = {
    COUNTS: ("n", "coded", "coded_percent", "mentions", "by_person", "by_machine"),
    NAMES: (
        "n",
        "distinct",
        "distinct_percent",
        "once",
        "once_percent",
        "combined",
        "combined_percent",
    ),
    FAMILIES: ("n",),
    WORDS: ("n",),
    AGREEMENT: ("n", *_COEFFICIENTS),
}
PART_MEASURES: dict[str, tuple[str, ...]] = {
    COUNTS: (
        "n",
        "percent",
        "percent_low",
        "percent_high",
        "percent_coded",
        "mentions",
        "percent_mentions",
        "change",
    ),
    NAMES: ("n", "percent"),
    FAMILIES: ("n", "percent", "bare", "with_additions"),
    WORDS: ("n", "percent", "whole", "bare"),
    AGREEMENT: ("n", *_COEFFICIENTS),
}
KINDS = tuple(WHOLE_MEASURES)

_PART = r'(?:\w+|"(?:[^"]|"")+")'
_TAIL = rf"(?:@{_PART}(?:/{_PART})?)?(?:\[(?:[^\]=]|\]\])+=(?:[^\]]|\]\])*\])?"
PATTERN = re.compile(rf"\b(?:{'|'.join(KINDS)})(?:\.{_PART})+{_TAIL}")

_PLAIN = re.compile(r"\w+")
_PARTS = re.compile(_PART)
_WHOLE = re.compile(
    rf"(?P<names>\w+(?:\.{_PART})+)(?:@(?P<wave>{_PART})(?:/(?P<since>{_PART}))?)?"
    r"(?:\[(?P<by>(?:[^\]=]|\]\])+)=(?P<group>(?:[^\]]|\]\])*)\])?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Which figure is meant.

    Attributes:
        kind: One of `KINDS`.
        question: Key of the question.
        measure: What is counted, and for a percentage its base; see `PART_MEASURES`.
        of: Id of a code or family, a name or a word; "" for the question as a whole. "<25" is
            what fewer than 25 respondents gave, taken together ("net<25" below a net).
        wave: "" for the latest wave that has the question.
        since: The wave compared with, for `change`.
        by: Background attribute (or other question) of a group, "" for everybody.
        group: The group's value; "" with a `by` is the group of whom it is not known, "<5" all
            groups of fewer than 5 together.
    """

    kind: str
    question: str
    measure: str
    of: str = ""
    wave: str = ""
    since: str = ""
    by: str = ""
    group: str = ""

    def __str__(self) -> str:
        parts = [self.question, self.of, self.measure] if self.of else [self.question, self.measure]
        text = ".".join([self.kind, *map(_written, parts)])
        if self.wave:
            text += f"@{_written(self.wave)}"
            text += f"/{_written(self.since)}" if self.since else ""
        if self.by:
            text += f"[{_bracketed(self.by)}={_bracketed(self.group)}]"
        return text

    @property
    def is_share(self) -> bool:
        """Is it a percentage (0-100), or a difference of two?"""
        return "percent" in self.measure or self.measure == "change"

    def measured(self, measure: str) -> Address:
        """The same with another measure."""
        return replace(self, measure=measure)


def parse_address(text: str) -> Address:
    """Reads an address.

    Raises:
        CoderError: It is none; says what is wrong and what is near.
    """
    found = _WHOLE.fullmatch(text.strip())
    if found is None:
        raise CoderError(_not_one(text), _("An address is like counts.zorgen.bezuinigingen.n"))
    kind, *parts = map(_read, _PARTS.findall(found["names"]))
    _check_kind(text, kind)
    if len(parts) not in {2, 3}:
        message = _("{address}: an address is kind.question.measure or kind.question.code.measure")
        raise CoderError(message.format(address=text), _("Put names with a dot in them in quotes."))
    question, of, measure = parts[0], parts[1] if len(parts) == 3 else "", parts[-1]
    _check_measure(text, kind, of, measure)
    address = Address(
        kind,
        question,
        measure,
        of,
        _read(found["wave"] or ""),
        _read(found["since"] or ""),
        (found["by"] or "").replace("]]", "]"),
        (found["group"] or "").replace("]]", "]"),
    )
    _check_tail(text, address)
    return address


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    """What somebody may have meant, as a hint; else what there is."""
    from rapidfuzz import process
    from rapidfuzz.utils import default_process

    near = process.extractOne(word, known, processor=default_process, score_cutoff=60)
    if near:
        return _("Did you mean {name}?").format(name=near[0])
    return _("Known: {names}.").format(names=", ".join(known[:12]))


def _check_kind(text: str, kind: str) -> None:
    if kind not in KINDS:
        message = _("{address}: there are no figures called {kind}")
        raise CoderError(message.format(address=text, kind=kind), nearest(kind, KINDS))


def _check_measure(text: str, kind: str, of: str, measure: str) -> None:
    known = (PART_MEASURES if of else WHOLE_MEASURES)[kind]
    if measure not in known:
        message = _("{address}: {kind} has no measure {measure} here")
        raise CoderError(
            message.format(address=text, kind=kind, measure=measure), nearest(measure, known)
        )


def _check_tail(text: str, address: Address) -> None:
    if (address.measure == "change") != bool(address.since):
        message = _("{address}: a change is between two waves, and only a change is")
        raise CoderError(message.format(address=text), _("Write it as …change@2024/2020"))
    if address.by and address.kind != COUNTS:
        message = _("{address}: only counts can be of one group")
        raise CoderError(message.format(address=text))


def _not_one(text: str) -> str:
    return _("{address} is no address of a figure").format(address=text)


def _written(part: str) -> str:
    return part if _PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"'


def _read(part: str) -> str:
    return part[1:-1].replace('""', '"') if part.startswith('"') else part


def _bracketed(text: str) -> str:
    return text.replace("]", "]]")
