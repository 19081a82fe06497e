"""Study sets in, study sets with both languages out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from cards.glossary import Glossary
from cards.study_set import Claim, Example, StudySet, Term
from cards.transcript import Language
from translate.engine import Engine, Translation, Translator
from translate.memory import Memory
from translate.quality import UNTRANSLATED
from translate.sentences import Counts, translate_sentences

CardT = TypeVar("CardT", Term, Claim, Example)
OTHER: Mapping[Language, Language] = {"en": "zh", "zh": "en"}


@dataclass(frozen=True)
class TranslationReport:
    """What a run did. All numbers but `suspect` and `terms` count distinct sentences.

    `translated` says how many were newly translated, by whom; `remembered` came from memory;
    `untranslated` have no translation. `suspect` counts claims and examples with a reason to look
    at them, `terms` the terms that the glossary lacks and the sentences agreed on. `notes` are
    lines for the user.
    """

    sentences: int = 0
    translated: Mapping[str, int] = field(default_factory=dict)
    remembered: int = 0
    untranslated: int = 0
    suspect: int = 0
    terms: int = 0
    notes: tuple[str, ...] = ()


def translate_cards(
    study_set: StudySet,
    translator: Translator,
    glossary: Glossary,
    *,
    memory: Memory | None = None,
) -> StudySet:
    """The study set with the other language filled in (`translate_all`: several, a report)."""
    return translate_all([study_set], translator, glossary, memory=memory)[0][0]


def translate_all(
    study_sets: Sequence[StudySet],
    translator: Translator,
    glossary: Glossary,
    *,
    memory: Memory | None = None,
) -> tuple[list[StudySet], TranslationReport]:
    """Fill in what is missing in the other language, the sentences of all talks in one run.

    What is already there is left alone, whoever wrote it. An empty translation that stays empty,
    and every suspect one, has its reason in `check`.

    Raises:
        TranslationError: the translator cannot work at all.
    """
    run = _Run(study_sets, glossary, memory)
    done: dict[int, StudySet] = {}
    for language in ("en", "zh"):
        chosen = [i for i, s in enumerate(study_sets) if s.talk.language == language]
        if chosen:
            run.translate(language, translator, [study_sets[i] for i in chosen])
            done.update((i, run.filled(study_sets[i])) for i in chosen)
    return [done[i] for i in range(len(study_sets))], run.report()


class _Run:
    """The translations of one run, by language and sentence."""

    def __init__(
        self, study_sets: Sequence[StudySet], glossary: Glossary, memory: Memory | None
    ) -> None:
        self._glossary = glossary
        self._memory = memory
        self._sentences: dict[tuple[Language, str], Translation] = {}
        self._terms: dict[tuple[Language, str], Translation] = {}
        self._counts = Counts()
        self._by_origin: Counter[str] = Counter()
        self._notes: dict[str, None] = {}
        self._suspect = 0

    def translate(
        self, source: Language, translator: Translator, study_sets: Sequence[StudySet]
    ) -> None:
        from translate.choice import resolve

        target = OTHER[source]
        able, note = resolve(translator, source, target)
        sentences = list(
            dict.fromkeys(text for s in study_sets for text in open_sentences(s) if text.strip())
        )
        unknown = list(dict.fromkeys(t for s in study_sets for t in self._open_terms(s)))
        if note and (sentences or unknown):
            self._notes[note] = None
        if isinstance(able, Engine):
            self._by_machine(able, source, target, sentences, unknown, study_sets)
        else:
            answers = able.translate(sentences, source, target)
            self._sentences.update(
                ((source, s), a) for s, a in zip(sentences, answers, strict=True)
            )
            words = able.translate(unknown, source, target)
            self._terms.update(
                ((source, w), a) for w, a in zip(unknown, words, strict=True) if a.text
            )

    def _by_machine(
        self,
        engine: Engine,
        source: Language,
        target: Language,
        sentences: list[str],
        unknown: list[str],
        study_sets: Sequence[StudySet],
    ) -> None:
        from translate.glossary import GlossaryTerms
        from translate.unknown_terms import translate_terms

        known = frozenset(name for s in study_sets for t in s.terms for name in (t.id, t.en))
        terms = GlossaryTerms(self._glossary, source, known)
        answers, counts = translate_sentences(
            sentences, engine, source, target, terms=terms, memory=self._memory
        )
        self._counts += counts
        self._by_origin[engine.name] += counts.translated
        self._sentences.update(((source, s), a) for s, a in zip(sentences, answers, strict=True))
        carrying = {word: _carrying(word, study_sets, source) for word in unknown}
        words = translate_terms(carrying, engine, source, target, memory=self._memory)
        self._terms.update(((source, w), a) for w, a in words.items())

    def _open_terms(self, study_set: StudySet) -> list[str]:
        """Terms with one language only which the glossary cannot help either."""
        source = study_set.talk.language
        return [
            own
            for term in study_set.terms
            if (own := _side(term, source))
            and not _side(term, OTHER[source])
            and self._glossary.lookup(own, source) is None
        ]

    def filled(self, study_set: StudySet) -> StudySet:
        """The study set with this run's translations."""
        source = study_set.talk.language
        return replace(
            study_set,
            claims=tuple(self._claim(c, source) for c in study_set.claims),
            terms=tuple(self._term(t, source) for t in study_set.terms),
        )

    def _claim(self, claim: Claim, source: Language) -> Claim:
        target = OTHER[source]
        if _side(claim, target):
            return claim
        answer = self._sentences.get((source, _source_text(claim, source)))
        if answer is None:
            return replace(claim, check=_reasons(claim.check, (UNTRANSLATED,)))
        self._suspect += bool(answer.check and answer.text)
        changed = replace(
            claim,
            origin=answer.origin if answer.text else claim.origin,
            check=_reasons(claim.check, answer.check if answer.text else (UNTRANSLATED,)),
        )
        return _with(_with(changed, source, _source_text(claim, source)), target, answer.text)

    def _term(self, term: Term, source: Language) -> Term:
        term = self._example(term, source)
        target, own = OTHER[source], _side(term, source)
        if _side(term, target) or not own:
            return term
        if entry := self._glossary.lookup(own, source):
            word = entry.zh[0] if target == "zh" else entry.en
            return _with(replace(term, origin="glossary"), target, word)
        answer = self._terms.get((source, own))
        if answer is None or not answer.text:
            why = answer.check if answer else (UNTRANSLATED,)
            return replace(term, check=_reasons(term.check, why))
        changed = replace(term, origin=answer.origin, check=_reasons(term.check, answer.check))
        return _with(changed, target, answer.text)

    def _example(self, term: Term, source: Language) -> Term:
        """The example's other language; a suspect one is marked at the term."""
        example, target = term.example, OTHER[source]
        if not example.said or _side(example, target):
            return term
        own = _source_text(example, source)
        answer = self._sentences.get((source, own))
        if answer is None or not answer.text:
            return replace(term, example=_with(example, source, own))
        self._suspect += bool(answer.check)
        return replace(
            term,
            example=_with(_with(example, source, own), target, answer.text),
            check=_reasons(term.check, tuple(f"example-{reason}" for reason in answer.check)),
        )

    def report(self) -> TranslationReport:
        """What this run did."""
        return TranslationReport(
            sentences=len(self._sentences),
            translated={name: n for name, n in self._by_origin.items() if n},
            remembered=self._counts.remembered,
            untranslated=sum(not answer.text for answer in self._sentences.values()),
            suspect=self._suspect,
            terms=sum(bool(answer.text) for answer in self._terms.values()),
            notes=tuple(self._notes),
        )


def open_sentences(study_set: StudySet) -> list[str]:
    """The sentences of the talk's language that have no other language yet."""
    source = study_set.talk.language
    target = OTHER[source]
    claims = [_source_text(c, source) for c in study_set.claims if not _side(c, target)]
    examples = [
        _source_text(t.example, source)
        for t in study_set.terms
        if t.example.said and not _side(t.example, target)
    ]
    return claims + examples


def _carrying(word: str, study_sets: Sequence[StudySet], source: Language) -> list[str]:
    """Sentences of the study sets that hold a word, the shortest first."""
    found = {
        text
        for s in study_sets
        for text in (
            *(_source_text(t.example, source) for t in s.terms),
            *(_source_text(c, source) for c in s.claims),
        )
        if word.lower() in text.lower()
    }
    return sorted(found, key=lambda text: (len(text), text))


def _side(card: Term | Claim | Example, language: Language) -> str:
    return card.en if language == "en" else card.zh


def _with(card: CardT, language: Language, text: str) -> CardT:
    return replace(card, en=text) if language == "en" else replace(card, zh=text)


def _source_text(card: Claim | Example, source: Language) -> str:
    """The cleaned sentence where there is one, else the speaker's own words."""
    return _side(card, source) or card.said


def _reasons(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Reasons of earlier steps, without the one that is settled now, and the new ones."""
    return tuple(dict.fromkeys([*(r for r in before if r != UNTRANSLATED), *now]))
