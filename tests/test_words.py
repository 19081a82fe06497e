"""Words as matching sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.words import akin, normal_word, stem, tokens

SAME = [
    ("models", "model"),
    ("Model's", "model"),
    ("model’s", "model"),
    ("matrices", "matrix"),
    ("indices", "index"),
    ("policies", "policy"),
    ("losses", "loss"),
    ("tokenisation", "tokenization"),
    ("optimise", "optimize"),
    ("modelling", "modeling"),
    ("behaviour", "behavior"),
    ("boxes", "box"),
]


@pytest.mark.parametrize(("said", "form"), SAME)
def test_inflections_and_spellings_are_one_word(said: str, form: str) -> None:
    """A plural, a possessive and a British spelling are looked up as the plain American word."""
    assert normal_word(said) == normal_word(form)


@pytest.mark.parametrize("word", ["bias", "loss", "axis", "corpus", "supervised", "precise"])
def test_words_that_only_look_inflected_stay(word: str) -> None:
    """No ending is taken from a word that has it by nature."""
    assert normal_word(word) == word


def test_verb_forms_share_a_stem() -> None:
    """Pretrained, pretraining and pretrains are one stem."""
    assert {stem(normal_word(w)) for w in ("pretrained", "pretraining", "pretrains")} == {
        "pretrain"
    }


def test_tokens_keep_versions_and_step_over_chinese() -> None:
    """GPT-3.5 is GPT and 3.5; Chinese and punctuation are no Latin words."""
    found = [t.text for t in tokens("用GPT-3.5级别的token, C++!")]
    assert found == ["GPT", "3.5", "token", "C++"]


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    """Whatever the text, a token's place holds the token."""
    assert all(text[t.start : t.end] == t.text for t in tokens(text))


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("agent", "agentic", True),
        ("train", "trainers", True),
        ("model", "model", True),
        ("graph", "graphics", False),
        ("model", "modesty", False),
    ],
)
def test_only_forms_of_a_word_are_akin(word: str, other: str, same: bool) -> None:
    """A certain term vouches for the words it is made of, not for words that begin alike."""
    assert akin(word, other) is same
