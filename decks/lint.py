"""The rules of good cards: what a study set has that a learner would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cards.identity import term_identity
from cards.study_set import Claim, StudySet, Term
from decks.fields import HAN, clean, find_term, safe_url
from decks.findings import RULES, Finding
from decks.lint_package import lint_apkg
from decks.note_fields import MACHINES
from decks.notes import Notes
from decks.options import DeckOptions
from decks.tones import split_syllables

__all__ = ["RULES", "Finding", "lint_apkg", "lint_study_set"]

_LONGEST_TERM = 6  # words
_LONGEST_CLAIM = (35, 60)  # English words, Chinese characters
_LONGEST_MEANING = (25, 45)
_LEANING = re.compile(
    r"(?:this|that|these|those|it|they|he|she)\b(?!'s why)|[这那它他她]们?(?![个些种样类位])",
    re.IGNORECASE,
)


def lint_study_set(study_set: StudySet) -> list[Finding]:
    """Return what is wrong with the cards of a talk, in the order of the card file."""
    findings = []
    if study_set.talk.url and not safe_url(study_set.talk.url):
        findings.append(
            Finding("link", "talk", f"the address {study_set.talk.url!r} is not http(s)")
        )
    notes = Notes([study_set], DeckOptions())
    for _ in notes:
        pass
    findings += [Finding("no-card", card, reason) for card, reason in notes.skipped]
    by_identity: dict[str, Term] = {}
    for term in study_set.terms:
        first = by_identity.setdefault(term_identity(term.id), term)
        if first is not term:
            message = f"is the same term as {first.id!r}; merge the two"
            findings.append(Finding("same-term", term.id, message, "error"))
        findings += _term(term)
    findings += _twins(study_set.terms)
    for claim in study_set.claims:
        findings += _claim(claim)
    return findings


def _term(term: Term) -> Iterator[Finding]:
    def found(rule: str, message: str) -> Finding:
        return Finding(rule, term.id, message)

    if len(term.en.split()) > _LONGEST_TERM:
        yield found("long-term", f"{term.en!r} has {len(term.en.split())} words")
    if not term.meaning.en or not term.meaning.zh:
        missing = " and ".join(n for n in ("en", "zh") if not getattr(term.meaning, n))
        yield found("no-meaning", f"has no meaning in {missing}")
    if _too_long(term.meaning.en, term.meaning.zh, _LONGEST_MEANING):
        yield found("long-meaning", "the meaning is longer than a line")
    if _circular(term):
        yield found("circular-meaning", f"the meaning only repeats {term.en!r}")
    example = term.example
    if not (example.said or example.en or example.zh):
        yield found("no-example", "has no example")
    elif not any(_holds(term, text) for text in (example.said, example.en, example.zh)):
        yield found("example-without-term", "stands in none of its example's sentences")
    yield from _languages(term.id, term.en, term.zh, kept=True)
    if term.pinyin and term.zh and not _reading_fits(term):
        yield found("reading", f"{term.pinyin!r} does not fit {term.zh!r}")
    yield from _unchecked(term)


def _claim(claim: Claim) -> Iterator[Finding]:
    if _too_long(claim.en, claim.zh, _LONGEST_CLAIM):
        yield Finding("long-claim", claim.id, "cut it, or make two claims of it")
    for text in (claim.en, claim.zh):
        if text.rstrip().endswith(("?", "？")):
            yield Finding("question", claim.id, f"{text[:40]!r} asks")
        if _LEANING.match(text.strip()):
            yield Finding(
                "leans-on-context", claim.id, f"{text[:40]!r} needs the sentence before it"
            )
    yield from _languages(claim.id, claim.en, claim.zh, kept=False)
    yield from _unchecked(claim)


def _twins(terms: tuple[Term, ...]) -> Iterator[Finding]:
    """Terms of one translation, unless each names the other as its near twin."""
    for i, term in enumerate(terms):
        for other in terms[:i]:
            if (
                term.zh
                and term.zh == other.zh
                and term_identity(term.id) != term_identity(other.id)
            ):
                near = {term_identity(n) for n in term.near}
                if term_identity(other.en) not in near:
                    message = f"{term.zh} is also {other.en!r}; name it as `near`, in both"
                    yield Finding("twins", term.id, message)


def _languages(card: str, en: str, zh: str, *, kept: bool) -> Iterator[Finding]:
    """Chinese has Han characters (a term may be kept in English), English has none but names."""
    if zh and not HAN.search(zh) and not (kept and zh.isascii()):
        yield Finding("wrong-language", card, f"zh: {zh[:40]!r} is not Chinese")
    if en and len(HAN.findall(en)) > len(en) / 2:
        yield Finding("wrong-language", card, f"en: {en[:40]!r} is not English")


def _unchecked(card: Term | Claim) -> Iterator[Finding]:
    reasons = [r for r in card.check if r != "untranslated"]
    if card.origin in MACHINES or reasons:
        by = f"translated by {card.origin}" if card.origin in MACHINES else "marked for a look"
        yield Finding("unchecked", card.id, f"{by}{': ' if reasons else ''}{', '.join(reasons)}")


def _too_long(en: str, zh: str, longest: tuple[int, int]) -> bool:
    return len(en.split()) > longest[0] or len(HAN.findall(zh)) > longest[1]


def _holds(term: Term, text: str) -> bool:
    return bool(find_term(clean(text), [term.en, term.zh, term.abbr, *term.heard_as]))


def _circular(term: Term) -> bool:
    """Say whether the meaning has no word of weight beside the term's own."""
    words = {w for w in re.findall(r"[a-z]+", term.meaning.en.lower()) if len(w) > 3}
    return bool(words) and words <= set(re.findall(r"[a-z]+", term.en.lower()))


def _reading_fits(term: Term) -> bool:
    """Count syllables and characters; Latin words read as themselves do not count."""
    latin = {w.lower() for w in re.findall(r"[A-Za-z][A-Za-z0-9]*", term.zh)}
    count = 0
    for word in re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*", clean(term.pinyin)):
        if word.lower() in latin:
            continue
        syllables = split_syllables(word)
        if syllables is None:
            return False
        count += len(syllables)
    return count == len(HAN.findall(term.zh))
