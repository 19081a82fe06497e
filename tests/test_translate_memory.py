"""Nothing is translated twice, and two runs at once do not hurt each other."""

from __future__ import annotations

import multiprocessing
import sqlite3

import pytest
from translate_help import TableEngine

from translate.engine import Hypothesis, TranslationError
from translate.memory import Memory, MemoryFileError, RememberingEngine
from translate.sentences import translate_sentences

TABLE = {"It works.": ["它有效。", "它工作。"], "It fails.": "它失败。"}


def test_what_was_said_comes_back_whole(tmp_path):
    """Text, score and the unknown mark survive; other keys do not see them."""
    answer = (Hypothesis("它有效。", -0.25, True), Hypothesis("它工作。", None))
    with Memory(tmp_path / "m.sqlite") as memory:
        memory.remember("k", [("It works.", answer)])
    with Memory(tmp_path / "m.sqlite") as memory:
        assert memory.recall("k", ["It works.", "It fails."]) == {"It works.": answer}
        assert memory.recall("other", ["It works."]) == {}
        assert memory.count() == 1


def test_the_second_run_asks_for_nothing(tmp_path):
    """The same sentences, the same engine: no call, the same translations."""
    path, engine = tmp_path / "m.sqlite", TableEngine(TABLE)
    with Memory(path) as memory:
        first, counts = translate_sentences(list(TABLE), engine, "en", "zh", memory=memory)
    assert (counts.translated, counts.remembered) == (2, 0)
    again = TableEngine({})
    with Memory(path) as memory:
        second, counts = translate_sentences(list(TABLE), again, "en", "zh", memory=memory)
    assert (counts.translated, counts.remembered) == (0, 2)
    assert (again.calls, second) == (0, first)


@pytest.mark.parametrize("change", ["version", "name", "direction"])
def test_another_engine_version_or_direction_is_asked_anew(tmp_path, change):
    """A new package translates anew; nothing of the old one is shown."""
    with Memory(tmp_path / "m.sqlite") as memory:
        RememberingEngine(TableEngine(TABLE), "en", "zh", memory).propose(list(TABLE))
        engine = TableEngine(TABLE, version="2" if change == "version" else "1")
        if change == "name":
            engine.name = "other"
        way = ("zh", "en") if change == "direction" else ("en", "zh")
        desk = RememberingEngine(engine, *way, memory)
        desk.propose(list(TABLE))
        assert (desk.asked, desk.remembered) == (2, 0)


def test_a_guarded_answer_is_remembered_apart_from_a_plain_one(tmp_path):
    """The second try of a sentence is another question."""
    with Memory(tmp_path / "m.sqlite") as memory:
        desk = RememberingEngine(TableEngine(TABLE, {"It works.": "好"}), "en", "zh", memory)
        plain, guarded = (desk.propose(["It works."], guarded=g)[0][0].text for g in (False, True))
        assert (plain, guarded) == ("它有效。", "好")


def test_an_empty_answer_is_not_remembered(tmp_path):
    """A server's bad moment must not last."""
    with Memory(tmp_path / "m.sqlite") as memory:
        RememberingEngine(TableEngine({"It works.": ""}), "en", "zh", memory).propose(["It works."])
        assert memory.count() == 0


def test_many_sentences_are_recalled_past_sqlites_variable_limit(tmp_path):
    """Thousands in one question."""
    sentences = [f"Sentence {i}." for i in range(3000)]
    with Memory(tmp_path / "m.sqlite") as memory:
        memory.remember("k", [(s, (Hypothesis(s),)) for s in sentences])
        assert len(memory.recall("k", sentences)) == 3000


def test_an_engine_with_the_wrong_number_of_answers_is_refused():
    """Answers that do not belong to their sentences are worse than none."""

    class Short(TableEngine):
        def propose(self, sentences, source, target, *, guarded=False):
            return super().propose(sentences, source, target)[:-1]

    with pytest.raises(TranslationError, match="1 answers to 2 sentences"):
        RememberingEngine(Short(TABLE), "en", "zh", None).propose(list(TABLE))


def test_a_file_that_is_no_memory_is_named_with_the_way_out(tmp_path):
    """The message says which file, and how to go on without it."""
    path = tmp_path / "m.sqlite"
    path.write_text("not a database, but long enough to look like a file with a header" * 20)
    with pytest.raises(MemoryFileError, match=r"m\.sqlite.*--no-memory"):
        Memory(path)


def test_a_damaged_row_is_an_error_that_can_be_mended(tmp_path):
    """Whatever another program wrote there, no traceback of json."""
    path = tmp_path / "m.sqlite"
    Memory(path).close()
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO answers VALUES ('k', 's', 'no json')")
    with Memory(path) as memory, pytest.raises(MemoryFileError, match="delete the file"):
        memory.recall("k", ["s"])


def _write(path, part):
    with Memory(path) as memory:
        for i in range(60):
            memory.remember("k", [(f"{part} {i} {j}", (Hypothesis("x"),)) for j in range(5)])


def test_two_processes_write_at_once(tmp_path):
    """Both runs' answers are there in the end, no run fails."""
    path = tmp_path / "m.sqlite"
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_write, args=(path, part)) for part in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0, 0]
    with Memory(path) as memory:
        assert memory.count() == 600
