"""Many talks at once: what is read, what is a card file, whose times count."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from cli_help import TALK

from cards.glossary import load_glossary
from cards.study_set import Claim, StudySet, Talk
from decks.build import (
    choose_script,
    is_card_file,
    known_times,
    read_talks,
    study_talks,
)
from decks.times import NoteTime, NoteTimes, save_times
from translate import open_translator


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("a.yaml", "", True),
        ("a.YML", "", True),
        ("a.json", '{\n  "studycards": 1,', True),
        ("a.json", '{"text": "hello", "segments": []}', False),
        ("a.txt", "studycards: 1", False),
    ],
)
def test_card_files_are_told_from_transcripts(
    tmp_path: Path, name: str, content: str, is_one: bool
) -> None:
    """By extension; of JSON by what it begins with."""
    (tmp_path / name).write_text(content, "utf-8")
    assert is_card_file(tmp_path / name) is is_one


def test_a_talk_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """As a file and in its folder."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    read, failures = read_talks([str(tmp_path / "talk.txt"), str(tmp_path)])
    assert ([r.source for r in read], failures) == ([tmp_path / "talk.txt"], [])


def test_a_stream_is_read_too() -> None:
    """Standard input has no path."""
    read, _ = read_talks([io.BytesIO(TALK.encode())])
    assert [r.source for r in read] == [None]
    assert read[0].transcript.title == "Small Models That Reason"


def test_a_folder_without_transcripts_is_named(tmp_path: Path) -> None:
    """One failure for it."""
    read, failures = read_talks([str(tmp_path)])
    assert read == []
    assert [f.source for f in failures] == [str(tmp_path)]


def test_a_talk_about_nothing_known_is_a_failure(tmp_path: Path) -> None:
    """No empty card file, no empty deck."""
    (tmp_path / "g.txt").write_text("We put the roses into the garden. Then it rained.", "utf-8")
    read, _ = read_talks([str(tmp_path / "g.txt")])
    glossary = load_glossary()
    studied, failures, _ = study_talks(
        [(read[0], tmp_path / "g.cards.yaml")], glossary, open_translator("glossary")
    )
    assert studied == []
    assert "nothing to learn was found in it" in failures[0].reason


def test_progress_goes_up_to_the_number_of_talks(tmp_path: Path) -> None:
    """For a bar."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    read, _ = read_talks([str(tmp_path / "talk.txt")])
    steps: list[tuple[int, int]] = []
    study_talks(
        [(read[0], None)],
        load_glossary(),
        open_translator("glossary"),
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(0, 1), (1, 1)]


def test_the_later_lock_file_decides(tmp_path: Path) -> None:
    """A package of several talks knows more than the talks' own lock files."""
    first, second = NoteTime("a" * 16, 1_700_000_000), NoteTime("b" * 16, 1_700_000_005)
    save_times(NoteTimes({"scone": first, "sctwo": first}), tmp_path / "a.lock")
    save_times(NoteTimes({"sctwo": second}), tmp_path / "b.lock")
    known = known_times([tmp_path / "a.lock", tmp_path / "b.lock", tmp_path / "none.lock"])
    assert dict(known.items()) == {"scone": first, "sctwo": second}


def chinese(said: str) -> StudySet:
    return StudySet(Talk("T", "zh"), "D", claims=(Claim("c", "", said, said),))


ENGLISH = StudySet(Talk("T", "en"), "D", claims=(Claim("c", "We learn.", "", "We learn."),))


@pytest.mark.parametrize(
    ("sets", "script"),
    [
        ([ENGLISH], "simplified"),
        ([chinese("我们来说说这个问题")], "simplified"),
        ([chinese("我們來說說這個問題")], "traditional"),
        ([ENGLISH, chinese("我們來說說這個問題")], "traditional"),
        ([chinese("我们来说说"), chinese("我們來說說這個問題")], "simplified"),
        ([], "simplified"),
    ],
)
def test_the_cards_follow_the_characters_of_the_talks(sets: list[StudySet], script: str) -> None:
    """Traditional only where all Chinese talks are."""
    assert choose_script(sets) == script
