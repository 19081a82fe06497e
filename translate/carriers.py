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
        carriers = CARRIERS[self._source]
        new = [w for w in dict.fromkeys(words) if w not in self._known]
        if not new:
            return
        base = [stand_ins(word, "", self._source)[:2] for word in new]
        wanted = dict.fromkeys(
            carrier.format(w)
            for word, others in zip(new, base, strict=True)
            for carrier in carriers
            for w in (word, *(o for o in others if o != word))
        )
        answers = dict(zip(wanted, self._ask(list(wanted)), strict=True))
        for word, others in zip(new, base, strict=True):
            readings = [
                differing(
                    [answers[c.format(w)] for w in (word, *(o for o in others if o != word))],
                    self._target,
                )
                for c in carriers
            ]
            self._known[word] = tuple(
                dict.fromkeys(r for r in readings if plausible_reading(r, self._target))
            )

    def readings(self, word: str) -> tuple[str, ...]:
        """The different ways the model put a learnt word, none twice."""
        return self._known.get(word, ())


def best_texts(proposals: Sequence[tuple[Hypothesis, ...]]) -> list[str]:
    """The first wording of each."""
    return [wordings[0].text for wordings in proposals]
