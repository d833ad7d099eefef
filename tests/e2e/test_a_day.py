"""A day of a researcher, played in tmux: import, code, change the codebook, undo, stop, go on.

What the person wants is kept beside as a plain dict; at the end the project must hold just that.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from tests.e2e.conftest import surroundings
from tests.e2e.terminal import Terminal, has_tmux

from coder import Project

Wanted = dict[int, frozenset[str]]

SIZE = (120, 36)
ANSWERS = 70
TO_CODE = 60
TOPICS = (
    "de gemeente",
    "mijn team",
    "de wijk",
    "het buurthuis",
    "de jeugd",
    "de ouderen",
    "het loket",
)
ENDINGS = (
    "daar lig ik wakker van", "dat wordt elk jaar erger", "niemand die er iets aan doet",
    "en dat al sinds de verhuizing", "collega's zeggen hetzelfde", "het stond ook in de krant",
    "dat merk ik elke dag", "vooral in de winter", "ik hoop dat het overgaat", "meer dan vroeger",
)  # fmt: skip

CODEBOOK = """\
# Eigen codeboek van de onderzoeker
codebook: zorgen
title: Zorgen
question: Waarover maak je je zorgen?
language: nl
answers: many
codes:
  - id: geld
    label: Geld
    definition: Minder geld of uren.
    patterns: ['bezuinig*']   # nog aan te vullen
  - id: drukte
    label: Drukte
    definition: Te veel werk.
    patterns: [werkdruk]
  - id: mensen
    label: Te weinig mensen
    definition: Tekort aan collega's.
  - id: regels
    label: Regels
    definition: Te veel regels.
  - id: geen
    label: Geen zorgen
    definition: Noemt geen zorg.
    exclusive: true
  - id: anders
    label: Anders
    definition: Iets anders.
    fallback: true
"""


def answers() -> list[str]:
    """Different enough that none counts as a spelling of another; made up for this test."""
    return [
        f"Over {TOPICS[number % len(TOPICS)]}: {ENDINGS[number // len(TOPICS)]}"
        for number in range(ANSWERS)
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an awkward workbook and the codebook that goes with it."""
    folder = tmp_path / "onderzoek"
    folder.mkdir()
    (folder / "zorgen.yaml").write_text(CODEBOOK, encoding="utf-8")
    with xlsxwriter.Workbook(folder / "enquete 2024 (def).xlsx") as workbook:
        workbook.add_worksheet("toelichting")
        sheet = workbook.add_worksheet("data")
        sheet.write_row(0, 0, ["", "Respnr", "Zorgen", "", "organisatie"])
        for row, text in enumerate(answers(), start=1):
            sheet.write_row(row, 0, ["", row, f" {text} ", "", ("wijkteam", "gemeente")[row % 2]])
        sheet.write_row(ANSWERS + 1, 1, [ANSWERS + 1, "NA", "", "gemeente"])
    return folder


@pytest.fixture
def terminal(tmp_path: Path, desk: Path) -> Iterator[Terminal]:
    if not has_tmux() and "CI" not in os.environ:
        pytest.skip("tmux is not installed: a day of a researcher is not played")
    home = tmp_path / "home"
    home.mkdir()
    opened = Terminal(tmp_path, surroundings(home), SIZE, desk)
    yield opened
    opened.close()


class Researcher:
    """Presses keys, and remembers what must stand in the project.

    Attributes:
        wanted: Codes by the number of the answer in the list, from 1.
        past, future: What was wanted before each step, and before each undo.
    """

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.wanted: Wanted = {}
        self.past: list[Wanted] = []
        self.future: list[Wanted] = []
        self.starred: set[int] = set()

    def at(self) -> int:
        """The number of the answer in hand."""
        found = re.search(r"answer (\d+) of", self.terminal.wait_for("answer "))
        assert found
        return int(found[1])

    def stepped(self, changes: Wanted) -> None:
        """A step of which these answers are what changed."""
        self.past.append(dict(self.wanted))
        self.future.clear()
        self.wanted = self.wanted | changes

    def find(self, label: str) -> None:
        """Find a code by typing, and put it on the answer in hand."""
        self.terminal.press("/")
        self.terminal.wait_for("esc cancel")
        self.terminal.type(label)
        self.terminal.wait_until(lambda screen: _offers(screen, label), f"{label} found")
        self.terminal.press("Enter")
        self.terminal.wait_for(f"● {label}", gone="esc cancel")

    def code(self, **labels: str) -> None:
        """Put codes (id=label) on the answer in hand and go on."""
        here = self.at()
        for label in labels.values():
            self.find(label)
        self.terminal.press("Enter")
        self.leave(here)
        self.stepped({here: frozenset(labels)})

    def take_first(self, ids: dict[str, str]) -> None:
        """Take the first suggestion, whatever it is, and go on."""
        here = self.at()
        screen = self.terminal.wait_until(lambda shown: bool(_suggested(shown)), "suggestions")
        self.terminal.press("Space")
        self.leave(here)
        self.stepped({here: frozenset({ids[_suggested(screen)]})})

    def repeat(self) -> None:
        """Give the codes of the answer before and go on."""
        here, before = self.at(), self.wanted
        self.terminal.press(".")
        self.leave(here)
        self.stepped({here: before[here - 1]})

    def aside(self) -> None:
        """Set the answer aside."""
        here = self.at()
        self.terminal.press("x")
        self.leave(here)
        self.stepped({})

    def star(self) -> None:
        """Star the answer; with what follows on it, one step."""
        self.terminal.press("s")
        self.terminal.wait_for("★")
        self.starred.add(self.at())

    def leave(self, here: int) -> None:
        """Wait until another answer is in hand."""
        self.terminal.wait_until(
            lambda screen: f"answer {here} of" not in screen and "answer " in screen,
            f"another answer than {here}",
        )

    def undo(self, times: int) -> None:
        """Take back so many steps, each seen to be taken back."""
        for _ in range(times):
            self._travel("u", self.past, self.future)

    def redo(self) -> None:
        """Do the step again that was undone last."""
        self._travel("C-y", self.future, self.past)

    def _travel(self, key: str, source: list[Wanted], target: list[Wanted]) -> None:
        before = self.terminal.screen()
        self.terminal.press(key)
        self.terminal.wait_until(lambda screen: screen != before, f"what {key} did")
        target.append(self.wanted)
        self.wanted = source.pop()


def _offers(screen: str, label: str) -> bool:
    """Does the dialog show the label as typed, and as a code that was found?"""
    return sum(label in line for line in screen.splitlines() if "│" in line) >= 2


def _suggested(screen: str) -> str:
    """The label at key 1."""
    found = re.search(r"1 . [●◌ ] (\S.*?) +━", screen)
    return found[1].strip() if found else ""


IDS = {
    "Geld": "geld", "Drukte": "drukte", "Te weinig mensen": "mensen", "Regels": "regels",
    "Geen zorgen": "geen", "Anders": "anders",
}  # fmt: skip


def start(terminal: Terminal, *arguments: str) -> None:
    terminal.start(str(Path(sys.executable).with_name("coder")), *arguments)


def import_the_workbook(terminal: Terminal) -> None:
    start(terminal)
    terminal.wait_for("1/5")  # the tour of a first start
    terminal.press("Escape")
    terminal.wait_for("new", gone="1/5")
    terminal.press("n")
    terminal.wait_for("enquete 2024 (def).xlsx")
    terminal.press("Enter")
    terminal.wait_for("● question", "Zorgen", "wave 2024", "# id", "70 answers are new")
    terminal.press("Enter")
    terminal.wait_for("nothing is done yet", "70 answers are new")
    terminal.press("Enter")
    terminal.wait_for(f"answer 1 of {ANSWERS}")


def code_sixty(person: Researcher) -> None:
    """Every kind of action, again and again."""
    labels = {code: label for label, code in IDS.items()}
    codes = list(labels)
    for turn in range(TO_CODE // 6):
        code = codes[turn % 4]
        other = codes[(turn + 1) % 4]
        person.code(**{code: labels[code]})
        person.repeat()
        person.code(**{code: labels[code], other: labels[other]})
        person.take_first(IDS)
        person.aside()
        if turn % 2:
            person.star()
        person.code(**({"geen": "Geen zorgen"} if turn % 3 else {"mensen": "Te weinig mensen"}))


def change_the_codebook(person: Researcher, codebook: Path) -> None:
    """A split, a merge, other rules; then the file in another program, wrong and right."""
    terminal = person.terminal
    terminal.press("c")
    terminal.wait_for("zorgen.yaml", "6 codes")
    # Geld, the first, becomes two.
    terminal.press("s")
    terminal.wait_for("Split Geld into")
    terminal.type("Geld van de gemeente")
    terminal.press("Enter")
    terminal.type("Eigen geld")
    terminal.wait_for("Eigen geld")
    terminal.press("C-s")
    terminal.wait_for("Which rules go where")
    terminal.press("Enter")
    terminal.wait_for("Split.", "Geld van de gemeente", "7 codes")
    person.stepped({})
    # Regels goes into Drukte.
    terminal.press("/")
    terminal.wait_for("esc cancel")
    terminal.type("Regels")
    terminal.wait_until(lambda screen: _offers(screen, "Regels"), "Regels found")
    terminal.press("Enter")
    terminal.wait_for("Te veel regels.", gone="esc cancel")
    terminal.press("M")
    terminal.wait_for("Make Regels one with")
    choose(terminal, "Drukte")
    terminal.wait_for("Make Regels one with Drukte?")
    terminal.press("y")
    terminal.wait_for("6 codes", gone="Make Regels")
    person.stepped(
        {
            number: codes - {"regels"} | {"drukte"}
            for number, codes in person.wanted.items()
            if "regels" in codes
        }
    )
    # A rule more for Drukte.
    terminal.press("p")
    terminal.wait_for("Rules of Drukte")
    terminal.type("elk jaar erger")
    terminal.wait_for("7 newly")
    terminal.press("C-s")
    terminal.wait_for("Changed.", gone="Rules of")
    person.stepped({})
    # Somebody else opens the file: first a mistake, then a right change.
    right = codebook.read_text(encoding="utf-8")
    codebook.write_text(right.replace("label: Anders", "labbel: Anders"), encoding="utf-8")
    terminal.wait_for("Not taken over: zorgen.yaml:", "is missing")
    codebook.write_text(right.replace("label: Anders", "label: Iets anders"), encoding="utf-8")
    terminal.wait_for("Work with this from now on?")
    terminal.press("y")
    terminal.wait_for("Taken over.")  # no step of this person's: its author takes it back
    terminal.press("Escape")
    terminal.wait_for("answer ")


def choose(terminal: Terminal, label: str) -> None:
    """Go down a list of a dialog by typing what is wanted, and take it."""
    terminal.type(label)
    terminal.wait_until(lambda screen: _offers(screen, label), f"{label} found")
    terminal.press("Enter")


def test_a_day_ends_with_just_the_decisions_that_were_made(terminal: Terminal, desk: Path) -> None:
    person = Researcher(terminal)
    import_the_workbook(terminal)
    code_sixty(person)
    change_the_codebook(person, desk / "zorgen.yaml")
    person.undo(20)
    person.redo()
    terminal.press("C-q")
    terminal.wait_for_end()

    start(terminal, "open", "enquete 2024 (def).coder")
    terminal.wait_for("answer ")
    assert person.at() not in person.wanted  # where the work stopped
    person.code(drukte="Drukte")
    person.undo(2)  # one of today, one of before the restart
    person.redo()
    terminal.press("C-q")
    terminal.wait_for_end()

    assert stored(next(desk.glob("*.coder"))) == {
        number: codes for number, codes in person.wanted.items() if codes
    }


def stored(path: Path) -> Wanted:
    """What stands in the project: codes by the number of the answer."""
    place = {text: number for number, text in enumerate(answers(), start=1)}
    with Project.open(path) as project:
        texts = project.answers("zorgen")["text"].str.strip()
        codings = project.codings("zorgen")
    codes: dict[int, set[str]] = {}
    for row in codings.itertuples():
        codes.setdefault(place[texts[row.answer]], set()).add(row.code)
    return {number: frozenset(given) for number, given in codes.items()}
