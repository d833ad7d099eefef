"""Spoiled csv, xlsx, sav, yaml and qdc files: taken in or refused in words, and nothing half.

    python tests/benchmarks/fuzzed_import.py [FILES] [SEED] [--keep FOLDER] [--kinds KIND ...]

Each file is read in a process of its own kind: 10 seconds of time and 1 GB above what the program
itself takes. A survey file goes through the whole import into a project; after a refusal the
project must be empty and no file left. Told are the outcomes a kind, the slowest and the largest.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from fuzz_files import mutated, seeds_of

from coder.errors import CoderError
from coder.importing import spss
from coder.importing.readers import read_table
from coder.services.codebook_exchange import import_qdc
from coder.services.codebooks import attach_codebook
from coder.services.importing import ImportRequest, import_file
from coder.storage.project import Project

KINDS = ("csv", "xlsx", "sav", "yaml", "qdc")
SECONDS, BYTES, BATCH = 10, 1_000_000_000, 200


@dataclass
class Tally:
    """What came of the files."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0  # bytes above what the program took before


def case(kind: str, number: int, seed: int, seeds: list[bytes]) -> bytes:
    """The file of this number."""
    return mutated(random.Random(f"{seed} {kind} {number}"), seeds)


def take(path: Path, project: Path) -> str:
    """What the program makes of a file: taken or refused; raises what a user must never see."""
    try:
        if path.suffix == ".qdc":
            import_qdc(path, path.with_name("made.yaml"))
        elif path.suffix == ".yaml":
            with Project.open(project) as opened:
                attach_codebook(opened, "q", path)
        else:
            table = read_table(path)
            names = [column.name for column in table.columns]
            text = "zorgen" if "zorgen" in names else names[-1]
            others = tuple(name for name in names if name != text)[:3]
            import_file(project, ImportRequest(path, "z", text, background=others))
    except CoderError as error:
        return "refused" if str(error).strip() else "WORDLESS"
    return "taken"


def left(project: Path) -> str:
    """What a refusal left behind that it should not; "" when nothing."""
    strays = [file.name for file in project.parent.iterdir() if file.name.startswith((".", "made"))]
    with Project.open(project, read_only=True) as opened:
        known = [question.key for question in opened.questions()]
        codebooks = opened.question("q").codebook_id
    return " ".join([*strays, *(key for key in known if key != "q"), codebooks]).strip()


def work(  # noqa: PLR0917 - what is to be done, with what
    kind: str, numbers: range, seed: int, seeds: list[bytes], folder: Path, told: TextIO
) -> None:
    """Takes files one by one, each told before and after; never returns."""
    spss.read_apart = spss.read_here  # at once; what that crashes is taken again as users take it
    before = _resident()
    limit = _address_space() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libraries complain there
    for number in numbers:
        print("begin", number, file=told, flush=True)
        here = folder / "case"
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir()
        project = Path(shutil.copy(folder / "empty.coder", here / "p.coder"))
        path = here / f"file.{kind}"
        path.write_bytes(case(kind, number, seed, seeds))
        signal.alarm(SECONDS)
        start = time.perf_counter()
        try:
            outcome = take(path, project)
            rest = left(project) if outcome == "refused" else ""
            if rest:
                outcome = f"LEFT {rest!r}"
        except BaseException as error:  # noqa: BLE001 - whatever a user must never see
            places = traceback.extract_tb(error.__traceback__)
            where = f"{places[-1].filename}:{places[-1].lineno}"
            outcome = f"RAISED {type(error).__name__}: {error} at {where}"
        signal.alarm(0)
        seconds = time.perf_counter() - start
        print(
            "end",
            number,
            f"{seconds:.3f}",
            _peak() - before,
            " ".join(outcome.split()),
            file=told,
            flush=True,
        )
    os._exit(0)


def run(  # noqa: PLR0917 - see `work`
    kind: str, numbers: range, seed: int, seeds: list[bytes], folder: Path, tally: Tally
) -> None:
    """Takes files in a process; begins again after one that killed it."""
    while numbers:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            work(kind, numbers, seed, seeds, folder, os.fdopen(writing, "w"))
        os.close(writing)
        begun = -1
        with os.fdopen(reading) as told:
            for line in told:
                what, number, *rest = line.split(maxsplit=4)
                begun = int(number)
                if what == "end":
                    _note(tally, kind, begun, float(rest[0]), int(rest[1]), rest[2].strip())
        _, status = os.waitpid(child, 0)
        if status == 0:
            return
        name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else str(status)
        _note(tally, kind, begun, 0.0, 0, _again(kind, begun, seed, seeds, folder, name))
        numbers = range(begun + 1, numbers.stop)


def _again(  # noqa: PLR0917 - see `work`
    kind: str, number: int, seed: int, seeds: list[bytes], folder: Path, name: str
) -> str:
    """What a user meets whose file ended the process that read it: .sav is read apart then."""
    if kind != "sav":
        return f"KILLED {name}"
    path = folder / "again.sav"
    path.write_bytes(case(kind, number, seed, seeds))
    found = spss.read_apart(path)
    return "refused" if isinstance(found, str) and found else f"KILLED {name}, READ APART"


def _note(  # noqa: PLR0917 - one line of what was told
    tally: Tally, kind: str, number: int, seconds: float, grown: int, outcome: str
) -> None:
    tally.slowest, tally.largest = max(tally.slowest, seconds), max(tally.largest, grown)
    word = outcome.split(maxsplit=1)[0]
    tally.outcomes[kind, word] += 1
    if word.isupper():
        tally.faults.append(f"{kind} {number}: {outcome}")


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(files: int, seed: int, keep: Path | None = None, kinds: Sequence[str] = KINDS) -> Tally:
    """Takes so many files, as many of each kind."""
    folder = Path(tempfile.mkdtemp(prefix="coder-fuzz-"))
    os.environ["HOME"] = str(folder)
    with Project.create(folder / "empty.coder") as project:
        from coder.storage.intake import Intake

        project.take_in(Intake("q", []))
    tally = Tally()
    each = files // len(kinds)
    for kind in kinds:
        seeds = seeds_of(kind, folder)
        _read_libraries(kind, seeds, folder)
        for first in range(0, each, BATCH):
            run(kind, range(first, min(first + BATCH, each)), seed, seeds, folder, tally)
            # A long run that is broken off has told something.
            print(dict(tally.outcomes), tally.faults, file=sys.stderr, flush=True)
        for fault in tally.faults if keep else ():
            if fault.startswith(f"{kind} "):
                number = int(fault.split()[1].rstrip(":"))
                assert keep is not None
                (keep / f"{number}.{kind}").write_bytes(case(kind, number, seed, seeds))
    shutil.rmtree(folder)
    return tally


def _read_libraries(kind: str, seeds: list[bytes], folder: Path) -> None:
    """Takes a whole file, so that the processes that fork have all that it needs."""
    here = folder / "first"
    here.mkdir(exist_ok=True)
    project = Path(shutil.copy(folder / "empty.coder", here / f"{kind}.coder"))
    for number, seed in enumerate(seeds):
        path = here / f"{number}.{kind}"
        path.write_bytes(seed)
        assert take(path, project) == "taken"


def main() -> None:
    """Tells what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", type=int, nargs="?", default=20_000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--kinds", nargs="+", default=KINDS)
    given = parser.parse_args()
    start = time.perf_counter()
    tally = measure(given.files, given.seed, given.keep, given.kinds)
    for (kind, outcome), count in sorted(tally.outcomes.items()):
        print(f"{kind:5} {outcome:10} {count:6}")
    print(
        f"slowest {tally.slowest:.2f} s, "
        f"most memory {tally.largest / 1e6:.0f} MB above the program's own"
    )
    print(f"{sum(tally.outcomes.values())} files in {time.perf_counter() - start:.0f} s")
    for fault in tally.faults[:60]:
        print("FAULT", fault[:400])
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
