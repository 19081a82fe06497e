"""Terms found however they are said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from glossary_samples import sample_glossary
from hypothesis import given
from hypothesis import strategies as st

from cards.glossary import Glossary
from cards.matching import Matcher

MATCHER = Matcher(sample_glossary())

SAID = [
    # text, headwords expected in order
    ("Two neural networks and a Neural-Network.", ["neural network", "neural network"]),
    ("It was pretrained, pre-trained and pre training.", ["pre-training"] * 3),
    ("an L L M and LLMs", ["large language model", "large language model"]),
    ("a large language model", ["large language model"]),
    ("token级别的RL系统", ["token", "reinforcement learning"]),
    ("我们用强化学习训练大模型", ["reinforcement learning", "large language model"]),
    ("神经 网络", ["neural network"]),
    ("a very big data set", ["dataset"]),
    ("re-enforcement learning", ["reinforcement learning"]),
    ("强化学系", ["reinforcement learning"]),
    ("the attention heads", ["attention head"]),
    ("a role model neural network", ["neural network"]),
    ("by the same token large language model", ["large language model"]),
]


@pytest.mark.parametrize(("text", "heads"), SAID)
def test_terms_are_found(text: str, heads: list[str]) -> None:
    """Inflected, joined, spelled out, mixed with Chinese, misheard: the longest match wins."""
    assert [m.entry.en for m in MATCHER.find(text)] == heads


NOT_SAID = [
    "She is a role model.",  # an everyday phrase of the entry
    "By the same token, we stopped.",
    "He wiped it with a rag.",  # an abbreviation that is a word has to be written as one
    "neural, network",  # a comma ends a phrase
    "注意，力学",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_words_that_only_look_like_terms_are_left(text: str) -> None:
    """What is another word or two words of two phrases is no match."""
    assert MATCHER.find(text) == []


def test_capitals_do_not_count_where_the_captions_have_none() -> None:
    """In captions without capitals rag may be RAG."""
    found = MATCHER.find("we use rag for that", cased=False)
    assert [m.entry.en for m in found] == ["retrieval-augmented generation"]


@given(st.text(alphabet="ab 强化学习系,.注意力模型tokenLM-", max_size=60))
def test_matches_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    """Whatever the text, matches are places of it, in order, apart from each other."""
    found = MATCHER.find(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_an_everyday_phrase_yields_to_a_longer_term_inside() -> None:
    """Where the phrase's last words begin a term, the term is what is meant."""
    glossary = Glossary(
        [
            e._replace(not_in=("your attention", "来自注意"))
            if e.en == "attention mechanism"
            else e
            for e in sample_glossary().entries
        ]
    )
    matcher = Matcher(glossary)
    assert [m.text for m in matcher.find("Your attention mechanism works.")] == [
        "attention mechanism"
    ]
    assert matcher.find("Thank you for your attention.") == []
    assert [m.text for m in matcher.find("来自注意力机制")] == ["注意力机制"]


def test_a_particle_between_its_words_does_not_break_a_chinese_term() -> None:
    """People say 神经的网络; between the letters of nothing known 的 joins nothing."""
    assert [(m.entry.en, m.text) for m in MATCHER.find("神经的网络")] == [
        ("neural network", "神经的网络")
    ]
    assert MATCHER.find("神经的天气") == []


def test_a_term_is_no_everyday_phrase_of_another() -> None:
    """What one entry keeps out is found where another entry teaches it."""
    entries = sample_glossary().entries
    kept_out = [
        e._replace(not_in=("neural network",)) if e.en == "attention mechanism" else e
        for e in entries
    ]
    found = Matcher(Glossary(kept_out)).find("A neural network.")
    assert [m.entry.en for m in found] == ["neural network"]


def test_common_words_are_no_abbreviations_even_without_capitals() -> None:
    """Where captions have no capitals, rag may be RAG but per is never PER."""
    entry = sample_glossary().entries[0]._replace(en="prioritized replay", abbr=("PER",), also=())
    matcher = Matcher(Glossary([entry]))
    assert matcher.find("one token per step", cased=False) == []
    assert [m.text for m in matcher.find("we use PER here")] == ["PER"]
