"""Term candidates by termhood: phrases that this text says and general language does not.

This is what finds terms that the glossary lacks. A candidate is a noun phrase; its score joins how
often the text has it (by itself, not inside longer ones), how rare its words are in general
language, and its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cards.frequency import zipf
from cards.tagging import TaggedWord
from cards.transcript import Language
from cards.words import normal_word

_LONGEST = 5  # words; longer noun phrases are descriptions, not terms

# Adjectives that describe and do not name, and nouns that name nothing by themselves, in any subject.
_DESCRIBING = frozenset(
    (
        "new novel other such different various several many same certain own more most less "
        "least few good better best main first second third last next recent current previous "
        "present general particular specific additional further important significant "
        "possible able available large small big high low great entire whole full early late "
        "only due proposed given based existing following similar real common single two "
        "three four five nice cool whole actual huge little long short right wrong true old "
        "young interesting amazing incredible simple easy hard difficult"
    ).split()
)
_EMPTY_EN = frozenset(
    (
        "paper approach method result work problem task way use number set case example part "
        "order term section experiment study author research article performance effect "
        "system thing lot bit kind sort time people stuff guy point question idea day year "
        "fact reason place person talk slide sense level world"
    ).split()
)
_EMPTY_ZH = frozenset(
    (
        "方法 算法 系统 问题 结果 分析 研究 技术 模型 应用 过程 实验 设计 实现 "
        "性能 基础 情况 数据 特点 方式 方面 条件 作用 理论 需求 效果 内容 领域 "
        "功能 策略 结构 信息 环境 方案 思想 关系 时间 目标 对象 特征 机制 要求 "
        "优点 缺点 能力 程度 实例 文中 作者 本文 该文 论文 东西 事情 时候 地方 "
        "部分 例子 意思 感觉 大家 视频 内容 样子 人们 世界 今天"
    ).split()
)
# Nouns that close a description more often than a name.
_LOOSE_TAILS = frozenset(
    ("方法 算法 系统 模型 技术 问题 过程 方案 策略 机制 公式 结果 特征").split()
)
_DOING = frozenset(
    (
        "获取 提出 采用 利用 使用 进行 实现 提高 解决 针对 基于 根据 通过 得到 "
        "给出 介绍 设计 具有 改进 存在 增加 减少 避免 证明 表明 引入 建立 构造 "
        "选择 考虑 描述 简称 说明 处理 满足 分别 结合 需要 可能 进入 开始 成为 "
        "作为 包括 认为"
    ).split()
)

_LENGTH_EN = {1: 0.55, 2: 1.15, 3: 1.15, 4: 1.0, 5: 0.8}
_LENGTH_ZH = {1: 0.8, 2: 1.25, 3: 1.1, 4: 0.75}


@dataclass
class Candidate:
    """A phrase of the text: its most usual form, its words, where it stands, and its termhood."""

    form: str
    words: tuple[str, ...]
    sentences: list[int] = field(default_factory=list)
    score: float = 0.0

    @property
    def count(self) -> int:
        """How often the text has the phrase."""
        return len(self.sentences)


def find_candidates(
    tagged: Sequence[Sequence[TaggedWord]],
    language: Language,
    known: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Return the noun phrases of a text's tagged sentences, the most term-like first.

    `known` holds phrases (lower case) that are terms for sure; they weigh a quarter more.
    """
    found: dict[str, Candidate] = {}
    order: dict[str, float] = {}
    for index, words in enumerate(tagged):
        phrases = _english_phrases(words) if language == "en" else _chinese_phrases(words)
        for phrase in phrases:
            key = _key(phrase, language)
            form = (" " if language == "en" else "").join(w.text for w in phrase)
            candidate = found.setdefault(key, Candidate(form, tuple(key.split())))
            candidate.sentences.append(index)
            order.setdefault(key, index / max(len(tagged), 1))
    if language == "en":
        _score_english(found, order)
    else:
        _score_chinese(found, order)
    for key, candidate in found.items():
        if candidate.form.lower() in known or key in known:
            candidate.score *= 1.25
    return sorted((c for c in found.values() if c.score > 0), key=lambda c: (-c.score, c.form))


def _key(phrase: Sequence[TaggedWord], language: Language) -> str:
    return " ".join(normal_word(w.text) if language == "en" else w.text for w in phrase)


def _english_phrases(words: Sequence[TaggedWord]) -> list[list[TaggedWord]]:
    """Cut a sentence into noun phrases: adjectives, participles and nouns that end in a noun."""
    phrases: list[list[TaggedWord]] = []
    run: list[TaggedWord] = []
    for word in [*words, TaggedWord(".", ".", 0, 0)]:
        part = word.tag[:2] in ("NN", "JJ") or (
            word.tag in ("VBN", "VBG", "FW") and len(word.text) > 3
        )
        if part and re.fullmatch(r"[A-Za-z][\w'+#./-]*", word.text):
            run.append(word)
            continue
        phrases.append(_trimmed(run))
        run = []
    return [p for p in phrases if 1 <= len(p) <= _LONGEST]


def _trimmed(run: list[TaggedWord]) -> list[TaggedWord]:
    while run and (run[0].text.lower() in _DESCRIBING or run[0].tag in ("JJR", "JJS")):
        run = run[1:]
    while run and run[-1].tag[:2] != "NN":
        run = run[:-1]
    if len(run) > 1 and run[0].tag == "VBG" and zipf(run[0].text.lower()) > 4.0:
        run = run[1:]  # "using networks" is a verb and its object
    return run


def _score_english(found: dict[str, Candidate], order: dict[str, float]) -> None:
    inside = _containers(found, " ")
    for key, candidate in found.items():
        words = candidate.words
        if len(words) == 1 and (words[0] in _EMPTY_EN or zipf(words[0]) > 5.2):
            continue
        rare = sum(7.5 - zipf(w) for w in words) / len(words)
        size = 0.9 if len(words) == 1 and candidate.form.isupper() else _LENGTH_EN[len(words)]
        often = 1 + 0.5 * (candidate.count - 1) + 0.25 * sum(found[k].count for k in inside[key])
        candidate.score = often * size * rare**0.5 * (1 - 0.1 * order[key])


def _chinese_phrases(words: Sequence[TaggedWord]) -> list[list[TaggedWord]]:
    """Give every run of up to four noun-like words that ends in a noun."""
    runs: list[list[TaggedWord]] = [[]]
    for word in words:
        if _noun_like(word):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    out: list[list[TaggedWord]] = []
    for run in runs:
        for a in range(len(run)):
            for b in range(a + 1, min(len(run), a + 4) + 1):
                if _names(run[a:b]):
                    out.append(run[a:b])
    return out


def _noun_like(word: TaggedWord) -> bool:
    tag = word.tag
    if tag == "eng":
        return True
    if len(word.text) == 1:
        return tag[0] in "nkhg"
    if tag == "v":
        return word.text not in _DOING
    return tag[0] == "n" or tag in ("vn", "an", "l", "j", "i", "b", "g", "k", "h", "a")


def _names(phrase: Sequence[TaggedWord]) -> bool:
    first, last = phrase[0], phrase[-1]
    if len(phrase) > 1:
        if any(w.tag == "eng" for w in phrase[1:]):
            return False
        if first.tag == "v" and zipf(first.text, "zh") > 4.8:
            return False
    ends = last.tag[0] == "n" or last.tag in ("eng", "vn", "k", "l", "j", "g")
    if not ends and not (len(phrase) > 1 and last.tag == "v"):
        return False
    return first.tag != "k" and 2 <= sum(len(w.text) for w in phrase) <= 12


def _score_chinese(found: dict[str, Candidate], order: dict[str, float]) -> None:
    inside = _containers(found, "")
    for key, candidate in found.items():
        words = candidate.words
        counts = [found[k].count for k in inside[key]]
        if candidate.form in _EMPTY_ZH or (counts and max(counts) >= candidate.count):
            continue
        rare = sum(7.5 - zipf(w.lower(), "en" if w.isascii() else "zh") for w in words) / len(words)
        alone = candidate.count - (sum(counts) / len(counts) if counts else 0)
        score = (0.7 + alone) * _LENGTH_ZH[len(words)] * rare * (1 - 0.2 * order[key])
        score *= min(1.0, len(candidate.form) / 4 + 0.25)
        if words[-1] in _LOOSE_TAILS:
            score *= 0.75
        if len(words) == 1 and words[0].isascii():
            score *= 0.6
        candidate.score = score


def _containers(found: dict[str, Candidate], blank: str) -> dict[str, list[str]]:
    """Return, for each phrase, the longer phrases that hold it; by words, so in linear time."""
    out: dict[str, list[str]] = {key: [] for key in found}
    for key in found:
        words = key.split()
        for a in range(len(words)):
            for b in range(a + 1, len(words) + 1):
                part = " ".join(words[a:b])
                if part != key and part in out:
                    out[part].append(key)
    return out
