"""Write the synthetic survey files and their gold coding from the hand-written material.

Everything is drawn with seeded generators, one a topic, so that a changed answer in one file
of the material does not reshuffle the others. See README.md beside this file.

Usage: python data/generate.py [--material DIR] [--out DIR]
"""

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pyreadstat
import xlsxwriter
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

SEED = "raadpleging"
HERE = Path(__file__).parent
MADE_ON = datetime(2025, 1, 1, 12, tzinfo=UTC)  # fixed, so that two runs give equal files

TITLE, ORGANISATION, EXPERIENCE = "functietitel", "organisatie", "werkervaring"
QUESTIONS = {  # in the order of the questionnaire
    TITLE: "Welke functie oefen je uit?",
    ORGANISATION: "Bij wat voor organisatie werk je?",
    EXPERIENCE: "Hoe lang werk je al in het sociaal werk?",
    "zorgen": "Waarover maak je je zorgen?",
    "belemmeringen": "Wat belemmert je in je werk?",
    "werkplezier": "Wat zou je werkplezier vergroten?",
    "samenwerking_zorg": "Hoe ervaar je de samenwerking met de zorg?",
    "administratie": "Welke administratie zou je als eerste schrappen?",
    "kennisbronnen": "Waar haal je nieuwe kennis vandaan?",
}
EXPERIENCE_CLASSES = ("0-2 jaar", "3-5 jaar", "6-10 jaar", "11-20 jaar", "meer dan 20 jaar")
EXPERIENCE_WEIGHTS = (  # the first pattern that is found in the title decides
    (re.compile(r"i\.o\.|in opleiding|junior|stagi|student", re.I), (90, 8, 2, 0, 0)),
    (re.compile(r"gepensioneerd", re.I), (0, 0, 0, 10, 90)),
    (re.compile(r"senior|leider|manager|directeur|bestuur|supervis", re.I), (2, 7, 22, 41, 28)),
    (re.compile(r""), (11, 18, 24, 29, 18)),
)
LEANINGS: Mapping[str, Mapping[str, float]] = {  # so much likelier that this family says this
    "opbouwwerker": {"bezuinigingen": 2.0, "inspraak": 2.0, "beleidskeuzes": 2.0},
    "maatschappelijk_werker": {"complexiteit": 1.6, "werkdruk": 1.6, "tijd": 1.5},
    "buurtteammedewerker": {"werkdruk": 2.0, "slechte_systemen": 2.0, "aanbestedingen": 2.0},
    "wijkcoach": {"indicaties_beschikkingen": 2.0, "personeel": 1.6},
    "jongerenwerker": {"erkenning_waardering": 2.0, "linkedin": 0.5, "wederkerigheid": 1.6},
    "onafhankelijk_clientondersteuner": {"positie": 2.0, "inspraak": 1.5},
    "projectleider": {"verantwoording": 2.0, "linkedin": 2.0, "wetenschap": 2.0},
    "persoonlijk_begeleider": {"clientgebonden": 2.0, "personeelstekort": 1.8},
    "sociaal_cultureel_werker": {"bezuinigingen": 1.8, "geen": 1.4},
}
LONG_TEXT = 90  # characters; above it an answer is likelier from somebody who writes much
REFERS_BACK = re.compile(r"\W*(idem|zie (hier)?boven|zie vorige|zie eerder)", re.I)

Number = int  # of a respondent (respnr)
Answers = dict[str, dict[Number, str]]  # question -> respondent -> what was typed or ticked
Gold = dict[str, dict[Number, tuple[str, ...]]]  # question -> respondent -> codes


@dataclass(frozen=True, slots=True)
class Survey:
    """A wave: how many answered each open question, and where the others left."""

    year: int
    first_number: Number
    complete: int
    left_at: Mapping[str, int]  # question -> respondents who saw it, and answered no more
    answered: Mapping[str, int]  # question -> n of the report

    @property
    def respondents(self) -> int:
        """Complete and partial together."""
        return self.complete + sum(self.left_at.values())

    @property
    def questions(self) -> tuple[str, ...]:
        """The columns after the respondent's number."""
        closed = (ORGANISATION, EXPERIENCE)
        return tuple(name for name in QUESTIONS if name in self.answered or name in closed)


SURVEYS = (
    Survey(
        year=2024,
        first_number=112,
        complete=538,
        left_at={
            TITLE: 121,
            ORGANISATION: 168,
            EXPERIENCE: 74,
            "zorgen": 181,
            "belemmeringen": 21,
            "werkplezier": 17,
            "samenwerking_zorg": 33,
            "administratie": 24,
            "kennisbronnen": 14,
        },
        answered={
            TITLE: 1063,
            "zorgen": 407,
            "belemmeringen": 569,
            "werkplezier": 569,
            "samenwerking_zorg": 471,
            "administratie": 352,
            "kennisbronnen": 449,
        },
    ),
    Survey(
        year=2020,
        first_number=41,
        complete=468,
        left_at={TITLE: 131, ORGANISATION: 40, EXPERIENCE: 22},
        answered={TITLE: 518},
    ),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One respondent's answer to be dealt out."""

    text: str
    codes: tuple[str, ...]
    role: str | None = None  # only for this job family


@dataclass(frozen=True, slots=True)
class OrganisationType:
    """A type of organisation and for whom it is likely."""

    label: str
    share: float
    families: Mapping[str, float]  # factor on the share
    words: tuple[str, ...]  # parts of a title that give this type away

    def weight(self, title: str, family: str) -> float:
        """How likely this type is for somebody with this title."""
        told = any(word in title.casefold() for word in self.words)
        return self.share * self.families.get(family, 1.0) + (800.0 if told else 0.0)


@dataclass(frozen=True, slots=True)
class Material:
    """What was written by hand; `problems` lists all that does not fit."""

    replies: Mapping[tuple[int, str], Sequence[Reply]]  # (year, question)
    organisations: Sequence[OrganisationType]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """The answers of one survey, and the codes that belong to them."""

    survey: Survey
    numbers: Sequence[Number]
    answers: Answers
    gold: Gold

    def row(self, number: Number) -> list[str]:
        """The cells of a respondent after the number; empty where nothing was answered."""
        return [self.answers[name].get(number, "") for name in self.survey.questions]


class MisfitError(Exception):
    """The material cannot be dealt out; carries every reason at once."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__("\n".join(problems))


# --- reading the material -----------------------------------------------------------------


def read_titles(path: Path, year: int) -> list[Reply]:
    """The titles of a wave, each as often as it was named."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Reply(row["title"], (row["code"],))
            for row in csv.DictReader(file, delimiter=";")
            for _ in range(int(row[f"count_{year}"]))
        ]


def read_organisations(path: Path) -> list[OrganisationType]:
    """The types of organisation, in the order of their codes in the .sav file."""
    return [
        OrganisationType(
            label=entry["label"],
            share=float(entry["share"]),
            families=dict(entry["families"]),
            words=tuple(entry["words"]),
        )
        for entry in YAML(typ="safe").load(path)
    ]


def entry_problems(entry: Any, families: set[str]) -> Iterator[str]:
    """What is wrong with one entry of a material file."""
    if not isinstance(entry, dict) or not str(entry.get("text") or "").strip():
        yield "geen tekst"
        return
    if not entry.get("codes") or not isinstance(entry["codes"], list):
        yield "codes is geen gevulde lijst"
    if entry.get("times", 1) not in range(1, 1000):
        yield f"times is {entry['times']!r}"
    if entry.get("role") not in {None, *families}:
        yield f"onbekende functiefamilie '{entry['role']}'"


def read_replies(path: Path, families: set[str]) -> tuple[list[Reply], list[str]]:
    """The replies of one question, each `times` times, and the problems of the file."""
    try:
        entries = YAML(typ="safe").load(path) or []
    except (OSError, YAMLError) as error:
        return [], [f"{path.name}: onleesbaar: {' '.join(str(error).split())}"]
    problems = [
        f"{path.name}: antwoord {index}: {problem}"
        for index, entry in enumerate(entries, start=1)
        for problem in entry_problems(entry, families)
    ]
    if problems:
        return [], problems
    replies = [
        Reply(str(entry["text"]).strip(), tuple(entry["codes"]), entry.get("role"))
        for entry in entries
        for _ in range(entry.get("times", 1))
    ]
    return replies, []


def read_material(folder: Path) -> Material:
    """Read all files; what does not fit is collected, not raised."""
    replies: dict[tuple[int, str], Sequence[Reply]] = {}
    problems: list[str] = []
    for survey in SURVEYS:
        replies[survey.year, TITLE] = read_titles(folder / f"{TITLE}.csv", survey.year)
    families = {reply.codes[0] for titles in replies.values() for reply in titles}
    for survey in SURVEYS:
        for question, expected in survey.answered.items():
            if question != TITLE:
                found, faults = read_replies(folder / f"{question}.yaml", families)
                replies[survey.year, question] = found
                problems += faults
                if faults:
                    continue
            count = len(replies[survey.year, question])
            if count != expected:
                problems.append(f"{question} {survey.year}: {count} antwoorden, nodig {expected}")
    organisations = read_organisations(folder / "organisaties.yaml")
    return Material(replies, organisations, tuple(problems))


# --- the respondents ----------------------------------------------------------------------


def chance(survey: Survey, topic: str) -> Random:
    """A generator of its own for each topic of each wave."""
    return Random(f"{SEED}/{survey.year}/{topic}")


def draw_numbers(survey: Survey) -> list[Number]:
    """Rising numbers with gaps, as a survey tool leaves them after tests and removals."""
    rng = chance(survey, "respnr")
    numbers, number = [], survey.first_number
    for _ in range(survey.respondents):
        numbers.append(number)
        number += rng.choices((1, 2, 3, 7), weights=(80, 14, 5, 1))[0]
    return numbers


def draw_reached(survey: Survey, numbers: Sequence[Number]) -> dict[Number, int]:
    """How many questions each respondent got through before leaving, all when complete."""
    reached = [len(survey.questions)] * survey.complete
    for question, left in survey.left_at.items():
        reached += [survey.questions.index(question)] * left
    chance(survey, "reached").shuffle(reached)
    return dict(zip(numbers, reached, strict=True))


def draw_answering(
    survey: Survey, question: str, reached: Mapping[Number, int], diligence: Mapping[Number, float]
) -> list[Number]:
    """Who answers a question: those who left right after it, and the most diligent others."""
    rng = chance(survey, f"{question}/who")
    position = survey.questions.index(question) + 1
    left_after = [n for n, count in reached.items() if count == position < len(survey.questions)]
    went_on = [n for n, count in reached.items() if count >= position and n not in left_after]
    # Weighted sampling without replacement: Efraimidis and Spirakis (2006).
    keys = {n: rng.random() ** (1 / diligence[n]) for n in went_on}
    wanted = survey.answered[question] - len(left_after)
    chosen = {*left_after, *sorted(went_on, key=keys.__getitem__, reverse=True)[:wanted]}
    return [n for n in reached if n in chosen]


def as_typed(title: str, rng: Random) -> str:
    """The title with a difference that keeps its normal form: case, blanks, a trailing dot."""
    styles = (str, capitalised, str.lower, each_word_capitalised, str.upper, with_double_blank)
    typed = rng.choices(styles, weights=(43, 41, 10, 4, 1, 1))[0](title)
    ending = rng.choices(("", " ", "."), weights=(92, 5.5, 2.5))[0]
    return typed if ending == "." and not typed[-1].isalnum() else typed + ending


def capitalised(text: str) -> str:
    """Only the first letter changed: OCO stays OCO."""
    return text[:1].upper() + text[1:]


def each_word_capitalised(text: str) -> str:
    """Maatschappelijk Werker; `str.title` would make Zzp'Er."""
    return " ".join(capitalised(word) for word in text.split(" "))


def with_double_blank(text: str) -> str:
    """The space bar hit twice."""
    return text.replace(" ", "  ", 1)


def draw_organisation(
    title: str, family: str, types: Sequence[OrganisationType], rng: Random
) -> str:
    """A type of organisation that is plausible with the title."""
    return rng.choices(types, weights=[kind.weight(title, family) for kind in types])[0].label


def draw_experience(title: str, rng: Random) -> str:
    """A class of years that is plausible with the title."""
    weights = next(weights for pattern, weights in EXPERIENCE_WEIGHTS if pattern.search(title))
    return rng.choices(EXPERIENCE_CLASSES, weights=weights)[0]


# --- dealing out the answers --------------------------------------------------------------


def deal(
    replies: Sequence[Reply],
    numbers: Sequence[Number],
    likelihood: Callable[[Reply, Number], float],
    rng: Random,
) -> tuple[dict[Number, Reply], list[str]]:
    """Give every respondent one reply, the pickiest replies first; and the replies left over."""
    order = list(replies)
    rng.shuffle(order)
    order.sort(key=lambda reply: (reply.role is None, not REFERS_BACK.match(reply.text)))
    free, dealt, problems = list(numbers), dict[Number, Reply](), list[str]()
    for reply in order:
        weights = [likelihood(reply, number) for number in free]
        if not any(weights):
            problems.append(f"geen {reply.role} over voor: {reply.text[:40]!r}")
            continue
        dealt[free.pop(rng.choices(range(len(free)), weights=weights)[0])] = reply
    return dealt, problems


@dataclass(frozen=True, slots=True)
class People:
    """What is known of the respondents when an open answer is dealt out."""

    family: Mapping[Number, str]
    wordiness: Mapping[Number, float]  # 0-1
    answered_before: set[Number]

    def likelihood(self, reply: Reply, number: Number) -> float:
        """How well a reply suits a respondent; 0 is never."""
        family = self.family.get(number, "")
        if reply.role is not None and reply.role != family:
            return 0.0
        leanings = LEANINGS.get(family, {})
        weight = max(leanings.get(code, 1.0) for code in reply.codes)
        wordy = self.wordiness[number]
        weight *= 0.3 + (wordy if len(reply.text) > LONG_TEXT else 1 - wordy)
        if REFERS_BACK.match(reply.text) and number not in self.answered_before:
            weight *= 0.001
        return weight


def build_wave(survey: Survey, material: Material) -> Wave:
    """Draw the respondents of a wave and their answers.

    Raises:
        MisfitError: Too few respondents of a job family for the replies written for it.
    """
    numbers = draw_numbers(survey)
    reached = draw_reached(survey, numbers)
    rng = chance(survey, "traits")
    diligence = {n: rng.uniform(0.2, 1.0) for n in numbers}
    wordiness = {n: rng.random() for n in numbers}
    with_title = draw_answering(survey, TITLE, reached, diligence)
    titles, family = deal_titles(survey, material, with_title)
    answers: Answers = {TITLE: titles} | closed_answers(survey, material, reached, titles, family)
    gold: Gold = {TITLE: {n: (code,) for n, code in family.items()}}
    problems: list[str] = []
    answered_before: set[Number] = set()
    for question in survey.answered:
        if question == TITLE:
            continue
        answering = draw_answering(survey, question, reached, diligence)
        people = People(family, wordiness, answered_before)
        dealt, faults = deal(
            material.replies[survey.year, question],
            answering,
            people.likelihood,
            chance(survey, question),
        )
        problems += [f"{question}: {fault}" for fault in faults]
        answers[question] = {n: reply.text for n, reply in dealt.items()}
        gold[question] = {n: reply.codes for n, reply in dealt.items()}
        answered_before |= set(answering)
    if problems:
        raise MisfitError(problems)
    return Wave(survey, numbers, answers, gold)


def deal_titles(
    survey: Survey, material: Material, answering: Sequence[Number]
) -> tuple[dict[Number, str], dict[Number, str]]:
    """The title that each respondent typed, and the job family it belongs to."""
    rng = chance(survey, TITLE)
    replies = list(material.replies[survey.year, TITLE])
    rng.shuffle(replies)
    dealt = dict(zip(answering, replies, strict=True))
    titles = {n: as_typed(reply.text, rng) for n, reply in dealt.items()}
    return titles, {n: reply.codes[0] for n, reply in dealt.items()}


def closed_answers(
    survey: Survey,
    material: Material,
    reached: Mapping[Number, int],
    titles: Mapping[Number, str],
    family: Mapping[Number, str],
) -> Answers:
    """Organisation and experience of everybody who came that far."""
    rng = chance(survey, "background")
    answers: Answers = {ORGANISATION: {}, EXPERIENCE: {}}
    for number, count in reached.items():
        title = titles.get(number, "")
        organisation = draw_organisation(title, family.get(number, ""), material.organisations, rng)
        experience = draw_experience(title, rng)
        if count > survey.questions.index(ORGANISATION):
            answers[ORGANISATION][number] = organisation
        if count > survey.questions.index(EXPERIENCE):
            answers[EXPERIENCE][number] = experience
    return answers


# --- writing ------------------------------------------------------------------------------


def write_csv(wave: Wave, path: Path) -> None:
    """As a Dutch survey tool exports: semicolons, a byte order mark, CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(["respnr", *wave.survey.questions])
        writer.writerows([number, *wave.row(number)] for number in wave.numbers)


def explanation(survey: Survey) -> list[tuple[str, str]]:
    """The sheet that says what this is."""
    return [
        ("Toelichting", f"Demobestand raadpleging sociaal werk {survey.year}"),
        ("Herkomst", "Synthetisch: verzonnen door de makers van coder, geen echte respondenten."),
        ("Respondenten", str(survey.respondents)),
        ("Waarvan volledig ingevuld", str(survey.complete)),
        ("respnr", "Nummer van de respondent"),
        *((name, QUESTIONS[name]) for name in survey.questions),
    ]


def write_xlsx(wave: Wave, path: Path) -> None:
    """Sheet Data with the answers as text, sheet Toelichting that says they are invented."""
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"title": "Synthetische demodata", "created": MADE_ON})
        bold = workbook.add_format({"bold": True})
        data = workbook.add_worksheet("Data")
        data.freeze_panes(1, 1)
        data.set_column(1, len(wave.survey.questions), 28)
        for column, name in enumerate(["respnr", *wave.survey.questions]):
            data.write_string(0, column, name, bold)
        for row, number in enumerate(wave.numbers, start=1):
            data.write_number(row, 0, number)
            for column, text in enumerate(wave.row(number), start=1):
                if text:
                    data.write_string(row, column, text)
        notes = workbook.add_worksheet("Toelichting")
        notes.set_column(0, 1, 40)
        for row, (term, text) in enumerate(explanation(wave.survey)):
            notes.write_string(row, 0, term, bold)
            notes.write_string(row, 1, text)


def write_sav(wave: Wave, path: Path, organisations: Sequence[str]) -> None:
    """SPSS: closed questions as numbers with value labels, questions as variable labels."""
    labels: dict[str, dict[int | float, str]] = {
        ORGANISATION: dict(enumerate(organisations, start=1)),
        EXPERIENCE: dict(enumerate(EXPERIENCE_CLASSES, start=1)),
    }
    columns: dict[str, list[Any]] = {"respnr": list(wave.numbers)}
    for name in wave.survey.questions:
        code = {text: float(value) for value, text in labels.get(name, {}).items()}
        given = wave.answers[name]
        columns[name] = [
            code.get(given.get(n, ""), float("nan")) if code else given.get(n, "")
            for n in wave.numbers
        ]
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        path,
        file_label=f"Synthetische demodata raadpleging {wave.survey.year}",
        column_labels={"respnr": "Respondentnummer", **QUESTIONS},
        row_compress=True,
        variable_value_labels=labels,
        variable_measure={"respnr": "scale", ORGANISATION: "nominal", EXPERIENCE: "ordinal"},
        variable_format={"respnr": "F6.0", ORGANISATION: "F2.0", EXPERIENCE: "F1.0"},
    )
    fix_sav_date(path)


def fix_sav_date(path: Path) -> None:
    """Replace the time of writing, bytes 92-108 of the file header (PSPP developers' guide)."""
    content = bytearray(path.read_bytes())
    content[92:109] = f"{MADE_ON:%d %b %y%H:%M:%S}".encode("ascii")
    path.write_bytes(content)


def write_gold(codes_by_number: Mapping[Number, tuple[str, ...]], path: Path) -> None:
    """The codes of every respondent who answered, joined by `|`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "codes"])
        writer.writerows((n, "|".join(codes_by_number[n])) for n in sorted(codes_by_number))


def write_wave(wave: Wave, folder: Path, organisations: Sequence[str]) -> None:
    """All files of a wave; gold of the latest wave carries no year in its name."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    stem = f"raadpleging_{wave.survey.year}"
    write_csv(wave, folder / f"{stem}.csv")
    write_xlsx(wave, folder / f"{stem}.xlsx")
    write_sav(wave, folder / f"{stem}.sav", organisations)
    suffix = "" if wave.survey is SURVEYS[0] else f"_{wave.survey.year}"
    for question, codes in wave.gold.items():
        write_gold(codes, folder / "gold" / f"{question}{suffix}.csv")


def summary(wave: Wave) -> str:
    """One line a question: n and the codes, most frequent first."""
    lines = [f"{wave.survey.year}: {len(wave.numbers)} respondenten"]
    for question, codes in wave.gold.items():
        counts = Counter(code for given in codes.values() for code in given)
        told = ", ".join(f"{code} {count}" for code, count in counts.most_common(12))
        lines.append(f"  {question} n = {len(codes)}: {told}")
    return "\n".join(lines)


def generate(material_folder: Path, out: Path) -> list[Wave]:
    """Read, check, draw and write.

    Raises:
        MisfitError: The material does not fit; nothing was written.
    """
    material = read_material(material_folder)
    if material.problems:
        raise MisfitError(material.problems)
    waves = [build_wave(survey, material) for survey in SURVEYS]
    for wave in waves:
        write_wave(wave, out, [kind.label for kind in material.organisations])
    return waves


def main() -> int:
    """Run from the command line; 1 when the material does not fit."""
    parser = argparse.ArgumentParser(description="Write the synthetic demo data.")
    parser.add_argument("--material", type=Path, default=HERE / "material")
    parser.add_argument("--out", type=Path, default=HERE)
    arguments = parser.parse_args()
    try:
        waves = generate(arguments.material, arguments.out)
    except (MisfitError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(summary(wave) for wave in waves))
    return 0


if __name__ == "__main__":
    sys.exit(main())
