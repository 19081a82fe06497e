"""What a format's parser hands on: the speech in pieces, before it is made into sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..transcript import Language


@dataclass(frozen=True)
class Fragment:
    """A piece of speech as the source cuts it: a cue, a line, a paragraph, a turn.

    `start` and `end` are seconds, None where the source knows none. `new_sentence` says that no
    sentence runs into this fragment from the one before (a new paragraph or another speaker).
    """

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    new_sentence: bool = False


@dataclass
class Document:
    """A parsed file: speech and what the file says about itself; None where it says nothing."""

    fragments: list[Fragment] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    date: str | None = None
    speaker: str | None = None
    language: Language | None = None
    summary: list[str] = field(default_factory=list)
