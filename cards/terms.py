"""Key terms: what of the glossary a talk uses, in which sense, and how much it matters there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log2

from cards.candidates import find_candidates
from cards.frequency import zipf
from cards.glossary import GlossaryEntry, form_key
from cards.matching import Match, Matcher
from cards.mishearing import find_misheard
from cards.tagging import TaggedWord
from cards.transcript import Language, Transcript
from cards.words import HAN, normal_word, tokens

# Support an everyday word needs, over all its places, to be taken for the technical term, and per
# place on average; see `_support` for what gives it. Found on the development talks.
_NEEDED_IN_ALL = 1.0
_NEEDED_PER_PLACE = 0.3

# What a term has to weigh (see `_importance`): below it are common words said once in passing.
_LEAST_SCORE = 1.1

# An everyday word with this much support, over all places and on average, is settled: it is used as
# the technical term throughout and weighs no less than one.
_SETTLED, _SETTLED_SPECIAL = (1.4, 0.7), 0.75

# A word said this often in one talk, and this many times as often as in general language, is what the
# talk is about, whatever it means elsewhere.
_OFTEN, _KEYNESS = 4, 40.0


@dataclass
class Place:
    """One place where a term was met: which sentence (None: the summary or title) and what stood there."""

    sentence: int | None
    match: Match
    support: float = 1.0


@dataclass
class FoundTerm:
    """A glossary term met in a talk, with the evidence for and against it."""

    entry: GlossaryEntry
    origin: str = "glossary"
    places: list[Place] = field(default_factory=list)
    score: float = 0.0
    refused: str = ""

    @property
    def spoken(self) -> list[Place]:
        """The places in the speech itself."""
        return [p for p in self.places if p.sentence is not None]

    @property
    def count(self) -> int:
        """In how many places the talk says it; the summary counts only where the speech lacks it."""
        return len(self.spoken) or len(self.places)

    @property
    def heard_as(self) -> tuple[str, ...]:
        """The mishearings that were repaired, as they stand in the transcript."""
        forms = (p.match.text for p in self.places if p.match.kind in ("heard", "sound", "typo"))
        return tuple(dict.fromkeys(forms))


def find_terms(
    transcript: Transcript,
    matcher: Matcher,
    tagged: Sequence[Sequence[TaggedWord]],
) -> list[FoundTerm]:
    """Return every glossary term met in the talk, the best first, refused ones included.

    `tagged` holds the sentences' words with their parts of speech. A term with `refused` set is not to be taught;
    the text says why.
    """
    cased = has_case(s.text for s in transcript.sentences)
    found: dict[str, FoundTerm] = {}
    by_sentence: dict[int, list[Match]] = {}
    for index, sentence in enumerate(transcript.sentences):
        matches = matcher.find(sentence.text, cased)
        by_sentence[index] = [m for m in matches if _whole(m, tagged[index])]
    texts = [s.text for s in transcript.sentences]
    for index, match in find_misheard(
        texts, list(by_sentence.values()), matcher.glossary, transcript.language, cased
    ):
        by_sentence[index].append(match)
    _disambiguate(by_sentence)
    for index, matches in by_sentence.items():
        for match in matches:
            term = found.setdefault(match.entry.en, FoundTerm(match.entry))
            support = (
                _support(match, tagged[index], index, by_sentence) if _everyday(match) else 1.0
            )
            term.places.append(Place(index, match, support))
    for text in (transcript.title, *transcript.summary):
        for match in matcher.find(text):
            term = found.setdefault(match.entry.en, FoundTerm(match.entry))
            term.places.append(Place(None, match, 0.5 if _everyday(match) else 1.0))
    _judge(found, _size(tagged))
    for term in find_compounds(tagged, transcript.language, matcher, by_sentence):
        found.setdefault(term.entry.en, term)
    for term in found.values():
        term.score = _importance(term, len(transcript.sentences))
        if not term.refused and term.score < _LEAST_SCORE:
            term.refused = f"weighs too little here (score {term.score:.1f} of {_LEAST_SCORE:.1f})"
    return sorted(found.values(), key=lambda t: (bool(t.refused), -t.score, t.entry.en))


def _disambiguate(by_sentence: dict[int, list[Match]]) -> None:
    """Give each form that several entries share to the one that the talk is about, or to none."""
    plain = Counter(m.entry.en for found in by_sentence.values() for m in found if not m.others)
    for index, matches in by_sentence.items():
        if not any(m.others for m in matches):
            continue
        near = [
            m.entry
            for i in range(index - 3, index + 4)
            for m in by_sentence.get(i, ())
            if not m.others and not _everyday(m)
        ]
        topics = Counter(e.topic for e in near)
        kept: list[Match] = []
        for match in matches:
            if match.others:
                rank = sorted(
                    ((3 * plain[e.en] + topics[e.topic], e) for e in (match.entry, *match.others)),
                    key=lambda pair: -pair[0],
                )
                if rank[0][0] == rank[1][0]:
                    continue
                match = replace(match, entry=rank[0][1], others=())
            kept.append(match)
        by_sentence[index] = kept


def has_case(texts: Iterable[str]) -> bool:
    """Say whether capitals mean something in these sentences: most begin with one, few are all capitals."""
    latin = [t for t in texts if re.search(r"[A-Za-z]{2}", t)]
    if not latin:
        return True
    begun = sum(bool(re.match(r"[^A-Za-z]*[A-Z]", t)) for t in latin)
    loud = sum(t.upper() == t for t in latin)
    inner = sum(bool(re.search(r"[a-z] [A-Z]", t)) for t in latin)
    return (begun > 0.5 * len(latin) or inner > 0.1 * len(latin)) and loud < 0.5 * len(latin)


def _size(tagged: Sequence[Sequence[TaggedWord]]) -> int:
    return sum(len(words) for words in tagged) or 1


def _whole(match: Match, words: Sequence[TaggedWord]) -> bool:
    """A short Chinese form has to be words of the sentence, not the end of one and the start of the next."""
    if not HAN.search(match.text) or len(match.text) > 2:
        return True
    return any(w.start == match.start for w in words) and any(w.end == match.end for w in words)


@lru_cache(maxsize=8192)
def _commonness(form: str) -> float:
    """Return how common a form is in general language, on the Zipf scale; of several words the rarest."""
    if HAN.search(form):
        return zipf(form, "zh")
    return min((zipf(w.text.lower()) for w in tokens(form)), default=0.0)


def _everyday(match: Match) -> bool:
    """Say whether this form, by itself, would more often not be the technical term."""
    common = _commonness(match.form)
    if HAN.search(match.form):
        return common >= (3.6 if match.entry.everyday else 4.6) and len(match.form) <= 4
    if len(tokens(match.form)) > 1:
        return False
    return common >= (3.6 if match.entry.everyday else 5.0) and not match.text.isupper()


def _elliptical(match: Match) -> bool:
    """Say whether a common word stands for a longer term (capacity for model capacity, 相关 for 相关性).

    Speakers shorten so only after they have said the whole, so by itself it is another word.
    """
    entry = match.entry
    if match.kind not in ("exact", "inflected"):
        return False
    if HAN.search(match.form):
        alias = match.form != entry.zh[0] and len(match.form) <= 2
        return alias and _commonness(match.form) >= 4.3
    head = tokens(entry.en)
    if len(tokens(match.form)) > 1 or len(head) < 2 or match.form in entry.abbr:
        return False
    return _commonness(match.form) >= 3.3 and any(
        w.norm[:5] == normal_word(match.form)[:5] for w in head
    )


def _support(
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
    firm = [m for m in by_sentence[index] if m.entry != match.entry and not _everyday(m)]
    soft = [m for m in by_sentence[index] if m.entry.en != match.entry.en and m not in firm]
    support = 0.0
    if any(m.entry.topic == match.entry.topic for m in firm):
        support += 1.0
    elif firm:
        support += 0.6
    if soft:
        support += 0.2
    near = [
        m
        for i in (index - 2, index - 1, index + 1, index + 2)
        for m in by_sentence.get(i, ())
        if m.entry.en != match.entry.en and not _everyday(m)
    ]
    if any(m.entry.topic == match.entry.topic for m in near):
        support += 0.4
    elif near:
        support += 0.2
    if any(abs(m.start - match.end) <= 1 or abs(match.start - m.end) <= 1 for m in (*firm, *soft)):
        support += 0.4
    return support


def _judge(found: dict[str, FoundTerm], size: int) -> None:
    """Refuse everyday words that keep no technical company; `size` is the talk's number of words."""
    firm_words = {
        w.norm
        for term in found.values()
        if any(not _everyday(p.match) for p in term.places)
        for w in tokens(term.entry.en)
    }
    for term in found.values():
        soft = [p for p in term.places if _everyday(p.match)]
        full = [p for p in term.places if not _elliptical(p.match)]
        if not full:
            term.refused = (
                f"only the short word {term.places[0].match.text!r} is said, never the whole term"
            )
            continue
        if len(soft) < len(term.places):
            continue
        total = sum(p.support for p in soft)
        mean = total / len(soft)
        if any(
            f.startswith(w.norm[:5]) and len(w.norm) > 3
            for w in tokens(term.entry.en)
            for f in firm_words
        ):
            total += 0.5
        common = max(_commonness(p.match.form) for p in soft)
        keyness = len(term.spoken) / size / 10 ** (common - 9)
        if len(term.spoken) >= _OFTEN and keyness > _KEYNESS and mean > 0.1:
            continue
        if total < _NEEDED_IN_ALL or mean < _NEEDED_PER_PLACE:
            term.refused = (
                f"an everyday word without technical company (support {total:.1f} of "
                f"{_NEEDED_IN_ALL:.1f}, {mean:.1f} a place of {_NEEDED_PER_PLACE:.1f})"
            )


def find_compounds(
    tagged: Sequence[Sequence[TaggedWord]],
    language: Language,
    matcher: Matcher,
    by_sentence: dict[int, list[Match]],
) -> list[FoundTerm]:
    """Find terms that the glossary lacks but whose parts it has: SFT model, reasoning token.

    English names such things by putting nouns side by side, and Chinese by putting the same words in
    the same order, so the parts' translations make the whole's. Chinese talks are left alone: the
    way back is not as regular.
    """
    if language != "en":
        return []
    out: list[FoundTerm] = []
    for candidate in find_candidates(tagged, language):
        words = candidate.words
        if not 2 <= len(words) <= 4 or matcher.glossary.lookup(candidate.form, "en"):
            continue
        parts = _parts(candidate.form.split(), matcher)
        if not parts or len(parts) < 2:
            continue
        if len(set(candidate.sentences)) < 2:
            continue
        entry = GlossaryEntry(
            en=_singular_form(candidate.form),
            zh=("".join(p.zh[0] for p in parts),),
            topic=parts[-1].topic,
            meaning_en="",
            meaning_zh="",
        )
        term = FoundTerm(entry, origin="composed")
        for index in dict.fromkeys(candidate.sentences):
            match = Match(entry, 0, 0, candidate.form, "exact", candidate.form)
            term.places.append(Place(index, match))
        out.append(term)
    return out


def _parts(words: list[str], matcher: Matcher) -> list[GlossaryEntry] | None:
    """Split a phrase into glossary terms, longest first; None where a word is left over."""
    parts: list[GlossaryEntry] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            piece = " ".join(words[at:end])
            entry = matcher.glossary.lookup(piece, "en")
            own = entry and form_key(piece) in {form_key(f) for f in (entry.en, *entry.abbr)}
            if entry and own and any(HAN.search(z) for z in entry.zh[:1]):
                parts.append(entry)
                at = end
                break
        else:
            return None
    return parts


def _singular_form(phrase: str) -> str:
    *rest, last = phrase.split()
    lower = [
        w if w.isupper() or (w[0].isupper() and not w[1:].islower()) else w.lower()
        for w in (*rest, last)
    ]
    norm = normal_word(lower[-1])
    if lower[-1].lower() != norm and lower[-1].islower():
        lower[-1] = norm
    return " ".join(lower)


def _importance(term: FoundTerm, sentences: int) -> float:
    """Return what the term weighs in this talk: how often, how special, how spread, and the summary."""
    places = {p.sentence for p in term.spoken}
    said = len(places) or 0.5
    spread = len({p * 10 // max(sentences, 1) for p in places if p is not None})
    special = _specificity(term.entry)
    soft = [p.support for p in term.places if _everyday(p.match)]
    if len(soft) == len(term.places) and sum(soft) >= _SETTLED[0] and sum(soft) >= _SETTLED[1] * len(soft):
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


def best_example(term: FoundTerm, sentences: Sequence[str], lengths: tuple[int, int]) -> int | None:
    """Return the sentence that shows the term best: whole, of learnable length, said in its own right.

    `lengths` is the preferred number of words (Chinese: characters), least and most.
    """
    best: tuple[float, int] | None = None
    for place in term.spoken:
        if place.sentence is None:
            continue
        text = sentences[place.sentence]
        size = len(HAN.findall(text)) + len(tokens(text))
        low, high = lengths
        cost = max(0, low - size) * 2 + max(0, size - high) * 1.0
        cost += 6 * text.rstrip().endswith(("?", "\uff1f"))
        cost += 4 * (place.match.kind in ("heard", "sound", "typo"))
        cost += 5 * (1 - min(place.support, 1.0))
        if best is None or cost < best[0]:
            best = (cost, place.sentence)
    return best[1] if best else None
