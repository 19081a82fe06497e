"""One entry of the bilingual glossary, and the topic it stands under."""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A topic of the glossary: its key (the word in `topic:`) and its name in both languages."""

    key: str
    en: str
    zh: str


class GlossaryEntry(NamedTuple):
    """A term of the field in English and Chinese, with all that matching and teaching need.

    A named tuple, because thousands are made at every start. `zh[0]` is the official or most used
    Chinese name, the rest are accepted variants. `kept` says that Chinese keeps the English word.
    `everyday` words count as terms only in technical company. `heard_as` is how speech recognisers
    mishear the term; `false_friends` is what machine translation wrongly makes of it; `near` names
    headwords that are easily taken for it. `since` is the year it came into use, for 2020 and
    later. `where` is "file:line" of its source.
    """

    en: str
    zh: tuple[str, ...]
    topic: str
    meaning_en: str
    meaning_zh: str
    pinyin: str = ""
    abbr: tuple[str, ...] = ()
    full: str = ""
    also: tuple[str, ...] = ()
    heard_as: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    tw: str = ""
    since: int = 0
    kept: bool = False
    everyday: bool = False
    where: str = ""
    not_in: tuple[str, ...] = ()

    @property
    def english_forms(self) -> tuple[str, ...]:
        """Every correct English form, the headword first."""
        return (self.en, *self.abbr, *((self.full,) if self.full else ()), *self.also)
