"""What an entry of the glossary has to keep to, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from cards.glossary.entry import GlossaryEntry
from cards.glossary.readings import reading_fault
from cards.identity import term_identity
from cards.words import HAN

# A definition is learnt by heart: under 25 words in English, about as much in Chinese.
_MOST_WORDS = 24
_MOST_CHARACTERS = 60
_FIRST_YEAR, _LAST_YEAR = 1940, 2100

_HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:?!()]|[,;:?!()][\u3400-\u9fff]")
_BLANK_BY_HAN = re.compile(r"[\u3400-\u9fff]\s|\s[\u3400-\u9fff]")


class SetFault(NamedTuple):
    """An entry that does not go together with the others: its "file:line" and what is wrong."""

    where: str
    what: str


def entry_faults(entry: GlossaryEntry) -> Iterator[tuple[str, str]]:
    """Give what is wrong with one entry, as (field, what); a meaning is "meaning.en"."""
    for field, value in zip(entry._fields, entry, strict=True):
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(t, str) and not t.isprintable() for t in texts):
            yield (
                field.replace("meaning_", "meaning."),
                f"`{field}` has a line break or an invisible character",
            )
    if HAN.search(entry.en):
        yield "en", f"{entry.en!r} has Chinese characters; `en:` is the English name"
    elif not any(c.isalnum() for c in entry.en):
        yield "en", f"{entry.en!r} has no letter or digit"
    yield from _chinese_faults(entry)
    yield from _list_faults(entry)
    if entry.since and not _FIRST_YEAR <= entry.since <= _LAST_YEAR:
        yield "since", f"`since:` is a year between {_FIRST_YEAR} and {_LAST_YEAR}"
    yield from _meaning_faults(entry)


def _chinese_faults(entry: GlossaryEntry) -> Iterator[tuple[str, str]]:
    for form in entry.zh:
        if not entry.kept and not HAN.search(form):
            yield "zh", f"{form!r} has no Chinese character; if Chinese keeps it, add `kept: true`"
        if _BLANK_BY_HAN.search(form):
            yield "zh", f"{form!r} has a blank beside a Chinese character"
    if entry.tw and not HAN.search(entry.tw):
        yield "tw", f"{entry.tw!r} has no Chinese character"
    if entry.pinyin and not HAN.search(entry.zh[0]):
        yield "pinyin", f"{entry.zh[0]!r} has no Chinese character to read"
    elif entry.pinyin:
        fault = reading_fault(entry.zh[0], entry.pinyin)
        if fault:
            yield "pinyin", fault


def _list_faults(entry: GlossaryEntry) -> Iterator[tuple[str, str]]:
    for field in ("zh", "abbr", "also", "heard_as", "false_friends", "near", "not_in"):
        forms = getattr(entry, field)
        for form in dict.fromkeys(f for f in forms if forms.count(f) > 1):
            yield field, f"{form!r} stands twice in `{field}:`"
    for field in ("abbr", "also", "near"):
        if entry.en in getattr(entry, field):
            yield field, f"{entry.en!r} is the headword itself"
    for field in ("abbr", "also"):
        for form in getattr(entry, field):
            if HAN.search(form):
                yield field, f"{form!r} has Chinese characters; it belongs to `zh:`"
    right = {*entry.english_forms, *entry.zh}
    for field in ("heard_as", "false_friends"):
        for form in getattr(entry, field):
            if form in right:
                yield field, f"{form!r} is a right form of {entry.en!r}, so it cannot stand here"


def _meaning_faults(entry: GlossaryEntry) -> Iterator[tuple[str, str]]:
    english, chinese = entry.meaning_en, entry.meaning_zh
    words = english.split()
    if len(words) > _MOST_WORDS:
        yield "meaning.en", f"the English meaning has {len(words)} words; at most {_MOST_WORDS}"
    if not english.endswith("."):
        yield "meaning.en", "the English meaning ends with a full stop"
    if words[0].rstrip(",").isalpha() and words[0].islower():
        yield "meaning.en", "the English meaning begins with a capital"
    if HAN.search(english):
        yield "meaning.en", "the English meaning has Chinese characters"
    if not HAN.search(chinese):
        yield "meaning.zh", "the Chinese meaning has no Chinese characters"
    if not chinese.endswith("。"):
        yield "meaning.zh", "the Chinese meaning ends with 。"
    if len(chinese) > _MOST_CHARACTERS:
        yield (
            "meaning.zh",
            f"the Chinese meaning has {len(chinese)} characters; at most {_MOST_CHARACTERS}",
        )
    half = _HALF_WIDTH.search(chinese)
    if half:
        yield "meaning.zh", f"the Chinese meaning has half-width punctuation at {half.group()!r}"


def set_faults(entries: Iterable[GlossaryEntry], known: Collection[str] = ()) -> Iterator[SetFault]:
    """Give what is wrong with entries that are to stand together.

    Two headwords of one identity would be one card, and one of them lost. `near` has to name a
    headword, of these entries or one of `known`.
    """
    entries = tuple(entries)
    headwords = {e.en for e in entries} | set(known)
    first: dict[str, GlossaryEntry] = {}
    for entry in entries:
        other = first.setdefault(term_identity(entry.en), entry)
        if other is not entry:
            yield SetFault(
                entry.where, f"{entry.en!r} stands twice, first as {other.en!r} at {other.where}"
            )
        for name in entry.near:
            if name not in headwords:
                yield SetFault(entry.where, f"`near:` names {name!r}, which is no headword")
