"""build, extract and pack: what they write, keep, refuse and say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_help import CHINESE_TALK, OTHER_TALK, TALK, files_in, run
from decks_samples import anki

from cards.card_file import read_card_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with one talk, as users have it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    return tmp_path


def notes_in(deck: Path) -> list[dict]:
    """Return the notes that Anki has after importing a deck; the import must be clean."""
    log, notes, empty = anki(["import_", deck], ["notes"], ["empty_cards"])
    assert {k: v for k, v in log.items() if v and k != "new"} == {}
    assert empty == 0
    return notes


def test_build_writes_deck_card_file_and_times(folder: Path) -> None:
    """Three files beside one another, and nothing half-written."""
    result = run("build", "talk.txt", "-o", "my.apkg")
    assert result.exit_code == 0, result.stderr
    assert files_in(folder) == ["my.apkg", "my.cards.yaml", "my.cards.yaml.lock", "talk.txt"]


def test_build_names_the_deck_after_the_talks_file(folder: Path) -> None:
    """Without -o, in the folder one is in."""
    assert run("build", "talk.txt").exit_code == 0
    assert "talk.apkg" in files_in(folder)


def test_the_deck_imports_into_anki(folder: Path) -> None:
    """Every term and claim is a note, no card is empty."""
    run("build", "talk.txt")
    study_set = read_card_file(folder / "talk.cards.yaml").study_set
    notes = notes_in(folder / "talk.apkg")
    assert len(notes) == len(study_set.terms) + len(study_set.claims)
    assert {"Studycards Term", "Studycards Cloze"} == {n["type"] for n in notes}


def test_build_says_what_one_got(folder: Path) -> None:
    """Terms, claims, cards, who translated, where the files are, how to import."""
    result = run("build", "talk.txt")
    study_set = read_card_file(folder / "talk.cards.yaml").study_set
    assert "Small Models That Reason (English, 2026-02-03)" in result.stdout
    assert f"{len(study_set.terms)} terms, {len(study_set.claims)} claims" in result.stdout
    assert re.search(r"terms: \d+ by the glossary", result.stdout)
    assert re.search(r"claims: \d+ without a translation", result.stdout)
    assert re.search(r"talk\.apkg: \d+ cards \(\d+ of terms, \d+ to fill in\)", result.stdout)
    assert "File > Import" in result.stdout
    assert "studycards pack talk.cards.yaml -o talk.apkg" in result.stdout


def test_without_a_model_build_says_how_to_get_one(folder: Path) -> None:
    """One line on standard error, with the command."""
    result = run("build", "talk.txt")
    assert result.stderr.count("\n") == 1
    assert "`studycards models install en zh`" in result.stderr


def test_building_again_changes_nothing(folder: Path) -> None:
    """Same talk, same bytes, all notes unchanged: Anki will leave them alone."""
    run("build", "talk.txt")
    before = {p: p.read_bytes() for p in folder.iterdir()}
    result = run("build", "talk.txt")
    assert {p: p.read_bytes() for p in folder.iterdir()} == before
    assert "0 new, 0 changed" in result.stdout


def test_building_again_keeps_what_the_user_changed(folder: Path) -> None:
    """A corrected word stays in the card file and is in the deck."""
    run("build", "talk.txt")
    path = folder / "talk.cards.yaml"
    text = path.read_text("utf-8")
    assert "zh: 知识蒸馏\n" in text
    path.write_text(text.replace("zh: 知识蒸馏\n", "zh: 我的蒸馏\n", 1), "utf-8")
    result = run("build", "talk.txt")
    assert "1 card as you changed them" in result.stdout
    assert "zh: 我的蒸馏\n" in path.read_text("utf-8")
    notes = notes_in(folder / "talk.apkg")
    assert "我的蒸馏" in [re.sub("<[^>]+>", "", n["fields"]["Chinese"]) for n in notes]


def test_extracting_again_keeps_what_the_user_changed(folder: Path) -> None:
    """The same for the card file alone."""
    run("extract", "talk.txt", "-o", "c.yaml")
    path = folder / "c.yaml"
    path.write_text(path.read_text("utf-8").replace("zh: 知识蒸馏\n", "zh: 我的蒸馏\n", 1), "utf-8")
    edited = path.read_bytes()
    assert run("extract", "talk.txt", "-o", "c.yaml").exit_code == 0
    assert path.read_bytes() == edited


def test_a_card_file_of_another_talk_is_not_touched(folder: Path) -> None:
    """Building a second talk onto the first one's files is refused with a reason."""
    run("build", "talk.txt", "-o", "d.apkg")
    before = {p: p.read_bytes() for p in folder.iterdir()}
    (folder / "other.txt").write_text(OTHER_TALK, "utf-8")
    result = run("build", "other.txt", "-o", "d.apkg")
    assert result.exit_code == 1
    assert (
        "d.cards.yaml: holds the cards of another talk, 'Small Models That Reason'" in result.stderr
    )
    assert {p: p.read_bytes() for p in before} == before


def test_a_file_that_is_no_card_file_is_not_written_over(folder: Path) -> None:
    """-o notes.yaml with somebody's notes in it."""
    (folder / "notes.yaml").write_text("my: notes\n", "utf-8")
    result = run("extract", "talk.txt", "-o", "notes.yaml")
    assert result.exit_code == 1
    assert "notes.yaml:1: is no card file" in result.stderr
    assert (folder / "notes.yaml").read_text("utf-8") == "my: notes\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "talk.txt", "-o", "talk.txt"),
        ("extract", "talk.txt", "-o", "./talk.txt"),
        ("extract", "talk.txt", "-o", "link.yaml"),
        ("build", "talk.txt", "-o", "d.apkg", "--cards", "talk.txt"),
        ("build", "talk.txt", "-o", "d.apkg", "--tsv", "talk.txt"),
        ("build", "talk.txt", "-o", "d.apkg", "--tsv", "d.cards.yaml"),
        ("preview", "talk.txt", "-o", "talk.txt"),
    ],
)
def test_an_input_is_never_written_over(folder: Path, arguments: tuple[str, ...]) -> None:
    """Under whatever name it is given, nor one output over another."""
    (folder / "link.yaml").symlink_to("talk.txt")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "would be written over another file of this command" in result.stderr
    assert (folder / "talk.txt").read_text("utf-8") == TALK
    assert files_in(folder) == ["link.yaml", "talk.txt"]


def test_a_folder_that_is_not_there_is_named_before_any_work(folder: Path) -> None:
    """Not after minutes of translation."""
    result = run("build", "talk.txt", "-o", "no/d.apkg")
    assert result.exit_code == 1
    assert "there is no folder no; make it first" in result.stderr


def test_extract_prints_the_card_file(folder: Path) -> None:
    """YAML on standard output, everything else on standard error; no file."""
    result = run("extract", "talk.txt")
    assert result.stdout.startswith("# Made by studycards")
    assert "found" in result.stderr
    assert files_in(folder) == ["talk.txt"]


def test_extract_json_is_the_same_for_programs(folder: Path) -> None:
    """--json on standard output parses as it is."""
    data = json.loads(run("extract", "talk.txt", "--json").stdout)
    assert data["studycards"] == 1
    assert data["talk"]["title"] == "Small Models That Reason"
    assert {"knowledge distillation", "pre-training"} <= {t["en"] for t in data["terms"]}
    assert data["claims"]


def test_a_talk_comes_from_standard_input(folder: Path) -> None:
    """`-` reads it; the deck is named after the title."""
    result = run("build", "-", stdin=TALK)
    assert result.exit_code == 0, result.stderr
    assert "Small-Models-That-Reason.apkg" in files_in(folder)


def test_a_chinese_talk_gets_english_terms(folder: Path) -> None:
    """The other direction, found by itself."""
    (folder / "zh.txt").write_text(CHINESE_TALK, "utf-8")
    data = json.loads(run("extract", "zh.txt", "--json").stdout)
    assert data["talk"]["language"] == "zh"
    assert ("fine-tuning", "微调") in {(t["en"], t["zh"]) for t in data["terms"]}


def test_max_terms_and_max_claims_are_limits(folder: Path) -> None:
    """The most important ones stay."""
    data = json.loads(
        run("extract", "talk.txt", "--json", "--max-terms", "4", "--max-claims", "2").stdout
    )
    assert (len(data["terms"]), len(data["claims"])) == (4, 2)


def test_a_users_glossary_wins(folder: Path) -> None:
    """--glossary: the user's Chinese is on the card."""
    (folder / "my.yaml").write_text(
        "topic: mine\nentries:\n- en: knowledge distillation\n  zh: [知识提炼]\n"
        "  meaning: {en: Teaching a small model by a large one., zh: 用大模型教小模型。}\n",
        "utf-8",
    )
    data = json.loads(run("extract", "talk.txt", "--json", "--glossary", "my.yaml").stdout)
    assert "知识提炼" in {t["zh"] for t in data["terms"]}


def test_a_wrong_glossary_is_refused_with_its_line(folder: Path) -> None:
    """Before any work; nothing is written."""
    (folder / "my.yaml").write_text("topic: mine\nentries:\n- en: x\n  zh: [甲]\n", "utf-8")
    result = run("build", "talk.txt", "--glossary", "my.yaml")
    assert result.exit_code == 1
    assert "Error: my.yaml:3: entry 'x': `meaning:` is missing" in result.stderr
    assert files_in(folder) == ["my.yaml", "talk.txt"]


def test_several_talks_each_get_their_own(folder: Path) -> None:
    """Without -o: a deck and a card file each."""
    (folder / "other.txt").write_text(OTHER_TALK, "utf-8")
    assert run("build", "talk.txt", "other.txt").exit_code == 0
    assert {"talk.apkg", "talk.cards.yaml", "other.apkg", "other.cards.yaml"} <= set(
        files_in(folder)
    )


def test_several_talks_in_one_package_keep_their_decks(folder: Path) -> None:
    """A deck for each talk inside, a card file for each beside it; a shared term is one note."""
    (folder / "other.txt").write_text(OTHER_TALK, "utf-8")
    result = run("build", "talk.txt", "other.txt", "-o", "all.apkg")
    assert result.exit_code == 0, result.stderr
    assert {"all.apkg", "talk.cards.yaml", "other.cards.yaml", "all.apkg.lock"} <= set(
        files_in(folder)
    )
    notes = notes_in(folder / "all.apkg")
    assert len({n["guid"] for n in notes}) == len(notes)
    tags = next(n["tags"] for n in notes if "knowledge distillation" in n["fields"]["English"])
    assert len([tag for tag in tags if tag.startswith("talk::")]) == 2


def test_together_makes_one_deck(folder: Path) -> None:
    """Named as the file."""
    (folder / "zh.txt").write_text(CHINESE_TALK, "utf-8")
    result = run("build", "talk.txt", "zh.txt", "-o", "all.apkg", "--together")
    assert result.exit_code == 0, result.stderr
    assert {deck for n in notes_in(folder / "all.apkg") for deck in n["decks"]} == {"AI Talks::all"}


def test_a_folder_of_talks_is_built(folder: Path) -> None:
    """Each transcript in it is a talk; with -o FOLDER the decks go there."""
    talks = folder / "talks"
    talks.mkdir()
    (talks / "a.txt").write_text(TALK, "utf-8")
    (talks / "b.txt").write_text(OTHER_TALK, "utf-8")
    (folder / "out").mkdir()
    assert run("build", "talks", "-o", "out").exit_code == 0
    assert {"a.apkg", "b.apkg"} <= set(files_in(folder / "out"))
    assert files_in(talks) == ["a.txt", "b.txt"]


def test_two_talks_of_one_name_do_not_meet(folder: Path) -> None:
    """a/talk.txt and b/talk.txt."""
    for name, text in (("a", TALK), ("b", OTHER_TALK)):
        (folder / name).mkdir()
        (folder / name / "talk.txt").write_text(text, "utf-8")
    assert run("build", "a/talk.txt", "b/talk.txt").exit_code == 0
    assert {"talk.apkg", "talk-2.apkg"} <= set(files_in(folder))


def test_an_unreadable_talk_is_named_and_the_others_are_built(folder: Path) -> None:
    """Exit code 1, a line for it, the other deck is there."""
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    result = run("build", "bad.txt", "talk.txt", "missing.txt", "-o", "all.apkg")
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert [line.split(":")[1].strip() for line in errors] == ["bad.txt", "missing.txt"]
    assert "all.apkg" in files_in(folder)


def test_a_card_file_is_not_taken_for_a_talk(folder: Path) -> None:
    """Who builds a card file is told about pack."""
    run("extract", "talk.txt", "-o", "c.yaml")
    result = run("build", "c.yaml")
    assert result.exit_code == 1
    assert "`studycards pack c.yaml` makes a deck of it" in result.stderr


def test_tsv_is_written_beside_the_deck(folder: Path) -> None:
    """The same notes as text."""
    assert run("build", "talk.txt", "-o", "d.apkg", "--tsv", "d.tsv").exit_code == 0
    assert (folder / "d.tsv").read_text("utf-8").startswith("#separator:tab")


def test_pack_makes_a_deck_of_edited_cards(folder: Path) -> None:
    """Named after the card file; what was edited is in it, and the card file stays as it is."""
    run("extract", "talk.txt", "-o", "c.cards.yaml")
    path = folder / "c.cards.yaml"
    path.write_text(path.read_text("utf-8").replace("知识蒸馏", "我的蒸馏"), "utf-8")
    before = path.read_bytes()
    result = run("pack", "c.cards.yaml")
    assert result.exit_code == 0, result.stderr
    assert path.read_bytes() == before
    assert any("我的蒸馏" in json.dumps(n, ensure_ascii=False) for n in notes_in(folder / "c.apkg"))


def test_pack_takes_several_card_files(folder: Path) -> None:
    """YAML and JSON alike, into one package."""
    (folder / "zh.txt").write_text(CHINESE_TALK, "utf-8")
    run("extract", "talk.txt", "-o", "a.yaml")
    run("extract", "zh.txt", "-o", "b.json")
    result = run("pack", "a.yaml", "b.json", "-o", "all.apkg")
    assert result.exit_code == 0, result.stderr
    assert {"all.apkg", "all.apkg.lock"} <= set(files_in(folder))


def test_pack_names_a_wrong_card_file_with_its_line(folder: Path) -> None:
    """And packs nothing, if nothing else is there."""
    (folder / "c.yaml").write_text("studycards: 1\ntalk: {title: x, language: de}\n", "utf-8")
    result = run("pack", "c.yaml")
    assert result.exit_code == 1
    assert result.stderr == "Error: c.yaml:2: `language:` is en or zh\n"
    assert files_in(folder) == ["c.yaml", "talk.txt"]


def test_a_deck_without_cards_is_not_written(folder: Path) -> None:
    """A card file with everything deleted."""
    (folder / "c.yaml").write_text("studycards: 1\ntalk: {title: x, language: en}\n", "utf-8")
    result = run("pack", "c.yaml")
    assert result.exit_code == 1
    assert "there is no card to write" in result.stderr
    assert files_in(folder) == ["c.yaml", "talk.txt"]


def test_traditional_talks_get_traditional_cards(folder: Path) -> None:
    """Without --script the cards follow the talk."""
    from cards.script import to_traditional

    (folder / "hant.txt").write_text(to_traditional(CHINESE_TALK), "utf-8")
    assert run("build", "hant.txt").exit_code == 0
    text = json.dumps(notes_in(folder / "hant.apkg"), ensure_ascii=False)
    assert "強化學習" in text
    assert "强化学习" not in text
