"""Projects of any size for measuring the app: made-up answers, 50 codes, part of them coded.

The words and sentences are our own; nothing here was ever answered by anybody. One answer in eight
is a short one that many give, the others are nearly all different, as with real open questions.
"""

from __future__ import annotations

import random
from pathlib import Path

QUESTION, WAVE, CODER, SEED = "zorgen", "2024", "Anna", 20
N_CODES = 50
CODED_SHARE, MOST_CODED = 0.1, 3_000  # of the answers: by a person when the measuring starts
ATTRIBUTES = {"organisatie": 12, "functie": 40, "ervaring": 6}

THEMES = (
    "werkdruk caseload wachtlijst bezuiniging aanbesteding registratie verantwoording systeem "
    "vacature verzuim uitstroom salaris waardering samenwerking huisarts zorgverzekeraar gemeente "
    "wijkteam beleid politiek wethouder financiering subsidie contract productie armoede schulden "
    "woningnood eenzaamheid verwarring agressie veiligheid privacy wetgeving jeugdzorg ouderen "
    "mantelzorg vrijwilliger preventie doorverwijzing overlegtijd reistijd opleiding intervisie "
    "leidinggevende reorganisatie thuiswerken digitalisering taalbarrière onderwijs"
).split()
BEGINNINGS = (
    "ik maak me zorgen over de",
    "er is te veel",
    "wij hebben al jaren last van",
    "het gaat mij vooral om de",
    "door de",
    "steeds meer",
    "in onze buurt zie ik",
    "mensen wachten te lang vanwege de",
)
MIDDLES = (
    "waardoor er weinig tijd overblijft voor",
    "en dat gaat ten koste van",
    "terwijl niemand praat over",
    "naast de groeiende",
    "zonder dat er iets gebeurt aan",
    "en ook de",
)
ENDS = (
    "bij gezinnen",
    "voor onze cliënten",
    "in de wijk",
    "binnen het team",
    "dit jaar",
    "sinds vorig najaar",
    "en dat blijft zo",
    "denk ik",
)
SHORT = ("werkdruk", "geen", "geld", "te weinig tijd", "bezuinigingen", "personeel", "weet niet")


def answers(number: int) -> list[str]:
    """So many answers, always the same ones."""
    chance = random.Random(SEED)
    return [_answer(chance) for _turn in range(number)]


def codebook_text() -> str:
    """Fifty codes, each with a rule."""
    lines = [f"codebook: {QUESTION}", "title: Zorgen", "question: Waarover maak je je zorgen?"]
    lines += ["language: nl", "answers: many", "codes:"]
    for theme in THEMES[:N_CODES]:
        lines += [f"  - id: {theme.replace('ï', 'i').replace('è', 'e')}"]
        lines += [f"    label: {theme.capitalize()}"]
        lines += [f"    definition: De respondent noemt {theme} als zorg."]
        lines += [f"    examples: [te veel {theme}]", f"    patterns: ['{theme}*']"]
    return "\n".join(lines) + "\n"


def build(path: Path, number: int) -> Path:
    """A project of so many answers, lemmas made, part of it coded; one that is there is kept."""
    from coder.services.codebooks import attach_codebook
    from coder.storage.intake import Intake, IntakeRow
    from coder.storage.project import Project
    from coder.storage.rows import Attribute

    if path.exists():
        return path
    chance = random.Random(SEED)
    texts = answers(number)
    rows = [
        IntakeRow(f"r{place}", text, tuple(f"{k} {chance.randrange(n)}" for k, n in _attributes()))
        for place, text in enumerate(texts, start=1)
    ]
    codebook = path.with_suffix(".yaml")
    codebook.write_text(codebook_text(), encoding="utf-8")
    making = path.with_suffix(".making")
    with Project.create(making) as project:
        attributes = tuple(Attribute(name, name) for name in ATTRIBUTES)
        project.take_in(Intake(QUESTION, rows, wave=WAVE, attributes=attributes))
        attach_codebook(project, QUESTION, codebook)
        _code_some(project, chance)
    _read_lemmas(making)
    return making.rename(path)


def _attributes() -> list[tuple[str, int]]:
    return list(ATTRIBUTES.items())


def _answer(chance: random.Random) -> str:
    if chance.random() < 1 / 8:
        return chance.choice(SHORT)
    parts = [chance.choice(BEGINNINGS), chance.choice(THEMES)]
    for _more in range(chance.choice((0, 1, 1, 2, 3))):
        parts += [chance.choice(MIDDLES), chance.choice(THEMES)]
    return f"{' '.join(parts)} {chance.choice(ENDS)}"


def _code_some(project: object, chance: random.Random) -> None:
    """A person's work so far: each answer a step of its own, as at the keyboard."""
    from coder.domain.coding import Decision, Mark, NewBatch
    from coder.storage import journal
    from coder.storage.project import Project, utc_now

    assert isinstance(project, Project)
    coder = project.coder(CODER)
    given = project.answers(QUESTION, WAVE)
    chosen = chance.sample(given, min(MOST_CODED, int(len(given) * CODED_SHARE)))
    with project.writing() as connection:
        for answer in chosen:
            themes = [theme for theme in THEMES[:N_CODES] if theme in answer.text]
            codes = [theme.replace("ï", "i").replace("è", "e") for theme in themes][:3]
            decided = [Decision(answer.id, Mark.CODE, True, code) for code in codes]
            decided.append(Decision(answer.id, Mark.DONE, True))
            batch = NewBatch(coder, f"{QUESTION}: {answer.text[:40]}", tuple(decided))
            journal.append(connection, batch, utc_now())


def _read_lemmas(path: Path) -> None:
    """Lemmas of all answers, as the app makes them once in the background."""
    from coder.bootstrap import open_workbench

    with open_workbench(path, CODER) as workbench:
        session = workbench.session(QUESTION)
        workbench.suggestions(session).prepare()
