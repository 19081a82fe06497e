"""Suspect sentences get a second try; what stays suspect stays marked."""

from __future__ import annotations

from translate_help import TableEngine

from translate.sentences import translate_sentences

LOOP = "阴性阴性阴性阴性阴性阴性"


def _one(engine, sentence):
    [done], _ = translate_sentences([sentence], engine, "en", "zh")
    return done


def test_all_sentences_go_to_the_engine_in_one_call():
    """One batch for the run, each sentence once, blanks and repeats not at all."""
    table = {f"It works {w}.": f"它{z}有效。" for w, z in (("well", "很"), ("now", "现在"))}
    engine = TableEngine(table)
    done, counts = translate_sentences([*table, "", *table], engine, "en", "zh")
    assert (engine.calls, engine.asked, counts.translated) == (1, list(table), 2)
    assert [t.text for t in done] == [*table.values(), "", *table.values()]


def test_a_loop_gives_way_to_another_wording():
    """The engine's next wording is tried before it is asked again."""
    engine = TableEngine({"The test was negative.": [LOOP, "测试结果是阴性。"]})
    done = _one(engine, "The test was negative.")
    assert (done.text, done.check, engine.calls) == ("测试结果是阴性。", (), 1)


def test_a_loop_in_all_wordings_is_tried_again_with_a_guard():
    """The guarded answer is taken when it is better."""
    engine = TableEngine(
        {"The test was negative.": [LOOP, LOOP + "阴性"]},
        {"The test was negative.": "测试是阴性。"},
    )
    done = _one(engine, "The test was negative.")
    assert (done.text, done.check, engine.calls) == ("测试是阴性。", (), 2)


def test_what_stays_a_loop_is_kept_and_marked():
    """Nothing better came: the text is there for whoever mends it, with the reason."""
    engine = TableEngine({"The test was negative.": [LOOP]}, {"The test was negative.": LOOP})
    done = _one(engine, "The test was negative.")
    assert done.text == LOOP
    assert "repetition" in done.check


def test_a_good_sentence_is_not_asked_for_twice():
    """Only the suspect ones go into the second batch."""
    table = {"The test was negative.": LOOP, "It works.": "它有效。"}
    engine = TableEngine(table)
    translate_sentences(list(table), engine, "en", "zh")
    assert engine.asked == [*table, "The test was negative."]


def test_chinese_comes_out_with_its_own_punctuation():
    """Half-width marks and stray spaces of the engine are gone."""
    done = _one(TableEngine({"Well, it works.": "嗯,它 有效."}), "Well, it works.")
    assert done.text == "嗯，它有效。"
