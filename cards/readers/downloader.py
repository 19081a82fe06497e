"""The owner's format: header lines, a summary under Description:, speech under Content:."""

from __future__ import annotations

import re

from .cleaning import decode_entities, strip_markdown, tidy
from .document import Document, Fragment
from .metadata import apply_header, header_line
from .prose import prose_fragments

_SECTION = re.compile(r"^\s{0,3}(Description|Content|Summary|Transcript)\s*[:：]\s*(.*)$", re.I)
_BULLET = re.compile(r"^(\s*)(?:[*+•-]|\d{1,2}[.)])\s+(.*)$")
_HEAD_ONLY = re.compile(r"^(?:\*\*|__)[^*_]+(?:\*\*|__)\s*[:：]?$|^#{1,6}\s|[:：]\s*(?:\*\*|__)?$")


def matches(lines: list[str]) -> bool:
    """Say whether these are the downloader's lines: headers above a line "Content:"."""
    keys: set[str] = set()
    for line in lines:
        section = _SECTION.match(line[:200])
        if section and section.group(1).lower() == "content":
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
    return prose_fragments(lines)


def summary_points(lines: list[str]) -> list[str]:
    """Return the points of a Markdown summary, without marks, wrapped lines joined.

    "**Scaling:** text" becomes "Scaling: text"; a head without text is no point.
    """
    points: list[str] = []
    open_point = False
    for line in lines:
        line = decode_entities(line).rstrip()
        bullet = _BULLET.match(line)
        body = bullet.group(2).strip() if bullet else line.strip()
        if not body or _HEAD_ONLY.search(body) or set(body) <= set("-=*_ "):
            open_point = False
        elif open_point and not bullet and line[:1].isspace():
            points[-1] += " " + body
        else:
            points.append(body)
            open_point = bool(bullet)
    cleaned = (tidy(strip_markdown(point)) for point in points)
    return [point for point in cleaned if point]
