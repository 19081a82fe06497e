"""YAML from strangers: what is read, and what is refused with which line."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.errors import StudycardsError
from cards.yaml_lines import LineDict, load_yaml


def test_a_mapping_knows_its_line_and_the_lines_of_its_keys() -> None:
    """Complaints name the line of a field, not of the file."""
    data = load_yaml("\n\ntalk:\n  title: a\n  url: b\n", "f.yaml")
    assert isinstance(data, LineDict)
    assert data.lines == {"talk": 3}
    assert data["talk"].line == 4
    assert data["talk"].lines == {"title": 4, "url": 5}


def test_dates_and_words_stay_as_written() -> None:
    """A date is what the user wrote, not a date object."""
    assert load_yaml("date: 2024-12-29", "f.yaml") == {"date": "2024-12-29"}


def test_json_is_read_too() -> None:
    """A card file written as JSON is YAML."""
    assert load_yaml('{"a": ["x", 1, null]}', "f.json") == {"a": ["x", 1, None]}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\na: 2\n", 2, "stands twice, first in line 1"),
        ("a:\n  b: 1\n  b: 2\n", 3, "stands twice, first in line 2"),
        ("a:\n\tb: 1\n", 2, "a tab stands where"),
        ("- \tx\n", 1, "a tab stands where"),
        ("a: [1\nb: 2\n", 2, ""),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("? [1, 2]\n: x\n", 1, "a key must be a plain word"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "single document"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(text: str, line: int, what: str) -> None:
    """Duplicate keys, tabs, syntax, anchors, odd keys, tags, several documents."""
    with pytest.raises(StudycardsError, match=rf"^f\.yaml:{line}: .*{what}"):
        load_yaml(text, "f.yaml")


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 50_000])
def test_hostile_depth_is_refused_before_it_is_parsed(text: str) -> None:
    """libyaml recurses: a hundred thousand brackets would end the process."""
    with pytest.raises(StudycardsError, match="deep"):
        load_yaml(text, "f.yaml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in the file: a value or the one error type."""
    with contextlib.suppress(StudycardsError):
        load_yaml(text, "f.yaml")
