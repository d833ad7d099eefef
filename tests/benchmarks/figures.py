"""How long counts, cross-tables, waves and clouds take on a large project, and how much memory.

    python tests/benchmarks/figures.py [--project FILE] [--answers N] [--codes K] [--json]

Builds a synthetic project (kept in FILE when it is named and not there yet): N answers, K codes,
1 to 3 codes an answer by the rules, a fifth of the answers decided again by a person, three
background attributes. pandas' plain `crosstab` on the same data, already in memory, stands beside.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

QUESTION, WAVE, SEED = "zorgen", "2024", 20
ATTRIBUTES = {"organisatie": 8, "functie": 40, "ervaring": 6}
WORDS = (
    "werkdruk caseload gemeente bezuiniging aanbesteding collega vertrouwen systeem registratie "
    "cliënt inwoner wijk buurt jeugd ouderen tijd ruimte samenwerking zorgverzekeraar huisarts "
    "beleid politiek financiering personeel vacature verzuim administratie complexiteit armoede "
    "wachtlijst veiligheid positie waardering salaris toekomst team organisatie regels privacy"
).split()


def build(path: Path, answers: int, codes: int) -> None:
    """A project of this size."""
    from coder.domain.coding import Source
    from coder.services.codebooks import attach_codebook
    from coder.storage.intake import Intake, IntakeRow
    from coder.storage.project import Project
    from coder.storage.rows import Attribute

    chance = random.Random(SEED)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(2, 14))) for _n in range(answers)]
    rows = [
        IntakeRow(
            f"r{number}",
            text,
            tuple(f"{name} {chance.randrange(size)}" for name, size in ATTRIBUTES.items()),
        )
        for number, text in enumerate(texts)
    ]
    attributes = tuple(Attribute(name, name) for name in ATTRIBUTES)
    codebook = path.with_suffix(".yaml")
    codebook.write_text(codebook_text(codes), encoding="utf-8")
    with Project.create(path) as project:
        project.take_in(Intake(QUESTION, rows, wave=WAVE, attributes=attributes))
        attach_codebook(project, QUESTION, codebook)
        ids = [answer.id for answer in project.answers(QUESTION, WAVE)]
        code_all(project, "regels", Source.RULES, ids, codes, chance)
        code_all(project, "Anna", Source.PERSON, ids[::5], codes, chance)


def codebook_text(codes: int) -> str:
    """A codebook of ten nets."""
    lines = [f"codebook: {QUESTION}", "title: Zorgen", "question: Waarover?", "language: nl"]
    lines += ["answers: many", "codes:"]
    for net in range(10):
        lines += [f"  - id: net{net}", f"    label: Net {net}", "    codable: false"]
        lines += ["    definition: Een net.", "    codes:"]
        for code in range(net, codes, 10):
            lines += [f"      - id: c{code}", f"        label: Code {code}"]
            lines += ["        definition: Een code."]
    return "\n".join(lines) + "\n"


def code_all(  # noqa: PLR0917 - a script
    project: Any, name: str, source: Any, ids: list[Any], codes: int, chance: random.Random
) -> None:
    """One to three codes an answer."""
    from coder.domain.coding import Decision, Mark, NewBatch

    weights = [1 / (1 + rank) for rank in range(codes)]
    decisions = tuple(
        Decision(answer, Mark.CODE, True, f"c{code}")
        for answer in ids
        for code in set(chance.choices(range(codes), weights, k=chance.randint(1, 3)))
    )
    project.append(NewBatch(project.coder(name, source), "bench", decisions))


def timed(work: Callable[[], object], turns: int = 3) -> tuple[float, float]:
    """Seconds and CPU seconds, the best of three: on a busy machine the latter say more."""
    taken = []
    for _turn in range(turns):
        start, used = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - start, time.process_time() - used))
    return min(one[0] for one in taken), min(one[1] for one in taken)


def measure(path: Path) -> dict[str, tuple[float, float]]:
    """Seconds and CPU seconds of each figure."""
    from coder.language.simple import SimpleLemmatizer
    from coder.services.results import Results
    from coder.storage.project import Project

    with Project.open(path) as project, tempfile.TemporaryDirectory() as folder:

        def fresh() -> Results:
            """Results that kept nothing of an earlier call."""
            return Results(project, SimpleLemmatizer())

        results = fresh()
        taken = {
            "counts, read from the file": timed(lambda: fresh().counts(QUESTION)),
            "counts, again": timed(lambda: results.counts(QUESTION)),
        }
        for name in ATTRIBUTES:
            taken[f"cross-table by {name}, from the file"] = timed(
                lambda name=name: fresh().crossed(QUESTION, name)  # type: ignore[misc]
            )
            taken[f"cross-table by {name}, again"] = timed(
                lambda name=name: results.crossed(QUESTION, name)  # type: ignore[misc]
            )
        taken |= pandas_alone(project)
        cloud = Path(folder) / "cloud.png"
        for state in ("not yet known", "known"):
            name = f"cloud of words, lemmas {state}"
            taken[name] = timed(lambda: results.cloud(QUESTION, path=cloud), turns=1)
    return taken


def pandas_alone(project: Any) -> dict[str, tuple[float, float]]:
    """`pandas.crosstab` of codes by organisation, on data that is in memory already."""
    import pandas as pd

    from coder.services import lookups

    codes = lookups.codes_of(project, QUESTION, WAVE)
    background = project.background(QUESTION, WAVE)
    answers = project.answers(QUESTION, WAVE)
    frame = pd.DataFrame(
        [
            (background[answer.respondent_id]["organisatie"], code)
            for answer in answers
            for code in codes.get(answer.id, ())
        ],
        columns=["group", "code"],
    )
    return {"pandas.crosstab, data in memory": timed(lambda: pd.crosstab(frame.code, frame.group))}


def main() -> None:
    """Builds, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--codes", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.project or Path(folder) / "bench.coder"
        if not path.exists():
            build(path, asked.answers, asked.codes)
        taken = measure(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    about = {
        "peak_mb": round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024)),
        "date": date.today().isoformat(),
        "machine": platform.platform(),
        "cpus": os.cpu_count(),
    }
    if asked.json:
        print(json.dumps({**about, "answers": asked.answers, "codes": asked.codes, **taken}))
        return
    print(about, f"answers={asked.answers} codes={asked.codes}")
    print(f"{'':45} {'s':>9} {'CPU s':>9}")
    for name, (seconds, used) in taken.items():
        print(f"{name:45} {seconds:9.3f} {used:9.3f}")


if __name__ == "__main__":
    main()
