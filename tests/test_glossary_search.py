"""Looking a word up: either language, the beginning of it, by its reading, misspelled."""

from __future__ import annotations

import pytest

from cards.glossary import Glossary, GlossaryEntry, load_glossary
from cards.glossary.search import find_entries


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary()


@pytest.mark.parametrize(
    ("word", "headword", "how"),
    [
        ("fine-tuning", "fine-tuning", "exact"),
        ("Fine Tuning", "fine-tuning", "exact"),
        ("finetune", "fine-tuning", "exact"),
        ("微调", "fine-tuning", "exact"),
        ("wēitiáo", "fine-tuning", "exact"),
        ("weitiao", "fine-tuning", "exact"),
        ("RLHF", "reinforcement learning from human feedback", "exact"),
        ("rlhf", "reinforcement learning from human feedback", "exact"),
        ("強化學習", "reinforcement learning", "exact"),
        ("强化学系", "reinforcement learning", "exact"),
        ("Transformers", "Transformer", "exact"),
        ("hallucin", "hallucination", "beginning"),
        ("backpropogation", "backpropagation", "similar"),
        ("transfomer", "Transformer", "similar"),
        ("大语言模形", "large language model", "similar"),
    ],
)
def test_a_word_is_found(glossary: Glossary, word: str, headword: str, how: str) -> None:
    """The first hit is the entry that was meant, and says how it was found."""
    hits = find_entries(glossary, word)
    assert (hits[0].entry.en, hits[0].how) == (headword, how)


def test_an_exact_hit_stands_alone(glossary: Glossary) -> None:
    """Who asks for `attention` does not want thirty kinds of it."""
    assert {hit.how for hit in find_entries(glossary, "attention")} == {"exact"}


def test_a_shared_chinese_name_gives_all_its_terms(glossary: Glossary) -> None:
    """推理 is both inference and reasoning."""
    assert {"inference", "reasoning"} <= {h.entry.en for h in find_entries(glossary, "推理")}


@pytest.mark.parametrize("word", ["", "  ", "zzzqqq", "的", "!?"])
def test_nothing_is_found_where_nothing_is_like_it(glossary: Glossary, word: str) -> None:
    """No entry is better than a wrong one; a lone particle matches no name by likeness."""
    hits = find_entries(glossary, word)
    assert all(word in hit.form for hit in hits)
    assert not hits or word == "的"


def test_no_more_hits_than_asked_for(glossary: Glossary) -> None:
    """The best ones."""
    assert len(find_entries(glossary, "model", 3)) <= 3


def test_a_headword_goes_before_an_alias() -> None:
    """Of two entries that begin alike, the one called so comes first."""
    alias = GlossaryEntry("zeta", ("甲",), "t", "", "", also=("alphabet",))
    headword = GlossaryEntry("alphabets soup", ("乙",), "t", "", "")
    found = find_entries(Glossary([alias, headword]), "alphab")
    assert [hit.entry.en for hit in found] == ["alphabets soup", "zeta"]
