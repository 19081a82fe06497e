"""A server on loopback that does what AnkiConnect's source says, over a real Anki collection.

Written for these tests from the behaviour of the add-on: results and errors in `{"result", "error"}`,
`addNotes` that swallows every error into a `null`, duplicates by the first field over a note type,
`updateNoteFields` that ignores fields it does not know and notes that are open in the browser.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import NotFoundError
from anki.notes import NoteId


class FakeAnki:
    """The actions of AnkiConnect that a program like ours calls."""

    def __init__(self, folder: Path) -> None:
        self.col = Collection(str(folder / "collection.anki2"))
        self.calls: list[str] = []
        self.sees_our_files = True  # False: Anki runs on another machine or in a container
        self.open_in_browser: set[int] = set()
        self.answer: Callable[[dict[str, Any]], bytes] | None = None  # instead of all this

    def handle(self, request: dict[str, Any]) -> Any:
        self.calls.append(request["action"])
        version = request.get("version", 4)
        try:
            method = getattr(self, f"do_{request['action']}", None)
            if method is None:
                raise ValueError("unsupported action")
            result = method(**request.get("params", {}))
            return {"result": result, "error": None} if version > 4 else result
        except Exception as error:
            return {"result": None, "error": str(error)}

    def do_version(self) -> int:
        return 6

    def do_multi(self, actions: list[dict[str, Any]]) -> list[Any]:
        return [self.handle(action) for action in actions]

    def do_modelNames(self) -> list[str]:  # noqa: N802  # the add-on's names
        return [t.name for t in self.col.models.all_names_and_ids()]

    def do_modelFieldNames(self, modelName: str) -> list[str]:  # noqa: N802, N803
        return self.col.models.field_names(self._model(modelName))

    def do_createDeck(self, deck: str) -> int:  # noqa: N802
        return int(self.col.decks.id(deck) or 0)

    def do_createModel(  # noqa: N802
        self,
        modelName: str,  # noqa: N803
        inOrderFields: list[str],  # noqa: N803
        cardTemplates: list[dict[str, str]],  # noqa: N803
        css: str,
        isCloze: bool,  # noqa: N803
    ) -> None:
        model = self.col.models.new(modelName)
        model["type"] = int(isCloze)
        model["css"] = css
        for field in inOrderFields:
            self.col.models.add_field(model, self.col.models.new_field(field))
        for card in cardTemplates:
            template = self.col.models.new_template(card["Name"])
            template["qfmt"], template["afmt"] = card["Front"], card["Back"]
            self.col.models.add_template(model, template)
        self.col.models.add_dict(model)

    def do_findNotes(self, query: str) -> list[int]:  # noqa: N802
        return [int(i) for i in self.col.find_notes(query)]

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        infos: list[dict[str, Any]] = []
        for note_id in notes:
            try:
                note = self.col.get_note(NoteId(note_id))
            except NotFoundError:
                infos.append({})
                continue
            fields = {n: {"value": v, "order": i} for i, (n, v) in enumerate(note.items())}
            infos.append({"noteId": note_id, "fields": fields, "tags": note.tags, "cards": []})
        return infos

    def do_updateNoteFields(self, note: dict[str, Any]) -> None:  # noqa: N802
        found = self.col.get_note(NoteId(note["id"]))
        if note["id"] in self.open_in_browser:
            return
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        self.col.update_note(found)

    def do_addNotes(self, notes: list[dict[str, Any]]) -> list[int | None]:  # noqa: N802
        return [self._add(note) for note in notes]

    def _add(self, note: dict[str, Any]) -> int | None:
        deck = self.col.decks.by_name(note["deckName"])
        made = self.col.new_note(self._model(note["modelName"]))
        for name, value in note["fields"].items():
            made[name] = value
        made.tags = note["tags"]
        if deck is None or made.fields_check():
            return None
        self.col.add_note(made, deck["id"])
        return int(made.id)

    def do_importPackage(self, path: str) -> bool:  # noqa: N802
        if not self.sees_our_files:
            raise FileNotFoundError(path)
        request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions())
        self.col.import_anki_package(request)
        return True

    def _model(self, name: str) -> Any:
        model = self.col.models.by_name(name)
        if model is None:
            raise ValueError(f"model was not found: {name}")
        return model


class Serving:
    """The fake, answering on a port of its own until the end of the `with`."""

    def __init__(self, fake: FakeAnki) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                request = json.loads(body)
                answer = (
                    fake.answer(request)
                    if fake.answer
                    else json.dumps(fake.handle(request)).encode()
                )
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Serving:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
