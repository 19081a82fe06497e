"""Whether a sentence stands on its own."""

from __future__ import annotations

import pytest

from cards.evidence import FoundClaim
from cards.standing import HOUSEKEEPING, LEANS, joined, mentions, shortened, unfit
from cards.transcript import Language

FIT = [
    ("en", "Base models are not assistants and only complete documents."),
    ("en", "These models learn very general representations from text."),
    ("en", "There are three kinds of parallelism in training."),
    ("en", "It is possible to fine-tune a model on a small dataset."),
    ("zh", "注意力机制的计算量随上下文长度的平方增长。"),
    ("zh", "这个注意力模式的大小等于上下文大小的平方。"),
]


@pytest.mark.parametrize(("language", "text"), FIT)
def test_statements_about_the_subject_stand(language: Language, text: str) -> None:
    """What names its own subject and says something of it is fit."""
    assert unfit(text, text, language, True) == ""


UNFIT = [
    ("en", "Can you imagine a model with a million layers?", "a question"),
    ("en", "What is it that the model really predicts?", "a question"),
    ("en", "Thank you so much for the great talk today.", HOUSEKEEPING),
    ("en", "On the next slide you see the loss of the model.", HOUSEKEEPING),
    ("en", "I went to a conference about neural networks then.", "about the speaker"),
    ("en", "That is obviously where this field is headed now.", LEANS),
    ("en", "They are going to understand it from limited data.", LEANS),
    ("en", "If you train a very large neural network on data.", "broken off"),
    ("en", "The model is trained on text and images and the", "broken off"),
    ("en", "Scaling works.", "too short"),
    ("zh", "为什么模型越大效果就越好呢？", "a question"),
    ("zh", "今天我们来讲一讲注意力机制是怎么工作的。", HOUSEKEEPING),
    ("zh", "这就意味着它的成本会越来越高。", LEANS),
    ("zh", "我记得当时我们训练了一个很大的模型。", "about the speaker"),
]


@pytest.mark.parametrize(("language", "text", "why"), UNFIT)
def test_what_is_no_claim_is_told_why(language: Language, text: str, why: str) -> None:
    """Questions, housekeeping, stories, leaning and broken sentences are refused by name."""
    assert unfit(text, text, language, True) == why


def claim(text: str, *terms: str) -> FoundClaim:
    return FoundClaim(text, text, (0,), terms=terms)


def test_a_leaning_sentence_is_joined_to_the_one_before() -> None:
    """The sentence before tells the subject, so the two make one card."""
    both = joined(claim("Base models only complete documents."), claim("They do not answer."), "en")
    assert both is not None
    assert both.text == "Base models only complete documents. They do not answer."


def test_what_leans_on_an_unfit_sentence_is_not_joined() -> None:
    """A question before it tells no subject."""
    before = claim("Why is that?")
    before.refused = "a question"
    assert joined(before, claim("They do not answer."), "en") is None


def test_a_run_on_is_cut_at_a_clause() -> None:
    """Housekeeping beside a statement is cut off; the statement stays whole."""
    said = claim(
        "如我们在上一章看到的，所有向量通过网络流动，预测取决于序列中的最后一个向量。", "vector"
    )
    shorter = shortened(said, "zh")
    assert shorter is not None
    assert shorter.text == "所有向量通过网络流动，预测取决于序列中的最后一个向量。"


def test_a_condition_is_never_cut_off() -> None:
    """Without its condition a sentence says something else."""
    said = claim(
        "If the base model never gets the answer right in my own tests, thinking longer only "
        "makes it more expensive.",
        "base model",
    )
    shorter = shortened(said, "en")
    assert shorter is None or shorter.text.startswith("If")


def test_a_term_is_mentioned_only_with_its_words_side_by_side() -> None:
    """Reasoning and models in one sentence are no reasoning model."""
    assert mentions("Reasoning models are slow.", "reasoning model")
    assert not mentions("Reasoning will be a feature of models.", "reasoning model")
