"""What a speech recogniser says again and again: loops of words, sentences and passages.

A recogniser that loses the thread repeats itself: one word on eight cues, a sentence two to four
times with small changes, a passage twice. People repeat themselves too, but seldom a word four
times or a long sentence to the letter.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from .language import HAN
from .transcript import Language, Sentence

_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['’][^\W_]+)?")

# A group of tokens said this often in a row is a loop. People say "no, no, no" and 对对对.
_SHORT_LOOP = 4
# A longer group (tokens) is one the second time already.
_LONG_GROUP = {"en": 6, "zh": 9}
_LONGEST_GROUP = 80

# How alike two neighbouring sentences of a loop are at least (difflib's ratio over tokens).
_ALIKE = 0.85
# Shorter sentences ("Yes.", 对吧？) are repeated by people; they count as loops when identical.
_SHORT_SENTENCE = 6
# A loop of several sentences is found this many sentences back.
_LOOK_BACK = 4
# How many sentences of a passage must come again, and how many tokens they must have together.
_PASSAGE_SENTENCES, _PASSAGE_TOKENS = 3, 25


def _tokens(text: str) -> list[tuple[str, int, int]]:
    return [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def collapse_words(text: str, language: Language) -> str:
    """Return text in which a group of words repeated in a loop stands once."""
    tokens = _tokens(text)
    drops = loop_ranges([token for token, _, _ in tokens], _LONG_GROUP[language])
    if not drops:
        return text
    parts, position = [], 0
    for first, last in drops:
        parts.append(text[position : tokens[first][1]])
        position = tokens[last][1] if last < len(tokens) else tokens[-1][2]
    parts.append(text[position:])
    return re.sub(r"[\s,，、]+([.!?。！？])", r"\1", "".join(parts)).strip()


def loop_ranges(words: list[str], long_group: int) -> list[tuple[int, int]]:
    """Return the [first, last) ranges of words that only repeat the words before them.

    A group of at least `long_group` words is a loop the second time, a shorter one the fourth.
    The time taken grows with the number of words alone.
    """
    ranges: list[tuple[int, int]] = []
    seen: dict[str, int] = {}
    position = 0
    while position < len(words):
        period = position - seen.get(words[position], -_LONGEST_GROUP - 1)
        repeats = _repeats(words, position, period) if period <= _LONGEST_GROUP else 0
        seen[words[position]] = position
        if repeats and (repeats + 1 >= _SHORT_LOOP or period >= long_group):
            end = position + repeats * period
            ranges.append((position, end))
            position = end
        else:
            position += 1
    return ranges


def _repeats(words: list[str], position: int, period: int) -> int:
    """Return how often the `period` words before `position` come again from there."""
    group = words[position - period : position]
    count = 0
    while words[position : position + period] == group:
        count += 1
        position += period
    return count


def drop_repeats(sentences: list[Sentence], language: Language) -> list[Sentence]:
    """Return the sentences without loops: repeated sentences and passages stand once."""
    return _without_passages(_without_neighbours(sentences))


def _key(sentence: Sentence) -> tuple[str, ...]:
    return tuple(token for token, _, _ in _tokens(sentence.text))


def _without_neighbours(sentences: list[Sentence]) -> list[Sentence]:
    """Drop sentences nearly the same as one shortly before; the longest wording stays.

    A loop may alternate ("A. B. A. B. A."), so a few sentences back are looked at too; a short
    sentence is only held against its neighbour.
    """
    kept: list[Sentence] = []
    keys: list[tuple[str, ...]] = []
    for sentence in sentences:
        key = _key(sentence)
        for back in range(1, min(_LOOK_BACK, len(keys)) + 1):
            if (back == 1 or len(key) >= _SHORT_SENTENCE) and _same(keys[-back], key):
                if len(key) > len(keys[-back]):
                    first = kept[-back]
                    kept[-back] = Sentence(sentence.text, first.start, first.speaker)
                    keys[-back] = key
                break
        else:
            kept.append(sentence)
            keys.append(key)
    return kept


def _same(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if one == two:
        return True
    shorter, longer = sorted((len(one), len(two)))
    if shorter < _SHORT_SENTENCE or 2 * shorter < longer * _ALIKE or longer > 400:
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE
        and matcher.quick_ratio() >= _ALIKE
        and matcher.ratio() >= _ALIKE
    )


def _without_passages(sentences: list[Sentence]) -> list[Sentence]:
    """Drop a run of sentences that already stood earlier in the talk, in the same order."""
    keys = [_key(sentence) for sentence in sentences]
    first_at: dict[tuple[tuple[str, ...], ...], int] = {}
    dropped = [False] * len(sentences)
    position = 0
    while position + _PASSAGE_SENTENCES <= len(sentences):
        window = tuple(keys[position : position + _PASSAGE_SENTENCES])
        earlier = first_at.setdefault(window, position)
        if earlier + _PASSAGE_SENTENCES > position or sum(map(len, window)) < _PASSAGE_TOKENS:
            position += 1
            continue
        length = 0
        while (
            position + length < len(keys)
            and earlier + length < position
            and (keys[earlier + length] == keys[position + length])
        ):
            dropped[position + length] = True
            length += 1
        position += max(length, 1)
    return [sentence for sentence, gone in zip(sentences, dropped, strict=True) if not gone]
