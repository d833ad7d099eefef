"""Personal data in a text: who could be recognised by it, and what to print in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coder.domain.person_names import person_names
from coder.domain.personal_kinds import SUGGESTIONS, Finding, Found
from coder.domain.personal_numbers import numbers_and_addresses
from coder.domain.place_names import organisations, places


def personal_data(text: str) -> tuple[Finding, ...]:
    """Everything in a text by which somebody could be recognised, in order, never overlapping.

    Rules and lists, so it misses some and marks some in vain: a person decides. Case does not
    have to be right ("met jan en fatima"). See tests/benchmarks/personal_data.py for what it finds.

    >>> [(text.kind.value, text.suggestion) for text in personal_data("Mail fatima@wijk.nl")]
    [('email', '[e-mailadres]')]
    """
    taken: list[Found] = []
    for finder in (numbers_and_addresses, organisations, person_names, places):
        taken += _free(finder(text), taken)
    return tuple(
        Finding(start, end, kind, SUGGESTIONS[kind], certainty)
        for start, end, kind, certainty in sorted(taken)
    )


def masked(text: str, findings: Iterable[Finding]) -> str:
    """The text with the suggestions in the place of what was found.

    >>> masked("Bel 06-12345678.", personal_data("Bel 06-12345678."))
    'Bel [telefoonnummer].'
    """
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], finding.suggestion]
        at = finding.end
    return "".join([*parts, text[at:]])


def _free(found: Iterable[Found], taken: list[Found]) -> Iterator[Found]:
    """What does not overlap with what was found before it; the longest of a finder goes first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in (*taken, *kept)):
            kept.append(one)
            yield one
