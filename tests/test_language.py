"""Languages, scripts, sentences, joined lines, loops, and boundaries without punctuation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.language import (
    blank_between_scripts,
    detect_language,
    detect_script,
    join_lines,
    split_sentences,
)
from cards.loops import collapse_words, loop_ranges
from cards.punctuation import Piece, divide, infer_sentences, lacks_punctuation
from cards.transcript import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We train the model on text.", "en"),
        ("我们用文本训练模型。", "zh"),
        ("我们用 Transformer 做 pre-training 和 fine-tuning 的实验", "zh"),
        ("The word 注意力 means attention in Chinese.", "en"),
        ("今日はモデルについてお話しします。よろしくお願いします。", None),
        ("오늘은 모델에 대해 이야기하겠습니다", None),
        ("12:30 — 14:00", None),
        ("", None),
        ("el modelo aprende de los datos y los datos no alcanzan para todo " * 12, None),
    ],
)
def test_detect_language(text: str, language: str | None) -> None:
    """English or Chinese by their share, None for another language or no letters."""
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "script"),
    [("我们说这个问题", "hans"), ("我們說這個問題", "hant"), ("大家好", "hans"), ("", "hans")],
)
def test_detect_script(text: str, script: str) -> None:
    """Characters that only one script has decide; without any it is Simplified."""
    assert detect_script(text) == script


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("It works. It is fast.", "en", ["It works.", "It is fast."]),
        (
            "Dr. Lee and Mr. Wu agree, e.g. on loss.",
            "en",
            ["Dr. Lee and Mr. Wu agree, e.g. on loss."],
        ),
        ("It took 3.5 days. Then we stopped.", "en", ["It took 3.5 days.", "Then we stopped."]),
        ("J. Smith et al. showed it. We agree.", "en", ["J. Smith et al. showed it.", "We agree."]),
        (
            "We use text, code, etc. The rest is noise.",
            "en",
            ["We use text, code, etc.", "The rest is noise."],
        ),
        ("Node.js is fine. v2.0 is not.", "en", ["Node.js is fine.", "v2.0 is not."]),
        ('He said "It works." Then he left.', "en", ['He said "It works."', "Then he left."]),
        ("Really?! Yes.", "en", ["Really?!", "Yes."]),
        ("Well... it depends. OK.", "en", ["Well... it depends.", "OK."]),
        ("So do I. You too.", "en", ["So do I.", "You too."]),
        ("模型很大。数据很多！对吗？", "zh", ["模型很大。", "数据很多！", "对吗？"]),
        ("他说：“为什么？”然后走了。", "zh", ["他说：“为什么？”然后走了。"]),
        ("《你是谁？》是一篇论文。", "zh", ["《你是谁？》是一篇论文。"]),
        ("我们用 GPT-4. 它很贵. 是吗?好", "zh", ["我们用 GPT-4.", "它很贵.", "是吗?", "好"]),
        ("参数有 3.5 亿个。", "zh", ["参数有 3.5 亿个。"]),
        ("", "en", []),
    ],
)
def test_split_sentences(text: str, language: Language, sentences: list[str]) -> None:
    """Sentences end at end marks, not at abbreviations, initials, numbers and quotations."""
    assert split_sentences(text, language) == sentences


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
@settings(deadline=None)
def test_splitting_loses_nothing(text: str, language: Language) -> None:
    """The sentences together are the text, but for blanks."""
    pieces = split_sentences(text, language)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("lines", "language", "text"),
    [
        (["we train", "the model"], "en", "we train the model"),
        (["a well-", "known fact"], "en", "a well-known fact"),
        (["计算过", "程很长"], "zh", "计算过程很长"),
        (["《Lang", "uage Models》"], "zh", "《Language Models》"),
        (["叫做 Deep", "Learning 的方法"], "zh", "叫做 Deep Learning 的方法"),
        (["每个 Token", "与一个向量"], "zh", "每个 Token 与一个向量"),
        (["每个token的", "token", "级别"], "zh", "每个token的token级别"),
        (["  ", "好"], "zh", "好"),
    ],
)
def test_join_lines(lines: list[str], language: Language, text: str) -> None:
    """Chinese joins without a blank, cut words are whole, the source's own blanks are followed."""
    assert join_lines(lines, language) == text


def test_blank_between_scripts() -> None:
    """The text's own habit is found."""
    assert blank_between_scripts(["每个 Token 都是", "用 GPU 算"])
    assert not blank_between_scripts(["每个Token都是", "用 GPU算"])


# --- loops -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "once"),
    [
        ("so so so so we go", "en", "so we go"),
        ("no no no we do not", "en", "no no no we do not"),
        (
            "the loss of the model goes down the loss of the model goes down and stays",
            "en",
            "the loss of the model goes down and stays",
        ),
        ("就是就是就是就是这样", "zh", "就是这样"),
        ("对对对，没错", "zh", "对对对，没错"),
        (
            "我们今天来看一下这个模型我们今天来看一下这个模型然后",
            "zh",
            "我们今天来看一下这个模型然后",
        ),
    ],
)
def test_collapse_words(text: str, language: Language, once: str) -> None:
    """A word four times or a longer group twice in a row is a loop; less is how people talk."""
    assert collapse_words(text, language) == once


@given(st.lists(st.sampled_from("abc"), max_size=60), st.integers(1, 9))
def test_loop_ranges_repeat_what_stands_before(words: list[str], long_group: int) -> None:
    """Every range is inside the text, after the one before it, and repeats words before it."""
    position = 0
    for first, last in loop_ranges(words, long_group):
        assert position <= first < last <= len(words)
        assert any(
            words[first:last] == words[first - period : last - period]
            for period in range(1, first + 1)
        )
        position = last


# --- boundaries --------------------------------------------------------------------------------


def cues(*texts: str, pause: float = 0.0) -> list[Piece]:
    """Return cues of two seconds each, parted by a pause."""
    step = 2.0 + pause
    return [Piece(text, n * step, n * step + 2.0) for n, text in enumerate(texts)]


def inferred(pieces: list[Piece], language: Language) -> list[str]:
    return [text for text, _ in infer_sentences(pieces, language)]


def test_english_boundaries() -> None:
    """Sentences end before the words that begin sentences, with a capital and an end mark."""
    pieces = cues(
        "i want to talk about data today so",
        "the first thing that we do is clean it",
        "but why does that matter okay",
        "so let's look at an example of bad data",
    )
    assert inferred(pieces, "en") == [
        "I want to talk about data today.",
        "So the first thing that we do is clean it.",
        "But why does that matter?",
        "Okay so let's look at an example of bad data.",
    ]


def test_a_pause_ends_a_sentence() -> None:
    """Where the words allow both, the pause decides."""
    words = ("we looked at the results of the model", "the team was very happy with them")
    assert len(inferred(cues(*words, pause=1.5), "en")) == 2


def test_no_sentence_ends_in_the_middle_of_a_phrase() -> None:
    """A cue that ends after a preposition or an article is no end, whatever the cue."""
    pieces = cues("this is the cost of the", "data that we bought from the", "company next door")
    assert len(inferred(pieces, "en")) == 1


def test_chinese_boundaries() -> None:
    """Particles end sentences, connectives begin them, blanks become commas."""
    pieces = cues(
        "大家好 今天我们讲一讲推理",
        "那么推理为什么这么慢呢",
        "首先模型很大",
        "参数都在内存里面",
        "所以每一步都要等内存",
    )
    assert inferred(pieces, "zh") == [
        "大家好，今天我们讲一讲推理。",
        "那么推理为什么这么慢呢？",
        "首先模型很大，参数都在内存里面。",
        "所以每一步都要等内存。",
    ]


def test_times_of_inferred_sentences() -> None:
    """A sentence starts when its cue does; in a long block its place is worked out by length."""
    pieces = [Piece("大家好 今天我们讲推理 为什么推理这么慢呢 首先模型很大 参数很多", 0.0, 60.0)]
    starts = [start for _, start in infer_sentences(pieces, "zh")]
    assert starts == sorted(starts)
    assert starts[0] == 0.0
    assert 20.0 < (starts[-1] or 0.0) < 50.0


@given(
    st.lists(
        st.sampled_from(["so", "we", "train", "the", "model", "and", "why", "data"]), min_size=1
    )
)
@settings(deadline=None)
def test_english_words_are_kept(words: list[str]) -> None:
    """Only marks and capitals are added, only loops taken away."""
    text = " ".join(inferred([Piece(" ".join(words))], "en"))
    once = collapse_words(" ".join(words), "en")
    assert re.sub(r"[.?]", "", text).lower().split() == once.split()


@pytest.mark.parametrize(
    ("texts", "language", "lacks"),
    [
        (["We train it. It works."], "en", False),
        (["we train it", "and it works"], "en", True),
        (["模型很大。"], "zh", False),
        (["模型很大", "数据很多"], "zh", True),
        ([], "en", False),
    ],
)
def test_lacks_punctuation(texts: list[str], language: Language, lacks: bool) -> None:
    """Text with end marks has punctuation; text without has none."""
    assert lacks_punctuation(texts, language) is lacks


def test_divide_prefers_good_places() -> None:
    """The best places are taken, and what is too long is divided all the same."""
    scores = [0.0, -1.0, 3.0, -1.0, -1.0, -1.0]
    assert divide(scores, [1] * 6, lambda first, last: 1.0, longest=10) == [0, 2]
    assert divide([0.0] * 30, [1] * 30, lambda first, last: 1.0, longest=10) == [0, 10, 20]
