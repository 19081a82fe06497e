"""Each check flags what it is for and stays silent on good sentences: tables of both."""

from __future__ import annotations

import pytest

from translate.engine import Hypothesis
from translate.quality import check_sentence, judged, repeats

# (check, source language, source, translation): each must be flagged, at least with this reason.
SUSPECT = [
    ("untranslated", "en", "Hello there, everybody.", "  "),
    ("repetition", "en", "The test was negative.", "测试结果是阴性阴性阴性阴性阴性阴性。"),
    ("repetition", "en", "The scene was bad.", "现场现场现场现场现场很糟糕。"),
    (
        "repetition",
        "en",
        "We like it a lot, all of us here.",
        "我们喜欢它，我们喜欢它，我们喜欢它，我们喜欢它。",
    ),
    ("repetition", "zh", "我们喜欢这个模型。", "We like the model the model the model the model."),
    (
        "repetition",
        "zh",
        "这是一个测试。",
        "This is a test. This is a test. This is a test. This is a test.",
    ),
    ("repetition", "zh", "它很大。", "It is very very very very very big."),
    (
        "repetition",
        "en",
        "What we learnt from building such large systems over many years is hard to say.",
        "我们的系统是大的系统，我们的系统是好的系统，我们的系统是新的系统，我们的系统是旧的系统，我们的系统是快的系统。",
    ),
    (
        "copied-source",
        "en",
        "We should read the old papers again.",
        "We should read the old papers again.",
    ),
    (
        "copied-source",
        "en",
        "We should read the old papers again.",
        "我们 should read the old papers 。",
    ),
    ("copied-source", "en", "It learns fast.", "it learns fast"),
    ("copied-source", "zh", "我们应该重读旧论文。", "We should 重读旧论文."),
    ("copied-source", "zh", "我们应该重读旧论文。", "我们应该重读旧论文。"),
    ("wrong-script", "en", "The model learns from text.", "Das Modell lernt aus Text."),
    ("wrong-script", "en", "The model learns from text.", "モデルはテキストから学ぶ。"),
    ("wrong-script", "en", "The model learns from text.", "模型от文本学习。"),
    ("wrong-script", "zh", "模型从文本中学习。", "。。。"),
    ("wrong-script", "zh", "模型从文本中学习。", "The model 는 learns from text."),
    ("numbers", "en", "We trained it on 2,048 GPUs.", "我们在2,084个GPU上训练了它。"),
    ("numbers", "en", "It has 70 billion parameters.", "它有70亿个参数。"),
    ("numbers", "en", "In 2017 the paper came out.", "这篇论文发表了。"),
    ("numbers", "en", "It has ten layers.", "它有很多层。"),
    ("numbers", "en", "The paper came out.", "这篇论文在2017年发表。"),
    ("numbers", "en", "The error is 3.5 percent.", "错误率是35%。"),
    ("numbers", "zh", "这个模型有十层。", "This model has many layers."),
    ("numbers", "zh", "它有1.5万亿个参数。", "It has 15 trillion parameters."),
    ("numbers", "zh", "我们用了三个月。", "It took us months."),
    ("names", "en", "An LSTM is a rotated ResNet, basically.", "LSTM基本上是旋转的残差。"),
    ("names", "en", "We wrote it in PyTorch.", "我们用火炬写的。"),
    ("names", "en", "They compared it with GPT-4.", "他们把它和GPT作了比较。"),
    ("names", "en", "My advisor was Geoffrey Hinton.", "我的导师是一位名人。"),
    ("names", "zh", "我们用PyTorch写的。", "We wrote it with a torch."),
    ("names", "zh", "LSTM是以前的模型。", "It is an earlier model."),
    (
        "length",
        "en",
        "If you have a very large data set and a very large network, success is certain.",
        "成功。",
    ),
    (
        "length",
        "en",
        "It works.",
        "它在所有的情况下对所有的人在所有的时间里都能够很好地工作并且不会出错。",
    ),
    (
        "length",
        "zh",
        "如果你有一个非常大的数据集和一个非常大的神经网络，那么成功就是必然的。",
        "Success.",
    ),
    ("unknown-token", "en", "The model learns.", "这个⁇学习。"),
    ("unknown-token", "en", "The model learns.", "模型<unk>学习。"),
    ("unknown-token", "en", "The model learns.", "模型�学习。"),
    ("unknown-token", "zh", "模型在学习。", "The model &quot;learns&quot;."),
]

# (source language, source, translation): nothing must be said of these.
GOOD = [
    ("en", "Thank you very, very much.", "非常非常感谢。"),
    ("en", "No, no, no, that is wrong.", "不，不，不，那是错的。"),
    ("en", "Ha ha ha ha ha!", "哈哈哈哈哈！"),
    ("en", "Let us look at it slowly.", "让我们慢慢地看看它。"),
    ("en", "Bigger and bigger and bigger models came.", "越来越大、越来越大的模型出现了。"),
    ("en", "Thanks.", "谢谢。"),
    ("en", "Pre-training", "预训练"),
    ("en", "GPT-4", "GPT-4"),
    ("en", "We trained it on 2,048 GPUs.", "我们在2048块GPU上训练了它。"),
    ("en", "It has 70 billion parameters.", "它有700亿个参数。"),
    ("en", "It has 70 billion parameters.", "它有70B参数。"),
    ("en", "It costs 1.5 million dollars.", "它要花150万美元。"),
    ("en", "It has ten layers.", "它有十层。"),
    ("en", "It has ten layers.", "它有10层。"),
    ("en", "Twenty-five people came.", "来了二十五个人。"),
    ("en", "One day we will know.", "总有一天我们会知道。"),
    ("en", "There are two kinds of people.", "有两种人。"),
    ("en", "Millions of people use it.", "数百万人使用它。"),
    ("en", "About 50 percent of them failed.", "其中大约50%失败了。"),
    ("en", "In the 1990s nobody believed it.", "在1990年代没有人相信它。"),
    ("en", "An LSTM is a rotated ResNet, basically.", "LSTM基本上是一个旋转过的ResNet。"),
    ("en", "My advisor was Geoffrey Hinton.", "我的导师是杰弗里·辛顿。"),
    ("en", "My advisor was Geoffrey Hinton.", "我的导师是Geoffrey Hinton。"),
    ("en", "On Monday I flew to China.", "星期一我飞往中国。"),
    (
        "en",
        "The paper is called Attention Is All You Need.",
        "这篇论文名为Attention Is All You Need。",
    ),
    ("en", "I think that AI's future is open.", "我认为AI的未来是开放的。"),
    ("en", "GPUs are expensive.", "GPU很贵。"),
    ("en", "It works, but nobody knows why.", "它有效，但没有人知道为什么。"),
    ("zh", "我们慢慢地试试看。", "We try it slowly."),
    ("zh", "非常非常感谢大家。", "Thank you all very, very much."),
    ("zh", "他一直在这里工作。", "He has always worked here."),
    ("zh", "这十分重要。", "This is very important."),
    ("zh", "万一失败了怎么办？", "What if it fails?"),
    ("zh", "千万不要这样做。", "Never do that."),
    ("zh", "三个月以后我们发布了它。", "Three months later we released it."),
    ("zh", "它有1.5万亿个参数。", "It has 1.5 trillion parameters."),
    ("zh", "二〇二四年，我们有三百人。", "In 2024 we had 300 people."),
    ("zh", "他考虑了几十种方法。", "He considered dozens of methods."),
    ("zh", "我们用PyTorch写的。", "We wrote it in PyTorch."),
    (
        "zh",
        "大模型时代的Scaling Law正在失效。",
        "The scaling law of the age of large models is failing.",
    ),
    ("zh", "好的。", "Okay, all right."),
    ("zh", "预训练", "pre-training"),
]


def _other(language: str) -> str:
    return "zh" if language == "en" else "en"


@pytest.mark.parametrize(("reason", "source", "original", "translated"), SUSPECT)
def test_a_bad_sentence_is_flagged(reason, source, original, translated):
    """The named reason is among those given."""
    assert reason in check_sentence(original, translated, source, _other(source))


@pytest.mark.parametrize(("source", "original", "translated"), GOOD)
def test_a_good_sentence_is_not_flagged(source, original, translated):
    """No reason at all: a false alarm costs somebody's time."""
    assert check_sentence(original, translated, source, _other(source)) == ()


def test_a_missing_glossary_word_is_a_reason():
    """The terminology step tells which words did not come out."""
    assert check_sentence(
        "Dropout helps.", "辍学有帮助。", "en", "zh", missing_terms=["Dropout"]
    ) == ("term-missing",)


def test_a_name_that_the_glossary_has_under_another_word_is_excused():
    """LSTM may come out as 长短期记忆网络 when that is its accepted name."""
    original, translated = "An LSTM remembers.", "长短期记忆网络能够记住。"
    assert check_sentence(original, translated, "en", "zh") == ("names",)
    assert check_sentence(original, translated, "en", "zh", excused=["LSTM"]) == ()


@pytest.mark.parametrize(
    ("score", "unknown", "reasons"),
    [
        (-0.3, False, ()),
        (-2.5, False, ("low-score",)),
        (-0.3, True, ("unknown-token",)),
        (None, False, ()),
    ],
)
def test_what_the_engine_says_of_itself_counts(score, unknown, reasons):
    """A guess and a piece without a symbol are reasons; an engine without scores is not blamed."""
    wording = Hypothesis("它有效。", score, unknown)
    assert judged("It works.", wording, "en", "zh", "argos").check == reasons


def test_reasons_come_in_a_fixed_order():
    """Two things wrong at once are both named, always in the same order."""
    reasons = check_sentence("It has 10 layers in PyTorch.", "层层层层层层层层", "en", "zh")
    assert reasons == ("repetition", "numbers", "names")


def test_a_loop_in_the_source_excuses_one_in_the_translation():
    """A speaker who repeats is translated repeating."""
    assert not repeats("再来，再来，再来，再来，再来", "again again again again again")
    assert repeats("再来，再来，再来，再来，再来", "once again")
