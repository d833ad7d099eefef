"""A real PostgreSQL server for the tests, made for one run and gone after it.

It listens on a socket in its own folder only. Where there are no server programs the tests that
need one are skipped with a message; where `CI` is set they fail instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from coder.domain.locations import Database, location
from coder.storage.project import Project
from coder.storage.schema import metadata

USER = "coder"
_NUMBERS = count(1)
_create = Project.create  # tests put another in its place


def programs() -> Path | None:
    """The folder with `initdb` and `postgres` of the newest server here; None: there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    known = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda it: float(it.parts[-3])
    )
    return known[-1].parent if known else None


class Server:
    """A running server; `database` makes an empty database, or a copy of another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._free: list[Database] = []

    def database(self) -> Database:
        """A new, empty database."""
        name = f"test_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name}")
        return self.at(name)

    @contextmanager
    def lent(self) -> Iterator[Database]:
        """An empty project, made by migrations; it is emptied afterwards and lent again."""
        if self._free:
            place = self._free.pop()
        else:
            place = self.database()
            _create(place).close()
            self.empty(place)
        try:
            yield place
        finally:
            self.empty(place)
            self._free.append(place)

    def empty(self, place: Database) -> None:
        """Takes out whatever is in a project but its name."""
        names = [name for name in metadata.tables if name != "project_meta"]
        # The journal forbids it; nobody else than the server's owner can switch that off.
        self.run(
            "SET session_replication_role = replica; "
            f"TRUNCATE {', '.join(names)} RESTART IDENTITY; "
            "DELETE FROM project_meta WHERE name NOT IN ('uid', 'created')",
            place.name,
        )

    def at(self, name: str, user: str = USER) -> Database:
        """The address of a database."""
        place = location(f"postgresql://{user}@/{name}?host={self.folder}")
        assert isinstance(place, Database)
        return place

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        """What a statement gives, as the server's owner."""
        with psycopg.connect(self.at(database).secret, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []


@contextmanager
def running_server(bin_folder: Path, *, durable: bool = False) -> Iterator[Server]:
    """A server on a data directory of its own, as long as it is needed.

    `durable`: it writes to the disk at each commit, as a real one; tests need not wait for that.
    """
    folder = Path(tempfile.mkdtemp(prefix="coder-pg-"))  # short: a socket's path has 107 bytes
    owner = _owner()
    if owner:
        shutil.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    as_owner: dict[str, Any] = (
        {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    )

    def call(program: str, *options: str) -> None:
        done = subprocess.run(
            [str(bin_folder / program), *options],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
            **as_owner,
        )
        assert done.returncode == 0, done.stderr

    fsync = "on" if durable else "off"
    settings = f"-k {folder} -c listen_addresses='' -c fsync={fsync} -c max_connections=60"
    try:
        call("initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync",
             "--locale=C.UTF-8")  # fmt: skip
        call("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-o", settings, "-w", "start")
        try:
            yield Server(folder)
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> pwd.struct_passwd | None:
    """Who the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None
