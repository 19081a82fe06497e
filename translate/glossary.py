"""The glossary as a translator: it knows terms and invents no sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from cards.glossary import Glossary, GlossaryEntry, load_glossary
from cards.matching import Matcher
from cards.transcript import Language
from translate.engine import Translation
from translate.quality import UNTRANSLATED
from translate.terminology import TermRule, TermUse


class GlossaryTranslator:
    """Translates what is a glossary term from beginning to end; all else stays untranslated."""

    name = "glossary"

    def __init__(self, glossary: Glossary | None = None) -> None:
        self._given = glossary

    @cached_property
    def _glossary(self) -> Glossary:
        return self._given or load_glossary()

    def translate(
        self, sentences: Sequence[str], source: Language, target: Language
    ) -> list[Translation]:
        """The glossary's word for each term, an empty text with the reason for each sentence."""
        return [self._translation(sentence.strip(" .。"), source) for sentence in sentences]

    def _translation(self, text: str, source: Language) -> Translation:
        entry = self._glossary.lookup(text, source)
        if entry is None:
            return Translation("", self.name, (UNTRANSLATED,))
        return Translation(entry.zh[0] if source == "en" else entry.en, self.name)


class GlossaryTerms:
    """The glossary's terms in sentences of one direction.

    An everyday word (head, mean, policy) is a term only where the talk was found to use it as one:
    its headword must be in `known`. A Chinese word that several terms share (推理: inference,
    reasoning) may come out as any of them; which one to put in only `known` can tell.
    """

    def __init__(
        self, glossary: Glossary, source: Language, known: frozenset[str] = frozenset()
    ) -> None:
        self._matcher = Matcher(glossary)
        self._source = source
        self._known = frozenset(name.lower() for name in known)
        self._rules: dict[tuple[str, str], TermRule] = {}
        self._sharing: defaultdict[str, list[GlossaryEntry]] = defaultdict(list)
        if source == "zh":
            for entry in glossary.entries:
                for form in entry.zh:
                    self._sharing[form].append(entry)

    def find(self, sentence: str) -> list[TermUse]:
        """The terms that the sentence says correctly; misheard ones are not held against it."""
        return [
            TermUse(self._rule(match.entry, match.text), match.start, match.end)
            for match in self._matcher.find(sentence)
            if match.kind in ("exact", "inflected")
            and not (match.entry.everyday and match.entry.en.lower() not in self._known)
        ]

    def _rule(self, entry: GlossaryEntry, said: str) -> TermRule:
        key = entry.en, said if said.isupper() or self._source == "zh" else ""
        if key not in self._rules:
            rule = rule_for(entry, said, self._source)
            others = self._sharing.get(said, [])
            if len(others) > 1:
                rule = self._shared(rule, others)
            self._rules[key] = rule
        return self._rules[key]

    def _shared(self, rule: TermRule, entries: list[GlossaryEntry]) -> TermRule:
        accepted = dict.fromkeys(form for entry in entries for form in entry.english_forms)
        meant = [entry.en for entry in entries if entry.en.lower() in self._known]
        return replace(
            rule, accepted=tuple(accepted), preferred=meant[0] if len(meant) == 1 else ""
        )


def rule_for(entry: GlossaryEntry, said: str, source: Language) -> TermRule:
    """What a translation must say where the source says `said`, a form of the entry."""
    han = (*entry.zh, *((entry.tw,) if entry.tw else ()))
    if source == "zh":
        return TermRule(han, entry.english_forms, entry.en)
    # an abbreviation is said as one in Chinese too, as are names
    kept = tuple(form for form in entry.english_forms if form[:1].isupper())
    preferred = said if said.isupper() and said in entry.abbr else entry.zh[0]
    return TermRule(entry.english_forms, (*han, *kept), preferred, entry.false_friends)
