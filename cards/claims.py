"""Key claims: the few sentences that say what the speaker holds, each able to stand on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cards.clauses import sentence_starts
from cards.cleanup import clean_sentence, length
from cards.cues import cues
from cards.evidence import FoundClaim, FoundTerm
from cards.likeness import Vectors, content_words, keywords
from cards.matching import Match
from cards.repair import repaired
from cards.standing import (
    HOUSEKEEPING,
    LEANS,
    PERSONAL,
    TOO_LONG,
    joined,
    mentions,
    shortened,
    unfit,
)
from cards.tagging import TaggedWord, tag_sentences
from cards.transcript import Language, Transcript
from cards.worth import weigh

# A talk of this size (words; characters) gives _USUAL claims. A longer one gives more, but not in
# proportion: users complain of floods, not of shortage.
_USUAL_SIZE: dict[Language, int] = {"en": 1500, "zh": 2800}
_USUAL, _GROWTH, _MOST = 30, 0.35, 60

# What a claim has to weigh, and how many of the best are compared with each other.
_LEAST_SCORE, _COMPARED = 0.0, 600

# What likeness to a point of the summary adds, in full.
_SUMMARY = 2.0


def find_claims(
    transcript: Transcript,
    terms: Sequence[FoundTerm],
    tagged: Sequence[Sequence[TaggedWord]],
    most: int | None = None,
) -> list[FoundClaim]:
    """Return the candidates of a talk, chosen claims first in the order they were said.

    `tagged` holds the sentences' words with their parts of speech. `most` bounds the number chosen;
    by default it grows with the talk. Candidates with `refused` set follow, the best first.
    """
    language = transcript.language
    taught = [t for t in terms if not t.refused]
    candidates = [*_spoken(transcript, taught, tagged), *_from_summary(transcript, taught)]
    said_often = keywords([s.text for s in transcript.sentences], language)
    for candidate in candidates:
        words = dict.fromkeys(content_words(candidate.text, language))
        candidate.keywords = tuple(w for w in words if w in said_often)
        if not (candidate.refused or candidate.terms or candidate.keywords):
            candidate.refused = "nothing of what the talk is about"
    vectors = Vectors([c.text for c in candidates], language)
    summary = [vectors.of(point) for point in transcript.summary]
    for i, candidate in enumerate(candidates):
        if candidate.refused:
            continue
        said = _words(candidate, tagged, language)
        candidate.reasons = weigh(candidate, said, language)
        candidate.reasons["summary"] = _SUMMARY * vectors.likeness_to(i, summary)
    wanted = _wanted(transcript) if most is None else most
    chosen = _choose(candidates, vectors, wanted, len(transcript.sentences))
    refused = sorted((c for c in candidates if c.refused), key=lambda c: -c.score)
    return [*sorted(chosen, key=lambda c: c.sentences[:1] or (-1,)), *refused]


def _wanted(transcript: Transcript) -> int:
    language = transcript.language
    speech = sum(length(s.text, language) for s in transcript.sentences)
    usual: float = _USUAL * (speech / _USUAL_SIZE[language]) ** _GROWTH
    return min(round(usual), len(transcript.sentences) // 3 + 1, _MOST)


def _spoken(
    transcript: Transcript, terms: Sequence[FoundTerm], tagged: Sequence[Sequence[TaggedWord]]
) -> list[FoundClaim]:
    """Make a candidate of each sentence: mended, cleaned, joined or cut so that it stands."""
    language = transcript.language
    matches: dict[int, list[Match]] = {}
    for term in terms:
        for place in term.spoken:
            if place.sentence is not None:
                matches.setdefault(place.sentence, []).append(place.match)
    out: list[FoundClaim] = []
    before: FoundClaim | None = None
    for i, sentence in enumerate(transcript.sentences):
        run_together = transcript.inferred and language == "en"
        starts = sentence_starts(tagged[i]) if run_together else []
        for first, last in pairwise([0, *starts, len(sentence.text)]):
            here = [m for m in matches.get(i, ()) if first <= m.start and m.end <= last]
            said = sentence.text[first:last].strip()
            mended = repaired(sentence.text, here)
            text = mended[first : last + len(mended) - len(sentence.text)]
            text = clean_sentence(text, language)
            claim = FoundClaim(
                text, said, (i,), terms=tuple(dict.fromkeys(m.entry.en for m in here))
            )
            claim.refused = unfit(said, text, language, bool(claim.terms))
            better: FoundClaim | None = None
            if claim.refused == LEANS and before and _same_speaker(transcript, i):
                better = joined(before, claim, language)
            elif claim.refused in (TOO_LONG, HOUSEKEEPING, PERSONAL):
                better = shortened(claim, language)
            before = claim
            out.append(better or claim)
    return out


def _same_speaker(transcript: Transcript, i: int) -> bool:
    return transcript.sentences[i].speaker == transcript.sentences[i - 1].speaker


def _from_summary(transcript: Transcript, terms: Sequence[FoundTerm]) -> list[FoundClaim]:
    """Make candidates of the summary's points.

    A point's head ("Scaling: ...") is no part of it, unless what follows goes on in lower case: then
    the head is its subject.
    """
    language = transcript.language
    out: list[FoundClaim] = []
    for point in transcript.summary:
        head, _, rest = point.partition(": " if language == "en" else "：")
        beside = rest and not rest[0].islower() and length(head, language) <= 8
        text = clean_sentence(rest if beside else point, language)
        inside = tuple(t.entry.en for t in terms if _says(text, t, language))
        claim = FoundClaim(text, point, (), terms=inside)
        claim.refused = unfit(text, text, language, bool(inside))
        if not claim.refused and cues(language).report.search(text):
            claim.refused = HOUSEKEEPING
        out.append(claim)
    return out


def _says(text: str, term: FoundTerm, language: Language) -> bool:
    if language == "en":
        return mentions(text, term.entry.en)
    return any(form in text for form in term.entry.zh)


def _words(
    claim: FoundClaim, tagged: Sequence[Sequence[TaggedWord]], language: Language
) -> Sequence[TaggedWord]:
    if claim.sentences:
        return tagged[claim.sentences[0]]
    return tag_sentences([claim.text], language)[0]


def _overlap(a: FoundClaim, b: FoundClaim) -> bool:
    """Say whether two claims hold the same stretch of speech."""
    same = set(a.sentences) & set(b.sentences)
    return bool(same) and (a.said in b.said or b.said in a.said)


def _choose(
    candidates: list[FoundClaim], vectors: Vectors, wanted: int, sentences: int
) -> list[FoundClaim]:
    """Take the best, then the best that is unlike those taken and from a part not yet covered."""
    fit = [i for i, c in enumerate(candidates) if not c.refused and c.score >= _LEAST_SCORE]
    left = sorted(fit, key=lambda i: (-candidates[i].score, i))[:_COMPARED]
    nearest = dict.fromkeys(left, 0.0)  # likeness to the nearest chosen claim
    parts: Counter[int] = Counter()
    chosen: list[int] = []

    def gain(i: int) -> float:
        return candidates[i].score - 2.0 * nearest[i] - 0.15 * parts[part(i)]

    def part(i: int) -> int:
        return (candidates[i].sentences or (0,))[0] * 8 // max(sentences, 1)

    while left and len(chosen) < wanted:
        best = max(left, key=lambda i: (gain(i), -i))
        left.remove(best)
        if any(_overlap(candidates[best], candidates[j]) or vectors.same(best, j) for j in chosen):
            candidates[best].refused = "says again what another claim says"
            continue
        chosen.append(best)
        parts[part(best)] += 1
        for i in left:
            nearest[i] = max(nearest[i], vectors.likeness(i, best))
    for i, candidate in enumerate(candidates):
        if i not in chosen:
            candidate.refused = candidate.refused or "others weigh more"
    return [candidates[i] for i in chosen]
