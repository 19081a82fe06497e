"""What makes a translated sentence suspect: named reasons, each one check.

The checks know nothing of meaning. They find what engines are known to do wrong (loops, copies,
lost numbers and names) and are tuned to stay silent on good sentences: a reason on a card sends
somebody to look at it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cards.transcript import Language
from translate.engine import Hypothesis, Translation
from translate.names import lost_names, only_names
from translate.numbers import compare_numbers
from translate.typography import HAN, tidy

UNTRANSLATED = "untranslated"
REPETITION = "repetition"
COPIED = "copied-source"
WRONG_SCRIPT = "wrong-script"
NUMBERS = "numbers"
NAMES = "names"
LENGTH = "length"
TERM = "term-missing"
UNKNOWN = "unknown-token"
LOW_SCORE = "low-score"

# Mean log-probability of a token below which a sentence is a guess: e ** -0.9 is two in five.
LOWEST_SCORE = -0.9
# Chinese characters (Latin words count as two) for each English word. Good translations of talks
# lie between 1.0 and 2.6; the limits leave room for short sentences.
ZH_PER_EN = (0.55, 4.2)
# Below this many words the proportion says nothing ("Thanks." is 非常感谢大家。).
SHORT = 4
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|\d+(?:[.,]\d+)*")
_HAN_CHAR = re.compile(f"[{HAN}]")
_OTHER_SCRIPT = re.compile(
    r"[\u0400-\u052f\u0370-\u03ff\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af]"
)
# A piece said over and over inside one word ("islelelelect").
_STUTTER = re.compile(r"([a-z]{2,4})\1{2,}|([a-z])\2{4,}")
_BROKEN = re.compile("\ufffd|⁇|<unk>|&(?:#\\d+|[a-z]+);|</?s>|▁")


def check_sentence(
    original: str,
    translated: str,
    source: Language,
    target: Language,
    *,
    wording: Hypothesis | None = None,
    missing_terms: Sequence[str] = (),
    excused: Sequence[str] = (),
) -> tuple[str, ...]:
    """The reasons to look at a translation, in a fixed order; empty when nothing is wrong.

    `missing_terms` are glossary words that did not come out; `excused` are stretches of the source
    (terms that are there in the other language) which need not be found again as names.
    """
    if not translated.strip():
        return (UNTRANSLATED,)
    score = wording.score if wording else None
    found = {
        REPETITION: repeats(translated, original),
        COPIED: _copied(original, translated, source),
        WRONG_SCRIPT: _wrong_script(original, translated, target),
        NUMBERS: not compare_numbers(original, translated, source, target),
        NAMES: bool(lost_names(original, translated, source, excused)),
        LENGTH: _out_of_proportion(original, translated, source),
        TERM: bool(missing_terms),
        UNKNOWN: bool(_BROKEN.search(translated)) or bool(wording and wording.unknown),
        LOW_SCORE: score is not None and score < LOWEST_SCORE,
    }
    return tuple(reason for reason, wrong in found.items() if wrong)


def judged(
    original: str, wording: Hypothesis, source: Language, target: Language, origin: str
) -> Translation:
    """One wording, cleaned and checked, as a translation."""
    text = tidy(wording.text, target)
    return Translation(
        text, origin, check_sentence(original, text, source, target, wording=wording)
    )


def repeats(text: str, original: str = "") -> bool:
    """Whether the text loops: says a stretch again and again, unlike the original."""
    if (stutter := _STUTTER.search(text.lower())) and stutter[0] not in original.lower():
        return True
    units = _units(text)
    if len(units) < 4:
        return False
    return _longest_run(units) > max(_longest_run(_units(original)), 2) or _loose_loop(
        units, _units(original)
    )


def _units(text: str) -> list[str]:
    """Han characters and Latin words, lower case; punctuation is stepped over."""
    return re.findall(f"[{HAN}]|[a-z0-9]+(?:['’][a-z]+)?", text.lower())


def _longest_run(units: list[str]) -> int:
    """How often some stretch of up to 12 units follows itself; a single Han character counts half.

    Chinese doubles characters in good sentences (慢慢地, 试试看, 谢谢谢谢), but hardly four times.
    """
    best = 1
    for size in range(1, min(12, len(units) // 2) + 1):
        run = 0
        for i in range(size, len(units)):
            run = run + 1 if units[i] == units[i - size] else 0
            times = run // size + 1
            if size == 1 and _HAN_CHAR.match(units[i]):
                times = times // 2 + 1 if times > 1 else 1
            best = max(best, times)
    return best


def _loose_loop(units: list[str], original: list[str]) -> bool:
    """A loop that changes a little each round: a few words make up a long text."""
    if len(units) < 16:
        return False
    pairs = Counter(pairwise(units))
    most = pairs.most_common(1)[0][1]
    variety = len(pairs) / (len(units) - 1)
    own = Counter(pairwise(original))
    usual = own.most_common(1)[0][1] if own else 0
    return most >= 4 and most > usual + 2 and variety < 0.6


def _copied(original: str, translated: str, source: Language) -> bool:
    """Whether the source's own words stand in the translation, untranslated."""
    if source == "zh":
        return len(_HAN_CHAR.findall(translated)) >= 2
    if only_names(original):
        return False
    words, there = _WORD.findall(original.lower()), _WORD.findall(translated.lower())
    plain = [w for w in words if w.isalpha()]
    if len(plain) < 3:
        return bool(plain) and not _HAN_CHAR.search(translated) and words == there
    text = f" {' '.join(there)} "
    in_a_row = any(
        f" {' '.join(words[i : i + 4])} " in text and _plain_words(original, words[i : i + 4])
        for i in range(len(words) - 3)
    )
    kept = sum((Counter(plain) & Counter(there)).values())
    return in_a_row or kept > 0.6 * len(plain)


def _plain_words(original: str, words: list[str]) -> bool:
    """Whether most of the words are no names: a title of a paper may stay as it is."""
    return (
        sum(re.search(rf"(?<![\w]){re.escape(w)}(?!\w)", original) is not None for w in words) >= 3
    )


def _wrong_script(original: str, translated: str, target: Language) -> bool:
    if target == "zh":
        letters = re.findall(r"[A-Za-z]", translated)
        if not _HAN_CHAR.search(translated):
            return bool(letters) and not only_names(original)
    elif not re.search(r"[A-Za-z0-9]", translated):
        return True
    return bool(set(_OTHER_SCRIPT.findall(translated)) - set(_OTHER_SCRIPT.findall(original)))


def _out_of_proportion(original: str, translated: str, source: Language) -> bool:
    english, chinese = (original, translated) if source == "en" else (translated, original)
    words = len(_WORD.findall(english))
    weight = len(_HAN_CHAR.findall(chinese)) + 2 * len(_WORD.findall(chinese))
    if source == "en" and words < SHORT:
        return weight > 12 + 4 * words
    if source == "zh" and weight < 2 * SHORT:
        return words > 8 + 2 * weight
    low, high = ZH_PER_EN
    return not low * words <= weight <= high * words
