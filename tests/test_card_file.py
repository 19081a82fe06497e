"""The card file: there and back, and what is refused with which line."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import card_file
from cards.card_file import parse_card_file, read_card_file, to_json, to_yaml, write_card_file
from cards.errors import CardFileError
from cards.study_set import Claim, Example, Meaning, StudySet, Talk, Term

TERM = Term(
    id="pre-training",
    en="pre-training",
    zh="预训练",
    pinyin="yù xùnliàn",
    meaning=Meaning("First training on much data.", "先在大量数据上训练。"),
    heard_as=("pretraining",),
    count=12,
    example=Example("uh, pretraining ends", "Pre-training ends.", ""),
    at=372.4,
    near=("fine-tuning",),
    topics=("training",),
)
CLAIM = Claim(
    id="claim-1",
    en="Data is not growing: it is the fossil fuel of AI.",
    zh="",
    said="data is not growing",
    terms=("pre-training",),
    at=380.0,
    speaker="Speaker 1",
    check=("untranslated",),
)
STUDY_SET = StudySet(
    Talk("A talk: with a colon", "en", "https://example.org/?v=1", "2024-12-29", "Somebody"),
    "AI Talks::A talk",
    (TERM,),
    (CLAIM,),
)
MINIMAL = "studycards: 1\ntalk: {title: T, language: en}\nterms:\n- {id: a, en: a, zh: 甲}\n"


def test_yaml_and_back_is_the_same() -> None:
    """Every field of every card outlives the file."""
    assert parse_card_file(to_yaml(STUDY_SET), "f.yaml").study_set == STUDY_SET


def test_json_and_back_is_the_same() -> None:
    """The JSON holds the same."""
    assert parse_card_file(to_json(STUDY_SET), "f.json").study_set == STUDY_SET


def test_no_field_of_the_types_is_forgotten() -> None:
    """A field added to Term, Claim or Talk has to be added to the file as well."""
    data = json.loads(to_json(STUDY_SET))
    assert set(data["terms"][0]) == {f.name for f in fields(Term)}
    assert set(data["claims"][0]) == {f.name for f in fields(Claim)}
    assert set(data["talk"]) == {f.name for f in fields(Talk)}


# Anything a transcript may hold that YAML can hold: no control characters and no lone surrogates.
TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff\u2028\u2029"
    ),
    max_size=30,
)


@given(en=TEXT.filter(bool), zh=TEXT, said=TEXT, words=st.lists(TEXT, max_size=3))
def test_any_text_comes_back(en: str, zh: str, said: str, words: list[str]) -> None:
    """Quotes, colons, dashes, numbers, "yes", "null": text stays the text it was."""
    claim = replace(CLAIM, en=en, zh=zh, said=said, terms=tuple(words))
    study_set = replace(STUDY_SET, claims=(claim,))
    for text in (to_yaml(study_set), to_json(study_set)):
        assert parse_card_file(text, "f").study_set == study_set


@pytest.mark.parametrize(
    "number", ["007", "1e3", "0x1F", "1_000", "12:30", "yes", "~", ".5", "3.0"]
)
def test_words_that_yaml_takes_for_something_else_come_back(number: str) -> None:
    """A term such as 3.0 or a title "yes" is quoted when written."""
    study_set = replace(STUDY_SET, terms=(replace(TERM, en=number, heard_as=(number,)),))
    assert parse_card_file(to_yaml(study_set), "f.yaml").study_set == study_set


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("studycards: 1", "studycards: 2", 1, "version 2; this program reads 1"),
        ("studycards: 1", "cards: 1", 1, "is no card file"),
        ("language: en", "language: fr", 2, "`language:` is en or zh"),
        ("title: T,", "titel: T,", 2, "unknown field 'titel'"),
        ("- {id: a, en: a, zh: 甲}", "- {id: a, zh: 甲}", 4, "`en:` is missing"),
        ("- {id: a, en: a, zh: 甲}", "- {en: a, zh: 甲}", 4, "`id:` is missing"),
        ("zh: 甲}", "zh: 甲, hear_as: x}", 4, "unknown field 'hear_as'"),
        ("zh: 甲}", "zh: [甲]}", 4, "`zh:` must be text"),
        ("zh: 甲}", "zh: no}", 4, "reads as yes/no here; put it in quotes"),
        ("zh: 甲}", "zh: 甲, at: soon}", 4, "`at:` must be a number"),
        ("zh: 甲}", "zh: 甲, at: -1}", 4, "`at:` must be a number"),
        ("zh: 甲}", "zh: 甲, at: .nan}", 4, "`at:` must be a number"),
        ("zh: 甲}", "zh: 甲, check: {a: b}}", 4, "`check:` must be a list"),
        ("zh: 甲}", "zh: 甲, meaning: x}", 4, "`meaning:` must hold fields of its own"),
        ("zh: 甲}\n", "zh: 甲}\n- {id: a, en: b}\n", 5, "the id 'a' stands twice"),
        ("zh: 甲}\n", "zh: 甲}\nclaims:\n- {id: c}\n", 6, "has neither `en:` nor `zh:`"),
        ("zh: 甲}\n", "zh: 甲}\nclaims: x\n", 5, "`claims:` must be a list"),
        ("zh: 甲}\n", "zh: 甲}\n\tclaims: []\n", 5, "a tab stands"),
    ],
)
def test_a_wrong_file_is_refused_with_the_line(old: str, new: str, line: int, what: str) -> None:
    """Each mistake a person makes in the file is named with its line."""
    assert old in MINIMAL
    with pytest.raises(CardFileError, match=rf"^f\.yaml:{line}: .*{re.escape(what)}"):
        parse_card_file(MINIMAL.replace(old, new), "f.yaml")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "cannot be read: No such file"),
        (b"\xff\xfe\x00\xd8", "is not UTF-8 text"),
        (b"", "is no card file"),
        (b"just words", "is no card file"),
    ],
)
def test_what_is_no_card_file_is_named(tmp_path: Path, content: bytes | None, what: str) -> None:
    """Missing, binary, empty, something else."""
    path = tmp_path / "x.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CardFileError, match=f"x.yaml.*{what}"):
        read_card_file(path)


def test_a_file_of_absurd_size_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is 64 MB; a talk of ten hours makes 2 MB."""
    monkeypatch.setattr(card_file, "_LARGEST", 10)
    (tmp_path / "x.yaml").write_text(MINIMAL, "utf-8")
    with pytest.raises(CardFileError, match="larger than 64 MB"):
        read_card_file(tmp_path / "x.yaml")


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    """Windows editors put one there."""
    (tmp_path / "x.yaml").write_text("\ufeff" + MINIMAL, "utf-8")
    assert read_card_file(tmp_path / "x.yaml").study_set.terms[0].zh == "甲"


def test_the_suffix_says_which_form_is_written(tmp_path: Path) -> None:
    """talk.json is JSON for programs, anything else YAML for people."""
    write_card_file(tmp_path / "a.json", STUDY_SET)
    write_card_file(tmp_path / "a.yaml", STUDY_SET)
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["studycards"] == 1
    assert (tmp_path / "a.yaml").read_text("utf-8").startswith("# Made by studycards")


def test_lists_of_words_stand_on_one_line() -> None:
    """The file is for people: `heard_as: [a, b]`, not a line a word."""
    assert "  heard_as: [pretraining]\n" in to_yaml(STUDY_SET)


def test_a_term_without_an_origin_is_the_users() -> None:
    """Who adds a card by hand need not say whose it is."""
    assert parse_card_file(MINIMAL, "f.yaml").study_set.terms[0].origin == "you"
