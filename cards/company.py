"""The company a word keeps: whether an everyday word is the technical term where it stands.

`head` next to attention is a term, in "head of research" it is not. What decides is the words
around it, its part of speech, and whether the talk says the whole term elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cards.frequency import zipf
from cards.matching import Match
from cards.tagging import TaggedWord
from cards.words import HAN, normal_word, tokens

# From this commonness on (Zipf scale) a single word is taken for the everyday one unless its company
# says otherwise: first number for entries flagged `everyday`, second for all others.
_COMMON_EN = (3.2, 5.0)
_COMMON_ZH = (3.0, 4.6)

# How many matches to either side are company; a sentence without an end must not cost its square.
_NEIGHBOURS = 20

# Names of products keep company of all subjects: another name says nothing about Flamingo.
NAMES = "names"

# A short form of a longer term (capacity, 相关) as common as this is most often another word.
_COMMON_ALIAS_EN, _COMMON_ALIAS_ZH = 3.3, 4.3


def is_whole(match: Match, words: Sequence[TaggedWord]) -> bool:
    """A short Chinese form has to be words of the sentence, not the end of one and the start of the next."""
    if not HAN.search(match.text) or len(match.text) > 2:
        return True
    return any(w.start == match.start for w in words) and any(w.end == match.end for w in words)


@lru_cache(maxsize=8192)
def commonness(form: str) -> float:
    """Return how common a form is in general language, on the Zipf scale; of several words the rarest."""
    if HAN.search(form):
        return zipf(form, "zh")
    return min((zipf(w.text.lower()) for w in tokens(form)), default=0.0)


def is_everyday(match: Match) -> bool:
    """Say whether this form, by itself, would more often not be the technical term."""
    common = commonness(match.form)
    if HAN.search(match.form):
        return common >= _COMMON_ZH[not match.entry.everyday] and len(match.form) <= 4
    if len(tokens(match.form)) > 1:
        return False
    return common >= _COMMON_EN[not match.entry.everyday] and not match.text.isupper()


def is_elliptical(match: Match) -> bool:
    """Say whether a common word stands for a longer term (capacity for model capacity, 相关 for 相关性).

    Speakers shorten so only after they have said the whole, so by itself it is another word.
    """
    entry = match.entry
    if match.kind not in ("exact", "inflected"):
        return False
    if HAN.search(match.form):
        alias = match.form != entry.zh[0] and len(match.form) <= 2
        return alias and commonness(match.form) >= _COMMON_ALIAS_ZH
    head = tokens(entry.en)
    if len(tokens(match.form)) > 1 or len(head) < 2 or match.form in entry.abbr:
        return False
    return commonness(match.form) >= _COMMON_ALIAS_EN and any(
        w.norm[:5] == normal_word(match.form)[:5] for w in head
    )


def _beside(match: Match, matches: Sequence[Match]) -> Sequence[Match]:
    """Return the matches around one; `matches` is sorted by place and may be a whole book's."""
    at = bisect_left(matches, match.start, key=lambda m: m.start)
    return matches[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]


def support_of(
    match: Match,
    words: Sequence[TaggedWord],
    index: int,
    by_sentence: dict[int, list[Match]],
) -> float:
    """Return how strongly the company of a place speaks for the technical sense, 0 to about 2."""
    tag = next((w.tag for w in words if w.start <= match.start < w.end), "")
    noun = not match.form.lower().endswith(("ing", "ed", "ize"))
    if noun and tag.startswith("VB"):
        return 0.0  # "what does it mean" has no mean in it
    company = _beside(match, by_sentence[index])
    firm = [m for m in company if m.entry != match.entry and not is_everyday(m)]
    soft = [m for m in company if m.entry.en != match.entry.en and m not in firm]
    support = 0.0
    if match.entry.topic != NAMES and any(m.entry.topic == match.entry.topic for m in firm):
        support += 1.0
    elif firm:
        support += 0.6
    if soft:
        support += 0.2
    near = [
        m
        for i in (index - 2, index - 1, index + 1, index + 2)
        for m in by_sentence.get(i, ())[:_NEIGHBOURS]
        if m.entry.en != match.entry.en and not is_everyday(m)
    ]
    if any(m.entry.topic == match.entry.topic for m in near):
        support += 0.4
    elif near:
        support += 0.2
    if any(abs(m.start - match.end) <= 1 or abs(match.start - m.end) <= 1 for m in (*firm, *soft)):
        support += 0.4
    return support


def disambiguate(by_sentence: dict[int, list[Match]]) -> None:
    """Give each form that several entries share to the one that the talk is about, or to none."""
    sure = [m for found in by_sentence.values() for m in found if not m.others]
    plain = Counter(m.entry.en for m in sure)
    talk = Counter(m.entry.topic for m in sure if not is_everyday(m))
    size = max(1, sum(talk.values()))
    for index, matches in by_sentence.items():
        if not any(m.others for m in matches):
            continue
        near = [
            m.entry
            for i in range(index - 3, index + 4)
            for m in by_sentence.get(i, ())
            if not m.others and not is_everyday(m)
        ]
        topics = Counter(e.topic for e in near)
        kept: list[Match] = []
        for match in matches:
            if match.others:
                rank = sorted(
                    (
                        (3 * plain[e.en] + topics[e.topic] + talk[e.topic] / size, e)
                        for e in (match.entry, *match.others)
                    ),
                    key=lambda pair: -pair[0],
                )
                if rank[0][0] == rank[1][0] and not HAN.search(match.form):
                    continue  # an abbreviation tells nothing; a Chinese word is its owner's first
                match = replace(match, entry=rank[0][1], others=())
            kept.append(match)
        by_sentence[index] = kept
