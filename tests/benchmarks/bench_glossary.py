"""How long the glossary takes until it is ready, and looking a word up in it.

    python tests/benchmarks/bench_glossary.py

"warm" is what every start costs once the glossary is compiled; the limit is 60 ms, imports included,
measured in processes of their own. "cold" reads and checks all YAML, once after every change of it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cards.glossary import Glossary, load_glossary
from cards.glossary.search import find_entries

LIMIT = 60.0
"""Milliseconds a warm start may take."""

_PROGRAM = (
    "import time; began = time.perf_counter(); from cards.glossary import load_glossary; "
    "load_glossary(); print(1000 * (time.perf_counter() - began))"
)
_WORDS = ("fine-tuning", "微调", "weitiao", "transfomer", "大语言模形", "zzzqqq")


def start(cache: str) -> float:
    """Return how many milliseconds a new process takes from the first import to the entries.

    The package `cards` is imported before: its own parts are not the glossary's cost.
    """
    done = subprocess.run(
        [sys.executable, "-c", f"import cards; {_PROGRAM}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "XDG_CACHE_HOME": cache},
    )
    return float(done.stdout)


def timed(action: Callable[[], object]) -> float:
    """Return how many milliseconds an action takes, the median of five."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        action()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def lookups(glossary: Glossary) -> None:
    """Print the time of a search for words of each kind."""
    for word in _WORDS:
        hits = find_entries(glossary, word, 1)
        name = f"{hits[0].how}: {hits[0].entry.en}" if hits else "nothing"
        print(
            f"  find {word!r:14} {timed(lambda w=word: find_entries(glossary, w)):6.1f} ms  {name}"
        )


def main() -> int:
    """Measure and print; return 1 if a warm start is over the limit."""
    with tempfile.TemporaryDirectory() as cache:
        cold = start(cache)
        warm = [start(cache) for _ in range(15)]
        size = sum(p.stat().st_size for p in Path(cache).rglob("*.json"))
    glossary = load_glossary()
    print(f"{len(glossary.entries):,} entries, {size / 1e6:.1f} MB compiled")
    print(f"  cold start {cold:7.1f} ms")
    print(
        f"  warm start {statistics.median(warm):7.1f} ms, worst {max(warm):.1f} (limit {LIMIT:.0f})"
    )
    lookups(glossary)
    return int(statistics.median(warm) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
