"""Pushing to a running Anki: over a real collection behind a server that speaks AnkiConnect."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki_connect_server import FakeAnki, Serving
from decks_samples import BUILT, chinese_talk, english_talk, hostile_talk

from cards.study_set import Term
from decks.anki_connect import PushError
from decks.apkg import write_apkg
from decks.options import DeckOptions
from decks.push import PushReport, push

OPTIONS = DeckOptions(source_date_epoch=BUILT)


class Anki:
    def __init__(self, fake: FakeAnki, url: str) -> None:
        self.fake = fake
        self.url = url

    def push(self, *talks: Any) -> PushReport:
        return push(talks, url=self.url, options=OPTIONS, timeout=10)

    def note(self, key: str) -> Any:
        (note_id,) = self.fake.col.find_notes(f"Key:{key}")
        return self.fake.col.get_note(note_id)


@pytest.fixture(params=["package", "one by one"])
def anki(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Anki]:
    """An empty Anki that can read our files, and one that cannot."""
    fake = FakeAnki(tmp_path)
    fake.sees_our_files = request.param == "package"
    with Serving(fake) as server:
        yield Anki(fake, server.url)
    fake.col.close()


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Anki]:
    """An empty Anki that can read our files."""
    fake = FakeAnki(tmp_path)
    with Serving(fake) as server:
        yield Anki(fake, server.url)
    fake.col.close()


def counts(report: PushReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, len(report.failed)


def test_first_push_adds_everything_and_the_second_nothing(anki: Anki) -> None:
    """Decks, note types, notes and cards are there after one push; another finds all unchanged."""
    assert counts(anki.push(english_talk(), chinese_talk())) == (9, 0, 0, 0)
    assert counts(anki.push(english_talk(), chinese_talk())) == (0, 0, 9, 0)
    assert anki.fake.col.card_count() == 16
    assert anki.fake.col.get_empty_cards().notes == []
    assert "AI Talks::大模型的下一步" in [d.name for d in anki.fake.col.decks.all_names_and_ids()]


def test_hostile_text_comes_through_as_it_is(anki: Anki) -> None:
    """What was pushed is read back the same, so a second push finds nothing to do."""
    assert counts(anki.push(hostile_talk())) == (60, 0, 0, 0)
    assert counts(anki.push(hostile_talk())) == (0, 0, 60, 0)


def test_an_update_touches_the_changed_fields_only(anki: Anki) -> None:
    """The learner's notes, tags and spare fields stay; so do the schedule and the deck."""
    anki.push(english_talk())
    note = anki.note("pretraining")
    note["My notes"] = "mine"
    note.tags = ["my-tag"]
    anki.fake.col.update_note(note)
    anki.fake.col.sched.set_due_date([c.id for c in note.cards()], "7")
    before = [(c.id, c.due, c.ivl) for c in anki.note("pretraining").cards()]
    talk = english_talk()
    corrected = replace(talk.terms[0], zh="预先训练")
    # The term's own note, and the claim that shows the term with its translation.
    report = anki.push(replace(talk, terms=(corrected, *talk.terms[1:])))
    assert counts(report) == (0, 2, 4, 0)
    note = anki.note("pretraining")
    assert note["Chinese"] == "预先训练"
    assert note["My notes"] == "mine"
    assert note.tags == ["my-tag"]
    assert [(c.id, c.due, c.ivl) for c in note.cards()] == before


def test_notes_pushed_as_a_package_are_those_of_the_deck(local: Anki, tmp_path: Path) -> None:
    """GUIDs and ids are the frozen ones: the deck imported later brings nothing twice."""
    report = local.push(english_talk())
    assert report.without_guid == 0
    path = tmp_path / "deck.apkg"
    write_apkg([english_talk()], path, options=OPTIONS)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = local.fake.col.import_anki_package(request).log
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, 6)


def test_notes_added_one_by_one_are_counted_as_such(tmp_path: Path) -> None:
    """Where Anki cannot read our package, the report says how many notes have ids of Anki's own."""
    fake = FakeAnki(tmp_path)
    fake.sees_our_files = False
    with Serving(fake) as server:
        assert push([english_talk()], url=server.url, options=OPTIONS).without_guid == 6
    fake.col.close()


def test_every_null_is_counted_and_named(tmp_path: Path) -> None:
    """A note that addNotes answers with null is a failure with its id; the others are added."""
    fake = FakeAnki(tmp_path)
    fake.sees_our_files = False
    add = fake._add
    fake._add = lambda note: None if "inference" in note["fields"]["Key"] else add(note)  # type: ignore[method-assign]
    with Serving(fake) as server:
        report = push([english_talk()], url=server.url, options=OPTIONS)
    fake.col.close()
    assert counts(report) == (5, 0, 0, 1)
    assert report.failed[0].card_id == "inference"


def test_a_note_open_in_the_browser_is_named(local: Anki) -> None:
    """Anki says nothing when it drops such an update; reading back finds it."""
    local.push(english_talk())
    local.fake.open_in_browser = {local.note("inference").id}
    talk = english_talk()
    edited = replace(
        talk, terms=(talk.terms[0], replace(talk.terms[1], pinyin="tuī lǐ"), *talk.terms[2:])
    )
    report = local.push(edited)
    assert [f.card_id for f in report.failed] == ["inference"]
    assert "close the note" in report.failed[0].reason


def test_a_new_term_joins_those_that_are_there(local: Anki) -> None:
    """One added, the rest unchanged, nothing sent for them."""
    local.push(english_talk())
    talk = english_talk()
    local.fake.calls.clear()
    report = local.push(replace(talk, terms=(*talk.terms, Term("loss", "loss", "损失"))))
    assert counts(report) == (1, 0, 6, 0)
    assert "updateNoteFields" not in local.fake.calls


def test_a_foreign_note_type_of_our_name_is_refused(local: Anki) -> None:
    """Its notes are somebody else's; nothing is written."""
    model = local.fake.col.models.new("Studycards Term")
    local.fake.col.models.add_field(model, local.fake.col.models.new_field("Front"))
    template = local.fake.col.models.new_template("Card")
    template["qfmt"] = template["afmt"] = "{{Front}}"
    local.fake.col.models.add_template(model, template)
    local.fake.col.models.add_dict(model)
    with pytest.raises(PushError, match="has no field 'Key'"):
        local.push(english_talk())
    assert local.fake.col.note_count() == 0


# --- servers that misbehave ----------------------------------------------------------------------


def say(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"<html>Hello</html>", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"", "is no JSON"),
        (say({"result": 6}), "has not the form"),
        (say([]), "has not the form"),
        (say({"result": 4, "error": None}), "too old"),
        (say({"result": None, "error": "valid api key must be provided"}), "valid api key"),
    ],
    ids=["HTML", "endless brackets", "nothing", "half an answer", "a list", "old", "key"],
)
def test_a_server_that_is_no_ankiconnect_is_told_apart(
    local: Anki, answer: bytes, message: str
) -> None:
    """Whatever answers on that port: one message, no traceback."""
    local.fake.answer = lambda _: answer
    with pytest.raises(PushError, match=message):
        local.push(english_talk())


def test_wrong_counts_are_an_error(tmp_path: Path) -> None:
    """A list of another length could be matched to the wrong notes; it is refused."""
    fake = FakeAnki(tmp_path)
    fake.sees_our_files = False
    fake.do_addNotes = lambda notes: [1]  # type: ignore[method-assign, assignment]
    with Serving(fake) as server, pytest.raises(PushError, match="answered otherwise"):
        push([english_talk()], url=server.url, options=OPTIONS)
    fake.col.close()


def test_no_anki_is_one_clear_message() -> None:
    """Nobody listens: what to start and what to install."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PushError, match=r"start Anki, with the add-on AnkiConnect"):
        push([english_talk()], url=f"http://127.0.0.1:{port}")


def test_a_server_that_hangs_is_given_up(local: Anki) -> None:
    """After the time-out, not never."""
    local.fake.answer = lambda _: time.sleep(2) or b""
    started = time.monotonic()
    with pytest.raises(PushError, match="does not answer"):
        push([english_talk()], url=local.url, timeout=0.3)
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("url", ["file:///etc/passwd", "127.0.0.1:8765", "ftp://x", ""])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Only http and https; a file is no server."""
    with pytest.raises(PushError, match="is no address of AnkiConnect"):
        push([english_talk()], url=url)
