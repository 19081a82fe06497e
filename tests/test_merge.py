"""A talk extracted again keeps what its user did to the card file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards.card_file import fingerprints, parse_card_file, to_yaml
from cards.merge import is_same_talk, merge, with_earlier_translations
from cards.study_set import Claim, Example, StudySet, Talk, Term

TALK = Talk("A talk", "en", "https://example.org/1")
TOKEN = Term("token", "token", "词元", example=Example("a token is a piece", "A token is a piece."))
AGENT = Term("agent", "agent", "智能体", count=3)
CLAIM = Claim("claim-1", "Data is finite.", "", said="data is finite", check=("untranslated",))
NEW = StudySet(TALK, "AI Talks::A talk", (TOKEN, AGENT), (CLAIM,))


def edited(old: str, new: str, text: str | None = None):
    """Return the card file of NEW after a person replaced `old` by `new` in its text."""
    text = text or to_yaml(NEW)
    assert old in text
    return parse_card_file(text.replace(old, new), "f.yaml")


def again(card_file, new: StudySet = NEW) -> StudySet:
    return merge(card_file, new).study_set


def test_an_untouched_file_takes_the_new_extraction() -> None:
    """Cards nobody changed follow the program."""
    better = replace(NEW, terms=(replace(TOKEN, zh="标记"), AGENT))
    assert again(parse_card_file(to_yaml(NEW), "f.yaml"), better) == better


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("zh: 词元", "zh: 令牌"),
        ("said: a token is a piece", "said: another sentence"),
        ("count: 3", "count: 4"),
        ("check: [untranslated]", "check: []"),
    ],
)
def test_whatever_a_user_changed_in_a_card_stays(old: str, new: str) -> None:
    """Every field counts, a cleared `check` too."""
    card_file = edited(old, new)
    assert again(card_file) == card_file.study_set


def test_a_deleted_card_stays_away() -> None:
    """Whoever deleted a card does not want it back."""
    text = to_yaml(NEW)
    start, end = text.index("- id: agent"), text.index("claims:")
    merged = merge(parse_card_file(text[:start] + text[end:], "f.yaml"), NEW)
    assert [t.id for t in merged.study_set.terms] == ["token"]
    assert merged.dropped == {"agent"}


def test_a_deleted_card_stays_away_the_third_time_too() -> None:
    """What was dropped is remembered in the file that is written."""
    text = to_yaml(NEW)
    start, end = text.index("- id: agent"), text.index("claims:")
    merged = merge(parse_card_file(text[:start] + text[end:], "f.yaml"), NEW)
    second = to_yaml(merged.study_set, merged.made(merged.study_set))
    assert [t.id for t in again(parse_card_file(second, "f.yaml")).terms] == ["token"]


def test_a_changed_card_stays_the_third_time_too() -> None:
    """A change is not taken for the program's after one run."""
    merged = merge(edited("zh: 词元", "zh: 令牌"), NEW)
    second = to_yaml(merged.study_set, merged.made(merged.study_set))
    assert again(parse_card_file(second, "f.yaml")).terms[0].zh == "令牌"


def test_a_card_added_by_hand_stays() -> None:
    """It stands after the program's."""
    card_file = edited("claims:", "- {id: mine, en: my term, zh: 我的}\nclaims:")
    assert [t.id for t in again(card_file).terms] == ["token", "agent", "mine"]


def test_title_and_deck_that_a_user_changed_stay() -> None:
    """The talk's own fields are the user's as well."""
    card_file = edited("deck: AI Talks::A talk", "deck: Mine")
    assert again(card_file).deck == "Mine"
    card_file = edited("title: A talk", "title: Better title")
    assert again(card_file).talk.title == "Better title"


def test_a_card_of_the_talk_that_is_gone_is_not_dropped_for_ever() -> None:
    """With --max-terms 1 and later 2 the second term comes: nobody deleted it."""
    first = replace(NEW, terms=(TOKEN,))
    assert again(parse_card_file(to_yaml(first), "f.yaml")).terms == (TOKEN, AGENT)


def test_a_field_of_a_later_version_makes_no_card_the_users() -> None:
    """The hash is over what is there: an empty new field changes nothing."""
    hashed = fingerprints(NEW)
    assert hashed == fingerprints(replace(NEW, terms=(replace(TOKEN, pinyin=""), AGENT)))


@pytest.mark.parametrize(
    ("talk", "same"),
    [
        (TALK, True),
        (replace(TALK, title="a  TALK", url=None), True),
        (replace(TALK, title="Renamed"), True),
        (Talk("Another", "en", "https://example.org/2"), False),
        (Talk("Another", "en"), False),
    ],
)
def test_another_talk_is_told_apart(talk: Talk, same: bool) -> None:
    """By title or address: the cards of one talk must not go into another's file."""
    card_file = parse_card_file(to_yaml(NEW), "f.yaml")
    assert is_same_talk(card_file, replace(NEW, talk=talk)) is same


def test_a_talk_is_the_same_though_its_user_renamed_it() -> None:
    """The file remembers what the program called it."""
    card_file = edited("title: A talk\n  url: https://example.org/1", "title: Mine\n  url:")
    assert is_same_talk(card_file, NEW)


def test_a_translation_is_not_lost_where_no_translator_is() -> None:
    """Built with a model, and again without: claim and example keep their Chinese."""
    translated = replace(
        NEW,
        terms=(replace(TOKEN, example=replace(TOKEN.example, zh="词元是一小块。")), AGENT),
        claims=(replace(CLAIM, zh="数据有限。", origin="argos", check=()),),
    )
    merged = merge(parse_card_file(to_yaml(translated), "f.yaml"), NEW)
    assert with_earlier_translations(merged, merged.study_set) == translated


def test_a_new_translation_goes_before_the_earlier_one() -> None:
    """A better model replaces what the last one said, where the user left it alone."""
    before = replace(NEW, claims=(replace(CLAIM, zh="旧。", origin="argos", check=()),))
    now = replace(NEW, claims=(replace(CLAIM, zh="新。", origin="chat", check=()),))
    merged = merge(parse_card_file(to_yaml(before), "f.yaml"), NEW)
    assert with_earlier_translations(merged, now) == now


def test_a_translation_of_other_words_is_not_taken() -> None:
    """The sentence was cleaned differently this time: its translation would not fit."""
    before = replace(NEW, claims=(replace(CLAIM, en="Data is.", zh="数据是。", check=()),))
    merged = merge(parse_card_file(to_yaml(before), "f.yaml"), NEW)
    assert with_earlier_translations(merged, NEW).claims == (CLAIM,)
