"""The readers: what comes out of one sample of every form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from cards.readers import read_transcript

SAMPLES = Path(__file__).parent / "data" / "transcripts"


@dataclass(frozen=True)
class Case:
    """What must come out of one sample: first and last are (start in seconds, sentence)."""

    name: str
    title: str
    language: str
    count: int
    first: tuple[float | None, str]
    last: tuple[float | None, str]
    inferred: bool = False
    script: str = "hans"
    url: str | None = None
    date: str | None = None
    speakers: tuple[str, ...] = ()


CASES = [
    Case(
        "F01-captions.srt",
        "F01 captions",
        "en",
        2,
        (
            2.48,
            "Okay so the thing about about scaling is that it keeps working and uh nobody "
            "really knows why.",
        ),
        (11.9, "Now let's look at where the data comes from because that is the hard part."),
        inferred=True,
    ),
    Case(
        "F02-whisper.vtt",
        "F02 whisper",
        "en",
        3,
        (3592.56, "Today I want to talk about how we train models of protein folding."),
        (3604.4, "And then, in one week, everything changed."),
    ),
    Case(
        "F03-rolling.vtt",
        "F03 rolling",
        "en",
        2,
        (0.16, "Welcome everyone today we look at memory in machines."),
        (6.24, "But first let me tell you why anybody would care."),
        inferred=True,
    ),
    Case(
        "F04-whisper.txt",
        "F04 whisper",
        "en",
        4,
        (None, "Good evening."),
        (None, "It has no shape of its own."),
    ),
    Case(
        "F05-blank-lines.txt",
        "F05 blank lines",
        "en",
        3,
        (None, "We measured the energy that one answer costs."),
        (None, "That sounds small, but there are a billion answers a day."),
    ),
    Case(
        "F06-whisper.tsv",
        "F06 whisper",
        "en",
        2,
        (0.0, "A neuron in the model is a number."),
        (
            3.2,
            "A feature, on the other hand, is a direction, and there are more of them than "
            "neurons.",
        ),
    ),
    Case(
        "F07-console.txt",
        "F07 console",
        "en",
        2,
        (15.0, "Speech is easier than vision, because somebody already wrote it down."),
        (3723.0, "Thank you very much."),
    ),
    Case(
        "F08-whisper.json",
        "F08 whisper",
        "en",
        2,
        (0.0, "Diffusion starts from noise."),
        (2.5, "It removes a little at every step."),
    ),
    Case(
        "F09-timed-paragraphs.md",
        "Why compilers matter for learning machines",
        "en",
        4,
        (5.0, "A compiler turns what you meant into what the machine does."),
        (84.0, "And the second cost is waiting for somebody else's numbers."),
    ),
    Case(
        "F10-front-matter.md",
        "Tokens are not words: a short tour",
        "en",
        5,
        (0.0, "Good morning, and welcome."),
        (120.0, "So long names are expensive."),
        url="https://talks.example.org/watch?v=tour",
        date="2025-03-14",
    ),
    Case(
        "F11-entities.md",
        "F11 entities",
        "en",
        2,
        (0.0, "The first version was terrible, honestly."),
        (7.0, "R&D took two years, and then it wasn't."),
    ),
    Case(
        "F12-two-speakers.md",
        "Speech machines",
        "en",
        6,
        (6.659, "Welcome back to the studio."),
        (99.0, "I do."),
        speakers=("ANNA LEE", "BEN WU"),
    ),
    Case(
        "F13-fragments.txt",
        "关于机器人手的一次谈话",
        "zh",
        3,
        (9.0, "大家好今天我们讲一讲机器人的手。"),
        (17.0, "因为手上的传感器比全身加起来还多。"),
        inferred=True,
        date="2025-06-03",
        speakers=("发言人1", "发言人2"),
    ),
    Case(
        "F14-turns.txt",
        "推理芯片访谈",
        "zh",
        6,
        (56.0, "推理和训练不一样。"),
        (190.0, "内存带宽才是瓶颈，算力反而够用了。"),
        date="2025-06-03",
        speakers=("发言人",),
    ),
    Case(
        "F15-list.md",
        "F15 list",
        "zh",
        4,
        (
            1.0,
            "大家好，今天講一個簡單的方法叫做模型合併，就是把兩個 model 的參數，直接加起來。",
        ),
        (22.0, "所以留下來的就是學到的能力。"),
        inferred=True,
        script="hant",
    ),
    Case(
        "F16-machine-cut.srt",
        "F16 machine cut",
        "zh",
        3,
        (0.0, "这篇论文的题目是《Language Models as Tools》，作者有四位。"),
        (12.5, "结果好得多。"),
    ),
    Case(
        "F17-malformed.srt",
        "F17 malformed",
        "zh",
        3,
        (4.56, "时间写错的字幕也要能读。"),
        (10.0, "没有毫秒也一样。"),
    ),
    Case(
        "F18-minute-blocks.md",
        "和工程师聊推理框架",
        "zh",
        7,
        (3.0, "大家好，我们今天来聊一下推理框架。"),
        (63.0, "其实是在内存带宽上面。"),
        inferred=True,
        url="https://talks.example.org/watch?v=infer",
    ),
    Case(
        "F19-tags.md",
        "F19 tags",
        "en",
        5,
        (0.0, "Reward models learn what people like."),
        (20.0, "Then measure it."),
        speakers=("Anna Lee", "Ben"),
    ),
    Case(
        "F20-headers.md",
        "F20 headers",
        "en",
        4,
        (0.0, "Search engines answer with links, and models answer with sentences."),
        (100.0, "A footnote that nobody opens is no check at all."),
        speakers=("Anna Lee", "Ben Wu"),
    ),
    Case(
        "F21-changelog.md",
        "F21 changelog",
        "en",
        6,
        (
            None,
            "Welcome to our monthly hour about data centers, where we talk about heat, noise "
            "and water.",
        ),
        (860.0, "Less than a golf course."),
        speakers=("Anna Lee", "Ben Wu"),
    ),
    Case(
        "F22-wrapped.txt",
        "F22 wrapped",
        "en",
        4,
        (
            None,
            "Machines that translate have been promised for seventy years, and for sixty-five "
            "of them the promise was empty.",
        ),
        (
            None,
            "A system which has read everything makes fewer mistakes than a system which knows "
            "the rules, and it is a well-known fact that rules were cheaper.",
        ),
    ),
    Case(
        "F23-captions.csv",
        "F23 captions",
        "en",
        2,
        (0.0, "Embeddings are lists of numbers, nothing more than that."),
        (4.0, "Two words are close, when their lists are close."),
    ),
    Case(
        "F24-captions.json",
        "F24 captions",
        "zh",
        3,
        (1.0, "今天我們來談大型語言模型，它為什麼會有用呢？"),
        (7.6, "另外模型也要夠大。"),
        inferred=True,
        script="hant",
    ),
    Case(
        "F25-bilingual.md",
        "Attention, line by line",
        "en",
        3,
        (None, "Every word looks at every other word."),
        (None, "They add up to one."),
    ),
    Case(
        "downloader.txt",
        "Small models, long memories",
        "en",
        6,
        (None, "Thank you all for coming."),
        (None, "So we look things up instead."),
        url="https://b23.example.org/small",
        date="2025-02-11",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_sample(case: Case) -> None:
    """Every form gives the right title, language, sentences, times and speakers, without a flag."""
    talk = read_transcript(SAMPLES / case.name)
    first, last = talk.sentences[0], talk.sentences[-1]
    found = Case(
        case.name,
        talk.title,
        talk.language,
        len(talk.sentences),
        (first.start, first.text),
        (last.start, last.text),
        talk.inferred,
        talk.script,
        talk.url,
        talk.date,
        tuple(sorted({sentence.speaker for sentence in talk.sentences if sentence.speaker})),
    )
    assert found == case


def test_every_sample_has_a_case() -> None:
    """No sample lies about unchecked."""
    assert {path.name for path in SAMPLES.iterdir()} == {case.name for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_times_never_run_back(case: Case) -> None:
    """Sentences come in the order they were said."""
    starts = [
        s.start for s in read_transcript(SAMPLES / case.name).sentences if s.start is not None
    ]
    assert starts == sorted(starts)


def test_summary_points() -> None:
    """Bullets become points without marks: head and text kept, bare heads dropped, lines joined."""
    assert read_transcript(SAMPLES / "downloader.txt").summary == (
        "Memory: A model forgets what does not fit in its context, however large it is.",
        "Retrieval: Looking things up is cheaper than remembering them, and easier to correct.",
        "Conclusion: Memory will move out of the weights.",
    )
