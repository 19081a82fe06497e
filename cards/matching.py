"""Finds glossary terms in text however they are said: inflected, joined, spelled out, misheard."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from cards.frequency import is_common
from cards.glossary import Glossary, GlossaryEntry, form_key
from cards.words import HAN, Token, stem, tokens

Kind = Literal["exact", "inflected", "spelled", "heard", "sound", "typo"]

# Between two words of one term: a blank, a hyphen, a slash, quotation marks, the dot of Node.js; never a
# comma or a stop.
_GAP = re.compile(r"[\s\-‐‑–_/'\"’“”]{0,3}|\.")

# A verb's ending is dropped only from forms with this many letters left: shorter ones meet too many
# words that only look alike (scale of a map, scaling of a model).
_MIN_STEM = 8


# A word as common as this (Zipf) is no abbreviation in text without capitals.
_EVERYWHERE = 4.3


@dataclass(frozen=True)
class Match:
    """A glossary entry found in a text, `text[start:end]`, and how it was recognised.

    `form` is the entry's own form that was met; `others` are entries that share it (DP, rank).
    """

    entry: GlossaryEntry
    start: int
    end: int
    text: str
    kind: Kind
    form: str
    others: tuple[GlossaryEntry, ...] = ()


class Matcher:
    """An index over all forms of a glossary; build once, use for any number of sentences."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._exact: dict[str, list[tuple[GlossaryEntry, str]]] = {}
        self._stems: dict[str, tuple[GlossaryEntry, str]] = {}
        self._heard: dict[str, tuple[GlossaryEntry, str]] = {}
        self._spelled: dict[str, tuple[GlossaryEntry, str]] = {}
        self._han: dict[str, list[tuple[GlossaryEntry, str]]] = {}
        self._han_heard: dict[str, tuple[GlossaryEntry, str]] = {}
        self._never: set[str] = set()  # everyday phrases that only look like a term
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        self._words = 1
        for entry in glossary.entries:
            self._add_english(entry, entry.en)
        for entry in glossary.entries:
            for form in (*entry.english_forms[1:], *entry.zh):
                if HAN.search(form):
                    self._add_han(entry, form)
                else:
                    self._add_english(entry, form)
            if entry.tw:
                self._add_han(entry, entry.tw)
            for form in entry.heard_as:
                table = self._han_heard if HAN.search(form) else self._heard
                table.setdefault(
                    _han_key(form) if HAN.search(form) else form_key(form), (entry, form)
                )
                self._words = max(self._words, len(tokens(form)))
            for phrase in entry.not_in:
                han = bool(HAN.search(phrase))
                self._never.add(_han_key(phrase) if han else form_key(phrase))
                self._words = max(self._words, len(tokens(phrase)))
        # what is a term itself (stack trace) is no everyday phrase of another's (trace)
        self._never -= self._exact.keys() | self._han.keys()
        never = (key for key in self._never if HAN.search(key))
        for key in (*self._han, *self._han_heard, *never):
            lengths[key[0]].add(len(key))
        self._han_lengths = {c: sorted(n, reverse=True) for c, n in lengths.items()}

    def _add_han(self, entry: GlossaryEntry, form: str) -> None:
        same = self._han.setdefault(_han_key(form), [])
        if all(e.en != entry.en for e, _ in same):
            # whose own name it is goes before whose by-name it is
            same.insert(0 if form == entry.zh[0] else len(same), (entry, form))

    def _add_english(self, entry: GlossaryEntry, form: str) -> None:
        key = form_key(form)
        words = tokens(form)
        if not words:
            return  # signs alone name nothing that is said
        same = self._exact.setdefault(key, [])
        if all(e.en != entry.en or f != form for e, f in same):
            same.append((entry, form))
        self._words = max(self._words, len(words))
        joined = _stemmed(words)
        if not key.isalnum():
            return  # A* and C++ are no other word's inflection
        if len(joined) >= _MIN_STEM or (len(words) > 1 and len(joined) >= 6):
            self._stems.setdefault(joined, (entry, form))
        if form.isupper() and form.isalpha() and 2 < len(form) <= 6:
            self._spelled.setdefault(form.lower(), (entry, form))

    def find(self, text: str, cased: bool = True) -> list[Match]:
        """Return the matches in a sentence, longest first won, in order, none overlapping.

        `cased` says that the text's capitals mean something; captions without any do not count
        against a name or an abbreviation that is also a word (RAG, Claude).
        """
        found = [*self._find_latin(text, cased), *self._find_han(text)]
        return sorted(found, key=lambda m: m.start)

    def _find_latin(self, text: str, cased: bool) -> list[Match]:
        words = tokens(text)
        out: list[Match] = []
        i = 0
        while i < len(words):
            hit = self._longest(text, words, i, cased)
            if isinstance(hit, int):
                i = self._later(text, words, i, hit, 2, cased) or i + hit
            elif hit:
                # An English phrase is named by its end: in "big data set" the data set goes first.
                later = self._later(text, words, i, hit[1], hit[1], cased)
                if later:
                    i = later
                    continue
                out.append(hit[0])
                i += hit[1]
            else:
                i += 1
        return out

    def _later(
        self, text: str, words: list[Token], i: int, size: int, least: int, cased: bool
    ) -> int | None:
        """Return where a match of `least` words begins inside the `size` words at `i` and ends after them."""
        for j in range(i + 1, i + size):
            other = self._longest(text, words, j, cased)
            if isinstance(other, tuple) and j + other[1] > i + size and other[1] >= least:
                return j
        return None

    def _longest(
        self, text: str, words: list[Token], i: int, cased: bool
    ) -> tuple[Match, int] | int | None:
        """Return the longest match that begins at word `i` and its number of words.

        A number alone says that so many words make an everyday phrase, to be stepped over.
        """
        last = min(i + self._words, len(words))
        reach = i + 1
        while reach < last and _GAP.fullmatch(text, words[reach - 1].end, words[reach].start):
            reach += 1
        for end in range(reach, i, -1):
            span = words[i:end]
            key = "".join(w.norm for w in span)
            said = text[span[0].start : span[-1].end]
            if key in self._never:
                return end - i
            fits = [
                hit
                for hit in self._exact.get(key, ())
                if _splits_well(span, hit[1]) and _case_fits(said, hit[1], cased)
            ]
            if fits:
                entry, form, others = _first(fits, said)
                place = span[0].start, span[-1].end
                return Match(entry, *place, said, "exact", form, others), end - i
            heard = self._heard.get(key)
            if heard and _splits_well(span, heard[1]):
                return Match(
                    heard[0], span[0].start, span[-1].end, said, "heard", heard[1]
                ), end - i
            if end - i > 2 and all(len(w.text) == 1 for w in span):
                hit = self._spelled.get("".join(w.norm for w in span))
                if hit:
                    return Match(
                        hit[0], span[0].start, span[-1].end, said, "spelled", hit[1]
                    ), end - i
            hit = self._stems.get(_stemmed(span))
            if hit and _splits_well(span, hit[1]):
                return Match(
                    hit[0], span[0].start, span[-1].end, said, "inflected", hit[1]
                ), end - i
        return None

    def _find_han(self, text: str) -> list[Match]:
        out: list[Match] = []
        i = 0
        while i < len(text):
            hit = self._longest_han(text, i)
            if isinstance(hit, Match):
                out.append(hit)
                i = hit.end
            else:
                i += hit
        return out

    def _longest_han(self, text: str, i: int) -> Match | int:
        """Return the longest match that begins at a character, or how far to step on."""
        lengths = self._han_lengths.get(text[i].lower())
        if not lengths:
            return 1
        # Blanks that a recogniser leaves inside or around Latin pieces do not break a term.
        run, ends = _squeezed(text, i, lengths[0])
        parted = self._parted(text, i, lengths)
        for n in lengths:
            piece = run[:n]
            if len(piece) < n:
                continue
            if parted and n < len(_han_key(parted.form)):
                return parted
            if piece in self._never:
                return self._inside(text, i, n) or ends[n - 1] - i
            end = ends[n - 1]
            hits = self._han.get(piece)
            heard = self._han_heard.get(piece)
            if hits:
                entry, form, others = _first(hits, text[i:end])
                return Match(entry, i, end, text[i:end], "exact", form, others)
            if heard:
                return Match(heard[0], i, end, text[i:end], "heard", heard[1])
        return parted or 1

    def _parted(self, text: str, i: int, lengths: list[int]) -> Match | None:
        """Return the longest term that is said with 的 between its words (机器人的大脑)."""
        at = text.find("的", i + 2, i + lengths[0])
        if at < 0 or not re.fullmatch(r"[\u3400-\u9fff]+", text[i:at]):
            return None
        for n in lengths:
            end = i + n + 1
            piece = text[i:at] + text[at + 1 : end]
            if len(piece) < n or n - (at - i) < 2:
                continue
            hits = self._han.get(piece)
            if hits:
                entry, form, others = _first(hits, piece)
                return Match(entry, i, end, text[i:end], "inflected", form, others)
        return None

    def _inside(self, text: str, i: int, n: int) -> int | None:
        """Return how far into an everyday phrase of `n` characters a longer term begins, if one does."""
        for k in range(1, n):
            lengths = self._han_lengths.get(text[i + k : i + k + 1].lower(), ())
            longer = (m for m in lengths if k + m > n and m > 2)
            pieces = (text[i + k : i + k + m].lower() for m in longer)
            if any(len(piece) > n - k and piece in self._han for piece in pieces):
                return k
        return None


def _first(
    fits: list[tuple[GlossaryEntry, str]], said: str
) -> tuple[GlossaryEntry, str, tuple[GlossaryEntry, ...]]:
    """Choose among entries that share a form: the same capitals first (mAP is not MAP)."""
    fits = [f for f in fits if f[1] == said] or fits
    entry, form = fits[0]
    others = {e.en: e for e, _ in fits[1:] if e.en != entry.en}
    return entry, form, tuple(others.values())


def _stemmed(span: list[Token]) -> str:
    """Drop the verb's ending of the last word only: a based model is no base model."""
    return "".join(w.norm for w in span[:-1]) + stem(span[-1].norm)


def _case_fits(said: str, form: str, cased: bool) -> bool:
    """A name or abbreviation that is also a common word has to be written like one (RAG, not rag).

    Where capitals mean nothing, only words too common to be believed (per, gap, map) are refused.
    """
    if not cased:
        return not form.isupper() or len(form) < 2 or not is_common(said.lower(), least=_EVERYWHERE)
    capitals = sum(c.isupper() for c in form)
    if not capitals or " " in form or not is_common(said.lower()):
        return True
    if capitals > 1:
        return sum(c.isupper() for c in said) > 1
    return said[0].isupper() or not form[0].isupper()


def _splits_well(span: list[Token], form: str) -> bool:
    """A short form said in pieces is chance (to + ken), not a spelling variant (pre + training)."""
    if len(span) <= len(tokens(form)):
        return True
    sizes = [len(w.norm) for w in span]
    return all(size >= 3 for size in sizes) or (min(sizes) >= 2 and sum(sizes) >= 7)


def _han_key(form: str) -> str:
    return "".join(form.split()).lower()


def _squeezed(text: str, start: int, most: int) -> tuple[str, list[int]]:
    """Return up to `most` characters from `start` without blanks, and where each ends in the text."""
    out: list[str] = []
    ends: list[int] = []
    i = start
    while i < len(text) and len(out) < most:
        c = text[i]
        i += 1
        if c.isspace():
            continue
        out.append(c.lower())
        ends.append(i)
    return "".join(out), ends
