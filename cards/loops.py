"""What a speech recogniser says again and again: loops of words, sentences and passages.

A recogniser that loses the thread repeats itself: one word on eight cues, a sentence two to four
times with small changes, a passage twice. People repeat themselves too, but seldom a word four
times or a long sentence to the letter.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from .language import HAN, word_set
from .transcript import Language, Sentence

_TOKEN = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:['’][^\W_]+)?")

# A group of tokens said this often in a row is a loop. People say "no, no, no" and 对对对.
_SHORT_LOOP = 4
# A longer group (tokens) is one the second time already.
_LONG_GROUP = {"en": 6, "zh": 9}
_LONGEST_GROUP = 80

# How alike two neighbouring sentences of a loop are at least (difflib's ratio over tokens).
_ALIKE = 0.85
# Sentences that are so alike share at least this much of their vocabulary.
_ALIKE_WORDS = 0.6
_TELLING = word_set(
    "not no never nor none without don't doesn't didn't isn't aren't wasn't won't can't cannot "
    "less more un 不 没 沒 非 无 無 未 别 少 多"
)
# A longer text (tokens) is no sentence; comparing it would take long.
_LONGEST_COMPARED = 400
# Shorter sentences ("Yes.", 对吧？) are repeated by people; they count as loops when identical.
_SHORT_SENTENCE = 6
# A loop of several sentences is found this many sentences back.
_LOOK_BACK = 4
# How many sentences of a passage must come again, and how many tokens they must have together.
_PASSAGE_SENTENCES, _PASSAGE_TOKENS = 3, 25


def collapse_words(text: str, language: Language) -> str:
    """Return text in which a group of words repeated in a loop stands once."""
    drops = loop_ranges(_TOKEN.findall(text.lower()), _LONG_GROUP[language])
    if not drops:
        return text
    spans = [match.span() for match in _TOKEN.finditer(text)]
    parts, position = [], 0
    for first, last in drops:
        parts.append(text[position : spans[first][0]])
        position = spans[last][0] if last < len(spans) else spans[-1][1]
    parts.append(text[position:])
    return re.sub(r"[\s,，、]+([.!?。！？])", r"\1", "".join(parts)).strip()


def loop_ranges(words: list[str], long_group: int) -> list[tuple[int, int]]:
    """Return the [first, last) ranges of words that only repeat the words before them.

    A group of at least `long_group` words is a loop the second time, a shorter one the fourth.
    The time taken grows with the number of words alone.
    """
    ranges: list[tuple[int, int]] = []
    seen: dict[tuple[str, ...], int] = {}
    position = 0
    while position < len(words):
        end = position
        # where a group comes again, its first word does and its first three words do; the word
        # finds the shortest group, the three words one that says its first word twice
        for key in ((words[position],), tuple(words[position : position + 3])):
            period = position - seen.get(key, -_LONGEST_GROUP - 1)
            seen[key] = position
            if end == position and 0 < period <= _LONGEST_GROUP:
                repeats = _repeats(words, position, period)
                if repeats and (repeats + 1 >= _SHORT_LOOP or period >= long_group):
                    end = position + repeats * period
        if end > position:
            ranges.append((position, end))
        position = max(end, position + 1)
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
    return tuple(_TOKEN.findall(sentence.text.lower()))


class _Words(NamedTuple):
    """A sentence's words in order, and each once; the second spares most comparisons."""

    tokens: tuple[str, ...]
    vocabulary: frozenset[str]


def _without_neighbours(sentences: list[Sentence]) -> list[Sentence]:
    """Drop sentences nearly the same as one shortly before; the longest wording stays.

    A loop may alternate ("A. B. A. B. A."), so a few sentences back are looked at too; a short
    sentence is only held against its neighbour.
    """
    kept: list[Sentence] = []
    keys: list[_Words] = []
    for sentence in sentences:
        tokens = _key(sentence)
        key = _Words(tokens, frozenset(tokens))
        for back in range(1, min(_LOOK_BACK, len(keys)) + 1):
            if (back == 1 or len(tokens) >= _SHORT_SENTENCE) and _same(keys[-back], key):
                if len(tokens) > len(keys[-back].tokens):
                    first = kept[-back]
                    kept[-back] = Sentence(sentence.text, first.start, first.speaker)
                    keys[-back] = key
                break
        else:
            kept.append(sentence)
            keys.append(key)
    return kept


def _same(first: _Words, second: _Words) -> bool:
    one, two = first.tokens, second.tokens
    if one == two:
        return True
    shorter, longer = sorted((len(one), len(two)))
    if shorter < _SHORT_SENTENCE or longer > _LONGEST_COMPARED:
        return False
    if 2 * shorter < _ALIKE * (shorter + longer):
        return False
    words, others = first.vocabulary, second.vocabulary
    if 2 * len(words & others) < _ALIKE_WORDS * (len(words) + len(others)):
        return False
    # the words that only one of them has tell most pairs apart, far cheaper than an alignment
    if _tells(tuple(words - others), tuple(others - words)):
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    if matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return False
    return not any(
        _tells(one[a:b], two[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    )


def _tells(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Say whether a difference is one of meaning: a number, a "not", another word.

    "The encoder reads the text" and "The decoder reads the text" are two sentences, however much
    they share; a word more or less, or another form of the word, is the recogniser's.
    """
    if any(token.isdigit() or token in _TELLING for token in (*one, *two)):
        return True
    if not one or not two:
        return False
    return not any(
        left.startswith(right) or right.startswith(left) for left in one for right in two
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
