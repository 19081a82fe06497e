"""Which term a sentence hides."""

from __future__ import annotations

import pytest

from cards.study_set import Term
from decks.cloze import Candidate, choose

TERMS = {
    t.id: t
    for t in (
        Term("token", "token", "词元"),
        Term("pre-training", "pre-training", "预训练", heard_as=("pretraining",)),
        Term("large-language-model", "large language model", "大语言模型", abbr="LLM"),
        Term("language-model", "language model", "语言模型"),
        Term("inference", "inference", "推理"),
    )
}


def hidden(sentence: str, *named: str, zh: bool = False) -> list[tuple[int, list[str]]]:
    candidates = [
        Candidate(t, (t.zh, t.en) if zh else (t.en, t.abbr, *t.heard_as), t.zh, t.id in named)
        for t in TERMS.values()
    ]
    return [
        (h.number, [sentence[s.start : s.end] for s in h.spans])
        for h in choose(sentence, candidates)
    ]


@pytest.mark.parametrize(
    ("sentence", "named", "expected"),
    [
        ("The price of a token falls every year.", (), [(1, ["token"])]),
        ("The price of a token falls with cheaper inference.", (), [(1, ["inference"])]),
        ("The price of a token falls with cheaper inference.", ("token",), [(1, ["token"])]),
        ("A large language model is just a program.", (), [(1, ["large language model"])]),
        (
            "Pretraining ends, and pre-training was costly anyway.",
            (),
            [(1, ["Pretraining", "pre-training"])],
        ),
        ("Nothing is known here.", (), []),
        ("A token.", (), []),
        ("", (), []),
    ],
)
def test_one_meaningful_term_is_hidden(
    sentence: str, named: tuple[str, ...], expected: list[tuple[int, list[str]]]
) -> None:
    """The claim's own term, else the longest; everywhere it stands; never most of the sentence."""
    assert hidden(sentence, *named) == expected


def test_a_second_term_is_hidden_only_far_from_the_first() -> None:
    """Two cards of a note must not answer each other."""
    far = (
        "Pre-training takes months on the largest machines that anybody has ever built in the "
        "world, while for the people who use it the cost of inference is all that counts."
    )
    assert hidden(far) == [(1, ["Pre-training"]), (2, ["inference"])]
    assert len(hidden("Pre-training is dear and inference is cheap for now.")) == 1


def test_chinese_sentences_hide_chinese_terms() -> None:
    """The term is found without word boundaries, in Chinese or as the English word in it."""
    assert hidden("智能体每次推理都要消耗许多算力。", zh=True) == [(1, ["推理"])]
    assert hidden("每次inference都要消耗许多算力。", zh=True) == [(1, ["inference"])]
