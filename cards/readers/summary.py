"""The points of a summary that came with a talk."""

from __future__ import annotations

import re

from .cleaning import decode_entities, strip_markdown, tidy

_BULLET = re.compile(r"^(\s*)(?:[*+•-]|\d{1,2}[.)])\s+(.*)$")
_HEAD_ONLY = re.compile(r"^(?:\*\*|__)[^*_]+(?:\*\*|__)\s*[:：]?$|^#{1,6}\s|[:：]\s*(?:\*\*|__)?$")


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
