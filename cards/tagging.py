"""Parts of speech: English by TextBlob's tagger, Chinese by jieba's dictionary.

Both are wrong for a word in twenty or so; what uses them must bear that. English tags are the Penn
Treebank's (NN, VBZ ...), Chinese ones jieba's (n, v, vn ...), "eng" for Latin words in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cards.transcript import Language


class TaggedWord(NamedTuple):
    """A word of a sentence with its part of speech and its place there (characters)."""

    text: str
    tag: str
    start: int
    end: int


def tag_sentences(texts: Sequence[str], language: Language) -> list[list[TaggedWord]]:
    """Tag each text; words come in order, and a word the tagger rewrote is left out."""
    if language == "en":
        return [_placed(text, _english(text)) for text in texts]
    cut = [list(_segmenter().cut(text)) for text in texts]
    known = _dictionary_tags({word for words in cut for word in words})
    return [
        _placed(text, ((w, _chinese_tag(w, known)) for w in words))
        for text, words in zip(texts, cut, strict=True)
    ]


def _english(text: str) -> list[tuple[str, str]]:
    from textblob.en import tag

    # The tagger takes a double hyphen and a slash for marks of its own.
    return list(tag(text.replace("--", " - ").replace("/", " / ")))


def _placed(text: str, tagged: Iterable[tuple[str, str]]) -> list[TaggedWord]:
    out: list[TaggedWord] = []
    at = 0
    for word, tag in tagged:
        found = text.find(word, at)
        if found < 0:
            continue
        at = found + len(word)
        out.append(TaggedWord(word, tag, found, at))
    return out


@cache
def _segmenter() -> Any:
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()


def cut_words(text: str) -> list[str]:
    """Split Chinese text into words; the pieces joined are the text."""
    return list(_segmenter().cut(text))


def is_chinese_word(text: str) -> bool:
    """Say whether jieba's dictionary has the text as a word."""
    segmenter = _segmenter()
    segmenter.initialize()
    return bool(segmenter.FREQ.get(text))


def _chinese_tag(word: str, known: dict[str, str]) -> str:
    if re.match(r"[A-Za-z][\w+#-]*$", word):
        return "eng"
    if not re.match(r"[\u3400-\u9fff]+$", word):
        return "x"
    return known.get(word, "nz" if len(word) > 1 else "x")  # a new word of two characters is a name


def _dictionary_tags(words: set[str]) -> dict[str, str]:
    """Look the words up in jieba's dictionary file.

    Reading through it takes 0.1 s; holding its 350,000 tags in memory, as jieba.posseg does, 50 MB.
    """
    import jieba

    found: dict[str, str] = {}
    path = Path(jieba.__file__).with_name("dict.txt")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, _, rest = line.partition(" ")
            if word in words:
                found[word] = rest.split()[-1]
    return found
