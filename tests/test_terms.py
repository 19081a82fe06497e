"""Which glossary terms a talk is about, and in which sense."""

from __future__ import annotations

import pytest
from glossary_samples import sample_glossary

from cards.company import support_of
from cards.evidence import FoundTerm
from cards.matching import Matcher
from cards.tagging import TaggedWord, tag_sentences
from cards.terms import find_terms, has_case
from cards.transcript import Language, Sentence, Transcript

MATCHER = Matcher(sample_glossary())


def terms_of(
    *sentences: str, language: Language = "en", summary: tuple[str, ...] = ()
) -> dict[str, FoundTerm]:
    """Find the terms of a talk that is these sentences."""
    talk = Transcript("A talk", language, tuple(Sentence(s) for s in sentences), summary)
    found = find_terms(talk, MATCHER, tag_sentences(list(sentences), language))
    return {term.entry.en: term for term in found}


def test_a_term_counts_each_place_once() -> None:
    """Inflections add up to one term; the forms that were said are kept."""
    term = terms_of("A neural network learns.", "Neural networks and neural nets learn.")[
        "neural network"
    ]
    assert (term.refused, term.count) == ("", 2)


def test_an_everyday_word_needs_technical_company() -> None:
    """Token next to a large language model is the term; in a story about a bus it is not."""
    technical = terms_of(
        "The large language model reads every token.", "A token costs the large language model."
    )
    everyday = terms_of("He gave me a token of thanks.", "The bus came late.")
    assert technical["token"].refused == ""
    assert "everyday" in everyday["token"].refused


def test_a_short_word_counts_only_where_the_whole_term_is_said() -> None:
    """`head` alone is no attention head, however technical its neighbours are."""
    alone = terms_of("The head of the neural network group likes pre-training.")
    whole = terms_of("Each attention head of the neural network looks back.", "One head copies.")
    assert "never the whole term" in alone["attention head"].refused
    assert (whole["attention head"].refused, whole["attention head"].count) == ("", 2)


@pytest.mark.parametrize(("tag", "supported"), [("NN", True), ("VB", False)])
def test_a_verb_is_not_the_noun(tag: str, supported: bool) -> None:
    """Where the tagger sees a verb, no company makes it the term."""
    text = "neural networks model data"
    matches = MATCHER.find(text)
    words = [TaggedWord("neural networks", "NNS", 0, 15), TaggedWord("model", tag, 16, 21)]
    model = next(m for m in matches if m.entry.en == "model")
    assert (support_of(model, words, 0, {0: matches}) > 0) is supported


def test_the_summary_adds_weight_but_no_count() -> None:
    """A term of the summary weighs more; its count stays what the speech says."""
    said = "Reinforcement learning needs pre-training."
    plain = terms_of(said)["reinforcement learning"]
    both = terms_of(said, summary=("Reinforcement learning is back.",))["reinforcement learning"]
    assert both.score > plain.score
    assert both.count == plain.count == 1


def test_misheard_forms_are_told() -> None:
    """What was repaired can be seen."""
    found = terms_of("We did re-enforcement learning.", "Then reinforcment learning won.")
    assert found["reinforcement learning"].heard_as == (
        "re-enforcement learning",
        "reinforcment learning",
    )


def test_chinese_words_are_whole() -> None:
    """A two-character term is not found across two words."""
    found = terms_of("他说词，元旦快乐。", "每个词元都要计算。", language="zh")
    assert [p.sentence for p in found["token"].places] == [1]


@pytest.mark.parametrize(
    ("texts", "cased"),
    [
        (["The model learns.", "It works."], True),
        (["so the model", "learns a lot", "and it works"], False),
        (["THE MODEL", "LEARNS"], False),
        (["用 Transformer 训练", "没有英文"], True),
    ],
)
def test_capitals_are_trusted_only_where_they_mean_something(texts: list[str], cased: bool) -> None:
    """Captions in one case say nothing by it."""
    assert has_case(texts) is cased


def test_compounds_of_known_parts_are_composed() -> None:
    """A phrase said twice whose parts the glossary has gets their translations, in order."""
    found = terms_of("The pre-training dataset is large.", "No pre-training dataset is clean.")
    term = found["pre-training dataset"]
    assert (term.entry.zh, term.origin, term.count) == (("预训练数据集",), "composed", 2)


def test_a_phrase_said_once_is_chance() -> None:
    """Two terms side by side in one sentence make no new term."""
    assert "pre-training dataset" not in terms_of("The pre-training dataset is large.")
