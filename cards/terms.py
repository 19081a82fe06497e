"""Key terms: what of the glossary a talk uses, in which sense, and how much it matters there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log2

from cards.cleanup import clean_sentence, length
from cards.company import commonness, disambiguate, is_elliptical, is_everyday, is_whole, support_of
from cards.compounds import find_compounds
from cards.evidence import FoundTerm, Place
from cards.frequency import zipf
from cards.glossary import GlossaryEntry
from cards.matching import Match, Matcher
from cards.mishearing import find_misheard
from cards.repair import MISHEARD
from cards.standing import unfit
from cards.tagging import TaggedWord
from cards.transcript import Language, Transcript
from cards.words import HAN, akin, tokens

# An example a learner can hold: words in English, characters in Chinese, least and most.
_EXAMPLE: dict[Language, tuple[int, int]] = {"en": (7, 28), "zh": (10, 50)}

# Support an everyday word needs, over all its places, to be taken for the technical term, and per
# place on average; see `support_of` for what gives it. Tuned on labelled talks, most of them written
# for it.
_NEEDED_IN_ALL = 1.0
# The more common the word in general language, the more it needs: this much for each step of the
# Zipf scale above 4.6 (`state` at 5.6 needs 3.0).
_NEEDED_MORE, _COMMON = 2.0, 4.6
_NEEDED_PER_PLACE = 0.3

# A subject with a smaller share of a talk's certain terms is not what it is about; an everyday word of
# that subject counts so much less (a branch of git in a talk on attention).
_SUBJECT, _OFF_SUBJECT = 0.04, 0.5

# An English word in Chinese speech is a word of the trade, however common it is in English.
_BORROWED = 0.8

# What a term has to weigh (see `_importance`): below it are common words said once in passing.
_LEAST_SCORE = 1.1

# An everyday word with this much support, over all places and on average, is settled: it is used as
# the technical term throughout and weighs no less than one.
_SETTLED, _SETTLED_SPECIAL = (1.4, 0.7), 0.75

# A word said this often in one talk, and this many times as often as in general language, is what the
# talk is about, whatever it means elsewhere.
_OFTEN, _KEYNESS = 4, 40.0


def find_terms(
    transcript: Transcript,
    matcher: Matcher,
    tagged: Sequence[Sequence[TaggedWord]],
) -> list[FoundTerm]:
    """Return every glossary term met in the talk, the best first, refused ones included.

    `tagged` holds the sentences' words with their parts of speech. A term with `refused` set is not
    to be taught; the text says why.
    """
    cased = has_case((s.text for s in transcript.sentences), transcript.inferred)
    found: dict[str, FoundTerm] = {}
    by_sentence: dict[int, list[Match]] = {}
    for index, sentence in enumerate(transcript.sentences):
        matches = matcher.find(sentence.text, cased)
        by_sentence[index] = [m for m in matches if is_whole(m, tagged[index])]
    texts = [s.text for s in transcript.sentences]
    for index, match in find_misheard(
        texts, list(by_sentence.values()), matcher.glossary, transcript.language, cased
    ):
        inside = [m for m in by_sentence[index] if match.start <= m.start and m.end <= match.end]
        kept = [m for m in by_sentence[index] if m not in inside]
        by_sentence[index] = sorted([*kept, match], key=lambda m: m.start)
    disambiguate(by_sentence)
    for index, matches in by_sentence.items():
        for match in matches:
            term = found.setdefault(match.entry.en, FoundTerm(match.entry))
            support = 1.0
            if is_everyday(match):
                support = support_of(match, tagged[index], index, by_sentence)
                if transcript.language == "zh" and not HAN.search(match.text):
                    support += _BORROWED
            term.places.append(Place(index, match, support))
    for text in (transcript.title, *transcript.summary):
        for match in matcher.find(text):
            term = found.setdefault(match.entry.en, FoundTerm(match.entry))
            term.places.append(Place(None, match, 0.5 if is_everyday(match) else 1.0))
    _judge(found, sum(len(words) for words in tagged) or 1)
    if transcript.language == "en":
        for term in find_compounds(tagged, matcher.glossary):
            found.setdefault(term.entry.en, term)
    for term in found.values():
        term.score = _importance(term, len(transcript.sentences))
        if not term.refused and term.score < _LEAST_SCORE:
            term.refused = f"weighs too little here (score {term.score:.1f} of {_LEAST_SCORE:.1f})"
    return sorted(found.values(), key=lambda t: (bool(t.refused), -t.score, t.entry.en))


def has_case(texts: Iterable[str], inferred: bool = False) -> bool:
    """Say whether capitals mean something in these sentences, or all is in one case.

    `inferred` sentences begin with a capital that the program gave them, so only inner ones count.
    """
    latin = [t for t in texts if re.search(r"[A-Za-z]{2}", t)]
    if not latin:
        return True
    if any(HAN.search(t) for t in latin):
        words = [w for t in latin for w in re.findall(r"[A-Za-z]{2,}", t)]
        return sum(not w.islower() for w in words) > 0.2 * len(words)
    begun = 0 if inferred else sum(bool(re.match(r"[^A-Za-z]*[A-Z]", t)) for t in latin)
    loud = sum(t.upper() == t for t in latin)
    inner = sum(bool(re.search(r"[a-z] [A-HJ-Z]", t)) for t in latin)
    return (begun > 0.5 * len(latin) or inner > 0.1 * len(latin)) and loud < 0.5 * len(latin)


def _judge(found: dict[str, FoundTerm], size: int) -> None:
    """Refuse everyday words that keep no technical company; `size` is the talk's number of words."""
    firm_words = {
        w.norm
        for term in found.values()
        for form in {p.match.form for p in term.places if not is_everyday(p.match)}
        for w in tokens(term.entry.en if HAN.search(form) else form)
    }
    subjects = Counter(
        term.entry.topic
        for term in found.values()
        for place in term.places
        if not is_everyday(place.match)
    )
    for term in found.values():
        soft = [p for p in term.places if is_everyday(p.match)]
        full = [p for p in term.places if not is_elliptical(p.match)]
        if not full:
            term.refused = (
                f"only the short word {term.places[0].match.text!r} is said, never the whole term"
            )
            continue
        if len(soft) < len(term.places):
            continue
        total = sum(p.support for p in soft)
        if any(akin(w.norm, f) for w in tokens(term.entry.en) for f in firm_words):
            total += 0.5
        elif subjects[term.entry.topic] < _SUBJECT * subjects.total():
            total *= _OFF_SUBJECT
        mean = total / len(soft)
        common = max(commonness(p.match.form) for p in soft)
        keyness = len(term.spoken) / size / 10 ** (common - 9)
        if len(term.spoken) >= _OFTEN and keyness > _KEYNESS and mean > 0.1:
            continue
        needed = _NEEDED_IN_ALL + _NEEDED_MORE * max(0.0, common - _COMMON)
        if total < needed or mean < _NEEDED_PER_PLACE:
            term.refused = (
                f"an everyday word without technical company (support {total:.1f} of "
                f"{needed:.1f}, {mean:.1f} a place of {_NEEDED_PER_PLACE:.1f})"
            )


def _importance(term: FoundTerm, sentences: int) -> float:
    """Return what the term weighs in this talk: how often, how special, how spread, and the summary."""
    places = {p.sentence for p in term.spoken}
    said = len(places) or 0.5
    spread = len({p * 10 // max(sentences, 1) for p in places if p is not None})
    special = _specificity(term.entry)
    soft = [p.support for p in term.places if is_everyday(p.match)]
    if (
        len(soft) == len(term.places)
        and sum(soft) >= _SETTLED[0]
        and sum(soft) >= _SETTLED[1] * len(soft)
    ):
        special = max(special, _SETTLED_SPECIAL)
    summary = 1.0 if any(p.sentence is None for p in term.places) else 0.0
    return (1 + log2(1 + said)) * special + 0.15 * spread + 1.2 * summary


@lru_cache(maxsize=4096)
def _specificity(entry: GlossaryEntry) -> float:
    """Return how far the term is from general language, about 0.5 (training) to 2 (residual stream)."""
    words = [w.norm for w in tokens(entry.en)]
    if not words:
        return 1.0
    rare = max(7.5 - zipf(w) for w in words) / 5
    return rare + 0.3 * (len(words) > 1) - 0.3 * entry.everyday


def best_example(term: FoundTerm, sentences: Sequence[str], language: Language) -> int | None:
    """Return the sentence that shows the term best: whole, of learnable length, able to stand alone.

    None where only the summary has the term, or no sentence says more than the term.
    """
    low, high = _EXAMPLE[language]
    best: tuple[float, int] | None = None
    for place in term.spoken:
        if place.sentence is None:
            continue
        said = sentences[place.sentence]
        size = length(said, language)
        if size <= length(place.match.text, language):
            continue
        cost = max(0, low - size) * 2.0 + max(0, size - high)
        if size <= 3 * high:  # nobody can learn a longer one, and it costs to look at
            cost += 8 * bool(unfit(said, clean_sentence(said, language), language, True))
        cost += 4 * (place.match.kind in MISHEARD) + 5 * (1 - min(place.support, 1.0))
        if best is None or cost < best[0]:
            best = (cost, place.sentence)
    return best[1] if best else None
