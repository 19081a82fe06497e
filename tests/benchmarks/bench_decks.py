"""A deck of 50,000 notes: time, peak memory and size beside plain genanki, the same cards in both.

    python tests/benchmarks/bench_decks.py [NOTES]

Each side runs in a process of its own, three times; the best of each number counts. "genanki, same
fields" writes the very notes that we write (safe fields, marked examples, tone colours) as its README
shows: one `genanki.Note` each, `write_to_file`. "genanki, bare" only escapes the texts, so its cards
are poorer; the difference of the two is what the fields cost.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from cards.study_set import Example, Meaning, StudySet, Talk, Term

ROUNDS = 3


def terms(count: int) -> Iterator[Term]:
    """Give terms as long as those of a real talk."""
    for i in range(count):
        yield Term(
            f"attention-head-{i}",
            f"attention head {i}",
            f"注意力头{i}",
            f"zhùyìlì tóu {i}",
            meaning=Meaning(
                f"One of the parallel attention maps that layer {i} learns, each with its own weights.",
                f"第{i}层学到的并行注意力之一，各有自己的权重。",
            ),
            example=Example(
                en=f"So if you look at attention head {i}, it mostly copies what was said before.",
                zh=f"如果你看注意力头{i}，它多半在复制之前说过的话。",
            ),
            at=float(i % 3600),
            topics=("neural-networks",),
        )


def ours(count: int, path: Path) -> None:
    from decks.apkg import write_apkg
    from decks.times import NoteTimes

    report = write_apkg([_study_set(count)], path, times=NoteTimes())
    assert report.cards["term"] == 2 * count


def same(count: int, path: Path) -> None:
    import genanki

    from decks.note_types import TERM
    from decks.notes import Notes
    from decks.options import DeckOptions

    model = _model()
    deck = genanki.Deck(2_059_400_110, "AI Talks::A benchmark")
    for note in Notes([_study_set(count)], DeckOptions()):
        assert note.note_type is TERM
        fields, tags = list(note.fields), list(note.tags)
        deck.add_note(genanki.Note(model, fields, guid=note.guid, tags=tags))
    genanki.Package(deck).write_to_file(path)


def _study_set(count: int) -> StudySet:
    talk = Talk("A benchmark", "en", "https://www.youtube.com/watch?v=abc", "2026-01-01", "Nobody")
    return StudySet(talk, "AI Talks::A benchmark", tuple(terms(count)))


def _model() -> Any:
    import genanki

    from decks.note_types import TERM, card_templates, stylesheet

    return genanki.Model(
        TERM.id,
        TERM.name,
        fields=[{"name": name} for name in TERM.field_names],
        templates=[{"name": c.name, "qfmt": c.front, "afmt": c.back} for c in card_templates(TERM)],
        css=stylesheet(),
    )


def bare(count: int, path: Path) -> None:
    import genanki

    from decks.note_types import TERM

    model = _model()
    deck = genanki.Deck(2_059_400_110, "AI Talks::A benchmark")
    source = (
        "<cite>A benchmark</cite> · Nobody · 2026-01-01 · "
        '<a href="https://www.youtube.com/watch?v=abc&amp;t={0}">{0}</a>'
    )
    for term in tuple(terms(count)):
        values = {
            "Key": term.id,
            "English": term.en,
            "Chinese": term.zh,
            "Pinyin": term.pinyin,
            "Script": "zh-Hans",
            "MeaningEN": term.meaning.en,
            "MeaningZH": term.meaning.zh,
            "Example1EN": term.example.en,
            "Example1ZH": term.example.zh,
        }
        fields = [escape(values.get(name, "")) for name in TERM.field_names]
        fields[TERM.field_names.index("Source1")] = source.format(int(term.at or 0))
        guid = genanki.guid_for(term.id)
        deck.add_note(genanki.Note(model, fields, guid=guid, tags=["ai::neural-networks"]))
    genanki.Package(deck).write_to_file(path)


def measure(side: str, count: int) -> dict[str, float]:
    """Run one side in a process of its own: seconds, MiB at the peak, MiB of file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        done = subprocess.run(
            [sys.executable, __file__, str(count), side, str(path)],
            capture_output=True,
            text=True,
            check=True,
        )
        result: dict[str, float] = json.loads(done.stdout)
        return {**result, "file": path.stat().st_size / 2**20}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    if len(sys.argv) > 2:
        started = time.perf_counter()
        SIDES[sys.argv[2]][1](count, Path(sys.argv[3]))
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "memory": peak}))
        return
    rounds = [{side: measure(side, count) for side in SIDES} for _ in range(ROUNDS)]
    best = {
        side: {key: min(r[side][key] for r in rounds) for key in rounds[0][side]} for side in SIDES
    }
    print(
        f"{f'{count} notes, {2 * count} cards':28} {'seconds':>9} {'peak MiB':>10} {'file MiB':>10}"
    )
    for side, (name, _) in SIDES.items():
        row = best[side]
        print(f"{name:28} {row['seconds']:9.2f} {row['memory']:10.0f} {row['file']:10.2f}")
    mine, theirs = best["ours"], best["same"]
    print(
        f"{'ours / genanki, same fields':28} {mine['seconds'] / theirs['seconds']:9.2f} "
        f"{mine['memory'] / theirs['memory']:10.2f} {mine['file'] / theirs['file']:10.2f}"
    )


SIDES = {
    "bare": ("genanki, bare", bare),
    "same": ("genanki, same fields", same),
    "ours": ("studycards", ours),
}


if __name__ == "__main__":
    main()
