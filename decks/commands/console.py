"""What commands say and how: notes on standard error, progress on a terminal, counted words."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from decks.build import Failure

_PATIENCE = 1.0  # seconds before a progress bar is worth looking at


def note(text: str) -> None:
    """Say something beside the result, on standard error."""
    click.echo(text, err=True)


def failed(failures: list[Failure]) -> None:
    """Name what could not be used, each in one line on standard error, and end with exit code 1.

    Nothing happens where nothing failed.
    """
    for failure in failures:
        note(f"Error: {failure.reason}")
    if failures:
        raise click.exceptions.Exit(1)


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return "1 term", "2 terms"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


class Bar:
    """A progress bar on standard error: on a terminal only, and only for work over a second."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = time.monotonic()
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done."""
        if self._bar is None:
            if not sys.stderr.isatty() or time.monotonic() - self._began < _PATIENCE:
                return
            self._bar = click.progressbar(length=total, label=self._label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._bar.pos)

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, where)
