"""Study sets for the tests of the decks, written for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cards.study_set import Claim, Example, Meaning, StudySet, Talk, Term

BUILT = 1_795_478_400  # a time of build for tests, 24 November 2026
ANKI_2411 = "STUDYCARDS_ANKI_2411"  # the Python of an environment with Anki 24.11
OTHER_ANKIS = pytest.mark.parametrize(
    "python",
    [
        pytest.param(sys.executable, id="newest"),
        pytest.param(
            os.environ.get(ANKI_2411, ""),
            id="24.11",
            marks=pytest.mark.skipif(
                not os.environ.get(ANKI_2411),
                reason=f"{ANKI_2411} names no Python that has Anki 24.11",
            ),
        ),
    ],
)


def anki(*steps: list[Any], python: str = sys.executable) -> list[Any]:
    """Play steps in a fresh collection of a real Anki; return their results."""
    script = Path(__file__).with_name("anki_session.py")
    done = subprocess.run(
        [python, str(script)],
        input=json.dumps([list(map(_plain, step)) for step in steps]),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results: list[Any] = json.loads(done.stdout)
    return results


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value


def english_talk() -> StudySet:
    """A talk in English: terms with all there is to a term, both kinds of claims."""
    return StudySet(
        Talk(
            "What comes after pre-training?",
            "en",
            "https://www.youtube.com/watch?v=abc123&list=x",
            "2025-03-14",
            "Mira Alder",
        ),
        "AI Talks::What comes after pre-training?",
        (
            Term(
                "pre-training",
                "pre-training",
                "预训练",
                "yù xùnliàn",
                meaning=Meaning(
                    "First training of a model on large amounts of general text.",
                    "先在大量通用文本上进行的训练。",
                ),
                heard_as=("pretraining",),
                example=Example(
                    said="so pretraining as we know it is going to change",
                    en="Pretraining as we know it is going to change.",
                    zh="我们所知道的预训练将会改变。",
                ),
                at=372.4,
                near=("post-training",),
                topics=("training",),
            ),
            Term(
                "inference",
                "inference",
                "推理",
                "tuīlǐ",
                meaning=Meaning("Running a trained model.", "运行训练好的模型。"),
                example=Example(en="Most of the cost is inference."),
                at=3723.0,
                near=("reasoning",),
                topics=("inference-serving",),
            ),
            Term(
                "reinforcement-learning-from-human-feedback",
                "reinforcement learning from human feedback",
                "基于人类反馈的强化学习",
                "jīyú rénlèi fǎnkuì de qiánghuà xuéxí",
                abbr="RLHF",
                meaning=Meaning(
                    "Training with a reward learnt from people's choices.",
                    "用从人的偏好中学到的奖励来训练。",
                ),
                example=Example(en="RLHF made them usable.", zh="RLHF让它们变得可用。"),
                at=50.0,
                origin="argos",
                check=("numbers",),
            ),
            Term("gpt-4-class-model", "GPT-4-class model", "GPT-4级模型", "GPT-4 jí móxíng"),
        ),
        (
            Claim(
                "claim-ends",
                "Pre-training as we know it will end, because the data does not grow.",
                "我们所知道的预训练将会终结，因为数据不再增长。",
                said="um so pretraining will end because you know the data is not growing",
                terms=("pre-training",),
                at=401.0,
                origin="argos",
            ),
            Claim(
                "claim-price",
                "Serving costs more than training in the long run, so it is inference that "
                "decides the price.",
                "",
                terms=("inference",),
                at=911.0,
                check=("untranslated",),
            ),
            Claim("claim-nothing", "Nobody knows the words of this one.", ""),
        ),
    )


def chinese_talk() -> StudySet:
    """A talk in Chinese that shares a term with the English one."""
    return StudySet(
        Talk(
            "大模型的下一步：从预训练到智能体",
            "zh",
            "https://www.bilibili.com/video/BV1xx411c7mD",
            "2025-06-01",
            "林晓",
        ),
        "AI Talks::大模型的下一步",
        (
            Term(
                "pretraining",
                "pretraining",
                "预训练",
                "yù xùnliàn",
                example=Example(said="预训练这个事走到头了", zh="预训练这件事走到头了。"),
                at=61.0,
                topics=("language-models",),
            ),
            Term(
                "agent",
                "agent",
                "智能体",
                "zhìnéngtǐ",
                meaning=Meaning("A model that acts with tools.", "能使用工具行动的模型。"),
                example=Example(zh="今年大家都在做智能体，也就是agent。"),
                at=95.0,
            ),
        ),
        (
            Claim("claim-memory", "", "智能体需要长期记忆，否则每次对话都要从头开始。", at=130.0),
            Claim(
                "claim-tools",
                "An agent is only as good as its tools.",
                "一个智能体的好坏取决于它的工具。",
                terms=("agent",),
                at=140.0,
                speaker="林晓",
            ),
        ),
    )


# Strings that do something in Anki, a browser or a file format unless they are defused.
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "[sound:evil.mp3]",
    "[anki:tts lang=en_US]evil[/anki:tts]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "[$]x[/$] [$$]y[/$$]",
    "\\(x\\) \\[y\\]",
    "{{English}} {{#Key}}x{{/Key}}",
    "{{c1::evil::hint}} {{c2::x}}",
    "}} std::vector<int> ::",
    "<!--tts--> <!--include x-->",
    "a\x1fb\x00c\x07d",
    "\u202egnp.exe \u2066x\u2069 a\u200bb",
    "half \ud800 pair",
    "&lt;b&gt; &copy; AT&T",
    "=cmd|' /C calc'!A0",
    "#comment\twith tab\nand line",
    "line\u2028break\u2029here",
)


def hostile_talk() -> StudySet:
    """A talk whose every text is hostile, in every field there is."""
    terms = tuple(
        Term(
            f"term {i} {evil}",
            f"word {i} {evil}",
            f"词 {i} {evil}",
            f"cí {evil}",
            abbr=f"W{i} {evil}",
            meaning=Meaning(evil, f"意 {evil}"),
            heard_as=(f"heard {evil}",),
            example=Example(f"said {evil}", f"word {i} {evil} here", f"这里 词 {i} {evil}"),
            at=1.0,
            origin=evil,
            check=(evil,),
            near=(evil,),
            topics=(evil,),
        )
        for i, evil in enumerate(HOSTILE)
    )
    both = tuple(
        Claim(
            f"both {i} {evil}", f"{evil} en", f"{evil} 中", evil, (evil,), 2.0, evil, evil, (evil,)
        )
        for i, evil in enumerate(HOSTILE)
    )
    gaps = tuple(
        Claim(
            f"gap {i} {evil}", f"Before {evil} there is word {i} {evil} and then {evil} again.", ""
        )
        for i, evil in enumerate(HOSTILE)
    )
    evil = " ".join(HOSTILE)
    talk = Talk(evil, "en", 'https://youtu.be/x"><script>{{Key}}</script>', evil, evil)
    return StudySet(talk, f"AI Talks::{evil}", terms, both + gaps)
