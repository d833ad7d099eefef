"""How long exports of a large project take, how much memory, and how large the files are.

    python tests/benchmarks/exports.py [--project FILE] [--answers N] [--codes K]
                                       [--format xlsx]... [--outsiders] [--json]

Takes a project as `figures.py` builds it (kept in FILE when it is named and not there yet). Each
format is written by a process of its own, so that its memory is its own; reading is in the time.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from figures import QUESTION, build

FORMATS = ("xlsx", "csv", "sav", "json", "parquet", "qdpx")


def measure(project: Path, target: Path, outsiders: bool) -> dict[str, Any]:
    """One export in this process: seconds, CPU seconds, MB of memory at its highest, MB of file."""
    from coder.bootstrap import open_for_figures
    from coder.services.exporting import ExportRequest, export

    begun, worked = time.perf_counter(), time.process_time()
    with open_for_figures(project, keeps_lemmas=False) as workbench:
        request = ExportRequest(target, (QUESTION,), outsiders=outsiders)
        export(workbench, request, lambda _what, _done, _of: None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "format": target.suffix[1:],
        "seconds": round(time.perf_counter() - begun, 2),
        "cpu_seconds": round(time.process_time() - worked, 2),
        "memory_mb": round(peak / (1024 * (1024 if sys.platform == "darwin" else 1))),
        "file_mb": round(target.stat().st_size / 1e6, 1),
    }


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        project = options.project or Path(scratch) / "large.coder"
        if options.one:
            print(json.dumps(measure(project, options.one, options.outsiders)))
            return
        if not project.exists():
            build(project, options.answers, options.codes)
        lines = [
            _in_a_process(project, Path(scratch) / f"out.{form}", options.outsiders)
            for form in options.format or FORMATS
        ]
    if options.json:
        about = {"machine": platform.platform(), "date": date.today().isoformat()}
        print(json.dumps(about | {"exports": lines}, indent=1))
        return
    print(f"{platform.platform()}, {date.today()}")
    print(" | ".join(f"{head:>11}" for head in lines[0]))
    for line in lines:
        print(" | ".join(f"{value:>11}" for value in line.values()))


def _in_a_process(project: Path, target: Path, outsiders: bool) -> dict[str, Any]:
    command = [sys.executable, __file__, "--project", str(project), "--one", str(target)]
    command += ["--outsiders"] if outsiders else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path)
    parser.add_argument("--answers", type=int, default=100_000)
    parser.add_argument("--codes", type=int, default=50)
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--outsiders", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
