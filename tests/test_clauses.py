"""Sentences that captions without punctuation run together."""

from __future__ import annotations

import pytest

from cards.clauses import sentence_starts
from cards.tagging import tag_sentences


def split(text: str) -> list[str]:
    starts = sentence_starts(tag_sentences([text], "en")[0])
    return [text[a:b].strip() for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]


def test_a_new_subject_with_a_verb_begins_a_sentence() -> None:
    """Two main clauses with nothing between them are two sentences."""
    said = "it learns from observations to actions the observation is usually an image"
    assert split(said) == [
        "it learns from observations to actions",
        "the observation is usually an image",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "the price is high because every step is a forward pass",
        "if the policy fails at some step the cost can grow",
        "they had too many parameters for the data they had seen",
        "the model predicts the next word and the loss is small",
        "we know that the model reads the whole text",
    ],
)
def test_linked_clauses_stay_together(said: str) -> None:
    """Because, if, that, and, a bare relative clause: one sentence."""
    assert split(said) == [said]
