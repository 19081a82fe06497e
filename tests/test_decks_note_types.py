"""The note types, frozen: what these tests hold can never change after the first release."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from decks_samples import BUILT, OTHER_ANKIS, anki, english_talk

from decks.apkg import write_apkg
from decks.note_types import (
    NOTE_TYPES,
    TEMPLATES_CHANGED,
    NoteType,
    Style,
    card_templates,
    stylesheet,
)
from decks.options import DeckOptions

SPARE = ["My notes", *(f"Spare {i}" for i in range(1, 7))]
FROZEN = {
    "Studycards Term": (
        1_786_204_937_151,
        6_180_339_100,
        "Key English Chinese Pinyin Abbreviation Traditional Script Near Variants MeasureWord "
        "MeaningEN MeaningZH Example1EN Example1ZH Source1 Example2EN Example2ZH Source2 "
        "MoreSources Check AudioEN AudioZH",
        [("English → Chinese", 6_180_339_190), ("Chinese → English", 6_180_339_191)],
    ),
    "Studycards Claim": (
        1_786_204_951_688,
        6_180_339_200,
        "Key English Chinese Traditional Script Said SaidScript Terms Speaker Source Check "
        "AudioEN AudioZH",
        [("English → Chinese", 6_180_339_290), ("Chinese → English", 6_180_339_291)],
    ),
    "Studycards Cloze": (
        1_786_204_966_027,
        6_180_339_300,
        "Key Text TextScript English Chinese Pinyin Script MeaningEN MeaningZH Terms Speaker "
        "Source Check AudioEN AudioZH",
        [("Cloze", 6_180_339_390)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda t: t.kind)
def test_note_types_are_frozen(note_type: NoteType) -> None:
    """If this fails, do not change the test: change the code back.

    Every learner who has a deck holds these ids, fields and templates. With another id, or a field
    or template more, fewer, renamed without its id or in another place, Anki refuses to update any
    of the notes they have, adds the new ones under a copy of the note type, and their history stays
    with the old ones. A new field is what the spare ones are for: rename one, keep id and place.
    """
    model_id, first_field, names, templates = FROZEN[note_type.name]
    assert note_type.id == model_id
    expected = [*names.split(), *SPARE]
    assert list(note_type.fields) == [(n, first_field + i) for i, n in enumerate(expected)]
    assert [(t.name, t.id) for t in note_type.templates] == templates


def test_no_two_ids_are_the_same() -> None:
    """Ids of fields and templates are distinct over all note types."""
    ids = [
        i
        for t in NOTE_TYPES
        for i in (t.id, *(f[1] for f in t.fields), *(c.id for c in t.templates))
    ]
    assert len(set(ids)) == len(ids)


def test_a_changed_template_moves_the_note_types_time() -> None:
    """Learners get new templates and CSS only under a later time.

    When this fails after a change of a template or the style sheet: set TEMPLATES_CHANGED to today,
    and both values here. Without that the change reaches nobody who has the note types already.
    """
    text = stylesheet() + "".join(c.front + c.back for t in NOTE_TYPES for c in card_templates(t))
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    assert (digest, TEMPLATES_CHANGED) == ("8084aad35a7ad7b7", 1_795_478_400)


@OTHER_ANKIS
def test_anki_takes_over_the_ids(tmp_path: Path, python: str) -> None:
    """In a collection the note types have our ids, of fields and templates too."""
    path = tmp_path / "deck.apkg"
    write_apkg([english_talk()], path, options=DeckOptions(source_date_epoch=BUILT))
    _, found = anki(["import_", path], ["note_types"], python=python)
    for note_type in NOTE_TYPES:
        mine = found[note_type.name]
        assert mine["id"] == note_type.id
        assert [tuple(f) for f in mine["fields"]] == list(note_type.fields)
        assert [tuple(t) for t in mine["templates"]] == [
            (t.name, t.id) for t in note_type.templates
        ]
        assert mine["css"] == stylesheet()


STYLES = [Style(), Style(tts=True), Style(typing=True), Style(tts=True, typing=True)]


@pytest.mark.parametrize("style", STYLES, ids=str)
@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda t: t.kind)
def test_templates_name_only_fields_there_are(note_type: NoteType, style: Style) -> None:
    """Every field a template names exists; sections are closed in the order they were opened."""
    known = set(note_type.field_names)
    for card in card_templates(note_type, style):
        for side in (card.front, card.back):
            opened: list[str] = []
            for sign, name in re.findall(r"\{\{([#^/]?)([^{}]+)\}\}", side):
                field = name.rpartition(":")[2]
                assert field in known or (note_type.is_cloze and re.fullmatch(r"c\d", name))
                if sign == "/":
                    assert opened.pop() == name
                elif sign:
                    opened.append(name)
            assert opened == []
            assert "<script" not in side
            assert "<!--" not in side


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_speech_and_typing_stand_only_where_they_were_asked_for(style: Style) -> None:
    """`tts` and `type` are in the templates exactly when the style has them."""
    sides = "".join(c.front + c.back for t in NOTE_TYPES for c in card_templates(t, style))
    assert ("{{tts " in sides) == style.tts
    assert ("{{type:" in sides) == style.typing


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda t: t.kind)
def test_fronts_hold_a_plain_field(note_type: NoteType) -> None:
    """A front of filters only (tts, hint, type) would make other programs write no card."""
    for card in card_templates(note_type, Style(tts=True, typing=True)):
        plain = re.findall(r"\{\{([A-Za-z0-9 ]+)\}\}", card.front)
        assert plain or note_type.is_cloze


def test_spare_fields_stand_last_and_the_program_leaves_them_alone(tmp_path: Path) -> None:
    """`My notes` is the learner's; it and the spare ones are empty in every deck."""
    path = tmp_path / "deck.apkg"
    write_apkg([english_talk()], path, options=DeckOptions(source_date_epoch=BUILT))
    _, notes = anki(["import_", path], ["notes"])
    for note in notes:
        assert list(note["fields"])[-7:] == SPARE
        assert not any(note["fields"][name] for name in SPARE)
