"""Sentences through an engine: remembered, retried where suspect, corrected, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cards.transcript import Language
from translate.correction import Corrector, Draft
from translate.engine import Engine, Hypothesis, Translation
from translate.memory import Memory, RememberingEngine
from translate.quality import (
    COPIED,
    LENGTH,
    NAMES,
    NUMBERS,
    REPETITION,
    UNKNOWN,
    UNTRANSLATED,
    WRONG_SCRIPT,
    check_sentence,
)
from translate.terminology import TermFinder, missing
from translate.typography import tidy

# What another wording may mend; a low score or a missing term is no reason to throw a sentence
# away.
MENDABLE = frozenset(
    (UNTRANSLATED, REPETITION, COPIED, WRONG_SCRIPT, NUMBERS, NAMES, LENGTH, UNKNOWN)
)


@dataclass(frozen=True)
class Counts:
    """How the distinct sentences of a run came about."""

    translated: int = 0
    remembered: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.translated + other.translated, self.remembered + other.remembered)


def translate_sentences(
    sentences: Sequence[str],
    engine: Engine,
    source: Language,
    target: Language,
    *,
    terms: TermFinder | None = None,
    memory: Memory | None = None,
) -> tuple[list[Translation], Counts]:
    """All sentences of a run, in their order, with the reasons to look at each.

    The engine is asked once for all of them, then only for what is suspect or lacks a glossary
    word.

    Raises:
        TranslationError: the engine cannot work at all.
    """
    distinct = [s for s in dict.fromkeys(sentences) if s.strip()]
    desk = RememberingEngine(engine, source, target, memory)
    first = desk.propose(distinct)
    counts = Counts(desk.asked, desk.remembered)
    drafts = [
        _draft(sentence, wordings, terms, target)
        for sentence, wordings in zip(distinct, first, strict=True)
    ]
    _mend(drafts, desk, source, target)
    Corrector(desk.propose, source, target).correct([d for d in drafts if d.text])
    done = {d.sentence: Translation(d.text, engine.name, d.reasons(source, target)) for d in drafts}
    blank = Translation("", engine.name)
    return [done.get(sentence, blank) for sentence in sentences], counts


def _draft(
    sentence: str, wordings: tuple[Hypothesis, ...], terms: TermFinder | None, target: Language
) -> Draft:
    uses = terms.find(sentence) if terms else []
    text = tidy(wordings[0].text, target)
    return Draft(sentence, uses, wordings, text, wordings[0], missing(uses, text, target))


def _mend(
    drafts: Sequence[Draft], desk: RememberingEngine, source: Language, target: Language
) -> None:
    """Suspect sentences: the best other wording, else a guarded second try; the least bad stays."""
    suspect = [d for d in drafts if MENDABLE & set(_reasons(d, d.wording, source, target))]
    for draft in suspect:
        _take_best(draft, draft.wordings, source, target)
    again = [d for d in suspect if MENDABLE & set(_reasons(d, d.wording, source, target))]
    if not again:
        return
    guarded = desk.propose([d.sentence for d in again], guarded=True)
    for draft, wordings in zip(again, guarded, strict=True):
        # a piece the model has no symbol for stays one, however the second try looks
        lost = any(w.unknown for w in draft.wordings)
        marked = tuple(Hypothesis(w.text, w.score, w.unknown or lost) for w in wordings)
        _take_best(draft, (draft.wording, *marked), source, target)


def _take_best(
    draft: Draft, wordings: Sequence[Hypothesis], source: Language, target: Language
) -> None:
    """The earliest wording with the fewest reasons against it; anything rather than a loop."""

    def badness(wording: Hypothesis) -> tuple[bool, int]:
        reasons = MENDABLE & set(_reasons(draft, wording, source, target))
        return REPETITION in reasons or UNTRANSLATED in reasons, len(reasons)

    best = min(wordings, key=badness)
    draft.wording, draft.text = best, tidy(best.text, target)
    draft.missing = missing(draft.uses, draft.text, target)


def _reasons(
    draft: Draft, wording: Hypothesis, source: Language, target: Language
) -> tuple[str, ...]:
    """Reasons against a wording; terms are not blamed yet, they are corrected later."""
    return check_sentence(
        draft.sentence,
        tidy(wording.text, target),
        source,
        target,
        wording=wording,
        excused=[draft.sentence[u.start : u.end] for u in draft.uses],
    )
