"""The progress bar: on a terminal only, and only for work over a second."""

from __future__ import annotations

import io
import sys

import pytest

from decks.commands import console
from decks.commands.console import Bar, counted


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(console, "time", clock)
    return clock


def work(clock: Clock, seconds: float) -> None:
    """Go through ten steps that take so long together."""
    with Bar("Working") as bar:
        for step in range(11):
            bar(step, 10)
            clock.now += seconds / 10


def test_long_work_shows_a_bar_on_a_terminal(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its label, and up to the end."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    work(clock, 5)
    assert "Working" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_short_work_shows_none(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than a second."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    work(clock, 0.5)
    assert terminal.getvalue() == ""


def test_no_bar_goes_into_a_file(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs stay clean."""
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    work(clock, 5)
    assert file.getvalue() == ""


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 terms"), (1, "1 term"), (2, "2 terms"), (1200, "1,200 terms")]
)
def test_words_agree_with_their_number(number: int, text: str) -> None:
    """1 term, 2 terms."""
    assert counted(number, "term") == text
