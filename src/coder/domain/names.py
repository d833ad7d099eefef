"""Names that respondents give, such as job titles: how many, how varied, how built up.

Two titles are the same when their normal form is (`answers.normal_form`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.domain.agent_nouns import is_agent, masculine
from coder.domain.answers import normal_form
from coder.domain.suggestions import Span
from coder.domain.tokens import Word, words

MOST_PARTS = 3  # a longer list is a description of the work, not a title

_JOINT = re.compile(r"\s*[/,&+]\s*|\s+(?:en|én)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name in its commonest spelling and the number of respondents who gave it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class NameTable:
    """The names of one question, the commonest first, equals in alphabetical order."""

    names: tuple[NameCount, ...]

    @property
    def n(self) -> int:
        """Respondents who gave a name: the base of percentages."""
        return sum(name.count for name in self.names)

    @property
    def distinct(self) -> int:
        """Number of different names."""
        return len(self.names)

    @property
    def once(self) -> int:
        """Number of names that one respondent gave."""
        return sum(name.count == 1 for name in self.names)


@dataclass(frozen=True, slots=True)
class Family:
    """A title with its additions: "sociaal werker", "sociaal werker ouderen", …

    `additions` counts what stood beside the name; a title without any is `bare`. A title that is
    neither (an abbreviation, a typing error) counts as one with additions.
    """

    name: str
    n: int
    bare: int
    additions: tuple[NameCount, ...]

    @property
    def with_additions(self) -> int:
        """Titles that are more than the name alone."""
        return self.n - self.bare


def count_names(titles: Iterable[str]) -> NameTable:
    """Counts equal titles; empty ones are left out.

    >>> table = count_names(["Opbouwwerker", "opbouwwerker", "opbouwwerker", "leefcoach"])
    >>> table.n, table.distinct, table.once, table.names[0]
    (4, 2, 1, NameCount(name='opbouwwerker', count=3))
    """
    spellings: dict[str, Counter[str]] = {}
    for title in titles:
        if normal := normal_form(title):
            spellings.setdefault(normal, Counter())[title.strip()] += 1
    counts = [
        NameCount(counted.most_common(1)[0][0], counted.total()) for counted in spellings.values()
    ]
    return NameTable(tuple(sorted(counts, key=lambda name: (-name.count, name.name.casefold()))))


def combined(title: str) -> tuple[str, ...]:
    """The titles of somebody with two or three jobs, joined by / , en & or +; else empty.

    Every part must be a title by itself: it holds an agent noun. What does not ("wonen en zorg",
    "jeugd- en …") belongs to the part beside it. Brackets hold additions, not jobs.

    >>> combined("Sociaal werker, trainer en coach")
    ('Sociaal werker', 'trainer', 'coach')
    >>> combined("coördinator vrijwilligers en mantelzorg")
    ()
    """
    hidden = _BRACKETS.sub(lambda brackets: "·" * len(brackets.group()), title)
    parts: list[Span] = []
    waiting: int | None = None  # where words began that still miss their agent noun
    for start, end in _pieces(hidden):
        piece, begin = hidden[start:end], start if waiting is None else waiting
        if any(is_agent(word.form) for word in words(piece)):
            parts.append((begin, end))
            waiting = None
        elif parts and waiting is None and not piece.endswith("-"):
            parts[-1] = (parts[-1][0], end)
        else:
            waiting = begin
    titles = tuple(title[start:end] for start, end in parts)
    return titles if 2 <= len(titles) <= MOST_PARTS and not _one_job(titles) else ()


def _pieces(title: str) -> Iterator[Span]:
    """What stands between the joints, blanks around it left out."""
    edges = [0, *(place for joint in _JOINT.finditer(title) for place in joint.span()), len(title)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        piece = title[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _one_job(titles: Sequence[str]) -> bool:
    """Is it one title in two genders: begeleider/begeleidster, sociaal werker/werkster?"""
    first = _forms(titles[0])
    return all(first[-len(_forms(title)) :] == _forms(title) for title in titles[1:])


def _forms(title: str) -> list[str]:
    return [masculine(word.form) for word in words(title)]


def is_bare(title: str, name: str) -> bool:
    """Is the title the name alone, in either gender?

    >>> is_bare("Maatschappelijk werkster", "maatschappelijk werker")
    True
    """
    return _forms(title) == _forms(name)


def additions(title: str, name: str, spans: Sequence[Span] = ()) -> tuple[str, ...]:
    """What a title adds to the name of its family, as typed; empty when it is bare.

    Args:
        title: "algemeen maatschappelijk werker", "schoolmaatschappelijk werker ggz".
        name: The name of the family, "maatschappelijk werker".
        spans: Where rules of the family matched, for a title that does not hold the name (a
            typing error, an abbreviation): what the shortest one leaves out is the addition.
    Returns:
        What stands before the name, what is glued to it, and what stands after it.

    >>> additions("Schoolmaatschappelijk werker (ggz)", "maatschappelijk werker")
    ('School', 'ggz')
    """
    found = words(title)
    core = _named(found, name) or _matched(found, spans)
    if core is None:
        return ()
    glued = _plain(title, found[core.first : core.first + 1])[: core.glued]
    parts = (_plain(title, found[: core.first]), glued, _plain(title, found[core.after :]))
    return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Core:
    """Which words of a title are its family's name; `glued` letters of the first are not."""

    first: int
    after: int
    glued: int = 0


def _named(found: Sequence[Word], name: str) -> _Core | None:
    """Where the name stands; its first word may be the end of a compound."""
    forms, wanted = [masculine(word.form) for word in found], _forms(name)
    for first in range(len(forms) - len(wanted) + 1) if wanted else ():
        after = first + len(wanted)
        if forms[first].endswith(wanted[0]) and forms[first + 1 : after] == wanted[1:]:
            return _Core(first, after, len(forms[first]) - len(wanted[0]))
    return None


def _matched(found: Sequence[Word], spans: Sequence[Span]) -> _Core | None:
    """The words of the shortest match: longer ones hold additions too."""
    if not spans:
        return None
    start, end = min(spans, key=lambda span: span[1] - span[0])
    inside = [index for index, word in enumerate(found) if word.start < end and start < word.end]
    return _Core(inside[0], inside[-1] + 1) if inside else None


def _plain(title: str, run: Sequence[Word]) -> str:
    """A run of words as typed, without the brackets that may be cut in two."""
    if not run:
        return ""
    return " ".join(re.sub(r"[()\[\]]", "", title[run[0].start : run[-1].end]).split())


def family(name: str, titles: Iterable[tuple[str, Sequence[Span]]]) -> Family:
    """Bare titles and additions of one family.

    Args:
        name: Its name, as a rule the label of its code.
        titles: One a respondent, with where the rules of the family matched in it.
    """
    n = bare = 0
    counted: list[str] = []
    for title, spans in titles:
        n += 1
        bare += is_bare(title, name)
        counted += additions(title, name, spans)
    return Family(name, n, bare, count_names(counted).names)
