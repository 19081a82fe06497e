"""preview, push, check and doctor: what they say and leave behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_help import OTHER_TALK, TALK, files_in, run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a talk and its card file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    run("extract", "talk.txt", "-o", "c.yaml")
    return tmp_path


@pytest.mark.parametrize("source", ["talk.txt", "c.yaml"])
def test_preview_writes_one_page(folder: Path, source: str) -> None:
    """Of a talk or a card file, named after it."""
    result = run("preview", source)
    assert result.exit_code == 0, result.stderr
    page = (folder / f"{Path(source).stem}.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "知识蒸馏" in page
    assert re.fullmatch(r"\w+\.html: \d+ cards; open it in a browser\n", result.stdout)


def test_preview_prints_the_page_to_a_dash(folder: Path) -> None:
    """-o - for a pipe."""
    assert run("preview", "c.yaml", "-o", "-").stdout.startswith("<!DOCTYPE html>")
    assert files_in(folder) == ["c.yaml", "talk.txt"]


def test_preview_of_what_is_not_there(folder: Path) -> None:
    """One line, nothing written."""
    result = run("preview", "nope.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: nope.yaml: cannot be read: No such file or directory\n"
    assert files_in(folder) == ["c.yaml", "talk.txt"]


def test_push_without_anki_says_what_to_do(folder: Path) -> None:
    """Nobody listens on port 9: one line, exit code 1."""
    result = run("push", "c.yaml", "--anki", "http://127.0.0.1:9")
    assert result.exit_code == 1
    assert re.fullmatch(
        r"Error: http://127\.0\.0\.1:9: Anki does not answer .*AnkiConnect.*\n", result.stderr
    )


def test_check_finds_nothing_grave_in_what_is_built(folder: Path) -> None:
    """Deck and card file of a talk: no error."""
    run("build", "talk.txt", "-o", "d.apkg")
    result = run("check", "d.apkg", "d.cards.yaml")
    assert result.exit_code == 0, result.stdout
    assert "0 errors" in result.stderr


def test_check_fails_for_an_error(folder: Path) -> None:
    """Two spellings of one term would be one note."""
    text = (folder / "c.yaml").read_text("utf-8")
    extra = "- {id: Knowledge-Distillations, en: knowledge distillation, zh: 知识蒸馏}\nclaims:"
    (folder / "c.yaml").write_text(text.replace("claims:", extra, 1), "utf-8")
    result = run("check", "c.yaml")
    assert result.exit_code == 1
    assert re.search(r"c\.yaml: error: .* \[same-term\]", result.stdout)
    assert "same-term: Two spellings of one term" in result.stderr


def test_check_strict_fails_for_a_warning(folder: Path) -> None:
    """A term with nothing to remember it by."""
    (folder / "w.yaml").write_text(
        "studycards: 1\ntalk: {title: x, language: en}\nterms:\n- {id: a, en: a, zh: 甲}\n", "utf-8"
    )
    assert run("check", "w.yaml").exit_code == 0
    assert run("check", "w.yaml", "--strict").exit_code == 1


def test_check_names_what_it_cannot_read_and_checks_the_rest(folder: Path) -> None:
    """Exit code 1, both in the output."""
    (folder / "broken.apkg").write_bytes(b"PK nothing")
    result = run("check", "broken.apkg", "c.yaml")
    assert result.exit_code == 1
    assert "Error: broken.apkg" in result.stderr
    assert "warning" in result.stderr


def test_doctor_says_what_is_there_and_what_is_not() -> None:
    """Program, parts, glossary, translators, Anki."""
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    for part in (
        r"ok +studycards \d",
        r"ok +genanki \d",
        r"ok +glossary: [\d,]+ entries in \d+ topics",
        r"none +en → zh: no Argos package in .*`studycards models install en zh`",
    ):
        assert re.search(part, result.stdout), part


def test_push_takes_several_sources(folder: Path) -> None:
    """An unreadable one is named first; then Anki is asked."""
    (folder / "other.txt").write_text(OTHER_TALK, "utf-8")
    result = run("push", "nope.txt", "--anki", "http://127.0.0.1:9")
    assert result.stderr == "Error: nope.txt: no such file; check the path\n"
