"""A process that reads one SPSS file and gives what is in it to the one that started it."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from coder.importing.spss import read_here

if __name__ == "__main__":
    pickle.dump(read_here(Path(sys.argv[1])), sys.stdout.buffer)
