"""From a transcript to a study set: what to learn, and why just that."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.claims import find_claims
from cards.cleanup import clean_sentence
from cards.evidence import FoundClaim, FoundTerm
from cards.glossary import Glossary
from cards.identity import term_id
from cards.matching import Match, Matcher
from cards.repair import repaired
from cards.study_set import Claim, Example, StudySet, Talk, Term
from cards.tagging import tag_sentences
from cards.terms import best_example, find_terms
from cards.transcript import Transcript


@dataclass(frozen=True)
class ExtractOptions:
    """How much to take from a talk; None lets the talk decide."""

    max_terms: int | None = None
    max_claims: int | None = None


@dataclass(frozen=True)
class Extraction:
    """All that was weighed, for `explain`, and the study set that came of it."""

    transcript: Transcript
    terms: tuple[FoundTerm, ...]
    claims: tuple[FoundClaim, ...]
    study_set: StudySet


def extract(
    transcript: Transcript, glossary: Glossary, options: ExtractOptions | None = None
) -> Extraction:
    """Find the key terms and claims of a talk."""
    options = options or ExtractOptions()
    tagged = tag_sentences([s.text for s in transcript.sentences], transcript.language)
    found = find_terms(transcript, Matcher(glossary), tagged)
    kept = [t for t in found if not t.refused]
    for term in kept[options.max_terms :] if options.max_terms is not None else ():
        term.refused = f"not among the {options.max_terms} that matter most"
    kept = [t for t in kept if not t.refused]
    matches = _by_sentence(found)
    claims = find_claims(transcript, found, tagged, options.max_claims)
    ids = {t.entry.en: term_id(t.entry.en) for t in kept}
    study_set = StudySet(
        talk=Talk(
            transcript.title,
            transcript.language,
            transcript.url,
            transcript.date,
            transcript.speaker,
        ),
        deck=deck_name(transcript.title),
        terms=tuple(_term(t, transcript, matches) for t in kept),
        claims=tuple(_claim(c, transcript, matches, ids) for c in claims if not c.refused),
    )
    return Extraction(transcript, tuple(found), tuple(claims), study_set)


def deck_name(title: str) -> str:
    """Return the name of a talk's deck; `::` would make a deck inside a deck."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", title.replace("::", ": "))).strip()
    name = "".join(c for c in name if c.isprintable() and c != '"')
    return f"AI Talks::{name[:80].strip() or 'Untitled'}"


def claim_id(said: str) -> str:
    """Return a claim's identity: a hash of what was said, blanks, case and punctuation aside."""
    folded = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", said).lower())
    return "claim-" + hashlib.sha256(folded.encode()).hexdigest()[:12]


def _by_sentence(found: Sequence[FoundTerm]) -> dict[int, list[Match]]:
    out: dict[int, list[Match]] = {}
    for term in found:
        for place in term.spoken:
            if not term.refused and place.sentence is not None:
                out.setdefault(place.sentence, []).append(place.match)
    return out


def _term(found: FoundTerm, transcript: Transcript, matches: dict[int, list[Match]]) -> Term:
    entry = found.entry
    language = transcript.language
    texts = [s.text for s in transcript.sentences]
    best = best_example(found, texts, language)
    example = Example()
    at = None
    if best is not None:
        shown = clean_sentence(repaired(texts[best], matches.get(best, ())), language)
        example = Example(
            said=texts[best],
            en=shown if language == "en" else "",
            zh=shown if language == "zh" else "",
        )
        at = transcript.sentences[best].start
    forms = {f.casefold() for f in (*entry.english_forms, *entry.zh)}
    said = dict.fromkeys(p.match.text for p in found.places)
    return replace(
        Term.of(entry),
        heard_as=tuple(f for f in said if f.casefold() not in forms),
        count=found.count,
        example=example,
        at=at,
    )


def _claim(
    found: FoundClaim, transcript: Transcript, matches: dict[int, list[Match]], ids: dict[str, str]
) -> Claim:
    language = transcript.language
    first = transcript.sentences[found.sentences[0]] if found.sentences else None
    return Claim(
        id=claim_id(found.said),
        en=found.text if language == "en" else "",
        zh=found.text if language == "zh" else "",
        said=found.said,
        terms=tuple(ids[t] for t in dict.fromkeys(found.terms) if t in ids),
        at=first.start if first else None,
        speaker=first.speaker if first else None,
        check=("untranslated",),
    )
