"""What whisper prints while it works, saved to a file: log lines, then [start --> end] text."""

from __future__ import annotations

import re

from .document import Document, Fragment
from .metadata import language_code
from .times import TIME, clock_seconds

_LINE = re.compile(rf"^\s*\[\s*({TIME})\s*-{{1,2}}>\s*({TIME})\s*\]\s*(.*)$")
_DETECTED = re.compile(r"detected language[ :'\"]+([\w ]{2,30})", re.IGNORECASE)


def is_segment(line: str) -> bool:
    """Say whether a line is "[00:15.000 --> 00:23.560]  text"."""
    return bool(_LINE.match(line[:200]))


def parse(text: str) -> Document:
    """Read the segments; every other line is the program's own."""
    document = Document()
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match:
            start, end = clock_seconds(match[1]), clock_seconds(match[2])
            document.fragments.append(Fragment(match[3].strip(), start, end))
        elif not document.language and (found := _DETECTED.search(line[:300])):
            document.language = language_code(found.group(1))
    return document
