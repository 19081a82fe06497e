"""Texts that give every line in two languages: only the talk's own is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..language import HAN, is_han_text
from ..transcript import Language
from .document import Fragment

# In a bilingual text nearly every line is followed by the other script, and each has its share.
_ALTERNATING = 0.6
_LEAST_SHARE = 0.3
_LEAST_FRAGMENTS = 4

_GLOSS = re.compile(rf"\s*[(（][^()（）\n]{{0,200}}[{HAN}][^()（）\n]{{0,200}}[)）]")


def one_language(fragments: list[Fragment], language: Language | None) -> list[Fragment]:
    """Return the fragments of the talk's own language, or all where there is only one.

    The language that comes first in the pairs is the talk's, unless `language` says another.
    """
    spoken = [f for f in fragments if any(map(str.isalpha, f.text))]
    scripts = [is_han_text(_GLOSS.sub("", fragment.text)) for fragment in spoken]
    if not _is_bilingual(scripts):
        return fragments
    first_is_han = scripts[0]
    # in pairs the first line of each pair counts, so that a stray line on top does not decide
    if len(scripts) > 2 and _switches(scripts) > 1:
        first_is_han = sum(scripts[0::2]) * 2 > len(scripts[0::2])
    wanted = first_is_han if language is None else language == "zh"
    kept = []
    for fragment, han in zip(spoken, scripts, strict=True):
        if han == wanted:
            text = fragment.text if han else _GLOSS.sub("", fragment.text)
            kept.append(replace(fragment, text=text))
    return kept


def _switches(scripts: list[bool]) -> int:
    return sum(one != two for one, two in pairwise(scripts))


def _is_bilingual(scripts: list[bool]) -> bool:
    if len(scripts) < _LEAST_FRAGMENTS:
        return False
    share = sum(scripts) / len(scripts)
    if not _LEAST_SHARE <= share <= 1 - _LEAST_SHARE:
        return False
    switches = _switches(scripts)
    return switches >= _ALTERNATING * (len(scripts) - 1) or switches == 1
