"""A transcript: what was said, by whom and when, whatever the file looked like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class Sentence:
    """One spoken sentence.

    `start` is in seconds from the start of the talk, None where the source knows no times.
    `speaker` is the label that the source gives, None where it gives none.
    """

    text: str
    start: float | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Transcript:
    """A talk as the extractors see it.

    `script` is "hant" for Traditional Chinese, else "hans"; it says nothing about an English talk.
    `summary` holds the points of a summary that came with the talk, without Markdown marks.
    `date` is ISO 8601 (YYYY-MM-DD). `inferred` says that the source had no punctuation and the
    sentence boundaries are the program's own.
    """

    title: str
    language: Language
    sentences: tuple[Sentence, ...]
    summary: tuple[str, ...] = ()
    url: str | None = None
    date: str | None = None
    speaker: str | None = None
    script: Literal["hans", "hant"] = "hans"
    inferred: bool = False
