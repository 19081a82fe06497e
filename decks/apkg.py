"""Study sets into an Anki package (.apkg).

genanki makes the collection, its decks and note types. What it leaves to its callers is done here:
each note has its own time (`decks.times`), GUID and positions, and exactly the cards its note type
gives it; the temporary database goes away with the build; the package is compressed, and the same
byte for byte wherever zlib is. Notes are written in batches: a deck of any size needs little
memory.
"""

from __future__ import annotations

import functools
import itertools
import json
import sqlite3
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cards.study_set import StudySet, Talk
from decks.description import deck_description
from decks.identity import content_hash, deck_id
from decks.note_types import (
    KINDS,
    NOTE_TYPES,
    TEMPLATES_CHANGED,
    Kind,
    NoteType,
    Style,
    card_templates,
    stylesheet,
)
from decks.notes import DeckNote, Notes, Skipped, deck_of
from decks.options import DeckError, DeckOptions
from decks.times import NoteTimes, Stamps, build_time, note_type_key, read_times, whole_file

if TYPE_CHECKING:
    import genanki

# The columns of Anki's schema 11, as genanki creates it.
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_INSERT_CARD = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
_BATCH = 1000  # notes; more is not faster
# The only bytes of the file that depend on the version of SQLite that wrote it (file format, 1.3).
_VERSION_OFFSET = 96
_SOME_VERSION = (3_040_001).to_bytes(4, "big")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say


@dataclass(frozen=True)
class DeckReport:
    """What a deck holds: notes and cards by kind, what made no card, what is new.

    `times` are the note times to save for the next build.
    """

    notes: Mapping[Kind, int]
    cards: Mapping[Kind, int]
    decks: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    new: int
    changed: int
    times: NoteTimes = field(repr=False)


def write_apkg(
    study_sets: Sequence[StudySet],
    path: str | Path,
    *,
    options: DeckOptions | None = None,
    times: NoteTimes | None = None,
) -> DeckReport:
    """Write the study sets as one Anki package, whole or not at all, and report what is in it.

    `times` are those of the last build (`decks.times.load_times`); without them the package that is
    being replaced is asked. Raises DeckError where there is no card to write, StudycardsError where
    the file cannot be written.
    """
    options = options or DeckOptions()
    path = Path(path)
    now = build_time(options.source_date_epoch)
    stamps = Stamps(read_times(path) if times is None else times, now)
    notes = Notes(study_sets, options)
    counts = _write(notes, notes, path, stamps)
    return DeckReport(
        notes={kind: counts.notes[kind] for kind in KINDS},
        cards={kind: counts.cards[kind] for kind in KINDS},
        decks=tuple(counts.decks),
        skipped=tuple(notes.skipped),
        new=stamps.new,
        changed=stamps.changed,
        times=stamps.times(),
    )


def write_notes(some: Iterable[DeckNote], notes: Notes, path: Path) -> None:
    """Write some of the notes as a package, as new as now: those a collection has not yet."""
    _write(some, notes, path, Stamps(NoteTimes(), build_time(notes.options.source_date_epoch)))


def _write(some: Iterable[DeckNote], notes: Notes, path: Path, stamps: Stamps) -> _Counts:
    with tempfile.TemporaryDirectory() as folder:
        collection = Path(folder) / "collection.anki2"
        counts = _write_collection(collection, some, notes, stamps)
        if not counts.notes:
            raise DeckError(f"{path}: not written, there is no card to write{_first_reason(notes)}")
        with whole_file(path) as part:
            _write_package(part, collection)
    return counts


def _first_reason(notes: Notes) -> str:
    if not notes.skipped:
        return ": the card files hold no terms and no claims"
    first = notes.skipped[0]
    return f": {len(notes.skipped)} cards lack something ({first.card_id}: {first.reason})"


@dataclass
class _Counts:
    notes: Counter[Kind] = field(default_factory=Counter)
    cards: Counter[Kind] = field(default_factory=Counter)
    decks: dict[str, None] = field(default_factory=dict)

    def add(self, note: DeckNote) -> None:
        self.notes[note.note_type.kind] += 1
        self.cards[note.note_type.kind] += len(note.cards)
        self.decks[note.deck] = None


def _write_collection(
    path: Path, some: Iterable[DeckNote], notes: Notes, stamps: Stamps
) -> _Counts:
    """Write the collection that the package holds."""
    counts = _Counts()
    with closing(sqlite3.connect(path)) as db:
        # Each of these may differ between builds of SQLite, and all of them show in the file.
        db.executescript(
            "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; "
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        )
        cursor = db.cursor()
        _genanki_package(notes, stamps).write_to_db(cursor, 0, itertools.count(1))
        # Filling indexes note by note doubles the time and leaves their pages half empty.
        indexes = cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
        ).fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for note_rows, card_rows in _row_batches(some, stamps, counts):
            cursor.executemany(_INSERT_NOTE, note_rows)
            cursor.executemany(_INSERT_CARD, card_rows)
        for _, statement in indexes:
            cursor.execute(statement)
        db.commit()
    with path.open("r+b") as file:
        file.seek(_VERSION_OFFSET)
        file.write(_SOME_VERSION)
    return counts


def _row_batches(
    notes: Iterable[DeckNote], stamps: Stamps, counts: _Counts
) -> Iterator[tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """Give the rows of notes and of their cards, a thousand notes at a time.

    Ids count on from the first note's time in milliseconds, as Anki's do; from no clock, so that an
    unchanged deck is the same file tomorrow.
    """
    ids: Iterator[int] | None = None
    deck_ids: dict[str, int] = {}
    stream = iter(notes)
    while batch := list(itertools.islice(stream, _BATCH)):
        note_rows: list[tuple[Any, ...]] = []
        card_rows: list[tuple[Any, ...]] = []
        for note in batch:
            model_id = note.note_type.id
            mod = stamps.stamp(note.guid, content_hash(model_id, note.fields))
            ids = ids or itertools.count(mod * 1000)
            note_id = next(ids)
            deck = deck_ids.get(note.deck) or deck_ids.setdefault(note.deck, deck_id(note.deck))
            fields = "\x1f".join(note.fields)
            tags = f" {' '.join(note.tags)} "
            note_rows.append((note_id, note.guid, model_id, mod, tags, fields, note.fields[1]))
            for ordinal, position in note.cards:
                card_rows.append((next(ids), note_id, deck, ordinal, mod, position))
            counts.add(note)
        yield note_rows, card_rows


def _genanki_package(notes: Notes, stamps: Stamps) -> genanki.Package:
    """Return genanki's package of the decks and note types; the notes follow in batches."""
    import genanki

    talks: dict[str, list[Talk]] = {}
    for study_set in notes.study_sets:
        talks.setdefault(deck_of(study_set, notes.options), []).append(study_set.talk)
    decks = [genanki.Deck(deck_id(n), n, deck_description(n, t)) for n, t in talks.items()]
    for note_type in NOTE_TYPES if decks else ():
        decks[0].add_model(_model(note_type, notes.options, stamps))
    return genanki.Package(decks)


def _model(note_type: NoteType, options: DeckOptions, stamps: Stamps) -> genanki.Model:
    cards = card_templates(note_type, options.style)
    model = _model_class()(
        note_type.id,
        note_type.name,
        # Fields the program leaves empty are folded away in Anki's editor.
        fields=[
            {"name": name, "id": id_, "font": "Arial", "collapsed": name.startswith("Spare")}
            for name, id_ in note_type.fields
        ],
        templates=[{"name": c.name, "id": c.id, "qfmt": c.front, "afmt": c.back} for c in cards],
        css=stylesheet(),
        model_type=int(note_type.is_cloze),
        sort_field_index=1,  # lists show the English, not the key
    )
    sides = [side for c in cards for side in (c.front, c.back)]
    model.mod = stamps.stamp(
        note_type_key(note_type.id),
        content_hash(note_type.id, [stylesheet(), *sides]),
        default=TEMPLATES_CHANGED if options.style == Style() else None,
        counted=False,
    )
    return model


@functools.cache
def _model_class() -> Any:
    import genanki

    class TimedModel(genanki.Model):  # type: ignore[misc]  # genanki has no types
        """A note type with a time of its own, and nothing guessed.

        genanki guesses which fields a card needs with a Mustache that knows none of Anki's filters,
        and fails on a cloze. The cards are given with each note here, and Anki works the needs out
        again on import.
        """

        mod = 0

        @property
        def _req(self) -> list[list[Any]]:
            return [[i, "any", [0]] for i in range(len(self.templates))]

        def to_json(self, timestamp: float, deck_id: int) -> Any:
            return super().to_json(self.mod, deck_id)

    return TimedModel


def _write_package(path: Path, collection: Path) -> None:
    """Zip the collection as Anki expects it, without any time and machine in it."""
    with zipfile.ZipFile(path, "w") as package:
        member = _member("collection.anki2", collection.stat().st_size)
        with package.open(member, "w") as target, collection.open("rb") as source:
            while chunk := source.read(1 << 20):
                target.write(chunk)
        package.writestr(_member("media", 2), json.dumps({}))


def _member(name: str, size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix, wherever it is made
    info.external_attr = 0o644 << 16
    info.file_size = size
    return info
