"""Misheard terms that nobody wrote down beforehand."""

from __future__ import annotations

import pytest
from glossary_samples import sample_glossary

from cards.matching import Matcher
from cards.mishearing import find_misheard, near_misses
from cards.repair import repaired
from cards.transcript import Language

GLOSSARY = sample_glossary()
MATCHER = Matcher(GLOSSARY)

MENDED = [
    ("en", "We use reinforcment learning.", "We use reinforcement learning."),
    ("en", "A neural netwerk learns.", "A neural network learns."),
    ("zh", "这是一个神经往络。", "这是一个神经网络。"),
    ("zh", "检索增强深成很有用。", "检索增强生成很有用。"),
]


@pytest.mark.parametrize(("language", "said", "meant"), MENDED)
def test_near_spellings_and_homophones_are_mended(
    language: Language, said: str, meant: str
) -> None:
    """A word nobody uses, spelled or sounding like a term, is that term."""
    found = find_misheard([said], [MATCHER.find(said)], GLOSSARY, language)
    assert repaired(said, [match for _, match in found]) == meant


LEFT_ALONE = [
    ("en", "The agents in the data center retrain."),
    ("en", "My neighbour Vinyels and Lipschitz came."),  # names are no misspellings
    ("en", "The differentiator was generational."),
    ("en", "We saw retrieval augmenting generation."),  # a rare word is a word
    ("zh", "他们执行这个计划，注意里面的内容。"),  # words that make sense as they stand
    ("zh", "大家注以力头为准。"),  # 以 is a word of grammar, not a piece of 注意力头
]


@pytest.mark.parametrize(("language", "said"), LEFT_ALONE)
def test_sense_is_left_alone(language: Language, said: str) -> None:
    """A wrong repair teaches nonsense: usual words and names stay."""
    assert find_misheard([said], [MATCHER.find(said)], GLOSSARY, language) == []


def test_two_characters_are_mended_only_where_the_talk_has_them_right() -> None:
    """次元 for 词元 is mended in a talk that also says 词元."""
    alone = ["每个此圆都要计算。"]
    both = ["每个此圆都要计算。", "词元是文本的片段。"]
    assert find_misheard(alone, [MATCHER.find(t) for t in alone], GLOSSARY, "zh") == []
    found = find_misheard(both, [MATCHER.find(t) for t in both], GLOSSARY, "zh")
    assert [(i, m.text) for i, m in found] == []  # both characters wrong: not enough is right
    both[0] = "每个此元都要计算。"
    found = find_misheard(both, [MATCHER.find(t) for t in both], GLOSSARY, "zh")
    assert [(i, m.text, m.entry.en) for i, m in found] == [(0, "此元", "token")]


NEAR = [
    ("en", "We trained on neutral net works.", "neural network", "neutral net works", "ordinary"),
    ("en", "A cave of truth.", "neural network", None, ""),
    ("zh", "这是一个神经往落。", "neural network", "神经往落", "characters"),
]


@pytest.mark.parametrize(("language", "said", "term", "like", "why"), NEAR)
def test_what_is_like_an_unmet_term_is_told(
    language: Language, said: str, term: str, like: str | None, why: str
) -> None:
    """The stretch, and what kept it from being repaired; nothing where nothing is alike."""
    entry = GLOSSARY.lookup(term, "en")
    assert entry
    misses = near_misses([said], entry)
    if like is None:
        assert misses == []
    else:
        assert misses[0].said == like
        assert why in misses[0].why
