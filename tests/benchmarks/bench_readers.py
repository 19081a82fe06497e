"""How fast the readers are, and how often inferred sentence boundaries are right.

    python tests/benchmarks/bench_readers.py             both
    python tests/benchmarks/bench_readers.py speed       5 MB of every format
    python tests/benchmarks/bench_readers.py boundaries [TALK...]

The boundaries are measured by taking punctuation and capitals from talks that have them: the
samples of this project, and the talks named. Measured on what a person wrote, so an upper bound
of what a recogniser's words allow.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cards.punctuation import Piece, infer_sentences
from cards.readers import read_transcript
from cards.transcript import Language

SIZE = 5_000_000
"""Bytes of every sample: forty times a long talk."""

LIMIT = 10.0
"""Seconds of processor time that a sample may take: a busy machine changes nothing."""

_WORDS = (
    *("we", "train", "the", "model", "on", "a", "lot", "of", "text", "and", "it", "learns", "to"),
    *("predict", "what", "comes", "next", "so", "now", "let's", "look", "at", "how", "attention"),
    *("works", "because", "that", "is", "part", "which", "people", "ask", "about", "most", "often"),
)
_HAN = "我们今天讲一下大语言模型的训练过程首先是数据然后是计算所以参数越多效果越好"


def _sentence(source: random.Random) -> str:
    words = [source.choice(_WORDS) for _ in range(source.randint(6, 24))]
    return " ".join(words).capitalize() + "."


def _chinese(source: random.Random) -> str:
    return "".join(source.choice(_HAN) for _ in range(source.randint(8, 24)))


def _clock(second: int, mark: str = ".") -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{mark}000"


def _grown(part: Callable[[int], str], head: str = "") -> str:
    """Repeat a part, numbered, until the sample has its size."""
    parts, size, number = [head], len(head.encode()), 0
    while size < SIZE:
        text = part(number)
        parts.append(text)
        size += len(text.encode())
        number += 1
    return "".join(parts)


def samples() -> Iterator[tuple[str, str]]:
    """Yield (name, text) of a large sample of every format, and of texts that are hard to read."""
    rng = random.Random(1)
    say, bare = (lambda: _sentence(rng)), (lambda: _sentence(rng).lower().rstrip("."))
    han = lambda: _chinese(rng)  # noqa: E731
    yield (
        "downloader",
        "Title: T\nURL: https://example.org\n\nContent:\n" + _grown(lambda _: say() + " "),
    )
    yield "text", _grown(lambda _: say() + "\n")
    yield "one line, no punctuation", _grown(lambda _: bare() + " ")
    yield "one Chinese line, no punctuation", _grown(lambda _: han())
    yield "srt", _grown(lambda n: f"{n}\n{_clock(n, ',')} --> {_clock(n + 1, ',')}\n{say()}\n\n")
    yield (
        "srt, no punctuation",
        _grown(lambda n: f"{n}\n{_clock(n, ',')} --> {_clock(n + 1, ',')}\n{bare()}\n\n"),
    )
    yield (
        "srt, Chinese",
        _grown(lambda n: f"{n}\n{_clock(n, ',')} --> {_clock(n + 1, ',')}\n{han()}\n\n"),
    )
    yield "vtt, rolling", _grown(_rolling(rng), "WEBVTT\nKind: captions\n\n")
    yield "tsv", _grown(lambda n: f"{n * 1000}\t{n * 1000 + 900}\t{say()}\n", "start\tend\ttext\n")
    yield "csv", _grown(lambda n: f'{_clock(n)},"{say()}"\n', "Timestamp,Caption\n")
    yield (
        "json",
        json.dumps([{"text": say(), "start": n, "end": n + 1} for n in range(SIZE // 120)]),
    )
    yield "console", _grown(lambda n: f"[{_clock(n)} --> {_clock(n + 1)}]  {say()}\n")
    yield "timed", _grown(lambda n: f"**[{n // 60}:{n % 60:02}]** {say()}\n\n")
    yield (
        "timed, speakers",
        _grown(lambda n: f"**{n // 60}:{n % 60:02}** · ANNA LEE: {say()} BEN WU: {say()}\n\n"),
    )
    yield (
        "timed, Chinese fragments",
        _grown(lambda n: f"发言人{n // 7 % 2 + 1}   {_clock(n)[:-4]}\n{han()}\n\n"),
    )
    yield "bilingual", _grown(lambda _: f"{say()}\n{han()}。\n\n")
    yield "one word for ever", _grown(lambda _: "so ")
    yield "open brackets", _grown(lambda _: "[ ( 【 < [[ ")
    yield "stars and dashes", _grown(lambda _: "** __ - > # ` ")
    yield "colons", _grown(lambda _: "Anna: 1:23 ")
    yield "blank lines", _grown(lambda n: "\n" * 50 + "word.\n")
    yield "digits", _grown(lambda n: "1" * 60)
    yield "arrows", _grown(lambda n: "00:01 --> ")


def _rolling(rng: random.Random) -> Callable[[int], str]:
    shown = [""]

    def cue(number: int) -> str:
        words = _sentence(rng).lower().split()
        tagged = words[0] + "".join(
            f"<{_clock(number)[:-3]}{i * 10 % 1000:03}><c> {word}</c>"
            for i, word in enumerate(words[1:])
        )
        line, last = " ".join(words), shown[0]
        shown[0] = line
        return (
            f"{_clock(number)} --> {_clock(number + 1)} align:start position:0%\n{last or ' '}\n"
            f"{tagged}\n\n{_clock(number + 1)} --> {_clock(number + 1)[:-2]}10\n{line}\n \n\n"
        )

    return cue


def speed() -> bool:
    """Print the seconds each sample takes; return whether all are within the limit."""
    fine = True
    for name, text in samples():
        data = text.encode()
        begin = time.process_time()
        try:
            found = f"{len(read_transcript(io.BytesIO(data)).sentences):,} sentences"
        except Exception as error:  # the time of a refusal counts too
            found = str(error)[:60]
        seconds = time.process_time() - begin
        fine = fine and seconds < LIMIT
        print(f"{name:34} {len(data) / 1e6:4.1f} MB  {seconds:5.2f} s  {found}")
    return fine


# --- boundaries --------------------------------------------------------------------------------


def _bounds(texts: list[str]) -> set[int]:
    """Return where sentences end, counted in letters and digits."""
    ends, position = set(), 0
    for text in texts:
        position += sum(map(str.isalnum, text))
        ends.add(position)
    ends.discard(position)
    return ends


def boundary_scores(texts: list[str], language: Language) -> tuple[float, float, float]:
    """Return (precision, recall, F1) of the boundaries inferred from texts without punctuation.

    Twenty sentences at a time, so that a loop that is taken out shifts nothing beyond them.
    """
    found_all = truth_all = right = 0
    for first in range(0, len(texts), 20):
        part = texts[first : first + 20]
        inferred = [text for text, _ in infer_sentences(_bare(part, language), language)]
        if sum(map(str.isalnum, "".join(inferred))) == sum(map(str.isalnum, "".join(part))):
            found, truth = _bounds(inferred), _bounds(part)
            found_all, truth_all = found_all + len(found), truth_all + len(truth)
            right += len(found & truth)
    precision, recall = right / max(found_all, 1), right / max(truth_all, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _bare(texts: list[str], language: Language) -> list[Piece]:
    """Return the texts as captions without punctuation.

    English loses capitals and marks and is cut to cues of eight words; Chinese loses its marks
    and is cut to a cue where they stood, as captions are.
    """
    if language == "en":
        spoken = " ".join(texts).lower()
        words = re.sub(r"(?<!\d)[.,]|[.,](?!\d)|[^\w\s'’%.,-]", " ", spoken).split()
        return [Piece(" ".join(words[i : i + 8])) for i in range(0, len(words), 8)]
    clauses = re.split(r"[，。？！、；：,?!;:“”\"「」]+", "".join(texts))
    return [Piece(clause.strip()) for clause in clauses if clause.strip()]


def boundaries(paths: list[Path]) -> None:
    """Print the boundary scores of punctuated talks."""
    for path in paths:
        talk = read_transcript(path)
        if talk.inferred:
            print(f"{path.name:40} has no punctuation to measure against")
            continue
        texts = [sentence.text for sentence in talk.sentences]
        precision, recall, f1 = boundary_scores(texts, talk.language)
        print(
            f"{path.name[:40]:40} {talk.language} {len(texts):5} sentences  "
            f"P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}"
        )


def main(arguments: list[str]) -> int:
    """Run what the arguments name; 1 if a format was too slow."""
    root = Path(__file__).parents[2]
    fine = True
    if not arguments or arguments[0] == "speed":
        fine = speed()
    if not arguments or arguments[0] == "boundaries":
        own = sorted(path for path in (root / "seeds").iterdir() if path.suffix != ".yaml")
        boundaries([Path(path) for path in arguments[1:]] or own)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
