"""The coders of another copy taken in: who is who, and under what name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from coder.domain.coder_merge import Known, Together, WhoIsWho, bring_together
from coder.storage.coder_store import known_coders
from coder.storage.merging_rows import Rows, Values, numbers
from coder.storage.schema import coder_aliases, coders

Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Who:
    """What a merge found of the coders' names.

    Attributes:
        renamed: Ours who got the name that they have there since: the name here, and there.
        kept: Ours whose name is later than that in the other copy: the name here, and there.
        told_apart: Those who would have somebody else's name: that name, and the one they got.
        joined: Names of whom nothing but the name told that they are one.
        several: Names of ours who are several coders there.
        kinds: Names that are another kind of coder there; nothing of theirs was taken.
    """

    renamed: Names = ()
    kept: Names = ()
    told_apart: Names = ()
    joined: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def take_coders(rows: Rows) -> Who:
    """Takes the coders in, and gives ours the names that they have from now on."""
    found = bring_together(known_coders(rows.own), known_coders(rows.other))
    _rename(rows.own, found.coders)
    rows.ids[coders.name] = ids = {}
    number = numbers(rows.own, coders)
    uids = _uids(rows.other)
    fresh: list[Values] = []
    aliases: list[Values] = []
    for one in found.coders:
        here = one.here.id if one.here else number()
        ids.update(dict.fromkeys((there.id for there in one.there), here))
        known = one.here.uids if one.here else frozenset({uids[one.there[0].id]})
        if one.here is None:
            fresh.append(_row(here, uids[one.there[0].id], one.coder))
        aliases += [{"uid": uid, "coder_id": here} for uid in sorted(one.coder.uids - known)]
    rows.insert(coders, fresh)
    rows.insert(coder_aliases, aliases)
    return _told(found)


def _rename(own: Connection, found: Iterable[Together]) -> None:
    changed = [
        one.coder
        for one in found
        if one.here
        and (one.here.name, one.here.renamed_at) != (one.coder.name, one.coder.renamed_at)
    ]
    # By way of names that nobody has: two coders may have changed names with each other.
    for coder in changed:
        _update(own, coder, {"name": min(coder.uids).hex})
    for coder in changed:
        _update(own, coder, {"name": coder.name, "renamed_at": coder.renamed_at})


def _update(own: Connection, coder: Known, values: Values) -> None:
    own.execute(coders.update().where(coders.c.id == coder.id).values(values))


def _uids(connection: Connection) -> dict[int, UUID]:
    return {row[0]: row[1] for row in connection.execute(select(coders.c.id, coders.c.uid))}


def _row(number: int, uid: UUID, coder: Known) -> Values:
    return {
        "id": number,
        "uid": uid,
        "name": coder.name,
        "source": coder.source.value,
        "renamed_at": coder.renamed_at,
    }


def _told(found: WhoIsWho) -> Who:
    both = [(one.here, one) for one in found.coders if one.here and one.there]
    here = [(one.here, one) for one in found.coders if one.here]
    return Who(
        renamed=tuple(
            (own.name, one.coder.name)
            for own, one in here
            if own.name != one.coder.name and one.coder.name == one.wanted
        ),
        kept=tuple(
            (own.name, there.name)
            for own, one in both
            for there in one.there
            if there.name != own.name == one.coder.name
        ),
        told_apart=tuple(
            (one.wanted, one.coder.name) for one in found.coders if one.wanted != one.coder.name
        ),
        joined=tuple(one.coder.name for _own, one in both if one.by_name),
        several=tuple(one.coder.name for _own, one in both if len(one.there) > 1),
        kinds=tuple(one.name for one in found.kinds),
    )
