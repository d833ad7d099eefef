"""Names that respondents give (job titles) with the family of each: what a report says of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain import names
from coder.domain.answers import normal_form
from coder.domain.codebook import Code
from coder.domain.suggestions import Span

_A_WORD = 4  # letters from which "Opbouwwerker" is a word with a capital, unlike "Wmo"


@dataclass(frozen=True, slots=True)
class GivenName:
    """One answer; `code` is its family ("" for none), `spans` are where its rules matched."""

    text: str
    code: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name in its commonest spelling.

    `family` is the label of its family ("" for none), `bare` says that it is that family's name
    and no more; `combined` holds the titles of a combined function, empty for a single one.
    """

    name: str
    count: int
    family: str
    combined: tuple[str, ...]
    bare: bool


@dataclass(frozen=True, slots=True)
class FamilyCount:
    """A family of names: those of its name alone are `bare`. Additions with their counts."""

    code: str
    label: str
    respondents: int
    bare: int
    with_additions: int
    additions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NamesReport:
    """The names of one question in one wave; `n` answered, `combined` counts respondents."""

    question: str
    wave: str
    n: int
    distinct: int
    once: int
    names: tuple[NameCount, ...]
    combined: int
    families: tuple[FamilyCount, ...]

    def as_json(self) -> dict[str, Any]:
        """What `coder names --json` prints."""
        return {
            "question": self.question,
            "wave": self.wave,
            "n": self.n,
            "distinct": self.distinct,
            "once": self.once,
            "combined": self.combined,
            "names": [
                {"name": name.name, "count": name.count, "family": name.family}
                for name in self.names
            ],
            "families": [_family_json(family) for family in self.families],
        }


def report_names(
    question: str, wave: str, given: Sequence[GivenName], families: Iterable[Code] | None = ()
) -> NamesReport:
    """Counts names and families.

    Args:
        question: Key of the question.
        wave: Name of the wave.
        given: One name a respondent; empty ones are left out.
        families: The codes that are families; other codes (a rest group) are none. None when the
            answers are no names at all: then none is looked at as a combined function.
    """
    table = names.count_names(name.text for name in given)
    if families is None:
        plain = tuple(NameCount(name.name, name.count, "", (), False) for name in table.names)
        return NamesReport(question, wave, table.n, table.distinct, table.once, plain, 0, ())
    by_code = {code.id: code for code in families}
    code_of = _commonest_code(given)
    counted = tuple(
        _name(name, by_code.get(code_of[normal_form(name.name)])) for name in table.names
    )
    return NamesReport(
        question,
        wave,
        table.n,
        table.distinct,
        table.once,
        counted,
        sum(name.count for name in counted if name.combined),
        _families(given, by_code),
    )


def without_opening_capital(name: str) -> str:
    """A name without the capital that it has only because it opens an answer.

    >>> without_opening_capital("Opbouwwerker Wmo"), without_opening_capital("GGZ")
    ('opbouwwerker Wmo', 'GGZ')
    """
    first = name.split(" ", 1)[0]
    plain = len(first) >= _A_WORD and first[1:].islower()
    return name[0].lower() + name[1:] if plain else name


def _commonest_code(given: Iterable[GivenName]) -> dict[str, str]:
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in given:
        codes[normal_form(name.text)][name.code] += 1
    return {normal: counted.most_common(1)[0][0] for normal, counted in codes.items()}


def _name(name: names.NameCount, family: Code | None) -> NameCount:
    label = family.label if family else ""
    bare = family is not None and names.is_bare(name.name, label)
    return NameCount(name.name, name.count, label, names.combined(name.name), bare)


def _families(given: Iterable[GivenName], by_code: Mapping[str, Code]) -> tuple[FamilyCount, ...]:
    members: dict[str, list[GivenName]] = defaultdict(list)
    for name in given:
        if name.code in by_code:
            members[name.code].append(name)
    counted = [_family(by_code[code], group) for code, group in members.items()]
    order = {code: place for place, code in enumerate(by_code)}
    return tuple(sorted(counted, key=lambda family: (-family.respondents, order[family.code])))


def _family(code: Code, group: Sequence[GivenName]) -> FamilyCount:
    counted = names.family(code.label, ((name.text, name.spans) for name in group))
    additions = tuple(
        (without_opening_capital(addition.name), addition.count) for addition in counted.additions
    )
    return FamilyCount(
        code.id, code.label, counted.n, counted.bare, counted.with_additions, additions
    )


def _family_json(family: FamilyCount) -> dict[str, Any]:
    return {
        "code": family.code,
        "label": family.label,
        "respondents": family.respondents,
        "bare": family.bare,
        "with_additions": family.with_additions,
        "additions": [{"name": name, "count": count} for name, count in family.additions],
    }
