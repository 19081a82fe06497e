"""What the recogniser misheard, put right in a sentence that goes onto a card."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from cards.matching import Match
from cards.words import HAN

MISHEARD = ("heard", "sound", "typo")


def repaired(text: str, matches: Iterable[Match]) -> str:
    """Return the sentence with every misheard term in the spelling it should have."""
    for match in sorted(matches, key=lambda m: -m.start):
        if match.kind in MISHEARD and text[match.start : match.end] == match.text:
            text = text[: match.start] + right_form(match) + text[match.end :]
    return text


def right_form(match: Match) -> str:
    """Return the form of the entry that is nearest to what was heard, plural kept."""
    han = bool(HAN.search(match.text))
    forms = [f for f in match.entry.zh if HAN.search(f)] if han else list(match.entry.english_forms)
    if not forms:
        return match.entry.zh[0] if han else match.entry.en
    heard = match.text.lower()
    best = max(forms, key=lambda f: SequenceMatcher(None, f.lower(), heard).ratio())
    if not han and heard.endswith("s") and not best.lower().endswith("s"):
        best += "s"
    return best
