"""Translating from the command line: real packages, memory, servers, the offer to install."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from cli_help import CHINESE_TALK, TALK, files_in, run
from translate_help import install_tiny

from cards.card_file import read_card_file
from decks.commands import translation
from decks.commands.translation import TranslationChoice, offer_models


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and working folder with one talk."""
    monkeypatch.chdir(tmp_path)
    for kind in ("CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path.parent / f"{tmp_path.name}-{kind}"))
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    return tmp_path


@pytest.fixture
def packages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny real packages of the tests, installed."""
    path = install_tiny(folder.parent / f"{folder.name}-argos")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(path))
    return path


def test_an_installed_package_is_used(folder: Path, packages: Path) -> None:
    """auto takes it: claims have both languages or say why not, and the report says who it was."""
    result = run("build", "talk.txt")
    assert result.exit_code == 0, result.stderr
    claims = read_card_file(folder / "talk.cards.yaml").study_set.claims
    assert any(c.zh and c.origin == "argos" for c in claims)
    assert all(c.zh or c.check for c in claims)
    assert "by Argos" in result.stdout
    assert "models install" not in result.stderr


def test_the_second_run_translates_nothing_and_says_so(folder: Path, packages: Path) -> None:
    """What was translated is remembered; the files stay the same."""
    first = run("build", "talk.txt")
    assert "translated by Argos, 0 remembered from earlier" in first.stderr
    before = {p: p.read_bytes() for p in folder.iterdir()}
    second = run("build", "talk.txt")
    assert "0 translated, " in second.stderr
    assert ", 0 remembered" not in second.stderr
    assert {p: p.read_bytes() for p in folder.iterdir()} == before


def test_no_memory_translates_again(folder: Path, packages: Path) -> None:
    """And leaves nothing behind for the next run."""
    for _ in range(2):
        result = run("extract", "talk.txt", "--no-memory")
        assert "translated by Argos, 0 remembered from earlier" in result.stderr


def test_the_other_direction(folder: Path, packages: Path) -> None:
    """A Chinese talk gets English claims."""
    (folder / "zh.txt").write_text(CHINESE_TALK, "utf-8")
    data = json.loads(run("extract", "zh.txt", "--json").stdout)
    assert any(c["en"] and c["origin"] == "argos" for c in data["claims"])


def test_a_build_without_the_package_keeps_its_translations(
    folder: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built with a model, then on a machine without: nothing is lost."""
    run("build", "talk.txt")
    before = read_card_file(folder / "talk.cards.yaml").study_set
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder / "none"))
    run("build", "talk.txt")
    assert read_card_file(folder / "talk.cards.yaml").study_set == before


def test_the_glossary_translator_needs_nothing(folder: Path, packages: Path) -> None:
    """--translator glossary leaves the installed package alone."""
    data = json.loads(run("extract", "talk.txt", "--json", "--translator", "glossary").stdout)
    assert {c["zh"] for c in data["claims"]} == {""}
    assert all(t["zh"] for t in data["terms"])


def test_argos_without_its_package_fails_before_anything_is_written(folder: Path) -> None:
    """Who asks for argos and has none gets the command that installs it."""
    result = run("build", "talk.txt", "--translator", "argos")
    assert result.exit_code == 1
    assert "studycards models install en zh" in result.stderr
    assert files_in(folder) == ["talk.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("libretranslate", "--url", "http://127.0.0.1:9"),
        ("chat", "--url", "http://127.0.0.1:9/v1", "--model", "m"),
    ],
)
def test_a_server_that_is_not_there(folder: Path, arguments: tuple[str, ...]) -> None:
    """One line that names it, exit code 1, nothing written."""
    result = run("build", "talk.txt", "--translator", *arguments)
    assert result.exit_code == 1
    assert "127.0.0.1:9" in result.stderr
    assert result.stderr.startswith("Error: ")
    assert files_in(folder) == ["talk.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--translator", "chat", "--model", "m"), "--translator chat needs --url"),
        (("--translator", "chat", "--url", "http://x"), "--translator chat needs --model"),
        (("--translator", "libretranslate"), "--translator libretranslate needs --url"),
        (("--url", "http://x"), "--url needs --translator libretranslate or chat"),
    ],
)
@pytest.mark.parametrize("command", ["build", "extract", "preview"])
def test_options_that_do_not_fit_are_wrong_usage(
    folder: Path, command: str, arguments: tuple[str, ...], message: str
) -> None:
    """Exit code 2, before anything is read."""
    result = run(command, "talk.txt", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.fixture
def asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal at which somebody answers no; the questions asked."""
    questions: list[str] = []

    def confirm(text: str, **more: object) -> bool:
        questions.append(text)
        return False

    monkeypatch.setattr(translation, "on_terminal", lambda: True)
    monkeypatch.setattr(click, "confirm", confirm)
    return questions


def test_a_terminal_is_offered_the_packages_once(asked: list[str]) -> None:
    """The first time, and never again."""
    offer_models(TranslationChoice(), ["en"])
    offer_models(TranslationChoice(), ["en"])
    assert len(asked) == 1
    assert "Download" in asked[0]


def test_nothing_is_offered_where_nothing_is_missing(asked: list[str], packages: Path) -> None:
    """The package is there."""
    offer_models(TranslationChoice(), ["en", "zh"])
    assert asked == []


def test_nothing_is_offered_to_who_chose_a_translator(asked: list[str]) -> None:
    """--translator glossary is an answer."""
    offer_models(TranslationChoice("glossary"), ["en"])
    assert asked == []


def test_nothing_is_asked_without_a_terminal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a script or in CI build goes on without a word of question."""

    def fail(*arguments: object, **more: object) -> bool:
        raise AssertionError("a question was asked")

    monkeypatch.setattr(click, "confirm", fail)
    assert run("build", "talk.txt").exit_code == 0


def test_yes_installs_both_directions(
    folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command that would have been typed is what runs."""
    from decks.commands import models

    called: list[list[str]] = []
    monkeypatch.setattr(click, "confirm", lambda *a, **k: True)
    monkeypatch.setattr(models.models, "main", lambda arguments, **k: called.append(arguments))
    offer_models(TranslationChoice(), ["zh"])
    assert called == [["install", "en", "zh"]]
