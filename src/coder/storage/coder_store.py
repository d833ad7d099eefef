"""Who codes in a project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from coder.domain.coder_ids import is_fixed, new_uid
from coder.domain.coder_merge import Known
from coder.domain.coding import Coder, CoderId, Source
from coder.errors import CoderError
from coder.i18n import _
from coder.storage.schema import batches, coder_aliases, coders, decisions


@dataclass(frozen=True, slots=True)
class CoderWork:
    """A coder and what they did.

    `uid`: the same in every copy of the project. `decisions`: of the journal, undone ones and
    what undid them too. `last`: when their latest step was made; None: none was.
    """

    coder: Coder
    uid: UUID
    decisions: int
    last: datetime | None


def add_coder(connection: Connection, name: str, source: Source) -> Coder:
    """A new coder, or who has this name already: it may just have come in elsewhere."""
    row = connection.execute(select(coders).where(coders.c.name == name)).first()
    if row is not None:
        return _coder(row)
    values = {"name": name, "source": source.value, "uid": new_uid(name, source)}
    added = coders.insert().values(values).returning(coders.c.id)
    return Coder(CoderId(connection.execute(added).scalar_one()), name, source)


def rename_coder(connection: Connection, coder_id: CoderId, name: str, now: datetime) -> Coder:
    """Another name for a person; all that they did stands under it at once.

    Raises:
        CoderError: The name is empty, somebody else's or the program's own, or this is no person.
            Nothing was changed.
    """
    row = connection.execute(select(coders).where(coders.c.id == coder_id)).one()
    name = " ".join(name.split())
    if name == row.name:
        return _coder(row)
    _check_name(connection, row, name)
    # Later than the name before, also where the clock was put back: the later name counts.
    moment = now if row.renamed_at is None else max(now, row.renamed_at + timedelta(microseconds=1))
    change = coders.update().where(coders.c.id == coder_id)
    connection.execute(change.values(name=name, renamed_at=moment))
    return Coder(coder_id, name, Source(row.source))


def known_coders(connection: Connection) -> list[Known]:
    """Everybody who codes here, with all ids by which copies know them."""
    others: dict[int, set[UUID]] = defaultdict(set)
    for uid, coder_id in connection.execute(select(coder_aliases.c.uid, coder_aliases.c.coder_id)):
        others[coder_id].add(uid)
    rows = connection.execute(select(coders).order_by(coders.c.id)).all()
    return [
        Known(
            CoderId(row.id),
            frozenset({row.uid, *others[row.id]}),
            row.name,
            Source(row.source),
            row.renamed_at,
        )
        for row in rows
    ]


def work_of_coders(connection: Connection) -> list[CoderWork]:
    """Everybody who codes here, with how much and until when."""
    made = select(batches.c.coder_id, func.count(), func.max(batches.c.at))
    last = {row[0]: row[2] for row in connection.execute(made.group_by(batches.c.coder_id))}
    joined = select(batches.c.coder_id, func.count()).select_from(decisions.join(batches))
    counted = {row[0]: row[1] for row in connection.execute(joined.group_by(batches.c.coder_id))}
    rows = connection.execute(select(coders).order_by(coders.c.id)).all()
    return [
        CoderWork(_coder(row), row.uid, counted.get(row.id, 0), last.get(row.id)) for row in rows
    ]


def coder_by_uid(connection: Connection, uid: UUID) -> Coder | None:
    """Who is known by this id, here or in another copy; None: nobody here."""
    other = select(coder_aliases.c.coder_id).where(coder_aliases.c.uid == uid)
    query = select(coders).where((coders.c.uid == uid) | coders.c.id.in_(other))
    row = connection.execute(query).first()
    return None if row is None else _coder(row)


def uid_of(connection: Connection, name: str) -> UUID | None:
    """The id of the coder of this name; None: nobody has it."""
    return connection.execute(select(coders.c.uid).where(coders.c.name == name)).scalar()


def _coder(row: Row[tuple[object, ...]]) -> Coder:
    return Coder(CoderId(row.id), row.name, Source(row.source))


def _check_name(connection: Connection, row: Row[tuple[object, ...]], name: str) -> None:
    if is_fixed(row.name, row.source):
        message = _("{name} is a name that the program itself gives: it stays.")
        raise CoderError(message.format(name=row.name), _("Only persons can be renamed."))
    if not name:
        raise CoderError(
            _("A coder cannot be without a name."),
            _("Give the name that {name} is to have.").format(name=row.name),
        )
    others = connection.execute(select(coders.c.name).where(coders.c.id != row.id)).scalars()
    in_use = {other.casefold(): other for other in others}
    if name.casefold() in in_use:
        message = _("{name} is the name of another coder in this project.")
        raise CoderError(
            message.format(name=in_use[name.casefold()]),
            _("Choose another name; what two coders did is never thrown together."),
        )
    if is_fixed(name, row.source):
        message = _("{name} is a name that the program itself gives.").format(name=name)
        raise CoderError(message, _("Choose another name."))
