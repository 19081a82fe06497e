"""Names that a sentence holds and its translation has lost.

Abbreviations and Latin names stay as they are in Chinese (LSTM, PyTorch, GPT-4). Names of people
are often written in the characters that Chinese uses for foreign sounds; whether those are the
right ones cannot be told here, only that some are there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cards.transcript import Language

# The characters that transcribe foreign names in most cases (the usual tables for English names).
_SOUNDS = frozenset(
    "阿埃艾安昂奥巴白班邦贝本比彼宾波伯博布查达戴丹当道德登邓狄迪蒂丁东杜顿多恩尔法范菲芬弗福"
    "盖甘冈高戈哥格古哈海汉豪赫亨胡华霍吉基季加贾简金卡凯坎康考科克库夸拉莱兰朗劳勒雷里利莉丽"
    "列林琳伦罗洛鲁路卢吕马玛迈麦曼毛梅门蒙米密明莫墨姆穆纳娜内尼涅宁纽努诺帕潘佩彭皮珀普齐奇"
    "恰乔切琼丘萨塞桑森沙莎山尚绍舍什史士斯思苏索所塔泰坦汤特腾提田廷图托瓦万威维韦温沃乌西希"
    "锡夏辛休修雅亚扬耶叶伊依因英尤于约泽扎詹珍芝朱兹佐耳撒耐瑟朵薇婷蕾妮妲茜赖弥"
)
# Capitals that are no names to look for: sentence words, days, months, peoples and places that
# Chinese has its own words for.
_COMMON_WORDS = """
I I'm I'll I've I'd Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
March April May June July August September October November December English Chinese American
European German French Japanese Russian Indian British Western Eastern Asian African China
America Europe Japan Germany France Russia India Korea Taiwan Beijing Shanghai Hongkong Internet
Earth Sun Moon God Mr Mrs Ms Dr Professor President University Institute College School Company
Inc Nobel Olympic Christmas Bible Greek Latin Roman States United Kingdom North South East West
New York Silicon Valley Wall Street Python Apple Amazon Microsoft Tesla Turing Okay OK
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.'’+][A-Za-z0-9]+)*[+#]?|\d+[A-Za-z][A-Za-z0-9-]*")


def lost_names(
    original: str, translated: str, source: Language, excused: Sequence[str] = ()
) -> list[str]:
    """The names of `original` that cannot be found in `translated`.

    `excused` are stretches of the original that are known to be there under another name.
    """
    for stretch in excused:
        original = original.replace(stretch, " ")
    if source == "zh":
        return [name for name in _latin(original) if not _stands_in(name, translated)]
    written = [n for n in _coded(original) if not _stands_in(n, translated)]
    return written + _lost_people(original, translated)


def _latin(text: str) -> list[str]:
    """Latin words in a Chinese sentence; single letters may be list marks."""
    return [w for w in _WORD.findall(text) if len(w) > 1]


def _coded(text: str) -> list[str]:
    """Words written alike in every language: all capitals, inner capitals, digits."""
    shouted = sum(w.isupper() for w in text.split()) > len(text.split()) / 2
    return [
        w
        for w in _WORD.findall(text)
        if len(w) > 1
        and (
            (w.isupper() and not shouted and w not in _COMMON)
            or (re.search(r"[a-z][A-Z]", w) and "'" not in w and "’" not in w)
            or (re.search(r"\d", w) and re.search(r"[A-Z]", w))
        )
    ]


def only_names(text: str) -> bool:
    """Whether the text consists of names that no language translates (GPT-4, PyTorch)."""
    return (
        bool(text.split())
        and not _WORD.sub("", " ".join(text.split())).strip(" .,")
        and set(_coded(text + " x")) >= set(_WORD.findall(text))
    )


def _stands_in(name: str, text: str) -> bool:
    bare = re.sub(r"['’]s$|(?<=[A-Z])s$", "", name)
    key = re.sub(r"[^a-z0-9+#]", "", bare.lower())
    return key in re.sub(r"[^a-z0-9+#]", "", text.lower())


def _lost_people(original: str, translated: str) -> list[str]:
    """Capitalised words inside a sentence, where it has neither them nor a transcription."""
    coded = set(_coded(original))
    names = [
        m[0]
        for m in _WORD.finditer(original)
        if m[0][0].isupper()
        and m[0][1:].islower()
        and re.sub(r"['’]s$", "", m[0]) not in _COMMON
        and m[0] not in coded
        and re.search(r"[\w,]\s+$", original[: m.start()])
    ]
    lost = [n for n in names if not _stands_in(n, translated)]
    return [] if lost and _transcribed(translated) else lost


def _transcribed(text: str) -> bool:
    """Two or more of the transcribing characters in a row."""
    run = 0
    for character in text:
        run = run + 1 if character in _SOUNDS else 0
        if run >= 2:
            return True
    return False
