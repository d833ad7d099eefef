"""Several coders at once in one project: is every decision there, once, and how long did each take?

Each coder is a process of its own that works through `CodingSession`, as the app does, waits as
long for a lock as the app does, stores again what had to wait, and looks for the others' work.

    python tests/benchmarks/four_coders.py                  # a file, and a server of its own
    python tests/benchmarks/four_coders.py --place postgresql://anna@server/empty
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

LOOK_EVERY = 20  # decisions: the app looks every three seconds
CODES = ("bezuinigingen", "werkdruk", "personeel")
NAMES = ("Anna", "Bas", "Carla", "Daan", "Eva", "Finn", "Gea", "Hugo")


@dataclass(frozen=True, slots=True)
class CoderResult:
    """What one coder did; times in seconds a decision, waiting for locks included."""

    name: str
    decisions: int
    seconds: float
    median: float
    p99: float
    slowest: float
    waited: int  # how often a decision met a lock and was stored again
    seen_of_others: int  # answers that others decided on, as last shown


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is in the project afterwards, beside what was confirmed."""

    coders: tuple[CoderResult, ...]
    confirmed: int
    stored: int
    twice: int
    standing: int
    differences: int  # answers whose present coding differs from what the journal adds up to

    @property
    def right(self) -> bool:
        """Is everything there that was confirmed, once?"""
        stored = self.confirmed == self.stored == self.standing
        return stored and not self.twice and not self.differences


def make_project(place: Any, answers: int, codebook: Path) -> None:
    """A project with so many different answers."""
    from coder.services.codebooks import attach_codebook
    from coder.storage.intake import Intake, IntakeRow
    from coder.storage.project import Project

    rows = [IntakeRow(f"r{number}", f"antwoord nummer {number}") for number in range(answers)]
    with Project.create(place) as project:
        project.take_in(Intake("zorgen", rows, wave="2024"))
        attach_codebook(project, "zorgen", codebook)


def code(place: str, name: str, decisions: int) -> CoderResult:
    """One coder's work: begins when a line comes in."""
    from coder.bootstrap import KEY_BUSY_SECONDS, open_workbench
    from coder.domain.locations import location
    from coder.errors import ProjectLockedError
    from coder.language.simple import SimpleLemmatizer
    from coder.services.others import Others

    warnings.simplefilter("ignore")
    patience = KEY_BUSY_SECONDS
    dutch = SimpleLemmatizer()
    times: list[float] = []
    waited = 0
    with open_workbench(location(place), name, lemmatizer=dutch, busy_seconds=patience) as bench:
        session = bench.session("zorgen")
        others = Others(session)
        print("ready", flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        for number in range(decisions):
            index = number % len(session.rows)
            start = time.perf_counter()
            while True:
                try:
                    session.toggle(index, CODES[NAMES.index(name) % len(CODES)])
                    break
                except ProjectLockedError:
                    waited += 1
            session.leave()
            times.append(time.perf_counter() - start)
            if number % LOOK_EVERY == LOOK_EVERY - 1:
                news = others.look()
                if news is not None:
                    others.take(news, range(len(session.rows)))
        seconds = time.perf_counter() - began
    times.sort()
    return CoderResult(
        name,
        len(times),
        seconds,
        times[len(times) // 2],
        times[int(len(times) * 0.99)],
        times[-1],
        waited,
        sum(others.counts.values()),
    )


def run(place: Any, coders: int, decisions: int, scratch: Path) -> Outcome:
    """Let all code at once in processes of their own, and count."""
    address = getattr(place, "secret", str(place))
    environment = os.environ | {"XDG_STATE_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
    started = []
    for name in NAMES[:coders]:
        call = [sys.executable, __file__, "--as", name, "--place", address]
        started.append(
            subprocess.Popen(
                [*call, "--decisions", str(decisions)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environment,
            )
        )
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0] for process in started]
    return count(place, tuple(CoderResult(**json.loads(text)) for text in told))


def count(place: Any, coders: tuple[CoderResult, ...]) -> Outcome:
    """What is in the project."""
    from coder.domain.coding import replay
    from coder.storage.project import Project

    with Project.open(place, read_only=True) as project:
        journal = list(project.journal("zorgen"))
        made = Counter(
            (entry.batch.coder.name, entry.decision.answer_id, entry.decision.code)
            for entry in journal
        )
        standing = differences = 0
        for coder in project.coders():
            own = replay(entry.decision for entry in journal if entry.batch.coder == coder)
            present = project.marks(coder.id, list(own))
            standing += sum(len(marks.codes) for marks in present.values())
            differences += sum(present.get(answer) != marks for answer, marks in own.items())
    confirmed = sum(coder.decisions for coder in coders)
    twice = sum(times - 1 for times in made.values())
    return Outcome(coders, confirmed, len(journal), twice, standing, differences)


def report(what: str, outcome: Outcome) -> None:
    """The figures, for people."""
    print(f"\n{what}: {'right' if outcome.right else 'WRONG'}")
    print(
        f"  confirmed {outcome.confirmed}, in the journal {outcome.stored}, "
        f"twice {outcome.twice}, standing {outcome.standing}, differences {outcome.differences}"
    )
    for one in outcome.coders:
        print(
            f"  {one.name:<6} {one.decisions} decisions in {one.seconds:.1f} s: median "
            f"{one.median * 1000:.1f} ms, 99 % within {one.p99 * 1000:.0f} ms, slowest "
            f"{one.slowest * 1000:.0f} ms, met a lock {one.waited} times, saw "
            f"{one.seen_of_others} of others"
        )
    slowest = max(one.slowest for one in outcome.coders)
    print(f"  slowest confirmation of all: {slowest * 1000:.0f} ms")


def main() -> int:
    """Measures a file and a server, or one coder's part of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coders", type=int, default=4, choices=range(1, len(NAMES) + 1))
    parser.add_argument("--decisions", type=int, default=5000)
    parser.add_argument("--place", help="an empty database, or a file to make")
    parser.add_argument("--as", dest="name", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.name:
        print(json.dumps(asdict(code(asked.place, asked.name, asked.decisions))))
        return 0
    from tests.conftest import CODEBOOK
    from tests.postgres import programs, running_server

    from coder.domain.locations import location

    right = True
    with tempfile.TemporaryDirectory() as folder:
        codebook = Path(folder) / "zorgen.yaml"
        codebook.write_text(CODEBOOK, encoding="utf-8")

        def measure(what: str, place: Any) -> bool:
            make_project(place, asked.decisions, codebook)
            outcome = run(place, asked.coders, asked.decisions, Path(folder))
            report(what, outcome)
            return outcome.right

        if asked.place:
            return 0 if measure(str(location(asked.place)), location(asked.place)) else 1
        right &= measure("One SQLite file", Path(folder) / "four.coder")
        server = programs()
        if server is None:
            print("No PostgreSQL server here (initdb): only the file was measured.")
            return 1
        with running_server(server, durable=True) as running:
            right &= measure("PostgreSQL", running.database())
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
