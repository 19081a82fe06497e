"""Readers of transcripts: whatever the file looks like, one Transcript comes out."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ..errors import TranscriptError
from ..transcript import Language, Transcript
from . import assemble, decoding
from .folders import find_transcripts
from .sniffing import FORMATS, parser_for, sniff

__all__ = ["FORMATS", "find_transcripts", "read_transcript", "sniff"]


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
    name = _name_of(source)
    if format is not None and format not in FORMATS:
        known = ", ".join(FORMATS)
        raise TranscriptError(f"{name}: unknown format {format!r}; it is one of {known}")
    text = decoding.decode(decoding.read_bytes(source, name), name)
    try:
        document = parser_for(format or sniff(text))(text)
    except TranscriptError as error:
        raise TranscriptError(f"{name}: {error}") from None
    return assemble.transcript_of(document, name, language)


def _name_of(source: str | Path | BinaryIO) -> str:
    """Return what messages call the source: its path, or standard input."""
    if isinstance(source, (str, Path)):
        return str(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) and name != "<stdin>" else assemble.STDIN_NAME
