"""How many keys a coded answer takes, with suggestions and without.

    python tests/benchmarks/key_presses.py [zorgen ...] [--json]

A coder who knows the intended codes of the demo (data/gold) works through a new project in the
order of the file, with the app's own desk, letters, finder and suggestions, which learn every five
decisions. Each answer is done in the fewest keys that the screen offers to somebody who looks at
it: confirm what stands there, repeat, accept the first suggestion, a letter, a number, else find
the code by typing. "By typing" finds each code with / and the fewest letters that put it first.
What is stored in the end is held against the intended codes. Counted are lines: identical and
nearly identical answers are coded once.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from suggestions import ROOT, gold_items

from coder.domain.answers import normal_form
from coder.language.pipeline import choose_lemmatizer
from coder.services.alike import alike_rows
from coder.services.bulk import Machine, code_in_bulk
from coder.services.codebooks import attach_codebook
from coder.services.letters import KeptLetters
from coder.services.workbench import Workbench
from coder.settings import Settings
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.tui.code_search import find_codes
from coder.tui.desk import Desk
from coder.tui.keys import CODING_KEYS
from coder.tui.letters import Letters
from coder.tui.outbox import Deed

MOST = 9  # suggestions on the screen
RETRAIN_AFTER = 5  # decisions, as in the app
TAKEN = {key for one in CODING_KEYS for key in one.keys.split(",") if len(key) == 1}


@dataclass
class Tally:
    """Keys of each line; how each was done."""

    one_code: list[int] = field(default_factory=list)
    several: list[int] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)
    answers: int = 0

    def add(self, codes: frozenset[str], keys: int, answers: int) -> None:
        """A line was done."""
        (self.one_code if len(codes) == 1 else self.several).append(keys)
        self.answers += answers


class Worker:
    """Somebody at the keyboard who knows the intended codes."""

    def __init__(self, workbench: Workbench, question: str, gold: dict[str, frozenset[str]]):
        self.session = workbench.session(question)
        self.service = workbench.suggestions(self.session)
        self.service.prepare()
        self.session.take_together(alike_rows(self.session))
        self.desk = Desk(self.session)
        self.gold = gold
        codes = {code.id for code in self.session.codebook.codable}
        letters = Settings.model_fields["letters"].default
        self.letters = Letters(KeptLetters(), letters, codes, lambda _kept: None)
        self.typed = {code: self._shortest(code) for code in codes}
        self.decisions = 0

    def work(self) -> Tally:
        """Code all; the keys that it took."""
        tally = Tally()
        self.service.retrain()
        while True:
            row = self.desk.row
            assert row is not None
            wanted = self.gold[row.group.normal]
            way, keys = self._do(wanted)
            tally.ways[way] += 1
            tally.add(wanted, keys, row.group.size)
            self.letters.used(sorted(wanted), TAKEN)
            assert self.desk.session.unit(self.desk.index or 0).marks.codes == wanted
            if not self.desk.next_undecided():
                return tally

    def type_all(self) -> Tally:
        """The keys that finding each code by typing takes; nothing else is used."""
        tally = Tally()
        for index in self.session.arranged(self.desk.filter):
            row = self.session.unit(index)
            wanted = self.gold[row.group.normal]
            keys = sum(len(self.typed[code]) + 2 for code in wanted) + 1  # /, letters, enter; next
            tally.add(wanted, keys, row.group.size)
        return tally

    def _do(self, wanted: frozenset[str]) -> tuple[str, int]:
        desk, index = self.desk, self.desk.index
        assert index is not None
        if desk.marks.codes == wanted:
            self._press(Deed.CONFIRM)
            return "confirm", 1
        if desk.last_codes == wanted:
            self._press(Deed.REPEAT)
            return "repeat", 1
        choices = self.service.suggest(index, MOST)
        first = choices[0].code if choices and choices[0].code in wanted else ""
        numbers = {choice.code for choice in choices}
        keys, ways = 0, set()
        for code in sorted(wanted - {first}):
            way, cost = self._cost(code, numbers)
            ways.add(way)
            keys += cost
            self._press(Deed.TOGGLE, code)
        if first:
            self._press(Deed.ACCEPT, first)
            ways.add("accept")
        else:
            self._press(Deed.CONFIRM)
        order = ("find", "number", "letter", "accept")
        return next(way for way in order if way in ways), keys + 1

    def _cost(self, code: str, numbers: set[str]) -> tuple[str, int]:
        if self.letters.letter(code):
            return "letter", 1
        if code in numbers:
            return "number", 1
        return "find", len(self.typed[code]) + 2

    def _press(self, deed: Deed, code: str = "") -> None:
        self.desk.do(deed, code)
        self.decisions += 1
        if self.decisions % RETRAIN_AFTER == 0:
            self.service.retrain()

    def _shortest(self, code: str) -> str:
        """The fewest letters that put a code first: the beginning of a word of its label."""
        known = self.session.codebook.find(code)
        words = f"{known.label} {code.replace('_', ' ')}".lower().replace("(", " ").split()
        starts = sorted({word[:n] for word in words for n in range(1, len(word) + 1)}, key=len)
        for start in (*starts, known.label):
            hits = find_codes(self.session.codebook, start)
            if hits and hits[0].code.id == code:
                return start
        return known.label


def intended(question: str) -> dict[str, frozenset[str]]:
    """The codes of each different answer; respondents whose identical answers differ: the most."""
    found: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    for text, codes in gold_items(question):
        found[normal_form(text)][codes] += 1
    return {normal: counted.most_common(1)[0][0] for normal, counted in found.items()}


def measure(question: str, folder: Path) -> dict[str, object]:
    """Keys a line with suggestions from nothing, over proposals of the rules, and by typing."""
    items, gold = gold_items(question), intended(question)
    dutch = choose_lemmatizer()
    result: dict[str, object] = {"question": question, "answers": len(items)}
    for name in ("new", "proposed"):
        with Project.create(folder / f"{question}_{name}.coder") as project:
            rows = [IntakeRow(str(number), text) for number, (text, _codes) in enumerate(items)]
            project.take_in(Intake(question, rows, wave="2024"))
            attach_codebook(project, question, ROOT / f"codebooks/{question}.yaml")
            bench = Workbench(project, "Anna", dutch, Settings(coder="Anna"))
            if name == "proposed":
                code_in_bulk(bench, question, None, Machine.RULES, backup=False)
            worker = Worker(bench, question, gold)
            if name == "new":
                result["by_typing"] = figures(worker.type_all())
            result[name] = figures(worker.work())
    return result


def figures(tally: Tally) -> dict[str, object]:
    """Means a line, and all keys over all answers."""
    keys = sum(tally.one_code) + sum(tally.several)
    return {
        "lines": len(tally.one_code) + len(tally.several),
        "one_code": round(fmean(tally.one_code), 2),
        "several": round(fmean(tally.several), 2) if tally.several else None,
        "an_answer": round(keys / tally.answers, 2),
        "ways": dict(tally.ways.most_common()),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("questions", nargs="*", default=["zorgen"])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if not given.json:
        print("| answers | n | lines | keys a line | one code | several codes | an answer |")
        print("|---|--:|--:|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for question in given.questions:
            row = measure(question, Path(folder))
            if given.json:
                print(json.dumps(row))
                continue
            for name in ("by_typing", "new", "proposed"):
                found = row[name]
                assert isinstance(found, dict)
                cells = [found[key] for key in ("one_code", "several", "an_answer")]
                shown = " | ".join("" if cell is None else f"{cell:.2f}" for cell in cells)
                label = name.replace("_", " ")
                print(f"| {question} | {row['answers']} | {found['lines']} | {label} | {shown} |")
                print(found["ways"], file=sys.stderr)


if __name__ == "__main__":
    main()
