"""How alike sentences are, by the words that carry their subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

from cards.frequency import zipf
from cards.transcript import Language
from cards.words import tokens

Vector = dict[str, float]

# Two sentences state the same when this share of the shorter one's words is in the longer one, and
# their cosine is above the second number. Found on the development talks.
_SHARED, _COSINE = 0.7, 0.5


class Vectors:
    """The sentences of a talk as bags of content words, weighed by their rarity in the talk."""

    def __init__(self, texts: Sequence[str], language: Language) -> None:
        self._language = language
        bags = [content_words(t, language) for t in texts]
        df: Counter[str] = Counter(w for bag in bags for w in set(bag))
        n = max(len(bags), 1)
        self._weight = {w: log(1 + n / c) for w, c in df.items()}
        self._rows = [self._vector(bag) for bag in bags]

    def of(self, text: str) -> Vector:
        """Return the vector of a text that is not among the sentences."""
        return self._vector(content_words(text, self._language))

    def _vector(self, bag: Sequence[str]) -> Vector:
        counts = Counter(bag)
        return _unit({w: (1 + log(c)) * self._weight.get(w, 1.0) for w, c in counts.items()})

    def likeness(self, i: int, j: int) -> float:
        """Return the cosine of two sentences."""
        return _dot(self._rows[i], self._rows[j])

    def likeness_to(self, i: int, others: Sequence[Vector]) -> float:
        """Return the cosine of a sentence and the nearest of some texts."""
        return max((_dot(self._rows[i], other) for other in others), default=0.0)

    def same(self, i: int, j: int) -> bool:
        """Say whether two sentences state the same."""
        a, b = set(self._rows[i]), set(self._rows[j])
        small = min(len(a), len(b))
        return bool(small) and len(a & b) >= _SHARED * small and self.likeness(i, j) > _COSINE


def _unit(row: Mapping[str, float]) -> Vector:
    size = sqrt(sum(v * v for v in row.values())) or 1.0
    return {w: v / size for w, v in row.items()}


def _dot(a: Vector, b: Vector) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(v * b.get(w, 0.0) for w, v in a.items())


def content_words(text: str, language: Language) -> list[str]:
    """Return the words that carry a sentence's subject; Chinese gives two-character pieces."""
    words = [w.norm for w in tokens(text) if _carries(w.norm)]
    if language == "zh":
        for run in re.findall(r"[\u3400-\u9fff]+", text):
            words += [run[i : i + 2] for i in range(len(run) - 1)]
    return words


def keywords(texts: Sequence[str], language: Language) -> frozenset[str]:
    """Return the words a talk says three times and 20 times as often as general language does."""
    counts = Counter(w for text in texts for w in content_words(text, language))
    size = sum(counts.values()) or 1
    return frozenset(
        w for w, n in counts.items() if n >= 3 and n / size > 20 * 10 ** (zipf(w, language) - 9)
    )


@lru_cache(maxsize=16384)
def _carries(word: str) -> bool:
    return len(word) > 2 and zipf(word) < 6.0
