"""The fields of a note, by name: what a learner reads on each card, as safe HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from cards.script import to_traditional
from cards.study_set import Claim, StudySet, Talk, Term
from cards.transcript import Language
from decks import fields as f
from decks.cloze import Candidate, choose
from decks.identity import note_identity
from decks.options import DeckOptions
from decks.tones import pinyin_html

# Who translated without anybody having looked at it.
MACHINES = frozenset({"argos", "libretranslate", "chat"})
# What the kind of the note already tells.
_UNSAID = frozenset({"untranslated"})
_MORE_SOURCES = 8  # talks beyond the two whose examples are shown; a card is no bibliography

Card = TypeVar("Card", Term, Claim)


@dataclass(frozen=True)
class Met(Generic[Card]):
    """A term or claim in the talk it was met in."""

    study_set: StudySet
    card: Card


class ClozeFields(NamedTuple):
    """A cloze note's fields by name, and how many cards it has."""

    values: dict[str, str]
    cards: int


class FieldWriter:
    """Writes fields in the characters the user chose."""

    def __init__(self, options: DeckOptions) -> None:
        self._convert = options.script == "traditional"
        self._beside = options.script == "both"
        self.script = "zh-Hant" if self._convert else "zh-Hans"
        self._last: tuple[Talk, str, list[str]] | None = None

    def term(self, term: Term, met: Sequence[Met[Term]]) -> dict[str, str]:
        """Return a term's fields; `met` are its talks, the first two give examples."""
        abbr = term.abbr if f.clean(term.abbr).lower() != f.clean(term.en).lower() else ""
        values = {
            "Key": f.html(note_identity("term", term.id)),
            "English": self.en(term.en),
            "Chinese": self.zh(term.zh),
            "Pinyin": pinyin_html(reading(term), term.zh),
            "Abbreviation": self.en(abbr),
            "Traditional": self.traditional_beside(term.zh),
            "Script": self.script,
            "Near": ", ".join(self.en(near) for near in term.near if f.clean(near)),
            "MeaningEN": self.en(_first(m.card.meaning.en for m in met)),
            "MeaningZH": self.zh(_first(m.card.meaning.zh for m in met)),
            "Check": self.check(term.origin, term.check),
        }
        shown = [m for m in met if m.card.example.en or m.card.example.zh or m.card.example.said]
        shown += [m for m in met if m not in shown]
        for number, place in enumerate(shown[:2], start=1):
            english, chinese = self.example(place)
            values[f"Example{number}EN"] = english
            values[f"Example{number}ZH"] = chinese
            values[f"Source{number}"] = self.source(place.study_set.talk, place.card.at)
        more = [self.source(m.study_set.talk, m.card.at) for m in shown[2 : 2 + _MORE_SOURCES]]
        values["MoreSources"] = "<br>".join(more)
        return values

    def example(self, met: Met[Term]) -> tuple[str, str]:
        """Return the sentence a term came from in English and in Chinese, the term in `<b>`."""
        term = met.card
        spoken_zh = met.study_set.talk.language == "zh"
        english = term.example.en or ("" if spoken_zh else term.example.said)
        chinese = term.example.zh or (term.example.said if spoken_zh else "")
        forms = [term.en, term.abbr, *term.heard_as]
        return (
            f.marked_html(self._han(english), forms, self.script, chinese=False),
            f.marked_html(
                self._han(chinese),
                [self._han(form) for form in (term.zh, *forms)],
                self.script,
                chinese=True,
            ),
        )

    def claim(self, met: Met[Claim]) -> dict[str, str]:
        """Return the fields of a claim that has both languages."""
        claim, language = met.card, met.study_set.talk.language
        shown = {f.clean(claim.en), f.clean(claim.zh)}
        said = claim.said if f.clean(claim.said) not in shown else ""
        return {
            "Key": f.html(claim.id),
            "English": self.en(claim.en),
            "Chinese": self.zh(claim.zh),
            "Traditional": self.traditional_beside(claim.zh),
            "Script": self.script,
            "Said": self.zh(said) if language == "zh" else self.en(said),
            "SaidScript": self.lang(language),
            "Terms": self.glosses(met),
            **self.provenance(met),
        }

    def cloze(self, met: Met[Claim]) -> ClozeFields | None:
        """Return the fields of a claim with a term hidden in it, None where none is known."""
        claim = met.card
        language: Language = "en" if f.clean(claim.en) else "zh"
        sentence = f.clean(self._han(claim.en or claim.zh))
        terms = [t for t in met.study_set.terms if f.clean(t.en) and f.clean(t.zh)]
        hidden = choose(
            sentence, [self._candidate(t, language, t.id in claim.terms) for t in terms]
        )
        if not hidden:
            return None
        term = hidden[0].candidate.term
        gaps = [f.Gap(span, h.number, h.candidate.hint) for h in hidden for span in h.spans]
        values = {
            "Key": f.html(claim.id),
            "Text": f.cloze_html(sentence, gaps, self.script, chinese=language == "zh"),
            "TextScript": self.lang(language),
            "English": self.en(term.en),
            "Chinese": self.zh(term.zh),
            "Pinyin": pinyin_html(reading(term), term.zh),
            "Script": self.script,
            "MeaningEN": self.en(term.meaning.en),
            "MeaningZH": self.zh(term.meaning.zh),
            "Terms": self._pair(hidden[1].candidate.term) if len(hidden) > 1 else "",
            **self.provenance(met),
        }
        return ClozeFields(values, len(hidden))

    def _candidate(self, term: Term, language: Language, named: bool) -> Candidate:
        latin = (term.en, term.abbr, *term.heard_as)
        if language == "en":
            return Candidate(term, latin, self._han(term.zh), named)
        return Candidate(term, tuple(self._han(t) for t in (term.zh, *latin)), term.en, named)

    # --- pieces

    def _han(self, text: str) -> str:
        """Return the text in the deck's characters."""
        return to_traditional(text) if self._convert else text

    def zh(self, text: str) -> str:
        """Return Chinese text as HTML, for an element whose `lang` is the note's script."""
        if not text:
            return ""
        return f.html(self._han(text))

    def en(self, text: str) -> str:
        """Return English text as HTML; Chinese words in it carry their own `lang`."""
        if not text:
            return ""
        return f.english_html(self._han(text), self.script)

    def lang(self, language: Language) -> str:
        """Return the `lang` of a text in the talk's language."""
        return "en" if language == "en" else self.script

    def traditional_beside(self, text: str) -> str:
        """Return the Traditional form to show beside the Simplified one, empty where equal."""
        traditional = to_traditional(text) if self._beside else text
        return f.html(traditional) if traditional != text else ""

    def glosses(self, met: Met[Claim]) -> str:
        """Return the claim's terms in both languages, one line."""
        known = {t.id: t for t in met.study_set.terms}
        pairs = [known[i] for i in met.card.terms if i in known]
        return " · ".join(self._pair(t) for t in pairs if f.clean(t.en) and f.clean(t.zh))

    def _pair(self, term: Term) -> str:
        return f'{self.en(term.en)} <span lang="{self.script}">{self.zh(term.zh)}</span>'

    def provenance(self, met: Met[Claim]) -> dict[str, str]:
        """Return the fields that tell where a claim comes from and how sure its text is."""
        claim, talk = met.card, met.study_set.talk
        return {
            "Speaker": self.en(claim.speaker or talk.speaker or ""),
            "Source": self.source(talk, claim.at),
            "Check": self.check(claim.origin, claim.check),
        }

    def source(self, talk: Talk, at: float | None) -> str:
        """Return the talk's title, speaker and date, linked to the second where it is known."""
        address = f.url_at(talk.url, at)
        title, rest = self._talk(talk)
        parts = [f.link(address, title) if at is None else title, *rest]
        if at is not None:
            parts.append(f.link(address, f.clock(at)))
        return " · ".join(parts)

    def _talk(self, talk: Talk) -> tuple[str, list[str]]:
        """Return a talk's title and what else is known of it; most notes have the one before's."""
        if self._last is None or self._last[0] is not talk:
            rest = [self.en(text) for text in (talk.speaker, talk.date) if text]
            self._last = (talk, f"<cite>{self.en(talk.title)}</cite>", rest)
        return self._last[1:]

    def check(self, origin: str, reasons: Iterable[str]) -> str:
        """Return the warning that a card needs, empty where somebody vouches for it."""
        parts = []
        if origin in MACHINES:
            chinese = self._han("机器翻译，未经核对")
            parts.append(
                f'Machine translated, unchecked · <span lang="{self.script}">{chinese}</span>'
            )
        told = [self.en(reason) for reason in reasons if reason not in _UNSAID]
        if told:
            parts.append(f"to check: {', '.join(told)}")
        return " · ".join(parts)


def reading(term: Term) -> str:
    """Return the term's pinyin: its own, else what the dictionaries say; none for a Latin name."""
    from cards.pinyin import pinyin

    return term.pinyin or (pinyin(term.zh) if f.has_han(term.zh) else "")


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if f.clean(text)), "")
