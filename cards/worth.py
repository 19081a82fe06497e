"""What a sentence is worth as a claim: the signs in its wording, each with a weight.

The weights come from a logistic regression that parts the sentences which readers marked as claims
of a talk from the others, over twenty-two talks, twelve of them English, most as recognisers write
them; they are rounded, and two Chinese ones (hedge, mid-sentence) are set by judgement,
since those signs were too few to fit. Numbers, comparisons, words of cause and how much a term
matters parted nothing there, so they are not here. How good the chosen claims are is measured on
whole talks by tests/test_labelled_talks.py. A sum of 0 is about as likely a good card as not.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from cards.cleanup import length
from cards.cues import cues
from cards.evidence import FoundClaim
from cards.standing import SIZES
from cards.tagging import TaggedWord
from cards.transcript import Language

_BASE: dict[Language, float] = {"en": 0.6, "zh": 0.5}
_WEIGHTS: dict[Language, dict[str, float]] = {
    "en": {
        "length": 1.8,
        "a term": 0.6,
        "terms": 0.3,
        "speaker": -1.1,
        "past": -0.8,
        "pronouns": -4.0,
        "fillers": -0.2,
        "joined": -0.7,
        "stress": 0.2,
        "hedge": -0.6,
    },
    "zh": {
        "length": 1.8,
        "a term": 0.6,
        "terms": 0.3,
        "speaker": -0.9,
        "past": -0.8,
        "hedge": -0.6,
        "address": -0.4,
        "asking": -0.7,
        "mid-sentence": -0.3,
        "cut": -1.2,
    },
}


def weigh(claim: FoundClaim, words: Sequence[TaggedWord], language: Language) -> dict[str, float]:
    """Return the reasons for and against a candidate: each sign that it shows, times its weight.

    `words` are those of its sentence, tagged.
    """
    weights = _WEIGHTS[language]
    found = signs(claim, words, language)
    reasons = {name: weights[name] * value for name, value in found.items() if value}
    return {"any sentence": _BASE[language], **reasons}


def signs(claim: FoundClaim, words: Sequence[TaggedWord], language: Language) -> dict[str, float]:
    """Return how strongly a candidate shows each sign, 0 where it does not.

    Most are shares or yes (1); "length" is -1.2 to 0.3, "terms" 0 to 4, "fillers" 0 to 2.
    """
    table = cues(language)
    text = claim.text
    size = length(text, language)
    best = SIZES[language][2]
    spoken = max(1, length(claim.said, language))
    out = {
        "length": max(-1.2, min(0.3, log(max(size, 1) / best))),
        "a term": float(bool(claim.terms)),
        "terms": float(min(4, len(claim.terms))),
        "speaker": float(bool(table.speaker.search(text))),
        "hedge": float(bool(table.hedge.search(text))),
    }
    if language == "en":
        verbs = [w.tag for w in words if w.tag.startswith("VB")]
        out["past"] = sum(tag == "VBD" for tag in verbs) / max(1, len(verbs))
        out["pronouns"] = sum(w.tag.startswith("PRP") for w in words) / max(1, len(words))
        out["joined"] = float(len(claim.sentences) > 1)
        out["stress"] = float(bool(table.stress.search(claim.said)))
        out["fillers"] = min(2.0, len(table.noise.findall(claim.said)) * best / spoken)
    else:
        out["past"] = float(bool(table.past.search(text)))
        out["address"] = float("你" in text)
        out["asking"] = float(bool(table.asking.search(text)))
        out["mid-sentence"] = float(bool(table.middle.match(text)))
        out["cut"] = max(0.0, 1 - size / spoken)
    return out
