"""Which format a text is in, by what stands in it."""

from __future__ import annotations

from collections.abc import Callable

from . import console, downloader, prose, subtitles, tables, timed_text
from .document import Document

_PARSERS: dict[str, Callable[[str], Document]] = {
    "console": console.parse,
    "csv": tables.parse_table,
    "downloader": downloader.parse,
    "json": tables.parse_json,
    "srt": subtitles.parse,
    "text": prose.parse,
    "timed": timed_text.parse,
    "tsv": tables.parse_table,
    "vtt": subtitles.parse,
}

FORMATS: tuple[str, ...] = tuple(sorted(_PARSERS))
"""The names that `format` (and --format) takes."""

# A format shows itself in its first lines; logs and front matter come before some.
_LINES = 2000


def parser_for(name: str) -> Callable[[str], Document]:
    """Return the parser of a format."""
    return _PARSERS[name]


def sniff(text: str) -> str:
    """Return the name of the format that a text is in; "text" where it is no other."""
    lines = text.split("\n", _LINES)[:_LINES]
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    if any(subtitles.is_cue_time(line) for line in lines):
        return "srt"
    if tables.looks_like_json(text):
        return "json"
    if sum(console.is_segment(line) for line in lines) > 0:
        return "console"
    if downloader.matches(lines):
        return "downloader"
    delimiter = tables.table_delimiter(lines)
    if delimiter:
        return "tsv" if delimiter == "\t" else "csv"
    return "timed" if timed_text.matches(lines) else "text"
