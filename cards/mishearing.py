"""Terms the recogniser misheard in ways that nobody wrote down beforehand.

English: a word that general language does not have, spelled nearly like a term. Chinese: characters
that sound like a term and are no words themselves. A wrong repair teaches nonsense, so both want
close likeness and a form that makes no sense as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cards.frequency import UNKNOWN, is_word, zipf
from cards.glossary import Glossary, GlossaryEntry, form_key
from cards.matching import Match
from cards.tagging import cut_words, is_chinese_word
from cards.transcript import Language
from cards.words import HAN, Token, tokens

# Likeness (share of letters kept) that a misspelling needs; at 0.84 of 12 letters two are wrong.
_LIKE = 0.84
_SHORTEST = 7  # letters; among shorter words too many are alike

# Characters as common as this (Zipf) are words of grammar.
_GRAMMAR = 6.2

# From these on a stretch is worth showing to whoever asks where a term has gone.
_ALIKE_LEAST, _SOUNDS_LEAST = 0.6, 0.75


def find_misheard(
    texts: Sequence[str],
    found: Sequence[Sequence[Match]],
    glossary: Glossary,
    language: Language,
    cased: bool = True,
) -> list[tuple[int, Match]]:
    """Return further matches, with the index of their text: terms that stand there misheard.

    `found` holds the matches already made in each text; their places are left alone.
    """
    sure = {m.entry.en for matches in found for m in matches if m.kind in ("exact", "inflected")}
    spelled = _Spelling(glossary, cased, sure)
    sounding = _Sounds(glossary, sure) if language == "zh" else None
    out: list[tuple[int, Match]] = []
    for index, text in enumerate(texts):
        taken = [(m.start, m.end) for m in found[index]]
        new = list(spelled.find(text, taken))
        if sounding:
            new += sounding.find(text, taken)
        out += [(index, match) for match in new]
    return out


@dataclass(frozen=True)
class NearMiss:
    """What stands in a text like a form of a term, and why it was not taken for the term."""

    text: int
    said: str
    form: str
    why: str


def near_misses(texts: Sequence[str], entry: GlossaryEntry, most: int = 3) -> list[NearMiss]:
    """Return the places that look or sound most like an unmet term, the likest first.

    They are told, not taught: the program repairs only what makes no sense as it stands.
    """
    found: dict[str, tuple[float, NearMiss]] = {}
    for index, text in enumerate(texts):
        for likeness, said, form, why in (*_alike(text, entry), *_sounding(text, entry)):
            if said.lower() not in found or likeness > found[said.lower()][0]:
                found[said.lower()] = (likeness, NearMiss(index, said, form, why))
    best = sorted(found.values(), key=lambda pair: -pair[0])
    return [miss for _, miss in best[:most]]


def _alike(text: str, entry: GlossaryEntry) -> Iterator[tuple[float, str, str, str]]:
    """Give English stretches that share most letters with a form."""
    from rapidfuzz.distance import Levenshtein

    words = tokens(text)
    for form in entry.english_forms:
        key, size = form_key(form), len(tokens(form))
        for a in range(len(words)):
            for b in range(a + 1, min(len(words), a + size + 1) + 1):
                key_said = "".join(w.norm for w in words[a:b])
                if not _ALIKE_LEAST * len(key) <= len(key_said) <= len(key) / _ALIKE_LEAST:
                    continue
                likeness = Levenshtein.normalized_similarity(key_said, key)
                if likeness < _ALIKE_LEAST or key_said == key:
                    continue
                if all(is_word(w.text.lower()) for w in words[a:b]):
                    why = "ordinary English as it stands"
                elif len(key) < _SHORTEST:
                    why = f"under {_SHORTEST} letters too many words are alike"
                elif likeness < _LIKE:
                    why = f"likeness {likeness:.2f}, {_LIKE:.2f} are needed"
                else:
                    why = "another term or a name stands there"
                yield likeness, text[words[a].start : words[b - 1].end], form, why


def _sounding(text: str, entry: GlossaryEntry) -> Iterator[tuple[float, str, str, str]]:
    """Give Chinese stretches that sound like a form."""
    for form in entry.zh:
        n = len(form)
        if n < 2 or not all(HAN.match(c) for c in form):
            continue
        sound = _sound(form)
        for run in re.finditer(r"[\u3400-\u9fff]{2,}", text):
            for a in range(len(run.group()) - n + 1):
                said = run.group()[a : a + n]
                likeness = sum(x == y for x, y in zip(_sound(said), sound, strict=True)) / n
                if said == form or likeness < _SOUNDS_LEAST:
                    continue
                if likeness < 1:
                    why = "not all of it sounds the same"
                elif _plain(said):
                    why = "ordinary Chinese as it stands"
                else:
                    why = "too few characters are right"
                yield likeness, said, form, why


class _Spelling:
    """Misspelled English terms: at least one word of the place is unknown to general language."""

    def __init__(self, glossary: Glossary, cased: bool, sure: set[str]) -> None:
        self._cased = cased
        self._sure = sure  # headwords that the talk also has in the right spelling
        self._forms: dict[str, tuple[GlossaryEntry, str]] = {}
        self._known: set[str] = set()
        for entry in glossary.entries:
            for form in entry.english_forms:
                words = tokens(form)
                self._known.update(w.norm for w in words)
                key = form_key(form)
                if len(key) >= _SHORTEST and key.isalpha() and not form.isupper():
                    self._forms.setdefault(key, (entry, form))
        self._keys = list(self._forms)

    def find(self, text: str, taken: list[tuple[int, int]]) -> list[Match]:
        words = tokens(text)
        out: list[Match] = []
        for i, word in enumerate(words):
            if not self._strange(word, text) or _overlaps(word.start, word.end, taken):
                continue
            match = self._best(text, words, i, taken)
            if match:
                out.append(match)
                taken.append((match.start, match.end))
        return out

    def _strange(self, word: Token, text: str) -> bool:
        """A word nobody uses: not in general language, not in any term, not a name in mid-sentence."""
        if len(word.norm) < 5 or not word.norm.isalpha() or word.norm in self._known:
            return False
        if any(zipf(w) > UNKNOWN or is_word(w) for w in (word.text.lower(), word.norm)):
            return False
        name = word.text[0].isupper() and not re.search(r"(?:^|[.!?]\s+)$", text[: word.start])
        return not (name and self._cased)

    def _best(
        self, text: str, words: list[Token], i: int, taken: list[tuple[int, int]]
    ) -> Match | None:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        best: tuple[float, Match] | None = None
        for a in range(max(0, i - 2), i + 1):
            for b in range(i + 1, min(len(words), i + 3) + 1):
                start, end = words[a].start, words[b - 1].end
                if _crosses(start, end, taken) or re.search(r"[,.;:!?]", text[start:end]):
                    continue
                said = "".join(w.norm for w in words[a:b])
                if len(said) < _SHORTEST:
                    continue
                hit = process.extractOne(
                    said, self._keys, scorer=Levenshtein.normalized_similarity, score_cutoff=_LIKE
                )
                if not hit or hit[0] == said or hit[0][0] != said[0]:
                    continue
                entry, form = self._forms[hit[0]]
                if entry.en not in self._sure and zipf(form.lower()) > 4.0:
                    continue  # a common word is rarely misheard as none
                if b - a == 1 and is_word(words[a].text.lower()):
                    continue
                score = hit[1] - 0.01 * abs(b - a - len(tokens(form)))
                if best is None or score > best[0]:
                    best = (score, Match(entry, start, end, text[start:end], "typo", form))
        return best[1] if best else None


class _Sounds:
    """Chinese terms found by their sound; two characters only where the talk has them right too."""

    def __init__(self, glossary: Glossary, sure: set[str]) -> None:
        self._sure = sure
        self._forms: dict[tuple[str, ...], tuple[GlossaryEntry, str]] = {}
        self._lengths: set[int] = set()
        for entry in glossary.entries:
            for form in entry.zh:
                long = len(form) >= 3 or (len(form) == 2 and entry.en in sure)
                if long and all(HAN.match(c) for c in form):
                    self._forms.setdefault(_sound(form), (entry, form))
                    self._lengths.add(len(form))

    def find(self, text: str, taken: list[tuple[int, int]]) -> list[Match]:
        out: list[Match] = []
        borders: set[int] = set()
        for run in re.finditer(r"[\u3400-\u9fff]{2,}", text):
            borders = borders or _borders(text)
            sounds = _sound(run.group())
            for n in sorted((n for n in self._lengths if n <= len(sounds)), reverse=True):
                for a in range(len(sounds) - n + 1):
                    hit = self._forms.get(sounds[a : a + n])
                    start = run.start() + a
                    if not hit or _crosses(start, start + n, taken):
                        continue
                    said = text[start : start + n]
                    whole = {start, start + n} <= borders
                    if whole and _misheard(said, hit[1]) and not _plain(said):
                        out.append(Match(hit[0], start, start + n, said, "sound", hit[1]))
                        taken.append((start, start + n))
        return out


def _misheard(said: str, form: str) -> bool:
    """Same sound, other characters, at least half of them right, and no word by itself.

    A word of grammar is not what a recogniser writes for a piece of a term: 嵌入是 is no 嵌入式.
    """
    wrong = [a for a, b in zip(said, form, strict=True) if a != b]
    if any(zipf(c, "zh") >= _GRAMMAR for c in wrong):
        return False
    return 0 < len(wrong) <= len(form) // 2 and zipf(said, "zh") <= UNKNOWN


def _plain(said: str) -> bool:
    """Say whether characters make sense as they stand: a word, or usual words in a row (是 + 实验室)."""
    return is_chinese_word(said) or all(
        zipf(w, "zh") >= 5.5 - (len(w) > 1) for w in cut_words(said)
    )


def _borders(text: str) -> set[int]:
    """Return the places between the words of a text."""
    places = {0}
    for word in cut_words(text):
        places.add(max(places) + len(word))
    return places


def _sound(text: str) -> tuple[str, ...]:
    return tuple(_syllable(c) for c in text)


@lru_cache(maxsize=16384)
def _syllable(character: str) -> str:
    """Return the toneless reading; z and zh, c and ch, s and sh, n and ng are one to many speakers."""
    from pypinyin import Style, lazy_pinyin

    reading = lazy_pinyin(character, style=Style.NORMAL)[0]
    return re.sub(r"^(z|c|s)h", r"\1", reading).removesuffix("g")


def _crosses(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Say whether a place overlaps a match that is not a shorter one inside it."""
    return any(
        start < b and a < end and not (start <= a and b <= end and b - a < end - start)
        for a, b in taken
    )


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in taken)
