"""Whether a sentence stands on its own, and what can be done where it does not.

"That is obviously where this field is headed" is no card. A sentence that leans on the one before is
put together with it; a run-on is cut at a clause; what does not stand even so is dropped.
"""

from __future__ import annotations

from itertools import pairwise

from cards.cleanup import clean_sentence, length
from cards.cues import Cues, cues
from cards.evidence import FoundClaim
from cards.transcript import Language
from cards.words import tokens

# Shortest and longest claim that makes a card, and what is best: words (en), characters (zh).
SIZES: dict[Language, tuple[int, int, int]] = {"en": (6, 35, 16), "zh": (12, 60, 30)}

LEANS = "leans on an earlier sentence"
TOO_LONG = "too long"
HOUSEKEEPING = "about the talk, not its subject"
PERSONAL = "about the speaker"


def unfit(said: str, text: str, language: Language, has_terms: bool) -> str:
    """Say why a sentence cannot be a claim, or return an empty string.

    `said` is the speaker's sentence, `text` the cleaned one.
    """
    table = cues(language)
    least, most, _ = SIZES[language]
    size = length(text, language)
    if size < least:
        return "too short"
    if table.question.search(table.filler.sub("", said.strip())) or table.question.search(text):
        return "a question"
    if table.housekeeping.search(text):
        return HOUSEKEEPING
    if table.personal.search(text):
        return PERSONAL
    if table.scene.search(text):
        return "an example acted out"
    if table.dangling.search(text) or table.half.match(text):
        return "broken off"
    if leans(text, language, has_terms):
        return LEANS
    return TOO_LONG if size > most else ""


def leans(text: str, language: Language, has_terms: bool) -> bool:
    """Say whether a sentence's subject is told only by an earlier sentence."""
    table = cues(language)
    if not table.leaning.match(text):
        return False
    own = table.own_noun.match(text)
    # Chinese has no plural to tell 这 (this) from 这个模型 (this model): a term has to be there.
    return not (own and (has_terms or language == "en"))


def joined(before: FoundClaim, claim: FoundClaim, language: Language) -> FoundClaim | None:
    """Put a leaning sentence behind the one before it, if the two make one card."""
    if before.refused:
        return None
    space = " " if language == "en" else ""
    text = before.text + space + claim.text
    if length(text, language) > SIZES[language][1]:
        return None
    return FoundClaim(
        text,
        before.said + space + claim.said,
        (*before.sentences, *claim.sentences),
        terms=tuple(dict.fromkeys((*before.terms, *claim.terms))),
    )


def shortened(claim: FoundClaim, language: Language) -> FoundClaim | None:
    """Cut a sentence at its clauses; of the runs of clauses that make a claim, keep the best.

    A condition is never cut off from what it is a condition of, nor an exception from its rule.
    """
    table = cues(language)
    text = claim.text
    marks = sorted({m.start() for m in table.clause.finditer(text)} - {0, len(text)})
    cuts = [0, *marks, len(text)]
    pieces = [text[a:b] for a, b in pairwise(cuts)]
    best: tuple[float, FoundClaim] | None = None
    for a in range(len(pieces)):
        if a and not _can_begin(pieces, a, table):
            continue
        for b in range(a + 1, len(pieces) + 1):
            if b < len(pieces) and table.exception.match(pieces[b]):
                continue
            piece = clean_sentence("".join(pieces[a:b]), language)
            if length(piece, language) > SIZES[language][1]:
                break
            terms = tuple(t for t in claim.terms if language == "zh" or mentions(piece, t))
            if unfit(piece, piece, language, bool(terms)):
                continue
            shorter = FoundClaim(piece, claim.said, claim.sentences, terms=terms)
            worth = _fit(piece, language) - 0.2 * (a > 0) + 0.3 * len(terms)
            if best is None or worth > best[0]:
                best = (worth, shorter)
    return best[1] if best else None


def _can_begin(pieces: list[str], a: int, table: Cues) -> bool:
    if table.condition.match(pieces[a - 1]):
        return False
    return bool(table.resumes.match(pieces[a]))


def _fit(text: str, language: Language) -> float:
    best = SIZES[language][2]
    return -abs(length(text, language) - best) / best


def mentions(text: str, term: str) -> bool:
    """Say whether an English text has a term's words, side by side and in order."""
    words = [w.norm for w in tokens(text)]
    sought = [w.norm for w in tokens(term)]
    n = len(sought)
    return any(words[i : i + n] == sought for i in range(len(words) - n + 1))
