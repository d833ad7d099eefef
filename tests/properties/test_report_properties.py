"""What must always hold of a report: outsiders recognise nobody, and every number recounts."""

from __future__ import annotations

import base64
import html
import json
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from coder.domain.coding import Decision, Mark, NewBatch
from coder.language.simple import SimpleLemmatizer
from coder.services.codebooks import attach_codebook
from coder.services.quotes import open_desk
from coder.services.reporting import Audience, Reporting
from coder.services.results import Results
from coder.storage.intake import Intake, IntakeRow
from coder.storage.project import Project
from coder.storage.rows import Attribute

K = 3
TITLES = (
    "zandwerker",
    "duinbegeleider",
    "kustcoach",
    "wadloper senior",
    "terpenmaker",
    "polderaar",
)
PLACES = ("Gemeente", "Buurtteam", "Klein bureau", "Eenmansbedrijf")
CODES = ("druk", "geld", "gek")
TITLE_CODES = "".join(
    f"  - id: {title.split()[0]}\n    label: {title.capitalize()}\n    definition: Doet dit.\n"
    f"    examples: [{title}, {title}s]\n    patterns: [{title.split()[0]}]\n"
    for title in TITLES
)
TITLE_BOOK = f"""\
codebook: functie
title: Functies
question: Welke functie?
answers: one
codes:
{TITLE_CODES}  - id: anders
    label: Andere functie
    definition: Iets anders.
    fallback: true
"""
THEME_BOOK = """\
codebook: zorgen
title: Zorgen
question: Wat zijn je zorgen?
codes:
  - id: druk
    label: Werkdruk
    definition: Te druk.
    examples: [alle examples zijn antwoorden]
  - id: net
    label: Geldzaken
    codable: false
    codes:
      - id: geld
        label: Te weinig geld
        definition: Geld.
  - id: gek
    label: Gekke zorg
    definition: Gek.
"""


@dataclass(frozen=True)
class Person:
    """A respondent who was made up; `quoted`: 0 not, 1 starred only, 2 approved."""

    title: str
    place: str
    codes: frozenset[str]
    quoted: int


people = st.lists(
    st.builds(
        Person,
        st.sampled_from(TITLES),
        st.sampled_from(PLACES),
        st.frozensets(st.sampled_from(CODES), max_size=2),
        st.sampled_from([0, 0, 1, 2]),
    ),
    min_size=1,
    max_size=14,
)


def identity(number: int) -> str:
    return f"IDNR-{number:04d}-X"


def said(number: int) -> str:
    """An answer that nobody else gave, of words that no report has of itself."""
    return (
        f"qua{number}zor blijft =cmd|' <b>vrek{number}el</b> **{number}**\nen tobt{number}er | door"
    )


@contextmanager
def surveyed(persons: list[Person]) -> Iterator[Results]:
    """A real project in which they answered, coded by one person."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "functie.yaml").write_text(TITLE_BOOK, encoding="utf-8")
        (folder / "zorgen.yaml").write_text(THEME_BOOK, encoding="utf-8")
        with Project.create(folder / "proef.coder") as project:
            numbered = list(enumerate(persons))
            place = (Attribute("organisatie", "Organisatie"),)
            for question, text in (("functie", None), ("zorgen", said)):
                rows = [
                    IntakeRow(identity(n), text(n) if text else person.title, (person.place,))
                    for n, person in numbered
                ]
                project.take_in(Intake(question, rows, wave="2024", attributes=place))
                attach_codebook(project, question, folder / f"{question}.yaml")
            code(project, persons)
            yield Results(project, SimpleLemmatizer())


def code(project: Project, persons: list[Person]) -> None:
    anna = project.coder("Anna Coderman")
    decisions = []
    for answer, person in zip(project.answers("zorgen"), persons, strict=True):
        decisions += [Decision(answer.id, Mark.CODE, True, code) for code in sorted(person.codes)]
        decisions += [Decision(answer.id, Mark.STAR, True)] if person.quoted else []
    for answer, person in zip(project.answers("functie"), persons, strict=True):
        decisions.append(Decision(answer.id, Mark.CODE, True, person.title.split()[0]))
    project.append(NewBatch(anna, "alles", tuple(decisions)))


def approve(results: Results, persons: list[Person]) -> set[int]:
    """Approves the quotes of who said so; the numbers of their respondents."""
    desk = open_desk(
        results.project,
        results.lemmatizer,
        "zorgen",
        k=K,
        coder=results.project.coder("Anna Coderman"),
    )
    approved = set()
    for code_id in CODES:
        for quote in desk.quotes(code_id):
            number = int(re.findall(r"\d+", quote.original)[0])
            if persons[number].quoted == 2:
                desk.approve(quote, quote.text, "mag van de respondent")
                approved.add(number)
    return approved


def everything_in(folder: Path) -> dict[str, str]:
    """All text of all files: Word's XML without its tags, HTML with its pictures opened."""
    texts = {}
    for path in folder.iterdir():
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith((".xml", ".rels")):
                        content = archive.read(name).decode()
                        texts[f"{path.name}/{name}"] = html.unescape(re.sub("<[^>]*>", "", content))
                        texts[f"{path.name}/{name} tags"] = html.unescape(content)
        elif path.suffix == ".html":
            content = path.read_text(encoding="utf-8")
            for part in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", content):
                content += base64.b64decode(part).decode()
            texts[path.name] = html.unescape(content)
        elif path.is_file():
            texts[path.name] = path.read_text(encoding="utf-8").replace("\\", "")
    return texts


def written(results: Results, audience: Audience, folder: Path) -> dict[str, str]:
    reporting = Reporting(results)
    made = reporting.make(reporting.plan(), audience)
    reporting.write(made, [folder / f"uit.{suffix}" for suffix in ("docx", "html", "md")])
    return everything_in(folder)


few = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # an example takes seconds: nothing is shrunk
    suppress_health_check=[HealthCheck.too_slow],
)
MIXED = [
    *[Person("zandwerker", "Gemeente", frozenset({"druk"}), 2)] * 2,
    *[Person("zandwerker", "Gemeente", frozenset({"geld"}), 1)] * 2,
    *[Person("kustcoach", "Buurtteam", frozenset({"geld", "druk"}), 0)] * 3,
    Person("terpenmaker", "Eenmansbedrijf", frozenset({"gek"}), 2),
    Person("polderaar", "Klein bureau", frozenset(), 0),
]


@few
@example(MIXED)
@given(people)
def test_outsiders_see_no_id_no_answer_and_no_rare_title_or_group(persons: list[Person]) -> None:
    with surveyed(persons) as results, tempfile.TemporaryDirectory() as folder:
        approved = approve(results, persons)
        texts = written(results, Audience.OUTSIDERS, Path(folder))
        titles = Counter(person.title for person in persons)
        places = Counter(person.place for person in persons)
        secret = [title for title, count in titles.items() if count < K]
        secret += [place for place, count in places.items() if count < K]
        secret += [identity(number) for number in range(len(persons))]
        secret += ["Anna Coderman", "alle examples"]
        secret += [
            f"{word}{number}{end}"
            for number in range(len(persons))
            if number not in approved
            for word, end in (("qua", "zor"), ("vrek", "el"), ("tobt", "er"))
        ]
        told = [
            (name, word)
            for name, text in texts.items()
            for word in secret
            if word.casefold() in text.casefold()
        ]
    assert told == []


@few
@given(people)
def test_a_ledger_recounts_to_the_same_numbers_until_the_coding_changes(
    persons: list[Person],
) -> None:
    with surveyed(persons) as results, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(results, Audience.TEAM, folder)
        reporting = Reporting(results)
        assert reporting.check(folder / "uit.docx").changed == ()
        ledger = json.loads((folder / "uit.cijfers.json").read_text())
        before = {entry["address"]: entry["value"] for entry in ledger["figures"]}
        answer = results.project.answers("zorgen")[0]
        anna = results.project.coder("Anna Coderman")
        had = "druk" in persons[0].codes
        again = Decision(answer.id, Mark.CODE, not had, "druk")
        results.project.append(NewBatch(anna, "anders", (again,)))
        changed = {one.entry.address: one for one in reporting.check(folder / "uit.docx").changed}
        address = "counts.zorgen.druk.n@2024"
        if address in before:  # not when nobody had coded anything: then no table was printed
            assert changed[address].now == before[address] + (-1 if had else 1)
