"""A full disk and a read-only one: said in words, nothing lost, and work goes on after it.

    python tests/benchmarks/disk_full.py

Mounts a tmpfs of a few MB (only an administrator can; others are told so). On it: coding through
the app's outbox until the disk is full, room made, what waited stored; an import, a merge, bulk
coding, an export, a backup and a restore that do not fit. Then the commands with the file system
read-only (a disk cannot be made so under an open file; tests/tui/test_coding_trouble.py codes on
one). After each step `coder doctor` finds nothing and every confirmed decision is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from damage import ANSWERS, CODEBOOK, CODES, QUESTION
from killed import coded_copy, codes_of, command, empty_project, sound

from coder.bootstrap import open_for_coding
from coder.errors import StorageFullError
from coder.storage.project import Project
from coder.tui.outbox import Deed, Outbox, Wish

MEGABYTES, LEFT, IMPORTED = 24, 700_000, 4_000
LITTLE = 5_000  # bytes that are left for commands  # LEFT: bytes for coding
Switch = Callable[[bool], None]


class Trouble:
    """Steps on a disk that does not take anything now."""

    def __init__(self, disk: Path, aside: Path, switch: Switch) -> None:
        self.disk, self.aside, self.switch = disk, aside, switch
        self.faults: list[str] = []
        self.told: list[str] = []
        self.project = disk / "p.coder"

    def coding(self) -> None:
        """Codes until nothing can be stored, goes on, and stores what waits when there is room."""
        with open_for_coding(self.project, "Anna") as workbench:
            session = workbench.session(QUESTION)
            outbox, stored = Outbox(session), 0
            self.switch(True)
            for index in range(ANSWERS):
                try:
                    outbox.put(Wish(index, Deed.ACCEPT, CODES[index % 3]))
                    stored += 1
                except StorageFullError as error:
                    message = error.message
                    if len(outbox.waiting) == 5:
                        break
            self.check("coding", stored)
            self.switch(False)
            outbox.store()
            self.check("coding on", stored + 5)
        self.told.append(
            f"coding: {stored} decisions fit, 5 waited and were stored later: {message}"
        )

    def commands(self) -> None:
        """Commands that do not fit, and then do."""
        columns = ("--question", QUESTION, "--text", "zorgen", "--id", "nr", "--wave", "2")
        for arguments in (
            ("import", self.project, self.aside / "more.csv", *columns),
            ("merge", self.project, self.aside / "other.coder"),
            ("code", self.project, QUESTION, "--by", "rules"),
            ("export", self.project, "--to", self.disk / "out.xlsx"),
            ("backup", self.project),
            ("restore", self.project, self.aside / "other.coder"),
            ("counts", self.project, QUESTION),
        ):
            self.command(*arguments)

    def command(self, *arguments: object) -> None:
        """Runs a command where it cannot work, and where it can."""
        before, name = self.codes(), str(arguments[0])
        self.switch(True)
        code, said = self.run(*arguments)
        if code not in {0, 1} or "Traceback" in said or "inside coder" in said:
            self.faults.append(f"{name}: exit code {code}: {said}")
        if code == 1 and (self.codes() != before or self.strays()):
            self.faults.append(f"{name}: something changed {self.strays()}")
        self.problem(name)
        self.switch(False)
        again, said_then = self.run(*arguments)
        if again:
            self.faults.append(f"{name} with room: {said_then}")
        self.problem(f"{name} with room")
        self.told.append(f"{name}: exit code {code}: {said.splitlines()[0] if said else ''}")

    def run(self, *arguments: object) -> tuple[int, str]:
        """Exit code and what was said."""
        said = self.aside / "said"
        said.unlink(missing_ok=True)
        _, status = os.waitpid(command(self.aside, *arguments), 0)
        return os.waitstatus_to_exitcode(status), said.read_text() if said.exists() else ""

    def strays(self) -> list[str]:
        """Half files."""
        found = (file.name for file in self.disk.rglob("*"))
        return [name for name in found if name.startswith(".") or name.endswith(".part")]

    def codes(self) -> object:
        """What stands on the answers."""
        with Project.open(self.project, read_only=True) as project:
            return codes_of(project)

    def check(self, what: str, wanted: int) -> None:
        """So many answers are coded on the disk, and all is well."""
        found = sum(bool(codes) for codes in self.codes().values())  # type: ignore[attr-defined]
        if found != wanted:
            self.faults.append(f"{what}: {wanted} were confirmed, {found} are stored")
        self.problem(what)

    def problem(self, what: str) -> None:
        """Is the project whole?"""
        if problem := sound(self.project):
            self.faults.append(f"{what}: {problem}")


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of few megabytes.

    Raises:
        PermissionError: Only an administrator can make one.
    """
    place = folder / "disk"
    place.mkdir()
    options = ["-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if (
        shutil.which("mount") is None
        or subprocess.run(
            ["mount", "-t", "tmpfs", *options], check=False, capture_output=True
        ).returncode
    ):
        raise PermissionError("a small disk can only be mounted by an administrator")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def full(disk: Path, left: int = LEFT) -> Switch:
    """Fills a disk but for so many bytes, or makes room again."""
    ballast = disk / "ballast"

    def switch(on: bool) -> None:
        ballast.unlink(missing_ok=True)
        if on:
            free = os.statvfs(disk)
            with suppress(OSError), ballast.open("wb") as file:
                file.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))

    return switch


def read_only(disk: Path) -> Switch:
    """Makes a disk read-only, or writable again."""

    def switch(on: bool) -> None:
        how = f"remount,{'ro' if on else 'rw'}"
        subprocess.run(["mount", "-o", how, str(disk)], check=True)

    return switch


def measure(kind: Callable[[Path], Switch]) -> Trouble:
    """All steps on one kind of trouble.

    Raises:
        PermissionError: As `small_disk`.
    """
    aside = Path(tempfile.mkdtemp(prefix="coder-disk-"))
    os.environ.update(HOME=str(aside), CODER_CODER="Anna", CODER_LANGUAGE="en")
    try:
        with small_disk(aside) as disk:
            trouble = Trouble(disk, aside, kind(disk))
            empty_project(disk)
            coded_copy(trouble.project, aside / "other.coder", "Bo", "geld")
            (aside / "zorgen.yaml").write_text(CODEBOOK, encoding="utf-8")
            rows = [f"{number};zorg {number} {'x' * 40}" for number in range(IMPORTED)]
            (aside / "more.csv").write_text("\n".join(["nr;zorgen", *rows]), encoding="utf-8")
            if kind is full:
                trouble.coding()
                trouble.switch = full(disk, LITTLE)
            trouble.commands()
            return trouble
    finally:
        shutil.rmtree(aside)


def main() -> None:
    """Tells what was said and what was wrong."""
    faults = []
    for kind in (full, read_only):
        try:
            trouble = measure(kind)
        except PermissionError as error:
            sys.exit(f"not measured: {error}")
        print(f"== {kind.__name__}")
        print("\n".join(trouble.told))
        faults += trouble.faults
    print("\n".join(f"FAULT {fault}" for fault in faults))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
