"""What one talk costs: seconds and memory of reading and extracting, at 1x, 10x and 100x its length.

    python tests/benchmarks/bench_extract.py [TALK]

Without TALK: the English sample talk of seeds/. A talk of about 5,000 words is made of it first; each
size runs in a process of its own. Start-up (imports and the glossary) is told apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

WORDS = 5000
SEED = Path(__file__).parents[2] / "seeds" / "scaling-and-agents.txt"


def one(path: Path, times: int) -> dict[str, float]:
    """Extract `times` talks of 5,000 words in one; return the figures."""
    started = time.perf_counter()
    from cards import extract, load_glossary, read_transcript
    from cards.matching import Matcher
    from cards.tagging import tag_sentences

    glossary = load_glossary()
    Matcher(glossary)
    tag_sentences(["ready"], "en")
    ready = time.perf_counter()
    transcript = read_transcript(path)
    per_talk = sum(len(s.text.split()) for s in transcript.sentences)
    repeats = max(1, round(WORDS * times / per_talk))
    sentences = tuple(
        replace(s, text=f"{s.text[:-1]} {i}.") if i else s
        for i in range(repeats)
        for s in transcript.sentences
    )
    found = extract(replace(transcript, sentences=sentences), glossary)
    done = time.perf_counter()
    return {
        "words": sum(len(s.text.split()) for s in sentences),
        "start": ready - started,
        "extract": done - ready,
        "MB": _peak_megabytes(),
        "terms": len(found.study_set.terms),
        "claims": len(found.study_set.claims),
    }


def _peak_megabytes() -> float:
    try:
        import resource
    except ImportError:  # Windows has no such account
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Run each size in its own process and print a table."""
    if arguments[:1] == ["--one"]:
        print(json.dumps(one(Path(arguments[1]), int(arguments[2]))))
        return
    path = arguments[0] if arguments else str(SEED)
    print(
        f"{'words':>8} {'start s':>8} {'extract s':>10} {'peak MB':>8} {'terms':>6} {'claims':>7}"
    )
    for times in (1, 10, 100):
        command = [sys.executable, __file__, "--one", path, str(times)]
        row = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        print(
            f"{row['words']:8.0f} {row['start']:8.2f} {row['extract']:10.2f} {row['MB']:8.0f} "
            f"{row['terms']:6.0f} {row['claims']:7.0f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
