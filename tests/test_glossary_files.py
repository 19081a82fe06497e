"""The glossary's loader: what an entry may be, and what is refused with which line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cards.errors import GlossaryError
from cards.glossary import load_glossary
from cards.glossary.files import check_glossary, check_glossary_file, parse_glossary
from cards.glossary.own import check_own_files

HEAD = "topic: mine\nname: {en: Mine, zh: 我的}\nentries:\n"
ENTRY = """\
- en: widget tuning
  zh: [部件微调]
  pinyin: bùjiàn wēitiáo
  meaning:
    en: Small change of a widget until it fits.
    zh: 对部件做小改动，直到合适。
"""


def test_a_correct_entry_is_read() -> None:
    """All fields arrive, with file and line."""
    file = parse_glossary(HEAD + ENTRY, "my.yaml")
    assert file.topic == ("mine", "Mine", "我的")
    (entry,) = file.entries
    assert (entry.en, entry.zh, entry.pinyin) == ("widget tuning", ("部件微调",), "bùjiàn wēitiáo")
    assert entry.meaning_zh == "对部件做小改动，直到合适。"
    assert entry.where == "my.yaml:4"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("topic: mine\n", "", 1, "`topic:` is missing"),
        ("topic: mine", "topic: mine\nextra: x", 2, "unknown field 'extra'"),
        ("name: {en: Mine, zh: 我的}", "name: {en: Mine, zh: 我的, de: x}", 2, "`name:` has"),
        ("entries:\n", "entry:\n", 1, "and a list `entries:`"),
        ("- en: widget tuning\n  zh", "- zh", 4, "`en:` is missing"),
        ("  zh: [部件微调]\n", "", 4, "`zh:` is missing"),
        ("  zh: [部件微调]\n", "  zh: []\n", 5, "`zh:` is missing"),
        ("  zh: [部件微调]\n", "  zh: [部件微调]\n  zh: [x]\n", 6, "'zh' stands twice"),
        ("  zh: [部件微调]\n", "  zh: [部件微调]\n  colour: x\n", 6, "unknown field 'colour'"),
        ("[部件微调]", "[部件微调, 4]", 5, "`zh:` is a list of words; put numbers in quotes"),
        ("[部件微调]", "[tuning]", 5, "'tuning' has no Chinese character"),
        ("[部件微调]", "[部件 微调]", 5, "has a blank beside a Chinese character"),
        ("[部件微调]", "[部件微调, 部件微调]", 5, "stands twice in `zh:`"),
        ("  zh: [", "\tzh: [", 5, "a tab stands"),
        ("bùjiàn wēitiáo", "bùjiàn wēichá", 6, "at '调', which is read"),
        ("bùjiàn wēitiáo", "bùjiàn wēitiao", 6, "at '调', which is read"),
        ("bùjiàn wēitiáo", "bùjiàn wei1tiao2", 6, "at '微', which is read"),
        ("bùjiàn wēitiáo", "bùjiàn wēi", 6, "at '调', which is read"),
        ("bùjiàn wēitiáo", "bùjiàn wēitiáo de", 6, "goes on after"),
        ("  pinyin: bùjiàn wēitiáo\n", "  since: soon\n", 6, "`since:` is a year"),
        ("  pinyin: bùjiàn wēitiáo\n", "  since: 20\n", 6, "`since:` is a year between"),
        ("  pinyin: bùjiàn wēitiáo\n", "  kept: maybe\n", 6, "`kept:` is true or false"),
        ("  pinyin: bùjiàn wēitiáo\n", "  tw: widget\n", 6, "has no Chinese character"),
        ("  pinyin: bùjiàn wēitiáo\n", "  also: [widget tuning]\n", 6, "is the headword itself"),
        ("  pinyin: bùjiàn wēitiáo\n", "  heard_as: [部件微调]\n", 6, "is a right form of"),
        ("  pinyin: bùjiàn wēitiáo\n", "  also: [部件]\n", 6, "it belongs to `zh:`"),
        ("en: widget tuning", 'en: "->"', 4, "has no letter or digit"),
        ("en: widget tuning", "en: 微调", 4, "has Chinese characters; `en:` is the English name"),
        ("en: widget tuning", "en: 3.5", 4, "`en:` must be text; put it in quotes"),
        ("en: Small", "en: small", 8, "begins with a capital"),
        ("until it fits.", "until it fits", 8, "ends with a full stop"),
        ("until it fits.", "until it" + " really" * 18 + " fits.", 8, "has 26 words; at most 24"),
        ("until it fits.", "直到 fits.", 8, "the English meaning has Chinese characters"),
        ("直到合适。", "直到合适", 9, "the Chinese meaning ends with 。"),
        ("改动，直到", "改动,直到", 9, "half-width punctuation at '动,'"),
        ("直到合适。", "合适" * 30 + "。", 9, "at most 60"),
        ("    zh: 对部件做小改动，直到合适。\n", "", 7, "a text `en:` and a text `zh:`"),
    ],
)
def test_every_fault_is_refused_with_file_and_line(
    old: str, new: str, line: int, what: str
) -> None:
    """Structure, duplicates, Han rule, tabs, readings, meanings."""
    assert old in HEAD + ENTRY
    text = (HEAD + ENTRY).replace(old, new, 1)
    with pytest.raises(GlossaryError, match=rf"^my\.yaml:{line}: .*{re.escape(what)}"):
        parse_glossary(text, "my.yaml")


def test_a_word_that_chinese_keeps_needs_no_han() -> None:
    """Transformer, GPT-4: `kept: true` says so."""
    text = HEAD + ENTRY.replace("[部件微调]", "[Widget]\n  kept: true").replace(
        "  pinyin: bùjiàn wēitiáo\n", ""
    )
    assert parse_glossary(text, "my.yaml").entries[0].kept


def test_a_single_word_may_stand_without_brackets() -> None:
    """`zh: 微调` is as good as `zh: [微调]`."""
    text = HEAD + ENTRY.replace("[部件微调]", "部件微调")
    assert parse_glossary(text, "my.yaml").entries[0].zh == ("部件微调",)


def test_checking_lists_all_faults_in_the_order_of_lines() -> None:
    """Not only the first, and the sound entries are still read."""
    second = ENTRY.replace("widget tuning", "gadget tuning").replace("直到合适。", "直到合适")
    third = ENTRY.replace("widget tuning", "gizmo tuning").replace("[部件微调]", "[x]")
    file = check_glossary(HEAD + ENTRY + second + third, "my.yaml")
    assert [fault.line for fault in file.faults] == [15, 17, 18]
    assert [entry.en for entry in file.entries] == ["widget tuning"]


def test_the_loader_says_how_many_faults_there_are() -> None:
    """One line, and where the rest can be seen."""
    text = HEAD + ENTRY.replace("[部件微调]", "[x]").replace("直到合适。", "直到合适")
    with pytest.raises(GlossaryError, match=r"and \d more; `studycards glossary check` lists them"):
        parse_glossary(text, "my.yaml")


def own_file(folder: Path, text: str) -> Path:
    path = folder / "my.yaml"
    path.write_text(HEAD + text, "utf-8")
    return path


def test_two_spellings_of_one_headword_are_a_fault(tmp_path: Path) -> None:
    """They would be one card, and one of the two entries lost."""
    path = own_file(tmp_path, ENTRY + ENTRY.replace("widget tuning", "Widget-tunings"))
    (file,) = check_own_files([path], ())
    assert [f.what for f in file.faults] == [
        f"'Widget-tunings' stands twice, first as 'widget tuning' at {path}:4"
    ]


def test_near_names_a_headword(tmp_path: Path) -> None:
    """Of the same files or of the built-in glossary; anything else is a slip."""
    built_in = load_glossary().entries
    path = own_file(tmp_path, ENTRY + "  near: [fine-tuning, fine-tunning]\n")
    (file,) = check_own_files([path], built_in)
    assert [f.what for f in file.faults] == ["`near:` names 'fine-tunning', which is no headword"]


@pytest.mark.parametrize(
    ("content", "what"),
    [(None, "cannot be read: No such file"), (b"\xff\xfe\x00", "is not UTF-8 text")],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, what: str
) -> None:
    """Missing or binary."""
    path = tmp_path / "my.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GlossaryError, match=f"my.yaml: {what}"):
        check_glossary_file(path)


def test_a_users_entry_goes_before_the_built_in_one(tmp_path: Path) -> None:
    """Same headword: the built-in entry is gone; all others are still there."""
    text = ENTRY.replace("widget tuning", "Fine-Tuning").replace("[部件微调]", "[精细训练]")
    path = own_file(tmp_path, text.replace("  pinyin: bùjiàn wēitiáo\n", ""))
    glossary = load_glossary(path)
    found = glossary.lookup("fine tuning", "en")
    assert found is not None
    assert found.zh == ("精细训练",)
    assert len(glossary.entries) == len(load_glossary().entries)
    assert glossary.topics[0].key == "mine"


def test_a_users_form_goes_before_a_built_in_headword(tmp_path: Path) -> None:
    """Who says that 智能体 is something else has the last word."""
    path = own_file(
        tmp_path, ENTRY.replace("[部件微调]", "[智能体]").replace("bùjiàn wēitiáo", "zhìnéngtǐ")
    )
    found = load_glossary(path).lookup("智能体", "zh")
    assert found is not None
    assert found.en == "widget tuning"
