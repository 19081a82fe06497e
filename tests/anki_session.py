"""Plays a session in a real Anki collection: run by whichever Python has the Anki to ask.

Reads a JSON list of steps from standard input, `[["import", "/a.apkg"], ...]`, runs them on a fresh
collection, and prints the JSON list of their results. It imports nothing of the project, so that an
Anki of another environment can run it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from typing import Any

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

_LOG = (
    "new",
    "updated",
    "duplicate",
    "conflicting",
    "missing_notetype",
    "missing_deck",
    "empty_first_field",
)


class Session:
    def __init__(self, col: Collection) -> None:
        self.col = col

    def import_(self, path: str) -> dict[str, int]:
        request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())
        # A profile's first import: "If newer" for notes and note types, no merging, no progress.
        log = self.col.import_anki_package(request).log
        return {name: len(getattr(log, name)) for name in _LOG}

    def import_text(self, path: str) -> dict[str, int]:
        from anki.import_export_pb2 import ImportCsvRequest

        metadata = self.col.get_csv_metadata(path, None)
        log = self.col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
        return {name: len(getattr(log, name)) for name in _LOG}

    def notes(self) -> list[dict[str, Any]]:
        out = []
        for note_id in sorted(self.col.find_notes("")):
            note = self.col.get_note(note_id)
            notetype = note.note_type()
            out.append(
                {
                    "guid": note.guid,
                    "type": notetype["name"],
                    "type_id": notetype["id"],
                    "fields": dict(note.items()),
                    "tags": sorted(note.tags),
                    "mod": note.mod,
                    "decks": sorted({self.col.decks.name(c.did) for c in note.cards()}),
                }
            )
        return out

    def cards(self) -> list[dict[str, Any]]:
        out = []
        for card_id in sorted(self.col.find_cards("")):
            card = self.col.get_card(card_id)
            out.append(
                {
                    "guid": card.note().guid,
                    "template": card.template()["name"],
                    "ord": card.ord,
                    "due": card.due,
                    "ivl": card.ivl,
                    "reps": card.reps,
                    "type": card.type,
                    "queue": card.queue,
                    "flags": card.flags,
                    "revlog": self.col.db.scalar(
                        "select count() from revlog where cid = ?", card.id
                    ),
                }
            )
        return out

    def render(self) -> list[dict[str, Any]]:
        out = []
        for card_id in sorted(self.col.find_cards("")):
            card = self.col.get_card(card_id)
            output = card.render_output()
            out.append(
                {
                    "guid": card.note().guid,
                    "type": card.note_type()["name"],
                    "template": card.template()["name"],
                    "ord": card.ord,
                    "front": output.question_text,
                    "back": output.answer_text,
                    "sounds": [str(t) for t in (*output.question_av_tags, *output.answer_av_tags)],
                }
            )
        return out

    def empty_cards(self) -> int:
        return sum(len(n.card_ids) for n in self.col.get_empty_cards().notes)

    def missing_media(self) -> list[str]:
        return list(self.col.media.check().missing)

    def deck_descriptions(self) -> dict[str, str]:
        return {d["name"]: d["desc"] for d in self.col.decks.all()}

    def note_types(self) -> dict[str, Any]:
        return {
            t["name"]: {
                "id": t["id"],
                "fields": [(f["name"], f.get("id")) for f in t["flds"]],
                "templates": [(c["name"], c.get("id")) for c in t["tmpls"]],
                "css": t["css"],
                "mod": t["mod"],
            }
            for t in self.col.models.all()
        }

    def study(self, count: int) -> int:
        """Answer the first `count` cards with Good, through Anki's own queue."""
        for config in self.col.decks.all_config():
            config["new"]["perDay"] = 9999
            config["new"]["bury"] = False
            self.col.decks.update_config(config)
        done = 0
        for deck in sorted(self.col.decks.all_names_and_ids(), key=lambda d: d.name):
            self.col.decks.select(deck.id)
            while done < count:
                card = self.col.sched.getCard()
                if card is None or card.reps:
                    break
                self.col.sched.answerCard(card, 4)  # Easy: leaves learning at once
                done += 1
        return done

    def flag(self, guid: str) -> None:
        self.col.set_user_flag_for_cards(2, self._cards_of(guid))

    def suspend(self, guid: str) -> None:
        self.col.sched.suspend_cards(self._cards_of(guid))

    def edit(self, guid: str, field: str, value: str, tag: str) -> None:
        note = self._note(guid)
        note[field] = value
        note.add_tag(tag)
        self.col.update_note(note)

    def restyle(self, name: str, css: str) -> None:
        notetype = self.col.models.by_name(name)
        notetype["css"] += css
        self.col.models.update_dict(notetype)

    def _note(self, guid: str) -> Any:
        note_id = self.col.db.scalar("select id from notes where guid = ?", guid)
        return self.col.get_note(note_id)

    def _cards_of(self, guid: str) -> list[Any]:
        return [c.id for c in self._note(guid).cards()]


def main() -> None:
    steps = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Collection(f"{folder}/collection.anki2"))
        results = [getattr(session, name)(*arguments) for name, *arguments in steps]
        session.col.close()
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
