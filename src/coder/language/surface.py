"""From the lemma of Universal Dependencies to the base form that a reader expects.

UD Dutch marks compounds and particles with "_" and leaves linkers out: student_vereniging,
terug_keren. A coder wants studentenvereniging, and keren for "keerde".
"""

from __future__ import annotations

_MARK = "_"
_VERBS = ("VERB", "AUX")


def surface_lemma(form: str, lemma: str, pos: str) -> str:
    """The lemma without "_", linkers restored from the form, a particle elsewhere left out.

    >>> surface_lemma("studentenverenigingen", "student_vereniging", "NOUN")
    'studentenvereniging'
    >>> surface_lemma("keerde", "terug_keren", "VERB")
    'keren'
    """
    parts = [part for part in lemma.split(_MARK) if part]
    if len(parts) < 2:
        return lemma if not parts else parts[0]
    return _verb(form, parts) if pos in _VERBS else _compound(form, lemma, parts)


def _verb(form: str, parts: list[str]) -> str:
    low = form.lower()
    for first in range(len(parts)):
        if low.startswith(parts[first].lower()):
            return "".join(parts[first:])
    return parts[-1]


def _compound(form: str, lemma: str, parts: list[str]) -> str:
    low, last = form.lower(), parts[-1].lower()
    before = sum(map(len, parts[:-1]))
    places = range(max(1, before - 3), min(len(low), before + 3 * len(parts)) + 1)
    place = max(places, key=lambda start: _shared(low[start:], last), default=None)
    if place is None or _shared(low[place:], last) < min(3, len(last)):
        return "".join(parts)
    start = form[:place]
    if lemma[0].islower():
        start = start.lower()
    elif form.isupper() and not lemma.isupper():
        start = lemma[0] + start[1:].lower()
    return start + parts[-1]


def _shared(one: str, other: str) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
