"""Project files with bytes changed or cut off: found, or opened rightly; never counted wrong.

    python tests/benchmarks/damage.py [FILES] [SEED]

Each file is a small coded project in which random bytes are changed (single letters, runs, whole
pages), which is cut off, or whose log is damaged; a fifth of them without any backup beside it.
Of each: `coder doctor` finds it (exit 3) or all its figures are right; `coder counts` refuses or
counts right; never a traceback; then `--mend`, and where that refuses `--rescue`, and what they
give must open and count. Told are the shares.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from coder.domain.coding import Decision, Mark, NewBatch
from coder.storage.backups import Why, copy_project
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project, utc_now
from coder.storage.rows import Attribute

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.e2e.warm import WarmCoder

QUESTION, CODES, ANSWERS = "zorgen", ("werkdruk", "geld", "regels"), 150
CODEBOOK = "codebook: zorgen\ntitle: Zorgen\ncodes:\n" + "".join(
    f"  - {{id: {code}, label: {code}, definition: Zorgen over {code}.}}\n" for code in CODES
)
Damage = Callable[[random.Random, bytearray], None]


def make_project(folder: Path, *, rest: bool) -> Path:
    """A coded project with a backup from halfway; with `rest` cleanly closed, else killed."""
    folder.mkdir()
    (folder / "zorgen.yaml").write_text(CODEBOOK, encoding="utf-8")
    path = folder / "p.coder"
    child = os.fork()
    if child == 0:
        _code(path, rest=rest)
        os._exit(0)
    os.waitpid(child, 0)
    return path


def _code(path: Path, *, rest: bool) -> None:
    rows = [
        IntakeRow(
            f"r{number}",
            f"Antwoord {number} over {CODES[number % 3]} in de wijk",
            (f"t{number % 4}",),
        )
        for number in range(ANSWERS)
    ]
    project = Project.create(path)
    project.take_in(Intake(QUESTION, rows, wave="1", attributes=(Attribute("team", "Team"),)))
    project.add_codebook_version("zorgen", CODEBOOK)
    project.set_codebook(QUESTION, "zorgen", "zorgen.yaml")
    coder = project.coder("Anna")
    for number, answer in enumerate(project.answers(QUESTION)):
        if number == ANSWERS // 2:
            copy_project(path, Why.OPENED, utc_now())
        if number == ANSWERS - 10:  # what follows is in the log only
            project.close()
        chosen = Decision(answer.id, Mark.CODE, True, CODES[number % 3])
        project.append(NewBatch(coder, "x", (chosen, Decision(answer.id, Mark.DONE, True))))
    if rest:
        project.close()


def letter(chance: random.Random, content: bytearray) -> None:
    """One byte otherwise."""
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)


def letters(chance: random.Random, content: bytearray) -> None:
    """Up to 20 bytes here and there."""
    for _ in range(chance.randrange(2, 20)):
        letter(chance, content)


def run(chance: random.Random, content: bytearray) -> None:
    """A run of up to 3,000 bytes of noise."""
    place = chance.randrange(len(content))
    noise = chance.randbytes(min(chance.randrange(1, 3000), len(content) - place))
    content[place : place + len(noise)] = noise


def page(chance: random.Random, content: bytearray) -> None:
    """A page of zeros, as a disk gives back that lost a sector."""
    place = chance.randrange(max(1, len(content) // 4096)) * 4096
    content[place : place + 4096] = bytes(len(content[place : place + 4096]))


def cut(chance: random.Random, content: bytearray) -> None:
    """The end gone."""
    del content[chance.randrange(len(content)) :]


def swap(chance: random.Random, content: bytearray) -> None:
    """A page where another belongs."""
    pages = len(content) // 4096
    one, two = chance.randrange(pages) * 4096, chance.randrange(pages) * 4096
    content[one : one + 4096] = content[two : two + 4096]


WAYS: tuple[Damage, ...] = (letter, letter, letters, run, page, cut, swap)


@dataclass
class Runs:
    """Runs `coder` on damaged copies and keeps what came of it."""

    folder: Path
    warm: WarmCoder
    environment: dict[str, str]
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    rescued: list[float] = field(default_factory=list)

    def coder(self, *arguments: object) -> tuple[int, str, str]:
        """Exit code, what it printed, what it complained."""
        done = self.warm.run([*map(str, arguments)], self.environment, self.folder, None)
        return done.returncode, done.stdout, done.stderr

    def counts(self, path: Path) -> tuple[int, object]:
        """Exit code and the figures."""
        code, out, err = self.coder("counts", path, QUESTION, "--by", "team", "--json")
        self.check("counts", code, out + err)
        return code, json.loads(out) if code == 0 else None

    def check(self, what: str, code: int, said: str) -> None:
        """No traceback, no error that we did not foresee."""
        if "Traceback" in said or "inside coder" in said or code not in {0, 1, 3}:
            self.faults.append(f"{what}: {code} {said[-300:]}")

    def one(self, number: int, whole: Path, right: object, chance: random.Random) -> None:
        """Damages a copy, and looks what comes of it."""
        case = self.folder / f"{number}"
        shutil.copytree(whole.parent, case)
        path = case / whole.name
        if number % 5 == 0:
            shutil.rmtree(case / "p.backups")
        log = path.with_name("p.coder-wal")
        victim = log if log.exists() and chance.random() < 0.4 else path
        way = chance.choice(WAYS)
        content = bytearray(victim.read_bytes())
        way(chance, content)
        victim.write_bytes(content)
        name = f"{number} {way.__name__} in {victim.suffix}"
        kept = victim.read_bytes(), log.read_bytes() if log.exists() else b""

        code, figures = self.counts(path)
        silent = code == 0 and figures != right
        if silent:
            self.faults.append(f"{name}: counted wrong without a word")
        victim.write_bytes(kept[0])  # as a reader left it: it may have cleared the log
        if kept[1]:
            log.write_bytes(kept[1])
        code, out, err = self.coder("doctor", path)
        self.check(f"{name} doctor", code, out + err)
        found = "found" if code else "opened rightly" if figures == right else "MISSED"
        if found == "MISSED":
            self.faults.append(f"{name}: not found")
        self.outcomes[found] += 1
        if code:
            self.mend(name, path, right)
        shutil.rmtree(case)

    def mend(self, name: str, path: Path, right: object) -> None:
        """Mends it; where that would lose something, rescues it."""
        code, out, err = self.coder("doctor", path, "--mend")
        self.check(f"{name} mend", code, out + err)
        if code == 0:
            self.outcomes["mended"] += 1
            if self.counts(path) != (0, right):
                self.faults.append(f"{name}: mended, but counts otherwise {self.counts(path)}")
            return
        new = path.with_name("new.coder")
        code, out, err = self.coder("doctor", path, "--rescue", new)
        self.check(f"{name} rescue", code, out + err)
        code, figures = self.counts(new)
        coded = figures["coded"] if isinstance(figures, dict) else 0  # type: ignore[index]
        self.outcomes["rescued in part" if coded else "beyond rescue"] += 1
        self.rescued.append(coded / ANSWERS)
        if coded and self.coder("doctor", new)[0]:
            self.faults.append(f"{name}: the rescued project is not sound")


def measure(files: int, seed: int) -> Runs:
    """Damages so many files."""
    folder = Path(tempfile.mkdtemp(prefix="coder-damage-"))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "CODER_LANGUAGE": "en",
        "PYTHONUTF8": "1",
    }
    runs = Runs(folder, WarmCoder(), environment)
    wholes = [make_project(folder / name, rest=name == "closed") for name in ("closed", "killed")]
    rights = []
    for whole in wholes:
        copy = folder / f"right-{whole.parent.name}"
        shutil.copytree(whole.parent, copy)
        code, right = runs.counts(copy / whole.name)
        assert code == 0
        rights.append(right)
    for number in range(files):
        which = number % 2
        runs.one(number, wholes[which], rights[which], random.Random(seed * 100_000 + number))
    runs.warm.close()
    shutil.rmtree(folder)
    return runs


def main() -> None:
    """Tells what came of it."""
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    runs = measure(files, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for outcome, count in sorted(runs.outcomes.items()):
        print(f"{outcome:20} {count:5}")
    if runs.rescued:
        share = sum(runs.rescued) / len(runs.rescued)
        print(f"of the projects rescued in part, {share:.0%} of the codings on average")
    for fault in runs.faults:
        print("FAULT", fault)
    sys.exit(bool(runs.faults))


if __name__ == "__main__":
    main()
