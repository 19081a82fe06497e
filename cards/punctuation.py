"""Sentence boundaries where a recogniser left out the punctuation.

There is no model here: every place where a sentence could end is scored by the words around it
and by the pause there, and the division with the best sum is taken, long and very short
sentences costing something. `tests/benchmarks/bench_readers.py` prints how often that is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .language import HAN
from .transcript import Language

LONG_CUE_SECONDS = 12.0
"""Within a longer cue (a block of text with one time) times are interpolated by characters; a
shorter cue's own start is near enough and never late."""


@dataclass(frozen=True)
class Piece:
    """A cue's part of unpunctuated speech; times in seconds, None where unknown."""

    text: str
    start: float | None = None
    end: float | None = None

    def time_at(self, offset: int) -> float | None:
        """Return the time of a character: the piece's own, interpolated in a long piece."""
        if self.start is None or self.end is None or self.end - self.start <= LONG_CUE_SECONDS:
            return self.start
        share = offset / max(len(self.text), 1)
        return round(self.start + (self.end - self.start) * share, 3)


_MARK = re.compile(r"[.!?](?=[\s\"'”’)\]]|$)|[。！？；]")
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")

# Spoken English has an end mark about every 17 words, Chinese about every 40 characters.
_LONGEST_PUNCTUATED = {"en": 80, "zh": 160}

# How many earlier places are weighed against each place. Sentences have about two places a dozen
# words, and the longest allowed has fewer than this.
_LOOK_BACK = 15


def lacks_punctuation(texts: Iterable[str], language: Language) -> bool:
    """Say whether the end marks are too few for the words to be sentences."""
    marks = words = 0
    for text in texts:
        marks += len(_MARK.findall(text))
        words += len(_WORD.findall(text))
    return words > marks * _LONGEST_PUNCTUATED[language]


def is_run_on(text: str, language: Language) -> bool:
    """Say whether what stands between two end marks is too long for one sentence."""
    return len(_WORD.findall(text)) > _LONGEST_PUNCTUATED[language]


def infer_sentences(
    pieces: Iterable[Piece], language: Language
) -> Iterator[tuple[str, float | None]]:
    """Yield (sentence, start in seconds) of unpunctuated speech.

    The words are the source's own; an end mark is added, in English a capital too, in Chinese a
    comma where the source has a blank or a clause plainly ends.
    """
    if language == "en":
        from .punctuation_en import sentences
    else:
        from .punctuation_zh import sentences
    return sentences(list(pieces))


def divide(
    scores: Sequence[float],
    sizes: Sequence[int],
    cost: Callable[[int, int], float],
    longest: int,
) -> list[int]:
    """Return the indices of the items that begin a sentence, the first item included.

    `scores[i]` says how well a sentence begins at item i (0 is indifferent), `sizes` are the
    items' lengths, `cost(first, last)` what a sentence of the items first to last - 1 costs. A
    sentence larger than `longest` is divided where that hurts least. Time grows with the number
    of items.
    """
    ends = [0, *accumulate(sizes)]
    # items that nothing speaks for are no places to weigh
    places = [0, *(i for i in range(1, len(sizes)) if scores[i] > 0), len(sizes)]
    best = [0.0] * len(places)
    came_from = [0] * len(places)
    for k in range(1, len(places)):
        gain = scores[places[k]] if k < len(places) - 1 else 0.0
        options = range(max(0, k - _LOOK_BACK), k)
        totals = [best[j] - cost(places[j], places[k]) for j in options]
        top = max(range(len(totals)), key=totals.__getitem__)
        best[k], came_from[k] = totals[top] + gain, options[top]
    begins = []
    k = len(places) - 1
    while k > 0:
        k = came_from[k]
        begins.append(places[k])
    begins.reverse()
    return _divide_long([*begins, len(sizes)], scores, ends, longest)


def _divide_long(
    begins: list[int], scores: Sequence[float], ends: Sequence[int], longest: int
) -> list[int]:
    """Divide what is longer than `longest` at its best place that leaves no short rest."""
    result: list[int] = []
    for first, last in pairwise(begins):
        result.append(first)
        while ends[last] - ends[first] > longest and last - first > 1:
            least = ends[first] + longest // 4
            limit = ends[first] + longest
            options = [
                i
                for i in range(first + 1, min(last, first + longest + 1))
                if least <= ends[i] <= limit
            ] or [first + 1]
            first = max(options, key=lambda i: (scores[i], ends[i]))
            result.append(first)
    return result
