"""A whole project taken from a file to a server, or back: every row, under its own number.

The copy keeps the project's own id: what is coded in either can be merged into the other.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from coder.domain.locations import Location
from coder.storage import schema
from coder.storage.merging_rows import count_on
from coder.storage.present import chunks
from coder.storage.project import Project
from coder.storage.stores import store_of

_OWN = schema.seals  # each file keeps its own
_ROWS_AT_A_TIME = 5_000


def copy_whole(source: Location, target: Location) -> None:
    """Makes a project with everything that another one holds, in one transaction.

    Raises:
        ProjectError: There is something at the target already, or one of them cannot be reached;
            nothing was left.
    """
    with Project.open(source, read_only=True) as theirs, theirs.reading() as reading:
        store = store_of(target)
        store.make()
        try:
            with Project.open(target) as ours, ours.writing() as writing:
                _copy_rows(reading, writing)
        except BaseException:
            store.unmake()
            raise


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in schema.metadata.sorted_tables:
        if table is _OWN:
            continue
        # What others refer to comes first: a batch is younger than the one that it takes back.
        query = select(table).order_by(*table.primary_key.columns)
        rows = source.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)).mappings()
        for chunk in chunks(rows, _ROWS_AT_A_TIME):
            target.execute(table.insert(), [dict(row) for row in chunk])
        count_on(target, table)
