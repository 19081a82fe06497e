"""The numbers in a sentence, as values, so that both languages can be compared.

Not a parser of all numbers: it reads what talks contain (digits with separators, decimals, the
words for counts from three on, million, 亿) and keeps silent where a numeral is part of another
word (一直, 十分).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from cards.transcript import Language


@dataclass(frozen=True)
class Numbers:
    """Values in a sentence: those surely meant as numbers, and all that could be read as one."""

    sure: frozenset[Decimal]
    possible: frozenset[Decimal]


_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "twentieth": 20,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "k": 1000, "m": 10**6, "bn": 10**9, "b": 10**9, "t": 10**12,
}  # fmt: skip
# "millions of", "thousands": an amount, not a value
_VAGUE = re.compile(
    r"(?:hundreds|thousands|millions|billions|trillions|dozens|tens)\b", re.IGNORECASE
)
_DIGITS = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_COUNT = "|".join([*_UNITS, *_ORDINALS, "hundred", "thousand", "million", "billion", "trillion"])
_ENGLISH = re.compile(
    rf"(?P<digits>{_DIGITS})"
    r"(?:[ -]?(?P<scale>hundred|thousand|million|billion|trillion|bn|[KkMBT])\b)?"
    rf"|\b(?P<words>(?:{_COUNT}|dozen)(?:(?:(?<=hundred) and)?[ -](?:{_COUNT}))*)\b",
    re.IGNORECASE,
)
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN_RUN = "[零〇一二三四五六七八九十百千万萬亿億两兩]"
_CHINESE = re.compile(
    rf"(?P<digits>{_DIGITS})\s*(?P<scale>[十百千]?[万萬亿億]+|[百千]|[KkMBT](?![A-Za-z]))?|(?P<han>{_HAN_RUN}+)"
)
# After a Chinese numeral, what makes it a count and not part of a word.
_MEASURE = re.compile(
    r"\s*(?:个|個|年|天|日|月|岁|歲|次|倍|层|層|种|種|人|位|家|台|块|塊|张|張|条|條|点|點|本|篇|件|周|週|小时|分钟|秒"
    r"|美元|元|度|步|名|项|部分|%|代|届|章|页|行|列|维|類|类|版|期)"
)
_HAN_WORDS = re.compile(
    r"万一|千万(?!个|美|元|人|年|次|级|张|条)|十分(?!之|钟)|百分之百|一一|三思|四处|七上八下|九牛"
)


def read_numbers(text: str, language: Language) -> Numbers:
    """The values in a sentence of the language."""
    return _read_english(text) if language == "en" else _read_chinese(text)


def compare_numbers(original: str, translated: str, source: Language, target: Language) -> bool:
    """Whether every number came through and none was invented."""
    here, there = read_numbers(original, source), read_numbers(translated, target)
    return here.sure <= there.possible and _digits_only(translated, target) <= here.possible


def _digits_only(text: str, language: Language) -> frozenset[Decimal]:
    """Values that the text writes in digits: nobody writes those by chance."""
    pattern = _ENGLISH if language == "en" else _CHINESE
    return frozenset(_digit_value(m, language) for m in pattern.finditer(text) if m["digits"])


def _digit_value(match: re.Match[str], language: Language) -> Decimal:
    value = Decimal(match["digits"].replace(",", ""))
    scale = match["scale"] or ""
    if language == "en" or scale.lower() in _SCALES:
        return (value * _SCALES.get(scale.lower(), 1)).normalize()
    for character in scale:
        value *= _HAN_SCALES[character]
    return value.normalize()


def _read_english(text: str) -> Numbers:
    text = _VAGUE.sub(" ", text)
    sure, possible = set(), set()
    for match in _ENGLISH.finditer(text):
        if match["digits"]:
            value = _digit_value(match, "en")
            sure.add(value)
            possible |= {value, Decimal(match["digits"].replace(",", "")).normalize()}
        else:
            words = match["words"].lower()
            value = _english_words(words)
            possible.add(value)
            # one, two, first, half a million ...: too often idiom, or not translated as a number
            if value >= 3:
                sure.add(value)
    return Numbers(frozenset(sure), frozenset(possible | {Decimal(1), Decimal(2)}))


def _english_words(words: str) -> Decimal:
    total = current = 0
    for word in re.split(r"[ -]+", words):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _ORDINALS:
            current += _ORDINALS[word]
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total += max(current, 1) * _SCALES[word]
            current = 0
    return Decimal(total + current).normalize()


def _read_chinese(text: str) -> Numbers:
    text = _HAN_WORDS.sub(" ", text)
    sure, possible = set(), set()
    for match in _CHINESE.finditer(text):
        if match["digits"]:
            value = _digit_value(match, "zh")
            sure.add(value)
            possible |= {value, Decimal(match["digits"].replace(",", "")).normalize()}
            continue
        value = _han_value(match["han"])
        possible.add(value)
        counted = _MEASURE.match(text, match.end()) is not None
        vague = text[max(match.start() - 1, 0) : match.start()] in ("几", "数", "好") or text[
            match.end() :
        ][:1] in ("几", "多")
        if value >= 3 and counted and not vague and not set(match["han"]) <= set("百千万亿萬億"):
            sure.add(value)
    return Numbers(frozenset(sure), frozenset(possible | {Decimal(1), Decimal(2)}))


def _han_value(run: str) -> Decimal:
    if all(c in _HAN_DIGITS for c in run):  # 二〇二四, spoken digit by digit
        return Decimal(int("".join(str(_HAN_DIGITS[c]) for c in run))).normalize()
    total = section = digit = 0
    for character in run:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif _HAN_SCALES[character] < 10**4:
            section += (digit or 1) * _HAN_SCALES[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _HAN_SCALES[character]
            section = digit = 0
    return Decimal(total + section + digit).normalize()
