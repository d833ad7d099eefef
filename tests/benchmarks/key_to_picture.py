"""How long from a key to its picture, at 1,000, 10,000 and 100,000 answers with 50 codes.

    python tests/benchmarks/key_to_picture.py [--answers N ...] [--folder DIR] [--json]

In the app (the clock stops when the repaint has gone to the driver, while the model trains
without a pause) and end to end through a pseudo terminal; the start of the installed app and its
memory; and beside them a plain DataTable filled with as many rows. Projects are made in DIR, and
kept there: 100,000 answers take some minutes the first time. Run it on a machine that does nothing
else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
PROMISED = {"accept and next": 50, "confirm and next": 50, "filter": 100}  # ms, 95 % of the keys


def main() -> None:
    """Measure each part in a process of its own, and print the table."""
    options = _options()
    if options.part:
        print(json.dumps(_part(options)))
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    found: dict[int, dict[str, Any]] = {}
    for size in options.answers:
        found[size] = {
            part: _in_process(part, size, options) for part in ("app", "terminal", "table")
        }
        _tell(f"{size} answers: done")
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        print(report(found))


def report(found: dict[int, dict[str, Any]]) -> str:
    """The tables, as Markdown."""
    lines = [
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{datetime.now(UTC):%d %B %Y}. Milliseconds.",
        "",
        "| answers | where | key | n | p50 | p95 | p99 | longest | promised (95 %) |",
        "|---:|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for size, parts in found.items():
        for where in ("app", "terminal"):
            for kind, taken in parts[where]["taken"].items():
                lines.append(_row(size, where, kind, taken))
    lines += ["", "| answers | | seconds | MB |", "|---:|---|---:|---:|"]
    for size, parts in found.items():
        seen, table = parts["terminal"], parts["table"]
        lines.append(
            f"| {size} | start to the first usable picture (promised: 1.5 s) "
            f"| {seen['start_seconds']:.2f} | |"
        )
        lines.append(
            f"| {size} | suggestions there; memory in use, and at most (promised: 500 MB) "
            f"| {seen['ready_seconds']:.1f} | {seen['memory_mb']:.0f}, {seen['peak_mb']:.0f} |"
        )
        lines.append(
            f"| {size} | a plain DataTable filled with as many rows | {table['seconds']:.2f} "
            f"| {table['memory_mb']:.0f} |"
        )
    lines += ["", "The slowest percent in the app (milliseconds; of those, computing in the event"]
    lines += ["loop and in all threads: the rest is waiting for the disk or another thread):", ""]
    for size, parts in found.items():
        lines += [f"- {size}: {line}" for line in parts["app"]["slowest"]]
        lines.append(f"- {size}: {parts['app']['training']}")
    return "\n".join(lines)


def _row(size: int, where: str, kind: str, taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    figures = [_quantile(ordered, share) for share in (0.5, 0.95, 0.99, 1.0)]
    promised = next((str(most) for name, most in PROMISED.items() if kind.startswith(name)), "")
    told = " | ".join(f"{figure:.0f}" for figure in figures)
    return f"| {size} | {where} | {kind} | {len(taken)} | {told} | {promised} |"


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _in_process(part: str, size: int, options: argparse.Namespace) -> dict[str, Any]:
    command = [sys.executable, __file__, "--part", part, "--answers", str(size)]
    command += ["--folder", str(options.folder), "--presses", str(options.presses)]
    command += ["--searches", str(options.searches)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{part}, {size} answers:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _part(options: argparse.Namespace) -> dict[str, Any]:
    [size] = options.answers
    if options.part == "table":
        from plain_table import measure as fill

        return fill(size)
    from big_project import build

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "CODER_TOUR": "false"}
        project = _copied(build(options.folder / f"bench-{size}.coder", size), Path(folder))
        if options.part == "terminal":
            import terminal_times

            home = Path(folder)
            return asdict(terminal_times.measure(project, home, options.presses, options.searches))
        import app_times

        times = app_times.measure(project, options.presses, options.searches)
        share = times.training_seconds / max(times.seconds, 1e-9)
        return {
            "taken": times.taken,
            "slowest": times.slowest(),
            "training": f"{times.trainings} trainings, {min(share, 1):.0%} of the time",
        }


def _copied(source: Path, folder: Path) -> Path:
    for suffix in (".coder", ".yaml"):
        shutil.copy(source.with_suffix(suffix), folder / f"bench{suffix}")
    return folder / "bench.coder"


def _tell(message: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {message}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "coder-bench")
    parser.add_argument("--presses", type=int, default=200)
    parser.add_argument("--searches", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--part", choices=["app", "terminal", "table"], help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
