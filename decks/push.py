"""Study sets into a running Anki, through the add-on AnkiConnect.

Notes that Anki has (found by note type and first field) get those fields that differ, one by one:
the learner's own fields, tags, schedule and deck stay. New notes go in as a package where Anki
runs on this machine: only a package carries the GUIDs and note type ids that later decks are
matched by. Where that cannot be, AnkiConnect adds them, with ids of its own; a package of the same
talk imported later would then bring them once more, which the report's `without_guid` is there to
warn of.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cards.study_set import StudySet
from decks.anki_connect import DEFAULT_URL, AnkiConnect, PushError
from decks.apkg import write_notes
from decks.note_types import NOTE_TYPES, NoteType, card_templates, stylesheet
from decks.notes import DeckNote, Notes, Skipped
from decks.options import DeckOptions
from decks.tsv import own_fields

_BATCH = 100  # notes in a request; Anki's window stands still while it works on one
_READ_BATCH = 1000

Item = TypeVar("Item")


class Failed(NamedTuple):
    """A note that Anki did not take, and what is known of why."""

    card_id: str
    reason: str


@dataclass(frozen=True)
class PushReport:
    """What happened to the notes: every one is in exactly one of the first four."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failed, ...]
    skipped: tuple[Skipped, ...] = ()
    without_guid: int = 0


class _Known(NamedTuple):
    """A note as Anki has it."""

    note_id: int
    fields: dict[str, str]


@dataclass
class _Counts:
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    without_guid: int = 0
    failed: list[Failed] = field(default_factory=list)


def push(
    study_sets: Sequence[StudySet],
    *,
    url: str = DEFAULT_URL,
    key: str | None = None,
    options: DeckOptions | None = None,
    timeout: float = 60,
) -> PushReport:
    """Add the notes to the Anki at `url`, and update those it has; report on every note.

    `key` is AnkiConnect's API key, where one is set; `timeout` is in seconds for each request.
    Raises PushError where Anki cannot be reached or has other note types of these names.
    """
    anki = AnkiConnect(url, key=key, timeout=timeout)
    version = anki.call("version")
    if not isinstance(version, int) or version < 6:
        raise PushError(f"{url}: AnkiConnect is too old (version {version!r}); update the add-on")
    options = options or DeckOptions()
    notes = Notes(study_sets, options)
    counts = _Counts()
    present = _check_note_types(anki)
    known = {t.name: _read_notes(anki, t) if t.name in present else {} for t in NOTE_TYPES}
    new: list[DeckNote] = []
    old: list[tuple[DeckNote, _Known]] = []
    for note in notes:
        place = known[note.note_type.name].get(note.fields[0])
        if place is None:
            new.append(note)
        else:
            old.append((note, place))
    _update(anki, old, counts)
    _add(anki, new, notes, present, counts)
    return PushReport(
        counts.added,
        counts.updated,
        counts.unchanged,
        tuple(counts.failed),
        tuple(notes.skipped),
        counts.without_guid,
    )


def _check_note_types(anki: AnkiConnect) -> set[str]:
    """Return which of the note types Anki has; one of the name with other fields is refused."""
    names = anki.call("modelNames")
    present = {t.name for t in NOTE_TYPES if t.name in names}
    for note_type in NOTE_TYPES:
        if note_type.name in present:
            fields = anki.call("modelFieldNames", modelName=note_type.name)
            missing = [n for n in note_type.field_names[: own_fields(note_type)] if n not in fields]
            if missing:
                raise PushError(
                    f"{anki.url}: the note type {note_type.name!r} in Anki has no field "
                    f"{missing[0]!r}; rename it there, or give it the field back"
                )
    return present


def _read_notes(anki: AnkiConnect, note_type: NoteType) -> dict[str, _Known]:
    """Return Anki's notes of a type by their first field; of two with one key, the older."""
    found: dict[str, _Known] = {}
    ids = anki.call("findNotes", query=f'note:"{note_type.name}"')
    for batch in _batches(sorted(ids), _READ_BATCH):
        for info in anki.call("notesInfo", notes=batch):
            if info:  # {} is a note deleted in between
                fields = {name: value["value"] for name, value in info["fields"].items()}
                found.setdefault(fields.get("Key", ""), _Known(info["noteId"], fields))
    return found


def _changes(note: DeckNote, known: _Known) -> dict[str, str]:
    """Return the fields to send: the program's own that differ."""
    kind = note.note_type
    own = zip(kind.field_names[: own_fields(kind)], note.fields, strict=False)
    return {name: value for name, value in own if known.fields.get(name) != value}


def _update(anki: AnkiConnect, notes: Sequence[tuple[DeckNote, _Known]], counts: _Counts) -> None:
    changed = [(n, known, fields) for n, known in notes if (fields := _changes(n, known))]
    counts.unchanged += len(notes) - len(changed)
    for batch in _batches(changed, _BATCH):
        errors = anki.call_each(
            "updateNoteFields",
            [{"note": {"id": known.note_id, "fields": fields}} for _, known, fields in batch],
        )
        # A note that is open in Anki's browser takes nothing and says nothing.
        infos = anki.call("notesInfo", notes=[known.note_id for _, known, _ in batch])
        for (note, _, fields), error, info in zip(batch, errors, infos, strict=True):
            values = {n: v["value"] for n, v in (info or {}).get("fields", {}).items()}
            if error is None and all(values.get(n) == v for n, v in fields.items()):
                counts.updated += 1
            else:
                reason = (
                    error or "Anki did not take the change; close the note there and push again"
                )
                counts.failed.append(Failed(note.card_id, str(reason)))


def _add(
    anki: AnkiConnect, new: list[DeckNote], notes: Notes, present: set[str], counts: _Counts
) -> None:
    """Add new notes: as a package where Anki can read one of ours, else one by one."""
    if new and anki.is_local and _import_package(anki, new, notes):
        for note_type in NOTE_TYPES:
            mine = [n for n in new if n.note_type is note_type]
            keys = _read_notes(anki, note_type) if mine else {}
            counts.added += sum(1 for n in mine if n.fields[0] in keys)
            counts.failed += [
                Failed(n.card_id, "Anki left the note out of the package it imported")
                for n in mine
                if n.fields[0] not in keys
            ]
        return
    _create_note_types(anki, new, present, notes.options)
    for name in dict.fromkeys(n.deck for n in new):
        anki.call("createDeck", deck=name)
    for batch in _batches(new, _BATCH):
        added = anki.call("addNotes", notes=[_as_request(n) for n in batch])
        if not isinstance(added, list) or len(added) != len(batch):
            raise PushError(f"{anki.url}: addNotes: gave {len(batch)} notes, answered otherwise")
        for note, note_id in zip(batch, added, strict=True):
            if note_id is None:
                counts.failed.append(Failed(note.card_id, "Anki refused it, and does not say why"))
            else:
                counts.added += 1
                counts.without_guid += 1


def _import_package(anki: AnkiConnect, new: list[DeckNote], notes: Notes) -> bool:
    """Let Anki import a package of the new notes; say whether it could."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "studycards.apkg"
        write_notes(new, notes, package)
        try:
            return anki.call("importPackage", path=package.as_posix()) is True
        except PushError:
            return False  # Anki lives in another file system, or its importer is gone


def _create_note_types(
    anki: AnkiConnect, new: Iterable[DeckNote], present: set[str], options: DeckOptions
) -> None:
    used = {n.note_type.name for n in new}
    for note_type in NOTE_TYPES:
        if note_type.name in used - present:
            anki.call(
                "createModel",
                modelName=note_type.name,
                inOrderFields=list(note_type.field_names),
                css=stylesheet(),
                isCloze=note_type.is_cloze,
                cardTemplates=[
                    {"Name": c.name, "Front": c.front, "Back": c.back}
                    for c in card_templates(note_type, options.style)
                ],
            )


def _as_request(note: DeckNote) -> dict[str, Any]:
    return {
        "deckName": note.deck,
        "modelName": note.note_type.name,
        "fields": dict(zip(note.note_type.field_names, note.fields, strict=True)),
        "tags": list(note.tags),
    }


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
