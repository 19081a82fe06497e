"""The installed program in a process of its own: the main job and what can go wrong."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli_help import ROOT, TALK, files_in, program
from decks_samples import anki


def readme_build() -> list[str]:
    """Return the words after `studycards` in the README's first command."""
    text = (ROOT / "README.md").read_text("utf-8")
    line = re.search(r"studycards (build seeds/[^\n]*)", text)
    assert line
    return shlex.split(line.group(1))


def test_the_first_command_of_the_readme_builds_a_deck(tmp_path: Path) -> None:
    """The sample talk becomes a deck that Anki imports, new and whole."""
    words = [str(ROOT / w) if w.startswith("seeds/") else w for w in readme_build()]
    done = program(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    (deck,) = tmp_path.glob("*.apkg")
    assert f"{deck.name}: " in done.stdout.decode()
    log, notes = anki(["import_", deck], ["notes"])
    assert log["new"] == len(notes) >= 50


def test_the_chinese_sample_builds_too(tmp_path: Path) -> None:
    """The other language, the other format."""
    (talk,) = (ROOT / "seeds").glob("*.zh.srt")
    done = program("build", talk, "-o", "zh.apkg", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    (log,) = anki(["import_", tmp_path / "zh.apkg"])
    assert log["new"] >= 40


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"\x7fELF\x00\x01\x02\x03" * 100, "not text|binary|no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n[Music]\n", "no speech"),
        (b"Title: x\nURL: y\nStatus: success\n\nContent:\n", "no speech"),
    ],
    ids=["missing", "empty", "blank", "binary", "pdf", "music", "header"],
)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_talk_without_speech_is_one_clear_line(
    tmp_path: Path, command: str, content: bytes | None, what: str
) -> None:
    """Exit code 1, one line on standard error that names the file, nothing written."""
    if content is not None:
        (tmp_path / "talk.txt").write_bytes(content)
    before = files_in(tmp_path)
    output = "out.apkg" if command == "build" else "out.yaml"
    done = program(command, "talk.txt", "-o", output, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == b""
    message = done.stderr.decode()
    assert re.fullmatch(rf"Error: talk\.txt: [^\n]*({what})[^\n]*\n", message, re.IGNORECASE), (
        message
    )
    assert files_in(tmp_path) == before


def test_standard_input_with_nothing_in_it(tmp_path: Path) -> None:
    """Named as what it is."""
    done = program("extract", "-", cwd=tmp_path, stdin=b"")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Error: standard input")


def test_no_traceback_where_the_folder_cannot_be_written(tmp_path: Path) -> None:
    """A file stands where a folder is named."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    done = program("build", "talk.txt", "-o", "talk.txt/x.apkg", cwd=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert files_in(tmp_path) == ["talk.txt"]


def test_the_result_goes_down_a_pipe_that_closes(tmp_path: Path) -> None:
    """`studycards extract talk.txt | head -1` ends quietly."""
    (tmp_path / "talk.txt").write_text(TALK * 30, "utf-8")
    path = Path(sys.executable).with_name("studycards")
    done = subprocess.run(
        f"{shlex.quote(str(path))} extract talk.txt | head -1",
        shell=True,
        capture_output=True,
        cwd=tmp_path,
        timeout=120,
    )
    assert done.stdout.startswith(b"# Made by")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_chinese_is_printed_in_any_locale(tmp_path: Path, locale: str) -> None:
    """Python's UTF-8 mode may be off and the locale know no Chinese."""
    done = program("glossary", "find", "fine-tuning", cwd=tmp_path, LC_ALL=locale, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"fine-tuning")


def test_no_network_is_touched(tmp_path: Path) -> None:
    """Every connection is refused by a module that Python loads first; build does not notice."""
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "def refuse(*a, **k): raise RuntimeError('the network was touched')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n",
        "utf-8",
    )
    done = program("build", "talk.txt", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stderr.decode()
    assert b"network was touched" not in done.stderr
