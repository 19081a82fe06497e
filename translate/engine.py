"""What every translator is: sentences in, one translation each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from cards.errors import StudycardsError
from cards.transcript import Language


class TranslationError(StudycardsError):
    """A translator could not do its work."""


class ModelMissingError(TranslationError):
    """No translation package is installed for a direction that was asked for."""


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


@dataclass(frozen=True)
class Hypothesis:
    """One wording that an engine offers for a sentence.

    `score` is the mean log-probability of its tokens (natural logarithm, 0 is certain), None where
    the engine tells none. `unknown` says that the model met, or made, a piece it has no symbol for.
    """

    text: str
    score: float | None = None
    unknown: bool = False


@runtime_checkable
class Engine(Protocol):
    """A machine translator that offers several wordings: what checks and terminology work on.

    `name` is the origin written on the cards.
    """

    name: str

    def version(self, source: Language, target: Language) -> str:
        """What else the answers depend on (package version, model): the key of what is remembered.

        Raises:
            ModelMissingError: this engine cannot translate in this direction.
        """
        ...

    def propose(
        self, sentences: Sequence[str], source: Language, target: Language, *, guarded: bool = False
    ) -> list[tuple[Hypothesis, ...]]:
        """The wordings of each sentence, best first, at least one each.

        `guarded` asks for a second try of sentences that went wrong: no repeated word sequences, a
        limited length; an engine that knows no such thing ignores it.
        """
        ...
