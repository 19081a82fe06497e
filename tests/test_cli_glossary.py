"""glossary, vocabulary and explain: what they print, and the deck of the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_help import SEEDS, TALK, files_in, run
from decks_samples import anki

from cards.glossary import load_glossary
from decks.vocabulary import vocabulary_sets


def test_find_shows_an_entry_fully() -> None:
    """Names, reading, both meanings, variants, mishearings, false friends, topic."""
    result = run("glossary", "find", "reinforcement", "learning")
    assert result.exit_code == 0
    for part in ("RL", "强化学习", "qiánghuà xuéxí", "增强学习", "強化學習", "强化学系", "topic: "):
        assert part in result.stdout


def test_find_says_that_a_word_is_misspelled() -> None:
    """What it shows instead is said on standard error."""
    result = run("glossary", "find", "transfomer", "-n", "1")
    assert result.stdout.startswith("Transformer")
    assert "'transfomer' is not in the glossary; similar:" in result.stderr


def test_find_fails_where_nothing_is_found() -> None:
    """Exit code 1, one line."""
    result = run("glossary", "find", "zzzqqq")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 'zzzqqq' is not in the glossary")


def test_topics_count_all_entries() -> None:
    """A line a topic, and the sum is the total."""
    lines = run("glossary", "topics").stdout.splitlines()
    counts = [int(line.split()[0].replace(",", "")) for line in lines]
    assert sum(counts[:-1]) == counts[-1] == len(load_glossary().entries) >= 2500
    assert len(counts) == 32


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "my.yaml"
    path.write_text(
        "topic: mine\nentries:\n- en: widget\n  zh: [部件]\n"
        "  meaning: {en: A part of something., zh: 某物的一部分。}\n",
        "utf-8",
    )
    return path


def test_check_is_quiet_about_a_good_file(own: Path) -> None:
    """Nothing on standard output, exit code 0."""
    result = run("glossary", "check", own)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 entry without a fault" in result.stderr


def test_check_lists_every_fault(own: Path) -> None:
    """All of them, as file:line: what; exit code 1."""
    own.write_text(own.read_text("utf-8").replace("[部件]", "[part]\n  colour: red"), "utf-8")
    result = run("glossary", "check", own)
    assert result.exit_code == 1
    assert result.stdout == f"{own}:5: " + result.stdout.split(": ", 1)[1]
    own.write_text(own.read_text("utf-8").replace("  colour: red\n", ""), "utf-8")
    own.write_text(own.read_text("utf-8").replace("一部分。", "一部分"), "utf-8")
    lines = run("glossary", "check", own).stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{own}:4", f"{own}:5"]


def test_own_entries_are_found(own: Path) -> None:
    """--glossary on find."""
    assert "部件" in run("glossary", "find", "widget", "--glossary", own).stdout


def test_the_vocabulary_is_one_note_an_entry(tmp_path: Path) -> None:
    """In real Anki: no duplicates, no empty card, a subdeck for each topic."""
    deck = tmp_path / "v.apkg"
    result = run("vocabulary", "-o", deck)
    assert result.exit_code == 0, result.stderr
    log, notes, empty = anki(["import_", deck], ["notes"], ["empty_cards"])
    entries = load_glossary().entries
    assert {k: v for k, v in log.items() if v} == {"new": len(entries)}
    assert len({n["guid"] for n in notes}) == len(entries)
    assert empty == 0
    assert len({d for n in notes for d in n["decks"]}) == len(load_glossary().topics)


def test_the_vocabulary_of_some_topics(tmp_path: Path) -> None:
    """By key or by name in either language."""
    glossary = load_glossary()
    names = [["reasoning"], ["Reasoning and test-time compute"], ["推理与测试时计算"]]
    sets = [vocabulary_sets(glossary, name) for name in names]
    assert sets[0] == sets[1] == sets[2]
    assert len(sets[0][0].terms) == sum(e.topic == "reasoning" for e in glossary.entries)


def test_vocabulary_and_talk_share_their_notes(tmp_path: Path) -> None:
    """Learnt in one counts in the other: the same GUIDs; and the talk's sentence stays."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    run("build", tmp_path / "talk.txt", "-o", tmp_path / "t.apkg")
    run("vocabulary", "-o", tmp_path / "v.apkg")
    _, before, log, after = anki(
        ["import_", tmp_path / "t.apkg"], ["notes"], ["import_", tmp_path / "v.apkg"], ["notes"]
    )
    terms = [n for n in before if n["type"] == "Studycards Term"]
    assert log["duplicate"] == len(terms)
    assert log["updated"] == 0
    kept = {n["guid"]: n["fields"] for n in after}
    assert all(kept[n["guid"]] == n["fields"] for n in before)


def test_the_talks_sentence_comes_to_a_vocabulary_note(tmp_path: Path) -> None:
    """The other way round: who learns the vocabulary first gets the example with the talk."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    run("build", tmp_path / "talk.txt", "-o", tmp_path / "t.apkg")
    run("vocabulary", "-o", tmp_path / "v.apkg")
    _, log, notes = anki(
        ["import_", tmp_path / "v.apkg"], ["import_", tmp_path / "t.apkg"], ["notes"]
    )
    assert log["updated"] >= 5
    assert any("Example1EN" in n["fields"] and n["fields"]["Example1EN"] for n in notes)


def test_a_rebuilt_vocabulary_is_the_same(tmp_path: Path) -> None:
    """Same bytes, so that Anki finds nothing new."""
    run("vocabulary", "--topic", "reasoning", "-o", tmp_path / "v.apkg")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    result = run("vocabulary", "--topic", "reasoning", "-o", tmp_path / "v.apkg")
    assert "0 new, 0 changed" in result.stdout
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, "utf-8")
    return path


def test_explain_says_why_everything_was_chosen_or_not(talk: Path) -> None:
    """Terms and claims, chosen and refused, with score and reason."""
    text = run("explain", talk).stdout
    assert re.search(r"\d+ terms chosen", text)
    assert re.search(r"\d+ claims chosen", text)
    assert re.search(r"\d\.\d\d  knowledge distillation · 知识蒸馏", text)
    assert re.search(r"\d+ claims refused:\n.*\n        \w+", text)


@pytest.mark.parametrize("name", ["knowledge distillation", "知识蒸馏", "Knowledge Distillations"])
def test_explain_a_chosen_term(talk: Path, name: str) -> None:
    """By any of its names: verdict, score, where it stands in the glossary and in the talk."""
    text = run("explain", talk, name).stdout
    assert "chosen; score" in text
    assert re.search(r"from the glossary \([\w-]+\.yaml:\d+, topic [\w-]+\)", text)
    assert "talk about knowledge distillation" in text


def test_explain_a_claim(talk: Path) -> None:
    """Words of a sentence: the candidate, its verdict and its reasons."""
    text = run("explain", talk, "vanished", "completely").stdout
    assert "was not met in this talk" in text
    text = run("explain", talk, "Thank you very much").stdout
    assert re.search(r"refused: \w+", text)


def test_explain_a_term_that_was_not_met(talk: Path) -> None:
    """What was looked for; for an unknown word what is near."""
    text = run("explain", talk, "backpropagation").stdout
    assert "'backpropagation' was not met in this talk" in text
    assert "looked for were backpropagation, " in text
    assert "反向传播" in text
    text = run("explain", talk, "backpropogation").stdout
    assert "it is not in the glossary; near it are backpropagation · 反向传播" in text
    text = run("explain", talk, "zzzqqq").stdout
    assert "`--glossary FILE` adds terms of your own" in text


def test_explain_a_mishearing() -> None:
    """The sample talk says oh one and Deep Sick; what was repaired is shown."""
    text = run("explain", next(SEEDS.glob("*.txt"))).stdout
    assert "misheard as" in text


def test_explain_writes_nothing(talk: Path) -> None:
    """It only reads."""
    run("explain", talk)
    assert files_in(talk.parent) == ["talk.txt"]
