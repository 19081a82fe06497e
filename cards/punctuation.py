"""Sentence boundaries where a recogniser left out the punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .language import HAN
from .transcript import Language


@dataclass(frozen=True)
class Piece:
    """A cue's part of unpunctuated speech; times in seconds, None where unknown."""

    text: str
    start: float | None = None
    end: float | None = None


_MARK = re.compile(r"[.!?](?=[\s\"'”’)\]]|$)|[。！？；]")
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")

# Spoken English has an end mark about every 17 words, Chinese about every 40 characters.
_LONGEST_PUNCTUATED = {"en": 80, "zh": 160}


def lacks_punctuation(texts: Iterable[str], language: Language) -> bool:
    """Say whether the end marks are too few for the words to be sentences."""
    marks = words = 0
    for text in texts:
        marks += len(_MARK.findall(text))
        words += len(_WORD.findall(text))
    return words > max(marks, 0) * _LONGEST_PUNCTUATED[language] and words > 0


def infer_sentences(
    pieces: Iterable[Piece], language: Language
) -> Iterator[tuple[str, float | None]]:
    """Yield (sentence, start in seconds)."""
    texts = list(pieces)
    if texts:
        joiner = " " if language == "en" else ""
        yield joiner.join(piece.text for piece in texts), texts[0].start
