"""How a model translates a single word: learnt from sentences that carry it.

Alone, a word comes out wrong or repeated; in a sentence it comes out as the model knows it. The
same sentence with other nouns in its place tells which part of the output is the word's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from cards.transcript import Language
from translate.engine import Hypothesis
from translate.terminology import differing, plausible_reading

Ask = Callable[[list[str]], list[str]]

# Short sentences that any model can translate, with the word at a place where the target has it
# whole.
CARRIERS: dict[Language, tuple[str, ...]] = {
    "en": ("We talk about {}.", "I like {}.", "We do not need {}."),
    "zh": ("我们谈谈{}。", "我喜欢{}。", "我们不需要{}。"),
}
# Nouns that every general model knows, concrete and far from the subject of any talk about AI, so
# that they neither are in the sentence already nor come out as anything else.
STAND_INS: dict[Language, tuple[str, ...]] = {
    "en": ("piano", "camera", "garden", "bridge"),
    "zh": ("钢琴", "相机", "花园", "桥梁"),
}


def stand_ins(surface: str, sentence: str, language: Language) -> list[str]:
    """Nouns to put in the place of `surface`, in its number, none of them in the sentence."""
    plural = language == "en" and re.search(r"[^su]s$", surface) is not None
    nouns = [noun + "s" if plural else noun for noun in STAND_INS[language]]
    return [noun for noun in nouns if noun not in sentence.lower()]


class Lexicon:
    """What the model makes of single words; every word is asked for once."""

    def __init__(self, ask: Ask, source: Language, target: Language) -> None:
        self._ask, self._source, self._target = ask, source, target
        self._known: dict[str, tuple[str, ...]] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Ask for all the words in one go."""
        frames = {w: self._frames(w) for w in dict.fromkeys(words) if w not in self._known}
        wanted = list(dict.fromkeys(t for group in frames.values() for row in group for t in row))
        if not wanted:
            return
        answers = dict(zip(wanted, self._ask(wanted), strict=True))
        for word, group in frames.items():
            readings = [differing([answers[t] for t in row], self._target) for row in group]
            sound = (r for r in readings if plausible_reading(r, self._target))
            self._known[word] = tuple(dict.fromkeys(sound))

    def _frames(self, word: str) -> list[list[str]]:
        """Each carrier with the word, then with two other nouns in its place."""
        others = [noun for noun in stand_ins(word, "", self._source) if noun != word][:2]
        return [[c.format(w) for w in (word, *others)] for c in CARRIERS[self._source]]

    def readings(self, word: str) -> tuple[str, ...]:
        """The different ways the model put a learnt word, none twice."""
        return self._known.get(word, ())


def best_texts(proposals: Sequence[tuple[Hypothesis, ...]]) -> list[str]:
    """The first wording of each."""
    return [wordings[0].text for wordings in proposals]
