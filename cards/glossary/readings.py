"""Whether a reading (pinyin) can be the reading of a Chinese name."""

from __future__ import annotations

import functools
import unicodedata

from cards.words import HAN

# Characters that lose their tone inside words where the dictionary of characters knows only the
# full one (朋友 péngyou, 东西 dōngxi), and the tones that 一 and 不 take before others.
_OFTEN_TONELESS = frozenset(
    "的地得着了过子们么头个上里下来去吗呢吧啊巴友西候息思意识处边面家夫气服实方情白务"
)
_SANDHI = {"一": ("yí", "yì"), "不": ("bú",)}
_SIGNS = "+#*"  # the punctuation that is part of a name: C++, C#, A*


def reading_fault(chinese: str, reading: str) -> str:
    """Say what is wrong with the reading of a Chinese name, "" if nothing.

    Every Chinese character needs one of its readings with its tone mark, in order; everything else
    of the name (GPT, 4.0) stands in the reading as it is. Blanks, hyphens and apostrophes are free.
    """
    if reading != unicodedata.normalize("NFC", reading):
        return "the tone marks are separate characters; save them composed (NFC)"
    if "  " in reading or reading != reading.strip():
        return "the reading has blanks too many"
    reached = _fit(chinese, reading)
    if reached is None:
        return ""
    char = chinese[reached : reached + 1]
    if not char:
        return f"the reading goes on after {chinese!r} has ended"
    if HAN.match(char):
        known = ", ".join(_readings(char)) or "nothing"
        return f"{reading!r} does not read {chinese!r}: at {char!r}, which is read {known}"
    return f"{reading!r} does not keep {char!r} of {chinese!r}"


def _fit(chinese: str, reading: str) -> int | None:
    """Return None if the reading fits, else the place in the name where it stops to fit."""
    text = reading.casefold()
    places = {0}
    for i, char in enumerate(chinese):
        if not (HAN.match(char) or char.isalnum() or char in _SIGNS):
            continue
        options = _readings(char) if HAN.match(char) else (char.casefold(),)
        starts = {_after_gap(text, place) for place in places}
        places = {s + len(o) for s in starts for o in options if text.startswith(o, s)}
        if not places:
            return i
    return None if any(_after_gap(text, p) == len(text) for p in places) else len(chinese)


def _after_gap(text: str, place: int) -> int:
    """Step over the blanks, hyphens, apostrophes and other punctuation before the next syllable."""
    while place < len(text) and not (text[place].isalnum() or text[place] in _SIGNS):
        place += 1
    return place


@functools.lru_cache(maxsize=8192)
def _readings(char: str) -> tuple[str, ...]:
    """Return the readings of a character, the longest first, so that none hides another."""
    from pypinyin.pinyin_dict import pinyin_dict

    marked = pinyin_dict.get(ord(char), "").split(",") if char != "儿" else ["ér", "er", "r"]
    found = dict.fromkeys(unicodedata.normalize("NFC", r) for r in marked if r)
    if char in _OFTEN_TONELESS:
        found.update(dict.fromkeys(_toneless(r) for r in tuple(found)))
    found.update(dict.fromkeys(_SANDHI.get(char, ())))
    return tuple(found)


def _toneless(syllable: str) -> str:
    marks = "\u0300\u0301\u0304\u030c"
    plain = "".join(c for c in unicodedata.normalize("NFD", syllable) if c not in marks)
    return unicodedata.normalize("NFC", plain)
