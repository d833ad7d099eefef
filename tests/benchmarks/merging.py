"""Two copies of a project, coded apart with 1,000 decisions each, merged in either order, again.

    python tests/benchmarks/merging.py [--decisions N] [--answers N] [--seed S] [--json]

Copies are handed out as `coder handout` does; each coder codes, undoes and redoes, changes the
codebook, and both also go on under one name, which gets another one in A halfway. Then A takes in
B and B takes in A, and so on. Prints what was compared; exit 1 when the two are not the same, or a
merge too many changed something.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CODES = [f"c{number}" for number in range(12)]
TOGETHER, RENAMED = "Samen", "Wij samen"  # who codes in both copies


def build(path: Path, answers: int) -> None:
    """A project with these answers, and a codebook beside it."""
    from coder.services.codebooks import attach_codebook
    from coder.storage.intake import Intake, IntakeRow
    from coder.storage.project import Project

    lines = ["codebook: zorgen", "title: Zorgen", "question: Waarover?", "language: nl"]
    lines += ["answers: many", "codes:"]
    for code in CODES:
        lines += [f"  - id: {code}", f"    label: Code {code}", "    definition: Een code."]
    codebook = path.with_suffix(".yaml")
    codebook.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with Project.create(path) as project:
        rows = [IntakeRow(f"r{number}", f"antwoord {number}") for number in range(answers)]
        project.take_in(Intake("zorgen", rows, wave="2024"))
        attach_codebook(project, "zorgen", codebook)
        project.coder(TOGETHER)


def code_apart(
    path: Path, name: str, decisions: int, chance: random.Random, together: str = TOGETHER
) -> None:
    """So many steps of one decision, one in ten undone, of which half done again."""
    from coder.domain.coding import Decision, Mark, NewBatch
    from coder.storage.project import Project

    with Project.open(path) as project:
        coders = [project.coder(name), project.coder(together)]
        ids = [answer.id for answer in project.answers("zorgen", "2024")]
        for number in range(decisions):
            coder = coders[number % 5 == 0]
            made = Decision(chance.choice(ids), Mark.CODE, True, chance.choice(CODES))
            project.append(NewBatch(coder, "bench", (made,)))
            if chance.random() < 0.1:
                project.undo(coder)
                if chance.random() < 0.5:
                    project.redo(coder)


def rename(path: Path, old: str, new: str) -> None:
    """Another name for a coder."""
    from coder.storage.project import Project

    with Project.open(path) as project:
        project.rename_coder(project.coder(old), new)


def edit(path: Path, before: str, after: str) -> None:
    """Another text in a codebook."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def standing(path: Path) -> dict[str, Any]:
    """Everything that counts, in words that are the same in every copy."""
    from coder.services.codebooks import codebook_for
    from coder.storage.project import Project

    with Project.open(path) as project:
        people = {one.id: one.external_id for one in project.answers("zorgen", "2024")}
        codings = {
            (people[answer], one.coder.name): (sorted(one.marks.codes), one.marks.done, one.last)
            for answer, given in project.codings("zorgen", "2024").items()
            for one in given
        }
        counted = project.codes_that_count("zorgen", "2024").items()
        coders = sorted((str(one.uid), one.coder.name) for one in project.work_of_coders())
        journal = [(entry.batch_uid, entry.decision.code) for entry in project.journal()]
        return {
            "codings": codings,
            "counts": {people[answer]: sorted(codes) for answer, codes in counted},
            "coders": coders,
            "decisions": sorted(map(str, journal)),
            "codebook": codebook_for(project, project.question("zorgen")),
        }


def run(folder: Path, decisions: int, answers: int, seed: int) -> dict[str, Any]:
    """Everything once; what was found."""
    from coder.services.handing_out import hand_out
    from coder.services.merging import merge_projects

    chance = random.Random(seed)
    first = folder / "a.coder"
    build(first, answers)
    given = hand_out(first, folder / "bas")
    edit(first.with_suffix(".yaml"), "label: Code c1\n", "label: Code een\n")
    edit(given.codebooks[0], "label: Code c2\n", "label: Code twee\n")
    code_apart(first, "Anna", decisions // 2, chance)
    rename(first, TOGETHER, RENAMED)
    code_apart(first, "Anna", decisions - decisions // 2, chance, RENAMED)
    code_apart(given.path, "Bas", decisions, chance)
    start = time.perf_counter()
    merged = merge_projects(first, given.path)
    seconds = time.perf_counter() - start
    merge_projects(given.path, first)
    same = standing(first) == standing(given.path)
    before = standing(first)
    again = [merge_projects(first, given.path), merge_projects(given.path, first)]
    again += [merge_projects(first, given.path)]
    return {
        "decisions_each": decisions,
        "added": merged.outcome.added["decisions"],
        "decisions_together": len(before["decisions"]),
        "coders": ", ".join(name for _uid, name in before["coders"]),
        "coded_twice_told": len(merged.outcome.twice),
        "same_in_either_order": same,
        "again_changes_nothing": not any(one.changed for one in again)
        and standing(first) == before,
        "seconds_of_a_merge": round(seconds, 2),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=1000)
    parser.add_argument("--answers", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "bas").mkdir()
        found = run(Path(folder), asked.decisions, asked.answers, asked.seed)
    if asked.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:24} {value}")
    if not (found["same_in_either_order"] and found["again_changes_nothing"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
