"""The built-in glossary itself: every entry keeps every rule, and there are enough of them."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from cards.glossary import built_in_files, form_key, load_glossary
from cards.glossary.files import check_glossary_file
from cards.glossary.rules import set_faults
from cards.words import HAN

FILES = built_in_files()
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_entry_of_a_topic_keeps_the_rules(path: Path) -> None:
    """Chinese and both meanings, the Han rule, the reading, the length: all in one list."""
    file = check_glossary_file(path)
    assert file.faults == []
    assert file.topic.key == path.stem
    assert HAN.search(file.topic.zh)
    assert not HAN.search(file.topic.en)
    assert all(e.zh and e.meaning_en and e.meaning_zh for e in file.entries)


def test_every_file_is_in_the_one_layout() -> None:
    """Sorted, fields in order, readings filled in: what a reviewer sees changed has changed."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "tools" / "format_glossary.py"), "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_the_entries_go_together() -> None:
    """No headword twice in any spelling; `near` names headwords."""
    assert list(set_faults(load_glossary().entries)) == []


def test_there_are_enough_entries() -> None:
    """2,500 in 31 topics; 500 of 2020 and later; 150 with mishearings."""
    entries = load_glossary().entries
    assert len(entries) >= 2500
    assert len(FILES) == 31
    assert sum(e.since >= 2020 for e in entries) >= 500
    assert sum(bool(e.heard_as) for e in entries) >= 150


def test_a_mishearing_is_no_right_form_of_another_term() -> None:
    """Else the right word would be "repaired" into a wrong one. Letters spelled out are no other."""
    right = defaultdict(set)
    for entry in load_glossary().entries:
        for form in (*entry.english_forms, *entry.zh):
            right[form_key(form)].add(entry.en)
    wrong = [
        (entry.en, form)
        for entry in load_glossary().entries
        for form in entry.heard_as
        if right[form_key(form)] and entry.en not in right[form_key(form)]
    ]
    assert wrong == []


def test_a_false_friend_is_no_right_chinese_form() -> None:
    """What is warned of must not be what the glossary itself gives for the term."""
    wrong = [
        (e.en, form) for e in load_glossary().entries for form in e.false_friends if form in e.zh
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("token", "词元"),
        ("agent", "智能体"),
        ("Transformer", "Transformer"),
        ("fine-tuning", "微调"),
        ("large language model", "大语言模型"),
        ("scaling law", "规模定律"),
        ("hallucination", "幻觉"),
        ("retrieval-augmented generation", "检索增强生成"),
        ("reinforcement learning", "强化学习"),
        ("prompt", "提示词"),
        ("embedding", "嵌入"),
        ("alignment", "对齐"),
    ],
)
def test_the_settled_names_come_first(english: str, chinese: str) -> None:
    """The words every deck has: as the field says them now."""
    entry = load_glossary().lookup(english, "en")
    assert entry is not None
    assert entry.zh[0] == chinese
