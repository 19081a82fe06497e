"""English words as matching sees them: tokens, and one form for all inflections and spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")

# A word is a run of Latin letters and digits. Inner apostrophes belong to it (don't, model's), a dot
# only between a name's digits (3.5), + and # only at the end (C++, C#).
_TOKEN = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['\u2019][a-z]+)?(?:(?<=\d)\.\d+)?[+#]*")

# What makes another form of a word of it.
_ENDINGS = "e s es ed ing er or ers ors ion ions ation ic al ive able ize ized izer ization ment"
_FORM_ENDINGS = {"", *_ENDINGS.split()}


class Token(NamedTuple):
    """A word of a text: what stands there, its normal form, and where (characters, end excluded)."""

    text: str
    norm: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Split a text into its Latin words; Chinese and punctuation are stepped over."""
    return [
        Token(m.group(), normal_word(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text)
    ]


@lru_cache(maxsize=65536)
def normal_word(word: str) -> str:
    """Return the form under which a word is looked up.

    Lower case, possessive and plural dropped, American spelling. It is not a dictionary form: it
    only has to be the same for all spellings of one word and different for different words.
    """
    low = word.lower().replace("\u2019", "'")
    low = re.sub(r"'s$|'$", "", low)
    return _american(_singular(low))


def _singular(word: str) -> str:
    """Drop a regular plural's ending. Words that only look like plurals (bias, loss, axis) stay."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ias", "eps")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("ices") and len(word) > 6:  # matrices, vertices
        return word[:-4] + "ix" if word.startswith("matr") else word[:-4] + "ex"
    return word[:-1]


# British endings and the American ones they stand for; each needs a stem before it.
_BRITISH = (
    (re.compile(r"(?<=\w{3})is(e|ed|er|ing|ation|able)$"), r"iz\1"),
    (re.compile(r"(?<=\w{2})yse(d|r)?$"), r"yze\1"),
    (re.compile(r"(?<=\w{3})our(al|ed|ing|able)?$"), r"or\1"),
    (re.compile(r"(?<=\w{2}[aeiou])ll(ed|ing|er)$"), r"l\1"),
    (re.compile(r"(?<=\w{2}t)re$"), "er"),
)
# Words that carry such an ending by nature, not by spelling.
_NOT_BRITISH = frozenset(
    "advise revise precise concise promise exercise expertise otherwise likewise noise raise rise wise "
    "premise enterprise surprise disguise devise supervise supervised supervising supervisor comprise "
    "merchandise compromise four hour your tour pour flour calling called caller pulling pulled rolling "
    "rolled filling filled selling telling polling pooling scrolling controlling controlled "
    "crawling spelling drilling billing falling".split()
)


def _american(word: str) -> str:
    if word in _NOT_BRITISH:
        return word
    for ending, american in _BRITISH:
        changed = ending.sub(american, word)
        if changed != word:
            return changed
    return word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Drop a verb's ending from a normal form: pretrained, pretraining and pretrain are one stem."""
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "sle":
                root = root[:-1]
            return root
    return word


def akin(word: str, other: str) -> bool:
    """Say whether two words are forms of one: agent and agentic, but not graph and graphics."""
    root = stem(word)
    return len(word) > 3 and other.startswith(root) and other[len(root) :] in _FORM_ENDINGS


def letters(word: str) -> Iterator[str]:
    """Give the letters and digits of a word, as in an acronym spelled out."""
    return (c for c in word if c.isalnum())
