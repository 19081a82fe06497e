"""A talk extracted again: what its user changed in the card file stays.

A card that no longer has the hash the program left for it is the user's and stays as it is; one
that is gone was dropped by the user and is not brought back; the rest is the new extraction's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from cards.card_file import TALK, CardFile, fingerprints
from cards.study_set import Claim, StudySet, Talk, Term

Card = TypeVar("Card", bound=Term | Claim)


@dataclass(frozen=True)
class Merged:
    """A new extraction with the user's work in it.

    `yours` are ids of cards the user changed or added, `dropped` of those the user deleted.
    """

    study_set: StudySet
    yours: frozenset[str]
    dropped: frozenset[str]
    old: CardFile

    def made(self, final: StudySet) -> dict[str, str]:
        """Return the hashes to write beside `final`, this study set once translated."""
        kept = self.yours | self.dropped
        mine = {i: self.old.made[i] for i in kept if i in self.old.made}
        theirs = {i: h for i, h in fingerprints(final).items() if i not in self.yours}
        return {**theirs, **mine}


def is_same_talk(old: CardFile, new: StudySet) -> bool:
    """Say whether a card file was made from this talk, its title changed by the user perhaps."""
    before, now = old.study_set.talk, new.talk
    if old.made.get(TALK) == fingerprints(new)[TALK]:
        return True
    return _folded(before.title) == _folded(now.title) or (
        before.url is not None and before.url == now.url
    )


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def merge(old: CardFile, new: StudySet) -> Merged:
    """Put the user's changes of an earlier card file into a new extraction of the same talk."""
    now = fingerprints(old.study_set)
    yours = frozenset(i for i, h in now.items() if old.made.get(i) != h)
    dropped = frozenset(i for i in old.made if i not in now)
    merged = replace(
        new,
        terms=_merged(old.study_set.terms, new.terms, yours, dropped),
        claims=_merged(old.study_set.claims, new.claims, yours, dropped),
    )
    if TALK in yours:
        talk = _talk(old.study_set.talk, new.talk)
        merged = replace(merged, talk=talk, deck=old.study_set.deck)
    return Merged(merged, yours, dropped, old)


def _talk(old: Talk, new: Talk) -> Talk:
    return replace(old, language=new.language)  # the language is the talk's, not a matter of taste


def _merged(
    old: Iterable[Card], new: Iterable[Card], yours: frozenset[str], dropped: frozenset[str]
) -> tuple[Card, ...]:
    mine: dict[str, Card] = {card.id: card for card in old if card.id in yours}
    out = [mine.pop(card.id, card) for card in new if card.id not in dropped]
    return (*out, *mine.values())


def with_earlier_translations(merged: Merged, final: StudySet) -> StudySet:
    """Return `final` with the translations of the earlier card file where it has none itself.

    A talk built with a translator, and again where there is none, must not lose what it had.
    """
    claims = {claim.id: claim for claim in merged.old.study_set.claims}
    terms = {term.id: term for term in merged.old.study_set.terms}
    return replace(
        final,
        claims=tuple(_claim(c, claims.get(c.id)) for c in final.claims),
        terms=tuple(_term(t, terms.get(t.id)) for t in final.terms),
    )


def _claim(new: Claim, old: Claim | None) -> Claim:
    if old is None or (new.en and new.zh) or not (old.en and old.zh):
        return new
    if (new.en and new.en == old.en) or (new.zh and new.zh == old.zh):
        return replace(new, en=old.en, zh=old.zh, origin=old.origin, check=old.check)
    return new


def _term(new: Term, old: Term | None) -> Term:
    if old is None:
        return new
    if not (new.en and new.zh) and (old.en and old.zh) and (new.en or new.zh) in (old.en, old.zh):
        checks = tuple(c for c in old.check if not c.startswith("example-"))
        new = replace(new, en=old.en, zh=old.zh, origin=old.origin, check=checks)
    if new.example.said == old.example.said and not (new.example.en and new.example.zh):
        checks = (*new.check, *(c for c in old.check if c.startswith("example-")))
        new = replace(new, example=old.example, check=tuple(dict.fromkeys(checks)))
    return new
