"""What every translator is: sentences in, one translation each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cards.errors import StudycardsError
from cards.transcript import Language


class TranslationError(StudycardsError):
    """A translator could not do its work."""


@dataclass(frozen=True)
class Translation:
    """One sentence in the other language.

    `text` is empty where the translator has no honest answer. `origin` names who translated.
    `check` names why somebody should look at it.
    """

    text: str
    origin: str
    check: tuple[str, ...] = ()


class Translator(Protocol):
    """Anything that translates sentences between English and Chinese."""

    name: str

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language
    ) -> list[Translation]:
        """Translate all sentences of a run at once; the result has their order and number."""
        ...
