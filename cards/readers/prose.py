"""Speech without times: whisper's .txt, caption dumps, wrapped prose, one long line."""

from __future__ import annotations

import re

from ..language import HAN
from .cleaning import decode_entities
from .document import Document, Fragment
from .front_matter import read_front_matter
from .metadata import apply_header, clean_title, find_date, header_line

_FINAL = re.compile(r"[.!?。！？…][\"'”’」』)）\]*_]*$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?:\s+|$)(.*?)\s*#*$")
_RULE = re.compile(r"^\s{0,3}(?:[-*_=]\s*){3,}$")
_LIST_MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+(?=\S)")

# Blocks of text are paragraphs when this share of them ends like a sentence; below, a blank line
# only separates captions.
_PARAGRAPH_SHARE = 0.6

# Title, date and the like stand within this many lines.
_TOP_LINES = 40


def prose_fragments(lines: list[str]) -> list[Fragment]:
    """Return speech lines as fragments; a blank line between real paragraphs ends a sentence."""
    blocks = _blocks(lines)
    paragraphs = _are_paragraphs(blocks)
    fragments = []
    for block in blocks:
        if paragraphs and _is_bare_heading(block):
            continue
        for number, line in enumerate(block):
            fragments.append(Fragment(line, new_sentence=paragraphs and number == 0))
    return fragments


def _blocks(lines: list[str]) -> list[list[str]]:
    """Group lines by the blank lines between them; headings and rules only separate."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        text = line.strip()
        if not text or _HEADING.match(line) or _RULE.match(line):
            blocks.append([])
            continue
        if mark := _LIST_MARK.match(line):
            text = line[mark.end() :].strip()
        blocks[-1].append(re.sub(r"^(?:>\s?)+", "", text).strip() or text)
    return [block for block in blocks if block]


def _are_paragraphs(blocks: list[list[str]]) -> bool:
    """Say whether most blocks end like sentences, so that a blank line is no accident."""
    finished = sum(bool(_FINAL.search(block[-1][-200:])) for block in blocks)
    return len(blocks) > 1 and finished >= _PARAGRAPH_SHARE * len(blocks)


def _is_bare_heading(block: list[str]) -> bool:
    """Say whether a block among finished paragraphs is a heading: one short line without an end."""
    if len(block) != 1 or re.search(r"[.!?。！？…,，;；：:\"”]\W*$", block[0]):
        return False
    return len(block[0].split()) <= 8 and len(re.findall(f"[{HAN}]", block[0])) <= 20


def parse(text: str) -> Document:
    """Read plain text or Markdown without times: headers on top, then speech."""
    document = Document()
    body = take_header(read_front_matter(text.split("\n"), document), document)
    body = _without_opening_quote(body)
    blocks = _blocks(body[:_TOP_LINES])
    if not document.title and _are_paragraphs(blocks) and _is_bare_heading(blocks[0]):
        document.title = clean_title(blocks[0][0]) or None
    document.fragments = prose_fragments(body)
    return document


def take_header(lines: list[str], document: Document) -> list[str]:
    """Store header lines ("Title: ...", "# Title", a date alone) in the document; return the rest.

    Only the top of the file is looked at, up to the first line of speech.
    """
    position = 0
    while position < min(len(lines), _TOP_LINES):
        line = decode_entities(lines[position])
        heading = _HEADING.match(line[:1000])
        header = header_line(line) if len(line) < 1000 else None
        if header:
            apply_header(document, header[1], header[2])
        elif heading:
            if line.lstrip().startswith("# ") and not document.title:
                document.title = clean_title(heading.group(1)) or None
        elif len(line) < 60 and find_date(line) and not re.search(r"\d:\d\d\s*[-\]]", line):
            document.date = document.date or find_date(line)
        elif line.strip() and not _RULE.match(line):
            break
        position += 1
    return lines[position:]


def _without_opening_quote(lines: list[str]) -> list[str]:
    """Drop a block quote on top (an editor's note), unless the whole text is one."""
    position = 0
    while position < len(lines) and (
        lines[position].lstrip().startswith(">") or not lines[position].strip()
    ):
        position += 1
    rest = lines[position:]
    return rest if any(line.strip() for line in rest) else lines
