"""Looking a word up in the glossary: either language, the beginning of it, or misspelled."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import Literal, NamedTuple

from cards.glossary import Glossary, GlossaryEntry, form_key
from cards.words import HAN

How = Literal["exact", "beginning", "part", "similar"]

# How like a form has to be to count as the word misspelled, 0 to 100: "atention" and attention 94,
# 大语言模形 and 大语言模型 80, "transfomer" and transfer 78.
_LIKENESS = 72


_BY_SPELLING: tuple[How, ...] = ("exact", "beginning", "part")


class Hit(NamedTuple):
    """An entry that a word was found in: the form it was found by, and how."""

    entry: GlossaryEntry
    form: str
    how: How


def find_entries(glossary: Glossary, word: str, most: int = 5) -> list[Hit]:
    """Return the entries for a word, the best first: its own, else those it begins or is part of.

    Only where no form has the word in it are similar ones looked for. English, Chinese (Simplified,
    or Taiwan's forms), abbreviations, mishearings and readings (with tone marks or without) count.
    """
    wanted = _key(word)
    if not wanted:
        return []
    forms = _forms(glossary)
    found: dict[int, tuple[int, int, Hit]] = {}
    for rank, how in enumerate(_BY_SPELLING):
        for form_key_, owners in forms.items():
            if not _is(how, wanted, form_key_):
                continue
            for entry, form, priority in owners:
                hit = (rank, priority * 100 + len(form_key_), Hit(entry, form, how))
                known = found.get(id(entry))
                if known is None or hit[:2] < known[:2]:
                    found[id(entry)] = hit
    if not found:
        found = _similar(forms, wanted)
    exact = [hit for hit in found.values() if hit[0] == 0]
    ordered = sorted(exact or found.values(), key=lambda h: (h[0], h[1], h[2].entry.en))
    return [hit for _, _, hit in ordered[:most]]


def _is(how: str, wanted: str, form: str) -> bool:
    if how == "exact":
        return form == wanted
    return form.startswith(wanted) if how == "beginning" else wanted in form


def _similar(
    forms: dict[str, list[tuple[GlossaryEntry, str, int]]], wanted: str
) -> dict[int, tuple[int, int, Hit]]:
    """Find forms that the word may be a misspelling of."""
    from rapidfuzz import fuzz, process

    found: dict[int, tuple[int, int, Hit]] = {}
    near = process.extract(
        wanted, forms.keys(), scorer=fuzz.ratio, limit=12, score_cutoff=_LIKENESS
    )
    for rank, (form_key_, _, _) in enumerate(near):
        for entry, form, _ in forms[form_key_]:
            found.setdefault(id(entry), (3, rank, Hit(entry, form, "similar")))
    return found


def _forms(glossary: Glossary) -> dict[str, list[tuple[GlossaryEntry, str, int]]]:
    """Return all forms by key; the number with each says how much of a name it is (0 headword)."""
    forms: defaultdict[str, list[tuple[GlossaryEntry, str, int]]] = defaultdict(list)
    for entry in glossary.entries:
        names = [(entry.en, 0), (entry.zh[0], 0)]
        names += [(f, 1) for f in (*entry.english_forms[1:], *entry.zh[1:], entry.tw) if f]
        names += [(f, 2) for f in (entry.pinyin, *entry.heard_as) if f]
        for form, priority in names:
            forms[_key(form)].append((entry, form, priority))
            if form == entry.pinyin:
                forms[_toneless(_key(form))].append((entry, form, priority + 1))
    return forms


def _key(form: str) -> str:
    """Return the form without case, blanks, hyphens and plural; of Chinese without blanks."""
    return "".join(form.lower().split()) if HAN.search(form) else form_key(form).lower()


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading)
    return "".join(c for c in plain if not unicodedata.combining(c))
