"""Agreement per code against `krippendorff` and scikit-learn, and how fast it is.

python tests/benchmarks/agreement.py FILE [--json]     FILE: columns id, question, label,
label_coder2; several codes an answer joined by "|". Needs no project.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
import warnings
from datetime import UTC, datetime
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from coder.domain.agreement import Ratings, agreement
from coder.domain.set_agreement import DISTANCES, set_alpha


def compare(path: Path) -> dict[str, object]:
    """The largest difference with the libraries, over all codes of all questions."""
    answers = pd.read_csv(path, dtype=str).fillna("")
    codes_compared, apart_alpha, apart_kappa = 0, 0.0, 0.0
    for _, part in answers.groupby("question"):
        sets = [
            [set(filter(None, given.split("|"))) for given in part[column]]
            for column in ("label", "label_coder2")
        ]
        codes = sorted(set().union(*sets[0], *sets[1]))
        ratings: Ratings = np.array(
            [[[code in given for code in codes] for given in one] for one in sets], dtype=np.int8
        )
        for place, measured in enumerate(agreement(ratings, rounds=0)[1]):
            pair = ratings[:, :, place]
            alpha = krippendorff.alpha(pair, level_of_measurement="nominal", value_domain=[0, 1])
            apart_alpha = max(apart_alpha, abs(measured.alpha - alpha))
            kappa = cohen_kappa_score(*pair)
            both_nan = np.isnan(kappa) and np.isnan(measured.kappa or 0.0)
            apart_kappa = max(apart_kappa, 0.0 if both_nan else abs((measured.kappa or 0) - kappa))
            codes_compared += 1
    return {
        "answers": len(answers),
        "codes": codes_compared,
        "largest_difference_alpha": apart_alpha,
        "largest_difference_kappa": apart_kappa,
    }


def speed(answers: int, codes: int, coders: int, rounds: int) -> dict[str, float]:
    """Seconds for all coefficients, with the bootstrap of alpha and alpha over whole sets."""
    chance = np.random.default_rng(0)
    ratings = (chance.random((coders, answers, codes)) < 0.05).astype(np.int8)
    names = np.array([f"code{number}" for number in range(codes)])
    sets = [[frozenset(names[row == 1]) for row in answer] for answer in ratings.swapaxes(0, 1)]
    wall, cpu = time.perf_counter(), time.process_time()
    agreement(ratings, rounds=rounds)
    for distance in DISTANCES.values():
        set_alpha(sets, distance)
    return {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    found = compare(given.file) | speed(10_000, 50, 3, 1000)
    found["machine"] = f"{platform.machine()}, Python {platform.python_version()}"
    found["date"] = f"{datetime.now(UTC):%Y-%m-%d}"
    if given.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(f"{name:28}{value}")


if __name__ == "__main__":
    main()
