"""A term met in a talk, and the evidence for and against it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cards.glossary import GlossaryEntry
from cards.matching import Match
from cards.repair import MISHEARD


@dataclass
class Place:
    """One place where a term was met: which sentence (None: summary or title), and what stood there.

    `support` says how strongly the company speaks for the technical sense (see `cards.company`).
    """

    sentence: int | None
    match: Match
    support: float = 1.0


@dataclass
class FoundTerm:
    """A glossary term met in a talk, with the evidence for and against it."""

    entry: GlossaryEntry
    origin: str = "glossary"
    places: list[Place] = field(default_factory=list)
    score: float = 0.0
    refused: str = ""

    @property
    def spoken(self) -> list[Place]:
        """The places in the speech itself."""
        return [p for p in self.places if p.sentence is not None]

    @property
    def count(self) -> int:
        """In how many places the talk says it; the summary counts only where the speech lacks it."""
        return len(self.spoken) or len(self.places)

    @property
    def heard_as(self) -> tuple[str, ...]:
        """The mishearings that were repaired, as they stand in the transcript."""
        forms = (p.match.text for p in self.places if p.match.kind in MISHEARD)
        return tuple(dict.fromkeys(forms))


@dataclass
class FoundClaim:
    """A sentence that may be a claim: how it would stand on a card, what was said, and its worth.

    `sentences` are the indices of what was said, none for a point of the summary; `terms` are
    headwords. A claim with `refused` set is not to be taught; the text says why.
    """

    text: str
    said: str
    sentences: tuple[int, ...]
    terms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    reasons: dict[str, float] = field(default_factory=dict)
    refused: str = ""

    @property
    def score(self) -> float:
        """The sum of the reasons."""
        return sum(self.reasons.values())
