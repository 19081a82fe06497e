"""What a user can choose about a deck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cards.errors import StudycardsError
from decks.note_types import Style

Script = Literal["simplified", "traditional", "both"]


class DeckError(StudycardsError):
    """A deck could not be made."""


@dataclass(frozen=True)
class DeckOptions:
    """The choices for a deck, each with the default that suits most.

    - `script`: Chinese in Simplified or Traditional characters, or both, Simplified first.
    - `tts`: spoken by the learner's device. Off: Anki shows a warning on every card where there
      is no voice (Linux, some phones).
    - `typing`: the answer is typed. Off.
    - `deck`: one deck of this name for everything, instead of each talk's own.
    - `source_date_epoch`: the time of the build in seconds; None is the environment's
      SOURCE_DATE_EPOCH, else the clock.
    """

    script: Script = "simplified"
    tts: bool = False
    typing: bool = False
    deck: str | None = None
    source_date_epoch: int | None = None

    @property
    def style(self) -> Style:
        """What of this the templates depend on."""
        return Style(tts=self.tts, typing=self.typing)
