"""Readers of transcripts: whatever the file looks like, one Transcript comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from ..errors import TranscriptError
from ..transcript import Language, Transcript
from . import assemble, decoding, downloader, prose, subtitles
from .document import Document

__all__ = ["FORMATS", "read_transcript"]

_PARSERS: dict[str, Callable[[str], Document]] = {
    "downloader": downloader.parse,
    "srt": subtitles.parse,
    "text": prose.parse,
    "vtt": subtitles.parse,
}

FORMATS: tuple[str, ...] = tuple(sorted(_PARSERS))
"""The names that `format` (and --format) takes."""


def read_transcript(
    source: str | Path | BinaryIO,
    *,
    language: Language | None = None,
    format: str | None = None,  # noqa: A002 - named as the command line's option
) -> Transcript:
    """Read a transcript from a path or a binary stream.

    What the file is decides how it is read, not its extension; `format` (one of FORMATS) and
    `language` override what is found. TranscriptError, with one clear line, for everything that
    is no readable transcript.
    """
    name = str(source) if isinstance(source, (str, Path)) else str(getattr(source, "name", "-"))
    if name in ("<stdin>", "-", "0"):
        name = assemble.STDIN_NAME
    if format is not None and format not in _PARSERS:
        known = ", ".join(FORMATS)
        raise TranscriptError(f"{name}: unknown format {format!r}; it is one of {known}")
    text = decoding.decode(decoding.read_bytes(source, name), name)
    document = _PARSERS[format or sniff(text)](text)
    return assemble.transcript_of(document, name, language)


def sniff(text: str) -> str:
    """Return the name of the format that a text is in; "text" where it is no other."""
    lines = text.split("\n", 2000)[:2000]
    if any(subtitles.is_cue_time(line) for line in lines):
        return "srt"
    if downloader.matches(lines):
        return "downloader"
    return "text"
