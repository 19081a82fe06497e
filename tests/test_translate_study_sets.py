"""Study sets get their other language: claims, examples and terms, with reasons and a report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from translate_help import TableEngine, glossary_of, install_tiny

from cards.glossary import GlossaryEntry
from cards.study_set import Claim, Example, StudySet, Talk, Term
from translate import TranslationError, open_translator, translate_all, translate_cards
from translate.glossary import GlossaryTranslator
from translate.memory import Memory

GLOSSARY = glossary_of(
    ("large language model", "大语言模型"),
    GlossaryEntry("dropout", ("随机失活", "丢弃法"), "t", "", "", false_friends=("辍学",)),
    GlossaryEntry("head", ("注意力头",), "t", "", "", everyday=True),
    ("inference", "推理"),
    ("reasoning", "推理"),
)
EN = StudySet(
    Talk("A talk", "en"),
    "AI Talks::A talk",
    terms=(
        Term("dropout", "dropout", "随机失活", example=Example(said="We use dropout every day.")),
        Term("large-language-model", "large language model", ""),
    ),
    claims=(
        Claim("c1", "Large language models are not enough.", "", said="uh large ..."),
        Claim("c2", "The future is open.", "未来是开放的。", origin="you"),
    ),
)
ZH = StudySet(
    Talk("一个报告", "zh"), "AI Talks::报告", claims=(Claim("c3", "", "我们需要更好的数据集。"),)
)


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    return install_tiny(tmp_path_factory.mktemp("study"))


@pytest.fixture
def argos(packages):
    return open_translator("argos", packages=packages)


def test_claims_examples_and_terms_are_filled_in(argos):
    """The tiny package says 辍学; the glossary's word stands on the card."""
    done = translate_cards(EN, argos, GLOSSARY)
    assert done.claims[0] == replace(EN.claims[0], zh="只有大语言模型是不够的。", origin="argos")
    assert done.terms[0].example == Example(
        said="We use dropout every day.",
        en="We use dropout every day.",
        zh="我们每天都使用随机失活。",
    )
    assert (done.terms[1].zh, done.terms[1].origin) == ("大语言模型", "glossary")


def test_what_is_there_is_left_alone(argos):
    """A translation of the user's own, and everything else of the study set."""
    done = translate_cards(EN, argos, GLOSSARY)
    assert done.claims[1] == EN.claims[1]
    assert (done.talk, done.deck) == (EN.talk, EN.deck)
    assert translate_cards(done, argos, GLOSSARY) == done


def test_several_talks_of_both_languages_go_in_one_run(argos):
    """The report counts all of them; each gets its own direction."""
    (english, chinese), report = translate_all([EN, ZH], argos, GLOSSARY)
    assert english.claims[0].zh
    assert chinese.claims[0].en == "We need better data sets."
    assert (report.sentences, report.translated, report.remembered) == (3, {"argos": 3}, 0)
    assert (report.untranslated, report.suspect) == (0, 0)


def test_a_sentence_in_two_talks_is_translated_once(packages):
    """The engine is asked once for all distinct sentences."""
    engine = TableEngine({"The future is open.": "未来是开放的。"})
    study_set = replace(EN, terms=(), claims=(Claim("c", "The future is open.", ""),))
    _, report = translate_all([study_set, study_set], engine, GLOSSARY)
    assert (engine.calls, engine.asked) == (1, ["The future is open."])
    assert report.sentences == 1


def test_the_second_run_translates_nothing_and_says_so(argos, tmp_path):
    """Everything comes from memory, the study sets are equal."""
    with Memory(tmp_path / "m.sqlite") as memory:
        first, _ = translate_all([EN, ZH], argos, GLOSSARY, memory=memory)
        second, report = translate_all([EN, ZH], argos, GLOSSARY, memory=memory)
    assert second == first
    assert (report.translated, report.remembered) == ({}, 3)


def test_suspect_sentences_are_marked_on_claim_and_term():
    """A claim carries the reason itself, an example's reason stands at its term."""
    bad = {
        "Large language models are not enough.": "大语言模型大语言模型大语言模型大语言模型",
        "We use dropout every day.": "我们使用随机失活2024年。",
    }
    done, report = translate_all([EN], TableEngine(bad), GLOSSARY)
    assert done[0].claims[0].check == ("repetition",)
    assert done[0].terms[0].check == ("example-numbers",)
    assert report.suspect == 2


def test_an_empty_translation_says_why_and_an_earlier_reason_stays():
    """untranslated is added, and taken away again once there is a translation."""
    claim = Claim("c", "Nothing works.", "", check=("untranslated", "inferred"))
    study_set = replace(EN, terms=(), claims=(claim,))
    none = translate_cards(study_set, TableEngine({"Nothing works.": ""}), GLOSSARY).claims[0]
    assert (none.zh, none.check) == ("", ("inferred", "untranslated"))
    some = translate_cards(study_set, TableEngine({"Nothing works.": "什么都没用。"}), GLOSSARY)
    assert some.claims[0].check == ("inferred",)


def test_an_everyday_word_is_a_term_only_where_the_talk_uses_it_as_one():
    """ "Use your head" is not about attention heads."""
    table = {"Use your head.": "动动脑筋。"}
    plain = StudySet(Talk("t", "en"), "d", claims=(Claim("c", "Use your head.", ""),))
    assert translate_cards(plain, TableEngine(table), GLOSSARY).claims[0].check == ()
    talk = replace(plain, terms=(Term("head", "head", "注意力头"),))
    assert "term-missing" in translate_cards(talk, TableEngine(table), GLOSSARY).claims[0].check


def test_either_meaning_of_a_shared_chinese_word_is_right():
    """推理 may come out as inference or reasoning."""
    table = {"推理很重要。": "Reasoning is important.", "我们研究推理。": "We study inference."}
    claims = tuple(Claim(zh, "", zh) for zh in table)
    done = translate_cards(
        StudySet(Talk("t", "zh"), "d", claims=claims), TableEngine(table), GLOSSARY
    )
    assert [c.check for c in done.claims] == [(), ()]


def test_a_term_the_glossary_lacks_is_taken_from_its_sentences(argos):
    """The sentences agree on it, so it is taken, with the engine's name."""
    example = Example(said="We use computer vision every day.")
    terms = (Term("computer-vision", "computer vision", "", example=example),)
    done, report = translate_all([replace(EN, terms=terms)], argos, GLOSSARY)
    assert (done[0].terms[0].zh, done[0].terms[0].origin) == ("计算机视觉", "argos")
    assert report.terms == 1


def test_a_term_on_which_the_sentences_disagree_stays_open(argos):
    """Better no translation than a guess: the model has never seen the word."""
    example = Example(said="We use frobnication widgets every day.")
    terms = (Term("frobnication", "frobnication widgets", "", example=example),)
    done = translate_cards(replace(EN, terms=terms), argos, GLOSSARY)
    assert done.terms[0].zh == ""
    assert "untranslated" in done.terms[0].check


def test_disagreeing_readings_are_a_named_reason():
    """Every sentence puts the word another way."""
    frames = ("We talk about {}.", "I like {}.", "We do not need {}.")
    table = {}
    for i, frame in enumerate(frames):
        for word, zh in (("quux", f"怪物{'甲乙丙'[i]}"), ("piano", "钢琴"), ("camera", "相机")):
            table[frame.format(word)] = f"句{i}{zh}。"
    done = translate_cards(
        replace(EN, claims=(), terms=(Term("quux", "quux", ""),)), TableEngine(table), GLOSSARY
    )
    assert done.terms[0].zh == ""
    assert done.terms[0].check == ("untranslated", "readings-disagree")


def test_the_glossary_translator_invents_no_sentence():
    """Terms yes, sentences no."""
    translator = GlossaryTranslator(GLOSSARY)
    texts = ["Dropout", "large language models", "Dropout helps a lot."]
    assert [t.text for t in translator.translate(texts, "en", "zh")] == [
        "随机失活",
        "大语言模型",
        "",
    ]
    assert [t.text for t in translator.translate(["随机失活"], "zh", "en")] == ["dropout"]


def test_auto_takes_argos_where_a_package_is_and_the_glossary_elsewhere(tmp_path):
    """One direction is installed: the other says what would help, and how claims stand."""
    packages = install_tiny(tmp_path, ("zh", "en"))
    auto = open_translator("auto", packages=packages, glossary=GLOSSARY)
    (english, chinese), report = translate_all([EN, ZH], auto, GLOSSARY)
    assert chinese.claims[0].origin == "argos"
    assert (english.claims[0].zh, english.claims[0].check) == ("", ("untranslated",))
    assert english.terms[1].zh == "大语言模型"
    [note] = report.notes
    assert "studycards models install en zh" in note
    assert report.untranslated == 2


def test_argos_asked_for_by_name_fails_without_its_package(tmp_path):
    """No silent change of translator."""
    with pytest.raises(TranslationError, match="models install en zh"):
        translate_cards(EN, open_translator("argos", packages=tmp_path), GLOSSARY)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("google", {}, "auto, argos, libretranslate, chat, glossary"),
        ("libretranslate", {}, "--url"),
        ("chat", {"url": "http://localhost:1"}, "--model"),
        ("chat", {"model": "m"}, "--url"),
    ],
)
def test_a_translator_that_cannot_be_opened_is_told(name, options, message):
    """What is missing, before anything is read or sent."""
    with pytest.raises(TranslationError, match=message):
        open_translator(name, **options)


def test_a_plain_translator_of_somebody_else_works_too():
    """Only the Protocol's one method is needed."""
    from translate import Translation

    class Upper:
        name = "upper"

        def translate(self, sentences, source, target):
            return [Translation(s.upper(), self.name, ("looked-at",)) for s in sentences]

    done = translate_cards(EN, Upper(), GLOSSARY)
    assert done.claims[0].zh == "LARGE LANGUAGE MODELS ARE NOT ENOUGH."
    assert done.claims[0].check == ("looked-at",)
