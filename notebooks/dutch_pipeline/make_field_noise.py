"""Writes the noised copy of the field list: `python make_field_noise.py` (seed 3, run once)."""

import csv
import random
from pathlib import Path

from noise import noised_form

FOLDER = Path(__file__).parents[2] / "tests" / "data" / "dutch"

if __name__ == "__main__":
    chance = random.Random(3)  # noqa: S311 - no secret
    with (
        (FOLDER / "field.tsv").open(encoding="utf-8") as source,
        (FOLDER / "field_noised.tsv").open("w", encoding="utf-8") as target,
    ):
        target.write("form\tlemma\tnoise\n")
        for row in csv.DictReader(source, delimiter="\t"):
            form, noise = noised_form(row["form"], chance)
            target.write(f"{form}\t{row['lemma']}\t{noise}\n")
