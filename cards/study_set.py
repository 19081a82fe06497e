"""What is to be learnt from a talk: its terms and its claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.identity import term_id
from cards.transcript import Language

if TYPE_CHECKING:
    from cards.glossary import GlossaryEntry


@dataclass(frozen=True)
class Talk:
    """Where the cards come from."""

    title: str
    language: Language
    url: str | None = None
    date: str | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Meaning:
    """A learner's definition, one line in each language."""

    en: str = ""
    zh: str = ""


@dataclass(frozen=True)
class Example:
    """The sentence a term came from: the speaker's own words, and both languages where known."""

    said: str = ""
    en: str = ""
    zh: str = ""


@dataclass(frozen=True)
class Term:
    """A key term of the talk.

    `id` is its identity for ever (normalised English). `en` and `zh` are always the languages, whichever
    one the talk was in; an empty string is an unknown translation. `at` is in seconds. `origin` says
    where the translation came from: glossary, argos, libretranslate, chat or you. `check` names why
    somebody should look at it. `near` holds terms that are easily taken for this one.
    """

    id: str
    en: str
    zh: str
    pinyin: str = ""
    abbr: str = ""
    meaning: Meaning = Meaning()
    heard_as: tuple[str, ...] = ()
    count: int = 0
    example: Example = Example()
    at: float | None = None
    origin: str = "glossary"
    check: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @classmethod
    def of(cls, entry: GlossaryEntry) -> Term:
        """Return the term that a glossary entry is, without a talk around it."""
        return cls(
            id=term_id(entry.en),
            en=entry.en,
            zh=entry.zh[0],
            pinyin=entry.pinyin,
            abbr=entry.abbr[0] if entry.abbr else "",
            meaning=Meaning(entry.meaning_en, entry.meaning_zh),
            near=entry.near,
            topics=(entry.topic,),
        )


@dataclass(frozen=True)
class Claim:
    """A thing the speaker holds to be so.

    `said` is the speaker's own sentence, verbatim; the talk's language of `en` and `zh` holds it cleaned.
    `terms` are ids of the terms in it.
    """

    id: str
    en: str
    zh: str
    said: str = ""
    terms: tuple[str, ...] = ()
    at: float | None = None
    speaker: str | None = None
    origin: str = ""
    check: tuple[str, ...] = ()


@dataclass(frozen=True)
class StudySet:
    """The terms and claims of one talk, and the deck they belong to."""

    talk: Talk
    deck: str
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] = ()
