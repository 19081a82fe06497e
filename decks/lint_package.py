"""The rules for a finished package, ours or another: what Anki or a learner would stumble over."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from decks.collection import PackageError, open_collection
from decks.findings import Finding
from decks.note_types import NOTE_TYPES
from decks.times import is_plausible

_LONGEST_FRONT = 300  # characters
_ALIVE = re.compile(
    r"<\s*(script|iframe|object|embed|form|meta|link|base|svg|video|audio)\b"
    r"|<[^>]*\son\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?:javascript|vbscript|data:text)",
    re.IGNORECASE,
)


def lint_apkg(path: str | Path) -> list[Finding]:
    """Return what is wrong in an Anki package. Raises PackageError where it cannot be read."""
    path = Path(path)
    with open_collection(path) as db:
        try:
            (models,) = db.execute("SELECT models FROM col").fetchone()
            types = {int(t["id"]): t for t in json.loads(models).values()}
            return [*_note_types(types), *_notes(db, types)]
        except (LookupError, TypeError, ValueError, AttributeError):
            raise PackageError(f"{path}: the collection in it is not one of Anki's") from None


def _note_types(types: dict[int, Any]) -> Iterator[Finding]:
    """Our own note types must be as they were frozen; others' are their business."""
    for frozen in NOTE_TYPES:
        found = types.get(frozen.id)
        if found is not None:
            fields = tuple((f["name"], f.get("id")) for f in found["flds"])
            templates = tuple((t["name"], t.get("id")) for t in found["tmpls"])
            if fields != frozen.fields or templates != tuple(
                (t.name, t.id) for t in frozen.templates
            ):
                message = "its fields or templates differ from the released ones"
                yield Finding("note-type", found["name"], message, "error")


def _notes(db: sqlite3.Connection, types: dict[int, Any]) -> Iterator[Finding]:
    guids: Counter[str] = Counter()
    cards = dict(db.execute("SELECT nid, count(*) FROM cards GROUP BY nid"))
    for note_id, guid, model, mod, joined in db.execute(
        "SELECT id, guid, mid, mod, flds FROM notes ORDER BY id"
    ):
        fields = joined.split("\x1f")
        name = _text(fields[0])[:60] or str(guid)
        guids[guid] += 1
        if guids[guid] == 2:
            yield Finding("duplicate-guid", name, f"the GUID {guid} stands twice", "error")
        if model not in types or len(fields) != len(types[model]["flds"]):
            yield Finding("fields", name, "does not fit its note type", "error")
            continue
        if not _text(fields[0]):
            yield Finding("fields", name, "the first field is empty", "error")
        if not cards.get(note_id):
            yield Finding("cards", name, "has no cards", "error")
        if not is_plausible(mod):
            yield Finding("time", name, f"its time is {mod}", "error")
        for text in fields:
            alive = _ALIVE.search(text)
            if alive:
                yield Finding("alive", name, f"holds {alive.group()[:40]!r}", "error")
        front = fields[int(types[model].get("sortf") or 0)]
        if len(_text(front)) > _LONGEST_FRONT:
            yield Finding("long-front", name, f"has {len(_text(front))} characters to read")


def _text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup)).strip()
