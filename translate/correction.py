"""Puts missing glossary words into machine sentences, all sentences of a run together.

Each step asks the engine once for everything it needs, so a run costs a handful of large batches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cards.transcript import Language
from translate.carriers import Lexicon, best_texts, stand_ins
from translate.engine import Hypothesis
from translate.quality import check_sentence
from translate.terminology import (
    TermUse,
    missing,
    replace_wrong,
    says,
    uses_by_rule,
)
from translate.typography import tidy

Propose = Callable[[list[str]], list[tuple[Hypothesis, ...]]]

# Another wording may be this much shorter or longer than the model's first choice. Without the
# limit, choosing the wording that has the term picks sentences that stop half-way.
LENGTH_GUARD = (0.75, 1.35)


@dataclass
class Draft:
    """A sentence on its way: the source, its terms, the engine's wordings and the current text."""

    sentence: str
    uses: list[TermUse]
    wordings: tuple[Hypothesis, ...]
    text: str
    wording: Hypothesis
    missing: list[TermUse] = field(default_factory=list)

    def surface(self, use: TermUse) -> str:
        """The term as the sentence says it, without the capital of a sentence's beginning."""
        said = self.sentence[use.start : use.end]
        begins = use.start == 0 and use.rule.source_forms[0][:1].islower()
        return said[:1].lower() + said[1:] if begins else said

    def reasons(self, source: Language, target: Language) -> tuple[str, ...]:
        """What the quality checks say of the text as it stands."""
        said = [u for u in self.uses if says(self.text, u.rule, target)]
        return check_sentence(
            self.sentence,
            self.text,
            source,
            target,
            wording=self.wording,
            missing_terms=[self.sentence[u.start : u.end] for u in self.missing],
            excused=[self.sentence[u.start : u.end] for u in said],
        )


class Corrector:
    """The cascade: known wrong word, learnt wrong word, another wording, stand-in noun."""

    def __init__(self, propose: Propose, source: Language, target: Language) -> None:
        self._propose = propose
        self._source, self._target = source, target
        self._lexicon = Lexicon(self._best, source, target)

    def correct(self, drafts: Sequence[Draft]) -> None:
        """Change the drafts' texts so that they say their terms, where that can be done safely."""
        lacking = self._lacking(drafts)
        for draft in lacking:
            self._replace(draft, {id(u.rule): u.rule.wrong for u in draft.missing})
        lacking = self._lacking(lacking)
        self._lexicon.learn(
            draft.surface(use) for draft in lacking for use in draft.missing if use.rule.preferred
        )
        for draft in lacking:
            self._replace(draft, {id(u.rule): self._learnt(draft, u) for u in draft.missing})
        lacking = self._lacking(lacking)
        for draft in lacking:
            self._choose_wording(draft)
        for attempt in range(2):
            lacking = self._lacking(lacking)
            self._stand_in(lacking, attempt)
        self._lacking(lacking)

    def _best(self, sentences: list[str]) -> list[str]:
        return [tidy(text, self._target) for text in best_texts(self._propose(sentences))]

    def _lacking(self, drafts: Sequence[Draft]) -> list[Draft]:
        for draft in drafts:
            draft.missing = missing(draft.uses, draft.text, self._target)
        return [draft for draft in drafts if draft.missing]

    def _learnt(self, draft: Draft, use: TermUse) -> tuple[str, ...]:
        readings = self._lexicon.readings(draft.surface(use))
        return tuple(r for r in readings if r not in use.rule.accepted)

    def _replace(self, draft: Draft, wrong: dict[int, tuple[str, ...]]) -> None:
        for uses in uses_by_rule(draft.missing):
            better = replace_wrong(draft.text, uses, wrong[id(uses[0].rule)], self._target)
            if better is not None and self._keeps_others(draft, better):
                draft.text = better

    def _keeps_others(self, draft: Draft, text: str) -> bool:
        """A replacement must not take away another term that was there."""
        before = {id(u.rule) for u in missing(draft.uses, draft.text, self._target)}
        return {id(u.rule) for u in missing(draft.uses, text, self._target)} < before

    def _choose_wording(self, draft: Draft) -> None:
        """The first other wording with more of the terms, about as long and no worse."""
        usual = set(draft.reasons(self._source, self._target))
        for wording in draft.wordings[1:]:
            text = tidy(wording.text, self._target)
            lacking = missing(draft.uses, text, self._target)
            if len(lacking) >= len(draft.missing) or not _like_length(text, draft.text):
                continue
            other = Draft(draft.sentence, draft.uses, draft.wordings, text, wording, lacking)
            if set(other.reasons(self._source, self._target)) <= usual:
                draft.text, draft.wording, draft.missing = text, wording, lacking
                return

    def _stand_in(self, drafts: Sequence[Draft], attempt: int) -> None:
        """Translate with nouns that the model knows, then put the terms in their places."""
        jobs = []
        for draft in drafts:
            nouns = self._nouns(draft, attempt)
            if nouns:
                jobs.append((draft, nouns))
        if not jobs:
            return
        self._lexicon.learn(noun for _, nouns in jobs for noun in nouns.values())
        answers = self._best([_with_nouns(draft, nouns) for draft, nouns in jobs])
        for (draft, nouns), text in zip(jobs, answers, strict=True):
            swapped = self._swapped(draft, nouns, text)
            if swapped is None or not _like_length(swapped, draft.text):
                continue
            other = Draft(draft.sentence, draft.uses, draft.wordings, swapped, draft.wording)
            other.missing = missing(draft.uses, swapped, self._target)
            usual = set(draft.reasons(self._source, self._target))
            if (
                len(other.missing) < len(draft.missing)
                and set(other.reasons(self._source, self._target)) <= usual
            ):
                draft.text = swapped

    def _nouns(self, draft: Draft, attempt: int) -> dict[int, str]:
        """For the start of each missing use, a noun; none if they do not go round."""
        nouns: dict[int, str] = {}
        for use in draft.missing:
            if not use.rule.preferred:
                return {}
            free = [
                noun
                for noun in stand_ins(
                    draft.sentence[use.start : use.end], draft.sentence, self._source
                )
                if noun not in nouns.values()
            ]
            if len(free) <= attempt:
                return {}
            nouns[use.start] = free[attempt]
        return nouns

    def _swapped(self, draft: Draft, nouns: dict[int, str], text: str) -> str | None:
        for use in draft.missing:
            readings = self._lexicon.readings(nouns[use.start])
            changed = replace_wrong(text, [use], readings, self._target)
            if changed is None:
                return None
            text = changed
        return text


def _with_nouns(draft: Draft, nouns: dict[int, str]) -> str:
    sentence = draft.sentence
    for use in sorted(draft.missing, key=lambda u: u.start, reverse=True):
        noun = nouns[use.start]
        if sentence[use.start].isupper() and use.start == 0:
            noun = noun[0].upper() + noun[1:]
        sentence = sentence[: use.start] + noun + sentence[use.end :]
    return sentence


def _like_length(text: str, usual: str) -> bool:
    low, high = LENGTH_GUARD
    return low * len(usual) - 4 <= len(text) <= high * len(usual) + 4
