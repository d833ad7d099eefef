"""Who is who in two copies of a project: by id first, by name where no id tells it.

What comes out is the same whichever copy takes in the other: both know the same coders by then,
under the same names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from coder.domain.coding import CoderId, Source

_FIRST = datetime.min.replace(tzinfo=UTC)  # before every renaming
_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Known:
    """A coder as one copy knows them.

    Attributes:
        id: Their number in that copy.
        uids: The ids by which copies know them; never empty.
        renamed_at: When they got this name; None: it is their first.
    """

    id: CoderId
    uids: frozenset[UUID]
    name: str
    source: Source
    renamed_at: datetime | None = None

    @property
    def named(self) -> tuple[datetime, str]:
        """What names are ordered by; the latest counts."""
        return self.renamed_at or _FIRST, self.name


@dataclass(frozen=True, slots=True)
class Together:
    """One coder of two copies.

    Attributes:
        here: As we know them; None: they come in.
        there: As the other copy knows them; none: only we do, several: there they are several.
        coder: What is known of them from now on; its `id` is that of `here`, if there is one.
        wanted: The name they would have, if it were not somebody else's.
    """

    here: Known | None
    there: tuple[Known, ...]
    coder: Known
    wanted: str

    @property
    def by_name(self) -> bool:
        """Did only the name tell that they are one?"""
        ours = self.here.uids if self.here else frozenset()
        return any(not ours & one.uids for one in self.there) and self.here is not None


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """The coders of two copies, brought together.

    `kinds`: the other's coders who are another kind here under that name; they are not taken.
    """

    coders: tuple[Together, ...]
    kinds: tuple[Known, ...]


def bring_together(ours: Sequence[Known], theirs: Sequence[Known]) -> WhoIsWho:
    """Finds who is who, and the name of each.

    By id; then by name, whom neither copy knows by the other's id. The name that was given later
    counts. Where two coders would have one name, the one who had it first keeps it (machines
    before persons), and the other gets a number behind it.
    """
    pairs: dict[CoderId, list[Known]] = {one.id: [] for one in ours}
    left = [one for one in theirs if not _give(pairs, ours, one)]
    known = {uid for one in theirs for uid in one.uids}
    free = {one.name: one for one in ours if not one.uids & known}
    coming: list[Known] = []
    kinds: list[Known] = []
    for one in left:
        same = free.get(one.name)
        if same is None:
            coming.append(one)
        elif same.source is one.source:
            pairs[same.id].append(one)
        else:
            kinds.append(one)
    found = [_together(one, pairs[one.id], ours) for one in ours]
    found += [Together(None, (one,), one, one.name) for one in coming]
    return WhoIsWho(tuple(_told_apart(found)), tuple(kinds))


def _give(pairs: dict[CoderId, list[Known]], ours: Sequence[Known], one: Known) -> bool:
    """Puts one of theirs with the one of ours who has an id of theirs; False: nobody has."""
    mine = [own for own in ours if own.uids & one.uids]
    if mine:
        pairs[min(mine, key=lambda own: min(own.uids)).id].append(one)
    return bool(mine)


def _together(own: Known, others: Sequence[Known], ours: Sequence[Known]) -> Together:
    taken = {uid for one in ours if one is not own for uid in one.uids}
    uids = own.uids.union(*(one.uids for one in others)) - taken
    latest = max((own, *others), key=lambda one: one.named)
    coder = replace(own, uids=uids, name=latest.name, renamed_at=latest.renamed_at)
    return Together(own, tuple(others), coder, latest.name)


def _told_apart(found: Collection[Together]) -> Iterator[Together]:
    """The same with a name of their own each."""
    in_use = {one.wanted for one in found}
    given: set[str] = set()
    for one in sorted(found, key=_seniority):
        told = _numbered(one, in_use) if one.wanted in given else one
        given.add(one.wanted)
        in_use.add(told.coder.name)
        yield told


def _seniority(one: Together) -> tuple[bool, datetime, UUID]:
    machine = one.coder.source is not Source.PERSON
    return not machine, one.coder.named[0], min(one.coder.uids)


def _numbered(one: Together, in_use: Collection[str]) -> Together:
    names = (f"{one.wanted} ({number})" for number in count(2))
    name = next(name for name in names if name not in in_use)
    # A moment later than the name it stands for, so that it counts in every copy.
    moment = one.coder.named[0] + _AFTER
    return replace(one, coder=replace(one.coder, name=name, renamed_at=moment))
