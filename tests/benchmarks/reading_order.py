"""What a reading order is worth: figures on answers held out, after as many were read in it.

    python tests/benchmarks/reading_order.py FILE… [--seeds 5] [--until 200] [--json]

FILE: a coded csv with the columns `text` and `label` (several codes joined by |). A fifth of the
answers is held out, the same in every order; of a file larger than --most that many are taken.
Reading by lot is trained only where it is measured, which changes nothing in its figures.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np

from coder.domain.queues import Queue
from coder.services.judging import Material, installed_dutch, material_from_file
from coder.services.simulating import Simulation, simulate

HELD_OUT = 0.2
RETRAIN_AFTER = 10  # the app does so after 5, unless set otherwise


def load(path: Path, most: int) -> Material:
    """The answers of a file, `most` of them by lot."""
    material = material_from_file(path, "text", "label", installed_dutch())
    if len(material.groups) <= most:
        return material
    chosen = np.sort(np.random.default_rng(0).permutation(len(material.groups))[:most])
    return replace(
        material,
        groups=tuple(material.groups[i] for i in chosen),
        documents=tuple(material.documents[i] for i in chosen),
    )


def measure(material: Material, queue: Queue, seeds: int, until: int, share: float) -> Simulation:
    """One order on one file."""
    return simulate(
        material,
        queue,
        n_seeds=seeds,
        until=until,
        held_out=HELD_OUT,
        random_share=share,
        retrain_after=until if queue is Queue.RANDOM else RETRAIN_AFTER,
    )


def line(found: Simulation, at: int) -> str:
    """A row of the table."""
    point = max((p for p in found.curve if p.coded <= at), key=lambda p: p.coded)
    shown = (point.macro_f1, point.hit_at_1, point.hit_at_3)
    cells = " | ".join(f"{one.mean or 0:.3f} ± {one.sd or 0:.3f}" for one in shown)
    return f"| {found.name.split('.')[0]} | {point.coded} | {found.strategy} | {cells} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--until", type=int, default=200)
    parser.add_argument("--most", type=int, default=6_000)
    parser.add_argument("--random-share", type=float, default=0.0)
    parser.add_argument("--orders", nargs="+", default=["random", "balanced"])
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    print(f"{date.today()}, {platform.processor() or platform.machine()}", file=sys.stderr)
    found = []
    print("| set | coded | order | macro-F1 | hit@1 | hit@3 |\n|---|--:|---|--:|--:|--:|")
    for path in chosen.files:
        material = load(path, chosen.most)
        for name in chosen.orders:
            queue = Queue(name)
            one = measure(material, queue, chosen.seeds, chosen.until, chosen.random_share)
            found.append(one)
            for at in sorted({100, chosen.until}):
                print(line(one, at), flush=True)
    if chosen.json:
        json.dump([asdict(one) for one in found], sys.stdout, indent=1)


if __name__ == "__main__":
    main()
