"""Glossary words in translated sentences: whether they are there, and putting them there.

The ways that were compared (348 sentences where the model prefers a wrong word) and their share of
right sentences: replacing the model's own wrong word .98, a stand-in noun that the model knows .99,
choosing among hypotheses .47, attention .41 to .59. So: the wrong word, where it is known or can be
learnt, then the hypotheses, then a stand-in; what is still missing is left as it is and marked.
Made-up placeholders are not among them: models mangle them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cards.transcript import Language
from cards.words import tokens


@dataclass(frozen=True)
class TermRule:
    """One term in one direction: how the source says it and what the target must say.

    `accepted` are all right forms, `preferred` the one to put in (empty where several terms share
    the source form, so that none can be put in unseen). `wrong` are known wrong forms (变压器 for
    transformer).
    """

    source_forms: tuple[str, ...]
    accepted: tuple[str, ...]
    preferred: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class TermUse:
    """A term in a sentence, `sentence[start:end]`."""

    rule: TermRule
    start: int
    end: int


class TermFinder(Protocol):
    """Finds the terms of a sentence; none overlap, in order."""

    def find(self, sentence: str) -> list[TermUse]:
        """The uses in one sentence of the source language."""
        ...


class PlainTerms:
    """Terms found by their exact forms (English also in other spellings and numbers)."""

    def __init__(self, rules: Iterable[TermRule], source: Language) -> None:
        self._source = source
        self._rules: dict[str, TermRule] = {}
        self._words = 1
        for rule in rules:
            for form in rule.source_forms:
                self._rules.setdefault(_key(form, source), rule)
                self._words = max(self._words, len(tokens(form)))
        self._lengths = sorted({len(key) for key in self._rules}, reverse=True)

    def find(self, sentence: str) -> list[TermUse]:
        """The longest match at each place wins."""
        return self._english(sentence) if self._source == "en" else self._chinese(sentence)

    def _english(self, sentence: str) -> list[TermUse]:
        words, found, i = tokens(sentence), list[TermUse](), 0
        while i < len(words):
            for end in range(min(i + self._words, len(words)), i, -1):
                key = "".join(word.norm for word in words[i:end])
                between = sentence[words[i].start : words[end - 1].end]
                if (rule := self._rules.get(key)) and not re.search(r"[,.;:!?]\s", between):
                    found.append(TermUse(rule, words[i].start, words[end - 1].end))
                    i = end
                    break
            else:
                i += 1
        return found

    def _chinese(self, sentence: str) -> list[TermUse]:
        found, i, low = list[TermUse](), 0, sentence.lower()
        while i < len(low):
            for length in self._lengths:
                if rule := self._rules.get(low[i : i + length]):
                    found.append(TermUse(rule, i, min(i + length, len(low))))
                    i += length
                    break
            else:
                i += 1
        return found


def _key(form: str, language: Language) -> str:
    if language == "en":
        return "".join(word.norm for word in tokens(form)) or form.lower()
    return form.lower()


def says(text: str, rule: TermRule, target: Language) -> bool:
    """Whether the text has one of the term's right forms, not only as part of a known wrong one."""
    wrong = [
        place
        for form in rule.wrong
        if form not in rule.accepted
        for place in _occurrences(text, form, target)
    ]
    return any(
        not any(start <= place[0] and place[1] <= end for start, end in wrong)
        for form in rule.accepted
        for place in _occurrences(text, form, target)
    )


def missing(uses: Sequence[TermUse], text: str, target: Language) -> list[TermUse]:
    """The uses whose term the text does not say."""
    return [use for use in uses if not says(text, use.rule, target)]


def _occurrences(text: str, form: str, target: Language) -> list[tuple[int, int]]:
    """Where a form stands; English in any number, case and spelling (pretraining, pre-training)."""
    if not form:
        return []
    if target == "zh" and re.search("[\u3400-\u9fff]", form):
        low, wanted = text.lower(), form.lower()
        return [(m.start(), m.end()) for m in re.finditer(re.escape(wanted), low)]
    wanted = "".join(word.norm for word in tokens(form))
    if not wanted:
        return []
    words, places, i = tokens(text), list[tuple[int, int]](), 0
    most = len(tokens(form)) + 2
    while i < len(words):
        for end in range(i + 1, min(i + most, len(words)) + 1):
            joined = "".join(word.norm for word in words[i:end])
            if joined == wanted:
                places.append((words[i].start, words[end - 1].end))
                i = end - 1
                break
            if len(joined) > len(wanted):
                break
        i += 1
    return places


def replace_wrong(
    text: str, uses: Sequence[TermUse], wrong: Iterable[str], target: Language
) -> str | None:
    """The text with a wrong form of one term replaced, or None where that would be a guess.

    `uses` are the uses of that term in the source; the wrong form must stand there as often as they
    do.
    """
    preferred = uses[0].rule.preferred
    if not preferred:
        return None
    for form in sorted(wrong, key=len, reverse=True):
        places = _occurrences(text, form, target)
        if len(places) == len(uses):
            for start, end in reversed(places):
                text = swap(text, start, end, preferred, target)
            return text
    return None


def swap(text: str, start: int, end: int, word: str, target: Language) -> str:
    """Put `word` in the place of `text[start:end]`; English article, case and number fit."""
    if target == "zh":
        return text[:start] + word + text[end:]
    old = text[start:end]
    if _plural(old) and not _plural(word) and not _uncountable(word):
        word = _pluralised(word)
    before, after = text[:start], text[end:]
    article = re.search(r"\b(an?)\s+$", before, re.IGNORECASE)
    if article:
        a = "an" if re.match(r"[aeiou]|[AEFHILMNORSX](?=[A-Z]|\b)", word) else "a"
        a = a.capitalize() if article[1][0].isupper() else a
        before = before[: article.start()] + a + " "
    if (
        old[:1].isupper()
        and word[:1].islower()
        and (not before.strip() or before.rstrip()[-1] in ".!?")
    ):
        word = word[0].upper() + word[1:]
    return before + word + after


def _plural(phrase: str) -> bool:
    last = phrase.split()[-1] if phrase.split() else ""
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _uncountable(word: str) -> bool:
    """Names of fields and activities take no plural: learning, training, inference, attention."""
    last = word.split()[-1].lower()
    return last.endswith(("ing", "ence", "ance", "ity", "ness", "ics", "ment", "sion")) or last in (
        "attention", "data", "software", "hardware", "memory", "dropout", "feedback", "safety",
    )  # fmt: skip


def _pluralised(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def differing(outputs: Sequence[str], target: Language) -> str:
    """What is the first output's own, between the beginning and the end that all outputs share.

    The outputs translate one carrier sentence with different words in it, so this is how the first
    word came out. Compared by characters in Chinese, by words in English.
    """
    rows = [_pieces(output, target) for output in outputs]
    shortest = min(map(len, rows))
    head = 0
    while head < shortest and len({row[head] for row in rows}) == 1:
        head += 1
    tail = 0
    while tail < shortest - head and len({row[-1 - tail] for row in rows}) == 1:
        tail += 1
    own = rows[0][head : len(rows[0]) - tail]
    if target == "zh":
        return "".join(own).strip("，。！？ ")
    return re.sub(r"^(?:an?|the)\s+", "", " ".join(own).strip(",.!? "), flags=re.IGNORECASE)


def _pieces(text: str, target: Language) -> list[str]:
    if target == "en":
        return re.findall(r"[\w'’-]+|[^\w\s]", text.lower())
    return re.findall(r"[A-Za-z0-9.+-]+|\S", text)


def uses_by_rule(uses: Sequence[TermUse]) -> list[list[TermUse]]:
    """The uses of each term together, in order of first appearance."""
    groups: dict[TermRule, list[TermUse]] = {}
    for use in uses:
        groups.setdefault(use.rule, []).append(use)
    return list(groups.values())


def plausible_reading(reading: str, target: Language) -> bool:
    """Whether a trimmed stretch can be a term: not nothing, no half sentence."""
    if target == "zh":
        return 2 <= len(reading) <= 16 and not re.search("[，。！？；：]", reading)
    return (
        2 <= len(reading) <= 60
        and len(reading.split()) <= 6
        and not re.search(r"[,.;:!?]", reading)
    )


def agreed(readings: Sequence[str]) -> str | None:
    """The reading that more than half of the sentences give, and at least two."""
    if not readings:
        return None
    reading, count = Counter(readings).most_common(1)[0]
    return reading if count >= 2 and 2 * count > len(readings) else None
