"""Text and Markdown whose lines or paragraphs carry a time, often with a speaker beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ..language import join_lines
from .cleaning import decode_entities, strip_markdown
from .document import Document, Fragment
from .front_matter import read_front_matter, read_top
from .metadata import header_line
from .speakers import BOLD_LEAD, NAME, is_generic, is_name
from .times import TIME, clock_seconds

_BULLET = re.compile(r"^\s*(?:[-*+•]|>)\s+")
_LEADING_TIME = re.compile(
    rf"^\s*(?:[\[(（【<]\s*({TIME})(?:\s*(?:-{{1,2}}>?|[–—~至到])\s*{TIME})?\s*[\])）】>]"
    rf"|({TIME})(?:\s*(?:-{{1,2}}>?|[–—~至到])\s*{TIME})?(?=[\s·|:：]|$))\s*[·|:：–—-]*\s*"
)
_NAME_THEN_TIME = re.compile(
    rf"^\s*({NAME})\s*[:：]?\s*(?:[\[(（]\s*({TIME})\s*[\])）]|(?<=\s)({TIME}))\s*[:：]?(?:\s+|$)"
)
_ONLY_NAME = re.compile(rf"{NAME}\s*[:：]?\s*$")
_INLINE_TIME = re.compile(rf"(?<=\S)\s*(?=\[{TIME}\])")
_SPELLED_TIME = re.compile(r"^(?:\d+ hours?,? ?)?(?:\d+ minutes?,? ?)?(?:\d+ seconds?)?$")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_TRANSCRIPT_HEADING = re.compile(
    r"^#{1,6}\s+(?:full |video |the )?(?:transcript|transcription|captions|subtitles"
    r"|逐字稿|文字稿|字幕|正文|原文|转录|轉錄)\s*[:：]?\s*#*$",
    re.IGNORECASE,
)
# What stands above the speech fits on a few pages.
_LONGEST_TOP = 400

# Lines with a time must be this share of the text, or at least so many, to be its times: talks
# mention "10:30" too.
_STAMPED_SHARE = 0.1
_STAMPED_ENOUGH = 5


def _plain(line: str) -> str:
    """Return a line without list marks, Markdown and entities; brackets unescaped."""
    line = strip_markdown(decode_entities(line))
    return _BULLET.sub("", line).strip()


def _stamp(line: str) -> tuple[float | None, str | None, str]:
    """Return (time, speaker, rest) of a plain line; None for what it does not begin with."""
    if match := _LEADING_TIME.match(line[:200]):
        rest = line[match.end() :]
        speaker = None
        # "00:56 Speaker 2" above a turn; "[00:10] Amazing." is what somebody said
        if len(rest) < 40 and is_name(rest) and (is_generic(rest) or rest.rstrip()[-1] in ":："):
            speaker, rest = rest.strip().rstrip(":：").strip(), ""
        return clock_seconds(match[1] or match[2]), speaker, rest
    if match := _NAME_THEN_TIME.match(line[:200]):
        speaker = match[1].strip() if is_name(match[1]) else None  # "Break: [13:03]"
        return clock_seconds(match[2] or match[3]), speaker, line[match.end() :]
    return None, None, line


def matches(lines: list[str]) -> bool:
    """Say whether times structure these lines."""
    filled = [line for line in lines if line.strip()]
    times = []
    for line in filled:
        if ":" in line[:200] or "：" in line[:200]:
            time = _stamp(_plain(line[:400]))[0]
            if time is not None:
                times.append(time)
    if not times:
        return False
    # times may start again once, below a table of contents
    if sum(one > two for one, two in pairwise(times)) > 1 + 0.2 * (len(times) - 1):
        return False
    if len(times) == 1:
        bracketed = any(
            re.match(r"\W*\[", line) and _stamp(_plain(line[:400]))[0] is not None
            for line in filled
        )
        return bracketed and len(filled) <= 12
    return len(times) >= min(_STAMPED_ENOUGH, _STAMPED_SHARE * len(filled))


@dataclass
class _Block:
    """What stands under one time: paragraphs of lines."""

    start: float | None
    speaker: str | None
    paragraphs: list[tuple[str | None, list[str]]] = field(default_factory=list)

    def add(self, line: str, speaker: str | None, *, new_paragraph: bool) -> None:
        if speaker or new_paragraph or not self.paragraphs:
            last = self.paragraphs[-1][0] if self.paragraphs else self.speaker
            self.paragraphs.append((speaker or last, []))
        self.paragraphs[-1][1].append(line)


def parse(text: str) -> Document:
    """Read timed text; what stands above the speech is about the talk."""
    document = Document()
    lines = _split_inline(read_front_matter(text.split("\n"), document))
    lines = _below_transcript_heading(lines, document)
    stamped = [_stamp(_plain(line)) for line in lines]
    first = next((i for i, (time, _, _) in enumerate(stamped) if time is not None), len(lines))
    # a turn without a time may come before the first one with a time
    first = next((i for i, line in enumerate(lines[:first]) if _is_speech(line)), first)
    read_top(lines[:first], document)
    blocks = _blocks(lines[first:], stamped[first:])
    document.fragments = _fragments(_without_contents(blocks))
    return document


def _split_inline(lines: list[str]) -> list[str]:
    """Break lines before every [time] inside them, unless only a speaker stands before it."""
    out: list[str] = []
    for line in lines:
        line = line.replace("\\[", "[").replace("\\]", "]")
        pieces = _INLINE_TIME.split(line) if "[" in line[1:] else [line]
        lead = _plain(pieces[0])
        if len(pieces) > 1 and (not any(map(str.isalnum, lead)) or _ONLY_NAME.match(lead)):
            pieces[:2] = [f"{pieces[0]} {pieces[1]}"]
        out.extend(pieces)
    return out


def _below_transcript_heading(lines: list[str], document: Document) -> list[str]:
    """Return the lines below a heading "Transcript"; those above it are about the talk."""
    for number, line in enumerate(lines[:_LONGEST_TOP]):
        if _TRANSCRIPT_HEADING.match(line.strip()):
            below = lines[number + 1 :]
            if any(_stamp(_plain(other[:400]))[0] is not None for other in below):
                read_top(lines[:number], document)
                return below
    return lines


def _is_speech(line: str) -> bool:
    """Say whether a line above the first time is a turn already: a bold name and what was said."""
    return bool(BOLD_LEAD.match(line[:200])) and header_line(line) is None and len(line) > 60


def _blocks(lines: list[str], stamped: list[tuple[float | None, str | None, str]]) -> list[_Block]:
    blocks: list[_Block] = []
    after_blank = False
    for line, (time, speaker, rest) in zip(lines, stamped, strict=True):
        if time is not None:
            blocks.append(_Block(time, speaker))
        elif not blocks and rest:
            blocks.append(_Block(None, None))
        if not rest.strip():
            after_blank = True
        elif not _HEADING.match(line) and not _SPELLED_TIME.match(rest):
            lead = BOLD_LEAD.match(line[:200]) if time is None else None
            if lead and is_name(lead[1]):  # a turn without a time of its own
                said = re.split("[:：]", rest, maxsplit=1)[-1].strip()
                blocks[-1].add(said, lead[1], new_paragraph=True)
            else:
                blocks[-1].add(rest, None, new_paragraph=after_blank)
            after_blank = False
    return blocks


def _without_contents(blocks: list[_Block]) -> list[_Block]:
    """Drop a table of contents on top: short lines whose times run on and then start again."""
    for index in range(1, min(len(blocks), _LONGEST_TOP)):
        before, start = blocks[index - 1].start, blocks[index].start
        if before is None or start is None or start >= before:
            continue
        texts = [
            line for block in blocks[:index] for _, lines in block.paragraphs for line in lines
        ]
        first = blocks[0].start
        if first is not None and start <= first and all(len(text) < 120 for text in texts):
            return blocks[index:]
    return blocks


def _fragments(blocks: list[_Block]) -> list[Fragment]:
    """Return one fragment a paragraph; times between two stamps are shared out by length."""
    fragments: list[Fragment] = []
    for index, block in enumerate(blocks):
        texts = [
            (who, text) for who, lines in block.paragraphs if (text := join_lines(lines, "en"))
        ]
        end = blocks[index + 1].start if index + 1 < len(blocks) else None
        start = block.start
        if start is None or end is None or end < start:
            fragments += [Fragment(text, start, None, who) for who, text in texts]
            continue
        total, done = sum(len(text) for _, text in texts), 0
        for who, text in texts:
            here = start + (end - start) * done / total
            done += len(text)
            there = start + (end - start) * done / total
            fragments.append(Fragment(text, round(here, 3), round(there, 3), who))
    return fragments
