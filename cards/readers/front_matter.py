"""What stands above the speech of a text file: front matter, header lines, a summary, a title."""

from __future__ import annotations

import re

from .cleaning import decode_entities, strip_markdown
from .document import Document
from .metadata import HEADER_KEYS, apply_header, clean_title, clean_url, find_date, header_line
from .summary import summary_points

# Front matter is a page at most; without an end mark by then the rule is only a rule.
_LONGEST_FRONT_MATTER = 200

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_SUMMARY_HEADING = re.compile(
    r"^(?:ai )?(?:summary|key (?:points|takeaways|ideas)|takeaways|highlights|tl;?dr"
    r"|摘要|总结|總結|要点|要點|重点|重點|内容摘要|核心观点)\s*[:：]?$",
    re.IGNORECASE,
)


def read_front_matter(lines: list[str], document: Document) -> list[str]:
    """Store YAML front matter in the document; return the lines below it."""
    start = next((i for i, line in enumerate(lines[:5]) if line.strip()), 0)
    if not lines[start : start + 1] or lines[start].strip() != "---":
        return lines
    for end in range(start + 1, min(len(lines), start + _LONGEST_FRONT_MATTER)):
        if lines[end].strip() in ("---", "..."):
            _store_yaml("\n".join(lines[start + 1 : end]), document)
            return lines[end + 1 :]
    return lines


def _store_yaml(text: str, document: Document) -> None:
    import yaml

    try:
        # BaseLoader makes every value a text: nothing is constructed, no date can be wrong
        values = yaml.load(text[:20_000], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        values = None
    if isinstance(values, dict):
        for key, value in values.items():
            kind = HEADER_KEYS.get(str(key).strip().lower().replace(" ", "_"))
            if kind and isinstance(value, str):
                apply_header(document, kind, value)
        return
    for line in text.split("\n"):
        if header := header_line(line):
            apply_header(document, header[1], header[2])


def read_top(lines: list[str], document: Document) -> None:
    """Read the lines above the speech: headers, a heading or first line as title, date, summary."""
    summary: list[str] = []
    in_summary = False
    for raw in lines:
        line = decode_entities(raw)[:5000]
        plain = strip_markdown(line).strip(" >").strip()
        heading = _HEADING.match(line)
        if not plain:
            continue
        if _SUMMARY_HEADING.match(heading.group(2) if heading else plain):
            in_summary = True
        elif heading:
            in_summary = False
            if len(heading.group(1)) == 1 and not document.title:
                document.title = clean_title(heading.group(2)) or None
        elif in_summary:
            summary.append(line)
        elif header := header_line(line):
            apply_header(document, header[1], header[2])
        else:
            _read_loose_line(plain, document)
    document.summary = document.summary or summary_points(summary)


def _read_loose_line(plain: str, document: Document) -> None:
    """Take a line without a key for what it looks like: a date, a URL or the title."""
    found = find_date(plain)
    if found and len(plain) < 60:
        document.date = document.date or found
    elif (url := clean_url(plain)) and len(plain) < len(url) + 30:
        document.url = document.url or url
    elif not document.title and _may_be_title(plain):
        document.title = clean_title(plain) or None


def _may_be_title(plain: str) -> bool:
    """Say whether a line without a key can be the talk's title: short, no sentence, no label."""
    return len(plain) <= 120 and not re.search(
        r"[.。!！:：]\s*$|^(?:transcript|captions|subtitles|chapters|contents|字幕|文字稿|逐字稿)$",
        plain,
        re.IGNORECASE,
    )
