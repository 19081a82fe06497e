"""Which term of a sentence to hide: one meaningful unit, and enough is left to find it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cards.study_set import Term
from decks.fields import HAN, Span, find_term

# A second term is hidden (on a card of its own) only this far from the first, so that the cards of
# a note do not answer each other: about eight English words, or a Chinese clause. In weights of
# `_weight`.
_FAR_APART = 48
# What has to stay visible for the sentence to be a question: half of it.
_LARGEST_PART = 0.5


class Candidate(NamedTuple):
    """A term that could be hidden.

    `forms` are its spellings in the sentence's language, `hint` is the other language's word,
    `named` says that the claim itself names the term.
    """

    term: Term
    forms: tuple[str, ...]
    hint: str
    named: bool


class Hidden(NamedTuple):
    """A term to hide, with its cloze number from 1 and everywhere it stands in the sentence."""

    candidate: Candidate
    number: int
    spans: tuple[Span, ...]


def choose(sentence: str, candidates: Sequence[Candidate]) -> list[Hidden]:
    """Choose the one term to hide in a clean sentence, or two that stand far apart, or none.

    The claim's own terms come first, then the longer term: it is the more specific. All places of a
    term are hidden together; one left to see would be the answer.
    """
    found = []
    for rank, candidate in enumerate(candidates):
        spans = tuple(find_term(sentence, candidate.forms))
        part = sum(_weight(sentence[s.start : s.end]) for s in spans)
        if spans and part <= _LARGEST_PART * _weight(sentence):
            widest = max(_weight(sentence[s.start : s.end]) for s in spans)
            found.append((not candidate.named, -widest, rank, candidate, spans))
    found.sort(key=lambda entry: entry[:3])
    hidden: list[Hidden] = []
    for *_, candidate, spans in found:
        if len(hidden) < 2 and all(_far(sentence, spans, other.spans) for other in hidden):
            hidden.append(Hidden(candidate, len(hidden) + 1, spans))
    return hidden


def _far(sentence: str, spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return all(
        _weight(sentence[min(a.end, b.end) : max(a.start, b.start)]) >= _FAR_APART
        for a in spans
        for b in others
    )


def _weight(text: str) -> int:
    """Return a text's length; a Chinese character counts for the three letters it stands for."""
    return len(text) + 2 * len(HAN.findall(text))
