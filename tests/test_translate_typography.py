"""Punctuation and spacing come out as each language writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.typography import tidy


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("大家好.", "大家好。"),
        ("你好,世界!", "你好，世界！"),
        ("为什么?", "为什么？"),
        ("第一:数据;第二:算力.", "第一：数据；第二：算力。"),
        ("我们 使用 GPT 模型 。", "我们使用GPT模型。"),
        ("准确率是 3.14% ,不错.", "准确率是3.14%，不错。"),
        ("在10:30开始,共1,000人.", "在10:30开始，共1,000人。"),
        ("见 https://example.org/a,b.html 。", "见https://example.org/a,b.html。"),
        ('他说:"我不知道."', "他说：“我不知道。”"),
        ("模型(很大)有效.", "模型（很大）有效。"),
        ("用函数f(x)表示.", "用函数f(x)表示。"),
        ("等等...", "等等……"),
        ("我们用PyTorch, TensorFlow和JAX.", "我们用PyTorch，TensorFlow和JAX。"),
        ("这是GPT-4.5.", "这是GPT-4.5。"),
        ("第一句。 第二句。", "第一句。第二句。"),
        ("  多余   空格  ", "多余空格"),
        ("LSTM", "LSTM"),
        ("hello, world", "hello, world"),
        ("", ""),
    ],
)
def test_chinese_has_full_width_marks_and_no_stray_spaces(raw, clean):
    """Half-width marks at Chinese become full-width; numbers, addresses and code keep theirs."""
    assert tidy(raw, "zh") == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Hello，world。", "Hello, world."),
        ("Really ?", "Really?"),
        ("A （small） model。", "A (small) model."),
        ("“Yes”， he said。", '"Yes", he said.'),
        ("It costs 1,000 dollars .", "It costs 1,000 dollars."),
        ("Wait……", "Wait..."),
        ("It's fine.", "It's fine."),
        ("我们 talk。", "我们 talk。"),
    ],
)
def test_english_has_half_width_marks(raw, clean):
    """Full-width marks become half-width; text that is still Chinese is not disguised."""
    assert tidy(raw, "en") == clean


@given(st.text(max_size=80), st.sampled_from(["en", "zh"]))
def test_tidying_twice_changes_nothing_more(text, language):
    """The clean form is final, whatever comes in."""
    once = tidy(text, language)
    assert tidy(once, language) == once


@given(st.text(alphabet="我们用模型很大 ,.!?;:()GPT4", max_size=60))
def test_no_word_is_lost(text):
    """Han, letters and digits all stay, in their order."""
    kept = [c for c in text if c.isalnum()]
    assert [c for c in tidy(text, "zh") if c.isalnum()] == kept
