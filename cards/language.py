"""Which language a text is in, where its sentences end, and how its lines join.

English and Chinese only. Everything here works on characters: no dictionary is loaded, except
for the rare question whether two Latin pieces at a line's end are one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from .transcript import Language

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Character class (without brackets) of Chinese characters."""

WIDE = HAN + "\u3000-\u303f\uff00-\uffef—…“”‘’·"
"""Chinese characters and the punctuation that is written without a blank beside them."""

_HAN = re.compile(f"[{HAN}]")
_KANA_OR_HANGUL = re.compile("[\u3041-\u30ff\uac00-\ud7af]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?")
_WIDE = re.compile(f"[{WIDE}]")


def word_set(words: str) -> frozenset[str]:
    """Return the blank-separated words of a string as a set."""
    return frozenset(words.split())


# Function words make up 40-50 % of spoken English; below a twelfth the text is another language
# written in Latin letters.
_ENGLISH_FUNCTION_WORDS = word_set(
    "the a an and or but of to in on at for with from by as is are was were be been am do does did "
    "have has had will would can could should i you he she it we they this that these those there "
    "so if not what which who how when my your our their me us them just like about"
)
_FUNCTION_WORD_SHARE = 1 / 12
_ENOUGH_WORDS_TO_JUDGE = 120


def detect_language(text: str) -> Language | None:
    """Return "en" or "zh", or None for a text without letters or in another language.

    Chinese is written with about one and a half characters a word, so a text with more Chinese
    characters than Latin words is a Chinese one, however many English terms it holds.
    """
    han = len(_HAN.findall(text))
    other = len(_KANA_OR_HANGUL.findall(text))
    words = _LATIN_WORD.findall(text)
    if han > len(words):
        return None if other * 5 > han else "zh"
    if not words or other > len(words):
        return None
    if len(words) >= _ENOUGH_WORDS_TO_JUDGE:
        known = sum(word.lower() in _ENGLISH_FUNCTION_WORDS for word in words)
        if known < _FUNCTION_WORD_SHARE * len(words):
            return None
    return "en"


# Frequent characters that differ between the two scripts, in the same order.
_SIMPLIFIED = frozenset(
    "个们这来说对学习会时为国过还没么样开关问题现发种经动进长门间头实点无与数据"
)
_TRADITIONAL = frozenset(
    "個們這來說對學習會時為國過還沒麼樣開關問題現發種經動進長門間頭實點無與數據"
)


def detect_script(text: str) -> Literal["hans", "hant"]:
    """Return "hant" for Traditional Chinese, else "hans", by characters only one of them has."""
    simplified = traditional = 0
    for char in _HAN.findall(text):
        if char in _SIMPLIFIED:
            simplified += char not in _TRADITIONAL
        elif char in _TRADITIONAL:
            traditional += 1
    return "hant" if traditional > simplified else "hans"


def is_han_text(text: str) -> bool:
    """Say whether a line is Chinese rather than English (more Han characters than Latin words)."""
    return len(_HAN.findall(text)) > len(_LATIN_WORD.findall(text))


# --- sentences -------------------------------------------------------------------------------

_END = re.compile(r"(?:[.!?。！？｡]+|…+)[\"'”’」』)\]）》】]*")

# A full stop after these is not the end of a sentence.
_NEVER_FINAL = word_set(
    "dr mr mrs ms prof st vs e.g i.e eg ie fig figs eq eqs vol approx cf sec ch dept est ver gen "
    "rev hon mt"
)
# After these it is, when the next word is one that begins sentences rather than names.
_SOMETIMES_FINAL = word_set("etc inc ltd corp co u.s u.k e.u a.m p.m ph.d al jr sr no")
_OPENERS = word_set(
    "the a an so and but or we i you he she it they this that these those there here now then "
    "what why how when where who if in on at for as my your our let's well okay because however "
    "also first second next that's it's is are do does can maybe"
)
_WORD_BEFORE = re.compile(r"(\S{1,12})$")


def split_sentences(text: str, language: Language) -> list[str]:
    """Split punctuated text into sentences; the pieces are parts of `text`, without outer blanks.

    Text without punctuation comes back whole: see `cards.punctuation` for that.
    """
    return [text[start:end] for start, end in sentence_spans(text, language)]


def sentence_spans(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences in `text`, outer blanks left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _is_boundary(text, match, language):
            _append_span(spans, text, start, match.end())
            start = match.end()
    _append_span(spans, text, start, len(text))
    return spans


def _append_span(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece and not piece.isspace():
        spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))


def _is_boundary(text: str, match: re.Match[str], language: Language) -> bool:
    mark, end = match.group(), match.end()
    after = text[end : end + 1]
    if not after:
        return True
    if mark[-1] in "》】":  # a question mark inside a title
        return False
    if any(char in mark for char in "。！？｡"):
        # 「为什么？」他问: the quotation goes on as part of the sentence
        return not (mark[-1] in "”」』" and "。" not in mark and _HAN.match(after))
    if mark[0] == "…":
        return after.isspace() and text[end : end + 40].lstrip()[:1].isupper()
    if mark[0] in "!?":
        return after.isspace() or bool(_HAN.match(after))
    return _is_final_stop(text, match, after)


def _is_final_stop(text: str, match: re.Match[str], after: str) -> bool:
    """Judge a half-width full stop."""
    before = text[max(0, match.start() - 12) : match.start()]
    if before and _HAN.match(before[-1]):
        return after.isspace() or bool(_HAN.match(after))
    if not after.isspace():
        return False
    following = text[match.end() : match.end() + 30].split()
    next_word = following[0] if following else ""
    if match.group().startswith(".."):
        return next_word[:1].isupper()
    found = _WORD_BEFORE.search(before)
    word = found.group(1).lower().lstrip("(\"'“‘[") if found else ""
    if word in _NEVER_FINAL:
        return False
    if word in _SOMETIMES_FINAL:
        opener = next_word.lower().rstrip(",.") in _OPENERS
        return opener and next_word[:1].isupper() and not (word == "no" and next_word.isdigit())
    # an initial: "J. Smith", "A. B. Jones"; "I." and a letter that ends a sentence are not
    if len(word) == 1 and word.isalpha() and word != "i" and before[-1].isupper():
        return next_word.lower().rstrip(",.") in _OPENERS
    return True


# --- lines -----------------------------------------------------------------------------------


def blank_between_scripts(lines: Iterable[str]) -> bool:
    """Say whether the text sets a blank between Chinese and Latin words ("每个 Token")."""
    tight = spaced = 0
    for line in lines:
        spaced += len(_SPACED.findall(line))
        tight += len(_TIGHT.findall(line))
    return spaced > tight


_SPACED = re.compile(f"[{HAN}] (?=[A-Za-z0-9])|[A-Za-z0-9] (?=[{HAN}])")
_TIGHT = re.compile(f"[{HAN}](?=[A-Za-z])|[A-Za-z](?=[{HAN}])")


def join_lines(lines: Sequence[str], language: Language) -> str:
    """Join caption lines to running text: Chinese without a blank, cut Latin words rejoined."""
    spaced = language == "zh" and blank_between_scripts(lines)
    parts: list[str] = []
    for line in lines:
        piece = line.strip()
        if not piece:
            continue
        if parts:
            parts.append(glue(parts[-1], piece, language, spaced=spaced))
        parts.append(piece)
    return "".join(parts)


def glue(before: str, after: str, language: Language, *, spaced: bool) -> str:
    """Return what stands between two joined lines: "" or a blank.

    `spaced` tells whether the source sets a blank between Chinese and Latin words.
    """
    left, right = before[-1], after[0]
    if left == "-" and before[-2:-1].isalnum() and right.isalnum():
        return ""  # "pre-" + "training"
    wide_left, wide_right = bool(_WIDE.match(left)), bool(_WIDE.match(right))
    if language == "en" and not (_HAN.match(left) and _HAN.match(right)):
        return " "
    if wide_left and wide_right:
        return ""
    if wide_left or wide_right:
        han = _HAN.match(left if wide_left else right)
        other = right if wide_left else left
        return " " if spaced and han and other.isalnum() else ""
    if left.isalpha() and right.islower() and _is_one_word(before, after):
        return ""
    return " "


def _is_one_word(before: str, after: str) -> bool:
    """Say whether a cue's end cut a Latin word in two ("Lang" + "uage").

    The joined word must be likelier than its pieces side by side, as words of general English.
    """
    left = re.search(r"[A-Za-z]{1,30}$", before[-30:])
    right = re.match(r"[a-z]{1,30}", after)
    if not left or not right:
        return False
    one, two = left.group().lower(), right.group()
    return _share(one + two) > max(_share(one) * _share(two), 1e-8)


@cache
def _share(word: str) -> float:
    """Return the share of `word` among the words of general English (0.0 for an unknown one)."""
    from wordfreq import word_frequency

    return float(word_frequency(word, "en"))
