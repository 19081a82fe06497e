"""The package: read back, imported into real Anki, rendered by it, the same on every machine."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from decks_samples import BUILT, OTHER_ANKIS, anki, chinese_talk, english_talk, hostile_talk

from cards.errors import StudycardsError
from cards.study_set import Claim, StudySet, Talk, Term
from decks.apkg import write_apkg
from decks.fields import HAN
from decks.options import DeckError, DeckOptions

OPTIONS = DeckOptions(source_date_epoch=BUILT)
NOTHING = {"conflicting": 0, "missing_notetype": 0, "missing_deck": 0, "empty_first_field": 0}


def build(folder: Path, *sets: StudySet, name: str = "deck.apkg", **options: Any) -> Path:
    path = folder / name
    write_apkg(sets, path, options=replace(OPTIONS, **options))
    return path


@OTHER_ANKIS
def test_importing_twice_adds_once_and_updates_nothing(tmp_path: Path, python: str) -> None:
    """The second import of the same package finds every note a duplicate."""
    package = build(tmp_path, english_talk(), chinese_talk())
    first, second = anki(["import_", package], ["import_", package], python=python)
    assert first == {"new": 9, "updated": 0, "duplicate": 0, **NOTHING}
    assert second == {"new": 0, "updated": 0, "duplicate": 9, **NOTHING}


def test_report_counts_notes_cards_and_what_made_none(tmp_path: Path) -> None:
    """The report has the notes and cards of each kind and names the claim without a card."""
    report = write_apkg([english_talk()], tmp_path / "a.apkg", options=OPTIONS)
    assert dict(report.notes) == {"term": 4, "claim": 1, "cloze": 1}
    assert dict(report.cards) == {"term": 8, "claim": 2, "cloze": 1}
    assert [s.card_id for s in report.skipped] == ["claim-nothing"]
    assert report.decks == ("AI Talks::What comes after pre-training?",)
    assert (report.new, report.changed) == (6, 0)


def test_anki_makes_exactly_the_cards_the_package_has(tmp_path: Path) -> None:
    """Anki counts the same cards as the report and finds none of them empty."""
    report = write_apkg([english_talk(), chinese_talk()], tmp_path / "a.apkg", options=OPTIONS)
    _, cards, empty = anki(["import_", tmp_path / "a.apkg"], ["cards"], ["empty_cards"])
    assert len(cards) == sum(report.cards.values())
    assert empty == 0


def test_a_term_of_two_talks_is_one_note_with_both_examples(tmp_path: Path) -> None:
    """pre-training and pretraining are one note in the first deck, with both sources."""
    package = build(tmp_path, english_talk(), chinese_talk())
    _, notes = anki(["import_", package], ["notes"])
    (note,) = [n for n in notes if n["fields"]["Chinese"] == "预训练"]
    assert note["decks"] == ["AI Talks::What comes after pre-training?"]
    assert "as we know it" in note["fields"]["Example1EN"]
    assert note["fields"]["Example2ZH"] == "<b>预训练</b>这件事走到头了。"
    assert "t=372" in note["fields"]["Source1"]
    assert "BV1xx411c7mD?t=61" in note["fields"]["Source2"]
    assert {"ai::training", "ai::language-models"} <= set(note["tags"])


def test_notes_are_tagged_by_topic_talk_origin_and_check(tmp_path: Path) -> None:
    """A machine's term with a doubt carries all four kinds of tags."""
    _, notes = anki(["import_", build(tmp_path, english_talk())], ["notes"])
    (note,) = [n for n in notes if n["fields"].get("Abbreviation") == "RLHF"]
    assert note["tags"] == [
        "check::numbers",
        "origin::argos",
        "talk::2025-03-14-what-comes-after-pre-training",
    ]


def test_machine_translations_say_so_on_the_card(tmp_path: Path) -> None:
    """Cards of a machine's translation carry the warning, those of the glossary do not."""
    _, cards = anki(["import_", build(tmp_path, english_talk())], ["render"])
    warned = {c["guid"] for c in cards if "Machine translated, unchecked" in c["back"]}
    by_machine = {c["guid"] for c in cards if "RLHF" in c["back"] or "数据不再增长" in c["back"]}
    assert warned == by_machine


def test_reading_is_hidden_where_it_would_give_the_answer_away(tmp_path: Path) -> None:
    """The Chinese front has its reading behind a hint, the English front has none."""
    _, cards = anki(["import_", build(tmp_path, english_talk())], ["render"])
    for card in cards:
        if card["type"] == "Studycards Term":
            shown = re.sub(r'<div id="hint.*?</div>', "", card["front"], flags=re.DOTALL)
            assert "tone" not in shown
            assert ("class=hint" in card["front"]) == (card["template"] == "Chinese → English")


def test_a_name_without_a_chinese_character_has_no_reading(tmp_path: Path) -> None:
    """SWE-bench is not read out a second time below itself, nor hidden behind a hint."""
    talk = english_talk()
    named = replace(talk, terms=(replace(talk.terms[0], zh="SWE-bench", pinyin=""),), claims=())
    _, cards = anki(["import_", build(tmp_path, named)], ["render"])
    assert len(cards) == 2
    assert not any('class="reading"' in card["front"] + card["back"] for card in cards)


def test_near_twin_is_told_apart_on_the_front(tmp_path: Path) -> None:
    """Both fronts of 推理 as inference say that it is not reasoning."""
    _, cards = anki(["import_", build(tmp_path, english_talk())], ["render"])
    fronts = [c["front"] for c in cards if "推理" in c["front"] or ">inference<" in c["front"]]
    assert len([f for f in fronts if "not <b>reasoning</b>" in f]) == 2


def test_words_come_before_sentences_and_siblings_apart(tmp_path: Path) -> None:
    """New cards: all terms one way, all terms the other way, then the claims."""
    _, cards = anki(["import_", build(tmp_path, english_talk())], ["cards"])
    order = [(c["template"], c["due"]) for c in sorted(cards, key=lambda c: c["due"])]
    names = [name for name, _ in order]
    assert names[:8] == ["English → Chinese"] * 4 + ["Chinese → English"] * 4
    assert len({due for _, due in order}) == len(order)
    assert names[8:] == ["English → Chinese", "Cloze", "Chinese → English"]


def test_lists_show_the_english_not_the_key(tmp_path: Path) -> None:
    """The sort field of a term is its English."""
    with closing(sqlite3.connect(unpacked(build(tmp_path, english_talk()), tmp_path))) as db:
        shown = [row[0] for row in db.execute("select sfld from notes order by id limit 2")]
    assert shown == ["pre-training", "inference"]


def unpacked(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        return Path(archive.extract("collection.anki2", folder))


# --- strangers' input ----------------------------------------------------------------------------

ALLOWED_TAGS = {"div", "h1", "p", "b", "i", "hr", "span", "cite", "a", "br"}


class Page(HTMLParser):
    """What a browser would make of a card: its tags, and its text with the `lang` it has."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._langs = ["en"]
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("hr", "br", "img", "input"):
            self._langs.append(dict(attrs).get("lang") or self._langs[-1])

    def handle_endtag(self, tag: str) -> None:
        self._langs.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((self._langs[-1], data))


def sides(cards: list[dict[str, Any]]) -> Iterator[str]:
    for card in cards:
        yield card["front"]
        yield card["back"]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "tts and typing"])
def hostile_cards(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Any]:
    package = build(
        tmp_path_factory.mktemp("hostile"), hostile_talk(), tts=request.param, typing=request.param
    )
    log, cards, missing, empty, descriptions = anki(
        ["import_", package], ["render"], ["missing_media"], ["empty_cards"], ["deck_descriptions"]
    )
    assert log == {"new": 60, "updated": 0, "duplicate": 0, **NOTHING}
    return [cards, missing, empty, descriptions, request.param]


def test_nothing_of_a_hostile_talk_is_alive_on_a_card(hostile_cards: list[Any]) -> None:
    """Every tag and attribute on a card is one of ours."""
    cards, _, empty, descriptions, typing = hostile_cards
    assert len(cards) == 100
    assert empty == 0
    allowed = ALLOWED_TAGS | ({"input", "code"} if typing else {"code"})
    for side in (*sides(cards), *descriptions.values()):
        for tag, attributes in Page(side).tags:
            assert tag in allowed, side
            assert not attributes.get("href") or attributes["href"].startswith(("https://", "#"))
            for name in attributes:
                ankis_own = "hint" in (attributes.get("class") or "") or tag == "input"
                assert not name.startswith("on") or ankis_own, side


def test_no_sound_latex_or_formula_of_a_hostile_talk_is_alive(hostile_cards: list[Any]) -> None:
    """Anki finds no sound, no medium and no LaTeX; MathJax would find nothing to set."""
    cards, missing, _, _, tts = hostile_cards
    assert missing == []
    assert any(card["sounds"] for card in cards) == tts
    for sound in (sound for card in cards for sound in card["sounds"]):
        assert sound.startswith("TTSTag(")
    for side in sides(cards):
        assert not re.search(r"\[(sound|latex|\$|anki:tts)", side)
        assert 'class="latex"' not in side
        text = "".join(t for _, t in Page(side).texts)
        assert not re.search(r"\\[(\[)\]]", text)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)


def test_hostile_text_is_still_all_there_to_read(hostile_cards: list[Any]) -> None:
    """Defused is not deleted: the text on the card is the text of the talk."""
    cards = hostile_cards[0]
    text = "\n".join("".join(t for _, t in Page(side).texts) for side in sides(cards))
    for shown in ("<script>alert(1)</script>", "std::vector<int> ::", "{{English}}", "&lt;b&gt;"):
        assert shown in text


def test_every_chinese_character_stands_in_an_element_that_says_so(tmp_path: Path) -> None:
    """No Han character is left to the browser's guess, on any card of either talk."""
    package = build(tmp_path, english_talk(), chinese_talk(), script="both")
    _, cards = anki(["import_", package], ["render"])
    for side in sides(cards):
        for lang, text in Page(side).texts:
            assert not HAN.search(text) or lang.startswith("zh-Han"), (lang, text)


# --- same input, same bytes ----------------------------------------------------------------------

BUILD = """
import sys
from decks_samples import english_talk, chinese_talk
from decks.apkg import write_apkg
write_apkg([english_talk(), chinese_talk()], sys.argv[1])
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANG": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
    ],
    ids=["Shanghai", "New York"],
)
def test_another_environment_builds_the_same_bytes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Hash seed, time zone and locale do not show in the package."""
    here = Path(__file__).parent
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")}
    subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path / "there.apkg")],
        env={
            **kept,
            **environment,
            "SOURCE_DATE_EPOCH": str(BUILT),
            "PYTHONPATH": os.pathsep.join([str(here.parent), str(here)]),
        },
        check=True,
        timeout=120,
    )
    built = build(tmp_path, english_talk(), chinese_talk()).read_bytes()
    assert (tmp_path / "there.apkg").read_bytes() == built


def test_package_names_no_machine(tmp_path: Path) -> None:
    """Zip times and systems and the version of SQLite are constants."""
    package = build(tmp_path, english_talk())
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.compress_type) == (3, zipfile.ZIP_DEFLATED)
        assert archive.read("collection.anki2")[96:100] == (3_040_001).to_bytes(4, "big")


def test_an_unchanged_deck_built_later_is_the_same_file(tmp_path: Path) -> None:
    """Without any change the next day's build over the old package gives the same bytes."""
    before = build(tmp_path, english_talk()).read_bytes()
    after = build(tmp_path, english_talk(), source_date_epoch=BUILT + 86_400).read_bytes()
    assert before == after


# --- files ---------------------------------------------------------------------------------------


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """genanki's temporary database is gone after the build, and so is ours."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    build(tmp_path, english_talk())
    assert list(temporary.iterdir()) == []
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["deck.apkg"]


def test_an_empty_deck_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    """No card, no package: the one that was there is not touched."""
    package = build(tmp_path, english_talk())
    before = package.read_bytes()
    empty = StudySet(Talk("Nothing", "en"), "AI Talks::Nothing", (), (Claim("x", "Nothing.", ""),))
    with pytest.raises(DeckError, match=r"deck\.apkg: .*no card to write: 1 cards lack something"):
        build(tmp_path, empty)
    assert package.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that is not there gives one message with the path."""
    with pytest.raises(StudycardsError, match=r"nowhere/deck\.apkg: cannot be written"):
        write_apkg([english_talk()], tmp_path / "nowhere" / "deck.apkg", options=OPTIONS)


def test_two_claims_with_one_id_are_refused(tmp_path: Path) -> None:
    """Different claims must not share a GUID, or one would overwrite the other."""
    one = StudySet(Talk("One", "en"), "A", (), (Claim("claim-1", "First.", "第一。"),))
    two = StudySet(Talk("Two", "en"), "B", (), (Claim("claim-1", "Second.", "第二。"),))
    with pytest.raises(DeckError, match="two different claims have the id 'claim-1'"):
        build(tmp_path, one, two)


def test_a_term_without_translation_is_counted_not_written(tmp_path: Path) -> None:
    """A term in one language only has nothing to ask."""
    talk = replace(english_talk(), terms=(*english_talk().terms, Term("new", "new word", "")))
    report = write_apkg([talk], tmp_path / "a.apkg", options=OPTIONS)
    assert ("new", "the term has no Chinese") in report.skipped


def test_one_deck_for_all_talks(tmp_path: Path) -> None:
    """The option `deck` puts every talk's notes into one deck."""
    package = build(tmp_path, english_talk(), chinese_talk(), deck="My talks")
    _, notes = anki(["import_", package], ["notes"])
    assert {d for n in notes for d in n["decks"]} == {"My talks"}


# --- options -------------------------------------------------------------------------------------


def test_traditional_is_written_by_words_and_says_so(tmp_path: Path) -> None:
    """--script traditional: Taiwan's words, `lang` zh-Hant, and the same notes as before."""
    simplified = build(tmp_path, english_talk(), name="a.apkg")
    traditional = build(tmp_path, english_talk(), name="b.apkg", script="traditional")
    _, before, _, after = anki(
        ["import_", simplified], ["notes"], ["import_", traditional], ["notes"]
    )
    assert [n["guid"] for n in before] == [n["guid"] for n in after]
    _, notes, cards = anki(["import_", traditional], ["notes"], ["render"])
    claim = next(n for n in notes if n["type"] == "Studycards Claim")
    assert claim["fields"]["Chinese"] == "我們所知道的預訓練將會終結，因為資料不再增長。"
    assert not any('lang="zh-Hans"' in side for side in sides(cards))


def test_both_scripts_stand_side_by_side(tmp_path: Path) -> None:
    """--script both: Simplified first, Traditional under it where it differs."""
    _, notes = anki(["import_", build(tmp_path, english_talk(), script="both")], ["notes"])
    fields = [n["fields"] for n in notes if n["type"] == "Studycards Term"]
    traditional = {f["Chinese"]: f["Traditional"] for f in fields}
    assert traditional["预训练"] == "預訓練"
    assert traditional["推理"] == ""


def test_speech_and_typing_are_off_unless_asked_for(tmp_path: Path) -> None:
    """A plain deck has no speech, so no warning where there is no voice; a tts deck has both."""
    _, plain = anki(["import_", build(tmp_path, english_talk(), name="a.apkg")], ["render"])
    spoken_deck = build(tmp_path, english_talk(), name="b.apkg", tts=True, typing=True)
    _, spoken = anki(["import_", spoken_deck], ["render"])
    assert all(card["sounds"] == [] for card in plain)
    tags = " ".join(tag for card in spoken for tag in card["sounds"])
    assert "en_US" in tags
    assert "zh_CN" in tags
    assert any("typeans" in card["front"] or "[[type:" in card["front"] for card in spoken)
