"""Terms that the glossary lacks but whose parts it has: SFT model, reasoning token.

English names such things by putting nouns side by side, and Chinese by putting the same words in the
same order, so the parts' translations make the whole's. The way back, from Chinese, is not as
regular, so Chinese talks are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from cards.candidates import find_candidates
from cards.evidence import FoundTerm, Place
from cards.glossary import Glossary, GlossaryEntry, form_key
from cards.matching import Match
from cards.tagging import TaggedWord
from cards.words import HAN, normal_word

# Said in fewer sentences than this, a phrase is a chance meeting of two words.
_LEAST_SENTENCES = 2


def find_compounds(tagged: Sequence[Sequence[TaggedWord]], glossary: Glossary) -> list[FoundTerm]:
    """Return the compounds an English talk says in several sentences, with composed translations."""
    out: list[FoundTerm] = []
    for candidate in find_candidates(tagged, "en"):
        sentences = list(dict.fromkeys(candidate.sentences))
        known = glossary.lookup(candidate.form, "en")
        if not 2 <= len(candidate.words) <= 4 or len(sentences) < _LEAST_SENTENCES or known:
            continue
        parts = _parts(candidate.form.split(), glossary)
        if len(parts) < 2:
            continue
        entry = GlossaryEntry(
            en=_singular(candidate.form),
            zh=("".join(p.zh[0] for p in parts),),
            topic=parts[-1].topic,
            meaning_en="",
            meaning_zh="",
        )
        match = Match(entry, 0, 0, candidate.form, "exact", candidate.form)
        places = [Place(index, match) for index in sentences]
        out.append(FoundTerm(entry, origin="composed", places=places))
    return out


def _parts(words: list[str], glossary: Glossary) -> list[GlossaryEntry]:
    """Split a phrase into glossary terms, longest first; nothing where a word is left over."""
    parts: list[GlossaryEntry] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            piece = " ".join(words[at:end])
            entry = glossary.lookup(piece, "en")
            own = entry and form_key(piece) in {form_key(f) for f in (entry.en, *entry.abbr)}
            if entry and own and any(HAN.search(z) for z in entry.zh[:1]):
                parts.append(entry)
                at = end
                break
        else:
            return []
    return parts


def _singular(phrase: str) -> str:
    *rest, last = phrase.split()
    lower = [
        w if w.isupper() or (w[0].isupper() and not w[1:].islower()) else w.lower()
        for w in (*rest, last)
    ]
    norm = normal_word(lower[-1])
    if lower[-1].lower() != norm and lower[-1].islower():
        lower[-1] = norm
    return " ".join(lower)
