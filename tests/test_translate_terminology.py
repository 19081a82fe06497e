"""Glossary words come out as the glossary says, and nothing else changes."""

from __future__ import annotations

import pytest
from tiny_model.sentences import Pair, terms, unseen_pairs
from translate_help import TableEngine, install_tiny

from translate.argos import ArgosTranslator
from translate.sentences import translate_sentences
from translate.terminology import (
    PlainTerms,
    TermRule,
    agreed,
    differing,
    missing,
    replace_wrong,
    says,
    swap,
)

GRADIENT = TermRule(("gradient descent",), ("梯度下降", "梯度下降法"), "梯度下降")
LAYER = TermRule(("layer",), ("层",), "层", wrong=("楼层",))
TUNING = TermRule(("微调",), ("fine-tuning", "fine-tune"), "fine-tuning")
AGENT = TermRule(("智能体",), ("agent",), "agent")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Gradient descent works.", ["Gradient descent"]),
        ("We use gradient-descent and layers.", ["gradient-descent", "layers"]),
        ("The gradient. Descent is next.", []),
        ("A player is no layer cake.", ["layer"]),
        ("", []),
    ],
)
def test_plain_terms_are_found_in_any_spelling_but_not_across_a_stop(sentence, found):
    """English terms match inflected and hyphenated, in one clause only."""
    uses = PlainTerms([GRADIENT, LAYER], "en").find(sentence)
    assert [sentence[u.start : u.end] for u in uses] == found


def test_the_longest_chinese_term_wins():
    """大语言模型 is one term, not 语言模型 behind a 大."""
    rules = [
        TermRule((zh,), (en,), en)
        for zh, en in (("语言模型", "language model"), ("大语言模型", "large language model"))
    ]
    uses = PlainTerms(rules, "zh").find("大语言模型也是语言模型。")
    assert [u.rule.preferred for u in uses] == ["large language model", "language model"]


@pytest.mark.parametrize(
    ("text", "rule", "target", "there"),
    [
        ("我们用梯度下降法。", GRADIENT, "zh", True),
        ("我们用坡度。", GRADIENT, "zh", False),
        ("它在第三楼层。", LAYER, "zh", False),
        ("楼层里有一层。", LAYER, "zh", True),
        ("We fine-tuned it; fine tuning is cheap.", TUNING, "en", True),
        ("Finetuning is cheap.", TUNING, "en", True),
        ("Agents act.", AGENT, "en", True),
        ("The agency acts.", AGENT, "en", False),
    ],
)
def test_a_right_form_is_recognised(text, rule, target, there):
    """Any accepted form counts, in any spelling, but not inside a known wrong form."""
    assert says(text, rule, target) is there


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("An intelligent body acts.", "intelligent body", "agent", "An agent acts."),
        ("A big speech model.", "big speech model", "agent", "An agent."),
        ("Intelligent bodies act.", "Intelligent bodies", "agent", "Agents act."),
        ("Small adjustments help.", "Small adjustments", "fine-tuning", "Fine-tuning help."),
        ("The prize models win.", "prize models", "reward model", "The reward models win."),
        ("It is an LLM.", "LLM", "transformer", "It is a transformer."),
        ("See tactics.", "tactics", "policy", "See policies."),
    ],
)
def test_english_is_swapped_in_with_its_article_case_and_number(text, old, new, expected):
    """What stands around the word fits the new one."""
    start = text.index(old)
    assert swap(text, start, start + len(old), new, "en") == expected


def test_a_wrong_form_is_replaced_only_as_often_as_the_term_is_said():
    """One use and two places: which one is the term's is a guess, so nothing is changed."""
    uses = PlainTerms([LAYER], "en").find("one layer")
    assert replace_wrong("一个楼层", uses, ("楼层",), "zh") == "一个层"
    assert replace_wrong("楼层和楼层", uses, ("楼层",), "zh") is None


@pytest.mark.parametrize(
    ("outputs", "target", "own"),
    [
        (["我们谈谈变压器。", "我们谈谈钢琴。", "我们谈谈相机。"], "zh", "变压器"),
        (
            ["We talk about the slope fall.", "We talk about pianos.", "We talk about cameras."],
            "en",
            "slope fall",
        ),
        (["我喜欢它。", "我喜欢它。", "我喜欢它。"], "zh", ""),
    ],
)
def test_a_words_own_translation_is_what_other_words_do_not_share(outputs, target, own):
    """The carrier's beginning and end are trimmed; equal outputs leave nothing."""
    assert differing(outputs, target) == own


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (["甲", "甲", "乙"], "甲"),
        (["甲", "乙"], None),
        (["甲"], None),
        ([], None),
        (["甲", "甲", "乙", "丙"], None),
    ],
)
def test_readings_agree_when_most_sentences_say_the_same(readings, expected):
    """More than half, and at least two."""
    assert agreed(readings) == expected


def test_a_correction_that_would_take_another_term_away_is_not_made():
    """A learnt wrong form may hold another term of the sentence."""
    table = {
        "Agents need gradient descent.": "智能体需要坡度下降。",
        "We talk about gradient descent.": "我们谈谈需要坡度下降。",
    }
    rules = [
        TermRule(("agent",), ("智能体",), "智能体"),
        TermRule(("gradient descent",), ("梯度下降",), "梯度下降", wrong=("智能体需要坡度下降",)),
    ]
    [done], _ = translate_sentences(
        list(table)[:1], TableEngine(table), "en", "zh", terms=PlainTerms(rules, "en")
    )
    assert "智能体" in done.text
    assert "term-missing" in done.check


def test_the_wording_that_has_the_term_is_taken_if_it_is_whole():
    """A truncated wording has the term too, and is left."""
    sentence = "Every student of the course should understand gradient descent well."
    full, cut, good = (
        "每个学生都应该好好理解坡度。",
        "梯度下降。",
        "每个学生都应该好好理解梯度下降。",
    )
    engine = TableEngine({sentence: [full, cut, good]})
    [done], _ = translate_sentences(
        [sentence], engine, "en", "zh", terms=PlainTerms([GRADIENT], "en")
    )
    assert (done.text, done.check) == (good, ())


def _carried(**readings: str) -> dict[str, str]:
    """The translations of the carrier sentences with each word in them."""
    frames = {"We talk about {}.": "我们谈谈{}。", "I like {}.": "我喜欢{}。"}
    frames["We do not need {}."] = "我们不需要{}。"
    return {e.format(w): z.format(r) for w, r in readings.items() for e, z in frames.items()}


def test_a_wrong_word_is_learnt_from_carrier_sentences():
    """Nobody told that the model says 坡; asked in short sentences, it shows."""
    table = {
        "The gradient is small here.": "这里的坡度很小。",
        **_carried(gradient="坡度", piano="钢琴", camera="相机", garden="花园"),
    }
    rules = [TermRule(("gradient",), ("梯度",), "梯度")]
    engine = TableEngine(table)
    [done], _ = translate_sentences(
        ["The gradient is small here."], engine, "en", "zh", terms=PlainTerms(rules, "en")
    )
    assert (done.text, done.check) == ("这里的梯度很小。", ())
    assert engine.calls == 2  # the sentence, then all carriers together


def test_where_nothing_is_learnt_a_noun_the_model_knows_stands_in():
    """The model says the word another way in each sentence; with a piano there it is clear."""
    sentence = "The gradient is small here."
    table = {
        sentence: "这里小。",
        "The piano is small here.": "这里的钢琴很小。",
        **_carried(gradient="什么", piano="钢琴", camera="相机", garden="花园"),
    }
    rules = [TermRule(("gradient",), ("梯度",), "梯度")]
    [done], _ = translate_sentences(
        [sentence], TableEngine(table), "en", "zh", terms=PlainTerms(rules, "en")
    )
    assert (done.text, done.check) == ("这里的梯度很小。", ())


def test_what_cannot_be_put_in_safely_is_marked():
    """No way worked: the engine's sentence stays as it is, with the reason."""
    table = {"The gradient is small here.": "这里的东西很小。"}
    rules = [TermRule(("gradient",), ("梯度",), "梯度")]
    [done], _ = translate_sentences(
        list(table), TableEngine(table), "en", "zh", terms=PlainTerms(rules, "en")
    )
    assert (done.text, done.check) == ("这里的东西很小。", ("term-missing",))


def _rules(source: str, target: str) -> list[TermRule]:
    """The glossary of the tiny models; for every second term its wrong form is known.

    It must be known where it holds the right one (楼层 for 层), or nobody could see that it is
    wrong.
    """
    rules = []
    for i, term in enumerate(terms()):
        right, wrong = getattr(term, target), getattr(term, f"wrong_{target}")
        known = (wrong,) if wrong and (i % 2 or right in wrong) else ()
        rules.append(TermRule((getattr(term, source),), (right,), right, wrong=known))
    return rules


def _corrected(text: str, pair: Pair, target: str) -> str:
    """The model's own sentence with its wrong words replaced by the right ones, nothing else."""
    low = text
    for term in sorted(pair.terms, key=lambda t: -len(getattr(t, f"wrong_{target}"))):
        wrong, right = getattr(term, f"wrong_{target}"), getattr(term, target)
        if wrong:
            low = low.replace(wrong, right).replace(_capital(wrong), _capital(right))
    return low


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


@pytest.fixture(scope="module")
def argos(tmp_path_factory):
    return ArgosTranslator(directory=install_tiny(tmp_path_factory.mktemp("argos")))


@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("zh", "en")])
def test_two_hundred_sentences_keep_their_terms_and_stay_whole(source, target, argos):
    """The model prefers wrong words; corrected, 95 % of the terms are right, none broken."""
    pairs = unseen_pairs(200, wrong_side=target)
    texts = [getattr(pair, source) for pair in pairs]
    finder = PlainTerms(_rules(source, target), source)
    plain, _ = translate_sentences(texts, argos, source, target)
    done, _ = translate_sentences(texts, argos, source, target, terms=finder)
    uses = [(use, t) for text, t in zip(texts, done, strict=True) for use in finder.find(text)]
    before = [(u, t) for text, t in zip(texts, plain, strict=True) for u in finder.find(text)]
    without, adherence = _share(before, target), _share(uses, target)
    print(f"{source} to {target}: {adherence:.3f} of {len(uses)} terms, {without:.3f} uncorrected")
    assert without < 0.6  # the task is real
    assert adherence >= 0.95
    broken = [
        (text, p.text, d.text)
        for text, pair, p, d in zip(texts, pairs, plain, done, strict=True)
        if d.text not in (getattr(pair, target), _corrected(p.text, pair, target))
    ]
    assert broken == []


def _share(uses, target) -> float:
    return sum(not missing([use], text.text, target) for use, text in uses) / len(uses)
