"""What a sentence is worth as a claim: each sign is seen, and where it is not, it weighs nothing."""

from __future__ import annotations

import pytest

from cards.evidence import FoundClaim
from cards.tagging import tag_sentences
from cards.transcript import Language
from cards.worth import signs, weigh


def seen(text: str, language: Language, said: str = "", terms: int = 0) -> dict[str, float]:
    claim = FoundClaim(text, said or text, (0,), terms=tuple(str(i) for i in range(terms)))
    return signs(claim, tag_sentences([text], language)[0], language)


PLAIN: dict[Language, str] = {
    "en": "Attention compares every token of the text with every other token.",
    "zh": "注意力机制的计算量随上下文长度的平方增长。",
}


@pytest.mark.parametrize(
    ("language", "sign", "text"),
    [
        ("en", "speaker", "I trained a model on two thousand hours of speech."),
        ("en", "past", "We were at a small lab and nobody knew what it was."),
        ("en", "pronouns", "They gave it to us because we asked them for it."),
        ("en", "hedge", "Maybe attention compares every token with every other token."),
        ("zh", "speaker", "我训练了一个小模型来验证这个结论。"),
        ("zh", "past", "当时的模型只有一亿个参数。"),
        ("zh", "hedge", "注意力机制的计算量好像会更小，我也不确定。"),
        ("zh", "address", "你把学习率调低以后损失会下降。"),
        ("zh", "asking", "为什么注意力机制的计算量这么大"),
        ("zh", "mid-sentence", "那么注意力机制的计算量很大。"),
    ],
)
def test_a_sign_shows_where_it_stands_and_only_there(
    language: Language, sign: str, text: str
) -> None:
    """The sign of the sentence is above nought; the plain statement shows it not."""
    assert seen(text, language)[sign] > 0
    assert seen(PLAIN[language], language)[sign] == 0


def test_what_was_said_around_a_claim_counts() -> None:
    """Fillers are counted per claim's length in English; in Chinese what was cut away counts."""
    assert seen(PLAIN["en"], "en", said="Um, you know, " + PLAIN["en"])["fillers"] > 0
    assert seen(PLAIN["en"], "en")["fillers"] == 0
    assert seen(PLAIN["zh"], "zh", said=PLAIN["zh"] * 2)["cut"] == pytest.approx(0.5)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_terms_speak_for_a_claim_and_the_speaker_against_it(language: Language) -> None:
    """The same sentence weighs more with terms in it; a sign that is absent gives no reason."""
    claim = FoundClaim(PLAIN[language], PLAIN[language], (0,))
    words = tag_sentences([claim.text], language)[0]
    bare = weigh(claim, words, language)
    claim.terms = ("attention",)
    assert sum(weigh(claim, words, language).values()) > sum(bare.values())
    assert "speaker" not in bare
