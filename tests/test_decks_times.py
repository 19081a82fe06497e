"""Note times: the scenario of a learner's years with a deck, and the lock that makes it work."""

from __future__ import annotations

import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from decks_samples import BUILT, OTHER_ANKIS, anki, english_talk

from cards.errors import StudycardsError
from cards.study_set import Meaning, StudySet, Talk, Term
from decks.apkg import write_apkg
from decks.note_types import TEMPLATES_CHANGED
from decks.options import DeckOptions
from decks.times import (
    NoteTime,
    NoteTimes,
    Stamps,
    TimesError,
    build_time,
    load_times,
    lock_path,
    note_type_key,
    read_times,
    save_times,
)

HASH = "0123456789abcdef"
OTHER = "fedcba9876543210"


def talk_of(terms: list[Term]) -> StudySet:
    return StudySet(Talk("A long talk", "en", date="2025-01-01"), "AI Talks::A", tuple(terms))


def numbered(count: int) -> list[Term]:
    return [
        Term(f"word-{i}", f"word {i}", f"词{i}", f"cí {i}", meaning=Meaning(f"Meaning {i}."))
        for i in range(count)
    ]


def changed_terms() -> list[Term]:
    """Of 60 terms: the first 10 translated anew, the last 3 dropped, 5 added."""
    terms = numbered(60)
    corrected = [replace(t, zh=t.zh + "改") for t in terms[:10]]
    return corrected + terms[10:57] + numbered(65)[60:]


@OTHER_ANKIS
def test_only_what_changed_is_updated_and_nothing_learnt_is_lost(
    tmp_path: Path, python: str
) -> None:
    """50 cards studied, 10 terms changed, 5 added, 3 dropped: 10 updated, 5 new, the rest kept.

    The learner had flagged a card, suspended another, edited and tagged unchanged notes, and
    changed the style sheet.
    """
    first, second = tmp_path / "first.apkg", tmp_path / "second.apkg"
    # Both builds lie in the past, as they do for who imports: 24.11 stamps an updated note with
    # the time of the import.
    earlier = DeckOptions(source_date_epoch=BUILT - 2_000_000)
    later = DeckOptions(source_date_epoch=BUILT - 1_000_000)
    report = write_apkg([talk_of(numbered(60))], first, options=earlier)
    again = write_apkg([talk_of(changed_terms())], second, options=later, times=report.times)
    assert (again.changed, again.new) == (10, 5)
    by_key = {n["fields"]["Key"]: n["guid"] for n in anki(["import_", first], ["notes"])[1]}
    mine = by_key["word20"]
    results = anki(
        ["import_", first],
        ["study", 50],
        ["flag", by_key["word30"]],
        ["suspend", by_key["word31"]],
        ["edit", mine, "MeaningEN", "My own words.", "mine"],
        ["edit", by_key["word21"], "My notes", "Remember this.", "leech-not"],
        ["restyle", "Studycards Term", "\n.card { font-size: 40px; }"],
        ["cards"],
        ["notes"],
        ["import_", second],
        ["cards"],
        ["notes"],
        ["note_types"],
        ["import_", second],
        python=python,
    )
    studied, cards_before, notes_before = results[1], results[7], results[8]
    log, cards_after, notes_after, note_types, log_again = results[9:]
    assert studied == 50
    assert (log["updated"], log["new"], log["duplicate"], log["conflicting"]) == (10, 5, 47, 0)
    assert (log_again["updated"], log_again["new"]) == (0, 0)
    after = {(c["guid"], c["ord"]): c for c in cards_after}
    for card in cards_before:
        assert after[card["guid"], card["ord"]] == card
    changed = {by_key[f"word{i}"] for i in range(10)}
    notes = {n["guid"]: n for n in notes_after}
    for note in notes_before:
        if note["guid"] not in changed:
            assert notes[note["guid"]] == note
    assert all(notes[g]["fields"]["Chinese"].endswith("改") for g in changed)
    assert notes[mine]["fields"]["MeaningEN"] == "My own words."
    assert "mine" in notes[mine]["tags"]
    assert "font-size: 40px" in note_types["Studycards Term"]["css"]


def test_unchanged_notes_keep_their_time_and_changed_ones_move(tmp_path: Path) -> None:
    """A note's `mod` in the second package: the old one for the same content, else the build's."""
    path = tmp_path / "deck.apkg"
    write_apkg([talk_of(numbered(60))], path, options=DeckOptions(source_date_epoch=BUILT))
    write_apkg([talk_of(changed_terms())], path, options=DeckOptions(source_date_epoch=BUILT + 99))
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", tmp_path)
    db = sqlite3.connect(tmp_path / "collection.anki2")
    mods = [row[0] for row in db.execute("select mod from notes")]
    db.close()
    assert sorted(mods) == [BUILT] * 47 + [BUILT + 99] * 15


def test_a_fresh_clone_builds_the_same_bytes_from_the_lock(tmp_path: Path) -> None:
    """With the committed lock and no deck, another day and machine give the same package."""
    here, there = tmp_path / "here.apkg", tmp_path / "there.apkg"
    report = write_apkg([english_talk()], here, options=DeckOptions(source_date_epoch=BUILT))
    lock = tmp_path / "talk.yaml.lock"
    save_times(report.times, lock)
    later = DeckOptions(source_date_epoch=BUILT + 10_000)
    write_apkg([english_talk()], there, options=later, times=load_times(lock))
    assert here.read_bytes() == there.read_bytes()


def test_times_are_read_back_from_the_deck_where_there_is_no_lock(tmp_path: Path) -> None:
    """The deck built last knows as much as the lock."""
    path = tmp_path / "deck.apkg"
    report = write_apkg([english_talk()], path, options=DeckOptions(source_date_epoch=BUILT))
    assert read_times(path) == report.times


def test_tags_do_not_move_a_note(tmp_path: Path) -> None:
    """A renamed topic is not worth overwriting what the learner did to the note."""
    path = tmp_path / "deck.apkg"
    talk = english_talk()
    write_apkg([talk], path, options=DeckOptions(source_date_epoch=BUILT))
    renamed = replace(talk, terms=tuple(replace(t, topics=("renamed",)) for t in talk.terms))
    report = write_apkg([renamed], path, options=DeckOptions(source_date_epoch=BUILT + 5))
    assert report.changed == 0


def test_note_types_are_as_old_as_their_templates_not_as_the_build(tmp_path: Path) -> None:
    """A learner's own CSS is overwritten by a new design only, not by every new deck."""
    path = tmp_path / "deck.apkg"
    report = write_apkg([english_talk()], path, options=DeckOptions(source_date_epoch=BUILT + 7))
    times = {k: v.mod for k, v in report.times.items() if k.startswith("notetype")}
    assert set(times.values()) == {TEMPLATES_CHANGED}
    assert len(times) == 3
    spoken = DeckOptions(source_date_epoch=BUILT + 9, tts=True)
    with_speech = write_apkg([english_talk()], path, options=spoken)
    changed = {k: v.mod for k, v in with_speech.times.items() if k.startswith("notetype")}
    assert set(changed.values()) == {BUILT + 9}


# --- stamps --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "content", "now", "expected"),
    [
        (None, HASH, 2_000_000_000, 2_000_000_000),
        (NoteTime(HASH, 1_900_000_000), HASH, 2_000_000_000, 1_900_000_000),
        (NoteTime(OTHER, 1_900_000_000), HASH, 2_000_000_000, 2_000_000_000),
        (NoteTime(OTHER, 1_900_000_000), HASH, 1_900_000_000, 1_900_000_001),
        (NoteTime(OTHER, 1_900_000_000), HASH, 1_500_000_000, 1_900_000_001),
    ],
    ids=["new", "unchanged", "changed", "changed in the same second", "changed, clock behind"],
)
def test_stamp(known: NoteTime | None, content: str, now: int, expected: int) -> None:
    """A time stands still with the content, and else only moves forward."""
    before = NoteTimes({"scGuid": known} if known else {})
    stamps = Stamps(before, now)
    assert stamps.stamp("scGuid", content) == expected
    assert stamps.times().get("scGuid") == NoteTime(content, expected)


def test_a_note_that_left_and_comes_back_unchanged_keeps_its_time() -> None:
    """What is not in a build stays in the times."""
    first = Stamps(NoteTimes(), 1_900_000_000)
    first.stamp("scGuid", HASH)
    second = Stamps(first.times(), 1_900_000_100)
    second.stamp("scOther", OTHER)
    third = Stamps(second.times(), 1_900_000_200)
    assert third.stamp("scGuid", HASH) == 1_900_000_000


# --- the lock file -------------------------------------------------------------------------------


def test_lock_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Writing and reading keep every time."""
    times = NoteTimes({"scBee": NoteTime(HASH, BUILT), "scAnt": NoteTime(OTHER, BUILT + 1)})
    lock = lock_path(tmp_path / "talk.yaml")
    save_times(times, lock)
    assert lock.name == "talk.yaml.lock"
    assert load_times(lock) == times
    assert [line[:5] for line in lock.read_text().splitlines()[2:]] == ["scAnt", "scBee"]


def test_a_missing_lock_is_an_empty_one(tmp_path: Path) -> None:
    """No lock yet: nothing is known, and that is false."""
    assert not load_times(tmp_path / "none.lock")


def test_both_sides_of_a_merge_may_name_a_note(tmp_path: Path) -> None:
    """Of two times of one note the later one was delivered to learners."""
    lock = tmp_path / "a.lock"
    lock.write_text(f"scGuid: [{HASH}, {BUILT}]\nscGuid: [{OTHER}, {BUILT - 5}]\n")
    assert load_times(lock).get("scGuid") == NoteTime(HASH, BUILT)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<<<<<<< HEAD\n", r"a\.lock:1: is no note's time"),
        (
            f"# head\nscGuid: [{HASH}, 99999999999]\n",
            r"a\.lock:2: the time 99999999999 lies in the",
        ),
        (f"scGuid: [{HASH}, 0]\n", r"a\.lock:1: the time 0 lies"),
        ("scGuid: [nonsense, 5]\n", r"a\.lock:1: is no note's time"),
    ],
    ids=["conflict mark", "far future", "zero", "no hash"],
)
def test_a_damaged_lock_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """A wrong lock would make wrong decks for years: it is refused, not repaired by guess."""
    lock = tmp_path / "a.lock"
    lock.write_text(text)
    with pytest.raises(TimesError, match=message):
        load_times(lock)


def test_a_lock_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 give one message."""
    lock = tmp_path / "a.lock"
    lock.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StudycardsError, match="is not UTF-8"):
        load_times(lock)


def test_an_unchanged_lock_is_not_written_again(tmp_path: Path) -> None:
    """Its file time would tell `make` and others of a change that was none."""
    times = NoteTimes({"scA": NoteTime(OTHER, BUILT)})
    lock = tmp_path / "a.lock"
    save_times(times, lock)
    lock.chmod(0o444)
    before = lock.stat().st_mtime_ns
    save_times(times, lock)
    assert lock.stat().st_mtime_ns == before


# --- reading back what may be anything -----------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"no zip", b"PK\x03\x04 broken"], ids=["empty", "text", "half a zip"]
)
def test_a_file_that_is_no_deck_has_no_times(tmp_path: Path, content: bytes) -> None:
    """Whatever lies where the deck will be: it holds no times."""
    path = tmp_path / "deck.apkg"
    path.write_bytes(content)
    assert not read_times(path)


@pytest.mark.parametrize("collection", [b"", b"SQLite format 3\x00" + b"\xff" * 200, b"x" * 5000])
def test_a_package_with_a_broken_collection_has_no_times(tmp_path: Path, collection: bytes) -> None:
    """A damaged database inside is no reason to fail either."""
    path = tmp_path / "deck.apkg"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("collection.anki2", collection)
    assert not read_times(path)


def test_times_that_cannot_be_are_not_taken_over(tmp_path: Path) -> None:
    """A note of the year 2100 in the old deck would block all updates; it counts as new."""
    path = tmp_path / "deck.apkg"
    far = DeckOptions(source_date_epoch=4_102_444_800)
    write_apkg([english_talk()], path, options=far)
    assert {k for k, _ in read_times(path).items()} == {
        note_type_key(i) for i in (1_786_204_937_151, 1_786_204_951_688, 1_786_204_966_027)
    }


# --- the time of the build -----------------------------------------------------------------------


def test_source_date_epoch_of_the_environment_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is the time of the build; one given outright wins."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build_time() == 1_700_000_000
    assert build_time(1_800_000_000) == 1_800_000_000


@pytest.mark.parametrize("text", ["yesterday", "-5", "0", "1e9", "999999999999"])
def test_a_senseless_source_date_epoch_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Anki makes note ids of it; what is no plausible second is an error."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(TimesError, match="SOURCE_DATE_EPOCH is"):
        build_time()
