"""The owner's format: header lines, a summary under Description:, speech under Content:."""

from __future__ import annotations

import re

from . import timed_text
from .document import Document, Fragment
from .metadata import apply_header, header_line
from .prose import prose_fragments
from .summary import summary_points

_SECTION = re.compile(r"^\s{0,3}(Description|Content|Summary|Transcript)\s*[:：]\s*(.*)$", re.I)


def matches(lines: list[str]) -> bool:
    """Say whether these are the downloader's lines: headers above a line "Content:"."""
    keys: set[str] = set()
    for line in lines:
        section = _SECTION.match(line[:200])
        if section and section.group(1).lower() in ("content", "transcript"):
            return len(keys & {"title", "url", "timestamp", "status"}) >= 1
        if header := header_line(line):
            keys.add(header[0].lower())
    return False


def parse(text: str) -> Document:
    """Read the downloader's file. A missing Description or Content is simply empty."""
    document = Document()
    sections: dict[str, list[str]] = {"": [], "description": [], "content": []}
    current = ""
    for line in text.split("\n"):
        section = _SECTION.match(line) if current != "content" and len(line) < 5000 else None
        # the speech may begin on the line "Content:" itself, however long it is
        long_content = re.match(r"Content\s*[:：]\s*", line, re.I) if current != "content" else None
        if section:
            current = {"summary": "description", "transcript": "content"}.get(
                section.group(1).lower(), section.group(1).lower()
            )
            sections[current].append(section.group(2))
        elif long_content:
            current = "content"
            sections[current].append(line[long_content.end() :])
        else:
            sections[current].append(line)
    for line in sections[""]:
        if header := header_line(line):
            apply_header(document, header[1], header[2])
    document.summary = summary_points(sections["description"])
    document.fragments = _speech(sections["content"])
    return document


def _speech(lines: list[str]) -> list[Fragment]:
    if timed_text.matches(lines):
        return timed_text.parse("\n".join(lines)).fragments
    return prose_fragments(lines)
