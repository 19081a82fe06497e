"""Noun phrases that a text says and general language does not."""

from __future__ import annotations

from cards.candidates import find_candidates
from cards.tagging import tag_sentences
from cards.transcript import Language


def forms(language: Language, *texts: str) -> list[str]:
    return [c.form for c in find_candidates(tag_sentences(texts, language), language)]


def test_english_phrases_end_in_a_noun_and_do_not_begin_with_praise() -> None:
    """Describing adjectives, verbs and closed classes are no part of a term."""
    found = forms("en", "We propose a new convolutional encoder that uses sparse attention masks.")
    assert set(found[:2]) == {"sparse attention masks", "convolutional encoder"}
    assert "new convolutional encoder" not in found


def test_what_is_said_often_comes_first() -> None:
    """Frequency counts, also inside longer phrases."""
    found = forms(
        "en", "The beam decoder is slow.", "A beam decoder prunes.", "The residual adapter helps."
    )
    assert found[0] == "beam decoder"


def test_words_that_name_nothing_are_left_out() -> None:
    """Method, result and thing alone are no terms."""
    assert forms("en", "The method gives a good result for many people.") == []


def test_chinese_phrases_are_runs_of_nouns() -> None:
    """Neighbouring nouns make one phrase; empty words and verbs of doing do not."""
    found = forms("zh", "本文提出一种图像分割方法，传统的图像分割很慢。")
    assert found[0] == "图像分割"
    assert "方法" not in found
    assert not any(f.startswith("提出") for f in found)


def test_nothing_gives_nothing() -> None:
    """No text, no candidates."""
    assert forms("en") == []
    assert forms("zh", "") == []
