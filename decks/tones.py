"""Pinyin with a colour for each tone, syllable by syllable.

Only readings are coloured: a Latin word inside a Chinese term (GPT, token) is stepped over, which
is where other decks go wrong. The tone marks stay, so the colour never carries the tone alone.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from decks.fields import clean, escape

_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_WORD = re.compile(r"([^\W\d_]+(?:['\u2019][^\W\d_]+)*)")
_LATIN_WORD = re.compile("[A-Za-z][A-Za-z0-9]*")
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}


@functools.cache
def _syllables() -> frozenset[str]:
    return frozenset(
        initial + final for initial, finals in _FINALS.items() for final in finals.split()
    )


def tone(syllable: str) -> int:
    """Return the tone of a marked syllable, 1 to 4, and 5 for the neutral one without a mark."""
    for char in unicodedata.normalize("NFD", syllable):
        if char in _MARKS:
            return _MARKS[char]
    return 5


def split_syllables(word: str) -> list[str] | None:
    """Split a joined reading ("xùnliàn", "Xī'ān") into syllables, None where it is no pinyin.

    A syllable has at most one tone mark and the split with the fewest syllables wins, ties by the
    longer first one, except that a syllable in the middle of a word does not begin with a, e or o:
    that needs the apostrophe.
    """
    out: list[str] = []
    for part in re.split("['\u2019]", word):
        split = _split(part)
        if split is None:
            return None
        out.extend(split)
    return out


@functools.lru_cache(maxsize=65536)
def _split(part: str) -> tuple[str, ...] | None:
    if not part:
        return ()
    best: tuple[str, ...] | None = None
    for length in range(min(6, len(part)), 0, -1):
        head, rest = part[:length], part[length:]
        if not _is_syllable(head) or (rest and rest[0] in "aāáǎàeēéěèoōóǒò"):
            continue
        tail = _split(rest)
        if tail is not None and (best is None or 1 + len(tail) < len(best)):
            best = (head, *tail)
    return best


def _is_syllable(text: str) -> bool:
    decomposed = unicodedata.normalize("NFD", text.lower())
    if sum(c in _MARKS for c in decomposed) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _MARKS))
    return bare in _syllables() or (bare.endswith("r") and bare[:-1] in _syllables())


def pinyin_html(reading: str, chinese: str = "") -> str:
    """Return a reading as safe HTML, each syllable in a span of class tone1 to tone5.

    `chinese` is the text it reads: Latin words that stand there are no readings and stay
    uncoloured.
    """
    latin = {w.lower() for w in _LATIN_WORD.findall(chinese)}
    out = []
    for piece in _WORD.split(clean(reading)):
        html = _coloured(piece)
        out.append(escape(piece) if html is None or (latin and piece.lower() in latin) else html)
    return "".join(out)


@functools.lru_cache(maxsize=16384)
def _coloured(word: str) -> str | None:
    """Return a word of a reading with its colours, None for what is no pinyin."""
    syllables = split_syllables(word) if word[:1].isalpha() else None
    if not syllables:
        return None
    out = []
    at = 0
    for syllable in syllables:
        start = word.index(syllable, at)
        out.append(escape(word[at:start]))  # the apostrophe
        out.append(f'<span class="tone{tone(syllable)}">{escape(syllable)}</span>')
        at = start + len(syllable)
    return "".join(out)
