"""Study sets into notes: the fields, tags, cards and deck of each, in the order they are learnt.

Every output (package, text file, AnkiConnect, preview, check) is made of these notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from cards.study_set import Claim, StudySet, Talk, Term
from decks import fields as f
from decks.identity import note_guid, note_identity
from decks.note_fields import FieldWriter, Met
from decks.note_types import CLAIM, CLOZE, TERM, Kind, NoteType
from decks.options import DeckError, DeckOptions

Card = TypeVar("Card", Term, Claim)
_DECK_SIGNS = str.maketrans('"<>', "'‹›")
_LONGEST_DECK = 100  # characters a level
Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class DeckNote:
    """A note as Anki gets it.

    `fields` has the order of the note type. `cards` holds (template number from 0, position among
    the new cards from 1) pairs; for a cloze the cloze number less one stands for the template's.
    """

    note_type: NoteType
    guid: str
    card_id: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    cards: Places

    def field(self, name: str) -> str:
        """Return one field's HTML by its name."""
        return self.fields[self.note_type.field_names.index(name)]


class Skipped(NamedTuple):
    """A term or claim that made no card, and why (a plain sentence)."""

    card_id: str
    reason: str


@dataclass
class Notes:
    """The notes of some study sets, made one at a time while they are gone through.

    A term that several talks share is one note, in the first one's deck. `skipped` then holds what
    made no note. Raises DeckError where two different claims share an id.
    """

    study_sets: Sequence[StudySet]
    options: DeckOptions
    skipped: list[Skipped] = field(default_factory=list)

    def __iter__(self) -> Iterator[DeckNote]:
        self.skipped.clear()
        terms = _by_identity("term", ((s, t) for s in self.study_sets for t in s.terms))
        claims = _by_identity("claim", ((s, c) for s in self.study_sets for c in s.claims))
        writer = FieldWriter(self.options)
        start = 1
        for study_set in self.study_sets:
            # Words before sentences, and the second direction of a note long after the first, so
            # that one does not answer the other.
            n_terms, n_claims = len(study_set.terms), len(study_set.claims)
            for at, term in enumerate(study_set.terms, start):
                met = terms.pop(note_identity("term", term.id), None)
                if met is not None:
                    yield from self._term(writer, met, ((0, at), (1, at + n_terms)))
            start += 2 * n_terms
            for at, claim in enumerate(study_set.claims, start):
                places = claims.pop(note_identity("claim", claim.id), None)
                if places is not None:
                    _check_one_claim(places)
                    yield from self._claim(writer, places, ((0, at), (1, at + n_claims)))
            start += 2 * n_claims

    def _term(
        self, writer: FieldWriter, met: list[Met[Term]], places: Places
    ) -> Iterator[DeckNote]:
        term = next((m.card for m in met if m.card.en and m.card.zh), met[0].card)
        if not f.clean(term.en) or not f.clean(term.zh):
            missing = "Chinese" if f.clean(term.en) else "English"
            self.skipped.append(Skipped(term.id, f"the term has no {missing}"))
            return
        tags = [f.tag("ai", topic) for m in met for topic in m.card.topics]
        yield self._note(TERM, term, writer.term(term, met), met, tags, places)

    def _claim(
        self, writer: FieldWriter, met: list[Met[Claim]], places: Places
    ) -> Iterator[DeckNote]:
        place = next((m for m in met if m.card.en and m.card.zh), met[0])
        claim = place.card
        topics = {t.id: t.topics for t in place.study_set.terms if t.id in claim.terms}
        tags = [f.tag("ai", topic) for t in claim.terms for topic in topics.get(t, ())]
        if f.clean(claim.en) and f.clean(claim.zh):
            yield self._note(CLAIM, claim, writer.claim(place), met, tags, places)
            return
        cloze = writer.cloze(place)
        if cloze is None:
            self.skipped.append(
                Skipped(claim.id, "the claim has no translation and no known term to hide in it")
            )
            return
        yield self._note(CLOZE, claim, cloze.values, met, tags, places[: cloze.cards])

    def _note(
        self,
        note_type: NoteType,
        card: Term | Claim,
        values: dict[str, str],
        met: Sequence[Met[Card]],
        tags: list[str],
        cards: Places,
    ) -> DeckNote:
        tags += [talk_tag(m.study_set.talk) for m in met]
        if card.origin:
            tags.append(f.tag("origin", card.origin))
        tags += [f.tag("check", reason) for reason in card.check]
        return DeckNote(
            note_type,
            note_guid(note_type.kind, card.id),
            card.id,
            tuple([values.get(name, "") for name in note_type.field_names]),
            tuple(dict.fromkeys(tags)),
            deck_of(met[0].study_set, self.options),
            cards,
        )


def deck_of(study_set: StudySet, options: DeckOptions) -> str:
    """Return the name of the deck a study set's notes go to, `::` between deck and subdeck.

    Without what Anki would change in it, a search for it could not hold, or a careless list of
    decks would take for HTML: blank levels, control characters, double quotes, angle brackets.
    """
    levels = (options.deck or study_set.deck).split("::")
    names = [f.clean(level).translate(_DECK_SIGNS)[:_LONGEST_DECK].strip(" :") for level in levels]
    return "::".join(name for name in names if name) or "AI Talks"


def talk_tag(talk: Talk) -> str:
    """Return a talk's tag: `talk::2024-12-29-pre-training-as-we-know-it`."""
    return f.tag("talk", f"{talk.date or ''} {talk.title}")


def _by_identity(kind: Kind, cards: Iterator[tuple[StudySet, Card]]) -> dict[str, list[Met[Card]]]:
    met: dict[str, list[Met[Card]]] = {}
    for study_set, card in cards:
        met.setdefault(note_identity(kind, card.id), []).append(Met(study_set, card))
    return met


def _check_one_claim(places: list[Met[Claim]]) -> None:
    """Claims of one id are one claim, perhaps corrected in one of the card files; else: error."""
    first = places[0]
    for place in places[1:]:
        pairs = [(getattr(first.card, n), getattr(place.card, n)) for n in ("said", "en", "zh")]
        if not any(a and a == b for a, b in pairs):
            raise DeckError(
                f"two different claims have the id {first.card.id!r}, in "
                f"{first.study_set.talk.title!r} and in {place.study_set.talk.title!r}; "
                "give one of them another id in its card file"
            )
