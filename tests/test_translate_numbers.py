"""The values that a sentence holds, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.numbers import compare_numbers, read_numbers
from translate.quality import check_sentence


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "It has 1,234,567 rows and 3.5 columns.", ["1234567", "3.5"]),
        ("en", "70 billion, 70B, 1.5 million, 10k", ["70e9", "1.5e6", "10000"]),
        ("en", "twenty-five people and a hundred and five cats", ["25", "105"]),
        ("en", "two hundred thousand and three million", ["200000", "3e6"]),
        ("en", "in the third year, one of two", ["3"]),
        ("en", "thousands of people, hundreds", []),
        ("en", "GPT is someone's tenet.", []),
        ("zh", "有700亿个参数，1.5万亿个词", ["7e10", "1.5e12"]),
        ("zh", "二十五个人和三百零五次", ["25", "305"]),
        ("zh", "二〇二四年", ["2024"]),
        ("zh", "十二万三千人", ["123000"]),
        ("zh", "一直、十分、万一、千万别、四处", []),
        ("zh", "几十种方法，十多年，数百万人", []),
        ("zh", "第三层", ["3"]),
    ],
)
def test_numbers_are_read_as_values(language, text, values):
    """Those surely meant as numbers; words that only look like numerals are none."""
    assert read_numbers(text, language).sure == {Decimal(v).normalize() for v in values}


@given(st.integers(min_value=3, max_value=10**15), st.sampled_from(["en", "zh"]))
def test_a_number_written_the_same_is_the_same(number, language):
    """Digits, with or without separators, in both languages."""
    other = "zh" if language == "en" else "en"
    assert compare_numbers(f"x {number:,} y", f"有{number}个", language, other)
    assert not compare_numbers(f"x {number:,} y", f"有{number + 1}个", language, other)


@given(st.text(max_size=120), st.text(max_size=120), st.sampled_from(["en", "zh"]))
def test_no_text_breaks_the_checks(original, translated, source):
    """Transcripts and servers' answers come from strangers."""
    target = "zh" if source == "en" else "en"
    reasons = check_sentence(original, translated, source, target)
    assert len(set(reasons)) == len(reasons)
