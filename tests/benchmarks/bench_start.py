"""How long the program takes to start, and for a whole talk.

    python tests/benchmarks/bench_start.py

Processes of their own, best of five and median; `--help` has to answer within 0.3 s.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LIMIT = 0.3
"""Seconds until `studycards --help` has answered."""


def timed(*arguments: str, cache: str) -> list[float]:
    """Return the seconds of five runs of the program, the quickest first."""
    program = str(Path(sys.executable).with_name("studycards"))
    took = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            [program, *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, "XDG_CACHE_HOME": cache},
        )
        took.append(time.perf_counter() - began)
    return sorted(took)


def main() -> int:
    """Measure and print; return 1 if help is slow."""
    talks = [str(path) for path in sorted((ROOT / "seeds").glob("*.*")) if path.suffix != ".md"]
    with tempfile.TemporaryDirectory() as folder:
        runs = {
            "--help": ("--help",),
            "glossary find": ("glossary", "find", "attention"),
            "glossary topics": ("glossary", "topics"),
            **{f"extract {Path(t).name}": ("extract", t, "--json", "--no-memory") for t in talks},
        }
        quickest = {}
        for name, arguments in runs.items():
            took = timed(*arguments, cache=folder)
            quickest[name] = took[0]
            print(f"{name:44} best {took[0]:5.2f} s, median {statistics.median(took):5.2f} s")
    return int(quickest["--help"] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
