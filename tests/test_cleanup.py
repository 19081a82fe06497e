"""Spoken sentences made readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.cleanup import clean_sentence
from cards.transcript import Language

CLEANED = [
    ("en", "So, um, the the model is is larger.", "The model is larger."),
    ("en", "And I, I think that scaling works, right?", "Scaling works."),
    ("en", "You know, attention is, uh, expensive", "Attention is expensive."),
    ("en", "This slide says that data is finite.", "Data is finite."),
    ("en", "What's interesting is that models forget.", "Models forget."),
    ("en", "It is very, very large.", "It is very, very large."),  # emphasis is no stutter
    ("en", "It had had an effect.", "It had had an effect."),
    ("en", "It is kind of like a brain.", "It is kind of like a brain."),  # a likeness stays one
    ("en", "No model is immune to injection.", "No model is immune to injection."),
    ("en", "Like humans, models hallucinate.", "Like humans, models hallucinate."),
    ("en", "The problem is that gradients vanish.", "The problem is that gradients vanish."),
    ("zh", "而且呢，额外的显存很贵。", "额外的显存很贵。"),
    ("zh", "所以，嗯，模型会越来越大，对吧？", "模型会越来越大。"),
    ("zh", "那么就是说 注意力 很贵", "注意力很贵。"),
    ("zh", "其实我觉得模型，模型需要数据", "模型需要数据。"),
    ("zh", "注意力的最后一层对比例敏感。", "注意力的最后一层对比例敏感。"),
    ("zh", "最后一层输出分数。", "最后一层输出分数。"),
    ("zh", "我们研究研究这个问题。", "我们研究研究这个问题。"),
    ("zh", "瓶颈是读权重，权重小了四倍，读得就快。", "瓶颈是读权重，权重小了四倍，读得就快。"),
    ("zh", "大模型验证一遍，对的就收下。", "大模型验证一遍，对的就收下。"),
    ("zh", "这这就就是最重要的问题。", "这就是最重要的问题。"),
]


@pytest.mark.parametrize(("language", "said", "clean"), CLEANED)
def test_fillers_go_and_the_meaning_stays(language: Language, said: str, clean: str) -> None:
    """Fillers, frames and doubled words are dropped; what changes the meaning is kept."""
    assert clean_sentence(said, language) == clean


@given(st.text(max_size=200))
def test_any_text_is_cleaned_once_for_all(text: str) -> None:
    """Cleaning a cleaned sentence changes nothing, whatever the text."""
    for language in ("en", "zh"):
        once = clean_sentence(text, language)
        assert clean_sentence(once, language) == once
