"""Key claims: the few sentences that say what the speaker holds, each able to stand on its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from math import log, sqrt

from cards.cleanup import clean_sentence, length
from cards.cues import Cues, cues
from cards.frequency import zipf
from cards.terms import FoundTerm
from cards.transcript import Language, Transcript
from cards.words import HAN, tokens

# Shortest and longest claim that makes a card, and what is best: words (en), characters (zh).
_SIZES: dict[Language, tuple[int, int, int]] = {"en": (6, 35, 16), "zh": (12, 60, 30)}

# One claim for so many sentences of speech, within these bounds: users complain of floods.
_SENTENCES_PER_CLAIM = 14
_FEWEST, _MOST = 6, 40


@dataclass
class FoundClaim:
    """A sentence that may be a claim: what was said, how it would stand on a card, and its worth."""

    text: str
    said: str
    sentences: tuple[int, ...]
    score: float = 0.0
    refused: str = ""
    terms: tuple[str, ...] = ()
    reasons: dict[str, float] = field(default_factory=dict)
    from_summary: bool = False


def find_claims(
    transcript: Transcript, terms: Sequence[FoundTerm], most: int | None = None
) -> list[FoundClaim]:
    """Return the candidates of a talk, chosen claims first in the order they were said.

    `most` bounds the number chosen; by default it grows with the talk. A candidate with `refused`
    set is not to be taught; the text says why.
    """
    language = transcript.language
    weights = {t.entry.en: t.score for t in terms if not t.refused}
    top = max(weights.values(), default=1.0)
    by_sentence: dict[int, list[str]] = {}
    for term in terms:
        for place in term.spoken:
            if not term.refused and place.sentence is not None:
                by_sentence.setdefault(place.sentence, []).append(term.entry.en)
    candidates = _candidates(transcript, by_sentence)
    vectors = _Vectors([c.text for c in candidates], language)
    points = [p for p in transcript.summary]
    for i, candidate in enumerate(candidates):
        if not candidate.refused:
            _score(candidate, cues(language), language, weights, top)
            candidate.reasons["central"] = 1.5 * vectors.centrality(i)
            if points:
                candidate.reasons["summary"] = 1.0 * vectors.likeness_to(i, points)
            candidate.score = sum(candidate.reasons.values())
    wanted = most or min(max(len(transcript.sentences) // _SENTENCES_PER_CLAIM, _FEWEST), _MOST)
    chosen = _choose(candidates, vectors, wanted, len(transcript.sentences))
    return sorted(chosen, key=lambda c: c.sentences[:1] or (-1,)) + sorted(
        (c for c in candidates if c.refused), key=lambda c: -c.score
    )


def _candidates(transcript: Transcript, by_sentence: dict[int, list[str]]) -> list[FoundClaim]:
    language = transcript.language
    table = cues(language)
    out: list[FoundClaim] = []
    cleaned = [clean_sentence(s.text, language) for s in transcript.sentences]
    for i, sentence in enumerate(transcript.sentences):
        candidate = FoundClaim(cleaned[i], sentence.text, (i,), terms=tuple(by_sentence.get(i, ())))
        candidate.refused = _unfit(sentence.text, candidate, table, language)
        if candidate.refused == "leans on an earlier sentence" and i:
            joined = _joined(transcript, cleaned, i, by_sentence)
            if joined:
                candidate = joined
        elif candidate.refused == "too long":
            shorter = _shortened(candidate, table, language)
            if shorter:
                candidate = shorter
        out.append(candidate)
    return out


def _unfit(raw: str, claim: FoundClaim, table: Cues, language: Language) -> str:
    """Say why a sentence cannot be a claim, or return an empty string."""
    text = claim.text
    least, most, _ = _SIZES[language]
    size = length(text, language)
    if size < least:
        return "too short"
    if table.question.search(raw.strip()) or table.question.search(text):
        return "a question"
    if table.housekeeping.search(text):
        return "about the talk, not its subject"
    if table.personal.search(text):
        return "about the speaker"
    if table.scene.search(text):
        return "an example acted out"
    if table.dangling.search(text):
        return "broken off"
    if not claim.terms:
        return "no term of the talk"
    if table.leaning.match(text):
        return "leans on an earlier sentence"
    if size > most:
        return "too long"
    return ""


def _joined(
    transcript: Transcript, cleaned: list[str], i: int, by_sentence: dict[int, list[str]]
) -> FoundClaim | None:
    """Put the sentence before in front of one that leans on it, if the two make one card."""
    language = transcript.language
    table = cues(language)
    if transcript.sentences[i].speaker != transcript.sentences[i - 1].speaker:
        return None
    first = FoundClaim(
        cleaned[i - 1], transcript.sentences[i - 1].text, (i - 1,), terms=tuple(by_sentence.get(i - 1, ()))
    )
    if _unfit(first.said, first, table, language):
        return None
    space = " " if language == "en" else ""
    both = FoundClaim(
        first.text + space + cleaned[i],
        transcript.sentences[i - 1].text + space + transcript.sentences[i].text,
        (i - 1, i),
        terms=tuple(dict.fromkeys((*first.terms, *by_sentence.get(i, ())))),
    )
    if length(both.text, language) > _SIZES[language][1]:
        return None
    return both


def _shortened(claim: FoundClaim, table: Cues, language: Language) -> FoundClaim | None:
    """Cut a run-on at clauses; the longest whole run of clauses that fits and has a term is kept."""
    cuts = [0, *(m.start() for m in table.clause.finditer(claim.text)), len(claim.text)]
    least, most, best_size = _SIZES[language]
    best: tuple[float, str] | None = None
    for a in range(len(cuts) - 1):
        for b in range(a + 1, len(cuts)):
            piece = clean_sentence(claim.text[cuts[a] : cuts[b]], language)
            size = length(piece, language)
            if size > most:
                break
            if size < least or table.leaning.match(piece) or table.dangling.search(piece):
                continue
            if a and not re.match(r"(?:\W*(?:and|but|so)\b)", claim.text[cuts[a] :], re.I) and language == "en":
                continue
            worth = -abs(size - best_size) / best_size - 0.3 * (a > 0)
            if best is None or worth > best[0]:
                best = (worth, piece)
    if not best:
        return None
    kept = [t for t in claim.terms if _mentions(best[1], t)]
    shorter = FoundClaim(best[1], claim.said, claim.sentences, terms=tuple(kept) or claim.terms)
    return None if _unfit(best[1], shorter, table, language) else shorter


def _mentions(text: str, term: str) -> bool:
    words = {w.norm for w in tokens(text)}
    return all(w.norm in words for w in tokens(term))


def _score(
    claim: FoundClaim, table: Cues, language: Language, weights: dict[str, float], top: float
) -> None:
    """Fill in the reasons that speak for and against a candidate."""
    text = claim.text
    size = length(text, language)
    _, most, best = _SIZES[language]
    worth = [weights.get(t, 0.0) / top for t in dict.fromkeys(claim.terms)]
    claim.reasons["terms"] = min(2.0, 0.5 * len(worth) + sum(worth))
    claim.reasons["assertion"] = min(1.6, sum(w for p, w in table.assertion if p.search(text)))
    claim.reasons["length"] = -0.8 * max(0.0, (best - size) / best) - 0.3 * max(0.0, (size - 1.6 * best) / best)
    if table.hedge.search(text):
        claim.reasons["hedge"] = -1.0
    if table.pointing.search(text):
        claim.reasons["pointing"] = -0.8
    if re.match(r"(?:you|if you|when you|we|i)\b", text, re.IGNORECASE):
        claim.reasons["address"] = -0.3
    if len(claim.sentences) > 1:
        claim.reasons["joined"] = -0.2


def _choose(
    candidates: list[FoundClaim], vectors: _Vectors, wanted: int, sentences: int
) -> list[FoundClaim]:
    """Take the best, then the best that is unlike those taken and from a part not yet covered."""
    left = [i for i, c in enumerate(candidates) if not c.refused]
    chosen: list[int] = []
    parts: Counter[int] = Counter()
    def part(i: int) -> int:
        return candidates[i].sentences[0] * 8 // max(sentences, 1)

    while left and len(chosen) < wanted:
        def gain(i: int) -> float:
            like = max((vectors.likeness(i, j) for j in chosen), default=0.0)
            return candidates[i].score - 2.0 * like - 0.15 * parts[part(i)]

        best = max(left, key=lambda i: (gain(i), -i))
        if candidates[best].score < 1.0:
            break
        left.remove(best)
        near = [j for j in chosen if vectors.same(best, j) or set(candidates[best].sentences) & set(candidates[j].sentences)]
        if near:
            candidates[best].refused = "says again what another claim says"
            continue
        chosen.append(best)
        parts[part(best)] += 1
    for i in left:
        candidates[i].refused = candidates[i].refused or "others weigh more"
    return [candidates[i] for i in chosen]


class _Vectors:
    """The sentences of a talk as bags of content words, weighed by rarity in the talk and outside."""

    def __init__(self, texts: Sequence[str], language: Language) -> None:
        self._language = language
        bags = [content_words(t, language) for t in texts]
        df: Counter[str] = Counter(w for bag in bags for w in set(bag))
        n = max(len(bags), 1)
        self._weight = {w: log(1 + n / c) for w, c in df.items()}
        self._rows = [self._vector(bag) for bag in bags]
        self._texts = texts
        centre: Counter[str] = Counter()
        for row in self._rows:
            for w, v in row.items():
                centre[w] += v
        self._centre = _unit(centre)

    def _vector(self, bag: Sequence[str]) -> dict[str, float]:
        counts = Counter(bag)
        return _unit({w: (1 + log(c)) * self._weight.get(w, 1.0) for w, c in counts.items()})

    def centrality(self, i: int) -> float:
        return _dot(self._rows[i], self._centre)

    def likeness(self, i: int, j: int) -> float:
        return _dot(self._rows[i], self._rows[j])

    def likeness_to(self, i: int, texts: Sequence[str]) -> float:
        return max(_dot(self._rows[i], self._vector(content_words(t, self._language))) for t in texts)

    def same(self, i: int, j: int) -> bool:
        """Say whether two sentences state the same: nearly all words of the shorter are in the longer."""
        a, b = set(self._rows[i]), set(self._rows[j])
        small = min(len(a), len(b))
        return bool(small) and len(a & b) >= 0.7 * small and self.likeness(i, j) > 0.5


def _unit(row: dict[str, float] | Counter[str]) -> dict[str, float]:
    size = sqrt(sum(v * v for v in row.values())) or 1.0
    return {w: v / size for w, v in row.items()}


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(v * b.get(w, 0.0) for w, v in a.items())


def content_words(text: str, language: Language) -> list[str]:
    """Return the words that carry a sentence's subject; Chinese gives two-character pieces."""
    words = [w.norm for w in tokens(text) if _carries(w.norm)]
    if language == "zh":
        for run in re.findall(r"[\u3400-\u9fff]+", text):
            words += [run[i : i + 2] for i in range(len(run) - 1)]
    return words


@lru_cache(maxsize=16384)
def _carries(word: str) -> bool:
    return len(word) > 2 and zipf(word) < 6.0
