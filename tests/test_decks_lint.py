"""The rules of good cards, one card for each that breaks it and one that keeps it."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from decks_samples import BUILT, chinese_talk, english_talk, hostile_talk

from cards.study_set import Claim, Example, Meaning, StudySet, Talk, Term
from decks.apkg import write_apkg
from decks.collection import PackageError
from decks.lint import RULES, lint_apkg, lint_study_set
from decks.options import DeckOptions

GOOD = Term(
    "token",
    "token",
    "词元",
    "cíyuán",
    meaning=Meaning("The smallest piece of text that a model reads.", "模型读取的最小文本单位。"),
    example=Example(said="every token costs money", en="Every token costs money."),
)
SURE = Claim("claim-1", "The price of a token falls every year.", "词元的价格每年都在下降。")


def rules(*cards: Term | Claim, url: str | None = None) -> list[tuple[str, str]]:
    terms = tuple(c for c in cards if isinstance(c, Term))
    claims = tuple(c for c in cards if isinstance(c, Claim))
    talk = StudySet(Talk("A talk", "en", url), "AI Talks::A talk", terms, claims)
    return [(f.rule, f.card) for f in lint_study_set(talk)]


def test_good_cards_break_no_rule() -> None:
    """A term with everything and a short claim in both languages: nothing to say."""
    assert rules(GOOD, SURE, url="https://youtu.be/x") == []


@pytest.mark.parametrize(
    ("rule", "card"),
    [
        ("no-card", replace(GOOD, zh="")),
        ("no-meaning", replace(GOOD, meaning=Meaning("A piece of text."))),
        ("circular-meaning", replace(GOOD, meaning=Meaning("A token.", "词元。"))),
        ("long-meaning", replace(GOOD, meaning=Meaning("word " * 26, "义"))),
        ("no-example", replace(GOOD, example=Example())),
        ("example-without-term", replace(GOOD, example=Example(said="something else"))),
        ("long-term", replace(GOOD, en="a b c d e f g", abbr="token")),
        ("wrong-language", replace(GOOD, zh="τοκεν", pinyin="")),
        ("reading", replace(GOOD, pinyin="cí")),
        ("reading", replace(GOOD, pinyin="token reading")),
        ("unchecked", replace(GOOD, origin="argos")),
        ("unchecked", replace(GOOD, check=("numbers",))),
        ("long-claim", replace(SURE, en="word " * 36)),
        ("long-claim", replace(SURE, zh="字" * 61)),
        ("question", replace(SURE, en="Does the price of a token fall?")),
        ("leans-on-context", replace(SURE, en="They fall every year.")),
        ("leans-on-context", replace(SURE, zh="这每年都在下降。")),
        ("wrong-language", replace(SURE, zh="The price falls.")),
        ("wrong-language", replace(SURE, en="词元的价格下降。")),
        ("no-card", Claim("claim-1", "Nothing in it is known.", "")),
    ],
)
def test_a_card_that_breaks_a_rule_is_found(rule: str, card: Term | Claim) -> None:
    """Exactly this rule is named, with the card's id."""
    assert rules(card) == [(rule, card.id)]


@pytest.mark.parametrize(
    "card",
    [
        replace(GOOD, zh="GPT-4", pinyin="GPT-4", en="GPT-4", example=Example(said="GPT-4 is")),
        replace(GOOD, zh="GPT模型", pinyin="GPT móxíng"),
        replace(GOOD, zh="方案", pinyin="fāng'àn"),
        replace(SURE, en="These days a token costs nothing.", zh="这个价格每年都在下降。"),
        replace(SURE, check=("untranslated",), zh="", terms=("token",)),
    ],
)
def test_a_card_that_only_looks_wrong_is_left_alone(card: Term | Claim) -> None:
    """Names kept in English, Latin in readings, an apostrophe: no finding of those rules."""
    found = {rule for rule, _ in rules(card, *([GOOD] if isinstance(card, Claim) else []))}
    assert found <= ({"leans-on-context"} if "These" in str(card) else set())


def test_twins_have_to_name_each_other() -> None:
    """推理 twice: found, until `near` tells the two apart."""
    one = replace(
        GOOD,
        id="inference",
        en="inference",
        zh="推理",
        pinyin="tuīlǐ",
        example=Example("inference"),
    )
    two = replace(one, id="reasoning", en="reasoning", example=Example("reasoning"))
    assert rules(one, two) == [("twins", "reasoning")]
    assert rules(replace(one, near=("reasoning",)), replace(two, near=("inference",))) == []


def test_two_spellings_of_a_term_are_one() -> None:
    """The second spelling's card would be lost."""
    assert rules(GOOD, replace(GOOD, id="tokens")) == [("same-term", "tokens")]


def test_an_address_that_is_none_is_found() -> None:
    """A link that cannot be opened never reaches a card; the check says so."""
    assert rules(GOOD, url="javascript:alert(1)") == [("link", "talk")]


def test_every_rule_says_why() -> None:
    """Each finding's rule is explained."""
    for talk in (english_talk(), chinese_talk(), hostile_talk()):
        assert {f.rule for f in lint_study_set(talk)} <= RULES.keys()


# --- packages ------------------------------------------------------------------------------------


def changed(folder: Path, *statements: str) -> Path:
    """A package of ours, and then these statements run on its collection."""
    path = folder / "deck.apkg"
    write_apkg([english_talk()], path, options=DeckOptions(source_date_epoch=BUILT))
    with zipfile.ZipFile(path) as package:
        package.extractall(folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    with zipfile.ZipFile(path, "w") as package:
        package.write(folder / "collection.anki2", "collection.anki2")
        package.writestr("media", "{}")
    return path


@pytest.mark.parametrize("talk", [english_talk(), hostile_talk()], ids=["talk", "hostile"])
def test_our_packages_pass_the_check(tmp_path: Path, talk: StudySet) -> None:
    """What the program writes has no errors, whatever the talk."""
    path = tmp_path / "deck.apkg"
    write_apkg([talk], path, options=DeckOptions(source_date_epoch=BUILT))
    assert [f for f in lint_apkg(path) if f.level == "error"] == []


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("duplicate-guid", "update notes set guid = 'same' where id in (select id from notes limit 2)"),
        ("fields", "update notes set flds = 'a' || char(31) || 'b' where id = (select min(id) from notes)"),
        ("cards", "delete from cards where nid = (select min(id) from notes)"),
        ("time", "update notes set mod = 99999999999 where id = (select min(id) from notes)"),
        ("alive", "update notes set flds = replace(flds, '推理', '<script>x</script>')"),
        ("alive", "update notes set flds = replace(flds, '推理', '<img src=x onerror=x>')"),
        ("alive", "update notes set flds = replace(flds, 'https:', 'javascript:')"),
        ("note-type", "update col set models = replace(models, 'MeaningEN', 'Meaning')"),
    ],
)  # fmt: skip
def test_a_damaged_package_is_found(tmp_path: Path, rule: str, statement: str) -> None:
    """Each damage is an error of its own name."""
    found = {f.rule for f in lint_apkg(changed(tmp_path, statement)) if f.level == "error"}
    assert found == {rule}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.apkg", b"no zip", "is no Anki package"),
        ("b.apkg", None, "cannot be read"),
    ],
)
def test_what_is_no_package_is_refused(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    """One message with the file's name."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PackageError, match=rf"{name}: {message}"):
        lint_apkg(path)


def test_a_package_of_a_newer_format_says_what_to_do(tmp_path: Path) -> None:
    """Anki's newest format is not read here; its own export has an option for the older one."""
    path = tmp_path / "new.apkg"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("collection.anki2", "")
        package.writestr("collection.anki21b", "")
    with pytest.raises(PackageError, match="Support older Anki versions"):
        lint_apkg(path)
