"""Who could be recognised: in a text, by an attribution, by two quotes together.

Nothing here decides for a person; it marks, proposes and says what was replaced. Small cells of
tables are in `suppression`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from coder.domain.answers import normal_form
from coder.domain.personal_data import masked, personal_data
from coder.domain.personal_kinds import SUGGESTIONS, Certainty, Finding, Kind
from coder.i18n import _

# With two, each of them recognises the other; 3 is the lowest threshold in common use. A title
# named once is below any k.
DEFAULT_LEAST = 3
_WORDS = re.compile(r"\w+(?:[-'’]\w+)*")
_TITLE_WORDS = 6  # of the longest title that is looked for
_LEAST_TITLE = 6  # letters; shorter ones ("coach") are words that anybody uses

NOBODY_IN_PARTICULAR = "Respondent"  # printed in Dutch reports; what no family can stand in for


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have spoken. `replaced`: not in the respondent's own words; `note` says why.

    `text` is never shared by fewer respondents than was asked for.
    """

    text: str
    replaced: bool = False
    note: str = ""


def attribution_counts(titles: Iterable[tuple[str, str]]) -> Counter[str]:
    """How many respondents each title or family could stand for, by normal form.

    Args:
        titles: Title and family (or "") of every respondent of the wave, one a respondent.

    >>> attribution_counts([("Opbouwwerker", ""), ("dorpsopbouwwerker", "Opbouwwerker")])
    Counter({'opbouwwerker': 2, 'dorpsopbouwwerker': 1})
    """
    counts: Counter[str] = Counter()
    for title, family in titles:
        counts.update({normal_form(title), normal_form(family)} - {""})
    return counts


def safe_attribution(
    value: str, counts: Mapping[str, int], family: str = "", k: int = DEFAULT_LEAST
) -> Attribution:
    """A title that at least `k` respondents share, else its family, else nobody in particular.

    Args:
        value: The respondent's own title.
        counts: Respondents by normal form of title and family; see `attribution_counts`.
        family: The family of the title, "" when it has none.
        k: The fewest respondents that an attribution may point at.

    >>> counts = {"zorgboerin": 1, "begeleider": 40}
    >>> safe_attribution("Zorgboerin", counts, "Begeleider").text
    'Begeleider'
    """
    title = " ".join(value.split())
    if not title:
        return Attribution(NOBODY_IN_PARTICULAR, True, _("no title is known"))
    number = counts.get(normal_form(title), 0)
    if number >= k and not personal_data(title):
        return Attribution(title)
    if number >= k:
        why = _("the title holds personal data")
    else:
        why = _("the title is shared by fewer than {k} respondents").format(k=k)
    if counts.get(normal_form(family), 0) >= k:
        return Attribution(" ".join(family.split()), True, why)
    return Attribution(NOBODY_IN_PARTICULAR, True, why)


def safe_combination(
    first: Attribution, value: str, together: Mapping[tuple[str, str], int], k: int = DEFAULT_LEAST
) -> Attribution:
    """An attribution with a second attribute behind it, where at least `k` respondents share both.

    Args:
        first: What `safe_attribution` gave.
        value: The second attribute, for instance the type of organisation; "" for none.
        together: Respondents by normal form of both.
        k: The fewest respondents that the two together may point at.
    """
    second = " ".join(value.split())
    if not second:
        return first
    pair = normal_form(first.text), normal_form(second)
    if together.get(pair, 0) >= k and not personal_data(second):
        return Attribution(f"{first.text}, {second}", first.replaced, first.note)
    left_out = _("“{value}” is left out: with it fewer than {k} respondents remain").format(
        value=second, k=k
    )
    return Attribution(first.text, True, "; ".join(filter(None, (first.note, left_out))))


@dataclass(frozen=True, slots=True)
class Link:
    """Two quotes (their places in the list) that together tell more than each; `why` says how."""

    first: int
    second: int
    why: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a quote: the respondent, and the attribution with how many share it."""

    respondent: Hashable
    attribution: str
    shared_by: int


def linked(speakers: Sequence[Speaker], k: int = DEFAULT_LEAST) -> tuple[Link, ...]:
    """Pairs of quotes by which somebody can be pieced together.

    Two quotes of one respondent, or two under one attribution that few (fewer than 2k) share: a
    reader who knows the field takes them for the same person, and each tells about the other.
    """
    found = []
    for (first, one), (second, other) in combinations(enumerate(speakers), 2):
        if one.respondent == other.respondent:
            found.append(Link(first, second, _("both are from the same respondent")))
        elif one.attribution == other.attribution and one.shared_by < 2 * k:
            why = _("both are from “{who}”, and only {count} respondents are")
            found.append(Link(first, second, why.format(who=one.attribution, count=one.shared_by)))
    return tuple(found)


def rare_titles(text: str, rare: Collection[str]) -> tuple[Finding, ...]:
    """Where a text mentions a title that points at few respondents ("als zorgboerin zie ik …").

    Args:
        text: The text.
        rare: Normal forms of titles that fewer than k respondents gave; see `rare_among`.
    """
    found: list[Finding] = []
    for match in _WORDS.finditer(text):
        longest = max(_titles_at(text, match.start(), rare), default=match.start())
        if longest > match.start() and not (found and found[-1].end > match.start()):
            found.append(
                Finding(
                    match.start(), longest, Kind.TITLE, SUGGESTIONS[Kind.TITLE], Certainty.LIKELY
                )
            )
    return tuple(found)


def rare_among(counts: Mapping[str, int], k: int = DEFAULT_LEAST) -> frozenset[str]:
    """Titles of `attribution_counts` that fewer than `k` share, those of common words left out.

    A rare title that is part of a common one ("werker") says nothing.
    """
    common = [f" {title} " for title, count in counts.items() if count >= k]
    return frozenset(
        title
        for title, count in counts.items()
        if count < k
        and len(title) >= _LEAST_TITLE
        and not any(f" {title} " in other for other in common)
    )


def _titles_at(text: str, start: int, rare: Collection[str]) -> Iterator[int]:
    """Ends of the rare titles that begin here; none is longer than a few words."""
    ends = [match.end() for match in islice(_WORDS.finditer(text, start), _TITLE_WORDS)]
    return (end for end in ends if normal_form(text[start:end]) in rare)


__all__ = [
    "DEFAULT_LEAST",
    "NOBODY_IN_PARTICULAR",
    "Attribution",
    "Certainty",
    "Finding",
    "Kind",
    "Link",
    "Speaker",
    "attribution_counts",
    "linked",
    "masked",
    "personal_data",
    "rare_among",
    "rare_titles",
    "safe_attribution",
    "safe_combination",
]
