"""The three packages as a library: the names they offer, used as the README shows."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from cli_help import TALK


@pytest.mark.parametrize("package", ["cards", "translate", "decks"])
def test_every_public_name_is_there(package: str) -> None:
    """What `__all__` promises can be had, and is sorted."""
    module = importlib.import_module(package)
    assert list(module.__all__) == sorted(module.__all__)
    assert [name for name in module.__all__ if getattr(module, name, None) is None] == []


def test_what_is_not_there_is_an_attribute_error() -> None:
    """As for every module."""
    import decks

    with pytest.raises(AttributeError, match="module 'decks' has no attribute 'nonsense'"):
        decks.nonsense  # noqa: B018


def test_from_a_transcript_to_a_deck(tmp_path: Path) -> None:
    """The way of the data in four calls."""
    from cards import extract, load_glossary, read_transcript
    from decks import write_apkg
    from translate import open_translator, translate_cards

    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    glossary = load_glossary()
    found = extract(read_transcript(tmp_path / "talk.txt"), glossary)
    study_set = translate_cards(found.study_set, open_translator("glossary"), glossary)
    report = write_apkg([study_set], tmp_path / "talk.apkg")
    assert report.notes["term"] == len(study_set.terms) >= 8
