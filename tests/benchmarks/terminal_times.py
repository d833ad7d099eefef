"""The installed app in a pseudo terminal: start, keys and memory, as a person meets them.

A key's time runs from writing it to the terminal until the last byte of the repaint in which the
next picture stands has been read.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from big_project import CODER, THEMES

COLUMNS, LINES = 160, 48
LONGEST = 60.0
NOTHING_COMES = 6.0  # seconds after which a key is taken to do nothing
IDLE = 3  # seconds in a row without computing: the app has nothing more to do
_PLACE = re.compile(rb"answer (\d+) of (\d+)")


@dataclass
class Seen:
    """What came from the app, in pieces as they were read."""

    start_seconds: float = 0.0
    ready_seconds: float = 0.0
    memory_mb: float = 0.0
    peak_mb: float = 0.0
    taken: dict[str, list[float]] = field(default_factory=dict)


class Terminal:
    """A terminal with the app in it."""

    def __init__(self, project: Path, home: Path) -> None:
        command = [str(Path(sys.executable).with_name("coder")), "open", str(project)]
        command += ["--coder", CODER]
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        settings = {"HOME": str(home), "TERM": "xterm-256color", "CODER_LANGUAGE": "en"}
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, **settings},
            start_new_session=True,
        )
        os.close(slave)
        self.master, self.came, self.last = master, b"", 0.0

    def read(self, seconds: float) -> bool:
        """Read what comes within so many seconds; did anything?"""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.came += os.read(self.master, 1 << 16)
        self.last = time.perf_counter()
        return True

    def until(self, wanted: Callable[[bytes], bool], longest: float = LONGEST) -> float:
        """Read until something came; the moment of its last byte."""
        end = time.perf_counter() + longest
        while not wanted(self.came):
            if time.perf_counter() > end:
                raise TimeoutError(f"the terminal never showed it: {self.came[-300:]!r}")
            self.read(0.5)
        while self.read(0.004):  # the rest of the same repaint
            pass
        return self.last

    def until_idle(self) -> None:
        """Read until the app computes nothing any more: suggestions are there, and learned from."""
        end, idle = time.perf_counter() + 20 * LONGEST, 0
        while idle < IDLE and time.perf_counter() < end:
            used, until = self._computed(), time.perf_counter() + 1
            while (left := until - time.perf_counter()) > 0:
                self.read(left)
            idle = idle + 1 if self._computed() - used < 0.1 else 0

    def _computed(self) -> float:
        """Seconds of CPU that the app used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def key(self, keys: bytes, wanted: Callable[[bytes], bool], longest: float = LONGEST) -> float:
        """Press, and the milliseconds until what is wanted is drawn."""
        while self.read(0.0):
            pass
        self.came = b""
        started = time.perf_counter()
        os.write(self.master, keys)
        return 1000 * (self.until(wanted, longest) - started)

    def memory(self, name: str) -> float:
        """Megabytes by the system: VmRSS now, VmHWM at most."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return float("nan")
        [line] = [one for one in status.read_text().splitlines() if one.startswith(name)]
        return int(line.split()[1]) / 1000

    def close(self) -> None:
        """End this app, and no other."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        os.close(self.master)


def measure(project: Path, home: Path, presses: int, searches: int) -> Seen:
    """Open the project, accept answers, filter, and close."""
    seen, chance = Seen(), random.Random(2)
    terminal = Terminal(project, home)
    try:
        seen.start_seconds = terminal.until(lambda came: bool(_PLACE.search(came))) - (
            terminal.started
        )
        terminal.until_idle()
        seen.ready_seconds = terminal.last - terminal.started
        kinds = seen.taken
        for _turn in range(presses):
            time.sleep(chance.uniform(0.15, 0.35))
            with suppress(TimeoutError):  # nothing is suggested for "weet niet"
                kinds.setdefault("accept and next", []).append(_accept(terminal))
                continue
            terminal.key(b"n", lambda came: _place(came) is not None)
        for turn in range(searches):
            time.sleep(chance.uniform(0.3, 0.5))
            kinds.setdefault("filter: the list shows", []).append(_search(terminal, turn))
        seen.memory_mb, seen.peak_mb = terminal.memory("VmRSS"), terminal.memory("VmHWM")
    finally:
        terminal.close()
    return seen


def _accept(terminal: Terminal) -> float:
    before = _place(terminal.came)
    return terminal.key(b" ", lambda came: _place(came) not in (None, before), NOTHING_COMES)


def _search(terminal: Terminal, turn: int) -> float:
    os.write(terminal.master, b"f")
    while terminal.read(0.3):
        pass
    for letter in THEMES[turn * 7 % len(THEMES)][:6]:
        os.write(terminal.master, letter.encode())
        terminal.read(0.15)
    terminal.read(0.3)
    taken = terminal.key(b"\r", lambda came: _place(came) is not None)
    time.sleep(0.3)
    terminal.key(b"F", lambda came: _place(came) is not None)
    return taken


def _place(came: bytes) -> bytes | None:
    found = _PLACE.findall(came)
    return found[-1] if found else None
