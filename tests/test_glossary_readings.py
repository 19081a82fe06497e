"""Readings: what fits a Chinese name, and those a dictionary gets wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards.glossary import load_glossary
from cards.glossary.readings import reading_fault
from cards.words import HAN

# Checked one by one: polyphones of the field (调 差 似 重 长 卷 度 率 行 应 得 着 发 系 强 载 降 传 ...).
TABLE = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "readings.tsv").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def by_name() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in load_glossary().entries:
        found.setdefault(entry.zh[0], set()).add(entry.pinyin)
    return found


def test_the_table_has_enough_readings() -> None:
    """At least 120, no name twice."""
    assert len({name for name, _ in TABLE}) == len(TABLE) >= 120


@pytest.mark.parametrize(("name", "reading"), TABLE)
def test_the_glossary_reads_polyphones_right(
    name: str, reading: str, by_name: dict[str, set[str]]
) -> None:
    """微调 wēitiáo, 方差 chā, 似然 sì, 重构 chóng, 长 cháng ..."""
    assert by_name[name] == {reading}


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("微调", "wēitiáo"),
        ("长上下文", "cháng shàngxiàwén"),
        ("GPT模型", "GPT móxíng"),
        ("K均值聚类", "K jūnzhí jùlèi"),
        ("西安", "Xī'ān"),
        ("一致性", "yízhìxìng"),
        ("一致性", "yīzhìxìng"),
        ("不确定性", "búquèdìngxìng"),
        ("朋友的", "péngyou de"),
        ("绿色", "lǜsè"),
        ("偏差-方差权衡", "piānchā-fāngchā quánhéng"),
        ("人工智能（AI）", "réngōng zhìnéng (AI)"),
        ("C++代码", "C++ dàimǎ"),
    ],
)
def test_readings_that_fit(name: str, reading: str) -> None:
    """Tone sandhi, neutral tones, Latin letters, hyphens, apostrophes, capitals."""
    assert reading_fault(name, reading) == ""


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("微调", "wēichá"),
        ("微调", "wēi"),
        ("微调", "wēitiao"),
        ("微调", "wei1tiao2"),
        ("微调", "wēitiáo a"),
        ("微调", "wēi  tiáo"),
        ("微调", " wēitiáo"),
        ("微调", "we\u0304itia\u0301o"),
        ("GPT模型", "móxíng"),
        ("GPT模型", "GBT móxíng"),
        ("绿色", "lvsè"),
        ("卷积", "jiǎnjī"),
    ],
)
def test_readings_that_do_not_fit(name: str, reading: str) -> None:
    """Wrong syllable, missing or surplus ones, no tone, digits, blanks, decomposed, Latin lost."""
    assert reading_fault(name, reading)


def test_every_entry_with_chinese_characters_has_its_reading_pinned() -> None:
    """No reading is left to the version of a library."""
    entries = load_glossary().entries
    assert [e.en for e in entries if HAN.search(e.zh[0]) and not e.pinyin] == []
