"""The documents say what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from cli_help import run

from decks.cli import main

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def setup_commands(name: str) -> list[str]:
    """Return the commands that set everything up: the blocks of one line with the environment."""
    return re.findall(r"```sh\n([^\n]*\.venv/bin[^\n]*)\n```", text(name))


@pytest.mark.parametrize("name", READMES)
def test_two_commands_do_all_the_setting_up(name: str) -> None:
    """One installs and builds, one tests; CI runs exactly these."""
    first, second = setup_commands(name)
    assert "studycards build seeds/" in first
    assert "pytest" in second
    ci = text(".ci/run").splitlines()
    assert first in ci
    assert second in ci


def test_the_chinese_readme_is_in_step() -> None:
    """The same sections, commands, options and code."""
    english, chinese = map(text, READMES)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert english.count("\n**") == chinese.count("\n**")
    for pattern in (r"^studycards [^#\n]*", r"--[a-z-]+", r"```python\n.*?```", r"```yaml\n.*?```"):
        flags = re.MULTILINE | re.DOTALL if "```" in pattern else re.MULTILINE
        assert sorted(set(re.findall(pattern, english, flags))) == sorted(
            set(re.findall(pattern, chinese, flags))
        )


@pytest.mark.parametrize("name", READMES)
def test_the_readme_is_short(name: str) -> None:
    """A person reads it through."""
    assert len(text(name).splitlines()) <= 150


def documented() -> list[str]:
    return re.findall(r"^studycards [^#\n]*", text("README.md"), re.MULTILINE)


def test_every_command_is_in_the_readme() -> None:
    """None is left for people to find out."""
    shown = {line.split()[1] for line in documented()}
    assert shown == set(main.list_commands(click.Context(main)))


@pytest.mark.parametrize("line", documented())
def test_every_documented_command_is_understood(line: str) -> None:
    """Each parses with the options the program has."""
    words = shlex.split(line)[1:]
    command: click.Command = main
    context = click.Context(main)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found, line
        command = found
    command.make_context(command.name, words)


def test_every_option_in_the_readme_exists() -> None:
    """An option that is renamed is renamed there too."""
    context = click.Context(main)
    known = {"--help"}
    for name in main.list_commands(context):
        known |= set(re.findall(r"--[a-z-]+", run(name, "--help").stdout))
    shown = re.sub(r"```sh.*?```", "", text("README.md"), flags=re.DOTALL)
    assert set(re.findall(r"--[a-z][a-z-]+", shown)) <= known


def test_the_readmes_glossary_is_valid(tmp_path: Path) -> None:
    """Who copies it gets no complaint."""
    (block,) = re.findall(r"```yaml\n(.*?)```", text("README.md"), re.DOTALL)
    path = tmp_path / "my.yaml"
    path.write_text(block, "utf-8")
    assert run("glossary", "check", path).exit_code == 0


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"])
def test_files_that_documents_name_are_there(name: str) -> None:
    """Links and paths in backticks."""
    named = re.findall(r"\]\((?!http)([^)]+)\)|`((?:cards|decks|tests|\.ci)/[\w./-]*)`", text(name))
    for path in {a or b for a, b in named}:
        assert (ROOT / path).exists(), path
