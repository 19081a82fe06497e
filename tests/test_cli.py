"""The command line as a whole: help, wrong usage, start-up."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from cli_help import program, run

from cards.readers import FORMATS
from decks.cli import main
from decks.commands import options
from translate.choice import NAMES


def commands() -> list[tuple[str, ...]]:
    """Return all commands, those of groups included: ("glossary", "find")."""
    found: list[tuple[str, ...]] = []
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.list_commands(context)]
    return found


def test_all_commands_of_the_design_are_there() -> None:
    """None is missing, none is hidden."""
    assert {c[0] for c in commands()} == {
        *("build", "extract", "pack", "preview", "vocabulary", "glossary", "models", "explain"),
        *("check", "doctor", "push"),
    }


@pytest.mark.parametrize("command", commands(), ids=" ".join)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_works_everywhere(command: tuple[str, ...], flag: str) -> None:
    """Short and long; with a sentence on what the command does."""
    result = run(*command, flag)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert re.search(r"^  [A-Z][^\n]{15,}", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_ends_in_an_example_that_the_program_understands(command: tuple[str, ...]) -> None:
    """The last lines are commands; each parses with the options the program has."""
    text = run(*command, "--help").stdout.rstrip()
    block = re.search(r"Examples?:\n((?:\s*studycards .*\n?)+)$", text)
    assert block, text
    for line in block.group(1).strip().splitlines():
        words = shlex.split(line)[1:]
        assert words[: len(command)] == list(command) or command[0] == words[0]
        parsed: click.Command = main
        context = click.Context(main)
        while isinstance(parsed, click.Group):
            parsed = parsed.get_command(context, words.pop(0)) or pytest.fail(line)
        parsed.make_context(parsed.name, words)


def test_every_option_has_a_help_text() -> None:
    """No option without a sentence."""
    context = click.Context(main)
    for command in commands():
        found: click.Command = main
        for name in command:
            assert isinstance(found, click.Group)
            found = found.get_command(context, name) or pytest.fail(name)
        for parameter in found.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (command, parameter.name)


def test_names_repeated_for_quick_help_are_those_of_the_library() -> None:
    """The choices of --translator and --format follow the packages that define them."""
    assert options.TRANSLATORS == NAMES
    assert options.FORMATS == FORMATS


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("biuld", "x.txt"),
        ("build", "x.txt", "--nonsense"),
        ("build", "x.txt", "-o", "deck.zip"),
        ("build", "x.txt", "-o", "collection.apkg"),
        ("build", "x.txt", "-o", "backup-1.apkg"),
        ("build", "x.txt", "--together"),
        ("build", "x.txt", "--tsv", "x.tsv"),
        ("build", "-", "-"),
        ("build", "x.txt", "--from", "fr"),
        ("build", "x.txt", "--max-terms", "-1"),
        ("build", "x.txt", "--translator", "google"),
        ("pack",),
        ("pack", "a.yaml", "-o", "a.txt"),
        ("vocabulary", "--topic", "cooking"),
        ("glossary", "find"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_message(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard error; nothing on standard output, nothing written."""
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_is_quick() -> None:
    """The best of three starts takes at most 0.3 s: people ask for help often.

    Time of the processor, so that a busy machine is no failure; `bench_start.py` has the clock's.
    """
    took = []
    for _ in range(3):
        before = os.times()
        assert program("--help").returncode == 0
        after = os.times()
        spent = after.children_user + after.children_system
        took.append(spent - before.children_user - before.children_system)
    assert min(took) <= 0.3


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    """Neither the segmenter, the engines and the readers of YAML, nor the glossary."""
    script = (
        "import sys\n"
        "from decks.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "heavy = {'jieba', 'ctranslate2', 'sentencepiece', 'argostranslate', 'genanki', 'opencc',\n"
        "         'pypinyin', 'wordfreq', 'textblob', 'nltk', 'yaml', 'pysubs2', 'sqlite3',\n"
        "         'cards', 'cards.glossary', 'translate'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        timeout=60,
    )
    assert done.stderr == "LOADED []\n"
    assert list(tmp_path.iterdir()) == []  # a loaded glossary would have been compiled to here


def test_the_version_is_the_packages() -> None:
    """`studycards --version` says what is installed."""
    assert (
        program("--version").stdout.decode().strip()
        == f"studycards, version {version('studycards')}"
    )


def test_shell_completion_knows_the_commands() -> None:
    """click's completion works through the lazy commands."""
    done = program(_STUDYCARDS_COMPLETE="bash_complete", COMP_WORDS="studycards gl", COMP_CWORD="1")
    assert done.stdout.decode().split() == ["plain,glossary"]
